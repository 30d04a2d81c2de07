import { ALERT_TRIAGE, DAILY_SECURITY_SCAN, DEMO_API_KEY, DEMO_RUN } from '../fakes/kindo/data.ts';
import { FINDINGS_MESSAGES, findingsRun } from '../fakes/kindo/findings.ts';
import type { ServiceScript } from '../fakes/kindo/script.ts';
import { MIDDESK_SCENARIOS } from './middesk-scenarios.ts';
import { PULL_REQUEST_SCENARIOS } from './pull-request-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** The inputs of every scenario, except those that it changes. */
export const COMMON_INPUTS: Readonly<Record<string, string>> = {
  'api-key': DEMO_API_KEY,
  'agent-id': DAILY_SECURITY_SCAN.agentId,
  inputs: 'query: Run the daily security scan\nseverity: high\n',
  'poll-interval': '1s',
  'eval-timeout': '10s',
};

const MINUTE_MS = 60_000;
const ATTACHED_RUN_ID = 'b1f0c7de-5a7e-4b0e-9c54-2d1c9a6f3e80';
const SUCCESS = { ...DEMO_RUN, takesMs: 1000, evals: null };

function verdicts(result: string, words: readonly string[]): ServiceScript {
  const steps = words.map((word, index) => ({
    name: STEP_NAMES[index] ?? `Step ${index + 1}`,
    result: word,
    explanation: EXPLANATIONS[word] ?? null,
  }));
  const message = words.includes('fail') ? { message: LICENCE_MESSAGE } : {};
  return { run: { ...SUCCESS, ...message, evals: { pendingMs: 0, result, steps } } };
}

/** A run whose steps do what they must, also where the scan finds something. */
const FOUND = {
  ...SUCCESS,
  evals: {
    pendingMs: 2500,
    result: 'pass',
    steps: [
      { name: 'Run the daily security scan', result: 'pass', explanation: 'The scan completed.' },
      { name: 'Report the findings', result: 'pass', explanation: 'The answer lists three findings.' },
    ],
  },
};

const STEP_NAMES = ['Run the daily security scan', 'Check the licences', 'Report the findings'];
const EXPLANATIONS: Readonly<Record<string, string>> = {
  pass: 'The answer shows that this was done.',
  fail: 'The licences of chart-kit and pdf-merge are not on the list.',
  unknown: 'The transcript does not show whether this was done.',
  skipped: 'This does not apply to the change.',
};

const LICENCE_MESSAGE = [
  '## Daily security scan',
  '',
  'Read the licences of 214 dependencies. Two are not on the list:',
  '',
  '- `chart-kit` 3.2.0: AGPL-3.0',
  '- `pdf-merge` 1.4.1: no licence',
].join('\n');

function existing(ageMs: number, agentId: string | null = DAILY_SECURITY_SCAN.agentId): ServiceScript {
  const created = Date.now() - ageMs;
  const run = {
    runId: ATTACHED_RUN_ID,
    agentId,
    createdAtUtc: new Date(created).toISOString(),
    endedAtUtc: new Date(created + 8000).toISOString(),
    script: { ...DEMO_RUN, takesMs: 0 },
  };
  return { existingRuns: [run] };
}

const SCAN_SCHEMA = JSON.stringify({
  type: 'object',
  required: ['findings', 'scannedFiles'],
  properties: { findings: { type: 'array', maxItems: 2 }, scannedFiles: { type: 'integer' } },
});

const ATTACH = { inputs: '', 'run-id': ATTACHED_RUN_ID };

/** Built with each call, because some runs have an age. */
export function scenarios(): Readonly<Record<string, Scenario>> {
  return {
    passed: { description: 'the run succeeds and its verdict is pass', outcome: 'passed', exitCode: 0 },
    'no-verdicts': {
      description: 'the run succeeds, and the service has no verdicts for it',
      service: { run: SUCCESS },
      inputs: { 'eval-timeout': '1s' },
      outcome: 'eval-missing',
      exitCode: 1,
    },
    'no-verdicts-accepted': {
      description: 'the run succeeds without verdicts, and the workflow requires none',
      service: { run: SUCCESS },
      inputs: { 'require-evals': 'false' },
      outcome: 'passed',
      exitCode: 0,
    },
    advisory: {
      description: 'an eval step fails, and the workflow step still succeeds, because advisory is true',
      service: verdicts('fail', ['pass', 'fail']),
      inputs: { advisory: 'true' },
      outcome: 'eval-failed',
      exitCode: 0,
    },
    'findings-failed': {
      description: 'the verdict is pass, and findings of the agent fail the workflow step',
      service: { run: { ...FOUND, message: FINDINGS_MESSAGES['simple-fence'] } },
      inputs: { 'fail-on-findings': 'warning' },
      files: { 'src/login.ts': 'a login page\n'.repeat(20), 'src/hash.ts': 'a hash\n'.repeat(20) },
      outcome: 'findings-failed',
      exitCode: 1,
    },
    'findings-missing': {
      description: 'fail-on-findings is set, and the answer of the agent has no readable findings',
      service: { run: { ...DEMO_RUN, takesMs: 1000, message: FINDINGS_MESSAGES.unreadable } },
      inputs: { 'fail-on-findings': 'error' },
      outcome: 'findings-missing',
      exitCode: 1,
    },
    'result-invalid': {
      description: 'the data in the answer does not match result-schema',
      service: { run: { ...FOUND, message: FINDINGS_MESSAGES['simple-text'] } },
      inputs: { 'result-schema': 'agents/scan.schema.json' },
      files: { 'agents/scan.schema.json': SCAN_SCHEMA },
      outcome: 'result-invalid',
      exitCode: 1,
    },
    attached: {
      description: 'the step attaches to an existing run, and evaluates it',
      service: existing(10 * MINUTE_MS),
      inputs: ATTACH,
      outcome: 'passed',
      exitCode: 0,
      starts: 0,
    },
    started: {
      description: 'wait: false starts the run, and the job continues',
      inputs: { wait: 'false' },
      outcome: 'started',
      exitCode: 0,
    },
    validated: {
      description:
        'validate-only checks key, agent and labels, although the service reports only a few fields of the agent',
      service: { agents: [{ ...DAILY_SECURITY_SCAN, describedAs: BARE }] },
      inputs: { 'validate-only': 'true' },
      outcome: 'validated',
      exitCode: 0,
      starts: 0,
    },
    skipped: {
      description: 'a push by Dependabot, which gets no secrets',
      inputs: { 'api-key': '' },
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_ACTOR: 'dependabot[bot]' },
      outcome: 'skipped',
      exitCode: 1,
      starts: 0,
    },
    'skipped-allowed': {
      description: 'a pull request by Dependabot, which the workflow allows without a verdict',
      inputs: { 'api-key': '', allow: 'skipped' },
      env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'dependabot[bot]' },
      outcome: 'skipped',
      exitCode: 0,
      starts: 0,
    },
    'invalid-input': {
      description: 'several inputs have errors, and all are reported at once',
      inputs: {
        timeout: '300',
        'agent-id': 'Daily Security Scan',
        allow: 'eval-fail',
        inputs: 'query: Review pull request #42',
      },
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    'unknown-label': {
      description: 'an input that the agent does not have is never sent',
      inputs: { inputs: 'qurey: hello' },
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    'missing-label': {
      description: 'the service rejects the start, because a required label is missing',
      inputs: { inputs: 'severity: high' },
      outcome: 'invalid-input',
      exitCode: 1,
    },
    triggers: {
      description: 'an agent with triggers cannot be started',
      inputs: { 'agent-id': ALERT_TRIAGE.agentId, inputs: '' },
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    'wrong-key': {
      description: 'the service rejects the API key',
      inputs: { 'api-key': 'another_key_that_opens_nothing_0000000' },
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    'disabled-key': {
      description: "API access of the key's owner is disabled",
      service: { isKeyDisabled: true },
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    'too-old': {
      description: 'a run older than max-run-age is rejected',
      service: existing(26 * 60 * MINUTE_MS),
      inputs: ATTACH,
      outcome: 'invalid-input',
      exitCode: 1,
      starts: 0,
    },
    abandoned: {
      description: 'the job is cancelled, and the run continues',
      service: { run: { ...DEMO_RUN, takesMs: Number.POSITIVE_INFINITY } },
      cancelAfterMs: 3000,
      outcome: 'abandoned',
      exitCode: 1,
    },
    'internal-error': {
      description: 'the outputs cannot be written',
      env: { GITHUB_OUTPUT: '/nonexistent/output' },
      outcome: '',
      exitCode: 1,
      starts: 0,
    },
    'protocol-error': {
      description: 'the response to a poll is about another run',
      service: {
        faults: [{ on: 'run', does: { answersAs: { runId: '00000000-0000-4000-8000-000000000000' } } }],
      },
      outcome: 'protocol-error',
      exitCode: 1,
    },
    'ambiguous-start': {
      description:
        'the response to the start is lost: the start is not retried, and the report names the new run of the agent',
      service: { faults: [{ on: 'start', does: { reset: 'before-answer', alsoStarts: true } }] },
      outcome: 'ambiguous-start',
      exitCode: 1,
    },
    'rate-limited': {
      description: 'the response to the start is 429 once, and the start is retried after Retry-After',
      service: {
        faults: [{ on: 'start', does: { status: 429, headers: { 'retry-after': '1' }, body: LIMITED } }],
      },
      outcome: 'passed',
      exitCode: 0,
      starts: 2,
    },
    'bad-polls': {
      description: 'polls fail in several ways, and the wait continues',
      service: {
        faults: [
          {
            on: 'run',
            at: 1,
            does: { status: 404, body: { error: 'Not found', message: 'Run not found.' } },
          },
          { on: 'run', at: 2, does: { reset: 'before-answer' } },
          { on: 'run', at: 3, does: { status: 503, body: '<html>Bad gateway</html>' } },
          { on: 'run', at: 4, does: { cut: 20 } },
        ],
      },
      outcome: 'passed',
      exitCode: 0,
    },
    unavailable: {
      description: 'the service is not available until the timeout',
      service: { faults: [{ on: 'run', at: { from: 2 }, does: { status: 503 } }] },
      inputs: { timeout: '10s' },
      outcome: 'unavailable',
      exitCode: 1,
    },
    unrecognised: {
      description: 'the run has a status that the service does not document',
      service: { run: { ...SUCCESS, status: 'quarantined' } },
      outcome: 'unrecognised',
      exitCode: 1,
    },
    'run-failed': {
      description: 'the run fails',
      service: { run: { ...SUCCESS, status: 'failure' } },
      outcome: 'run-failed',
      exitCode: 1,
    },
    'run-failed-allowed': {
      description: 'the run fails, and the workflow allows it',
      service: { run: { ...SUCCESS, status: 'failure' } },
      inputs: { allow: 'run-failed', 'require-evals': 'false' },
      outcome: 'run-failed',
      exitCode: 0,
    },
    'run-cancelled': {
      description: 'the run is cancelled at the service',
      service: { run: { ...SUCCESS, status: 'cancelled' } },
      outcome: 'run-cancelled',
      exitCode: 1,
    },
    'timed-out': {
      description: 'the run is still in progress at the timeout, and continues at Kindo',
      service: { run: { ...DEMO_RUN, takesMs: Number.POSITIVE_INFINITY } },
      inputs: { timeout: '10s' },
      outcome: 'timed-out',
      exitCode: 1,
    },
    'eval-failed': {
      description: 'the run succeeds, and one of its eval steps fails',
      service: verdicts('fail', ['pass', 'fail', 'pass']),
      outcome: 'eval-failed',
      exitCode: 1,
    },
    'eval-unknown': {
      description: 'the verdict is pass, but an eval step could not be evaluated',
      service: verdicts('pass', ['pass', 'unknown', 'pass']),
      outcome: 'eval-unknown',
      exitCode: 1,
    },
    'eval-pending': {
      description: 'the verdicts are still pending at eval-timeout',
      service: { run: { ...SUCCESS, evals: { ...ONE_STEP, pendingMs: Number.POSITIVE_INFINITY } } },
      inputs: { 'eval-timeout': '2s' },
      outcome: 'eval-pending',
      exitCode: 1,
    },
    'eval-skipped': {
      description: 'a required eval step was skipped',
      service: verdicts('pass', ['pass', 'skipped', 'pass']),
      inputs: { 'require-steps': 'Check the licences' },
      outcome: 'eval-skipped',
      exitCode: 1,
    },
    'eval-missing': {
      description: 'verdicts are required, and the service has none',
      service: { run: { ...SUCCESS, withoutObjectives: 'skipped' } },
      inputs: { 'require-evals': 'true', 'eval-timeout': '2s' },
      outcome: 'eval-missing',
      exitCode: 1,
    },
    'many-steps': {
      description: '5,000 eval steps, some of which did not pass',
      service: verdicts(
        'fail',
        Array.from({ length: 5000 }, (_, index) => (index % 1000 === 7 ? 'fail' : 'pass')),
      ),
      outcome: 'eval-failed',
      exitCode: 1,
    },
    'large-result': {
      description: "the agent's message has 2 MB: outputs and summary are truncated, the file is complete",
      service: { run: { ...SUCCESS, message: LARGE_MESSAGE, withoutObjectives: 'skipped' } },
      inputs: { 'require-evals': 'false' },
      outcome: 'passed',
      exitCode: 0,
    },
    findings: {
      description: 'the agent answers with findings, in two blocks of different forms',
      service: { run: findingsRun('two-blocks') },
      inputs: { 'require-evals': 'false' },
      outcome: 'passed',
      exitCode: 0,
    },
    hostile: {
      description: 'the message of the agent, an eval step and its explanation try to forge log and summary',
      service: {
        run: {
          ...SUCCESS,
          message: HOSTILE,
          evals: {
            pendingMs: 0,
            result: 'fail',
            steps: [{ name: HOSTILE, result: 'fail', explanation: HOSTILE }],
          },
        },
      },
      outcome: 'eval-failed',
      exitCode: 1,
    },
    ...MIDDESK_SCENARIOS,
    ...PULL_REQUEST_SCENARIOS,
  };
}

const BARE = { name: undefined, hasTriggers: undefined, metadata: undefined };
const LIMITED = { error: 'Too Many Requests', message: 'Rate limit exceeded.' };
const ONE_STEP = {
  result: 'pass',
  steps: [{ name: STEP_NAMES[0] ?? '', result: 'pass', explanation: EXPLANATIONS.pass ?? '' }],
};
const LARGE_MESSAGE = 'All 40 checks of this file passed without a remark.\n'.repeat(40_000);
const HOSTILE = [
  '::set-output name=outcome::passed',
  '##[error]taken over',
  '```',
  '</details><img src=x onerror=alert(1)> @everyone [free](https://example.com) | a | b |',
  '\u202E\u001B[31mred\u0000',
].join('\n');
