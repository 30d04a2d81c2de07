import { describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import {
  DEMO_RUN,
  FIRST_RUN_ID,
  type KindoService,
  type ServiceScript,
  startKindoService,
} from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';

interface Phase {
  readonly during: string;
  readonly service: ServiceScript;
  /** What marks the phase: a line of the log, or that the service has accepted the start or listed the new run. */
  readonly since: RegExp | 'accepted' | 'listed';
  readonly afterMs: number;
  readonly reason: string;
  readonly starts: 0 | 1;
  /** Whether the summary shows how to attach to the run. */
  readonly attaches: boolean;
}

const ENDLESS = { ...DEMO_RUN, takesMs: Number.POSITIVE_INFINITY };
const BUSY = { status: 429, headers: { 'retry-after': '50' }, body: { message: 'Slow down.' } };

const PHASES: readonly Phase[] = [
  {
    during: 'the agent is read',
    service: { faults: [{ on: 'agent', does: { hang: true } }] },
    since: /^::endgroup::/,
    afterMs: 200,
    reason: 'No run was started.',
    starts: 0,
    attaches: false,
  },
  {
    during: 'the agent is to be read again',
    service: { faults: [{ on: 'agent', does: { ...BUSY, status: 503 } }] },
    since: /^Retrying: /,
    afterMs: 0,
    reason: 'No run was started.',
    starts: 0,
    attaches: false,
  },
  {
    during: 'the start waits for the limit',
    service: { faults: [{ on: 'start', does: BUSY }] },
    since: /^The service limits/,
    afterMs: 0,
    reason: 'No run was started.',
    starts: 1,
    attaches: false,
  },
  {
    during: 'the start has no response yet',
    service: { faults: [{ on: 'start', does: { hang: true, alsoStarts: true } }] },
    since: 'accepted',
    afterMs: 200,
    reason: 'so a run may exist. Check the service before you re-run this step.',
    starts: 1,
    attaches: false,
  },
  {
    during: 'it searches the run of a lost start',
    service: { faults: [{ on: 'start', does: { reset: 'before-answer', alsoStarts: true } }] },
    since: 'listed',
    afterMs: 300,
    reason: 'so a run may exist. Check the service before you re-run this step.',
    starts: 1,
    attaches: true,
  },
  {
    during: 'the run was not looked at yet',
    service: { run: ENDLESS },
    since: /^Run .* was started/,
    afterMs: 0,
    reason: `Run ${FIRST_RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    starts: 1,
    attaches: true,
  },
  {
    during: 'a poll has no response yet',
    service: { run: ENDLESS, faults: [{ on: 'run', does: { hang: true } }] },
    since: /^Run .* was started/,
    afterMs: 2500,
    reason: `Run ${FIRST_RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    starts: 1,
    attaches: true,
  },
  {
    during: 'the run is in progress',
    service: { run: ENDLESS },
    since: /^The run is in_progress/,
    afterMs: 0,
    reason: `Run ${FIRST_RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    starts: 1,
    attaches: true,
  },
  {
    during: 'its verdicts are pending',
    service: {
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: { pendingMs: Number.POSITIVE_INFINITY, result: 'pass', steps: [] },
      },
    },
    since: /^The verdict is pending/,
    afterMs: 100,
    reason: 'and was not evaluated. Attach to it with run-id to evaluate it.',
    starts: 1,
    attaches: true,
  },
];

function isAnsweredList({ path, status }: KindoService['requests'][number]): boolean {
  return path.includes('?startDate=') && status === 200;
}

async function cancel(phase: Phase, signal: NodeJS.Signals) {
  const service = await startKindoService(phase.service);
  let arrive: () => void = () => undefined;
  const watch = setInterval(() => {
    if (phase.since !== 'listed' || !service.requests.some(isAnsweredList)) return;
    clearInterval(watch);
    arrive();
  }, 20);
  try {
    const result: ActionResult = await runAction({
      inputs: { ...COMMON_INPUTS, 'base-url': service.url },
      onSpawn: (child) => {
        arrive = () => {
          setTimeout(() => child.kill(signal), phase.afterMs);
        };
        if (phase.since === 'accepted') service.onAccepted(arrive);
      },
      onLine: (line) => {
        if (phase.since instanceof RegExp && phase.since.test(line)) arrive();
      },
    });
    return { ...result, starts: service.startRequests() };
  } finally {
    clearInterval(watch);
    await service.close();
  }
}

describe.concurrent('a cancelled job', () => {
  it.for(PHASES)(
    'fails, and reports, if it is cancelled while $during [F59 F113]',
    async (phase, { expect }) => {
      const result = await cancel(phase, 'SIGINT');
      expect(result.exitCode).toBe(1);
      expect(result.outputs.outcome).toBe('abandoned');
      expect(result.outputs.reason).toContain('The job was cancelled (SIGINT).');
      expect(result.outputs.reason).toContain(phase.reason);
      expect(result.summary).toContain('abandoned');
      expect(result.summary.includes(`run-id: ${FIRST_RUN_ID}`)).toBe(phase.attaches);
      expect(result.lines.filter((line) => line.startsWith('::error::'))).toHaveLength(1);
      expect(result.starts).toBe(phase.starts);
      expect(result.post).toEqual({ exitCode: 0, lines: [], summary: '' });
    },
  );
});
