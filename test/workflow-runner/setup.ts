import type { GitHubContext } from '../../fakes/workflow-runner/events.ts';
import type { Concurrency, Host } from '../../fakes/workflow-runner/job.ts';
import { readWorkflow } from '../../fakes/workflow-runner/workflow.ts';
import { concurrencyOf } from '../../fakes/workflow-runner/workflow-play.ts';

/** A setup with an empty repository and no secrets; `changes` replaces parts of it. */
export function setupWith(changes: Partial<Host> = {}): Host {
  return {
    github: { event: {}, event_name: 'push', ref: 'refs/heads/main', repository: 'octo-org/octo-repo' },
    secrets: {},
    ourInputs: () => ({}),
    cancelled: new AbortController().signal,
    ...changes,
  };
}

/** A job that runs this script. */
export function scriptJob(script: string, more = ''): string {
  const lines = script.replace(/^/gm, '          ');
  return `\n    runs-on: ubuntu-latest${more}\n    steps:\n      - id: script\n        run: |\n${lines}\n`;
}

/** The concurrency of a workflow for an event, without a play. */
export async function concurrencyFor(
  name: string,
  text: string,
  event: GitHubContext,
): Promise<Concurrency | null> {
  const { token } = await readWorkflow(name, text);
  const { inputs = {} } = Object(event.event);
  return concurrencyOf(token.find('concurrency'), { github: { ...event, workflow: name }, vars: {}, inputs });
}
