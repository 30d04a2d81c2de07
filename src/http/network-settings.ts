import { InputError } from '../domain/errors.ts';
import { ignoredNoProxyEntries, proxyVariable, readProxy, type Variables } from './proxy.ts';

const SCHEMES = ['https', 'http'] as const;

/**
 * Checks what the environment says about the network before anything is sent.
 *
 * @throws InputError if certificates would not be checked, or if the address of a proxy cannot be used
 */
export function checkNetwork(variables: Variables): void {
  if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new InputError(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, so certificates would not be checked, and the key could be sent to anybody. Remove it, and set NODE_EXTRA_CA_CERTS to the path of your certificate authority instead.',
    );
  }
  for (const scheme of SCHEMES) readProxy(scheme, variables);
}

/**
 * The settings in the environment for proxies and trusted certificates, for the log: an earlier step may have set them.
 * Includes no password of a proxy.
 *
 * @throws InputError for an address of a proxy that cannot be used
 */
export function describeNetwork(variables: Variables): string[] {
  const lines: string[] = [];
  for (const scheme of SCHEMES) {
    const proxy = readProxy(scheme, variables);
    if (proxy === null) continue;
    const direct = proxyVariable('NO_PROXY', variables);
    const exceptions = direct === '' ? '' : ` and to the hosts of NO_PROXY (${direct})`;
    lines.push(
      `Requests to ${scheme} addresses go through the proxy ${proxy.host} (${proxy.variable}), except to loopback${exceptions}.`,
    );
  }
  const ignored = lines.length === 0 ? [] : ignoredNoProxyEntries(variables);
  if (ignored.length > 0) {
    const entries = ignored.map((entry) => JSON.stringify(entry)).join(', ');
    lines.push(
      `These entries of NO_PROXY are ignored: ${entries}. Write hosts or domains, such as example.com, separated by commas.`,
    );
  }
  const { NODE_EXTRA_CA_CERTS: authorities = '', NODE_USE_SYSTEM_CA: system } = variables;
  if (authorities !== '')
    lines.push(
      `The certificates in NODE_EXTRA_CA_CERTS (${authorities}) are trusted, too, unless Node warns that it ignores them.`,
    );
  if (system === '1')
    lines.push('Certificates that this machine trusts are trusted, too (NODE_USE_SYSTEM_CA).');
  return lines;
}
