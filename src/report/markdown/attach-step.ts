import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { Interrupt } from '../../domain/run.ts';
import { fencedBlock } from '../../text/sanitize.ts';
import type { AttachStep } from '../report.ts';

// Anything else could mean more in a workflow than itself.
const PLAIN_ID = /^[\w.:-]{1,200}$/;
// As long as GitHub lets a job wait for the people who are to approve it.
const AGE_WITH_A_PERSON = '30d';
const PLAIN_TEXT = /^[\w$](?:[\w$./@{}, -]|:(?=\S))*(?<! )$/;
// Numbers, dates, booleans and nulls of any version of YAML.
const OTHER_THAN_TEXT = /^(?:[\d.:_+ etz-]+|0[box].*|true|false|yes|no|on|off|y|n|null)$/i;
// JSON has them as they are.
const NOT_IN_YAML = /[\x7f-\x9f\u2028\u2029\ufeff]/g;
// What the block may take of the summary.
const MAX_BYTES = 100 * 1024;

/** What the step would answer first of what the run waits for, with stand-ins; null where there is nothing to answer. */
export function answerOf({ run }: Pick<ProgressSnapshot, 'run'>): Interrupt['answer'] | null {
  return run?.interrupts.find(({ id }) => PLAIN_ID.test(id))?.answer ?? null;
}

/** The step as a Markdown block, or a sentence where it is too long for one. */
export function renderAttachBlock(step: AttachStep, runId: string, progress: ProgressSnapshot): string {
  const block = fencedBlock(renderAttachStep(step, runId, progress), 'yaml');
  // A step without some of its inputs would judge otherwise than this one.
  return Buffer.byteLength(block) > MAX_BYTES ? 'The step is too long to be shown here.' : block;
}

/** The YAML of the step that attaches to the run, answers it where it waits, and judges it as this one would have. */
export function renderAttachStep(step: AttachStep, runId: string, progress: ProgressSnapshot): string {
  const answer = answerOf(progress);
  const inputs: [string, string | readonly string[] | boolean | null][] = [
    ['provider', step.provider],
    ['api-key', `\${{ secrets.${step.keySecret} }}`],
    ['run-id', runId],
    ['agent-id', progress.agent?.id ?? null],
    ['max-run-age', answer === null ? step.maxRunAge : AGE_WITH_A_PERSON],
    [
      'resume',
      answer === null ? null : Object.entries(answer).map(([name, value]) => `${name}: ${scalar(value)}`),
    ],
    ['base-url', step.baseUrl],
    ['require-evals', step.requireEvals],
    ['require-steps', step.requireSteps.length === 0 ? null : step.requireSteps.join('\n')],
    ['fail-on-findings', step.failOnFindings],
    ['result-schema', step.resultSchema],
    ['allow', step.allow.length === 0 ? null : step.allow.join(', ')],
    ['advisory', step.isAdvisory || null],
  ];
  return [
    `- uses: ${scalar(step.uses)}`,
    '  with:',
    ...inputs.flatMap(([name, value]) =>
      value === null ? [] : [`    ${name}: ${typeof value === 'object' ? block(value) : scalar(value)}`],
    ),
    '',
  ].join('\n');
}

/** Lines that a person can change. */
function block(lines: readonly string[]): string {
  return ['|', ...lines.map((line) => `      ${line}`)].join('\n');
}

/** A scalar of YAML: as it is where it can only be read as this text, else as JSON, which is YAML as well. */
function scalar(value: string | boolean): string {
  if (typeof value === 'string' && PLAIN_TEXT.test(value) && !OTHER_THAN_TEXT.test(value)) return value;
  return JSON.stringify(value).replace(
    NOT_IN_YAML,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
