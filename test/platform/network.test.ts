import http from 'node:http';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { describeNetwork, prepareNetwork } from '../../src/platform/network.ts';

const usual = net.getDefaultAutoSelectFamilyAttemptTimeout();

beforeEach(() => net.setDefaultAutoSelectFamilyAttemptTimeout(usual));

afterEach(() => {
  vi.restoreAllMocks();
  net.setDefaultAutoSelectFamilyAttemptTimeout(usual);
});

function problemOf(variables: Record<string, string>): string {
  try {
    prepareNetwork(variables);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('prepareNetwork', () => {
  it('has ten times the usual patience with a slow address', () => {
    prepareNetwork({});
    expect(net.getDefaultAutoSelectFamilyAttemptTimeout()).toBe(2500);
  });

  it("hands a copy of the environment to Node's own proxy support", () => {
    const setter = vi.spyOn(http, 'setGlobalProxyFromEnv').mockReturnValue(() => {});
    const variables = { HTTPS_PROXY: 'http://proxy.example:8080', NO_PROXY: 'localhost' };
    prepareNetwork(variables);
    expect(setter).toHaveBeenCalledExactlyOnceWith(variables);
    expect(setter.mock.calls[0]?.[0]).not.toBe(variables);
  });

  it.each([{}, { HTTPS_PROXY: '', http_proxy: '', NO_PROXY: '*' }])(
    'does not even load that where no proxy is named, as in %j',
    (variables) => {
      const load = vi.fn();
      prepareNetwork(variables, load);
      expect(load).not.toHaveBeenCalled();
    },
  );

  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])('heeds %s', (name) => {
    const setter = vi.fn();
    prepareNetwork({ [name]: 'http://proxy.example:8080' }, () => setter);
    expect(setter).toHaveBeenCalledOnce();
  });

  it('goes on without proxies on a Node that has no support for them', () => {
    const older: { setGlobalProxyFromEnv?: unknown } = http;
    vi.spyOn(older, 'setGlobalProxyFromEnv', 'get').mockReturnValue(undefined);
    prepareNetwork({ HTTPS_PROXY: 'nonsense' });
    expect(net.getDefaultAutoSelectFamilyAttemptTimeout()).toBe(2500);
  });

  it('refuses to send the key where certificates are not checked, before anything else is set up', () => {
    const setter = vi.spyOn(http, 'setGlobalProxyFromEnv');
    const problem = problemOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(problem).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
    expect(problem).toContain('remove it, and name your own certificate authority in NODE_EXTRA_CA_CERTS');
    expect(setter).not.toHaveBeenCalled();
    expect(net.getDefaultAutoSelectFamilyAttemptTimeout()).toBe(usual);
  });

  it.each(['1', ''])(
    'takes NODE_TLS_REJECT_UNAUTHORIZED=%j, with which Node checks certificates',
    (value) => {
      expect(problemOf({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toBe('no problem');
    },
  );

  it.each([
    ['is no address', 'nonsense', 'nonsense'],
    ['has an impossible port', 'http://proxy.example:99999', 'http://proxy.example:99999'],
    ['has another scheme', 'ftp://proxy.example', 'http:'],
  ])('says what is wrong with a proxy that %s', (_what, proxy, shown) => {
    const problem = problemOf({ HTTPS_PROXY: proxy });
    expect(problem).toContain('HTTPS_PROXY, HTTP_PROXY or NO_PROXY cannot be used');
    expect(problem).toContain(shown);
    expect(problem).toContain('write a proxy as http://host:port.');
  });

  it.each([
    'http://user:hunter2@proxy.example:99999',
    'http://user:hunter2@[proxy',
    'http://user:hun@ter2@proxy.example:99999',
    'http://user:hun/ter2@proxy.example',
    'user:hunter2@proxy.example',
  ])('never shows the credentials of a proxy that cannot be used, such as %s', (proxy) => {
    const problem = problemOf({ HTTPS_PROXY: proxy });
    expect(problem).toContain('HTTPS_PROXY, HTTP_PROXY or NO_PROXY cannot be used');
    expect(problem).not.toMatch(/user|hun|ter2/);
  });

  it('keeps the cause of a proxy that cannot be used', () => {
    const cause = new Error('no');
    const refuse = () => {
      throw cause;
    };
    const variables = { HTTPS_PROXY: 'http://proxy.example:8080' };
    expect(() => prepareNetwork(variables, () => refuse)).toThrow(
      expect.objectContaining({ name: 'InputError', cause }),
    );
  });
});

describe('describeNetwork', () => {
  it('says nothing where nothing is set', () => {
    expect(describeNetwork({ HTTPS_PROXY: '', NODE_EXTRA_CA_CERTS: '', NO_PROXY: 'localhost' })).toEqual([]);
  });

  it('names the proxies without their passwords, and what goes past them', () => {
    const variables = {
      HTTPS_PROXY: 'http://user:word@proxy.example:8080/path',
      http_proxy: 'http://plain.example:3128',
      NO_PROXY: 'localhost,.internal',
    };
    expect(describeNetwork(variables)).toEqual([
      'Requests to https addresses go through the proxy proxy.example:8080 of HTTPS_PROXY, but to those of NO_PROXY (localhost,.internal).',
      'Requests to http addresses go through the proxy plain.example:3128 of HTTP_PROXY, but to those of NO_PROXY (localhost,.internal).',
    ]);
  });

  it('takes the name in small letters first, as Node does', () => {
    const variables = { HTTPS_PROXY: 'http://one.example:1', https_proxy: 'http://two.example:2' };
    expect(describeNetwork(variables)).toEqual([
      'Requests to https addresses go through the proxy two.example:2 of HTTPS_PROXY.',
    ]);
  });

  it('says that a proxy is not used by a Node that cannot', () => {
    expect(describeNetwork({ HTTPS_PROXY: 'http://proxy.example:8080' }, () => undefined)).toEqual([
      'HTTPS_PROXY is set, and this version of Node cannot use it unless NODE_USE_ENV_PROXY is 1.',
    ]);
  });

  it('names whose certificates are trusted besides the usual ones', () => {
    expect(describeNetwork({ NODE_EXTRA_CA_CERTS: '/etc/ca.pem', NODE_USE_SYSTEM_CA: '1' })).toEqual([
      'Certificates of NODE_EXTRA_CA_CERTS (/etc/ca.pem) are trusted, too.',
      'Certificates that this machine trusts are trusted, too (NODE_USE_SYSTEM_CA).',
    ]);
    expect(describeNetwork({ NODE_USE_SYSTEM_CA: '0' })).toEqual([]);
  });
});
