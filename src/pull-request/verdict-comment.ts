import type { CommentSettings } from '../inputs/comment-settings.ts';
import type { Runtime } from '../platform/runtime.ts';
import { commentMarker, isWithoutVerdict, renderComment } from '../report/markdown/comment.ts';
import { type HistoryEntry, readHistory, withDecision } from '../report/markdown/comment-history.ts';
import type { Report } from '../report/report.ts';
import type { Redactor } from '../text/redact.ts';
import { type CommentPost, postComment } from './comment.ts';

export interface VerdictComment
  extends Pick<CommentPost, 'github' | 'pullNumber' | 'createIfMissing' | 'deadline'> {
  /** The commit of the verdict; null if it is not known. */
  readonly commit: string | null;
  /** The head of the pull request as it is now; null if it is not known, or the commit is not. */
  readonly head: string | null;
  readonly report: Report;
  readonly commentSettings: Pick<CommentSettings, 'key' | 'workflowRunUrl'>;
  readonly redactor: Redactor;
}

/**
 * Writes the comment with this verdict and the decisions on the last commits. A comment on the current head is not replaced
 * by a verdict on an older commit. A verdict is not replaced by an outcome without one.
 *
 * @returns a sentence if the comment was not replaced, else null
 * @throws RequestError if it could not be written, or it is unknown whether it was
 */
export async function commentVerdict(verdict: VerdictComment, runtime: Runtime): Promise<string | null> {
  const { commit, head, report, commentSettings, redactor, ...post } = verdict;
  const { key, workflowRunUrl } = commentSettings;
  const marker = commentMarker(key);
  const keepsVerdict = isWithoutVerdict(report.verdict);
  const render = (before: readonly HistoryEntry[]) => {
    const history =
      commit === null || keepsVerdict
        ? before
        : withDecision(before, decisionOn(commit, report, workflowRunUrl));
    // The agent may repeat its inputs, and the runner masks nothing in a comment.
    return redactor.redactMarkdown(renderComment(report, { marker, workflowRunUrl, history }));
  };
  let kept: string | null = null;
  const revise = (body: string) => {
    const history = readHistory(body);
    const isNewer = commit !== head && history[0]?.commit === head;
    kept = isNewer ? `The comment has the verdict on the newer commit ${head}, so it was not changed.` : null;
    return isNewer ? null : render(history);
  };
  await postComment({ ...post, marker, body: render([]), revise, keepsVerdict }, runtime);
  return kept;
}

function decisionOn(
  commit: string,
  { verdict: { outcome, passes }, progress: { attempt } }: Report,
  workflowRunUrl: string | null,
): HistoryEntry {
  const runId = workflowRunUrl?.match(/\d+$/)?.[0] ?? null;
  return { commit, outcome, passes, attempt, runId };
}
