import type { RunRecord } from '../../domain/domain.ts';
import type { Interrupt } from '../../domain/run-details.ts';
import { fencedBlock } from '../../text/sanitize.ts';
import type { AttachStep } from '../report.ts';

// Anything else could mean more in a workflow than itself.
const PLAIN_ID = /^[\w.:-]{1,200}$/;
// As long as GitHub lets a job wait for the people who are to approve it.
const AGE_WITH_A_PERSON = '30d';
// What the block may take of the summary.
const MAX_BYTES = 100 * 1024;

/** What of a run its step is made from. */
type RunFacts = Pick<RunRecord, 'runId' | 'agentId' | 'snapshot'>;

/** What the step would answer first of what the run waits for, with stand-ins; null where there is nothing to answer. */
export function answerOf({ snapshot }: Pick<RunRecord, 'snapshot'>): Interrupt['answer'] | null {
  return snapshot?.interrupts.find(({ id }) => PLAIN_ID.test(id))?.answer ?? null;
}

/** The step as a Markdown block, or a sentence where it is too long for one. */
export function renderAttachBlock(step: AttachStep, facts: RunFacts): string {
  const block = fencedBlock(renderAttachStep(step, facts), 'yaml');
  // A step without some of its inputs would judge otherwise than this one.
  return Buffer.byteLength(block) > MAX_BYTES ? 'The step is too long to be shown here.' : block;
}

/** The YAML of the step that attaches to the run, answers it where it waits, and judges it as this one would have. */
export function renderAttachStep(step: AttachStep, facts: RunFacts): string {
  const { runId, agentId } = facts;
  const answer = answerOf(facts);
  const inputs: [string, string | boolean][] = [
    ['provider', step.provider],
    ['api-key', `\${{ secrets.${step.keySecret} }}`],
    ['run-id', runId],
    ['agent-id', agentId],
    ['max-run-age', answer === null ? step.maxRunAge : AGE_WITH_A_PERSON],
    ['resume', answer === null ? '' : step.toYaml(answer)],
    ['base-url', step.baseUrl],
    ['require-evals', step.requireEvals],
    ['require-steps', step.requireSteps.join('\n')],
    ['allow', step.allow.join(', ')],
  ];
  const given = inputs.filter(([, value]) => value !== '' && value !== false);
  return step.toYaml([{ uses: step.uses, with: Object.fromEntries(given) }]);
}
