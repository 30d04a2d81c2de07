import { isRateLimited, RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { holdsVerdict, isCommentOf } from '../report/markdown/comment.ts';
import { MAX_COMMENT_RETRY_AFTER_MS, REQUEST_TIMEOUT_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { COMMENTS_PER_PAGE, type Comment, type GitHub } from './github.ts';

const BOT = '[bot]';
const MAX_PAGES = 30;
const TOO_MANY = `the comment of this step is not among the first ${MAX_PAGES * COMMENTS_PER_PAGE} comments of the pull request, and no more are read`;

export interface CommentPost {
  readonly github: GitHub;
  readonly pullNumber: number;
  /** The first line of the body, by which the comment is found. */
  readonly marker: string;
  /** The body of a new comment. */
  readonly body: string;
  /** The new body of the existing comment; null if it must stay unchanged. */
  readonly revise: (before: string) => string | null;
  /** False: an existing comment is updated, and no new one is created. */
  readonly createIfMissing: boolean;
  /** True: an existing comment with a verdict stays unchanged. */
  readonly keepsVerdict: boolean;
  /** Until when to try, of the monotonic clock. */
  readonly deadline: number;
}

/**
 * Gives the pull request this comment exactly once: an existing one is updated, unless it has the same text already; else one
 * is created, never two.
 *
 * @throws RequestError if it could not be written, or if it is unknown whether it was
 */
export async function postComment(post: CommentPost, runtime: Runtime): Promise<void> {
  const { github, pullNumber, createIfMissing, keepsVerdict, revise } = post;
  const read = <T>(call: (limits: CallLimits) => Promise<T>) =>
    readWithRetry(runtime, post.deadline, call, { maxRetryAfterMs: MAX_COMMENT_RETRY_AFTER_MS });

  const author = await read((limits) => github.whoAmI(limits));
  const find = async (): Promise<Comment | null> => {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const comments = await read((limits) => github.listComments(pullNumber, page, limits));
      const own = comments.find((comment) => isOwn(comment, author, post.marker));
      if (own !== undefined) return own;
      if (comments.length < COMMENTS_PER_PAGE) return null;
    }
    throw new RequestError(TOO_MANY, { kind: 'undecodable' });
  };

  let own = await find();
  if (own === null && createIfMissing) own = await create(post, runtime, find);
  if (own === null || (keepsVerdict && holdsVerdict(own.body))) return;
  const body = revise(own.body);
  if (body === null || linesOf(own.body) === linesOf(body)) return;
  const { id } = own;
  await read((limits) => github.updateComment(id, body, limits));
}

/** Creates the comment. If the response was lost, searches for the comment, and returns it. */
async function create(
  post: CommentPost,
  runtime: Runtime,
  find: () => Promise<Comment | null>,
): Promise<Comment | null> {
  const { clock, signal } = runtime;
  const send = () => {
    const timeoutMs = Math.max(1, Math.min(REQUEST_TIMEOUT_MS, post.deadline - clock.monotonic()));
    return post.github.createComment(post.pullNumber, post.body, { timeoutMs, signal });
  };
  try {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof RequestError) || !isRateLimited(error) || error.retryAfterMs === null)
        throw error;
      const waitMs = error.retryAfterMs;
      if (waitMs > MAX_COMMENT_RETRY_AFTER_MS || waitMs >= post.deadline - clock.monotonic()) throw error;
      await clock.sleep(waitMs, signal);
      await send();
    }
    return null;
  } catch (error) {
    if (!(error instanceof RequestError) || isRejection(error)) throw error;
    const created = await find();
    if (created !== null) return created;
    throw new RequestError(`${error.message}; the comment may exist, so it was not retried`, {
      kind: 'unreachable',
      cause: error,
    });
  }
}

function isOwn({ author, body }: Comment, login: string, marker: string): boolean {
  // GitHub's two APIs may name an app differently, with or without the suffix of a bot.
  const logins = login.endsWith(BOT) ? [login] : [login, `${login}${BOT}`];
  return logins.some((name) => name === author) && isCommentOf(linesOf(body), marker);
}

function linesOf(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}

function isRejection({ kind, status }: RequestError): boolean {
  return kind === 'status' && (status ?? 0) < 500;
}
