import { inspect } from 'node:util';
import { play } from './play.ts';
import { runnerView } from './runner-view.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const all = scenarios();
const [name = 'passed'] = process.argv.slice(2);
const scenario = all[name];

if (name === '--list') {
  for (const [key, { description }] of Object.entries(all)) console.log(`${key.padEnd(20)} ${description}`);
} else if (scenario === undefined) {
  console.error(`There is no scenario "${name}". npm run demo -- --list names them all.`);
  process.exitCode = 1;
} else {
  await show(name, scenario);
}

async function show(key: string, { outcome, exitCode, starts = 1, ...scenario }: Scenario): Promise<void> {
  console.log(`Scenario ${key}: ${scenario.description}.\n\nLog of the step:\n`);
  const view = runnerView((line) => console.log(`  ${line}`));
  const result = await play({ ...scenario, outcome, exitCode, starts }, view);
  console.log('\nOutputs:\n');
  for (const [output, value] of Object.entries(result.outputs))
    console.log(`  ${output}: ${harmless(shorten(value)).replaceAll('\n', '\n    ')}`);
  console.log(`\nJob summary:\n\n${indent(shorten(result.summary, 4000))}`);
  const decision = result.exitCode === 0 ? 'passes' : 'fails';
  console.log(
    `Outcome: ${result.outputs.outcome || '(none written)'}. In a workflow the step ${decision} (exit code ${result.exitCode}).`,
  );
  console.log(`Start requests that the service has seen: ${result.starts}.`);
  const isAsExpected =
    (result.outputs.outcome ?? '') === outcome && result.exitCode === exitCode && result.starts === starts;
  if (isAsExpected) return;
  console.error(
    `This is not what must come of it: outcome ${outcome}, exit code ${exitCode}, ${starts} start requests.`,
  );
  process.exitCode = 1;
}

/** Text in quotes where it holds what a terminal would act on. */
function harmless(text: string): string {
  return /(?![\n\t])\p{Cc}|\p{Cf}/u.test(text)
    ? inspect(text, { breakLength: Number.POSITIVE_INFINITY })
    : text;
}

function shorten(text: string, longest = 400): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
