import net from 'node:net';
import type { Behaviour } from './loopback.ts';

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';

/** Does what a proxy is for, whatever the name of the host is: relays to a port of this machine. */
export function tunnelsTo(port: number): Behaviour {
  return (socket) => {
    const host = net.connect(port, '127.0.0.1');
    host.on('error', () => socket.destroy());
    // Otherwise the end of the other side would not be read.
    host.on('close', () => socket.resume());
    socket.on('close', () => host.destroy());
    socket.removeAllListeners('data');
    socket.write(ESTABLISHED);
    socket.pipe(host).pipe(socket);
  };
}

function writesForEver(first: string, text: string, everyMs: number): Behaviour {
  return (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(text), everyMs);
    socket.on('close', () => clearInterval(timer));
  };
}

/** Writes as fast as the other side reads. */
function floods(first: string, text: string): Behaviour {
  return (socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(text));
    };
    socket.on('drain', more);
    socket.write(first);
    more();
  };
}

function refuses(status: number): Behaviour {
  return floods(`HTTP/1.1 ${status} No\r\ncontent-type: text/html\r\n\r\n`, '<p>No.</p>'.repeat(100));
}

export interface ProxyFault {
  /** What the proxy does to a CONNECT. */
  readonly name: string;
  readonly behave: Behaviour;
  /** What an error says of it. */
  readonly says: RegExp;
  /** Set if only the deadline of the request ends it: before or after the tunnel stands. */
  readonly isEndless?: 'before' | 'after';
  /** True if another try is in vain. */
  readonly isPermanent?: boolean;
}

const NOT_OPENED =
  /the proxy \S+ did not open a connection to .*; check that HTTPS_PROXY names an HTTP proxy/;
const NOT_THROUGH = /no connection to \S+ through the proxy .*HTTPS_PROXY/;

/** Every way in which a proxy was seen to fail. */
export const PROXY_FAULTS: readonly ProxyFault[] = [
  { name: 'closes the connection', behave: (socket) => socket.end(), says: NOT_OPENED },
  { name: 'resets the connection', behave: (socket) => socket.resetAndDestroy(), says: NOT_OPENED },
  { name: 'never responds', behave: () => undefined, says: NOT_OPENED, isEndless: 'before' },
  { name: 'sends single bytes for ever', behave: writesForEver('', 'x', 5), says: NOT_OPENED },
  {
    name: 'sends headers for ever, slowly',
    behave: writesForEver('HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n', 100),
    says: NOT_OPENED,
    isEndless: 'before',
  },
  { name: 'floods with headers', behave: floods('HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n'), says: NOT_OPENED },
  { name: 'is not HTTP', behave: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), says: NOT_OPENED },
  {
    name: 'refuses with 403',
    behave: refuses(403),
    says: /the proxy \S+ refused .* with status 403; allow the host at the proxy, or add it to NO_PROXY/,
    isPermanent: true,
  },
  {
    name: 'refuses with 407',
    behave: refuses(407),
    says: /with status 407; the proxy requires a user name and a password: check those in HTTPS_PROXY/,
    isPermanent: true,
  },
  {
    name: 'refuses with 502',
    behave: refuses(502),
    says: /with status 502; the proxy did not reach the host: check base-url and the proxy/,
  },
  {
    name: 'refuses with 100',
    behave: refuses(100),
    says: /the proxy \S+ refused .* with status 100/,
  },
  {
    name: 'opens the tunnel and closes it',
    behave: (socket) => socket.end(ESTABLISHED),
    says: NOT_THROUGH,
  },
  {
    name: 'opens the tunnel and resets it',
    behave: (socket) => socket.write(ESTABLISHED, () => socket.once('data', () => socket.resetAndDestroy())),
    says: NOT_THROUGH,
  },
  {
    name: 'opens the tunnel and is silent',
    behave: (socket) => socket.write(ESTABLISHED),
    says: NOT_THROUGH,
    isEndless: 'after',
  },
  {
    name: 'opens the tunnel and sends bytes that are not TLS',
    behave: (socket) =>
      socket.write(ESTABLISHED, () => socket.once('data', () => socket.write('not TLS\r\n'.repeat(9)))),
    says: /through the proxy .*the port does not use TLS: check the port in base-url and HTTPS_PROXY/,
    isPermanent: true,
  },
  {
    name: 'sends bytes together with the 200',
    behave: (socket) => socket.write(`${ESTABLISHED}220 smtp.example ESMTP\r\n`),
    says: /the proxy \S+ sent data before it connected to .*; check that HTTPS_PROXY names an HTTP proxy/,
  },
];
