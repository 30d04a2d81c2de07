import net from 'node:net';

/** What a server on loopback does with one request. */
export type Behaviour = (socket: net.Socket) => void;

/** A server that speaks bytes, so that it can break any rule of HTTP. */
export interface Loopback {
  readonly port: number;
  readonly url: string;
  /** Every request that was read whole, in its order. */
  readonly requests: string[];
  /** How many connections were opened. */
  readonly connections: () => number;
  /** How many connections are open. */
  readonly open: () => number;
  /** Frees the port; open connections are reset. */
  readonly close: () => Promise<void>;
}

/**
 * Behaves to the nth request as the nth of the list says, and to any further one as the last. A port that is given must
 * be free.
 */
export async function serveBytes(behaviours: readonly Behaviour[], port = 0): Promise<Loopback> {
  const requests: string[] = [];
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      const behave = behaviours[requests.length] ?? behaviours.at(-1);
      requests.push(received);
      received = '';
      behave?.(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.resetAndDestroy();
      }),
  };
}

function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(request)?.[1] ?? '0';
  return request.length - end - 4 >= Number(length);
}

/** Responds correctly. */
export function responds(
  status: number,
  body: string | Buffer = '',
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  const content = Buffer.from(body);
  const lines = Object.entries({ 'content-length': `${content.length}`, ...headers });
  const head = [`HTTP/1.1 ${status} Word`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''];
  return (socket) => socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), content]));
}

/** Sends these bytes and ends the connection. */
export function sends(text: string): Behaviour {
  return (socket) => socket.end(text);
}

/** Resets the connection. */
export const resets: Behaviour = (socket) => socket.resetAndDestroy();

/** Every way to lose a response after the request was read. */
export const LOST_ANSWERS: readonly (readonly [string, Behaviour])[] = [
  ['the connection is reset', resets],
  ['the connection ends without an answer', sends('')],
  ['the connection ends inside the status line', sends('HTTP/1.1 20')],
  ['the connection ends inside the headers', sends('HTTP/1.1 202 Accepted\r\ncontent-le')],
  ['the status line is garbage', sends('GARBAGE\r\n\r\n')],
  ['the headers are too large', sends(`HTTP/1.1 202 Accepted\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`)],
  [
    'the length is given twice, and differs',
    sends('HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\ncontent-length: 40\r\n\r\n{}'),
  ],
  ['a body of known length is cut', sends('HTTP/1.1 202 Accepted\r\ncontent-length: 40\r\n\r\n{"runId":"')],
  [
    'a chunked body is cut',
    sends('HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\na\r\n{"runId":"\r\n'),
  ],
];
