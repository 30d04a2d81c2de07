import { describe } from '../errors.ts';

// Faults that another try cannot mend, with what a person can do about them. Looked for in the error's whole text,
// since Node gives some of them no code.
const PERMANENT: readonly (readonly [RegExp, string])[] = [
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|self-signed|unable to verify/i,
    "the certificate is not trusted here: name your certificate authority in NODE_EXTRA_CA_CERTS, or set NODE_USE_SYSTEM_CA=1, in the job's env",
  ],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    "the certificate is not valid now: compare the machine's clock with the certificate's dates",
  ],
  [/ERR_TLS_CERT_ALTNAME_INVALID/, 'the certificate is for another host: check base-url'],
  [/WRONG_VERSION_NUMBER|EPROTO/, 'the port does not speak TLS: check the port in base-url'],
  [/Proxy response \(4\d\d\)/, 'the proxy refused the connection: check HTTPS_PROXY and its credentials'],
  [/bad port/, 'requests are never sent to that port: check base-url'],
];

const TRANSIENT: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, "the host's name was not found: check base-url and the network"],
  // All that fetch tells of it.
  [/^fetch failed: Error$/, 'a proxy on the way may have asked for credentials (407): check HTTPS_PROXY'],
  [/ECONNREFUSED/, 'nothing listens there: check base-url, or whether the service is up'],
];

/** True where sending the request again cannot help. */
export function isPermanentFault(error: unknown): boolean {
  const text = describe(error);
  return PERMANENT.some(([pattern]) => pattern.test(text));
}

/** What went wrong with a connection, with the likeliest cause. */
export function explainFault(error: unknown): string {
  const text = describe(error);
  const hint = [...PERMANENT, ...TRANSIENT].find(([pattern]) => pattern.test(text))?.[1];
  return hint === undefined ? text : `${text}; ${hint}`;
}
