import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { checkNetwork, describeNetwork } from '../../../src/http/network-settings.ts';

function problemOf(variables: Record<string, string>): string {
  try {
    checkNetwork(variables);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('checkNetwork', () => {
  it('refuses to send the key if certificates are not checked', () => {
    const problem = problemOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(problem).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
    expect(problem).toContain(
      'Remove it, and set NODE_EXTRA_CA_CERTS to the path of your certificate authority',
    );
  });

  it.each(['1', ''])(
    'accepts NODE_TLS_REJECT_UNAUTHORIZED=%j, with which Node checks certificates',
    (value) => {
      expect(problemOf({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toBe('no problem');
    },
  );

  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    'refuses a %s that cannot be used',
    (name) => {
      expect(problemOf({ [name]: 'socks5://proxy.corp:1080' })).toBe(
        `${name.toUpperCase()} "socks5://proxy.corp:1080" has the scheme socks5://, which is not supported. Write the proxy as http://host:port.`,
      );
    },
  );

  it.each([{}, { HTTPS_PROXY: '', http_proxy: '' }, { HTTPS_PROXY: 'http://proxy.corp:3128' }])(
    'accepts %j',
    (variables) => {
      expect(problemOf(variables)).toBe('no problem');
    },
  );
});

describe('describeNetwork', () => {
  it('returns nothing if nothing is set', () => {
    expect(describeNetwork({ HTTPS_PROXY: '', NODE_EXTRA_CA_CERTS: '', NO_PROXY: '*.localhost' })).toEqual(
      [],
    );
  });

  it('names the proxies without their passwords, and what bypasses them [F120]', () => {
    const variables = {
      HTTPS_PROXY: 'http://user:word@proxy.example:8080/path',
      http_proxy: 'plain.example:3128',
      NO_PROXY: 'localhost,.internal',
    };
    expect(describeNetwork(variables)).toEqual([
      'Requests to https addresses go through the proxy proxy.example:8080 (HTTPS_PROXY), except to loopback and to the hosts of NO_PROXY (localhost,.internal).',
      'Requests to http addresses go through the proxy plain.example:3128 (HTTP_PROXY), except to loopback and to the hosts of NO_PROXY (localhost,.internal).',
    ]);
  });

  it('reports an unsupported form of NO_PROXY', () => {
    const variables = { https_proxy: 'http://proxy.example', no_proxy: '*.example.com,localhost,10.0.0.0/8' };
    expect(describeNetwork(variables)[1]).toBe(
      'These entries of NO_PROXY are ignored: "*.example.com", "10.0.0.0/8". Write hosts or domains, such as example.com, separated by commas.',
    );
  });

  it('prefers the lower-case name, like the toolkit', () => {
    const variables = { HTTPS_PROXY: 'http://one.example:1', https_proxy: 'http://two.example:2' };
    expect(describeNetwork(variables)).toEqual([
      'Requests to https addresses go through the proxy two.example:2 (HTTPS_PROXY), except to loopback.',
    ]);
  });

  it('names the additional trusted certificate authorities [T14]', () => {
    expect(describeNetwork({ NODE_EXTRA_CA_CERTS: '/etc/ca.pem', NODE_USE_SYSTEM_CA: '1' })).toEqual([
      'The certificates in NODE_EXTRA_CA_CERTS (/etc/ca.pem) are trusted, too, unless Node warns that it ignores them.',
      'Certificates that this machine trusts are trusted, too (NODE_USE_SYSTEM_CA).',
    ]);
    expect(describeNetwork({ NODE_USE_SYSTEM_CA: '0' })).toEqual([]);
  });
});
