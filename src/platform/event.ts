import * as v from 'valibot';

/** What is known of the pull request that the workflow runs for. */
export interface PullRequestEvent {
  readonly headSha: string;
  readonly fromFork: boolean;
}

const Repository = v.nullish(v.object({ full_name: v.string() }));
const Payload = v.object({
  pull_request: v.object({
    head: v.object({ sha: v.string(), repo: Repository }),
    base: v.object({ repo: Repository }),
  }),
});

/**
 * The event's pull request, or null where there is none or the event's file cannot be read. A fork is one whose head
 * repository is named and is another than the base: a repository that is gone proves nothing.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export async function readPullRequest(): Promise<PullRequestEvent | null> {
  const payload = await readPayload();
  const parsed = v.safeParse(Payload, payload);
  if (!parsed.success) return null;
  const { head, base } = parsed.output.pull_request;
  const fromFork = head.repo != null && base.repo != null && head.repo.full_name !== base.repo.full_name;
  return { headSha: head.sha, fromFork };
}

async function readPayload(): Promise<unknown> {
  try {
    // The toolkit reads the event's file while it is loaded, and throws there where it is not JSON.
    const { context } = await import(/* webpackMode: "eager" */ '@actions/github');
    return context.payload;
  } catch {
    return null;
  }
}
