import net from 'node:net';

/** How a cut connection ends: properly, by a reset, or not at all, with no further data. */
export const CUT_WAYS = ['fin', 'rst', 'silence'] as const;

export type CutWay = (typeof CUT_WAYS)[number];

/** Where the traffic is cut: after this many bytes of the request or the response of one exchange. */
export interface Cut {
  /** Counted from 0, in the order of the connections. */
  readonly exchange: number;
  readonly side: 'request' | 'answer';
  /** How many bytes still go through. */
  readonly at: number;
  readonly way: CutWay;
}

/** The bytes of one exchange that went through. */
export interface Exchanged {
  request: number;
  answer: number;
}

export interface CuttingProxy {
  readonly url: string;
  readonly exchanges: readonly Exchanged[];
  close(): Promise<void>;
}

/** Relays every connection to the port, and cuts one of them. */
export async function startCuttingProxy(port: number, cut: Cut | null): Promise<CuttingProxy> {
  const exchanges: Exchanged[] = [];
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Errors of the other side of a cut connection are ignored.
    socket.on('error', () => undefined);
    return socket;
  };

  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const own = cut !== null && cut.exchange === exchanges.length ? cut : null;
    const passed: Exchanged = { request: 0, answer: 0 };
    exchanges.push(passed);
    keep(client);
    const service = keep(net.connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    let isCut = false;

    const relay = (from: net.Socket, to: net.Socket, side: Cut['side']) => {
      const mayPass = own?.side === side ? own.at : Number.POSITIVE_INFINITY;
      const cutHere = () => {
        if (own === null || isCut) return;
        isCut = true;
        end(client, own.way);
        // The service sees the same end of a cut request. It may respond to a complete one, although nobody reads it.
        if (side === 'request') end(service, own.way);
      };
      if (mayPass === 0 && side === 'request') queueMicrotask(cutHere);
      from.on('data', (chunk) => {
        if (isCut) return;
        const rest = mayPass - passed[side];
        // Not before the response: until then, the request may not have arrived yet.
        if (rest === 0) return cutHere();
        const part = chunk.subarray(0, Math.min(chunk.length, rest));
        passed[side] += part.length;
        to.write(part, () => {
          if (passed[side] >= mayPass) cutHere();
        });
      });
      from.on('end', () => {
        if (!isCut) to.end();
      });
      from.on('close', () => {
        if (!isCut) to.destroy();
      });
    };
    relay(client, service, 'request');
    relay(service, client, 'answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${bound}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function end(socket: net.Socket, way: CutWay): void {
  if (way === 'fin') socket.end();
  else if (way === 'rst') socket.resetAndDestroy();
}
