import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startKindoService } from '../fakes/kindo/service.ts';
import { startMiddeskService } from '../fakes/middesk/service.ts';
import { type ActionResult, runAction } from '../fakes/runner/action-run.ts';
import { startPullRequestJob } from '../fakes/runner/pull-request-job.ts';
import { MIDDESK_INPUTS } from './middesk-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { COMMON_INPUTS } from './scenarios.ts';

export interface Performance extends ActionResult {
  /** The result of the first step if there are two; else null. */
  readonly before: ActionResult | null;
  /** How many start requests the service received. */
  readonly starts: number;
  /** How many answers to interrupts it received. */
  readonly resumes: number;
  /** The bodies of the job's comments in the pull request, the oldest first. */
  readonly comments: readonly string[];
  /** The states of the commit statuses, the oldest first. */
  readonly statuses: readonly string[];
  /** Their descriptions. */
  readonly statusDescriptions: readonly string[];
}

/** Starts the service of a scenario. */
export async function startService({ middesk, service }: Scenario, port = 0) {
  if (middesk !== undefined) return startMiddeskService(middesk, port);
  const kindo = await startKindoService(service, port);
  return { ...kindo, resumeRequests: () => 0 };
}

/**
 * Runs the bundled action in a scenario, once or twice, against a separate service that ends with it.
 *
 * @param onStep called at the end of every step
 */
export async function play(
  scenario: Scenario,
  onLine?: (line: string) => void,
  onStep?: (result: ActionResult) => void,
): Promise<Performance> {
  const service = await startService(scenario);
  const job = scenario.github === undefined ? null : await startPullRequestJob(scenario.github);
  const workspace = scenario.files === undefined ? null : await makeWorkspace(scenario.files);
  let timer: NodeJS.Timeout | undefined;
  const run = async (inputs: Readonly<Record<string, string>> = {}) => {
    const common = scenario.middesk === undefined ? COMMON_INPUTS : MIDDESK_INPUTS;
    const result = await runAction({
      inputs: { ...common, 'base-url': service.url, ...job?.inputs, ...scenario.inputs, ...inputs },
      env: { ...job?.env, ...(workspace === null ? {} : { GITHUB_WORKSPACE: workspace }), ...scenario.env },
      ...(onLine === undefined ? {} : { onLine }),
      onSpawn: (child) => {
        if (scenario.cancelAfterMs === undefined) return;
        service.onAccepted(() => {
          timer = setTimeout(() => child.kill('SIGINT'), scenario.cancelAfterMs);
        });
      },
    });
    onStep?.(result);
    return result;
  };
  try {
    const first = await run();
    const second = scenario.secondStep === undefined ? null : await run(scenario.secondStep(first.outputs));
    return {
      ...(second ?? first),
      before: second === null ? null : first,
      starts: service.startRequests(),
      resumes: service.resumeRequests(),
      comments: job?.comments() ?? [],
      statuses: job?.statuses() ?? [],
      statusDescriptions: job?.statusDescriptions() ?? [],
    };
  } finally {
    clearTimeout(timer);
    await Promise.all([service.close(), job?.close()]);
    if (workspace !== null) await rm(workspace, { recursive: true });
  }
}

async function makeWorkspace(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
