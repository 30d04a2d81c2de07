import net from 'node:net';
import tls from 'node:tls';

// By default Node drops an address after 250 ms, which is too early for a slow link.
const ADDRESS_ATTEMPT_MS = 2500;

/** The settings that every request shares: a lenient parser and larger headers could be set by NODE_OPTIONS. */
export const PARSER_OPTIONS = { insecureHTTPParser: false, maxHeaderSize: 16 * 1024 } as const;

/** Where a connection leads: a URL, or the part of it that counts. */
export type Endpoint = Pick<URL, 'protocol' | 'hostname' | 'port'>;

export function isSecure({ protocol }: Endpoint): boolean {
  return protocol === 'https:';
}

export function defaultPortOf(endpoint: Endpoint): number {
  return isSecure(endpoint) ? 443 : 80;
}

/** `host:port`, with the default port too. */
export function authorityOf(endpoint: Endpoint): string {
  return `${endpoint.hostname}:${endpoint.port || defaultPortOf(endpoint)}`;
}

/** Opens the connection that the scheme of the endpoint requires, directly or through a tunnel. */
export function openSocket(endpoint: Endpoint, tunnel?: net.Socket): net.Socket {
  // An IPv6 address stands in brackets in a URL only.
  const host = endpoint.hostname.replace(/[[\]]/g, '');
  const address = {
    host,
    port: Number(endpoint.port) || defaultPortOf(endpoint),
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
  };
  if (!isSecure(endpoint)) return tunnel ?? net.connect(address);
  return tls.connect({
    ...address,
    socket: tunnel,
    // In TLS, an address cannot be a server name.
    servername: net.isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says. No `ca`: it would replace the authorities of NODE_EXTRA_CA_CERTS.
    rejectUnauthorized: true,
  });
}
