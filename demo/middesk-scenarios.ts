import { APPROVAL, BUSINESS_ID, DEMO_MIDDESK_KEY, FAILED_RUN, MIDDESK_RUN } from '../fakes/middesk/data.ts';
import type { Scenario } from './scenario.ts';

/** The inputs of every scenario of Middesk, but for those that it changes. */
export const MIDDESK_INPUTS: Readonly<Record<string, string>> = {
  provider: 'middesk',
  'api-key': DEMO_MIDDESK_KEY,
  'agent-id': 'cip_orchestrator',
  inputs: `business_id: ${BUSINESS_ID}\n`,
  'poll-interval': '1s',
};

const WAITS = { ...MIDDESK_RUN, takesMs: 1000, waitsFor: [[APPROVAL]] };

/** A review must name its sources, and must be certain. */
const REVIEW_SCHEMA = JSON.stringify({
  type: 'object',
  required: ['artifacts'],
  properties: {
    artifacts: {
      minItems: 1,
      items: {
        required: ['confidence', 'sources'],
        properties: { confidence: { const: 'certain' }, sources: { type: 'array' } },
      },
    },
  },
});

/** The step that a person's decision is given to: it answers the run that the step before has left waiting. */
function decided({ 'run-id': runId = '', interrupts = '[]' }: Readonly<Record<string, string>>) {
  const [first] = JSON.parse(interrupts);
  const resume = JSON.stringify({
    id: first?.id,
    input: { decision: 'approve', note: 'Seen by K. Reviewer.' },
  });
  return { inputs: '', 'run-id': runId, resume };
}

export const MIDDESK_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'middesk-completed': {
    description: 'an agent of Middesk completes its review',
    middesk: {},
    outcome: 'passed',
    exitCode: 0,
  },
  'middesk-held-to-schema': {
    description: 'a run of Middesk succeeds, and its output must satisfy a schema, which it does not',
    middesk: {},
    inputs: { 'result-schema': 'agents/review.schema.json' },
    files: { 'agents/review.schema.json': REVIEW_SCHEMA },
    outcome: 'result-invalid',
    exitCode: 1,
  },
  'middesk-error': {
    description: 'a run of Middesk breaks off, and its steps tell where',
    middesk: { run: FAILED_RUN },
    outcome: 'run-failed',
    exitCode: 1,
  },
  'middesk-unknown-type': {
    description: 'Middesk has no agent of this type, and the nearest are named',
    middesk: {},
    inputs: { 'agent-id': 'cip_orchestator' },
    outcome: 'invalid-input',
    exitCode: 1,
    starts: 0,
  },
  'middesk-ambiguous-start': {
    description: 'the answer to the start is lost, and nothing is sent again',
    middesk: { faults: [{ on: 'start', does: { reset: 'before-answer', alsoStarts: true } }] },
    outcome: 'ambiguous-start',
    exitCode: 1,
  },
  'middesk-interrupted': {
    description: 'a run of Middesk waits for a decision',
    middesk: { run: WAITS },
    outcome: 'needs-input',
    exitCode: 1,
  },
  'middesk-resumed': {
    description: 'a run waits for a decision, which a second step gives, and the run succeeds',
    middesk: { run: { ...WAITS, staysPendingMs: 2000 } },
    secondStep: decided,
    outcome: 'passed',
    exitCode: 0,
    resumes: 1,
  },
  'middesk-resume-lost': {
    description: 'the reply to a decision is lost; it is not sent again, since the run tells',
    middesk: {
      run: WAITS,
      faults: [{ on: 'resume', does: { reset: 'before-answer', alsoStarts: true } }],
    },
    secondStep: decided,
    outcome: 'passed',
    exitCode: 0,
    resumes: 1,
  },
  'middesk-wrong-answer': {
    description: 'a decision about something that the run does not wait for is never sent',
    middesk: { run: WAITS },
    secondStep: (outputs) => ({ ...decided(outputs), resume: 'id: intr_of_yesterday\ninput: approve\n' }),
    outcome: 'invalid-input',
    exitCode: 1,
  },
};
