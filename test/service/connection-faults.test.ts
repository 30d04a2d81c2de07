import { describe, expect, it } from 'vitest';
import { explainFault, isPermanentFault } from '../../src/service/connection-faults.ts';

function coded(code: string, message = 'it failed'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

describe('a connection fault that another try cannot mend', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS.*NODE_USE_SYSTEM_CA/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
    ['CERT_UNTRUSTED', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /the machine's clock/],
    ['CERT_NOT_YET_VALID', /the machine's clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another host: check base-url/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/],
    ['EPROTO', /does not speak TLS/],
  ])('is told with its mend: %s', (code, mend) => {
    const error = coded(code);
    expect(isPermanentFault(error)).toBe(true);
    expect(explainFault(error)).toMatch(mend);
    expect(explainFault(error)).toMatch(`fetch failed: it failed (${code}); `);
  });

  it.each([
    ['self-signed certificate', /NODE_EXTRA_CA_CERTS/],
    ['unable to verify the first certificate', /NODE_EXTRA_CA_CERTS/],
    ['Proxy response (407) !== 200 when HTTP Tunneling', /HTTPS_PROXY/],
    ['bad port', /check base-url/],
  ])('is known by its words where it has no code: %s', (words, mend) => {
    const error = new TypeError('fetch failed', { cause: new Error(words) });
    expect(isPermanentFault(error)).toBe(true);
    expect(explainFault(error)).toMatch(mend);
  });
});

describe('a connection fault that may pass', () => {
  it.each([
    ['ENOTFOUND', /name was not found/],
    ['EAI_AGAIN', /name was not found/],
    ['ECONNREFUSED', /nothing listens there/],
  ])('is told with the likeliest cause: %s', (code, cause) => {
    const error = coded(code);
    expect(isPermanentFault(error)).toBe(false);
    expect(explainFault(error)).toMatch(cause);
  });

  it('is told with what fetch leaves of a 407 that no tunnel was asked for with', () => {
    const error = new TypeError('fetch failed', { cause: new Error() });
    expect(isPermanentFault(error)).toBe(false);
    expect(explainFault(error)).toMatch(/credentials \(407\): check HTTPS_PROXY$/);
  });

  it.each([
    ['something before it', new Error('a fetch failed', { cause: new Error() })],
    ['something behind it', new TypeError('fetch failed', { cause: new Error('Error: reset') })],
  ])('is not taken for such a 407 with %s', (_, error) => {
    expect(explainFault(error)).not.toContain('407');
  });

  it.each(['ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_SOCKET'])(
    'is told as it is: %s',
    (code) => {
      const error = coded(code);
      expect(isPermanentFault(error)).toBe(false);
      expect(explainFault(error)).toBe(`fetch failed: it failed (${code})`);
    },
  );

  it('is a proxy that could not connect', () => {
    expect(isPermanentFault(new Error('Proxy response (502) !== 200 when HTTP Tunneling'))).toBe(false);
  });

  it('names every address where an error without words holds several', () => {
    const attempts = ['connect ETIMEDOUT 192.0.2.1:443', 'connect ETIMEDOUT [2001:db8::1]:443'];
    const error = new AggregateError(attempts.map((message) => new Error(message)));
    expect(explainFault(new TypeError('fetch failed', { cause: error }))).toBe(
      `fetch failed: ${attempts.join(', ')}`,
    );
  });
});
