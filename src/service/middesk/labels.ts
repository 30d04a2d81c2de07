/**
 * The labels that a start of any agent may have. `input` is from an older version of the page, which required it.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/create-an-agent-run
 */
export const LABELS: readonly string[] = ['business_id', 'context_type', 'context_id', 'thread_id', 'input'];

const UUIDS = ['business_id', 'context_id', 'thread_id'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A sentence for every documented rule of Middesk that the values break. */
export function checkInputs(inputs: ReadonlyMap<string, string>): string[] {
  const given = [...inputs];
  const problems = given
    .filter(([label, value]) => UUIDS.includes(label) && !UUID.test(value))
    .map(([label]) => `The value of "${label}" is not a UUID: write the id as Middesk shows it.`);
  if (inputs.has('context_type') !== inputs.has('context_id')) {
    problems.push('Only one of "context_type" and "context_id" is given: write both, or neither.');
  }
  // An undeclared label may be one of these, mistyped. Then only that is reported.
  const isKnown = given.every(([label]) => LABELS.includes(label));
  const hasSubject = LABELS.some((label) => inputs.has(label));
  if (isKnown && !hasSubject) {
    problems.push(
      'The agent is given nothing to work on: write "business_id", or "context_type" and "context_id", or the "thread_id" of a thread with a subject.',
    );
  }
  return problems;
}
