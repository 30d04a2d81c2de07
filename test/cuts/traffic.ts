import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DEMO_RUN, startKindoService } from '../../fakes/kindo/service.ts';
import { BUSINESS_ID, DEMO_MIDDESK_KEY } from '../../fakes/middesk/data.ts';
import type { DemoInterrupt, RunScript } from '../../fakes/middesk/script.ts';
import { type MiddeskService, startMiddeskService } from '../../fakes/middesk/service.ts';
import { inputVariables } from '../../fakes/runner/action-run.ts';
import { createSend } from '../../src/http/transport.ts';
import type { Platform } from '../../src/main.ts';
import { main } from '../../src/main.ts';
import { RecordingRunner } from '../support/recording-runner.ts';
import { unlimited } from '../support/within-time.ts';
import { CUT_WAYS, type Cut, type Exchanged, startCuttingProxy } from './cutting-proxy.ts';
import { fastClock } from './fast-clock.ts';

/** A service on loopback that one step is run against. */
interface Served {
  readonly port: number;
  /** What the step is given besides the service's address. */
  readonly inputs: Readonly<Record<string, string>>;
  /** How many starts, or answers to an interrupt, have arrived, accepted or not. */
  readonly arrived: () => number;
  /** How many of them it has accepted. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** The traffic that is cut. */
export interface Traffic {
  readonly name: string;
  readonly serve: () => Promise<Served>;
  /** How the step ends if nothing is cut. */
  readonly ends: string;
  /** How the step ends if the response to what it sends is lost. */
  readonly lost: string;
}

/** The exchange that starts the run, or answers its interrupt: each step reads something before. Counted from 0. */
export const SENDS = 1;

function kindo(verdict: 'pass' | 'fail', ends: string): Traffic {
  const steps = [{ name: 'Scan', result: verdict, explanation: 'As it is.' }];
  const run = {
    ...DEMO_RUN,
    takesMs: 0,
    message: 'As it is.',
    evals: { pendingMs: 0, result: verdict, steps },
  };
  return {
    name: `Kindo, whose verdict is ${verdict}`,
    ends,
    lost: 'ambiguous-start',
    async serve() {
      const service = await startKindoService({ run });
      const inputs = { ...COMMON_INPUTS, 'require-evals': 'true' };
      return {
        port: portOf(service.url),
        inputs,
        arrived: () => service.startRequests(),
        accepted: () => service.runIds.length,
        close: () => service.close(),
      };
    },
  };
}

const BROKEN_STEP = { type: 'error', name: 'verify', label: 'Verify', status: 'error' } as const;
const BREAKS_OFF: RunScript = { takesMs: 0, status: 'error', steps: [BROKEN_STEP] };
// Of the real clock: an answered interrupt is still pending at the first poll.
const STILL_SHOWN_MS = 12;
const QUESTION: DemoInterrupt = { id: 'intr_1', value: { label: 'Go on?' } };
const COMPLETES: RunScript = {
  takesMs: 0,
  status: 'completed',
  output: { artifacts: [{ title: 'Review', type: 'summary', summary: 'As it is.' }] },
};
const WAITS: RunScript = { ...COMPLETES, waitsFor: [[QUESTION]] };

const MIDDESK_INPUTS = {
  provider: 'middesk',
  'api-key': DEMO_MIDDESK_KEY,
  'agent-id': 'cip_orchestrator',
};

function middesk(does: string, ends: string, run: RunScript): Traffic {
  return {
    name: `Middesk, whose run ${does}`,
    ends,
    lost: 'ambiguous-start',
    async serve() {
      const service = await startMiddeskService({ run });
      return {
        port: portOf(service.url),
        inputs: { ...MIDDESK_INPUTS, inputs: `business_id: ${BUSINESS_ID}` },
        arrived: () => service.startRequests(),
        accepted: () => service.runIds.length,
        close: () => service.close(),
      };
    },
  };
}

/** The step that answers a waiting run. If the response is lost, the run shows whether the answer arrived. */
function middeskAnswer(does: string, ends: string, run: RunScript): Traffic {
  return {
    name: `Middesk, whose run is answered and ${does}`,
    ends,
    lost: ends,
    async serve() {
      const service = await startMiddeskService({
        run: { ...run, waitsFor: [[QUESTION]], staysPendingMs: STILL_SHOWN_MS },
      });
      const runId = await startWaiting(service);
      const resume = JSON.stringify({ id: QUESTION.id, input: 'approve' });
      return {
        port: portOf(service.url),
        inputs: { ...MIDDESK_INPUTS, 'run-id': runId, resume },
        arrived: () => service.resumeRequests(),
        accepted: () => service.answersTo(runId).length,
        close: () => service.close(),
      };
    },
  };
}

async function startWaiting(service: MiddeskService): Promise<string> {
  const answer = await fetch(`${service.url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEMO_MIDDESK_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'cip_orchestrator', business_id: BUSINESS_ID }),
  });
  const [runId] = service.runIds;
  if (runId === undefined)
    throw new Error(`the run that is to be answered was not started: ${answer.status}`);
  return runId;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

export const TRAFFICS: readonly Traffic[] = [
  kindo('pass', 'passed'),
  kindo('fail', 'eval-failed'),
  middesk('completes', 'passed', COMPLETES),
  middesk('breaks off', 'run-failed', BREAKS_OFF),
  middesk('waits for an answer', 'needs-input', WAITS),
  middeskAnswer('completes', 'passed', COMPLETES),
  middeskAnswer('breaks off', 'run-failed', BREAKS_OFF),
];

/** The result of one step whose traffic was cut. */
export interface CutResult {
  readonly arrived: number;
  readonly accepted: number;
  readonly passes: boolean;
  readonly outcome: string;
  readonly exchanges: readonly Exchanged[];
}

/** Runs one step, its time so many times faster than the real one. */
export async function runCut(traffic: Traffic, cut: Cut | null, factor: number): Promise<CutResult> {
  const service = await traffic.serve();
  const proxy = await startCuttingProxy(service.port, cut);
  const folder = mkdtempSync(join(tmpdir(), 'cut-'));
  const runner = new RecordingRunner();
  try {
    const inputs = { ...service.inputs, 'base-url': proxy.url };
    const variables = { GITHUB_EVENT_NAME: 'push', ...inputVariables(inputs) };
    const platform: Platform = {
      environment: { variables, temporaryFolder: folder },
      log: runner,
      loadRunner: () => Promise.resolve(runner),
      clock: fastClock(factor),
      random: Math.random,
      interrupted: new AbortController().signal,
      withinTime: unlimited,
      readEvent: () => Promise.resolve(null),
      createSend,
    };
    const passes = await main(platform);
    const outcome = runner.finalOutputs().outcome ?? '';
    return {
      arrived: service.arrived(),
      accepted: service.accepted(),
      passes,
      outcome,
      exchanges: [...proxy.exchanges],
    };
  } finally {
    await proxy.close();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every place where the traffic of these exchanges can be cut, each in every way. */
export function allCuts(exchanges: readonly Exchanged[]): Cut[] {
  return exchanges.flatMap(({ request, answer }, exchange) =>
    [
      // A complete request is not cut, but its response is, before its first byte.
      ...Array.from({ length: request }, (_, at) => ({ exchange, side: 'request', at }) as const),
      ...Array.from({ length: answer }, (_, at) => ({ exchange, side: 'answer', at }) as const),
    ].flatMap((place) => CUT_WAYS.map((way) => ({ ...place, way }))),
  );
}

/** A sentence on what is wrong with the end of a step, or null. */
export function faultOf(traffic: Traffic, cut: Cut, result: CutResult): string | null {
  const { arrived, accepted, passes, outcome } = result;
  if (accepted > 1) return `it was sent, and accepted, ${accepted} times`;
  // A run accepts no second answer, so an answer that is sent twice may be accepted once.
  if (arrived > 1) return `it arrived ${arrived} times`;
  if (passes !== (outcome === 'passed'))
    return `the step ${passes ? 'passes' : 'fails'} with outcome ${outcome}`;
  if (!passes) return null;
  if (traffic.ends !== 'passed') return `the step passes, and uncut it ends with ${traffic.ends}`;
  if (accepted === 0) return 'the step passes, and nothing was accepted';
  if (traffic.lost !== 'passed' && cut.exchange === SENDS && cut.side === 'answer')
    return 'the step passes, and the answer to its start was lost';
  return null;
}
