import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputVariables } from '../../demo/action-run.ts';
import { DEMO_RUN, startKindoService } from '../../demo/kindo-service.ts';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { main } from '../../src/main.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { RecordingRunner } from '../support/recording-runner.ts';
import { CUT_WAYS, type Cut, type Exchanged, startCuttingProxy } from './cutting-proxy.ts';
import { fastClock } from './fast-clock.ts';

/** A service on loopback that one step is run against. */
interface Served {
  readonly port: number;
  /** How many starts it has accepted. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** The traffic that is cut. */
export interface Traffic {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly serve: () => Promise<Served>;
  /** The exchange that starts the run, counted from 0. */
  readonly start: number;
  /** Whether the service's truth is a pass. */
  readonly passes: boolean;
}

function kindo(name: string, verdict: string): Traffic {
  const steps = [{ name: 'Scan', result: verdict, explanation: 'As it is.' }];
  const run = { ...DEMO_RUN, takesMs: 0, evals: { pendingMs: 0, result: verdict, steps } };
  return {
    name,
    inputs: { ...COMMON_INPUTS, 'require-evals': 'true' },
    start: 1,
    passes: verdict === 'pass',
    async serve() {
      const service = await startKindoService({ run });
      const { port } = new URL(service.url);
      return { port: Number(port), accepted: () => service.runIds.length, close: () => service.close() };
    },
  };
}

export const TRAFFICS: readonly Traffic[] = [
  kindo('Kindo, whose verdict is pass', 'pass'),
  kindo('Kindo, whose verdict is fail', 'fail'),
];

/** What came of one step whose traffic was cut. */
export interface CutResult {
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
    const variables = await inputVariables({ ...traffic.inputs, 'base-url': proxy.url });
    const platform: Platform = {
      environment: { variables, temporaryFolder: folder },
      runner,
      clock: fastClock(factor),
      random: Math.random,
      interrupted: new AbortController().signal,
      readPullRequest: () => Promise.resolve(null),
      prepareNetwork: () => undefined,
    };
    const passes = await main(platform);
    const outcome = runner.finalOutputs().outcome ?? '';
    return { accepted: service.accepted(), passes, outcome, exchanges: [...proxy.exchanges] };
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
      // A request that has gone through whole is not cut, but its answer is, before its first byte.
      ...Array.from({ length: request }, (_, at) => ({ exchange, side: 'request', at }) as const),
      ...Array.from({ length: answer }, (_, at) => ({ exchange, side: 'answer', at }) as const),
    ].flatMap((place) => CUT_WAYS.map((way) => ({ ...place, way }))),
  );
}

/** A sentence on what is wrong with the end of a step, or null. */
export function faultOf(traffic: Traffic, cut: Cut, { accepted, passes, outcome }: CutResult): string | null {
  if (accepted > 1) return `${accepted} starts were accepted`;
  if (passes !== (outcome === 'passed'))
    return `the step ${passes ? 'passes' : 'fails'} with outcome ${outcome}`;
  if (passes && !traffic.passes) return 'the step passes, and the verdict is fail';
  if (passes && cut.exchange === traffic.start && accepted > 0 && cut.side === 'answer')
    return 'the step passes, and the answer to its start was lost';
  return null;
}
