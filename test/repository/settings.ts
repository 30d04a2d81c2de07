import { DAILY_SECURITY_SCAN, DEMO_API_KEY } from '../../fakes/kindo/data.ts';
import { type Contexts, interpolate } from '../../fakes/workflow-runner/expressions.ts';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { Settings } from '../../src/inputs/settings.ts';
import { pullRequestOf } from '../support/pull-requests.ts';
import { action } from './files.ts';

export const KEY = 'kindo_key_of_this_test_0000000000';
const RUN_ID = '3f8a2c1e-0000-4000-8000-000000000001';

/** What the expressions in examples and workflows may name. */
const CONTEXTS: Contexts = {
  secrets: { KINDO_API_KEY: KEY, MIDDESK_API_KEY: KEY, 'api-key': KEY },
  vars: {},
  inputs: {
    'agent-id': DAILY_SECURITY_SCAN.agentId,
    'fail-on-findings': 'error',
    run_id: RUN_ID,
    interrupt_id: 'intr_7f3a9c',
    answer: 'approved',
  },
  env: { DEMO_API_KEY, DEMO_AGENT_ID: DAILY_SECURITY_SCAN.agentId, AGENT_ID: DAILY_SECURITY_SCAN.agentId },
  github: {
    token: 'ghs_token_of_this_test_000000000000',
    workflow: 'CI',
    job: 'gate',
    sha: '9ee1a6d1f9a1d0c0d6c7c1bb3f3a2f0e4d5b6a78',
    event: {
      pull_request: {
        html_url: 'https://github.com/octo-org/octo-repo/pull/17',
        head: { sha: '1234567890123456789012345678901234567e89' },
        base: { sha: '9876543210987654321098765432109876543d21' },
      },
    },
  },
  strategy: { 'job-index': 0, 'job-total': 1 },
  matrix: { 'agent-id': DAILY_SECURITY_SCAN.agentId, paths: 'api/**', allow: 'nothing-to-review' },
  needs: {
    review: { outputs: { 'run-id': RUN_ID, interrupts: '[{"id": "intr_7f3a9c"}]' } },
    start: { result: 'success', outputs: { 'run-id': RUN_ID } },
  },
  steps: {
    earlier: { outputs: { 'run-id': RUN_ID } },
    start: { outputs: { 'run-id': RUN_ID, 'agent-id': DAILY_SECURITY_SCAN.agentId } },
  },
};

/** What a step's own environment gives the sources of `inputs-from`. */
const ENVIRONMENT = { BUSINESS_ID: '2f1f9a0e-5f0b-4f0a-9f9d-3a1de3f0c9b1', QUERY: 'Check the change' };

/** Parses inputs as the runner passes them. Throws an error if one is invalid. */
export async function settingsOf(inputs: Readonly<Record<string, unknown>>): Promise<Settings> {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
  const all: Record<string, unknown> = { ...Object.fromEntries(defaults), ...inputs };
  const variables = Object.entries(all).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    interpolate(String(value), CONTEXTS),
  ]);
  const request = await parseInputs(
    { ...ENVIRONMENT, GITHUB_EVENT_NAME: 'pull_request', ...Object.fromEntries(variables) },
    null,
    pullRequestOf(),
  );
  if (request.kind === 'skip') throw new Error('the step would be skipped');
  return request.settings;
}
