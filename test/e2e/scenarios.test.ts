import { describe, expect, it } from 'vitest';
import { type Performance, play } from '../../demo/play.ts';
import { COMMON_INPUTS, scenarios } from '../../demo/scenarios.ts';
import { DEMO_TOKEN } from '../../fakes/github/data.ts';
import { DEMO_MIDDESK_KEY } from '../../fakes/middesk/data.ts';
import type { ActionResult } from '../../fakes/runner/action-run.ts';
import { anyName, commandsIn } from '../../fakes/runner/commands.ts';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES } from '../../src/domain/outcome.ts';
import { problemsOf } from '../support/report-schema.ts';

const MAX_SHOWN_CHARS = 6000;

/** Scenarios whose transcript shows the settings and every output. */
const WITH_OUTPUTS = ['passed', 'middesk-interrupted'];
/** Scenarios whose transcript shows the summary and the comment. */
const WITH_SUMMARY = [
  ...WITH_OUTPUTS,
  'ambiguous-start',
  'eval-failed',
  'hostile',
  'findings-failed',
  'invalid-input',
  'large-pull-request',
  'middesk-error',
  'nothing-to-review',
  'overtaken-comment',
  'pull-request',
  'pull-request-findings',
  'timed-out',
];

/** What a step leaves behind, as far as the scenario is about it, without what differs from one time to the next. */
function transcript(name: string, performance: Performance): string {
  const { before, exitCode, starts, resumes } = performance;
  const partsOf = (result: ActionResult) => shownParts(name, result);
  const comments = WITH_SUMMARY.includes(name) ? performance.comments : [];
  const answers = resumes === 0 ? '' : `, answers ${resumes}`;
  const parts = [
    ...(before === null
      ? []
      : [...partsOf(before), ['end', `exit code ${before.exitCode}; the second step:`]]),
    ...partsOf(performance),
    ...comments.map((body) => ['comment', steady(body)]),
    ['end', `exit code ${exitCode}, start requests ${starts}${answers}`],
  ];
  const text = parts.map(([title, part]) => `=== ${title} ===\n${part}\n`).join('\n');
  // A run that waits for the second step takes as long as the machine does until then.
  return before === null
    ? text
    : text.replace(/^duration: \d+$/gm, 'duration: N').replace(/TIME · \d+ s /g, 'TIME · N s ');
}

function shownParts(scenario: string, { lines, outputs, summary }: ActionResult): string[][] {
  const isWhole = WITH_OUTPUTS.includes(scenario);
  const shown = Object.entries(outputs).map(([name, value]) => `${name}: ${shorten(steady(value))}`);
  const afterSettings = isWhole ? 0 : lines.indexOf('::endgroup::') + 1;
  return [
    ['log', steady(lines.slice(afterSettings).join('\n'))],
    ...(isWhole ? [['outputs', shown.join('\n')]] : []),
    ...(WITH_SUMMARY.includes(scenario) ? [['summary', shorten(steady(summary))]] : []),
  ];
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}… and more` : text;
}

function steady(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\S*\/runner-\w+\/run-kindo-agent-\w+/g, 'RUNNER_TEMP/run-kindo-agent-XXXXXX')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g, 'TIME')
    .replace(/\(\d+s elapsed\)/g, '(Ns elapsed)');
}

// The commands that only the action sends to the runner.
const OWN_COMMANDS = ['add-mask', 'group', 'endgroup', 'error', 'warning', 'notice'];

/** Everything that could contain the key, except the command that masks it. */
function everythingVisible({ lines, outputs, summary, files }: ActionResult): string {
  const log = lines.filter((line) => !line.startsWith('::add-mask::'));
  return JSON.stringify([log, outputs, summary, files]);
}

describe.concurrent('the bundled action', () => {
  for (const [name, scenario] of Object.entries(scenarios())) {
    const { outcome, exitCode, starts = 1, resumes = 0, comments = 0, statuses = [] } = scenario;
    it(`ends with ${outcome || 'no outputs'} and exit code ${exitCode} in scenario ${name} [F94 F101 B53 T1]`, async ({
      expect,
    }) => {
      const result = await play(scenario);

      expect(result.outputs.outcome ?? '').toBe(outcome);
      expect(result.exitCode).toBe(exitCode);
      expect(result.starts).toBe(starts);
      expect(result.post).toEqual({ exitCode: 0, lines: [], summary: '' });
      expect(result.resumes).toBe(resumes);
      expect(result.comments).toHaveLength(comments);
      expect(result.statuses).toEqual(statuses);
      expect(result.comments.join()).not.toContain(COMMON_INPUTS['api-key']);
      for (const step of [result, ...(result.before === null ? [] : [result.before])]) {
        expect(everythingVisible(step)).not.toContain(COMMON_INPUTS['api-key']);
        expect(everythingVisible(step)).not.toContain(DEMO_MIDDESK_KEY);
        expect(everythingVisible(step)).not.toContain(DEMO_TOKEN);
        const { 'report-file': reportFile, 'summary-file': summaryFile } = step.files;
        if (reportFile !== undefined) expect(problemsOf(reportFile)).toEqual([]);
        expect(summaryFile === undefined).toBe(reportFile === undefined);
        if (summaryFile !== undefined) expect(step.summary).toBe(`${summaryFile}\n`);
      }
      const [written, complained] = result.printed;
      const commands = commandsIn(written, anyName);
      expect(commands.filter((command) => !OWN_COMMANDS.includes(command.name))).toEqual([]);
      // One for the reason, and one for each step that it rests on.
      const annotations = commands.filter(({ name }) => ['error', 'warning'].includes(name)).length;
      expect(annotations).toBeGreaterThanOrEqual(outcome === 'passed' ? 0 : 1);
      expect(annotations).toBeLessThanOrEqual(
        outcome === 'passed' ? 0 : /^(?:eval|findings)-/.test(outcome) ? 10 : 1,
      );
      expect(commandsIn(complained, anyName)).toEqual([]);
      expect(Buffer.byteLength(result.summary)).toBeLessThan(900 * 1024);
      await expect(transcript(name, result)).toMatchFileSnapshot(`transcripts/${name}.txt`);
    });
  }

  it('has a scenario for every outcome', () => {
    const reached = new Set(Object.values(scenarios()).map(({ outcome }) => outcome || 'internal-error'));
    const all: string[] = [...FAULT_OUTCOMES, ...CLEAN_OUTCOMES];
    expect(all.filter((outcome) => !reached.has(outcome))).toEqual([]);
  });
});
