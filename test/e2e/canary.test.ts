import { describe, it } from 'vitest';
import { type Performance, play } from '../../demo/play.ts';
import type { FaultAction } from '../../fakes/faults.ts';
import { DEMO_TOKEN } from '../../fakes/github/data.ts';
import type { GitHubScript } from '../../fakes/github/script.ts';
import { DAILY_SECURITY_SCAN, DEMO_RUN } from '../../fakes/kindo/data.ts';
import type { RequestKind, ServiceScript } from '../../fakes/kindo/script.ts';
import { APPROVAL, MIDDESK_RUN } from '../../fakes/middesk/data.ts';
import type { MiddeskScript } from '../../fakes/middesk/script.ts';
import { formsIn, keyForms } from '../support/key-forms.ts';

const PASSED = { pendingMs: 0, result: 'pass', steps: [{ name: 'Scan', result: 'pass', explanation: null }] };

// One that every encoding writes in another way, and one that could stand for an id.
const KEY = 'Kd"x\'y<z>&w+v/u=t%s|r`q\\p$o{n}m-0123456789';
const PLAIN_KEY = 'kd-canary-0123456789-canary';

// All that makes the runner, Node or the toolkit say more.
const DEBUGGING = {
  RUNNER_DEBUG: '1',
  ACTIONS_STEP_DEBUG: 'true',
  ACTIONS_RUNNER_DEBUG: 'true',
  NODE_DEBUG: 'http,https,net,tls,stream,zlib',
  DEBUG: '*',
};

interface Situation {
  readonly what: string;
  readonly outcome: string;
  readonly key?: string;
  readonly service?: (key: string) => ServiceScript;
  readonly middesk?: (key: string) => MiddeskScript;
  readonly github?: GitHubScript;
  readonly inputs?: (key: string) => Readonly<Record<string, string>>;
  /** An output that is not empty if the key has reached it. */
  readonly output?: string;
}

function all(key: string): string {
  return Object.values(keyForms(key)).join(' ');
}

function answers(on: RequestKind, does: (key: string) => FaultAction): (key: string) => ServiceScript {
  return (key) => ({ run: { ...DEMO_RUN, takesMs: 0 }, faults: [{ on, at: 'every', does: does(key) }] });
}

const refuses = (status: number) => (key: string) => ({
  status,
  body: { error: all(key), message: `You sent ${all(key)}.` },
});

const SITUATIONS: readonly Situation[] = [
  {
    what: 'the agent, its message and its verdicts',
    outcome: 'eval-failed',
    service: (key) => ({
      agents: [{ ...DAILY_SECURITY_SCAN, name: `Agent ${all(key)}`, optional: ['severity', all(key)] }],
      run: {
        takesMs: 1000,
        status: 'success',
        message: `I was called with ${all(key)}.\n\`\`\`json\n${JSON.stringify(keyForms(key))}\n\`\`\``,
        conversationId: all(key),
        evals: {
          pendingMs: 0,
          result: 'fail',
          steps: Object.entries(keyForms(key)).map(([name, form]) => ({
            name: `${name} ${form}`,
            result: 'fail',
            explanation: form,
          })),
        },
      },
    }),
  },
  {
    what: 'a message whose JSON escapes more than it must',
    outcome: 'passed',
    service: (key) => ({
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: PASSED,
        result: JSON.stringify({ role: 'assistant', parts: [{ type: 'text', text: 'KEY' }] }).replace(
          'KEY',
          keyForms(key)['part of JSON, every character escaped'] ?? '',
        ),
      },
    }),
  },
  {
    what: 'a message in an undocumented format',
    outcome: 'passed',
    service: (key) => ({
      run: { ...DEMO_RUN, takesMs: 0, evals: PASSED, result: { role: all(key), [key]: keyForms(key) } },
    }),
  },
  {
    what: 'the status of the run',
    outcome: 'unrecognised',
    service: (key) => ({ run: { ...DEMO_RUN, takesMs: 0, status: all(key) } }),
  },
  {
    what: 'the verdict and the verdict of a step',
    outcome: 'unrecognised',
    service: (key) => ({
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: { pendingMs: 0, result: all(key), steps: [{ name: 'a', result: key, explanation: null }] },
      },
    }),
  },
  { what: 'an error about the key', outcome: 'invalid-input', service: answers('agent', refuses(401)) },
  { what: 'an error about the start', outcome: 'invalid-input', service: answers('start', refuses(422)) },
  {
    what: 'an HTML page instead of JSON',
    outcome: 'protocol-error',
    service: answers('agent', (key) => ({ status: 400, body: `<p>${all(key)}</p>` })),
  },
  {
    what: 'an error status of the start that does not confirm a refusal',
    outcome: 'ambiguous-start',
    service: answers('start', (key) => ({ ...refuses(500)(key), alsoStarts: true })),
  },
  {
    what: 'text instead of JSON',
    outcome: 'ambiguous-start',
    service: answers('start', (key) => ({ status: 202, body: `run ${all(key)}`, alsoStarts: true })),
  },
  {
    what: 'a response in another format, which is quoted',
    outcome: 'protocol-error',
    service: answers('agent', (key) => ({ answersAs: { inputs: all(key) } })),
  },
  {
    what: 'the id of the run',
    outcome: 'ambiguous-start',
    key: PLAIN_KEY,
    service: answers('start', (key) => ({ answersAs: { runId: key } })),
  },
  {
    what: 'the id of another run',
    outcome: 'protocol-error',
    service: answers('run', (key) => ({ answersAs: { runId: all(key) } })),
  },
  {
    what: 'the id of another agent',
    outcome: 'protocol-error',
    service: answers('run', (key) => ({ answersAs: { agentId: all(key) } })),
  },
  {
    what: 'the address of a redirect',
    outcome: 'protocol-error',
    key: PLAIN_KEY,
    service: answers('run', (key) => ({
      redirect: `https://${key}.example/${key}?${key}`,
    })),
  },
  {
    what: 'the names of all agents, none of which was meant',
    outcome: 'invalid-input',
    service: (key) => ({
      agents: Object.values(keyForms(key)).map((form) => ({ ...DAILY_SECURITY_SCAN, name: `Agent ${form}` })),
    }),
    inputs: () => ({ 'agent-id': 'none', 'agent-name': 'Agent' }),
  },
  {
    what: 'the comment, the annotations and the commit status of a pull request',
    outcome: 'eval-failed',
    github: {},
    service: (key) => ({
      agents: [{ ...DAILY_SECURITY_SCAN, name: `${key} ${DEMO_TOKEN}` }],
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        message: `**Key**: ${all(key)}, [${key}](https://example.com/${encodeURIComponent(key)}), ${all(DEMO_TOKEN)}`,
        evals: {
          pendingMs: 0,
          result: 'fail',
          steps: [
            {
              name: `Step ${key} ${DEMO_TOKEN}`,
              result: 'fail',
              explanation: `src/login.ts:2 has ${all(key)} ${all(DEMO_TOKEN)}`,
            },
          ],
        },
      },
    }),
    inputs: () => ({ comment: 'always', 'comment-key': 'canary', 'commit-status': 'canary' }),
  },
  {
    what: 'findings that fail the step of a pull request',
    outcome: 'findings-failed',
    output: 'sarif-file',
    github: {},
    service: (key) => ({
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: PASSED,
        message: JSON.stringify({
          findings: Object.values({ ...keyForms(key), token: all(DEMO_TOKEN) }).map((form) => ({
            level: form,
            rule: `rule ${form}`,
            message: `found ${form}`,
            path: 'src/login.ts',
            line: 2,
            help: `https://example.com/${form}`,
          })),
        }),
      },
    }),
    inputs: () => ({ comment: 'always', 'commit-status': 'canary', 'fail-on-findings': 'note' }),
  },
  {
    what: 'JSON that is too deep to be written again',
    outcome: 'passed',
    github: {},
    service: (key) => ({
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: PASSED,
        result: JSON.stringify({
          role: 'assistant',
          parts: [
            {
              type: 'text',
              text: `${'['.repeat(60_000)}"${all(key)} ${all(DEMO_TOKEN)}"${']'.repeat(60_000)}`,
            },
            { type: 'text', text: `${all(key)} ${all(DEMO_TOKEN)}` },
          ],
        }),
      },
    }),
    inputs: () => ({ comment: 'always', 'commit-status': 'canary' }),
  },
  {
    what: 'the findings of the agent',
    outcome: 'passed',
    output: 'sarif-file',
    service: (key) => ({
      run: {
        ...DEMO_RUN,
        takesMs: 0,
        evals: PASSED,
        message: JSON.stringify({
          version: '2.1.0',
          runs: [
            {
              tool: { driver: { name: 'agent' } },
              results: Object.values(keyForms(key)).map((form) => ({
                message: { text: `found ${form}` },
                locations: [{ physicalLocation: { artifactLocation: { uri: 'a.ts' } } }],
              })),
            },
          ],
        }),
      },
    }),
  },
  {
    what: 'what a run of Middesk waits for, and who had it started',
    outcome: 'needs-input',
    output: 'interrupts',
    middesk: (key) => ({
      agents: [{ id: 'a', type: 'cip_orchestrator', name: `Agent ${all(key)}` }],
      run: {
        ...MIDDESK_RUN,
        takesMs: 1000,
        waitsFor: [
          [
            { ...APPROVAL, agent: all(key), value: { label: all(key), agent: key, [key]: keyForms(key) } },
            { id: all(key), value: { proposals: Object.values(keyForms(key)) } },
          ],
        ],
      },
      faults: [
        {
          on: 'run',
          at: 'every',
          does: {
            answersAs: {
              thread_id: all(key),
              requester: { id: key, name: all(key), email: `${all(key)}@example.com` },
            },
          },
        },
      ],
    }),
  },
  {
    what: 'what an agent of Middesk produced',
    outcome: 'passed',
    middesk: (key) => ({
      run: {
        ...MIDDESK_RUN,
        takesMs: 0,
        output: {
          artifacts: Object.entries(keyForms(key)).map(([name, form]) => ({
            title: `${name} ${form}`,
            summary: form,
            sources: [{ url: form, source_name: form }],
          })),
        },
      },
    }),
  },
  {
    what: 'the errors of Middesk',
    outcome: 'invalid-input',
    middesk: (key) => ({
      faults: [
        {
          on: 'start',
          does: { status: 422, body: { errors: [{ message: all(key), parameter: all(key) }] } },
        },
      ],
    }),
  },
];

function run(situation: Situation): Promise<Performance> {
  const { key = KEY, what, outcome, service, middesk, github, inputs } = situation;
  return play({
    description: what,
    outcome,
    exitCode: 1,
    inputs: { 'api-key': key, ...inputs?.(key) },
    env: DEBUGGING,
    ...(middesk === undefined
      ? { service: { apiKey: key, ...service?.(key) } }
      : { middesk: { apiKey: key, ...middesk(key) } }),
    ...(github === undefined ? {} : { github }),
  });
}

/** Everything that leaves the step and the one after it, but for the command that has the runner mask the key. */
function sinksOf({
  printed,
  outputs,
  written,
  post,
  comments,
  statusDescriptions,
}: Performance): Readonly<Record<string, string>> {
  const [log, errors] = printed;
  return {
    log: log.replace(/^::add-mask::.*$/gm, ''),
    errors,
    outputs: JSON.stringify(outputs),
    files: written.join('\n'),
    'log of the step after': post.lines.join('\n'),
    comments: comments.join('\n'),
    'commit statuses': statusDescriptions.join('\n'),
  };
}

describe.concurrent('a key that the service sends back', () => {
  it.for(SITUATIONS)(
    'leaves the step in no form through $what [F14 T7 T21]',
    async (situation, { expect }) => {
      const result = await run(situation);
      expect(result.outputs.outcome).toBe(situation.outcome);
      expect(result.outputs[situation.output ?? 'outcome']).not.toBe('');
      const isOnPullRequest = situation.github !== undefined;
      expect(result.comments).toHaveLength(isOnPullRequest ? 1 : 0);
      expect(result.statusDescriptions).toHaveLength(isOnPullRequest ? 2 : 0);
      expect(result.outputs['summary-file']).not.toBe('');
      expect(result.printed[0]).toContain('::add-mask::');
      const leaks = Object.entries(sinksOf(result)).flatMap(([sink, text]) =>
        [situation.key ?? KEY, DEMO_TOKEN].flatMap((secret) =>
          formsIn(text, secret).map((form) => `${sink}: ${form}`),
        ),
      );
      expect(leaks).toEqual([]);
    },
  );
});
