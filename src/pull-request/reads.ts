import { InputError, isTransient, RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { sentence } from '../text/sentence.ts';
import { adviceOn } from './advice.ts';

const MAX_AT_ONCE = 4;

export interface ReadLimits {
  /** Milliseconds for all reads together. */
  readonly budgetMs: number;
  /** The maximum number of requests, retries included. */
  readonly maxRequests: number;
}

/** Reads of one source, within limits for all of them together. */
export interface Reads {
  /**
   * @param what the subject of a sentence, such as `the diff`
   * @throws InputError
   */
  readonly read: <T>(what: string, call: (limits: CallLimits) => Promise<T>) => Promise<T>;
  /** Calls `work` for every item, four at a time, and begins no other after an error. */
  readonly forEach: <T, R>(items: readonly T[], work: (item: T) => Promise<R>) => Promise<R[]>;
}

export function createReads(runtime: Runtime, { budgetMs, maxRequests }: ReadLimits): Reads {
  const deadline = runtime.clock.monotonic() + budgetMs;
  let requests = 0;
  return {
    async read(what, call) {
      try {
        return await readWithRetry(runtime, deadline, (limits) => {
          requests += 1;
          if (requests > maxRequests) throw new InputError(explainTooMany(maxRequests));
          return call(limits);
        });
      } catch (error) {
        if (error instanceof RequestError) throw new InputError(explain(what, error), { cause: error });
        throw error;
      }
    },

    async forEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>) {
      const results: R[] = [];
      // All workers take from this one.
      const queue = items.entries();
      let isStopped = false;
      const worker = async () => {
        for (const [index, item] of queue) {
          if (isStopped) return;
          try {
            results[index] = await work(item);
          } catch (error) {
            isStopped = true;
            throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
      return results;
    },
  };
}

function explainTooMany(maxRequests: number): string {
  return `The change takes more than ${maxRequests} requests to read, because GitHub gives no text of many of its files. Exclude generated and binary files with diff-paths, or split the change.`;
}

function explain(what: string, error: RequestError): string {
  const failed = sentence(`${what} could not be read for inputs-from`);
  return `${failed} ${sentence(error.message)} ${adviceOn(error, PERMISSIONS) ?? adviceOnRead(error)}`;
}

function adviceOnRead(error: RequestError): string {
  return TAKES_TOO_LONG.test(error.message) || isTransient(error)
    ? 'Nothing was sent to the agent. Re-run the job.'
    : 'Nothing was sent to the agent. Check github-token.';
}

const PERMISSIONS =
  'Give the job the permissions contents: read and pull-requests: read. github-token must be a token of this repository.';

// GitHub's message for a diff of any size. It may be available a moment later.
const TAKES_TOO_LONG = /taking too long|temporarily unavailable/i;
