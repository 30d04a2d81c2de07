import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import { InputError } from '../../../src/domain/errors.ts';
import { type SecretlessEvent, secretlessEvent } from '../../../src/inputs/missing-key.ts';
import { parseInputs, wantsSummary, withRemoteInputs } from '../../../src/inputs/parse.ts';
import type { PrecedingRun } from '../../../src/inputs/preceding-run.ts';
import type { Settings } from '../../../src/inputs/settings.ts';
import { KINDO } from '../../../src/service/kindo/kindo.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';
import { pullRequestOf } from '../../support/pull-requests.ts';

const KEY = 'sk-live-0123456789';
const AGENT = '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';
const RUN = '7a7ced7d-95a8-416f-95bb-5c0ff3599f53';

function variables(inputs: Record<string, string>): Record<string, string> {
  const given = { 'api-key': KEY, ...inputs };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return { GITHUB_EVENT_NAME: 'push', ...Object.fromEntries(named) };
}

async function settingsOf(inputs: Record<string, string>): Promise<Settings> {
  const request = await parseInputs(variables(inputs), null);
  if (request.kind === 'skip') throw new Error('the step was skipped');
  return request.settings;
}

async function commandOf(inputs: Record<string, string>): Promise<Command> {
  return (await settingsOf(inputs)).command;
}

async function problemsOf(
  inputs: Record<string, string>,
  event: SecretlessEvent | null = null,
  others = {},
): Promise<readonly string[]> {
  try {
    await parseInputs({ ...variables(inputs), ...others }, event);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseInputs', () => {
  it('has every default if only key and agent are given', async () => {
    expect(await settingsOf({ 'agent-id': AGENT })).toEqual({
      provider: KINDO,
      apiKey: KEY,
      baseUrl: null,
      command: {
        kind: 'start',
        agent: { kind: 'agent-id', agentId: AGENT },
        inputs: new Map(),
        wait: true,
      },
      timeoutMs: 1_800_000,
      evalTimeoutMs: 120_000,
      pollIntervalMs: 10_000,
      policy: {
        allow: new Set(),
        requireEvals: true,
        requireSteps: [],
        failOnFindings: null,
        isAdvisory: false,
      },
      resultSchema: null,
      notices: [],
    });
  });

  it('returns the same if the runner passes the defaults of action.yml', async () => {
    const none = { 'run-id': 'none', 'base-url': 'none', 'require-steps': 'none', 'result-schema': 'none' };
    expect(await settingsOf({ 'agent-id': AGENT, ...none })).toEqual(await settingsOf({ 'agent-id': AGENT }));
    expect(await settingsOf({ 'agent-name': 'Scan', ...none, 'agent-id': 'none' })).toEqual(
      await settingsOf({ 'agent-name': 'Scan' }),
    );
  });

  it.each([
    ['run-id', { 'agent-id': AGENT, inputs: 'a: b' }],
    ['agent-id', { inputs: 'a: b' }],
    ['agent-id', { 'run-id': RUN }],
    ['base-url', { 'agent-id': AGENT }],
    ['require-steps', { 'agent-id': AGENT, 'require-evals': 'false' }],
    ['result-schema', { 'agent-id': AGENT }],
  ])('refuses an empty %s, and reports no consequence of it [B67 T41]', async (name, others) => {
    expect(await problemsOf({ ...others, [name]: '' })).toEqual([
      `${name} is empty: the step, output or variable that its value comes from has no value. Fix that, or remove ${name}.`,
    ]);
  });

  it('reads every input', async () => {
    const settings = await settingsOf({
      'agent-name': ' Daily Security Scan ',
      inputs: 'query: 1.10',
      timeout: '1h',
      'eval-timeout': '5m',
      'poll-interval': '30s',
      'require-steps': 'Scan\nReport',
      allow: 'timed-out',
      'base-url': 'https://kindo.example.com/v1',
    });
    expect(settings).toMatchObject({
      baseUrl: 'https://kindo.example.com',
      command: {
        agent: { kind: 'agent-name', agentName: 'Daily Security Scan' },
        inputs: new Map([['query', '1.10']]),
      },
      timeoutMs: 3_600_000,
      evalTimeoutMs: 300_000,
      pollIntervalMs: 30_000,
      policy: { allow: new Set(['timed-out']), requireEvals: true, requireSteps: ['Scan', 'Report'] },
    });
  });

  it('applies the rules of the selected provider', async () => {
    const inputs = `business_id: ${RUN}`;
    const settings = await settingsOf({ provider: ' middesk ', 'agent-id': 'cip_orchestrator', inputs });
    expect(settings).toMatchObject({
      provider: MIDDESK,
      command: { agent: { kind: 'agent-id', agentId: 'cip_orchestrator' } },
    });
    expect(await commandOf({ provider: 'middesk', 'run-id': RUN })).not.toHaveProperty('inputs');
  });

  it('accepts an answer only for an attached run', async () => {
    const middesk = { provider: 'middesk', 'run-id': RUN };
    expect(await commandOf({ ...middesk, resume: 'id: i-1\ninput: 1.10' })).toMatchObject({
      answer: { id: 'i-1', json: '{"id":"i-1","input":1.10}' },
    });
    const start = { provider: 'middesk', 'agent-id': 'x', inputs: 'input: x', resume: 'id: i-1' };
    expect(await problemsOf(start)).toEqual([
      expect.stringMatching(/^resume answers a run that waits, and run-id/),
    ]);
    expect(await problemsOf({ 'run-id': RUN, resume: 'id: i-1' })).toEqual([
      "Kindo's runs never wait for an answer: remove resume.",
    ]);
    expect(await problemsOf({ ...middesk, resume: 'approve' })).toEqual([
      expect.stringContaining('resume is not a mapping'),
    ]);
    expect(await problemsOf({ ...middesk, resume: `id: i-1\nnote: ${KEY}` })).toEqual([
      expect.stringContaining('The value of "resume" contains a secret of this job'),
      expect.stringContaining('resume contains the key'),
    ]);
  });

  it('reports one problem for an unknown provider, and applies no rule of a provider', async () => {
    const given = { provider: 'midesk', 'agent-id': 'cip_orchestrator', 'require-evals': 'true' };
    const problem = 'provider is "midesk": write kindo or middesk.';
    expect(await problemsOf(given)).toEqual([problem]);
    expect(await problemsOf({ provider: 'midesk', 'run-id': RUN, resume: 'id: i-1' })).toEqual([problem]);
  });

  it('refuses what the provider does not support, and values that break its rules', async () => {
    const given = { provider: 'middesk', 'agent-name': 'CIP', inputs: 'thread_id: x' };
    expect(await problemsOf({ ...given, 'require-steps': 'Scan' })).toEqual([
      'The value of "thread_id" is not a UUID: write the id as Middesk shows it.',
      'Middesk has no agents with a display name: set agent-id instead of agent-name.',
      'Middesk evaluates no runs, so there can be no verdicts: remove require-evals and require-steps.',
    ]);
    const middesk = { provider: 'middesk', 'agent-id': 'cip_orchestrator' };
    expect(await problemsOf(middesk)).toEqual([expect.stringContaining('nothing to work on')]);
    expect(await problemsOf({ ...middesk, inputs: 'a' })).toEqual([
      expect.stringContaining('inputs is not a mapping'),
    ]);
  });

  it('applies the same rules to sources of GitHub before they are read', async () => {
    const given = { provider: 'middesk', 'agent-id': 'cip_orchestrator', 'github-token': 'ghs_0123456789' };
    const notUuid = (label: string) => expect.stringContaining(`The value of "${label}" is not a UUID`);
    const problems = (inputs: Record<string, string>, event: SecretlessEvent | null = null) => {
      const request = parseInputs(variables({ ...given, ...inputs }), event, pullRequestOf());
      return request.then(
        ({ kind }) => kind,
        (error: unknown) => (error instanceof InputError ? error.problems : Promise.reject(error)),
      );
    };
    const fromDiff = { inputs: 'business_id: nope', 'inputs-from': 'input: pr:diff' };
    expect(await problems(fromDiff)).toEqual([notUuid('business_id')]);
    expect(await problems({ 'inputs-from': 'thread_id: pr:files' })).toEqual([notUuid('thread_id')]);
    expect(await problems({ 'inputs-from': 'input: pr:diff' })).toBe('settings');

    const fork = secretlessEvent('pull_request', 'octocat', true);
    const noKey = { 'api-key': '' };
    expect(await problems({ ...fromDiff, ...noKey }, fork)).toEqual([notUuid('business_id')]);
    expect(await problems({ 'inputs-from': 'input: pr:diff', ...noKey }, fork)).toBe('skip');
  });

  it('reports an invalid token together with invalid values', async () => {
    const given = { provider: 'middesk', 'agent-id': 'cip_orchestrator', inputs: 'business_id: nope' };
    expect(await problemsOf({ ...given, 'github-token': 'a b' })).toHaveLength(2);
  });

  it('attaches to a run of any agent, or of the given agent', async () => {
    expect(await commandOf({ 'run-id': RUN, 'max-run-age': '1h' })).toEqual({
      kind: 'attach',
      runId: RUN,
      agentId: null,
      maxRunAgeMs: 3_600_000,
      answer: null,
    });
    expect(await commandOf({ 'run-id': RUN, 'agent-id': AGENT })).toMatchObject({
      agentId: AGENT,
      maxRunAgeMs: 86_400_000,
    });
  });

  it('returns one of three commands', async () => {
    const agent = { kind: 'agent-id', agentId: AGENT };
    const inputs = new Map();
    const start = { kind: 'start', agent, inputs };
    expect(await commandOf({ 'agent-id': AGENT, wait: 'false' })).toEqual({ ...start, wait: false });
    expect(await commandOf({ 'agent-id': AGENT, wait: 'true' })).toEqual({ ...start, wait: true });
    expect(await commandOf({ 'agent-id': AGENT, 'validate-only': 'true' })).toEqual({
      kind: 'validate',
      agent,
      inputs,
    });
  });

  it('reports white space around the key, and empty values [B4 B27]', async () => {
    const { apiKey, notices } = await settingsOf({
      'api-key': `${KEY}\n`,
      'agent-id': AGENT,
      inputs: 'query: ""\nother: x',
    });
    expect(apiKey).toBe(KEY);
    expect(notices).toEqual([
      expect.stringContaining('api-key has white space around it'),
      expect.stringContaining('The value of "query" is empty'),
    ]);
  });

  it.each([
    ['auto', 'kindo', true],
    ['auto', 'middesk', false],
    ['true', 'kindo', true],
    [' False ', 'kindo', false],
    ['false', 'middesk', false],
  ])('reads require-evals: %s at %s as %s [F153]', async (word, provider, requireEvals) => {
    const id = provider === 'kindo' ? AGENT : 'cip_orchestrator';
    const inputs = provider === 'kindo' ? '' : 'thread_id: 2f1f9a0e-5f0b-4f0a-9f9d-3a1de3f0c9b1';
    const { policy } = await settingsOf({ provider, 'agent-id': id, inputs, 'require-evals': word });
    expect(policy.requireEvals).toBe(requireEvals);
  });

  it('reads the level of fail-on-findings, the schema, and advisory', async () => {
    const given = { 'fail-on-findings': 'note', 'result-schema': 'a/b.json', advisory: 'true' };
    const { policy, resultSchema, notices } = await settingsOf({ 'agent-id': AGENT, ...given });
    expect(policy).toMatchObject({ failOnFindings: 'note', isAdvisory: true });
    expect([resultSchema, notices]).toEqual(['a/b.json', []]);
  });

  it('warns if allow contains the outcome that an input is for', async () => {
    const allow = 'findings-missing, result-invalid';
    const given = { 'fail-on-findings': 'error', 'result-schema': 'a.json' };
    expect((await settingsOf({ 'agent-id': AGENT, allow, ...given })).notices).toEqual([
      'allow has findings-missing, so an answer that has no readable findings does not fail the step: remove findings-missing from allow.',
      'allow has result-invalid, so an answer that does not satisfy result-schema does not fail the step: remove result-invalid from allow.',
    ]);
    expect((await settingsOf({ 'agent-id': AGENT, allow })).notices).toEqual([]);
    expect((await settingsOf({ 'agent-id': AGENT, ...given })).notices).toEqual([]);
  });

  it.each([
    [
      { 'fail-on-findings': 'errors' },
      'fail-on-findings is "errors": set it to never, error, warning or note.',
    ],
    [{ 'require-evals': 'yes' }, 'require-evals is "yes": write auto, true or false.'],
    [{ advisory: 'maybe' }, 'advisory is "maybe": write true or false.'],
    [{ 'run-id': RUN, wait: 'maybe' }, 'wait is "maybe": write true or false.'],
    [{ 'run-id': RUN, 'validate-only': 'maybe' }, 'validate-only is "maybe": write true or false.'],
    [{ 'result-schema': '../a.json' }, 'result-schema is "../a.json", which is not a file in the repository'],
  ])('refuses %j', async (given, problem) => {
    expect(await problemsOf({ 'agent-id': AGENT, ...given })).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    [{ 'require-evals': 'false', 'require-steps': 'Scan' }, 'require-steps requires verdicts'],
    [{ wait: 'false', 'fail-on-findings': 'note' }, 'wait: false ends before there is an answer'],
    [{ wait: 'false', 'result-schema': 'a.json' }, 'wait: false ends before there is an answer'],
  ])('refuses %j together', async (given, problem) => {
    expect(await problemsOf({ 'agent-id': AGENT, ...given })).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses wait: false with a commit status, which would show no verdict', async () => {
    const given = { 'agent-id': AGENT, 'commit-status': 'gate', 'github-token': 'ghs_0123456789' };
    const on = { GITHUB_SHA: '9ee1a6d1f9a1d0c0d6c7c1bb3f3a2f0e4d5b6a78' };
    expect(await problemsOf({ ...given, wait: 'true' }, null, on)).toEqual([]);
    expect(await problemsOf({ ...given, wait: 'false' }, null, on)).toEqual([
      'wait: false ends before there is a verdict that commit-status could show: remove one of them.',
    ]);
  });

  it('accepts wait: false if verdicts are required only by default, and validate-only in any case', async () => {
    expect((await settingsOf({ 'agent-id': AGENT, wait: 'false' })).policy.requireEvals).toBe(true);
    const given = { 'fail-on-findings': 'note', 'result-schema': 'a.json', 'require-evals': 'true' };
    expect(await problemsOf({ 'agent-id': AGENT, 'validate-only': 'true', ...given })).toEqual([]);
  });

  it('refuses fail-on-findings for a provider without findings', async () => {
    const given = { provider: 'middesk', 'agent-id': 'cip_orchestrator', 'fail-on-findings': 'note' };
    const inputs = 'thread_id: 2f1f9a0e-5f0b-4f0a-9f9d-3a1de3f0c9b1';
    expect(await problemsOf({ ...given, inputs })).toEqual([
      "The output of Middesk's runs has no findings: remove fail-on-findings, or check the output with result-schema.",
    ]);
  });

  it.each([
    [{}, ['No agent is named']],
    [{ 'agent-id': AGENT, 'agent-name': 'Scan' }, ['agent-id and agent-name are both given']],
    [{ 'run-id': RUN, 'agent-name': 'Scan' }, ['run-id attaches to a run, so agent-name has no effect']],
    [{ 'run-id': RUN, inputs: 'a: b' }, ['remove inputs.']],
    [{ 'run-id': RUN, 'inputs-from': 'a: env:INPUT_RUN-ID' }, ['remove inputs-from.']],
    [{ 'run-id': RUN, wait: 'false' }, ['remove wait: false.']],
    [
      { 'agent-id': AGENT, wait: 'false', 'require-evals': 'true' },
      ['wait: false ends before there are verdicts'],
    ],
    [
      { 'agent-id': AGENT, wait: 'false', 'require-steps': 'Scan' },
      ['wait: false ends before there are verdicts'],
    ],
    [{ 'run-id': RUN, 'validate-only': 'true' }, ['run-id starts nothing']],
    [{ 'agent-id': AGENT, wait: 'false', 'validate-only': 'true' }, ['wait: false has no effect']],
    [
      {
        'run-id': RUN,
        'agent-name': 'Scan',
        inputs: 'a: b',
        wait: 'false',
        'validate-only': 'true',
        'require-evals': 'true',
      },
      [
        'agent-name has no effect',
        'remove inputs.',
        'remove wait: false.',
        'starts nothing',
        'has no effect',
        'before there are verdicts',
      ],
    ],
  ])('refuses contradicting inputs: %j [B12 B50 B51]', async (inputs, parts) => {
    const problems = await problemsOf(inputs);
    expect(problems).toHaveLength(parts.length);
    for (const [index, part] of parts.entries()) expect(problems[index]).toContain(part);
  });

  it('reports the problems of all inputs at once', async () => {
    const problems = await problemsOf({
      'api-key': 'Bearer nothing-to-see',
      'agent-id': 'Scan',
      inputs: '[',
      'run-id': '../x',
      'max-run-age': '1',
      wait: 'maybe',
      'validate-only': 'no',
      timeout: '300',
      'eval-timeout': '2h',
      'poll-interval': '0s',
      'require-evals': 'yes',
      allow: 'nothing',
      summary: 'nope',
      'base-url': 'kindo',
      agentid: AGENT,
    });
    const named = [
      'agentid',
      'api-key',
      'agent-id',
      'inputs',
      'run-id',
      'max-run-age',
      'wait',
      'validate-only',
      'timeout',
    ];
    for (const name of [
      ...named,
      'eval-timeout',
      'poll-interval',
      'require-evals',
      'allow',
      'summary',
      'base-url',
    ]) {
      expect(
        problems.some((problem) => problem.startsWith(name) || problem.includes(`"${name}"`)),
        name,
      ).toBe(true);
    }
  });

  it.each([
    ['max-run-age', '1s', '365d', '0s', '366d'],
    ['timeout', '10s', '5d', '9s', '121h'],
    ['eval-timeout', '1s', '1h', '0s', '61m'],
    ['poll-interval', '1s', '60s', '0s', '61s'],
  ])('accepts for %s from %s to %s, and neither %s nor %s', async (name, least, most, ...others) => {
    for (const value of [least, most]) {
      expect(await problemsOf({ 'agent-id': AGENT, [name]: value }), value).toEqual([]);
    }
    for (const value of others) {
      expect(await problemsOf({ 'agent-id': AGENT, [name]: value }), value).toEqual([
        expect.stringContaining(`from ${least} to ${most}`),
      ]);
    }
  });

  it('says whether the step depends on the pull request', async () => {
    const usesIt = async (inputs: Record<string, string>) => {
      const given = variables({ 'agent-id': AGENT, 'github-token': 'ghs_0123456789', ...inputs });
      const request = await parseInputs({ ...given, B: 'y' }, null, pullRequestOf());
      return request.kind === 'settings' && request.usesPullRequest;
    };
    for (const inputs of [{}, { inputs: 'a: pr:title' }, { 'inputs-from': 'a: env:B' }])
      expect(await usesIt(inputs), JSON.stringify(inputs)).toBe(false);
    for (const inputs of [
      { 'inputs-from': 'a: pr:title\nb: env:B' },
      { 'inputs-from': 'a: pr:diff' },
      { comment: 'on-failure' },
      { 'commit-status': 'gate' },
    ])
      expect(await usesIt(inputs), JSON.stringify(inputs)).toBe(true);
  });

  it("warns of a timeout longer than the lifetime of the job's token, if a commit status is requested [B76]", async () => {
    const noticesOf = async (inputs: Record<string, string>) => {
      const given = variables({ 'agent-id': AGENT, 'github-token': 'ghs_0123456789', ...inputs });
      const request = await parseInputs(given, null, pullRequestOf());
      return request.kind === 'settings' ? request.settings.notices : null;
    };
    expect(await noticesOf({ 'commit-status': 'gate', timeout: '24h' })).toEqual([]);
    expect(await noticesOf({ timeout: '25h' })).toEqual([]);
    expect(await noticesOf({ 'commit-status': 'gate', timeout: '25h' })).toEqual([
      "timeout is above 24h. A job's token expires after 24h, so commit-status could not be written after that. Lower timeout.",
    ]);
  });

  it('reads the required role from the event and the preceding run, and needs a token for it [B73]', async () => {
    const needs = 'github-token is empty, and require-permission needs it.';
    const problems = (event: string, precedingRun: PrecedingRun | null, inputs = {}) => {
      const given = { ...variables({ 'agent-id': AGENT, ...inputs }), GITHUB_EVENT_NAME: event };
      return parseInputs(given, null, null, precedingRun).then(
        () => '',
        (error: unknown) => String(error),
      );
    };
    expect(await problems('workflow_run', { event: 'push', isForeign: false })).toBe('');
    expect(await problems('workflow_run', { event: 'push', isForeign: true })).toContain(needs);
    expect(await problems('issues', null)).toContain(needs);
    expect(await problems('issues', null, { 'require-permission': 'anyone' })).toBe('');
    expect(await problems('push', null, { 'require-permission': 'x' })).toContain(
      'require-permission is "x"',
    );
    expect(await problems('issues', null, { 'commit-status': 'x' })).toContain(
      'has no commit that a run evaluates',
    );
  });

  it('does not report an error of another type as an input problem', async () => {
    const broken = {
      get INPUT_TIMEOUT(): string {
        throw new TypeError('not an input at all');
      },
    };
    await expect(parseInputs(broken, null)).rejects.toThrow(new TypeError('not an input at all'));
  });

  it('refuses a value that contains a secret of the job [B32 T7]', async () => {
    const inputs = {
      'agent-id': AGENT,
      inputs: `query: use ${KEY}\nnested: {a: [${KEY}]}\ntoken: ghs_0123456789\nfine: x`,
    };
    const problems = await problemsOf(inputs, null, { GITHUB_TOKEN: 'ghs_0123456789' });
    expect(problems).toHaveLength(3);
    for (const label of ['query', 'nested', 'token'])
      expect(problems.join()).toContain(`"${label}" contains a secret`);
    expect(problems.join()).not.toMatch(/sk-live|ghs_/);
    expect(
      await problemsOf({ 'agent-id': AGENT, inputs: 'query: abc' }, null, { GITHUB_TOKEN: 'abc' }),
    ).toEqual([]);
  });

  it('refuses a label that is a secret of the job, and does not show it', async () => {
    const inputs = { 'agent-id': AGENT, inputs: `${KEY}: a\n"{ghs_0123456789}": b` };
    const problems = await problemsOf(inputs, null, { GITHUB_TOKEN: 'ghs_0123456789' });
    expect(problems).toEqual(Array(2).fill(expect.stringMatching(/^A label contains a secret of this job/)));
  });

  it.each(['agent-name', 'run-id', 'base-url', 'require-steps'])(
    'refuses the key in %s, which is public [B32]',
    async (name) => {
      const problems = await problemsOf({ 'agent-id': AGENT, [name]: `https://x/${KEY}` });
      expect(problems).toContain(`${name} contains the key, which belongs in api-key only: remove it.`);
      expect(problems.join()).not.toContain(KEY.slice(0, 8));
    },
  );

  it('refuses a token of the job, from any source, also as git stores it [B32]', async () => {
    const token = 'ghs_0123456789';
    const stored = Buffer.from(`x-access-token:${token}`).toString('base64');
    const others = {
      'INPUT_GITHUB-TOKEN': token,
      ACTIONS_RUNTIME_TOKEN: 'runtime-0123456789',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-0123456789',
      HEADER: `AUTHORIZATION: basic ${stored}`,
      CACHE: 'runtime-0123456789',
      IDENTITY: 'bearer id-0123456789',
      FINE: 'x',
    };
    const sources = 'a: env:HEADER\nb: env:CACHE\nc: env:IDENTITY\nd: env:FINE';
    const problems = await problemsOf(
      { 'agent-id': AGENT, inputs: `e: ${token}`, 'inputs-from': sources },
      null,
      others,
    );
    expect(problems.map((problem) => /^The value of "(\w)" contains a secret/.exec(problem)?.[1])).toEqual([
      'e',
      'a',
      'b',
      'c',
    ]);
  });

  it('reads the sources of inputs-from', async () => {
    const given = variables({ 'agent-id': AGENT, inputs: 'a: x', 'inputs-from': 'b: env:B\nc: pr:title' });
    const request = await parseInputs({ ...given, B: 'y' }, null, pullRequestOf());
    expect(request).toMatchObject({
      settings: {
        command: {
          inputs: new Map([
            ['a', 'x'],
            ['b', 'y'],
            ['c', 'Add a login page'],
          ]),
        },
      },
      remoteInputs: new Map(),
    });
  });

  it('leaves values of GitHub to be read later, if there is a token', async () => {
    const given = { 'agent-id': AGENT, 'inputs-from': 'a: pr:diff\nb: pr:files' };
    const request = await parseInputs(
      variables({ ...given, 'github-token': ' ghs_0123456789\n' }),
      null,
      pullRequestOf(),
    );
    expect(request).toMatchObject({
      settings: { command: { inputs: new Map() } },
      remoteInputs: new Map([
        ['a', 'diff'],
        ['b', 'files'],
      ]),
    });
    expect(await problemsOf(given)).toHaveLength(2);
    await expect(parseInputs(variables(given), null, pullRequestOf())).rejects.toThrow(
      'github-token is empty, and inputs-from reads "a", "b" from GitHub. Remove the input github-token',
    );
  });

  it('reads diff-paths, and needs a source that they filter [B72]', async () => {
    const given = { 'agent-id': AGENT, 'github-token': 'ghs_0123456789', 'diff-paths': ' **\r\n\n!*.lock ' };
    const request = await parseInputs(
      variables({ ...given, 'inputs-from': 'a: pr:files' }),
      null,
      pullRequestOf(),
    );
    const diffPaths = request.kind === 'settings' ? request.diffPaths : null;
    expect(diffPaths?.lets({ path: 'a.ts', previousPath: null })).toBe(true);
    expect(diffPaths?.lets({ path: 'a.lock', previousPath: null })).toBe(false);
    const alone = 'diff-paths limits pr:diff and pr:files, and inputs-from has neither';
    for (const others of [{}, { 'inputs-from': 'a: pr:title' }]) {
      await expect(parseInputs(variables({ ...given, ...others }), null, pullRequestOf())).rejects.toThrow(
        alone,
      );
    }
    const wrong = variables({ ...given, 'diff-paths': '/a', 'inputs-from': 'a: pr:what' });
    await expect(parseInputs(wrong, null, pullRequestOf())).rejects.toMatchObject({
      problems: [expect.stringContaining('not a source'), expect.stringContaining('diff-paths has "/a"')],
    });
  });

  it('refuses a token that cannot be sent, without showing it', async () => {
    for (const token of ['ghs_0123 456789', 'ghs_0123\n456789', 'ghs_0123–456789']) {
      const problems = await problemsOf({ 'agent-id': AGENT, 'github-token': token });
      expect(problems).toEqual([expect.stringContaining('github-token has white space or another')]);
      expect(problems.join()).not.toContain('0123');
    }
  });

  it.each(['', ' ', '${{ github.token }}'])('needs no token for %j', async (token) => {
    const given = {
      'agent-id': AGENT,
      'github-token': token,
      'inputs-from': 'a: pr:title',
      comment: 'never',
    };
    const request = await parseInputs(variables(given), null, pullRequestOf());
    expect(request.kind).toBe('settings');
  });

  it.each([
    [{ comment: 'always' }, ['github-token is empty, and comment needs it.']],
    [{ comment: 'on-failure' }, ['github-token is empty, and comment needs it.']],
    [
      { comment: 'always', 'inputs-from': 'a: pr:diff' },
      [
        'github-token is empty, and inputs-from reads "a" from GitHub.',
        'github-token is empty, and comment needs it.',
      ],
    ],
    [{ 'commit-status': 'gate' }, ['github-token is empty, and commit-status needs it.']],
    [{ 'require-permission': 'read' }, ['github-token is empty, and require-permission needs it.']],
  ])('needs a token for %j', async (inputs, problems) => {
    for (const token of ['', ' ', '${{ github.token }}']) {
      const given = variables({ 'agent-id': AGENT, 'github-token': token, ...inputs });
      await expect(parseInputs(given, null, pullRequestOf())).rejects.toMatchObject({
        problems: problems.map((problem) => expect.stringContaining(problem)),
      });
    }
  });

  it('adds values from GitHub, but refuses secrets', () => {
    const command = {
      kind: 'start' as const,
      agent: { kind: 'agent-id' as const, agentId: AGENT },
      inputs: new Map([['a', 'x']]),
      wait: true,
    };
    expect(withRemoteInputs(command, new Map([['b', 'diff --git']]), [KEY])).toEqual({
      ...command,
      inputs: new Map([
        ['a', 'x'],
        ['b', 'diff --git'],
      ]),
    });
    expect(() => withRemoteInputs(command, new Map([['b', `+${KEY}`]]), [KEY])).toThrow(
      'The value of "b" contains a secret',
    );
  });

  it('reports the problems of inputs-from with the others', async () => {
    expect(
      await problemsOf({
        'agent-id': AGENT,
        timeout: '300',
        inputs: 'c: x',
        'inputs-from': 'b: env:B\nc: pr:title',
      }),
    ).toEqual([
      expect.stringContaining('"b" from an environment variable, which is not set'),
      expect.stringContaining('"c" is in both'),
      expect.stringContaining('but this event is not about a pull request'),
      expect.stringContaining('timeout is'),
    ]);
  });

  it.each([0, 62, 70, 72])(
    'shows no part of the key, which another input has after %d characters',
    async (length) => {
      const problems = await problemsOf({
        'agent-id': `Scan ${KEY}`,
        timeout: `${'x'.repeat(length)}${KEY}`,
        'agent-name': 'Scan',
      });
      expect(problems).toHaveLength(5);
      expect(problems.join()).not.toContain(KEY.slice(0, 8));
      expect(problems.filter((problem) => problem.includes('***'))).toHaveLength(2);
    },
  );
});

describe('an empty key', () => {
  const noKey = { 'api-key': '', 'agent-id': AGENT };

  it('is a problem if the event gets secrets [B1]', async () => {
    const problem =
      'api-key is empty: define the secret for this repository or environment, and pass it as ${{ secrets.NAME }}.';
    expect(await problemsOf(noKey)).toEqual([problem]);
    expect(await problemsOf({ ...noKey, allow: 'skipped' })).toEqual([problem]);
  });

  it.each([
    [
      'fork',
      'Nothing was evaluated: api-key is empty, because GitHub gives no secrets to pull requests from forks.',
      'A person must review this pull request. To let such pull requests pass without an evaluation, set allow: skipped. Do not switch to pull_request_target.',
    ],
    [
      'dependabot',
      'Nothing was evaluated: api-key is empty, because GitHub gives only Dependabot secrets to workflows that Dependabot triggers.',
      'Add the key as a Dependabot secret. To let such workflows pass without an evaluation, set allow: skipped.',
    ],
  ] as const)(
    'is skipped for an event of %s, with a fix unless that is allowed [B2 B3]',
    async (event, why, fix) => {
      const skipped = (allow: string) => parseInputs(variables({ ...noKey, allow }), event);
      expect(await skipped('timed-out')).toEqual({
        kind: 'skip',
        policy: {
          allow: new Set(['timed-out']),
          requireEvals: true,
          requireSteps: [],
          failOnFindings: null,
          isAdvisory: false,
        },
        reason: `${why} ${fix}`,
      });
      expect(await skipped('skipped')).toMatchObject({
        policy: { allow: new Set(['skipped']) },
        reason: why,
      });
    },
  );

  it('is not skipped if another input has a problem, and only that is reported', async () => {
    expect(await problemsOf({ ...noKey, allow: 'skipped', timeout: '300' }, 'fork')).toEqual([
      expect.stringContaining('timeout is "300"'),
    ]);
    expect(await problemsOf({ ...noKey, timeout: '300' })).toEqual([
      expect.stringContaining('api-key is empty'),
      expect.stringContaining('timeout is "300"'),
    ]);
  });

  it('is not skipped if there is no agent', async () => {
    expect(await problemsOf({ 'api-key': '' }, 'fork')).toEqual([
      expect.stringContaining('No agent is named'),
    ]);
  });

  it('has no effect on a key that is set, on any event', async () => {
    const request = await parseInputs(variables({ 'agent-id': AGENT, allow: 'skipped' }), 'fork');
    expect(request.kind).toBe('settings');
    expect(await problemsOf({ 'api-key': ' \n', 'agent-id': AGENT })).toEqual([
      expect.stringContaining('api-key is empty'),
    ]);
  });
});

describe('secretlessEvent', () => {
  it.each([
    ['pull_request', 'octocat', true, 'fork'],
    ['pull_request_review', 'octocat', true, 'fork'],
    ['pull_request_review_comment', 'octocat', true, 'fork'],
    ['pull_request', 'dependabot[bot]', false, 'dependabot'],
    ['pull_request', 'octocat', false, null],
    ['pull_request_target', 'octocat', true, null],
    ['pull_request_target', 'dependabot[bot]', true, null],
    ['push', 'dependabot[bot]', false, 'dependabot'],
    ['create', 'dependabot[bot]', false, 'dependabot'],
    ['deployment', 'dependabot[bot]', false, 'dependabot'],
    ['deployment_status', 'dependabot[bot]', false, 'dependabot'],
    ['pull_request_review', 'dependabot[bot]', true, 'dependabot'],
    ['pull_request_review_comment', 'dependabot[bot]', false, 'dependabot'],
    ['schedule', 'dependabot[bot]', false, null],
    ['push', 'octocat', false, null],
    ['push', 'octocat', true, null],
    ['push', 'dependabot', false, null],
    ['workflow_run', 'octocat', true, null],
    ['', '', true, null],
  ] as const)('for %s by %s (from a fork: %s) is %s [F154]', (eventName, actor, fromFork, event) => {
    expect(secretlessEvent(eventName, actor, fromFork)).toBe(event);
  });
});

describe('wantsSummary', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['nope', true],
    ['', true],
  ])('for %j is %s', (summary, wanted) => {
    expect(wantsSummary({ INPUT_SUMMARY: summary })).toBe(wanted);
  });
});
