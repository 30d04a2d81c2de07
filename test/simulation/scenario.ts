import { drawEvent, type SimulatedEvent } from './draw-event.ts';
import { drawRepository, type SimulatedRepository } from './draw-github.ts';
import { drawInputs, type Given } from './draw-inputs.ts';
import { drawRun, type SimulatedRun } from './draw-run.ts';
import type { Random } from './random.ts';
import { type DiskFault, OUTPUT_FILE, STATE_FILE, SUMMARY_FILE, TEMPORARY_FOLDER } from './sinks.ts';
import { anyText } from './texts.ts';

/** When something from outside comes. */
export type Moment =
  | { readonly on: 'time'; readonly ms: number }
  | { readonly on: 'request'; readonly nth: number; readonly ms: number };

/** An agent as its service has it. */
export interface SimulatedAgent {
  readonly name: string;
  readonly labels: readonly string[];
  /** Labels without which the service refuses a start. */
  readonly required: readonly string[];
  readonly hasTriggers: boolean;
  /** False: the service does not say whether it has triggers. */
  readonly tellsTriggers: boolean;
  /** False: the service does not give its name. */
  readonly tellsName: boolean;
  readonly isThere: boolean;
  readonly earlierRunIds: readonly string[];
  /** Runs that another client starts during the step, and when. */
  readonly foreignRuns: readonly { readonly runId: string; readonly ms: number }[];
  readonly otherName: string;
}

/** One step and its surroundings, drawn from a seed. */
export interface Scenario {
  readonly seed: number;
  /** True if nothing fails except by a decision of the service, and requests to GitHub. */
  readonly isCalm: boolean;
  /** True if nothing fails except that the response to the start is lost. */
  readonly losesStart: boolean;
  readonly given: Given;
  readonly event: SimulatedEvent;
  readonly repository: SimulatedRepository;
  readonly key: 'good' | 'unknown' | 'forbidden';
  readonly agent: SimulatedAgent;
  readonly run: SimulatedRun;
  readonly attached: { readonly ageMs: number; readonly isThere: boolean };
  /** How far the machine's wall clock is ahead of the service's. */
  readonly wallAheadMs: number;
  /** True if the service's responses may have no date, or a wrong one. */
  readonly hasOddDates: boolean;
  readonly wallSets: readonly { readonly ms: number; readonly byMs: number }[];
  readonly suspensions: readonly { readonly ms: number; readonly forMs: number }[];
  readonly signals: readonly { readonly name: string; readonly moment: Moment }[];
  readonly diskFaults: readonly DiskFault[];
  readonly summaryTakesMs: number;
  /** True where the log fails as the step's end is written to it. */
  readonly breaksReport: boolean;
  /** The probability of an error for a request. */
  readonly faultRate: number;
  /** From when to when every read meets the same one. */
  readonly outage: { readonly fromMs: number; readonly untilMs: number } | null;
}

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** Draws a step and its surroundings. */
export function drawScenario(seed: number, random: Random): Scenario {
  const [isCalm, losesStart, failsGitHub] = random.weighted(MOODS);
  const isEven = isCalm || losesStart;
  const odd = (probability: number) => !isEven && random.chance(probability);
  const event = drawEvent(random.fork(), odd);
  const given = drawInputs(random.fork(), odd, event);
  const { timeoutMs, evalTimeoutMs, key } = given.wanted;
  const run = drawRun(random.fork(), given, isCalm);
  const anyMoment = (): Moment =>
    random.chance(0.5)
      ? { on: 'time', ms: random.whole(0, random.pick([1000, 10_000, timeoutMs + evalTimeoutMs])) }
      : { on: 'request', nth: random.whole(1, 7), ms: random.pick([0, random.whole(0, 1500)]) };
  const outageFromMs = random.whole(0, timeoutMs);
  return {
    seed,
    isCalm,
    losesStart,
    given,
    event,
    repository: drawRepository(random.fork(), {
      given,
      event,
      odd,
      faultRate: failsGitHub ? random.pick([0.3, 0.85, 1]) : isEven ? 0 : random.weighted(FAULT_RATES),
    }),
    key: odd(0.04) ? random.pick(['unknown', 'forbidden']) : 'good',
    agent: drawAgent(random.fork(), given, odd),
    run,
    attached: {
      ageMs: odd(0.1)
        ? given.maxRunAgeMs + random.whole(1000, DAY_MS)
        : random.whole(0, given.maxRunAgeMs * 0.9),
      isThere: !odd(0.05),
    },
    wallAheadMs: odd(0.1) ? random.pick([-2, -0.01, 0.01, 2]) * DAY_MS : 0,
    hasOddDates: odd(0.3),
    wallSets: odd(0.06)
      ? [{ ms: random.whole(0, timeoutMs), byMs: random.pick([-1, 1]) * random.whole(1, 10) * HOUR_MS }]
      : [],
    suspensions: odd(0.02)
      ? [{ ms: random.whole(0, timeoutMs), forMs: random.whole(1000, HOUR_MS / 3) }]
      : [],
    signals: drawSignals(random, odd, anyMoment),
    diskFaults: odd(0.05) ? [drawDiskFault(random)] : [],
    summaryTakesMs: random.chance(0.3) ? random.whole(1, 200) : 0,
    breaksReport: random.chance(given.wanted.context === '' ? 0.005 : 0.08),
    faultRate: isEven ? 0 : random.weighted(FAULT_RATES),
    outage: odd(0.08) ? { fromMs: outageFromMs, untilMs: outageFromMs + random.whole(1000, 120_000) } : null,
  };

  function drawAgent(draw: Random, { hasName, agentName }: Given, mayBeOdd: typeof odd): SimulatedAgent {
    const isAmbiguous = mayBeOdd(0.05);
    const hasTriggers = given.provider === 'kindo' && mayBeOdd(0.04);
    const otherName = mayBeOdd(0.5) ? anyText(draw, key) : 'Alert Triage';
    return {
      name: hasName && mayBeOdd(0.1) ? `${agentName}!` : agentName,
      labels: given.labels,
      required: mayBeOdd(0.1) ? [given.labels[1] ?? 'severity'] : [],
      hasTriggers,
      tellsTriggers: hasTriggers || draw.chance(0.8),
      tellsName: hasName || draw.chance(0.8),
      isThere: !mayBeOdd(0.03),
      earlierRunIds: Array.from({ length: draw.whole(0, 4) }, (_, index) => `earlier-${index}`),
      foreignRuns: draw.chance(0.2) ? [{ runId: 'foreign-run', ms: draw.whole(0, 60_000) }] : [],
      otherName: isAmbiguous ? agentName : otherName,
    };
  }
}

/** Whether the service has no errors, whether only the response to the start is lost, and whether only GitHub fails. */
const MOODS: readonly (readonly [weight: number, mood: readonly [boolean, boolean, boolean]])[] = [
  [20, [true, false, false]],
  [12, [true, false, true]],
  [8, [false, true, false]],
  [72, [false, false, false]],
];
const FAULT_RATES = [
  [3, 0],
  [4, 0.08],
  [4, 0.3],
  [1, 0.85],
] as const;

function drawSignals(
  random: Random,
  odd: (probability: number) => boolean,
  anyMoment: () => Moment,
): Scenario['signals'] {
  if (odd(0.08)) {
    return [random.pick(['SIGINT', 'SIGTERM', 'SIGBREAK']), 'SIGTERM']
      .slice(0, random.whole(1, 2))
      .map((name) => ({ name, moment: anyMoment() }));
  }
  if (!odd(0.005)) return [];
  return [{ name: random.pick(['uncaughtException', 'unhandledRejection']), moment: anyMoment() }];
}

function drawDiskFault(random: Random): DiskFault {
  return {
    path: random.pick([OUTPUT_FILE, OUTPUT_FILE, SUMMARY_FILE, TEMPORARY_FOLDER, STATE_FILE]),
    from: random.pick([1, random.whole(1, 40)]),
    code: random.pick(['ENOSPC', 'EACCES', 'EROFS']),
  };
}
