import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { ignoredNoProxyEntries, proxyFor, readProxy } from '../../../src/http/proxy.ts';

// Those of the machine that the tests run on.
beforeEach(() => {
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

function problemOf(value: string): string {
  try {
    readProxy('https', { HTTPS_PROXY: value });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('readProxy', () => {
  it.each([
    ['http://proxy.corp:3128', 'http:', 'proxy.corp', '3128'],
    ['http://proxy.corp', 'http:', 'proxy.corp', ''],
    ['https://proxy.corp', 'https:', 'proxy.corp', ''],
    ['proxy.corp:3128', 'http:', 'proxy.corp', '3128'],
    ['10.0.0.1:3128', 'http:', '10.0.0.1', '3128'],
    ['proxy', 'http:', 'proxy', ''],
    ['me:secret@proxy.corp:3128', 'http:', 'proxy.corp', '3128'],
    ['http://[2001:db8::1]:3128/', 'http:', '[2001:db8::1]', '3128'],
    [' http://proxy.corp:3128 ', 'http:', 'proxy.corp', '3128'],
  ])('reads %j', (value, protocol, hostname, port) => {
    expect(readProxy('https', { HTTPS_PROXY: value })).toMatchObject({ protocol, hostname, port });
  });

  it('decodes user name and password, and shows neither as the host', () => {
    const proxy = readProxy('http', { HTTP_PROXY: 'http://me%40corp:p%2Fw@proxy.corp:3128' });
    expect(proxy).toEqual({
      variable: 'HTTP_PROXY',
      protocol: 'http:',
      hostname: 'proxy.corp',
      port: '3128',
      host: 'proxy.corp:3128',
      authorization: `Basic ${Buffer.from('me@corp:p/w').toString('base64')}`,
    });
  });

  it.each([
    ['http://me@proxy.corp', 'me:'],
    ['http://:word@proxy.corp', ':word'],
  ])('accepts a user name or a password alone: %s', (value, credentials) => {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    expect(readProxy('https', { HTTPS_PROXY: value })).toMatchObject({ authorization });
  });

  it('has no credentials if the address has none', () => {
    expect(readProxy('https', { HTTPS_PROXY: 'http://proxy.corp' })?.authorization).toBeNull();
  });

  it('prefers the lower-case name', () => {
    const variables = { HTTPS_PROXY: 'one.example:1', https_proxy: 'two.example:2' };
    expect(readProxy('https', variables)?.host).toBe('two.example:2');
  });

  it.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: ' ' }, { HTTP_PROXY: 'http://proxy.corp' }])(
    'finds no proxy in %j',
    (variables) => {
      expect(readProxy('https', variables)).toBeNull();
    },
  );

  it.each([
    ['not a url', 'HTTPS_PROXY "not a url" is not a URL. Write the proxy as http://host:port.'],
    ['http://', 'HTTPS_PROXY "http://" is not a URL. Write the proxy as http://host:port.'],
    ['http://proxy.corp:99999', 'HTTPS_PROXY "http://proxy.corp:99999" is not a URL. Write the proxy as'],
    ['socks5://proxy.corp:1080', 'has the scheme socks5://, which is not supported. Write the proxy as'],
    ['ftp://proxy.corp', 'has the scheme ftp://, which is not supported'],
    ['http://me:100%@proxy.corp', 'HTTPS_PROXY has a user name or password that is not percent-encoded'],
  ])('refuses %j, and says how to fix it', (value, message) => {
    expect(problemOf(value)).toContain(message);
  });

  it.each([
    'http://user:hunter2@proxy.example:99999',
    'http://user:hunter2@[proxy',
    'http://user:hun@ter2@proxy.example:99999',
    'http://user:hun%ter2@proxy.example',
    'socks5://user:hunter2@proxy.example',
  ])('never shows the credentials of a proxy that cannot be used, such as %s [T21]', (proxy) => {
    const problem = problemOf(proxy);
    expect(problem).toMatch(/^HTTPS_PROXY /);
    expect(problem).not.toMatch(/user:|hun|ter2/);
  });
});

describe('proxyFor', () => {
  const variables = { HTTPS_PROXY: 'http://secure.corp', HTTP_PROXY: 'http://plain.corp' };
  const hostFor = (url: string) => proxyFor(new URL(url), variables)?.host ?? 'direct';

  it('uses the scheme of the address', () => {
    expect([hostFor('https://api.kindo.ai'), hostFor('http://gitea.corp')]).toEqual([
      'secure.corp',
      'plain.corp',
    ]);
  });

  it.each(['http://localhost:80', 'http://127.0.0.1', 'https://127.8.9.1', 'http://[::1]:8080'])(
    'never uses a proxy for loopback: %s',
    (url) => {
      expect(hostFor(url)).toBe('direct');
    },
  );

  it.each([
    ['api.kindo.ai', 'direct'],
    ['kindo.ai', 'direct'],
    ['.kindo.ai', 'direct'],
    ['API.Kindo.AI', 'direct'],
    ['api.kindo.ai:443', 'direct'],
    ['elsewhere.example, api.kindo.ai', 'direct'],
    ['*', 'direct'],
    ['api.kindo.ai:8443', 'secure.corp'],
    ['indo.ai', 'secure.corp'],
    ['*.kindo.ai', 'secure.corp'],
  ])('applies NO_PROXY=%s like the other actions of the job', (value, host) => {
    vi.stubEnv('NO_PROXY', value);
    expect(hostFor('https://api.kindo.ai')).toBe(host);
  });

  it('throws for a proxy that cannot be used, and does not bypass it', () => {
    const broken = { HTTPS_PROXY: 'socks5://proxy.corp' };
    expect(() => proxyFor(new URL('https://api.kindo.ai'), broken)).toThrow(InputError);
  });
});

describe('ignoredNoProxyEntries', () => {
  it.each([
    ['', []],
    ['*', []],
    ['localhost,.internal, example.com , example.com:8443,10.0.0.7,[::1],[2001:db8::1]:443', []],
    ['*.example.com', ['*.example.com']],
    ['10.0.0.0/8,localhost', ['10.0.0.0/8']],
    ['a;b', ['a;b']],
    ['10.0.0.*', ['10.0.0.*']],
    ['a b,https://c', ['a b', 'https://c']],
    ['::1', ['::1']],
  ])('of %j are %j', (value, ignored) => {
    expect(ignoredNoProxyEntries({ NO_PROXY: value })).toEqual(ignored);
  });
});
