// Cuts the traffic at every byte, shared out among threads, which mostly wait: each has its own channel on which requests
// are seen to be sent.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Cut } from './cutting-proxy.ts';
import { add, count, newTally, type Tally } from './tally.ts';
import { allCuts, runCut, TRAFFICS } from './traffic.ts';

const FACTOR = 300;
const PROGRESS_MS = 30_000;

interface Share {
  readonly traffic: number;
  readonly cuts: readonly Cut[];
}

async function cutAll({ traffic: index, cuts }: Share): Promise<Tally> {
  const traffic = TRAFFICS[index];
  const tally = newTally();
  if (traffic === undefined) return tally;
  for (const cut of cuts) count(tally, traffic, cut, await runCut(traffic, cut, FACTOR));
  return tally;
}

function inThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function runAll(): Promise<void> {
  const threads = 4 * availableParallelism();
  const beganAt = performance.now();
  const elapsed = () => `${((performance.now() - beganAt) / 1000).toFixed(0)} s`;
  const progress = setInterval(() => console.log(`… ${elapsed()}`), PROGRESS_MS);
  const sum = newTally();
  for (const [index, traffic] of TRAFFICS.entries()) {
    const { exchanges } = await runCut(traffic, null, FACTOR);
    const cuts = allCuts(exchanges);
    const shares = Array.from({ length: threads }, (_, share) =>
      cuts.filter((_cut, at) => at % threads === share),
    );
    const tally = newTally();
    for (const part of await Promise.all(shares.map((share) => inThread({ traffic: index, cuts: share }))))
      add(tally, part);
    const outcomes = Object.entries(tally.outcomes).map(([outcome, times]) => `${outcome} ${times}`);
    console.log(
      `${traffic.name}: ${exchanges.length} exchanges cut at ${tally.cuts} points; accepted ${tally.accepted}, at most ${tally.mostAccepted} for a cut, at most ${tally.mostArrived} arrived; passes ${tally.passes}; faults ${tally.faults.length}; ${outcomes.join(', ')} (${elapsed()})`,
    );
    add(sum, tally);
  }
  clearInterval(progress);
  for (const fault of sum.faults) console.error(fault);
  console.log(`${sum.cuts} cuts, ${sum.faults.length} faults, ${elapsed()}`);
  process.exitCode = sum.faults.length === 0 ? 0 : 1;
}

if (isMainThread) await runAll();
else parentPort?.postMessage(await cutAll(workerData));
