import { inspect, isDeepStrictEqual } from 'node:util';
import type { ActionResult } from '../fakes/runner/action-run.ts';
import { play } from './play.ts';
import { runnerView } from './runner-view.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

const all = scenarios();
const [name = 'passed'] = process.argv.slice(2);
const scenario = all[name];

if (name === '--list') {
  for (const [key, { description }] of Object.entries(all)) console.log(`${key.padEnd(24)} ${description}`);
} else if (scenario === undefined) {
  console.error(`There is no scenario "${name}". npm run demo -- --list names them all.`);
  process.exitCode = 1;
} else {
  await show(name, scenario);
}

async function show(key: string, scenario: Scenario): Promise<void> {
  const { description, outcome, exitCode, starts = 1, resumes = 0, comments = 0, statuses = [] } = scenario;
  console.log(`Scenario ${key}: ${description}.\n\nLog of the step:\n`);
  const view = runnerView((line) => console.log(`  ${line}`));
  let isLast = scenario.secondStep === undefined;
  const result = await play(scenario, view, (step) => {
    showStep(step);
    if (!isLast) console.log('\nLog of the second step:\n');
    isLast = true;
  });
  console.log(`Start requests that the service has seen: ${result.starts}.`);
  if (result.resumes > 0) console.log(`Answers that the service has seen: ${result.resumes}.`);
  if (scenario.github !== undefined) showComments(result.comments);
  if (result.statuses.length > 0) console.log(`Commit statuses: ${result.statuses.join(', ')}.`);
  const came = [
    result.outputs.outcome ?? '',
    result.exitCode,
    result.starts,
    result.resumes,
    result.comments.length,
    result.statuses,
  ];
  if (isDeepStrictEqual(came, [outcome, exitCode, starts, resumes, comments, statuses])) return;
  console.error(
    `The result differs from the expected one: outcome ${outcome}, exit code ${exitCode}, ${starts} start requests, ${resumes} answers, ${comments} comments, commit statuses: ${statuses.join(', ') || 'none'}.`,
  );
  process.exitCode = 1;
}

function showComments(comments: readonly string[]): void {
  console.log(`Comments of the job in the pull request: ${comments.length}.`);
  for (const body of comments) console.log(`\n${indent(shorten(body, 4000))}`);
}

function showStep(result: ActionResult): void {
  console.log('\nOutputs (the files that they name are gone with the temporary folder):\n');
  for (const [output, value] of Object.entries(result.outputs))
    console.log(`  ${output}: ${harmless(shorten(value)).replaceAll('\n', '\n    ')}`);
  console.log(`\nJob summary:\n\n${indent(shorten(result.summary, 4000))}`);
  const decision = result.exitCode === 0 ? 'passes' : 'fails';
  console.log(
    `Outcome: ${result.outputs.outcome || '(none written)'}. In a workflow the step ${decision} (exit code ${result.exitCode}).`,
  );
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
