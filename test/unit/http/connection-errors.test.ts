import { describe, expect, it } from 'vitest';
import { explainError, isPermanentError } from '../../../src/http/connection-errors.ts';
import { ProxyError } from '../../../src/http/tunnel.ts';

const SETTING = 'base-url';

function coded(code: string, message = 'it failed'): Error {
  return Object.assign(new Error(message), { code });
}

describe('a connection error that another try cannot fix', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS.*NODE_USE_SYSTEM_CA/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
    ['CERT_UNTRUSTED', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /the machine's clock/],
    ['CERT_NOT_YET_VALID', /the machine's clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another host: check base-url/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not use TLS: check the port in base-url/],
    ['EPROTO', /does not use TLS/],
  ])('is explained with its fix: %s', (code, fix) => {
    const error = coded(code);
    expect(isPermanentError(error)).toBe(true);
    expect(explainError(error, SETTING)).toMatch(fix);
    expect(explainError(error, SETTING)).toMatch(`it failed (${code}); `);
  });

  it.each([
    ['self-signed certificate', /NODE_EXTRA_CA_CERTS/],
    ['unable to verify the first certificate', /NODE_EXTRA_CA_CERTS/],
  ])('is recognised by its message if it has no code: %s', (message, fix) => {
    const error = new Error(message);
    expect(isPermanentError(error)).toBe(true);
    expect(explainError(error, SETTING)).toMatch(fix);
  });
});

describe('a connection error that may pass', () => {
  it.each([
    ['ENOTFOUND', /name was not found: check base-url and the network$/],
    ['EAI_AGAIN', /name was not found/],
    ['ECONNREFUSED', /nothing listens there: check base-url, or whether the server is up$/],
  ])('is explained with the likely cause: %s', (code, cause) => {
    const error = coded(code);
    expect(isPermanentError(error)).toBe(false);
    expect(explainError(error, SETTING)).toMatch(cause);
  });

  it.each(['ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'HPE_HEADER_OVERFLOW'])(
    'is shown unchanged: %s',
    (code) => {
      const error = coded(code);
      expect(isPermanentError(error)).toBe(false);
      expect(explainError(error, SETTING)).toBe(`it failed (${code})`);
    },
  );

  it('names every address if an error without a message contains several [F9]', () => {
    const attempts = ['connect ETIMEDOUT 192.0.2.1:443', 'connect ETIMEDOUT [2001:db8::1]:443'];
    const error = new AggregateError(attempts.map((message) => new Error(message)));
    expect(explainError(error, SETTING)).toBe(attempts.join(', '));
  });
});

describe('an error of a proxy', () => {
  const variable = 'HTTPS_PROXY';

  it.each([
    [400, true, /allow the host at the proxy, or add it to NO_PROXY$/],
    [403, true, /allow the host at the proxy, or add it to NO_PROXY$/],
    [407, true, /the proxy requires a user name and a password: check those in HTTPS_PROXY$/],
    [499, true, /allow the host/],
    [302, false, /the proxy did not reach the host: check base-url and the proxy$/],
    [500, false, /the proxy did not reach the host/],
    [502, false, /the proxy did not reach the host/],
  ])('that refuses with %i', (status, isPermanent, fix) => {
    const error = new ProxyError('no', { variable, status });
    expect(isPermanentError(error)).toBe(isPermanent);
    expect(explainError(error, SETTING)).toMatch(fix);
  });

  it.each([
    ['ECONNREFUSED', false, false, 'nothing listens there: check HTTPS_PROXY, or whether the server is up'],
    ['ENOTFOUND', false, false, "the host's name was not found: check HTTPS_PROXY and the network"],
    ['EPROTO', false, true, 'the port does not use TLS: check the port in HTTPS_PROXY'],
    ['EPROTO', true, true, 'the port does not use TLS: check the port in base-url and HTTPS_PROXY'],
    ['ECONNRESET', false, false, 'check that HTTPS_PROXY names an HTTP proxy that reaches the host'],
    ['ECONNRESET', true, false, 'check that HTTPS_PROXY names an HTTP proxy that reaches the host'],
  ])(
    'points to the variable, and to the host only through a tunnel: %s, %s',
    (code, isThrough, isPermanent, fix) => {
      const error = new ProxyError('no', { variable, isThrough, cause: coded(code) });
      expect(isPermanentError(error)).toBe(isPermanent);
      expect(explainError(error, SETTING)).toBe(`no: it failed (${code}); ${fix}`);
    },
  );
});
