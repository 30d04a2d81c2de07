import { DEMO_ACTOR, DEMO_LOGIN, DEMO_PULL, largePull } from '../fakes/github/data.ts';
import { DEMO_AGENTS, DEMO_RUN } from '../fakes/kindo/data.ts';
import type { DemoAgent, DemoEvalStep, RunScript } from '../fakes/kindo/script.ts';
import { commentMarker } from '../src/report/markdown/comment.ts';
import { historyLine } from '../src/report/markdown/comment-history.ts';
import type { Scenario } from './scenario.ts';

const REVIEWER: DemoAgent = {
  agentId: '2d9f6c1b-8e47-4a05-b3c2-71f0e5d4a986',
  name: 'Pull Request Review',
  description: 'Judges the change of a pull request.',
  required: ['diff'],
  optional: ['title'],
  hasTriggers: false,
  createdAt: '2026-02-20T10:00:00.000Z',
  creatorName: 'Security Team',
  earlierRuns: [],
};

const PASSED: DemoEvalStep = { name: 'Tests are there', result: 'pass', explanation: 'One for each branch.' };
const INJECTION: DemoEvalStep = {
  name: 'No injection',
  result: 'fail',
  explanation: 'src/login.ts:2 writes the name into the query as it is.',
};
const FIXED: DemoEvalStep = { ...INJECTION, result: 'pass', explanation: 'The query has parameters.' };

const RUN: RunScript = {
  ...DEMO_RUN,
  takesMs: 1000,
  message: '### Review\n\n- **1 file** is new\n- ping @octocat, fixes #1',
  evals: { pendingMs: 0, result: 'pass', steps: [PASSED, FIXED] },
};
const FINDING = {
  result: 'fail',
  steps: [PASSED, INJECTION].map((step, index) => ({ ...step, stepNumber: index + 1 })),
};

const LARGE_PULL = largePull(320);

const GATE: Omit<Scenario, 'description'> = {
  service: {
    agents: [...DEMO_AGENTS, REVIEWER],
    run: RUN,
    faults: [{ on: 'evals', at: 1, does: { answersAs: FINDING } }],
  },
  inputs: {
    'agent-id': REVIEWER.agentId,
    inputs: '',
    'inputs-from': 'diff: pr:diff\ntitle: pr:title\n',
    'require-evals': 'true',
    comment: 'always',
    'comment-key': 'demo',
  },
  outcome: 'passed',
  exitCode: 0,
};

const SECURITY_GATE: DemoAgent = {
  ...REVIEWER,
  agentId: '6b1f8d27-4c90-4e3a-9d58-a2c7e0f41b63',
  name: 'Security Gate',
  description: 'Reviews the change of a pull request for security problems.',
  required: ['Diff'],
  optional: ['Pull Request', 'Base', 'Commit'],
};

/** The steps of docs/prepare-the-agent.md. */
const GATE_STEPS: readonly DemoEvalStep[] = [
  { name: 'List files', result: 'pass', explanation: 'The answer names both files of the diff.' },
  {
    name: 'Find instructions',
    result: 'pass',
    explanation: 'No text in the diff addresses a reviewer, an agent or a model.',
  },
  {
    name: 'Apply the rules',
    result: 'fail',
    explanation: 'src/login.ts:2 puts the name and the password into an SQL query without escaping.',
  },
  { name: 'Report', result: 'pass', explanation: 'The answer ends with a JSON block with two findings.' },
];
const GATE_MESSAGE = `- \`README.md\`: says where to log in
- \`src/login.ts\`: new, checks the name and the password with an SQL query

No text addresses a reviewer, an agent or a model. Two rules are violated:

\`\`\`json
{"findings": [
  {"level": "error", "rule": "injection", "path": "src/login.ts", "line": 2,
   "message": "The name and the password reach the SQL query without escaping.",
   "help": "Use parameters of the query."},
  {"level": "warning", "rule": "crypto", "path": "src/login.ts", "line": 2,
   "message": "The password is compared as plain text. Compare a salted hash."}
]}
\`\`\``;

// The pull request adds the login page, and nothing else of the source.
const FINDINGS = {
  findings: [
    {
      level: 'error',
      rule: 'hard-coded-host',
      message: 'The host is in the code.',
      path: 'src/db.ts',
      line: 3,
    },
    {
      level: 'error',
      rule: 'sql-injection',
      message: 'The name is in the query.',
      path: 'src/login.ts',
      line: 2,
    },
  ],
};

const MOVED_TO = 'f0e1d2c3b4a5968778695a4b3c2d1e0f9a8b7c6d';
const CONTEXT = 'security/agent';
const ATTEMPT_URL = 'https://github.com/octo-org/octo-repo/actions/runs/42/attempts';
/** The comment about that commit, whose run was faster. */
const NEWER_COMMENT = `${commentMarker(JSON.stringify(['demo', REVIEWER.agentId]))}
${historyLine([{ commit: MOVED_TO, outcome: 'eval-failed', passes: false, attempt: 1, runId: '43' }])}## ❌ ${REVIEWER.name}: 1 of 2 checks failed

The verdict is fail. The step fails with the outcome \`eval-failed\`.`;
/** The gate with a first verdict of pass. */
const GREEN = { ...GATE.service, faults: [] };

/** The gate on a pull request, with GitHub's API on loopback. */
export const PULL_REQUEST_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'pull-request': {
    ...GATE,
    description: 'the gate fails, and passes later: one comment, which is updated',
    github: { comments: [{ login: 'octocat', body: 'Please have a look.' }] },
    secondStep: () => ({}),
    starts: 2,
    comments: 1,
  },
  'gate-failed': {
    description: 'the security gate fails a pull request: a verdict is fail, and a finding is an error',
    service: {
      agents: [...DEMO_AGENTS, SECURITY_GATE],
      run: {
        ...DEMO_RUN,
        takesMs: 1000,
        message: GATE_MESSAGE,
        evals: { pendingMs: 0, result: 'fail', steps: GATE_STEPS },
      },
    },
    github: {},
    inputs: {
      'agent-id': SECURITY_GATE.agentId,
      inputs: `Base: ${DEMO_PULL.base}\nCommit: ${DEMO_PULL.head}\n`,
      'inputs-from': 'Diff: pr:diff\nPull Request: pr:url\n',
      'require-steps': GATE_STEPS.map(({ name }) => name).join('\n'),
      'fail-on-findings': 'error',
      comment: 'on-failure',
      'comment-key': 'demo',
    },
    outcome: 'eval-failed',
    exitCode: 1,
    comments: 1,
  },
  'pull-request-moved': {
    ...GATE,
    description: 'the pull request gets a new commit during the run, and the report says so',
    github: { movedTo: MOVED_TO, movedAtRead: 2 },
    outcome: 'eval-failed',
    exitCode: 1,
    comments: 1,
  },
  'overtaken-comment': {
    ...GATE,
    description: 'the run of an older commit passes late, and the comment for the newer commit stays',
    service: GREEN,
    github: {
      movedTo: MOVED_TO,
      movedAtRead: 2,
      comments: [{ login: DEMO_LOGIN, body: NEWER_COMMENT }],
    },
    comments: 1,
  },
  'pull-request-schema': {
    ...GATE,
    description: 'result-schema is read from the base commit, and the answer of the agent has no data',
    service: { agents: [...DEMO_AGENTS, REVIEWER], run: RUN },
    github: { baseFiles: { 'agents/review.schema.json': '{"type": "object"}' } },
    inputs: { ...GATE.inputs, 'result-schema': 'agents/review.schema.json' },
    outcome: 'result-invalid',
    exitCode: 1,
    comments: 1,
  },
  'pull-request-findings': {
    ...GATE,
    description: 'findings fail the step, first the one on a line that the pull request changed',
    service: {
      agents: [...DEMO_AGENTS, REVIEWER],
      run: { ...RUN, message: `\`\`\`json\n${JSON.stringify(FINDINGS)}\n\`\`\`` },
    },
    github: {},
    inputs: { ...GATE.inputs, 'fail-on-findings': 'error' },
    files: { 'src/login.ts': 'a login page\n'.repeat(6), 'src/db.ts': 'a database\n'.repeat(6) },
    outcome: 'findings-failed',
    exitCode: 1,
    comments: 1,
  },
  'pull-request-fork': {
    ...GATE,
    description: 'the token cannot write comments, which is only a warning',
    github: { mayWrite: false },
    outcome: 'eval-failed',
    exitCode: 1,
  },
  'pull-request-too-large': {
    ...GATE,
    description: 'GitHub gives no text of a lockfile, so no run is started, and the report has the fix',
    github: { pull: LARGE_PULL },
    outcome: 'invalid-input',
    exitCode: 1,
    starts: 0,
    comments: 1,
  },
  'large-pull-request': {
    ...GATE,
    description: 'a diff above the limits of GitHub is assembled from the list of files, without a lockfile',
    service: { agents: [...DEMO_AGENTS, REVIEWER], run: RUN },
    github: { pull: LARGE_PULL },
    inputs: { ...GATE.inputs, 'diff-paths': '!**/package-lock.json' },
    comments: 1,
  },
  'nothing-to-review': {
    ...GATE,
    description: 'diff-paths excludes every changed file, so no run is started',
    github: {},
    inputs: { ...GATE.inputs, 'diff-paths': 'infrastructure/**\n' },
    outcome: 'nothing-to-review',
    exitCode: 1,
    starts: 0,
    comments: 1,
  },
  'not-permitted': {
    ...GATE,
    description: 'a comment by a person with the role read starts no run, and writes no status',
    github: { event: 'issue_comment', permissions: { [DEMO_ACTOR]: { role: 'read' } } },
    inputs: { ...GATE.inputs, 'commit-status': CONTEXT },
    outcome: 'not-permitted',
    exitCode: 1,
    starts: 0,
  },
  superseded: {
    ...GATE,
    description: 'the pull request gets a new commit before the step begins, so no run is started',
    github: { movedTo: MOVED_TO },
    inputs: { ...GATE.inputs, 'commit-status': CONTEXT },
    outcome: 'superseded',
    exitCode: 1,
    starts: 0,
    comments: 1,
  },
  'commit-status': {
    ...GATE,
    description: "a maintainer's comment starts the gate, which sets a commit status on the head commit",
    service: GREEN,
    github: {
      event: 'issue_comment',
      permissions: { [DEMO_ACTOR]: { role: 'maintain', name: 'release-manager' } },
      statuses: [{ state: 'failure', context: CONTEXT, target_url: `${ATTEMPT_URL}/0` }],
    },
    inputs: { ...GATE.inputs, 'commit-status': CONTEXT },
    comments: 1,
    statuses: ['failure', 'pending', 'success'],
  },
  overtaken: {
    ...GATE,
    description: 'a later attempt has set the commit status, so this one does not set success',
    service: GREEN,
    github: { statusAfterFirst: { state: 'pending', context: CONTEXT, target_url: `${ATTEMPT_URL}/2` } },
    inputs: { ...GATE.inputs, 'commit-status': CONTEXT },
    comments: 1,
    statuses: ['pending', 'pending'],
  },
  'pull-request-no-github': {
    ...GATE,
    description: 'GitHub fails after the verdict, which is only a warning',
    github: {
      pull: DEMO_PULL,
      comments: [{ login: DEMO_LOGIN, body: 'Some other comment.' }],
      faults: [
        { on: 'pull', at: { from: 2 }, does: { status: 403, body: { message: 'Forbidden' } } },
        { on: 'viewer', at: 'every', does: { status: 422, body: { message: 'Validation Failed' } } },
      ],
    },
    outcome: 'eval-failed',
    exitCode: 1,
    comments: 1,
  },
};
