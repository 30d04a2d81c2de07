import { pollPauseMs } from '../src/retry/backoff.ts';
import { FIRST_POLL_PAUSE_MS } from '../src/retry/budgets.ts';
import { PEER_SCHEDULES, type PeerSchedule } from './peers.ts';
import type { Section } from './section.ts';
import { markdownTable, mean, normalQuantile, percentile, seededRandom } from './statistics.ts';

const SAMPLES = 4000;
const JOBS = 20;
const MAX_PAUSE_MS = 10_000;
// The time of a poll until its response is there.
const RESPONSE_MS = 150;

/** The moments of the polls of one run, without end. */
export type Polls = (random: () => number) => Generator<number>;

export interface Schedule {
  readonly name: string;
  readonly polls: Polls;
  readonly afterMs: number;
  readonly requestsPerLook: number;
}

/** The schedule of this action, with its default poll-interval. */
export const OURS: Schedule = {
  name: 'Run Kindo agent',
  afterMs: 0,
  requestsPerLook: 1,
  *polls(random) {
    let at = FIRST_POLL_PAUSE_MS;
    for (;;) {
      yield at;
      at += RESPONSE_MS;
      at += pollPauseMs(at, MAX_PAUSE_MS, random());
    }
  },
};

function scheduleOf({ name, firstMs, everyMs, afterMs, requestsPerLook }: PeerSchedule): Schedule {
  return {
    name,
    afterMs,
    requestsPerLook,
    *polls() {
      let at = 0;
      for (let poll = 0; ; poll += 1) {
        at += firstMs[poll] ?? everyMs;
        yield at;
        at += RESPONSE_MS;
      }
    },
  };
}

const logNormal = (medianSeconds: number, sigma: number) => (share: number) =>
  medianSeconds * 1000 * Math.exp(sigma * normalQuantile(share));

/** How long runs take: the duration that a share of all runs does not exceed. */
const LENGTHS: readonly { readonly name: string; readonly durationMs: (share: number) => number }[] = [
  { name: '8 s', durationMs: () => 8000 },
  { name: 'about 30 s (σ 0.5)', durationMs: logNormal(30, 0.5) },
  { name: 'about 2 min (σ 0.3)', durationMs: logNormal(120, 0.3) },
  { name: 'about 10 min (σ 0.8)', durationMs: logNormal(600, 0.8) },
  {
    name: '10 s or 5 min',
    durationMs: (share) => (share < 0.5 ? logNormal(10, 0.1)(share * 2) : logNormal(300, 0.1)(share * 2 - 1)),
  },
];

// The one that the README shows.
const USUAL = 2;

export interface Cell {
  readonly meanLateMs: number;
  readonly p95LateMs: number;
  readonly requests: number;
}

/** How late a schedule notices the ends of runs, and what it asks for that. */
function replay(schedule: Schedule, durationMs: (share: number) => number): Cell {
  const random = seededRandom(1);
  const late: number[] = [];
  const requests: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const endMs = durationMs((sample + 0.5) / SAMPLES);
    let count = 0;
    for (const at of schedule.polls(random)) {
      count += schedule.requestsPerLook;
      if (at < endMs) continue;
      late.push(at + RESPONSE_MS + schedule.afterMs - endMs);
      break;
    }
    requests.push(count);
  }
  return { meanLateMs: mean(late), p95LateMs: percentile(late, 95), requests: mean(requests) };
}

/** The most polls in one second if so many jobs start together, and the same after the first 10 s. */
function peakOf(schedule: Schedule, fromMs: number): number {
  const moments: number[] = [];
  for (let job = 0; job < JOBS; job += 1) {
    for (const at of schedule.polls(seededRandom(job + 1))) {
      if (at > 600_000) break;
      if (at >= fromMs) for (let one = 0; one < schedule.requestsPerLook; one += 1) moments.push(at);
    }
  }
  moments.sort((a, b) => a - b);
  let peak = 0;
  let from = 0;
  moments.forEach((at, index) => {
    while (at - (moments[from] ?? at) >= 1000) from += 1;
    peak = Math.max(peak, index - from + 1);
  });
  return peak;
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

interface Row {
  readonly schedule: Schedule;
  readonly cells: readonly Cell[];
}

/** Every schedule, this action's first, with a cell for each of {@link LENGTHS}. */
export function replayAll(): Row[] {
  return [OURS, ...PEER_SCHEDULES.map(scheduleOf)].map((schedule) => ({
    schedule,
    cells: LENGTHS.map(({ durationMs }) => replay(schedule, durationMs)),
  }));
}

/** A sentence for every schedule and length in which another is both earlier and cheaper than the first. */
export function findBetter([own, ...others]: readonly Row[]): string[] {
  return LENGTHS.flatMap(({ name }, column) =>
    others
      .filter(({ cells }) => isBetter(cells[column], own?.cells[column]))
      .map(({ schedule }) => `${schedule.name} is both earlier and cheaper at runs of ${name}.`),
  );
}

function isBetter(other: Cell | undefined, own: Cell | undefined): boolean {
  if (other === undefined || own === undefined) return false;
  return other.meanLateMs < own.meanLateMs && other.requests < own.requests;
}

/** Replays how the ends of runs are noticed. */
export function reportNoticing(): Section {
  const all = replayAll();
  const rows = all.map(({ schedule, cells }) => [
    schedule.name,
    ...cells.map(
      (cell) => `${seconds(cell.meanLateMs)} / ${seconds(cell.p95LateMs)} / ${cell.requests.toFixed(1)}`,
    ),
    String(peakOf(schedule, 0)),
    String(peakOf(schedule, 60_000)),
  ]);
  const better = findBetter(all);
  const text = [
    `Seconds from the run's end until the step knows it, mean / 95th percentile, and requests for each run (${SAMPLES} runs a cell, a response takes ${RESPONSE_MS} ms; the requests of start and evals not counted). The last columns: the most polls in one second if ${JOBS} jobs start together, at all and after the first minute.`,
    markdownTable([['schedule', ...LENGTHS.map(({ name }) => name), 'peak', 'peak later'], ...rows]),
    better.length === 0
      ? 'No other schedule is both earlier and cheaper in any cell.'
      : better.map((line) => `- ${line}`).join('\n'),
  ].join('\n\n');
  const usual = all[0]?.cells[USUAL];
  if (usual === undefined) throw new Error('There is no such length of runs');
  return {
    short: `The end of a run of ${LENGTHS[USUAL]?.name} is noticed after ${seconds(usual.meanLateMs)} s on average, with ${usual.requests.toFixed(1)} requests.`,
    text,
  };
}
