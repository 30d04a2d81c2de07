import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../../src/inputs/secrets.ts';

describe('secretsOf', () => {
  it('looks for secrets of eight characters and more, and for tokens as git stores them', () => {
    expect(secretsOf({ GITHUB_TOKEN: '12345678', ACTIONS_RUNTIME_TOKEN: '1234567' }, 'abcdefgh')).toEqual([
      'abcdefgh',
      '12345678',
      Buffer.from('x-access-token:12345678').toString('base64'),
      Buffer.from('x-access-token:1234567').toString('base64'),
    ]);
  });
});
