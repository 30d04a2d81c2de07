import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { Interrupt } from '../../domain/run.ts';
import { fencedBlock } from '../../text/sanitize.ts';
import type { AttachStep } from '../report.ts';

// Other characters could have a meaning in a workflow.
const PLAIN_ID = /^[\w.:-]{1,200}$/;
// The longest time that GitHub lets a job wait for an approval.
const AGE_WITH_A_PERSON = '30d';
const PLAIN_TEXT = /^[\w$](?:[\w$./@{}, -]|:(?=\S))*(?<! )$/;
// Numbers, dates, booleans and nulls of any version of YAML.
const OTHER_THAN_TEXT = /^(?:[\d.:_+ etz-]+|0[box].*|true|false|yes|no|on|off|y|n|null)$/i;
// Allowed in JSON, and not in YAML.
const NOT_IN_YAML = /[\x7f-\x9f\u2028\u2029\ufeff]/g;
// The maximum size of the block in the summary.
const MAX_BYTES = 100 * 1024;

/** The answer to the first interrupt of the run, with placeholders; null without an interrupt. */
export function answerOf({ run }: Pick<ProgressSnapshot, 'run'>): Interrupt['answer'] | null {
  return run?.interrupts.find(({ id }) => PLAIN_ID.test(id))?.answer ?? null;
}

/** The attach step as a Markdown block, or a sentence if it is too long for one. */
export function renderAttachBlock(step: AttachStep, runId: string, progress: ProgressSnapshot): string {
  const block = fencedBlock(renderAttachStep(step, runId, progress), 'yaml');
  // Without some of its inputs, the step could decide differently.
  return Buffer.byteLength(block) > MAX_BYTES
    ? 'The attach step is too long to be shown here. Set run-id, and the other inputs as in this workflow.'
    : block;
}

/** The YAML of the attach step: it answers a run that waits, and evaluates it with the inputs of this step. */
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

/** A block of lines that a person can edit. */
function block(lines: readonly string[]): string {
  return ['|', ...lines.map((line) => `      ${line}`)].join('\n');
}

/** A YAML scalar: plain if it can only be read as this text, else JSON, which is valid YAML. */
function scalar(value: string | boolean): string {
  if (typeof value === 'string' && PLAIN_TEXT.test(value) && !OTHER_THAN_TEXT.test(value)) return value;
  return JSON.stringify(value).replace(
    NOT_IN_YAML,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
