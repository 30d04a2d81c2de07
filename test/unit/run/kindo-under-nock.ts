import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Send } from '../../../src/http/send.ts';
import { createSend } from '../../../src/http/transport.ts';
import type { FakeClock } from '../../support/fake-clock.ts';

/** Fails a test that sends a request which nothing was said about, or leaves out one that was announced. */
export function guardNetwork(): void {
  const unexpected: string[] = [];
  const note = ({ method, url }: Request) => unexpected.push(`${method} ${url}`);
  beforeEach(() => {
    unexpected.length = 0;
    nock.disableNetConnect();
    nock.emitter.on('no match', note);
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.emitter.off('no match', note);
    nock.abortPendingRequests();
    nock.cleanAll();
    expect({ unexpected, pending }).toEqual({ unexpected: [], pending: [] });
  });
}

const network = createSend({});

/** The network under nock, which has read a request, and replied to it, before its connection says that it stands. */
export const sendUnderNock: Send = (request) => {
  request.onSent();
  return network({ ...request, onSent: () => undefined });
};

/** A reply that comes only after so long. */
export function slowly(
  clock: FakeClock,
  ms: number,
  status: number,
  body: nock.ReplyBody,
): () => nock.ReplyFnResult {
  return () => {
    clock.advance(ms);
    return [status, body];
  };
}

/** A reply that never comes; so long is waited for it. */
export function never(clock: FakeClock, ms: number): () => Promise<nock.ReplyFnResult> {
  return () => {
    setImmediate(() => clock.advance(ms));
    return new Promise(() => undefined);
  };
}
