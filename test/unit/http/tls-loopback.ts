import net from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';

/** A certificate with its key, as PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** Identities of a server on loopback, each created by a separate authority. */
export interface Identities {
  /** The certificate of the authority, as PEM. */
  readonly authority: string;
  readonly good: Identity;
  readonly expired: Identity;
  readonly notYetValid: Identity;
  readonly ofAnotherHost: Identity;
  /** Self-signed. */
  readonly selfSigned: Identity;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export async function makeIdentities(): Promise<Identities> {
  const usual = { keyType: 'ec', algorithm: 'sha256' } as const;
  const issued = await generate([{ name: 'commonName', value: 'An authority of this test' }], {
    ...usual,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: issued.private, cert: issued.cert };
  const identity = async (options: object = {}, host = 'localhost'): Promise<Identity> => {
    const altNames = [{ type: 2, value: host } as const];
    const made = await generate([{ name: 'commonName', value: host }], {
      ...usual,
      extensions: [{ name: 'subjectAltName', altNames }],
      ...options,
    });
    return { key: made.private, cert: made.cert };
  };
  const day = (number: number) => new Date(Date.now() + number * DAY_MS);
  return {
    authority: ca.cert,
    good: await identity({ ca }),
    expired: await identity({ ca, notBeforeDate: day(-3), notAfterDate: day(-1) }),
    notYetValid: await identity({ ca, notBeforeDate: day(1), notAfterDate: day(3) }),
    ofAnotherHost: await identity({ ca }, 'elsewhere.example'),
    selfSigned: await identity(),
  };
}

/** What a server does with one connection, from its first byte on. */
export type Handshake = (socket: net.Socket, host: TlsLoopback) => void;

/** A server that speaks TLS, or breaks it. */
export interface TlsLoopback {
  /** `https://localhost:PORT`. */
  readonly url: string;
  /** Every request that was decrypted, in its order. */
  readonly requests: string[];
  /** What the client and the server have agreed to speak within TLS; false for nothing. */
  readonly protocols: (string | false | null)[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Treats the nth connection as the nth of the list says, and any further one as the last. */
export async function serveTls(handshakes: readonly Handshake[]): Promise<TlsLoopback> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const handshake = handshakes[connections] ?? handshakes.at(-1);
    connections += 1;
    handshake?.(socket, host);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const host: TlsLoopback = {
    url: `https://localhost:${port}`,
    requests: [],
    protocols: [],
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return host;
}

/** Uses TLS with this identity, and responds to the one request with JSON. */
export function respondsAs(identity: Identity, status: number, body: unknown): Handshake {
  return (socket, host) => {
    const secure = new tls.TLSSocket(socket, {
      isServer: true,
      secureContext: tls.createSecureContext(identity),
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    secure.on('error', () => socket.destroy());
    let received = '';
    secure.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const [head = '', rest] = received.split('\r\n\r\n', 2);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (rest === undefined || rest.length < length) return;
      host.requests.push(received);
      host.protocols.push(secure.alpnProtocol);
      const json = JSON.stringify(body);
      secure.end(
        `HTTP/1.1 ${status} Word\r\ncontent-length: ${Buffer.byteLength(json)}\r\nconnection: close\r\n\r\n${json}`,
      );
    });
  };
}

/** Ends or resets the connection as soon as the first bytes of the handshake are there. */
export const endsHandshake: Handshake = (socket) => socket.once('data', () => socket.end());
export const resetsHandshake: Handshake = (socket) => socket.once('data', () => socket.resetAndDestroy());
export const resetsAtOnce: Handshake = (socket) => socket.resetAndDestroy();
/** Responds in plain HTTP to a TLS client. */
export const speaksPlainHttp: Handshake = (socket) =>
  socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
