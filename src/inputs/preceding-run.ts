import * as v from 'valibot';
import { readRegularFile } from '../platform/regular-file.ts';

/** The workflow run whose end triggered this one, by `workflow_run`. */
export interface PrecedingRun {
  /** The event that triggered it. */
  readonly event: string;
  /** True if its head is in a fork, or in a deleted repository. */
  readonly isForeign: boolean;
}

const Repository = v.object({ full_name: v.string() });
const Payload = v.object({
  repository: Repository,
  workflow_run: v.object({
    event: v.string(),
    head_repository: v.fallback(v.nullish(Repository, null), null),
  }),
});

/**
 * The run before a `workflow_run`; null if the event is another, or its file cannot be read.
 *
 * @param path of the event's payload, as the runner passes it in GITHUB_EVENT_PATH
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
 */
export async function readPrecedingRun(path: string): Promise<PrecedingRun | null> {
  try {
    const { repository, workflow_run } = v.parse(Payload, JSON.parse(await readRegularFile(path)));
    const { event, head_repository } = workflow_run;
    return { event, isForeign: head_repository?.full_name !== repository.full_name };
  } catch {
    return null;
  }
}
