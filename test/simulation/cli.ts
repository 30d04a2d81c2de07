import { parseArgs } from 'node:util';
import { check } from './invariants.ts';
import { replayOf, simulateCompared } from './run-seeds.ts';
import type { StepRecord } from './step-record.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, trace: { type: 'boolean' } },
});
const first = Number(values.seed ?? 0);
const count = Number(values.seeds ?? 1);

const startedAt = performance.now();
const outcomes = new Map<string, number>();
let failures = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const record = await simulateCompared(seed);
  const { broken, outcome, passes } = check(record);
  const name = `${outcome || '(none)'} ${passes === true ? 'passes' : 'fails'}`;
  outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  if (broken.length > 0) failures += 1;
  if (broken.length > 0 && failures <= 10) {
    console.error(`Seed ${seed} breaks:\n${broken.map((how) => `  ${how}`).join('\n')}`);
    console.error(`Replay it: ${replayOf(seed)}\n`);
  }
  if (values.trace) show(record);
}
const seconds = (performance.now() - startedAt) / 1000;
for (const [name, times] of [...outcomes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(times).padStart(8)}  ${name}`);
console.log(`${count} seeds from ${first}, ${failures} broke an invariant, ${seconds.toFixed(1)} s.`);
if (failures > 0) process.exitCode = 1;

function show({ wanted, expected, events }: StepRecord): void {
  console.log(JSON.stringify({ wanted, expected }, null, 1));
  for (const { at, kind, ...rest } of events) {
    console.log(`${at.toFixed(0).padStart(8)} ms  ${kind}  ${JSON.stringify(rest).slice(0, 400)}`);
  }
}
