import { describe, expect, it } from 'vitest';
import { findMisplacedKey, readCredentials, secretsOf } from '../../../src/inputs/secrets.ts';

describe('readCredentials', () => {
  it('returns key and token as they are sent', () => {
    const variables = { 'INPUT_API-KEY': ' key-0123456789\n', 'INPUT_GITHUB-TOKEN': ' ghs_0123456789\n' };
    expect(readCredentials(variables)).toEqual(['key-0123456789', 'ghs_0123456789']);
  });

  it.each([{}, { 'INPUT_API-KEY': 'Bearer x', 'INPUT_GITHUB-TOKEN': 'a b' }])(
    'returns nothing that is never sent: %j',
    (variables) => {
      expect(readCredentials(variables)).toEqual([]);
    },
  );
});

describe('secretsOf', () => {
  it('returns secrets of at least eight characters, and tokens as git stores them', () => {
    const tokens = { GITHUB_TOKEN: '12345678', ACTIONS_RUNTIME_TOKEN: '1234567' };
    const stored = ['12345678', '1234567'].map((token) =>
      Buffer.from(`x-access-token:${token}`).toString('base64'),
    );
    expect(secretsOf(tokens, 'abcdefgh')).toEqual(['abcdefgh', '12345678', ...stored]);
    expect(secretsOf(tokens, null)).toEqual(['12345678', ...stored]);
  });
});

describe('findMisplacedKey', () => {
  it('finds nothing without a key', () => {
    expect(findMisplacedKey({ 'INPUT_AGENT-NAME': 'null' }, null)).toEqual([]);
  });
});
