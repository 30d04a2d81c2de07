import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { createReads } from '../../../src/pull-request/reads.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';

function newReads(maxRequests = 3) {
  const clock = new FakeClock();
  const signal = new AbortController().signal;
  const runtime = { clock, random: () => 0, signal, log: new RecordingRunner() };
  return createReads(runtime, { budgetMs: 60_000, maxRequests });
}

describe('the reads of a source', () => {
  it('are limited in number, retries included', async () => {
    const { read } = newReads(3);
    let calls = 0;
    const flaky = () => {
      calls += 1;
      if (calls === 1) throw new RequestError('GitHub responded with 502', { kind: 'status', status: 502 });
      return Promise.resolve(calls);
    };
    expect(await read('x', flaky)).toBe(2);
    expect(await read('x', flaky)).toBe(3);
    await expect(read('x', flaky)).rejects.toThrow('more than 3 requests');
    expect(calls).toBe(3);
  });

  it('run four at a time, with the results in the order of their items', async () => {
    const { forEach } = newReads();
    let [running, most] = [0, 0];
    const results = await forEach([5, 1, 4, 2, 3, 0, 6], async (item) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      running -= 1;
      return item * 2;
    });
    expect(results).toEqual([10, 2, 8, 4, 6, 0, 12]);
    expect(most).toBe(4);
    expect(await forEach([], () => Promise.resolve(1))).toEqual([]);
  });

  it('start no other after an error', async () => {
    const { forEach } = newReads();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('broken');
      await Promise.resolve();
    };
    await expect(forEach([1, 2, 3, 4, 5, 6, 7], work)).rejects.toThrow('broken');
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('throw an error that names the read, with the error of the service as its cause', async () => {
    const cause = new RequestError('GitHub responded with 400', { kind: 'status', status: 400 });
    await expect(newReads().read('the diff', () => Promise.reject(cause))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The diff could not be read for inputs-from\. GitHub responded with 400\./,
      ),
      cause,
    });
  });

  it('rethrow an error that is not from the service', async () => {
    const error = new RangeError('x');
    await expect(newReads().read('x', () => Promise.reject(error))).rejects.toBe(error);
  });
});
