import { expect } from 'vitest';
import { pullRequestEvent } from '../../../fakes/workflow-runner/events.ts';
import { whyNotStarted } from '../../../fakes/workflow-runner/triggers.ts';
import { readWorkflow } from '../../../fakes/workflow-runner/workflow.ts';
import { concurrencyFor } from '../setup.ts';
import { DOWN, FAIL, FAILED_RUN, type Files, FORK, PULL, play, type Situation } from './plays.ts';

/** What an example promises: a claim, and a play that throws if it is not kept. */
export interface Promised {
  readonly example: string;
  readonly claim: string;
  readonly keep: (files: Files) => Promise<void>;
}

interface Gate {
  readonly example: string;
  /** The check that a branch rule requires. */
  readonly check: string;
  /** The inputs that each run gets. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** How many runs one event starts. */
  readonly runs: number;
  /** What the file needs besides. */
  readonly situation?: Situation;
}

const TYPES = ['opened', 'synchronize', 'reopened', 'edited', 'ready_for_review'];

/** What every gate of pull requests promises. */
export function promisesOf({ example, check, inputs, runs, situation = {} }: Gate): Promised[] {
  const one = (claim: string, keep: Promised['keep']): Promised => ({ example, claim, keep });
  const isRed = async (files: Files, more: Situation, started: number) => {
    const played = await play(files, example, { ...situation, ...more });
    expect(played.check(check)).toBe('red');
    expect(played.started).toHaveLength(started);
  };
  return [
    one('is green for a pass, and sends the agent only what GitHub makes', async (files) => {
      const { check: state, started } = await play(files, example, situation);
      expect(started).toEqual(Array(runs).fill(inputs));
      expect(state(check)).toBe('green');
    }),
    one('is cancelled by a newer commit of the same pull request only', async (files) => {
      const event = pullRequestEvent('synchronize', PULL);
      expect(await concurrencyFor(example, files[example] ?? '', event)).toEqual({
        group: `${example}-17`,
        cancelInProgress: true,
      });
    }),
    one('is red if the verdict is fail, for a draft too', (files) =>
      isRed(files, { github: pullRequestEvent('opened', { ...PULL, isDraft: true }), run: FAIL }, runs),
    ),
    one("is red if the agent's run fails", (files) => isRed(files, { run: FAILED_RUN }, runs)),
    one('is red if the service is down', (files) => isRed(files, { faults: DOWN }, 0)),
    one('is red for a fork, and starts nothing', (files) =>
      isRed(files, { github: pullRequestEvent('opened', FORK) }, 0),
    ),
    one('is triggered by everything that changes the diff, and by no other base', async (files) => {
      const workflow = await readWorkflow(example, files[example] ?? '');
      const why = (type: string, baseRef = 'main') =>
        whyNotStarted(workflow, {
          github: pullRequestEvent(type, { ...PULL, baseRef }),
          changedFiles: undefined,
        });
      expect(TYPES.map((type) => why(type))).toEqual(TYPES.map(() => null));
      expect(why('opened', 'release')).not.toBeNull();
    }),
  ];
}
