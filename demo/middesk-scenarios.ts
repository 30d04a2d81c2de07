import { APPROVAL, BUSINESS_ID, DEMO_MIDDESK_KEY, FAILED_RUN, MIDDESK_RUN } from '../fakes/middesk/data.ts';
import type { Scenario } from './scenario.ts';

/** The inputs of every scenario of Middesk, except those that it changes. */
export const MIDDESK_INPUTS: Readonly<Record<string, string>> = {
  provider: 'middesk',
  'api-key': DEMO_MIDDESK_KEY,
  'agent-id': 'cip_orchestrator',
  inputs: `business_id: ${BUSINESS_ID}\n`,
  'poll-interval': '1s',
};

const WAITS = { ...MIDDESK_RUN, takesMs: 1000, waitsFor: [[APPROVAL]] };

/** A review must have sources, and must be certain. */
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

/** The step with a person's decision: it answers the run that waits since the step before. */
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
    description: 'a Middesk agent completes its review',
    middesk: {},
    outcome: 'passed',
    exitCode: 0,
  },
  'middesk-invalid-output': {
    description: 'a Middesk run succeeds, and its output does not match result-schema',
    middesk: {},
    inputs: { 'result-schema': 'agents/review.schema.json' },
    files: { 'agents/review.schema.json': REVIEW_SCHEMA },
    outcome: 'result-invalid',
    exitCode: 1,
  },
  'middesk-error': {
    description: 'a Middesk run fails, and its trace shows the failed step',
    middesk: { run: FAILED_RUN },
    outcome: 'run-failed',
    exitCode: 1,
  },
  'middesk-unknown-type': {
    description: 'Middesk has no agent of this type, and the message has the nearest ones',
    middesk: {},
    inputs: { 'agent-id': 'cip_orchestator' },
    outcome: 'invalid-input',
    exitCode: 1,
    starts: 0,
  },
  'middesk-ambiguous-start': {
    description: 'the response to the start is lost, and the start is not retried',
    middesk: { faults: [{ on: 'start', does: { reset: 'before-answer', alsoStarts: true } }] },
    outcome: 'ambiguous-start',
    exitCode: 1,
  },
  'middesk-interrupted': {
    description: 'a Middesk run waits for a decision',
    middesk: { run: WAITS },
    outcome: 'needs-input',
    exitCode: 1,
  },
  'middesk-resumed': {
    description: 'a run waits for a decision, a second step sends it, and the run succeeds',
    middesk: { run: { ...WAITS, staysPendingMs: 2000 } },
    secondStep: decided,
    outcome: 'passed',
    exitCode: 0,
    resumes: 1,
  },
  'middesk-resume-lost': {
    description:
      'the response to a decision is lost; it is not retried, because the status of the run shows whether it arrived',
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
    description: 'a decision with the id of another interrupt is never sent',
    middesk: { run: WAITS },
    secondStep: (outputs) => ({ ...decided(outputs), resume: 'id: intr_of_yesterday\ninput: approve\n' }),
    outcome: 'invalid-input',
    exitCode: 1,
  },
};
