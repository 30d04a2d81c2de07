import { createRequire } from 'node:module';
import net from 'node:net';
import { describe, InputError } from '../errors.ts';

// Node gives up on an address after 250 ms by default, too early for a slow link.
const ADDRESS_ATTEMPT_MS = 2500;

type ProxySetter = (variables: Record<string, string | undefined>) => unknown;

// Loaded only where a proxy is named: no request needs this module, and it takes its time before the first one.
const load = createRequire(import.meta.url);

/** Node's own support for proxies; undefined where this Node has none. */
function proxySetter(): ProxySetter | undefined {
  const http: typeof import('node:http') = load('node:http');
  return http.setGlobalProxyFromEnv;
}

const SCHEMES = ['https', 'http'] as const;

function variable(name: string, variables: Readonly<Record<string, string | undefined>>): string {
  return variables[name.toLowerCase()] || variables[name] || '';
}

function proxyOf(
  scheme: (typeof SCHEMES)[number],
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return variable(`${scheme.toUpperCase()}_PROXY`, variables);
}

/**
 * Sets up what every request shares: proxies from the environment and patience with slow addresses.
 *
 * @throws InputError where certificates would not be checked, or a proxy's address cannot be read.
 */
export function prepareNetwork(
  variables: Readonly<Record<string, string | undefined>>,
  useProxies: () => ProxySetter | undefined = proxySetter,
): void {
  if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new InputError(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, so nobody would check whom the key is sent to: remove it, and name your own certificate authority in NODE_EXTRA_CA_CERTS instead.',
    );
  }
  net.setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS);
  if (!SCHEMES.some((scheme) => proxyOf(scheme, variables) !== '')) return;
  try {
    useProxies()?.({ ...variables });
  } catch (error) {
    // The error may quote the address, with the proxy's password before the @.
    const reason = describe(error).replace(/^.*@/s, '…@');
    throw new InputError(
      `HTTPS_PROXY, HTTP_PROXY or NO_PROXY cannot be used (${reason}): write a proxy as http://host:port.`,
      { cause: error },
    );
  }
}

/**
 * What of the environment decides by which way, and to whom, the requests go. An earlier step may have set it, so the log
 * tells it. Holds no password of a proxy.
 */
export function describeNetwork(
  variables: Readonly<Record<string, string | undefined>>,
  useProxies: () => ProxySetter | undefined = proxySetter,
): string[] {
  const lines: string[] = [];
  for (const scheme of SCHEMES) {
    const name = `${scheme.toUpperCase()}_PROXY`;
    const proxy = proxyOf(scheme, variables);
    if (!URL.canParse(proxy)) continue;
    const direct = variable('NO_PROXY', variables);
    const exceptions = direct === '' ? '' : `, but to those of NO_PROXY (${direct})`;
    lines.push(
      useProxies() !== undefined
        ? `Requests to ${scheme} addresses go through the proxy ${new URL(proxy).host} of ${name}${exceptions}.`
        : `${name} is set, and this version of Node cannot use it unless NODE_USE_ENV_PROXY is 1.`,
    );
  }
  const { NODE_EXTRA_CA_CERTS: authorities = '', NODE_USE_SYSTEM_CA: system } = variables;
  if (authorities !== '')
    lines.push(`Certificates of NODE_EXTRA_CA_CERTS (${authorities}) are trusted, too.`);
  if (system === '1')
    lines.push('Certificates that this machine trusts are trusted, too (NODE_USE_SYSTEM_CA).');
  return lines;
}
