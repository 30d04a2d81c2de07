import type { DemoPermission } from '../../fakes/github/script.ts';
import { hasChange, type SimulatedEvent } from './draw-event.ts';
import type { Given } from './draw-inputs.ts';
import type { Random } from './random.ts';

/** A step that writes to the same context, of this attempt of the workflow run or of another. */
export interface OtherStep {
  readonly attempt: number;
  /** As it writes the context, which GitHub compares without case. */
  readonly context: string;
  /** When it writes pending; before the step begins if it is negative. */
  readonly beginsMs: number;
  /** True: it begins when GitHub has listed the statuses to this step. */
  readonly beginsAtRead: boolean;
  /** False: GitHub does not take its pending. */
  readonly isPendingTaken: boolean;
  readonly passes: boolean;
  /** True: only its post step is left, which ends its pending while that is the latest. */
  readonly isKilled: boolean;
  /** From pending to its end. */
  readonly takesMs: number;
  /** Between two requests at its end. */
  readonly pauseMs: number;
}

/** What becomes of the pull request. */
export interface PullChange {
  readonly kind: 'moved' | 'closed' | 'retargeted';
  readonly atMs: number;
}

/** What GitHub has, and does. */
export interface SimulatedRepository {
  /** The role of the user who triggered the workflow; null for a user unknown to GitHub. */
  readonly permission: DemoPermission | null;
  readonly pullChange: PullChange | null;
  readonly others: readonly OtherStep[];
  readonly mayWriteStatuses: boolean;
  readonly mayWriteComments: boolean;
  readonly hasSchema: boolean;
  /** How likely a request to GitHub meets an error. */
  readonly faultRate: number;
}

const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export interface GitHubDraw {
  readonly given: Given;
  readonly event: SimulatedEvent;
  readonly odd: (probability: number) => boolean;
  readonly faultRate: number;
}

/** Draws what GitHub has of the pull request, and what others do there. */
export function drawRepository(
  random: Random,
  { given, event, odd, faultRate }: GitHubDraw,
): SimulatedRepository {
  const { timeoutMs, context } = given.wanted;
  const otherSteps = random.weighted([
    [2, 0],
    [3, 1],
    [1, 2],
  ]);
  return {
    permission: random.chance(0.06)
      ? null
      : {
          role: random.chance(0.6) ? 'write' : random.pick(ROLES),
          ...(random.chance(0.1) ? { name: random.pick(['admin', 'release-manager']) } : {}),
        },
    pullChange:
      hasChange(event) && random.chance(0.3)
        ? {
            kind: random.pick(['moved', 'moved', 'closed', 'retargeted']),
            atMs: random.chance(0.6) ? 0 : random.whole(1, 30_000),
          }
        : null,
    others: context === '' ? [] : Array.from({ length: otherSteps }, () => drawOther(context)),
    mayWriteStatuses: !odd(0.1),
    mayWriteComments: !odd(0.1),
    hasSchema: !odd(0.1),
    faultRate,
  };

  function drawOther(shared: string): OtherStep {
    const isBefore = random.chance(0.3);
    const takesMs = random.whole(0, 15_000);
    return {
      attempt: Math.max(1, event.attempt + random.pick([0, 0, 0, -1, 1])),
      context: random.pick([shared, shared.toUpperCase()]),
      beginsMs: isBefore ? -takesMs - random.whole(500, 60_000) : random.whole(0, timeoutMs),
      beginsAtRead: !isBefore && random.chance(0.4),
      isPendingTaken: random.chance(0.85),
      passes: random.chance(0.7),
      // If GitHub also refuses the end of the other step, no step can correct a status.
      isKilled: faultRate === 0 && random.chance(0.4),
      takesMs,
      pauseMs: random.whole(1, 400),
    };
  }
}
