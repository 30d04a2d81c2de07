import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import { authorityOf, defaultPortOf, isSecure, openSocket, PARSER_OPTIONS } from './connect.ts';
import { type ProxyAddress, proxyFor, type Variables } from './proxy.ts';
import { ACCEPT_ENCODING, readResponse } from './read-response.ts';
import type { IncomingResponse, OutgoingRequest, Send } from './send.ts';
import { openTunnel, ProxyError } from './tunnel.ts';

const MAX_INTERIM_RESPONSES = 16;

/** The network, with the proxies of these variables. */
export function createSend(variables: Variables): Send {
  return async (outgoing) => {
    const proxy = proxyFor(outgoing.url, variables);
    return proxy === null ? await exchange(outgoing) : await exchangeThrough(proxy, outgoing);
  };
}

async function exchangeThrough(proxy: ProxyAddress, outgoing: OutgoingRequest): Promise<IncomingResponse> {
  const { url, signal } = outgoing;
  const tunnel = await openTunnel(proxy, url, signal);
  let isSent = false;
  const onSent = () => {
    isSent = true;
    outgoing.onSent();
  };
  try {
    return await exchange({ ...outgoing, onSent }, tunnel);
  } catch (cause) {
    if (isSent) throw cause;
    throw new ProxyError(`no connection to ${authorityOf(url)} through the proxy ${proxy.host}`, {
      variable: proxy.variable,
      isThrough: true,
      cause,
    });
  } finally {
    tunnel.destroy();
  }
}

async function exchange(outgoing: OutgoingRequest, tunnel?: net.Socket): Promise<IncomingResponse> {
  const { url, method, signal } = outgoing;
  signal.throwIfAborted();
  const request = (isSecure(url) ? https : http).request(url, {
    ...PARSER_OPTIONS,
    method,
    // No agent: Node's own would read NODE_USE_ENV_PROXY. Without one Node does not know the default port.
    defaultPort: defaultPortOf(url),
    createConnection: () => openSocket(url, tunnel),
  });
  const stop = () => request.destroy(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    return await readResponse(await responseTo(request, outgoing), outgoing.maxMiB);
  } finally {
    signal.removeEventListener('abort', stop);
    request.destroy();
  }
}

/** Writes the request, and resolves to the response once its headers are there. */
function responseTo(request: http.ClientRequest, outgoing: OutgoingRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    let response: http.IncomingMessage | undefined;
    let interim = 0;
    request.once('socket', (socket) => callWhenConnected(socket, isSecure(outgoing.url), outgoing.onSent));
    const refuse = (status: number | undefined) => reject(new Error(`unexpected interim response ${status}`));
    request.once('response', (received) => {
      response = received;
      if (received.statusCode === 101) refuse(101);
      else resolve(received);
    });
    request.on('error', (error) => {
      reject(error);
      // A complete response counts, whatever happens to the rest of the request. If its connection breaks, a response
      // without a length may be incomplete.
      if (response?.complete === false) response.destroy(error);
    });
    request.on('information', ({ statusCode }) => {
      interim += 1;
      // Rejects at once: the last response may be in the same packet.
      if (interim > MAX_INTERIM_RESPONSES) refuse(statusCode);
    });
    request.once('upgrade', (_, socket) => {
      socket.destroy();
      refuse(101);
    });
    // Not among the options, which NODE_DEBUG prints.
    for (const [name, value] of Object.entries(outgoing.headers)) request.setHeader(name, value);
    request.setHeader('accept-encoding', ACCEPT_ENCODING);
    // A connection that is kept may be closed by the other side just as the next request is written to it.
    request.setHeader('connection', 'close');
    request.end(outgoing.body);
  });
}

/** From then on a request may arrive, whatever of it was flushed. */
function callWhenConnected(socket: net.Socket, secure: boolean, onConnected: () => void): void {
  if (secure) socket.once('secureConnect', onConnected);
  else if (socket.connecting) socket.once('connect', onConnected);
  else onConnected();
}
