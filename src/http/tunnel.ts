import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import { authorityOf, type Endpoint, isSecure, openSocket, PARSER_OPTIONS } from './connect.ts';
import type { ProxyAddress } from './proxy.ts';

interface ProxyErrorFacts {
  /** The variable that names the proxy. */
  readonly variable: string;
  /** The status that refused the tunnel; null if there was none. */
  readonly status?: number | null;
  /** True if the tunnel was open, so that the host may be the cause as well as the proxy. */
  readonly isThrough?: boolean;
  readonly cause?: unknown;
}

/** A connection through a proxy was not established. Nothing of the request has left. */
export class ProxyError extends Error {
  readonly variable: string;
  readonly status: number | null;
  readonly isThrough: boolean;

  constructor(message: string, facts: ProxyErrorFacts) {
    super(message, { cause: facts.cause });
    this.variable = facts.variable;
    this.status = facts.status ?? null;
    this.isThrough = facts.isThrough ?? false;
  }
}

/**
 * Has a proxy open a tunnel to a host, and resolves to the connection through it. After an error no connection is left.
 *
 * @throws ProxyError
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export function openTunnel(proxy: ProxyAddress, target: Endpoint, signal: AbortSignal): Promise<net.Socket> {
  const authority = authorityOf(target);
  return new Promise<net.Socket>((resolve, reject) => {
    const request = (isSecure(proxy) ? https : http).request({
      ...PARSER_OPTIONS,
      method: 'CONNECT',
      path: authority,
      // No agent: Node's own would read NODE_USE_ENV_PROXY.
      createConnection: () => openSocket(proxy),
    });
    const stop = () => request.destroy(signal.reason);
    const fail = (what: string, facts: Partial<ProxyErrorFacts>) => {
      signal.removeEventListener('abort', stop);
      reject(new ProxyError(`the proxy ${proxy.host} ${what}`, { variable: proxy.variable, ...facts }));
    };
    signal.addEventListener('abort', stop);
    request.on('error', (cause) => fail(`did not open a connection to ${authority}`, { cause }));
    request.once('connect', ({ statusCode: status = 0 }, socket: net.Socket, head) => {
      if (status === 200 && head.length === 0) {
        signal.removeEventListener('abort', stop);
        resolve(socket);
        return;
      }
      socket.destroy();
      if (status === 200) fail(`sent data before it connected to ${authority}`, {});
      else fail(`refused a connection to ${authority} with status ${status}`, { status });
    });
    request.setHeader('host', authority);
    // Not among the options, which NODE_DEBUG prints.
    if (proxy.authorization !== null) request.setHeader('proxy-authorization', proxy.authorization);
    request.end();
  });
}
