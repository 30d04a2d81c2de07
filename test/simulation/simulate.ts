import { EventEmitter } from 'node:events';
import { unlimited } from '../support/within-time.ts';
import { payloadOf } from './draw-event.ts';
import { CLOSING_INPUTS } from './draw-inputs.ts';
import { expectedOf } from './expected.ts';
import { Network, type UntimedEvent } from './network.ts';
import { Random } from './random.ts';
import { drawScenario, type Moment, type Scenario } from './scenario.ts';
import { SimulatedGitHub } from './simulated-github.ts';
import { SimulatedKindo } from './simulated-kindo.ts';
import { SimulatedMiddesk } from './simulated-middesk.ts';
import {
  installSinks,
  OUTPUT_FILE,
  Sinks,
  STATE_FILE,
  SUMMARY_FILE,
  TEMPORARY_FOLDER,
  withSinks,
} from './sinks.ts';
import type { SimulationEvent, StepRecord } from './step-record.ts';
import { VirtualTime } from './time.ts';

installSinks();
// Loaded after the sinks, because the toolkit binds its file system functions when it is loaded.
const { main } = await import('../../src/main.ts');
const { listenForSignals } = await import('../../src/platform/signals.ts');
const { standardOutput } = await import('../../src/platform/log.ts');
const { readEvent } = await import('../../src/inputs/event.ts');
const { loadRunner } = await import('../../src/platform/runner.ts');
const { summary } = await import('@actions/core');
await import('@actions/github');
// The late imports of a step: loading takes real time, which a simulated step does not have.
await import('../../src/inputs/yaml/yaml.ts');
await import('../../src/text/known-secrets.ts');
await import('../../src/report/publish.ts');
await import('../../src/report/early.ts');
await import('../../src/report/saved-notice.ts');
await import('../../src/inputs/diff-paths.ts');
await import('../../src/pull-request/update.ts');
await import('../../src/result/read-result.ts');
await import('../../src/result/schema/parse-schema.ts');
await import('../../src/result/schema/schema-check.ts');
await import('../../src/report/markdown/quotation.ts');

const SERVICE_TIME = Date.parse('2026-03-12T15:00:00.000Z');
/** More than the longest of steps has. */
const MAX_TURNS = 100_000;

/** Lets everything continue that does not wait for the clock. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** What is left out of what a seed stands for, to compare the two. */
export interface Terms {
  /** False: without fail-on-findings and result-schema. */
  readonly hasGates?: boolean;
  /** False: GitHub responds to every request. */
  readonly hasGitHubErrors?: boolean;
}

/** Runs the step of a seed, from its first statement to its last, and returns what happened. */
export async function simulate(seed: number, terms: Terms = {}): Promise<StepRecord> {
  const random = new Random(seed);
  const scenario = underTerms(drawScenario(seed, random.fork()), terms);
  const time = new VirtualTime(SERVICE_TIME + scenario.wallAheadMs);
  const events: SimulationEvent[] = [];
  const tell = (event: UntimedEvent) => {
    events.push({ at: time.monotonic(), ...event } as SimulationEvent);
  };
  const sinks = new Sinks({
    time,
    faults: scenario.diskFaults,
    summaryTakesMs: scenario.summaryTakesMs,
    breaksReport: scenario.breaksReport,
    payload: payloadOf(scenario.event),
    onWritten: (written) => tell({ kind: 'written', ...written }),
    onRefused: (path) => tell({ kind: 'refused', path }),
  });
  const processEvents = new EventEmitter();
  const Service = scenario.given.provider === 'kindo' ? SimulatedKindo : SimulatedMiddesk;
  const iso = (ms: number) => new Date(SERVICE_TIME + ms).toISOString();
  const github = new SimulatedGitHub(scenario, (status, at) =>
    events.push({ ...status, at, kind: 'status-taken' }),
  );
  const network = new Network({
    scenario,
    service: new Service(scenario, random.fork(), iso),
    github,
    date: (ms) => new Date(SERVICE_TIME + ms).toUTCString(),
    time,
    random: random.fork(),
    tell,
    onRequest: (nth) => armSignals(scenario, time, raise, { on: 'request', nth, ms: 0 }),
  });
  const raise = (name: string) => {
    tell({ kind: 'signal', name });
    processEvents.emit(name, new Error('a stray one'));
  };
  armSignals(scenario, time, raise, null);
  for (const { ms, byMs } of scenario.wallSets)
    time.event(ms, () => {
      tell({ kind: 'wall-set', byMs });
      time.setWall(byMs);
    });
  for (const { ms, forMs } of scenario.suspensions)
    time.event(ms, () => {
      tell({ kind: 'suspended', ms: forMs });
      time.suspend(forMs);
    });
  const actionRandom = random.fork();

  await inPlace(sinks, async () => {
    let isOver = false;
    void main({
      environment: { variables: scenario.given.variables, temporaryFolder: TEMPORARY_FOLDER },
      log: standardOutput,
      loadRunner: () => loadRunner(process.env),
      clock: time,
      random: () => actionRandom.next(),
      interrupted: listenForSignals(processEvents),
      withinTime: unlimited,
      readEvent,
      createSend: () => network.send,
    }).then(
      (passes) => {
        tell({ kind: 'ended', passes });
        isOver = true;
      },
      (error: unknown) => {
        tell({ kind: 'written', sink: 'stderr', path: '', text: `main rejects: ${error}\n`, appends: true });
        isOver = true;
      },
    );
    let stalls = 0;
    for (let turns = 0; ; turns += 1) {
      await turn();
      if (isOver) break;
      if (turns >= MAX_TURNS || stalls > 2) {
        tell({ kind: 'hung' });
        break;
      }
      if (time.step()) continue;
      stalls += 1;
      processEvents.emit('beforeExit');
    }
  });
  github.advance(Number.POSITIVE_INFINITY);
  return {
    seed,
    wanted: scenario.given.wanted,
    expected: expectedOf(scenario),
    isCalm: scenario.isCalm,
    losesStart: scenario.losesStart,
    breaksReport: scenario.breaksReport,
    events,
    files: sinks.files,
    others: { withoutGates: null, withoutGitHubErrors: null },
  };
}

function underTerms(scenario: Scenario, { hasGates = true, hasGitHubErrors = true }: Terms): Scenario {
  const { given, repository } = scenario;
  const variables = Object.entries(given.variables).filter(
    ([name]) => hasGates || !CLOSING_INPUTS.includes(name),
  );
  const wanted = hasGates ? given.wanted : { ...given.wanted, failsFrom: null, hasSchema: false };
  return {
    ...scenario,
    given: { ...given, wanted, variables: Object.fromEntries(variables) },
    repository: hasGitHubErrors ? repository : { ...repository, faultRate: 0 },
  };
}

/** Arms the signals of one moment: those of the clock if there is no request, else those of the request. */
function armSignals(
  { signals }: Scenario,
  time: VirtualTime,
  raise: (name: string) => void,
  at: Extract<Moment, { on: 'request' }> | null,
): void {
  for (const { name, moment } of signals) {
    const isNow = at === null ? moment.on === 'time' : moment.on === 'request' && moment.nth === at.nth;
    if (isNow) time.event(moment.ms, () => raise(name));
  }
}

/** Replaces the real files by the simulated ones during the work. */
async function inPlace(sinks: Sinks, work: () => Promise<void>): Promise<void> {
  const runnerFiles = {
    GITHUB_OUTPUT: OUTPUT_FILE,
    GITHUB_STEP_SUMMARY: SUMMARY_FILE,
    GITHUB_STATE: STATE_FILE,
  };
  const before = Object.keys(runnerFiles).map((name) => [name, process.env[name]] as const);
  summary.emptyBuffer();
  Object.assign(process.env, runnerFiles);
  try {
    await withSinks(sinks, work);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
