import { describe, ServiceError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import { sentOnce } from '../send-body.ts';
import type { CallLimits } from '../service/service.ts';

// A page of the longest comments has about as much.
const LARGEST_MIB = 32;

/**
 * A `fetch` that keeps to the limits of one call, its body included, and follows no redirect. It reads the whole body
 * before it resolves, since the library takes a body that is cut for an empty one.
 *
 * @throws ServiceError, or the signal's reason where that ends the request
 */
export function limitedFetch(clock: Clock, limits: CallLimits): typeof fetch {
  return async (address, init) => {
    limits.signal.throwIfAborted();
    const timeLimit = new AbortController();
    const cancelTimer = clock.timer(limits.timeoutMs, () =>
      timeLimit.abort(new Error(`no complete answer within ${Math.ceil(limits.timeoutMs / 1000)} s`)),
    );
    const signal = AbortSignal.any([limits.signal, timeLimit.signal]);
    try {
      const once = typeof init?.body === 'string' ? sentOnce(init.body) : null;
      const headers = { ...init?.headers, ...once?.headers, connection: 'close' };
      const response = await fetch(address, { ...init, ...once?.init, headers, redirect: 'manual', signal });
      const body = await readWhole(response);
      if (response.status >= 300 && response.status < 400) {
        throw new ServiceError(`GitHub answered ${response.status}, a redirect, which is never followed`, {
          kind: 'redirect',
          status: response.status,
        });
      }
      return new Response(body.length === 0 ? null : body, response);
    } catch (error) {
      limits.signal.throwIfAborted();
      if (error instanceof ServiceError) throw error;
      throw new ServiceError(`GitHub gave no answer: ${describe(error)}`, {
        kind: 'unreachable',
        cause: error,
      });
    } finally {
      cancelTimer();
    }
  };
}

async function readWhole(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_MIB * 1024 * 1024) {
      throw new ServiceError(`GitHub's answer is larger than ${LARGEST_MIB} MiB`, {
        kind: 'undecodable',
        status: response.status,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
