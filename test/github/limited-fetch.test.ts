import { afterEach, describe, expect, it, vi } from 'vitest';
import { limitedFetch } from '../../src/github/limited-fetch.ts';
import { FakeClock } from '../support/fake-clock.ts';

const ADDRESS = 'https://api.github.com/x';
const LARGEST_BYTES = 32 * 1024 * 1024;

afterEach(() => {
  vi.unstubAllGlobals();
});

function answering(response: () => Promise<Response>) {
  const clock = new FakeClock();
  const controller = new AbortController();
  const sent = vi.fn<typeof fetch>(response);
  vi.stubGlobal('fetch', sent);
  const limited = limitedFetch(clock, { timeoutMs: 1000, signal: controller.signal });
  return { clock, controller, sent, limited };
}

describe('limitedFetch', () => {
  it('keeps the headers, and sends nothing over an old connection or to another address', async () => {
    const { limited, sent, clock } = answering(() => Promise.resolve(new Response('body')));
    const answer = await limited(ADDRESS, { method: 'POST', headers: { a: 'b' } });
    expect(await answer.text()).toBe('body');
    expect(sent.mock.calls).toEqual([
      [
        ADDRESS,
        {
          method: 'POST',
          headers: { a: 'b', connection: 'close' },
          redirect: 'manual',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
    expect(clock.armed).toBe(0);
  });

  it('needs nothing but an address', async () => {
    const { limited } = answering(() => Promise.resolve(new Response('body')));
    expect(await (await limited(ADDRESS)).text()).toBe('body');
  });

  it('leaves no timer behind where there is no answer', async () => {
    const { limited, clock } = answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(limited(ADDRESS)).rejects.toThrow('GitHub gave no answer: fetch failed');
    expect(clock.armed).toBe(0);
  });

  it('sends nothing once the signal has come, and rejects with its reason', async () => {
    const { limited, sent, controller } = answering(() => Promise.resolve(new Response('body')));
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(limited(ADDRESS)).rejects.toBe(reason);
    expect(sent).not.toHaveBeenCalled();
  });

  it("rejects with the signal's reason, whatever the request broke off with", async () => {
    const reason = new Error('cancelled');
    const { limited, controller } = answering(() => {
      controller.abort(reason);
      return Promise.reject(new TypeError('terminated'));
    });
    await expect(limited(ADDRESS)).rejects.toBe(reason);
  });

  it.each([300, 307, 399])('follows no %i', async (status) => {
    const { limited } = answering(() => Promise.resolve(new Response(null, { status })));
    await expect(limited(ADDRESS)).rejects.toMatchObject({
      kind: 'redirect',
      status,
      message: `GitHub answered ${status}, a redirect, which is never followed`,
    });
  });

  it.each([299, 400])('hands a %i on', async (status) => {
    const { limited } = answering(() => Promise.resolve(new Response(null, { status })));
    expect((await limited(ADDRESS)).status).toBe(status);
  });

  it('reads no more than 32 MiB', async () => {
    const { limited } = answering(() => Promise.resolve(new Response(new Uint8Array(LARGEST_BYTES))));
    expect((await (await limited(ADDRESS)).arrayBuffer()).byteLength).toBe(LARGEST_BYTES);

    const tooMuch = answering(() => Promise.resolve(new Response(new Uint8Array(LARGEST_BYTES + 1))));
    await expect(tooMuch.limited(ADDRESS)).rejects.toMatchObject({
      kind: 'undecodable',
      status: 200,
      message: "GitHub's answer is larger than 32 MiB",
    });
  });
});
