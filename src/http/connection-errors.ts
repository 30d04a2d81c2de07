import { describe } from '../domain/errors.ts';
import { ProxyError } from './tunnel.ts';

interface Rule {
  /** Searched for in the error's whole text, because Node gives some errors no code. */
  readonly pattern: RegExp;
  /** What a person can do about it, by what sets the address. */
  readonly advice: (setting: string) => string;
}

// A retry cannot help.
const PERMANENT: readonly Rule[] = [
  {
    pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|self-signed|unable to verify/i,
    advice: () =>
      "the certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the PEM file of your certificate authority, or NODE_USE_SYSTEM_CA to 1, in the job's env",
  },
  {
    pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    advice: () =>
      "the certificate is not valid now: compare the machine's clock with the certificate's dates",
  },
  {
    pattern: /ERR_TLS_CERT_ALTNAME_INVALID/,
    advice: (setting) => `the certificate is for another host: check ${setting}`,
  },
  {
    pattern: /WRONG_VERSION_NUMBER|EPROTO/,
    advice: (setting) => `the port does not use TLS: check the port in ${setting}`,
  },
];

const TRANSIENT: readonly Rule[] = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    advice: (setting) => `the host's name was not found: check ${setting} and the network`,
  },
  {
    pattern: /ECONNREFUSED/,
    advice: (setting) => `nothing listens there: check ${setting}, or whether the server is up`,
  },
];

/** True if the same request would fail again. */
export function isPermanentError(error: unknown): boolean {
  if (error instanceof ProxyError && isRefusal(error.status)) return true;
  const text = describe(error);
  return PERMANENT.some(({ pattern }) => pattern.test(text));
}

/**
 * What went wrong with a connection, with the likely cause and the fix.
 *
 * @param setting what sets the address
 */
export function explainError(error: unknown, setting: string): string {
  const text = describe(error);
  const rule = [...PERMANENT, ...TRANSIENT].find(({ pattern }) => pattern.test(text));
  const advice = error instanceof ProxyError ? proxyAdvice(error, rule, setting) : rule?.advice(setting);
  return advice === undefined ? text : `${text}; ${advice}`;
}

function isRefusal(status: number | null): boolean {
  return Math.floor((status ?? 0) / 100) === 4;
}

function proxyAdvice(error: ProxyError, rule: Rule | undefined, setting: string): string {
  const { variable, status, isThrough } = error;
  if (status === 407) return `the proxy requires a user name and a password: check those in ${variable}`;
  if (isRefusal(status)) return 'allow the host at the proxy, or add it to NO_PROXY';
  if (status !== null) return `the proxy did not reach the host: check ${setting} and the proxy`;
  return (
    rule?.advice(isThrough ? `${setting} and ${variable}` : variable) ??
    `check that ${variable} names an HTTP proxy that reaches the host`
  );
}
