import { describe, expect, it } from 'vitest';
import { findKnownSecrets } from '../../../src/text/known-secrets.ts';

const BEGIN = '-----BEGIN';
const END = '-----END';
const BODY = Array.from({ length: 4 }, (_, line) => `MIIE${line}`.padEnd(64, 'aB3+')).join('\n');
const PRIVATE_KEY = `${BEGIN} RSA PRIVATE KEY-----\n${BODY}\n${END} RSA PRIVATE KEY-----`;
const PGP = `${BEGIN} PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG-v2 (a-b)\n\n${BODY}\n${END} PGP PRIVATE KEY BLOCK-----`;

function found(text: string): string[] {
  return findKnownSecrets(text).map(({ begin, end }) => text.slice(begin, end));
}

describe('findKnownSecrets', () => {
  it.each([
    ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
    ['a fine-grained GitHub token', `github_pat_${'a'.repeat(22)}_${'b'.repeat(59)}`],
    ['a Slack token', 'xoxb-123456789012-1234567890123-abcdefghijklmnopqrstuvwx'],
    ['an npm token', `npm_${'aB3d'.repeat(9)}`],
    ['a SendGrid key', `SG.${'a'.repeat(22)}.${'b'.repeat(43)}`],
    ['a Stripe key', `sk_live_${'a1B2c3D4'.repeat(4)}`],
    ['a private key', PRIVATE_KEY],
    ['a private key in JSON', PRIVATE_KEY.replaceAll('\n', '\\n')],
    ['a key id of AWS', 'AKIAIOSFODNN7ABCDEFG'],
    ['a temporary key id of AWS', 'ASIAIOSFODNN7ABCDEFG'],
    ['an API key of Google', `AIza${'aB3-_'.repeat(7)}`],
    ['a client secret of Google', `GOCSPX-${'aB3_'.repeat(7)}`],
    ['an access token of Google', `ya29.${'aB3-'.repeat(5)}`],
    ['a JSON web token', `eyJ${'hbGci'.repeat(4)}.eyJ${'zdWIi'.repeat(4)}.${'dozj-_'.repeat(4)}`],
    ['a token of PyPI', `pypi-AgEI${'aB3-_'.repeat(10)}`],
    ['an app token of Slack', `xapp-1-A0123456789-1234567890123-${'0a'.repeat(32)}`],
    ['a private key of PGP', PGP],
    ['a private key with nothing in it but marks', `${BEGIN} PRIVATE KEY-----\n---\n${END} PRIVATE KEY-----`],
    ['a private key that is cut', `${BEGIN} EC PRIVATE KEY-----\n${BODY}`],
    [
      'a private key that is cut in a quotation',
      `${BEGIN} EC PRIVATE KEY-----\n> ${BODY.replaceAll('\n', '\n> ')}`,
    ],
    ['a private key that is cut in JSON', `${BEGIN} PRIVATE KEY-----\\n${BODY.replaceAll('\n', '\\n')}`],
  ])('finds all of %s', (_what, secret) => {
    const ranges = found(`Before ${secret}. After`);
    expect(ranges).not.toEqual([]);
    expect(ranges).toContain(secret);
  });

  it('finds the account key in a connection string of Azure, and nothing else of it', () => {
    const key = `${'a1B2c3D4e5F6g7H8i9J0'.repeat(4)}a1B2c3==`;
    expect(found(`AccountName=a;AccountKey=${key};Endpoint=b`)).toEqual([key]);
  });

  it.each([
    'AKIAIOSFODNN7ABCDEF',
    'xAKIAIOSFODNN7ABCDEFG',
    'AKIAIOSFODNN7ABCDEFGx',
    `xAIza${'aB3-_'.repeat(7)}`,
    `AIza${'aB3-_'.repeat(7)}x`,
    `xGOCSPX-${'aB3_'.repeat(7)}`,
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0',
    `x-eyJ${'hbGci'.repeat(4)}.eyJ${'zdWIi'.repeat(4)}.${'dozj'.repeat(4)}`,
    `xya29.${'aB3-'.repeat(5)}`,
    `ya29.${'aB3-'.repeat(4)}`,
    `xpypi-AgEI${'aB3-_'.repeat(10)}`,
    `xxapp-1-A0-1-${'0a'.repeat(32)}`,
    `${BEGIN} PUBLIC KEY-----\n${BODY}\n${END} PUBLIC KEY-----`,
    '3f786850e387550fdab836ed7e6dc881de23001b',
    'An ordinary sentence about AWS keys, eyJ and -----BEGIN.',
  ])('finds nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('ignores comments that would disable a rule', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    expect(found(`<!-- secretlint-disable -->\n// secretlint-disable\n${token}`)).toEqual([token]);
  });

  it('finds several in one text, and no secret of an earlier text', () => {
    const [one, other] = [`ghp_${'a1B2'.repeat(9)}`, `npm_${'aB3d'.repeat(9)}`];
    expect(found(`${one} and ${other}`)).toEqual(expect.arrayContaining([one, other]));
    expect(found('')).toEqual([]);
  });
});
