import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';
import type { StepRun } from './job.ts';
import type { WorkflowRun } from './run.ts';
import type { ScenarioPlay } from './scenario-play.ts';

const HELP = `Plays a workflow file on this machine, against demo services on loopback. Nothing leaves the machine.

  npm run workflow -- FILE                     plays the first scenario that starts the workflow
  npm run workflow -- FILE --scenario NAME     plays this scenario
  npm run workflow -- FILE --list              lists the scenarios that start the workflow

  --input NAME=VALUE   an input of workflow_dispatch; may be repeated
  --var NAME=VALUE     a repository variable; may be repeated
  --log                prints the log of every step, and the text of issues
  --help               prints this text

It prints each job, step and outcome, and how a branch rule sees each check if it requires it. It ends with 0 when the
workflow was played, whatever its result, and with 1 when it could not be played. This action runs from dist/.`;

// GitHub's packages import JSON without the attribute that Node requires.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

const MAX_LOG_LINES = 12;
const SIGNS = { success: '✓', failure: '✗', cancelled: '!', skipped: '-' };

async function main(): Promise<string | null> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scenario: { type: 'string', short: 's' },
      list: { type: 'boolean', default: false },
      input: { type: 'string', multiple: true, default: [] },
      var: { type: 'string', multiple: true, default: [] },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [path, ...others] = positionals;
  if (values.help) return say(HELP);
  if (path === undefined || others.length > 0) return `Give one workflow file.\n\n${HELP}`;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `${path} does not exist. The examples are in examples/.`;
  if (!found.isFile()) return `${path} is not a file. Give one workflow file.`;
  const { playScenario, readPlayable } = await import('./scenario-play.ts');
  const file = await readPlayable(path, pairs(values.input));
  const names = Object.keys(file.scenarios);
  if (names.length === 0) {
    return `No scenario starts ${path}: see its "on:". A workflow with workflow_call only is played by a workflow that calls it.`;
  }
  if (values.list) {
    return say(names.map((one) => `${one.padEnd(24)} ${file.scenarios[one]?.description}`).join('\n'));
  }
  const name = values.scenario ?? names[0] ?? '';
  const scenario = file.scenarios[name];
  if (scenario === undefined) return `No scenario "${name}" starts ${path}. --list names those that do.`;
  say(`${path}, scenario ${name}: ${scenario.description}.`);
  show(await playScenario(file, scenario, pairs(values.var)), values.log);
  return null;
}

function say(text: string): null {
  console.log(text);
  return null;
}

function pairs(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`"${pair}" is not NAME=VALUE.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function show({ runs, repository, kept, startRequests }: ScenarioPlay, isLogWhole: boolean): void {
  for (const run of runs) showRun(run, isLogWhole);
  for (const [name, files] of kept.artifactsOf('42'))
    say(`Artifact ${name}: ${[...files.keys()].join(', ')}`);
  for (const { category } of kept.sarif) say(`Uploaded SARIF, category: ${category || '(none)'}`);
  for (const { number, title, state, body } of repository.issues) {
    say(`Issue #${number} (${state}): ${title}`);
    if (isLogWhole) say(body.replace(/^/gm, '      '));
  }
  for (const { context, state, sha } of repository.statuses)
    say(`Commit status ${context} of ${sha}: ${state}`);
  for (const review of [...repository.approvals.values()].flat()) {
    say(`Environment ${review.environment}: ${review.state} by ${review.login}`);
  }
  say(`Start requests that the services received: ${startRequests}`);
}

function showRun({ attempt, concurrency, jobs, results, checks }: WorkflowRun, isLogWhole: boolean): void {
  say(`\nAttempt ${attempt}`);
  if (concurrency !== null) {
    const how = concurrency.cancelInProgress
      ? 'would cancel an earlier run'
      : 'would wait for an earlier run';
    say(`Concurrency group ${concurrency.group}: ${how}`);
  }
  for (const job of jobs) {
    say(`\nJob ${job.id === job.name ? job.id : `${job.id} (${job.name})`}: ${job.result}`);
    if (job.concurrency !== null) say(`  concurrency group ${job.concurrency.group}`);
    if (job.environment !== null) {
      const { name, state, login, skippedMinutes } = job.environment;
      const by = login === null ? '' : ` by ${login}`;
      const timer = skippedMinutes > 0 ? `, wait timer of ${skippedMinutes} minutes skipped` : '';
      say(`  environment ${name}: ${state}${by}${timer}`);
    }
    for (const step of [...job.steps, ...job.posts]) showStep(step, isLogWhole);
  }
  const skipped = Object.keys(results).filter((id) => results[id] === 'skipped');
  if (skipped.length > 0) say(`\nSkipped jobs: ${skipped.join(', ')}`);
  say('\nChecks, as a branch rule sees them if it requires them:');
  for (const { name, conclusion } of checks) {
    const isGreen = ['success', 'skipped'].includes(conclusion);
    say(`  ${isGreen ? 'green' : 'red  '}  ${name}${conclusion === 'skipped' ? ' (skipped)' : ''}`);
  }
}

function showStep({ name, outcome, conclusion, outputs, lines }: StepRun, isLogWhole: boolean): void {
  const allowed = outcome === conclusion ? '' : ', allowed to fail';
  const { outcome: ours } = outputs;
  say(`  ${SIGNS[outcome]} ${name}: ${outcome}${allowed}${ours === undefined ? '' : ` (outcome ${ours})`}`);
  const shown = isLogWhole ? lines : outcome === 'failure' ? lines.slice(-MAX_LOG_LINES) : [];
  // A command has %0A for a line end.
  for (const line of shown) say(`      ${line.replaceAll('%0A', '\n        ')}`);
}

try {
  const problem = await main();
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
