import { isDeepStrictEqual, styleText } from 'node:util';
import type { ActionResult } from '../fakes/runner/action-run.ts';
import { type Choice, fail, readCommand } from './command.ts';
import { type Performance, play } from './play.ts';
import { runnerView } from './runner-view.ts';
import type { Scenario } from './scenario.ts';
import { harmless, heading, indent, shorten, styleMarkdown } from './terminal.ts';

const HELP = `Runs the action of this repository on this machine, against demo services on loopback. Nothing leaves the machine.

  npm run demo                 plays the scenario "passed"
  npm run demo -- NAME         plays another scenario
  npm run demo -- --list       lists the scenarios
  npm run demo -- --help       prints this text

It prints what the step leaves: log, job summary, comments of the pull request, and outputs. It ends with 0 if the scenario
played as expected, also if the step fails in it.`;

const MAX_MARKDOWN_CHARS = 4000;
const MAX_OUTPUT_CHARS = 400;

const choice = readCommand(HELP);
if (choice !== null) await show(choice);

async function show({ name, scenario }: Choice): Promise<void> {
  console.log(`${styleText('bold', `Scenario ${name}`)}: ${scenario.description}.\n`);
  console.log(`${heading('Log of the step')}\n`);
  let isLast = scenario.secondStep === undefined;
  const view = runnerView((line) => console.log(`  ${line}`));
  const result = await play(scenario, view, (step) => {
    showStep(step);
    if (!isLast) console.log(`\n${heading('Log of the second step')}\n`);
    isLast = true;
  });
  if (scenario.github !== undefined) showComments(result.comments);
  console.log(`Start requests that the service received: ${result.starts}.`);
  if (result.resumes > 0) console.log(`Answers that the service received: ${result.resumes}.`);
  if (result.statuses.length > 0) console.log(`Commit statuses: ${result.statuses.join(', ')}.`);
  compare(result, scenario);
  console.log('\nMore scenarios: npm run demo -- --list');
}

/** Fails if the scenario did not end as it must. */
function compare(result: Performance, scenario: Scenario): void {
  const { outcome, exitCode, starts = 1, resumes = 0, comments = 0, statuses = [] } = scenario;
  const expected = { outcome, exitCode, starts, resumes, comments, statuses };
  const actual = {
    outcome: result.outputs.outcome ?? '',
    exitCode: result.exitCode,
    starts: result.starts,
    resumes: result.resumes,
    comments: result.comments.length,
    statuses: result.statuses,
  };
  if (isDeepStrictEqual(actual, expected)) return;
  fail(`The scenario must end with ${JSON.stringify(expected)}, and ended with ${JSON.stringify(actual)}.`);
}

function showStep({ outputs, summary, exitCode }: ActionResult): void {
  console.log(`\n${heading('Job summary')} (Markdown)\n\n${markdown(summary)}`);
  console.log(`${heading('Outputs')} (the files that they name are deleted after the demo)\n`);
  for (const [name, value] of Object.entries(outputs)) {
    if (value === '') continue;
    const shown = harmless(shorten(value, MAX_OUTPUT_CHARS)).replaceAll('\n', '\n    ');
    console.log(`  ${styleText('cyan', name)}: ${shown}`);
  }
  const empty = Object.keys(outputs).filter((name) => outputs[name] === '');
  if (empty.length > 0) console.log(`\n  Empty: ${empty.join(', ')}`);
  const [sign, verb] =
    exitCode === 0 ? [styleText('green', '✓'), 'passes'] : [styleText('red', '✗'), 'fails'];
  const outcome = styleText('bold', outputs.outcome || '(none written)');
  console.log(`\n${sign} Outcome ${outcome}: in a workflow, this step ${verb} (exit code ${exitCode}).`);
}

function showComments(comments: readonly string[]): void {
  console.log(`\n${heading('Comments of the job in the pull request')}: ${comments.length}\n`);
  for (const body of comments) console.log(`${markdown(body)}\n`);
}

function markdown(text: string): string {
  return indent(styleMarkdown(shorten(text, MAX_MARKDOWN_CHARS)));
}
