import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../src/domain/errors.ts';
import { FAULT_OUTCOMES, NEVER_ALLOWED } from '../../src/domain/outcome.ts';
import type { Send } from '../../src/http/send.ts';
import type { WorkflowEvent } from '../../src/inputs/event.ts';
import type { Platform } from '../../src/main.ts';
import { main } from '../../src/main.ts';
import type { Runner } from '../../src/platform/runner.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { BASE_SHA, commentOf, forkOf, HEAD_SHA, pullRequestOf } from '../support/pull-requests.ts';
import { RecordingRunner } from '../support/recording-runner.ts';
import { unlimited } from '../support/within-time.ts';
import { sendUnderNock } from './run/kindo-under-nock.ts';

const KEY = 'a_key_of_some_length';
const AGENT = '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';
const RUN = '7a7ced7d-95a8-416f-95bb-5c0ff3599f53';
const CREATED = '2026-03-12T15:00:00.000Z';

const AGENT_RESPONSE = { agentId: AGENT, name: 'Daily Security Scan', inputs: ['query'], hasTriggers: false };
const RUN_RESPONSE = {
  runId: RUN,
  agentId: AGENT,
  conversationId: 'conversation-1',
  createdAtUtc: CREATED,
  endedAtUtc: '2026-03-12T15:00:08.000Z',
  result: JSON.stringify({ role: 'assistant', parts: [{ type: 'text', text: 'All clear.' }] }),
  status: 'success',
};
const IN_PROGRESS = { ...RUN_RESPONSE, endedAtUtc: null, result: null, status: 'in_progress' };
const UP_MS = 90 * 60_000;
const ATTACHING = { inputs: '', 'agent-id': 'none', 'run-id': RUN };
/** The pull request of the events, as GitHub has it now. */
const PULL = { state: 'open', head: { sha: HEAD_SHA }, base: { sha: BASE_SHA } };
const PASS = {
  runId: RUN,
  result: 'pass',
  steps: [{ stepNumber: 1, name: 'Scan', result: 'pass', explanation: 'Clean.' }],
};

/** A message of the agent, as Kindo gives it. */
const messageWith = (text: string) => JSON.stringify({ role: 'assistant', parts: [{ type: 'text', text }] });
const EVERYTHING = FAULT_OUTCOMES.filter((word) => !NEVER_ALLOWED.some((never) => never === word)).join();

let folder = '';
let clock: FakeClock;
let runner: RecordingRunner;
let kindo: nock.Scope;
let interruption: AbortController;

const unexpected: string[] = [];
const note = ({ method, url }: Request) => unexpected.push(`${method} ${url}`);

beforeEach(() => {
  unexpected.length = 0;
  nock.emitter.on('no match', note);
  nock.disableNetConnect();
  folder = mkdtempSync(join(tmpdir(), 'runner-'));
  // A machine that has been up for a while.
  clock = new FakeClock(Date.parse(CREATED) - UP_MS);
  clock.advance(UP_MS);
  runner = new RecordingRunner();
  interruption = new AbortController();
  kindo = nock('https://api.kindo.ai/v1', { reqheaders: { authorization: `Bearer ${KEY}` } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  nock.emitter.off('no match', note);
  nock.cleanAll();
  expect(unexpected).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

interface Around {
  readonly variables?: Record<string, string>;
  readonly event?: WorkflowEvent;
  readonly loadRunner?: Platform['loadRunner'];
  readonly send?: Send;
}

function step(
  inputs: Record<string, string>,
  { variables = {}, event, loadRunner = () => Promise.resolve(runner), send = sendUnderNock }: Around = {},
): Promise<boolean> {
  const given = { 'api-key': KEY, 'agent-id': AGENT, inputs: 'query: hello', ...inputs };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return main({
    environment: {
      variables: { GITHUB_EVENT_NAME: 'push', ...Object.fromEntries(named), ...variables },
      temporaryFolder: folder,
    },
    log: runner,
    loadRunner,
    clock,
    random: () => 0,
    interrupted: interruption.signal,
    withinTime: unlimited,
    readEvent: () => Promise.resolve(event ?? null),
    createSend: () => send,
  });
}

const agent = (answer: object = AGENT_RESPONSE) => kindo.get(`/agents/${AGENT}`).reply(200, answer);
const start = () =>
  kindo
    .post('/agents/runs', { agentId: AGENT, inputs: [{ name: 'query', value: 'hello' }] })
    .reply(202, { runId: RUN });
const poll = (answer: object = RUN_RESPONSE) => kindo.get(`/runs/${RUN}`).reply(200, answer);
// A pass that is required is read twice.
const evals = (answer: object = PASS) =>
  kindo
    .get(`/runs/${RUN}/evals`)
    .times('result' in answer && answer.result === 'pass' ? 2 : 1)
    .reply(200, answer);
/** The paths of all requests of a step that has ended. */
const requestedPaths = (): string[] =>
  JSON.parse(readFileSync(runner.finalOutputs()['report-file'] ?? '', 'utf8')).timeline.map(
    (exchange: { path: string }) => exchange.path,
  );

describe('a step that starts a run', () => {
  it('writes the findings under its own name, without key and token [T7]', async () => {
    const token = 'ghs_0123456789';
    const text = JSON.stringify({ findings: [{ level: 'note', message: `${KEY} ${token}`, path: 'a.ts' }] });
    agent();
    start();
    poll({ ...RUN_RESPONSE, result: JSON.stringify({ role: 'assistant', parts: [{ type: 'text', text }] }) });
    evals();
    expect(await step({ 'github-token': token, 'comment-key': 'ci/review' })).toBe(true);
    const outputs = runner.finalOutputs();
    const sarif = readFileSync(outputs['sarif-file'] ?? '', 'utf8');
    for (const written of [sarif, JSON.stringify(outputs)]) {
      expect(written).toContain('*** ***');
      expect(written).not.toContain(KEY);
      expect(written).not.toContain(token);
    }
    expect(JSON.parse(sarif)).toMatchObject({
      runs: [{ automationDetails: { id: `run-kindo-agent/ci-review-${AGENT}/` } }],
    });
  });

  it('passes if the run succeeds and its verdict is pass', async () => {
    agent();
    start();
    poll(IN_PROGRESS);
    poll();
    evals();
    expect(await step({})).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'run-id': RUN,
      'run-url': `https://app.kindo.ai/chat?workflowRunId=${RUN}`,
      'agent-id': AGENT,
      'agent-name': 'Daily Security Scan',
      'conversation-id': 'conversation-1',
      status: 'success',
      result: 'All clear.',
      'eval-result': 'pass',
      duration: '8',
    });
    expect(nock.isDone()).toBe(true);
    expect(runner.errors).toEqual([]);
    expect(runner.warnings).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['a start', {}],
    ['the attach step', ATTACHING],
  ])('warns in %s if the clock of the service differs from its own [F135]', async (_what, inputs) => {
    const date = new Date(clock.now() - 10 * 60_000);
    const headers = { date: date.toUTCString() };
    kindo.get(`/agents/${AGENT}`).reply(200, AGENT_RESPONSE, headers);
    start();
    kindo.get(`/runs/${RUN}`).reply(200, { ...RUN_RESPONSE, createdAtUtc: date.toISOString() }, headers);
    evals();
    expect(await step(inputs)).toBe(true);
    expect(runner.log.join()).toContain("The clock of this machine is 10m ahead of the service's.");
  });

  it('masks the key before anything else', async () => {
    agent({ ...AGENT_RESPONSE, hasTriggers: true });
    await step({});
    expect(runner.masks).toEqual([KEY]);
    expect(JSON.stringify([runner.log, runner.outputs, runner.summaries, runner.errors])).not.toContain(KEY);
    // The timer of the first outputs would replace the last ones.
    expect(clock.armed).toBe(0);
  });

  it("sends its first request, but no start, before the runner's toolkit is loaded", async () => {
    const toolkit = Promise.withResolvers<Runner>();
    const early: [string, string][] = [];
    kindo.get(`/agents/${AGENT}`).reply(200, () => {
      early.push(...runner.outputs);
      setImmediate(() => toolkit.resolve(runner));
      return AGENT_RESPONSE;
    });
    start();
    poll(IN_PROGRESS);
    expect(await step({ wait: 'false' }, { loadRunner: () => toolkit.promise })).toBe(true);
    expect(early).toEqual([]);
    expect(runner.outputs[0]).toEqual(['outcome', 'internal-error']);
  });

  it("fails without a start, and logs the error, if the runner's toolkit cannot be loaded", async () => {
    agent();
    const loadRunner = () => Promise.reject(new Error("Cannot find module '1.index.js'"));
    expect(await step({}, { loadRunner })).toBe(false);
    expect(runner.outputs).toEqual([]);
    expect(runner.errors).toEqual([
      [
        "internal-error: Nothing could be reported: Cannot find module '1.index.js'. Check the disk of the runner, and its temporary folder.",
      ],
    ]);
  });

  it.each([
    ['passed', PASS],
    ['eval-failed', { ...PASS, result: 'fail' }],
  ])(
    'removes %s from its outputs if the report fails after they were written [F126]',
    async (verdict, answer) => {
      runner = new (class extends RecordingRunner {
        override info(text: string): void {
          if (text.startsWith('Outcome:')) throw new Error(`write EPIPE ${KEY}`);
          super.info(text);
        }
      })();
      agent();
      start();
      poll();
      evals(answer);
      expect(await step({})).toBe(false);
      expect(runner.outputs).toContainEqual(['outcome', verdict]);
      expect(runner.finalOutputs()).toMatchObject({
        outcome: 'internal-error',
        reason:
          'Nothing could be reported: write EPIPE ***. Check the disk of the runner, and its temporary folder.',
        'run-id': RUN,
      });
      expect(runner.errors.at(-1)?.[0]).toMatch(/^internal-error: Nothing could be reported: write EPIPE /);
    },
  );

  it('fails even if its outputs cannot be replaced after the report has failed', async () => {
    let isBroken = false;
    runner = new (class extends RecordingRunner {
      override info(text: string): void {
        isBroken = text.startsWith('Outcome:');
        if (isBroken) throw new Error('write EPIPE');
        super.info(text);
      }
      override setOutput(name: string, value: string): void {
        if (isBroken) throw new Error('write ENOSPC');
        super.setOutput(name, value);
      }
    })();
    agent();
    start();
    poll();
    evals();
    expect(await step({})).toBe(false);
    expect(runner.errors).toEqual([
      [
        'internal-error: Nothing could be reported: write EPIPE. Check the disk of the runner, and its temporary folder.',
      ],
    ]);
  });

  it('masks a key with and without the white space around it', async () => {
    agent();
    await step({ 'api-key': ` ${KEY}\n`, 'validate-only': 'true' });
    expect(runner.masks).toEqual([` ${KEY}\n`, KEY]);
  });

  it('has the run in its outputs before the first poll [F41]', async () => {
    agent();
    start();
    let early: Record<string, string> = {};
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      early = runner.finalOutputs();
      return RUN_RESPONSE;
    });
    evals();
    await step({});
    expect(early).toMatchObject({ outcome: 'abandoned', 'run-id': RUN, status: 'in_progress' });
    expect(early['run-url']).toContain(RUN);
  });

  it('has the agent in its outputs before the start, and has saved by then that a run may exist', async () => {
    agent();
    let early: Record<string, string> = {};
    let kept: string[] = [];
    kindo.post('/agents/runs').reply(202, () => {
      early = runner.finalOutputs();
      kept = runner.state.map(([, value]) => value);
      return { runId: RUN };
    });
    poll(IN_PROGRESS);
    await step({ wait: 'false' });
    expect(early).toMatchObject({ 'agent-id': AGENT, 'agent-name': 'Daily Security Scan' });
    expect(kept).toEqual([expect.stringContaining('a run may exist')]);
    expect(runner.log.join()).toContain('mode: start-only');
  });

  it('warns once, and continues, if nothing can be saved for the post step', async () => {
    runner.saveState = () => {
      throw new Error('ENOSPC: no space left on device, write');
    };
    agent();
    start();
    poll();
    evals();
    expect(await step({})).toBe(true);
    const warning =
      'The notice for a killed step could not be saved (ENOSPC: no space left on device, write). If this step is killed, check the service for its run.';
    expect(runner.log.filter((line) => line === `Warning: ${warning}`)).toHaveLength(1);
    expect(runner.summaries[0]).toContain('The notice for a killed step could not be saved');
    const report = JSON.parse(readFileSync(runner.finalOutputs()['report-file'] ?? '', 'utf8'));
    expect(report.warnings).toEqual([warning]);
  });

  it('has the conversation in its outputs before the second poll', async () => {
    agent();
    start();
    poll(IN_PROGRESS);
    let early: Record<string, string> = {};
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      early = runner.finalOutputs();
      return RUN_RESPONSE;
    });
    evals();
    await step({});
    expect(early['conversation-id']).toBe('conversation-1');
  });

  it('sends no second start if the response to the first is lost [F61 T10]', async () => {
    agent();
    kindo
      .post('/agents/runs')
      .replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    kindo.get(`/agents/${AGENT}`).query(true).times(20).reply(200, { agentId: AGENT, recentRunIds: [] });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'ambiguous-start', 'run-id': '' });
  });

  it('starts an agent whose response has only the necessary fields', async () => {
    agent({ agentId: AGENT, inputs: ['query'] });
    start();
    poll({ runId: RUN, agentId: AGENT, conversationId: 7, createdAtUtc: CREATED, status: 'success' });
    evals({ runId: RUN, result: 'pass', steps: [{ result: 'pass' }] });
    expect(await step({})).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'agent-name': '',
      'conversation-id': '',
    });
    expect(runner.log).toContain(`Agent unknown (${AGENT}) declares the labels "query".`);
    expect(runner.log).toContain('Kindo does not report whether the agent has triggers.');
  });

  it('reads the message of a run in the format that Kindo actually sends', async () => {
    const parts = [
      { type: 'step-start' },
      { type: 'text', text: 'I scan first.', state: 'done' },
      { type: 'tool-scan', state: 'output-available', input: {}, output: 'not shown' },
      { type: 'text', text: '```json\n{"critical":0}\n```', state: 'done' },
    ];
    const result = JSON.stringify({ id: 'msg_1', role: 'assistant', parts, metadata: {} });
    agent();
    start();
    poll({ ...RUN_RESPONSE, result });
    evals();
    expect(await step({})).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      result: 'I scan first.\n\n```json\n{"critical":0}\n```',
      'result-data': '{"critical":0}',
      'result-payload': result,
    });
  });

  it.each([
    [404, { error: 'Not found', message: 'No evaluation found.' }, 'eval-missing', ''],
    [200, { runId: RUN, result: 'skipped', steps: [] }, 'eval-missing', '{"result":"skipped","steps":[]}'],
    [200, { runId: RUN, result: 'pass', steps: [] }, 'eval-missing', '{"result":"pass","steps":[]}'],
  ])(
    'does not pass if an agent has no objectives: %i, %j [F153]',
    async (status, body, outcome, evalsOutput) => {
      agent();
      start();
      poll();
      kindo.get(`/runs/${RUN}/evals`).times(100).reply(status, body);
      expect(await step({ 'eval-timeout': '1s' })).toBe(false);
      expect(runner.finalOutputs()).toMatchObject({ outcome, evals: evalsOutput, 'would-fail': 'true' });
    },
  );

  it.each(['true', 'false'])(
    'does not pass with unknown verdicts without steps, with require-evals: %s [F137]',
    async (required) => {
      agent();
      start();
      poll();
      evals({ runId: RUN, result: 'unknown', steps: [] });
      expect(await step({ 'require-evals': required })).toBe(false);
      expect(runner.finalOutputs()).toMatchObject({ outcome: 'eval-unknown', 'eval-result': 'unknown' });
    },
  );

  it('does not pass if the verdicts are a 404 first and fail 2 s later [F137]', async () => {
    agent();
    start();
    poll();
    kindo.get(`/runs/${RUN}/evals`).reply(404, {});
    evals({ ...PASS, result: 'fail' });
    expect(await step({ 'eval-timeout': '1s' })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('eval-failed');
  });

  it('does not pass if an eval step disappears while others are pending [F136]', async () => {
    agent();
    start();
    poll();
    const [scan] = PASS.steps;
    evals({
      ...PASS,
      result: 'pending',
      steps: [scan, { name: 'Lint', result: 'fail' }, { result: 'pending' }],
    });
    evals({ ...PASS, steps: [scan, { name: 'Report', result: 'pass' }, { name: 'Docs', result: 'pass' }] });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'eval-unknown',
      reason:
        'The verdicts contradict an earlier read of them: eval step "Lint" has vanished. Check the run at the service before you re-run the job.',
    });
  });

  it.each<[string, number, object | string, Record<string, string>]>([
    [
      'was created nine minutes before it',
      200,
      { ...RUN_RESPONSE, createdAtUtc: '2026-03-12T14:51:00Z' },
      {},
    ],
    ['was created in the year 2999', 200, { ...RUN_RESPONSE, createdAtUtc: '2999-03-12T15:00:00Z' }, {}],
    ['has no readable time of creation', 200, { ...RUN_RESPONSE, createdAtUtc: 'yesterday' }, {}],
    ['has no time of creation', 200, { ...RUN_RESPONSE, createdAtUtc: undefined }, {}],
    ['comes out of a cache', 200, RUN_RESPONSE, { age: '86400' }],
    ['comes as 203', 203, RUN_RESPONSE, {}],
    ['comes as 206', 206, RUN_RESPONSE, {}],
    ['has two statuses', 200, JSON.stringify(RUN_RESPONSE).replace('{', '{"status":"failure",'), {}],
  ])(
    'does not pass if the run in the response to its start %s [F133 F134 T11 T20]',
    async (_, status, body, headers) => {
      agent();
      start();
      kindo.get(`/runs/${RUN}`).reply(status, body, headers);
      expect(await step({ allow: 'unavailable, unrecognised, run-failed' })).toBe(false);
      expect(runner.finalOutputs()).toMatchObject({ outcome: 'protocol-error', 'run-id': RUN });
    },
  );

  it("measures a run by the service's clock, and warns that the local clock is 26 h ahead [F133 F135]", async () => {
    const date = new Date(Date.parse(CREATED) - 26 * 3_600_000);
    const headers = { date: date.toUTCString() };
    const createdAtUtc = date.toISOString();
    kindo.get(`/agents/${AGENT}`).reply(200, AGENT_RESPONSE, headers);
    start();
    kindo.get(`/runs/${RUN}`).reply(200, { ...RUN_RESPONSE, createdAtUtc }, headers);
    evals();
    expect(await step({})).toBe(true);
    expect(
      runner.log.join('\n').match(/The clock of this machine is 1d 2h ahead of the service's\./g),
    ).toHaveLength(1);
    expect(runner.warnings).toEqual([]);
  });

  it('passes at the deadline if only timed-out is allowed, with verdicts required [F138]', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(20).reply(200, IN_PROGRESS);
    expect(await step({ timeout: '10s', 'require-evals': 'true', allow: 'timed-out' })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('timed-out');
  });

  it("shows the service's message for a refused start, which names the label", async () => {
    agent();
    kindo.post('/agents/runs').reply(422, {
      error: 'Unprocessable Entity',
      message: "Missing required inputs: 'severity'",
    });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringContaining(`responded with 422: "Missing required inputs: 'severity'`),
    });
  });

  it("reports disabled API access of the key's owner, at the first request or the start [F15]", async () => {
    const body = { error: 'Forbidden', message: 'API key has been disabled.' };
    kindo.get(`/agents/${AGENT}`).reply(403, body);
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringMatching(
        /^The API key is not allowed to do this\. .*disabled"\. Kindo responds with 403 .* Personal API Key/,
      ),
    });
    agent();
    kindo.post('/agents/runs').reply(403, body);
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringMatching(
        /^Kindo rejected the start of agent .*disabled"\). Kindo responds with 403 /,
      ),
    });
  });

  it('stops before the start for an agent with triggers, also if it only validates [F17]', async () => {
    for (const inputs of [{}, { 'validate-only': 'true' }]) {
      agent({ ...AGENT_RESPONSE, hasTriggers: true });
      expect(await step(inputs)).toBe(false);
      expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', 'agent-id': AGENT });
      expect(runner.finalOutputs().reason).toContain('triggers');
    }
  });

  it('warns of declared labels that are not given, and logs that an agent has none [F18]', async () => {
    agent({ ...AGENT_RESPONSE, inputs: ['query', 'severity', 'scope', 'team'] });
    expect(await step({ 'validate-only': 'true', inputs: 'query: hello\nscope: all' })).toBe(true);
    expect(runner.log.join('\n')).toContain('not given: "severity", "team".');
    expect(runner.log).toContain('inputs: "query" (5 bytes), "scope" (3 bytes)');
    expect(runner.summaries[0]).toContain('not given: `severity`, `team`.');

    agent({ ...AGENT_RESPONSE, inputs: [] });
    await step({ 'validate-only': 'true', inputs: '' });
    expect(runner.log.join('\n')).toContain('declares no labels');
  });

  it('ends after the checks if it only validates', async () => {
    agent();
    expect(await step({ 'validate-only': 'true' })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'validated', status: '', 'run-id': '' });
    expect(runner.warnings).toHaveLength(1);
  });

  it.each([IN_PROGRESS, RUN_RESPONSE])('ends after it has seen the run if it does not wait', async (run) => {
    agent();
    start();
    poll(run);
    expect(await step({ wait: 'false' })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'started',
      reason: `Nothing was evaluated: run ${RUN} was started, and wait is false. To get its verdict, attach to it with run-id in a later job.`,
      status: 'in_progress',
      'run-id': RUN,
      result: '',
    });
    expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
    expect(clock.sleeps.slice(-1)).toEqual([1500]);
  });

  it.each([
    ['is nine minutes old', { createdAtUtc: new Date(Date.parse(CREATED) - 540_000).toISOString() }],
    ['has no readable time of creation', { createdAtUtc: 'today' }],
    ['is of another agent', { agentId: RUN }],
  ])('rejects a run that %s, also if it does not wait [F133 T11]', async (_, facts) => {
    agent();
    start();
    poll({ ...RUN_RESPONSE, ...facts });
    expect(await step({ wait: 'false' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'protocol-error', 'run-id': RUN });
  });

  it('warns of a wrong clock also if it does not wait [F135]', async () => {
    agent();
    start();
    kindo
      .get(`/runs/${RUN}`)
      .reply(
        200,
        { ...IN_PROGRESS, createdAtUtc: '2027-03-12T15:00:00Z' },
        { date: 'Fri, 12 Mar 2027 15:00:00 GMT' },
      );
    expect(await step({ wait: 'false' })).toBe(true);
    expect(runner.log.join('\n')).toMatch(/The clock of this machine is .+ behind the service's\./);
  });

  it.each([
    ['30m', 60_000],
    ['10s', 10_000],
  ])(
    'is unavailable if it does not wait, and the run is not seen, with a timeout of %s',
    async (timeout, ms) => {
      agent();
      start();
      kindo.get(`/runs/${RUN}`).times(20).reply(503);
      const beganAt = clock.monotonic();
      expect(await step({ wait: 'false', timeout })).toBe(false);
      expect(runner.finalOutputs()).toMatchObject({ outcome: 'unavailable', 'run-id': RUN });
      expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
      expect(clock.monotonic() - beganAt).toBe(ms);
    },
  );

  it('finds the agent by its exact name', async () => {
    kindo
      .get('/agents/list')
      .reply(200, { items: [{ agentId: AGENT, name: 'Daily Security Scan' }], total: 1 });
    agent();
    expect(
      await step({ 'agent-id': 'none', 'agent-name': 'Daily Security Scan', 'validate-only': 'true' }),
    ).toBe(true);
    expect(runner.finalOutputs()['agent-id']).toBe(AGENT);
  });

  it('logs every 30 s that it still waits, for the run and for its verdicts', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(6).reply(200, IN_PROGRESS);
    poll();
    kindo.get(`/runs/${RUN}/evals`).times(20).reply(200, { runId: RUN, result: 'pending', steps: [] });
    await step({ 'poll-interval': '60s', 'eval-timeout': '1m' });
    const log = runner.log.join('\n');
    expect(log).toContain('Waiting for the run: in_progress (30s elapsed)');
    expect(log).toContain('Waiting for the verdicts: pending');
    expect(clock.armed).toBe(0);
  });

  it('logs that the run was not found yet if the first polls are a 404', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(20).reply(404, { error: 'Not found', message: 'Run not found.' });
    await step({});
    expect(runner.log.join('\n')).toContain('Waiting for the run: not seen yet (30s elapsed)');
    expect(runner.finalOutputs().outcome).toBe('unavailable');
  });

  it('times out if the run is in progress at the last poll', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(10).reply(200, IN_PROGRESS);
    expect(await step({ timeout: '10s' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'timed-out',
      reason: `Run ${RUN} did not finish within 10s. It is still running at Kindo. Raise timeout, or attach to the run with run-id in a later job.`,
      status: 'in_progress',
    });
  });

  it('waits for verdicts from the deadline on if only the last poll shows the end', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(2).reply(200, IN_PROGRESS);
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      clock.advance(9000);
      return RUN_RESPONSE;
    });
    kindo.get(`/runs/${RUN}/evals`).reply(200, () => {
      clock.advance(4000);
      return PASS;
    });
    expect(await step({ timeout: '10s', 'eval-timeout': '2s' })).toBe(false);
    // 12 s and the 10 s of the last poll are over by then.
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'eval-unknown', status: 'success' });
    expect(runner.log.join('\n')).toMatch(/^The verdicts could not be read \(/m);
    expect(requestedPaths().filter((path) => path.endsWith('/evals'))).toHaveLength(1);
  });

  it('reads no verdicts of a failed run, and reports them missing if they are required', async () => {
    agent();
    start();
    poll({ ...RUN_RESPONSE, status: 'failure', result: null });
    expect(await step({ 'require-evals': 'true', allow: 'run-failed' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'eval-missing', status: 'failure' });
    expect(requestedPaths()).not.toContain(`/runs/${RUN}/evals`);
  });

  describe('of an agent with earlier runs', () => {
    const BEFORE = '00000000-0000-4000-8000-00000000000b';
    const earlier = () => kindo.get(`/runs/${BEFORE}`);
    const started = () => {
      agent({ ...AGENT_RESPONSE, recentRunIds: [BEFORE] });
      start();
    };

    it.each([
      ['15:00:40', 'longer than 40s, the last run'],
      ['15:05:00', 'compared with 5m, the last run'],
    ])('logs the median duration after it has waited for 30 s: until %s', async (endedAt, usual) => {
      started();
      kindo.get(`/runs/${RUN}`).times(12).reply(200, IN_PROGRESS);
      poll();
      evals();
      earlier().reply(200, { ...RUN_RESPONSE, runId: BEFORE, endedAtUtc: `2026-03-12T${endedAt}.000Z` });
      expect(await step({})).toBe(true);
      expect(requestedPaths().filter((path) => path.endsWith(BEFORE))).toHaveLength(1);
      const log = runner.log.join('\n');
      expect(log).toContain('Waiting for the run: in_progress (30s elapsed)');
      expect(log).toContain(`Waiting for the run: in_progress (1m elapsed, ${usual})`);
    });

    it('does not read the duration while the service limits requests', async () => {
      started();
      poll(IN_PROGRESS);
      kindo.get(`/runs/${RUN}`).reply(429, {}, { 'retry-after': '60' });
      poll();
      evals();
      expect(await step({})).toBe(true);
      expect(runner.log.join('\n')).toContain('Waiting for the run: in_progress (30s elapsed)');
      expect(requestedPaths()).not.toContain(`/runs/${BEFORE}`);
    });

    it('stops reading the duration when the wait ends', async () => {
      started();
      kindo.get(`/runs/${RUN}`).times(6).reply(200, IN_PROGRESS);
      poll();
      evals();
      earlier().reply(200, () => new Promise(() => undefined));
      expect(await step({})).toBe(true);
      await vi.waitFor(() => expect(clock.armed).toBe(0));
    });
  });

  it('logs which steps are required', async () => {
    agent();
    await step({ 'validate-only': 'true', 'require-steps': 'Scan\nReport' });
    expect(runner.log).toContain('verdicts required: true, eval step "Scan", eval step "Report"');
  });

  it('warns of a message in an undocumented format, and passes [F90]', async () => {
    agent();
    start();
    poll({ ...RUN_RESPONSE, result: 'plain words' });
    evals();
    expect(await step({})).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ result: 'plain words', 'result-payload': '' });
    expect(runner.log.join('\n')).toContain('Warning: The shape of the agent');
  });

  it("never writes the agent's message to the log, and an explanation only as an annotation [F106 T1 T2]", async () => {
    agent();
    start();
    poll({
      ...RUN_RESPONSE,
      result: JSON.stringify({ role: 'assistant', parts: [{ type: 'text', text: 'SECRET PLAN' }] }),
    });
    evals({ ...PASS, steps: [{ stepNumber: 1, name: 'Scan', result: 'fail', explanation: 'EXPLAINED' }] });
    await step({});
    expect(JSON.stringify([runner.log, runner.errors])).not.toContain('SECRET PLAN');
    expect(JSON.stringify(runner.log)).not.toContain('EXPLAINED');
    expect(runner.errors.slice(1)).toEqual([['"Scan": fail', 'EXPLAINED']]);
  });

  it('logs notices about inputs that are not errors', async () => {
    agent();
    await step({ 'validate-only': 'true', inputs: 'query: ""' });
    expect(runner.log.join('\n')).toContain('"query" is empty');
  });

  it('has no link to a run of a self-managed service', async () => {
    kindo = nock('https://kindo.example.com/v1');
    agent();
    start();
    poll(IN_PROGRESS);
    expect(await step({ wait: 'false', 'base-url': 'https://kindo.example.com/v1/' })).toBe(true);
    expect(runner.finalOutputs()['run-url']).toBe('');
    expect(runner.log).toContain(`Run ${RUN} was started.`);
    expect(runner.summaries[0]).toContain('base-url: https://kindo.example.com');
  });

  it('passes, and says that there is no verdict, if the service has none', async () => {
    agent();
    start();
    poll();
    kindo.get(`/runs/${RUN}/evals`).times(2).reply(404, { error: 'Not found', message: 'No evals.' });
    expect(await step({ 'require-evals': 'false' })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'passed', 'eval-result': 'none', evals: '' });
    expect(runner.log.join('\n')).toMatch(/^The run has no verdicts \(/m);
    expect(runner.finalOutputs().reason).toMatch(
      /^The run succeeded, and the service has no verdicts for it/,
    );
    expect(runner.summaries[0]).toMatch(
      /^## ⚠️ Daily Security Scan: the run succeeded, without verdicts\n\nThe run succeeded, and the service has no verdicts for it/,
    );
  });

  it('sets require-evals: false in the attach step if verdicts are not required', async () => {
    agent();
    start();
    poll(IN_PROGRESS);
    await step({ wait: 'false', 'require-evals': 'false' });
    expect(runner.summaries[0]).toContain('    require-evals: false\n');
  });

  it('fails on the findings of the agent although its verdict is pass [F149]', async () => {
    agent();
    start();
    poll({
      ...RUN_RESPONSE,
      result: messageWith('{"findings": [{"level": "high", "message": "Open."}, {"level": "note"}]}'),
    });
    evals();
    expect(await step({ 'fail-on-findings': 'warning' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'findings-failed',
      'eval-result': 'pass',
      findings: '{"error":1,"warning":0,"note":1,"none":0,"notCounted":0,"failing":1}',
    });
    expect(runner.log).toContain('findings that fail the step: level warning and above');
  });

  it('checks the data of the message against the schema in the workspace [F151]', async () => {
    writeFileSync(join(folder, 'schema.json'), '{"required": ["verdict"]}');
    agent();
    start();
    poll({ ...RUN_RESPONSE, result: messageWith('{"findings": []}') });
    evals();
    const variables = { GITHUB_WORKSPACE: folder };
    expect(await step({ 'result-schema': 'schema.json' }, { variables })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('result-invalid');
    expect(runner.finalOutputs().reason).toContain('it does not have required property "verdict"');
    expect(runner.log).toContain('schema of the result: schema.json');
  });

  it('starts nothing if the schema cannot be used [B77]', async () => {
    writeFileSync(join(folder, 'schema.json'), '{"requried": ["verdict"]}');
    const variables = { GITHUB_WORKSPACE: folder };
    expect(await step({ 'result-schema': 'schema.json' }, { variables })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', 'run-id': '' });
    expect(runner.finalOutputs().reason).toMatch(/^result-schema "schema\.json" has the keyword "requried"/);
  });

  it('reads the schema of a pull request from its base commit, and starts nothing without it [T50]', async () => {
    writeFileSync(join(folder, 'schema.json'), '{}');
    nock('https://api.github.com')
      .get(`/repos/octo-org/octo-repo/contents/schema.json?ref=${BASE_SHA}`)
      .reply(404, { message: 'Not Found' });
    const variables = { GITHUB_WORKSPACE: folder, GITHUB_REPOSITORY: 'octo-org/octo-repo' };
    const inputs = { 'result-schema': 'schema.json', 'github-token': 'ghs_0123456789' };
    expect(await step(inputs, { variables, event: pullRequestOf() })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', 'run-id': '' });
    expect(runner.finalOutputs().reason).toContain('Add the schema to the base branch first');
  });

  it('passes if it is advisory, and says that it would fail [F152]', async () => {
    agent();
    start();
    poll();
    evals({ ...PASS, result: 'fail' });
    expect(await step({ advisory: 'true' })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'eval-failed', 'would-fail': 'true' });
    expect(runner.summaries[0]).toMatch(/^## ⚠️ Advisory: Daily Security Scan: the verdict is fail\n/);
    expect([runner.errors, runner.warnings.length]).toEqual([[], 1]);
    expect(runner.log).toContain('advisory: true');
  });

  it('sends the title of the pull request unchanged, under its label [T34]', async () => {
    agent();
    const title = 'query: "x"\n*y';
    kindo
      .post('/agents/runs', { agentId: AGENT, inputs: [{ name: 'query', value: title }] })
      .reply(202, { runId: RUN });
    poll(IN_PROGRESS);
    const inputs = { inputs: '', 'inputs-from': 'query: pr:title', wait: 'false' };
    expect(await step(inputs, { event: pullRequestOf({ title }) })).toBe(true);
  });

  it("sends the pull request's diff, from the API that the runner names", async () => {
    const diff = 'diff --git a/a b/a\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/b b/b\n@@ -1 +1 @@\n-a\n+b\n';
    const compare = `/api/v3/repos/octo-org/octo-repo/compare/${BASE_SHA}...${HEAD_SHA}`;
    nock('https://github.example.com', { reqheaders: { authorization: 'token ghs_0123456789' } })
      .get(compare)
      .reply(200, diff)
      .get('/api/v3/repos/octo-org/octo-repo/pulls/17')
      .times(2)
      .reply(200, PULL);
    agent();
    kindo
      .post('/agents/runs', { agentId: AGENT, inputs: [{ name: 'query', value: diff }] })
      .reply(202, { runId: RUN });
    poll(IN_PROGRESS);
    const inputs = {
      inputs: '',
      'inputs-from': 'query: pr:diff',
      wait: 'false',
      'github-token': 'ghs_0123456789',
    };
    const variables = {
      GITHUB_API_URL: 'https://github.example.com/api/v3',
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
    };
    expect(await step(inputs, { event: pullRequestOf(), variables })).toBe(true);
  });

  it('marks the findings on lines that the pull request changed', async () => {
    const diff = 'diff --git a/a b/a\n@@ -4 +4 @@\n-a\n+b\ndiff --git a/b b/b\n@@ -1 +1 @@\n-a\n+b\n';
    nock('https://api.github.com')
      .get(/pulls/)
      .times(2)
      .reply(200, PULL)
      .get(/compare/)
      .reply(200, diff);
    agent();
    kindo
      .post('/agents/runs', { agentId: AGENT, inputs: [{ name: 'query', value: diff }] })
      .reply(202, { runId: RUN });
    const findings = [3, 4].map((line) => ({ level: 'error', path: 'a', line }));
    poll({ ...RUN_RESPONSE, result: messageWith(JSON.stringify({ findings })) });
    evals();
    const inputs = { inputs: '', 'inputs-from': 'query: pr:diff', 'github-token': 'ghs_0123456789' };
    expect(await step(inputs, { event: pullRequestOf() })).toBe(true);
    expect(runner.summaries[0]).toMatch(/`a:4` \(changed line\) .*\n.* `a:3` \|/);
  });

  it('starts nothing if the diff cannot be read', async () => {
    nock('https://api.github.com').get(/pulls/).reply(200, PULL);
    nock('https://api.github.com')
      .get(/compare/)
      .reply(406, { message: 'Sorry, the diff exceeded' })
      .get('/repos/octo-org/octo-repo/pulls/17')
      .reply(403, { message: 'Resource not accessible by integration' });
    const inputs = {
      inputs: '',
      'inputs-from': 'query: pr:diff',
      'github-token': 'ghs_0123456789',
    };
    const variables = { GITHUB_REPOSITORY: 'octo-org/octo-repo' };
    expect(await step(inputs, { event: pullRequestOf(), variables })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', 'run-id': '' });
    expect(runner.finalOutputs().reason).toContain(
      'GitHub responded with 403: "Resource not accessible by integration"',
    );
  });

  it.each([
    ['', false],
    ['nothing-to-review', true],
  ])('starts nothing if diff-paths leaves no file, with allow: "%s" [F132]', async (allow, passes) => {
    const diff =
      'diff --git a/a.lock b/a.lock\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/b.lock b/b.lock\n@@ -1 +1 @@\n-a\n+b\n';
    nock('https://api.github.com').get(/pulls/).reply(200, PULL);
    nock('https://api.github.com')
      .get(/compare/)
      .reply(200, diff);
    const inputs = {
      inputs: '',
      'inputs-from': 'query: pr:diff',
      'diff-paths': '!**/*.lock',
      'github-token': 'ghs_0123456789',
      allow,
    };
    expect(await step(inputs, { event: pullRequestOf() })).toBe(passes);
    const reason =
      'diff-paths excludes every file that changed, so no run was started. If such a change needs no review, set allow: nothing-to-review.';
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'nothing-to-review',
      'run-id': '',
      'head-sha': HEAD_SHA,
      reason: passes ? `${reason} The workflow allows this outcome.` : reason,
    });
    expect(runner.summaries[0]).toContain('- `a.lock`');
  });

  it('comments on the pull request, and says if it has new commits', async () => {
    agent();
    start();
    poll();
    evals();
    const github = nock('https://api.github.com', { reqheaders: { authorization: 'token ghs_0123456789' } });
    github.get('/repos/octo-org/octo-repo/pulls/17').reply(200, PULL);
    github
      .get('/repos/octo-org/octo-repo/pulls/17')
      .reply(200, { head: { sha: BASE_SHA }, base: { sha: BASE_SHA } });
    github.post('/graphql').reply(200, { data: { viewer: { login: 'github-actions[bot]' } } });
    github.get(/\/issues\/17\/comments/).reply(200, []);
    let body = '';
    github
      .post('/repos/octo-org/octo-repo/issues/17/comments', (sent: { body: string }) => {
        body = sent.body;
        return true;
      })
      .reply(201, { id: 1 });
    const inputs = { comment: 'always', 'github-token': 'ghs_0123456789' };
    const variables = {
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '42',
      GITHUB_RUN_ATTEMPT: '3',
    };
    expect(await step(inputs, { event: pullRequestOf(), variables })).toBe(true);
    expect(nock.isDone()).toBe(true);
    expect(body).toContain('https://github.com/octo-org/octo-repo/actions/runs/42');
    for (const text of [body, ...runner.summaries]) expect(text).toContain('The pull request has moved on');
    const [, ...decision] = body.split('\n', 2);
    expect(decision).toEqual([
      `<!-- run-kindo-agent commits [{"commit":"${HEAD_SHA}","outcome":"passed","passes":true,"attempt":3,"runId":"42"}] -->`,
    ]);
    for (const text of [body, ...runner.summaries]) {
      expect(text).toContain(
        `| Base | \`main\` \`${BASE_SHA}\` |\n| Head commit | \`${HEAD_SHA}\` |\n| Attempt | 3 |\n`,
      );
      expect(text).toContain('| Labels | `query`');
    }
  });

  it('outputs the head commit of a pull request if the event names one', async () => {
    agent();
    await step({ 'validate-only': 'true' }, { event: pullRequestOf() });
    expect(runner.finalOutputs()['head-sha']).toBe(HEAD_SHA);

    agent();
    expect(await step({ 'validate-only': 'true' }, { event: commentOf() })).toBe(true);
    expect(runner.finalOutputs()['head-sha']).toBe('');
  });

  it('masks known secret formats in everything published, and counts them [T42]', async () => {
    agent();
    start();
    poll();
    const shaped = `ghp_${'a1B2'.repeat(9)}`;
    const explanation = `It has ${shaped.replace('_', '\\_')}.`;
    evals({ ...PASS, steps: [{ stepNumber: 1, name: shaped, result: 'fail', explanation }] });
    expect(await step({})).toBe(false);
    const published = [runner.log, runner.errors, runner.warnings, runner.summaries, runner.state]
      .flat(2)
      .join('\n');
    expect(published).not.toMatch(/ghp\\?_a1B2/);
    expect(runner.errors.flat()).toContain('It has ***.');
    expect(runner.log.join('\n')).toMatch(
      /Warning: Text that looks like a secret was masked in all published reports: (?:\d in the reason, )?2 in the verdicts\./,
    );
    expect(runner.finalOutputs()['failed-steps']).toBe(JSON.stringify([shaped]));
  });

  it('annotates the line of the checkout named in a verdict', async () => {
    agent();
    start();
    poll();
    evals({ ...PASS, steps: [{ stepNumber: 1, name: 'Scan', result: 'fail', explanation: 'See a.ts:3.' }] });
    writeFileSync(join(folder, 'a.ts'), 'x\nx\nx');
    expect(await step({}, { variables: { GITHUB_WORKSPACE: folder } })).toBe(false);
    expect(runner.places).toMatchObject([{ file: 'a.ts', line: 3 }]);
  });
});

describe('a step that a team requires', () => {
  const TOKEN = 'ghs_0123456789';
  const RUNNER = {
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_EVENT_NAME: 'issue_comment',
    GITHUB_ACTOR: 'mallory',
    GITHUB_TRIGGERING_ACTOR: 'octocat',
  };
  const HERE = '/repos/octo-org/octo-repo';
  let github: nock.Scope;
  let written: { sha: string; state: string; context: string; description: string; target_url: string }[];
  beforeEach(() => {
    github = nock('https://api.github.com', { reqheaders: { authorization: `token ${TOKEN}` } });
    written = [];
  });
  const permission = (push: boolean, times = 1) =>
    github
      .get(`${HERE}/collaborators/octocat/permission`)
      .times(times)
      .reply(200, { user: { login: 'octocat', permissions: { pull: true, push, admin: false } } });
  const pull = (facts = {}) => github.get(`${HERE}/pulls/17`).reply(200, { ...PULL, ...facts });
  const statuses = () => {
    let sent: Omit<(typeof written)[number], 'sha'>;
    github
      .post(/\/statuses\//, (body) => {
        sent = body;
        return true;
      })
      .times(3)
      .reply(201, ({ url }: Request) => {
        written.push({ sha: url.split('/').at(-1) ?? '', ...sent });
        return { id: written.length };
      });
    const list = () => written.map((status, index) => ({ id: index + 1, ...status })).toReversed();
    github
      .get(/\/commits\/.*\/statuses/)
      .times(2)
      .reply(200, list);
  };
  const inputs = { 'github-token': TOKEN, 'commit-status': 'gate' };

  it('evaluates the head that it first read after a comment, and sets the status there', async () => {
    permission(true);
    pull();
    statuses();
    agent();
    start();
    poll();
    evals();
    pull();
    expect(await step(inputs, { event: commentOf(), variables: RUNNER })).toBe(true);
    expect(runner.finalOutputs()['head-sha']).toBe(HEAD_SHA);
    expect(runner.summaries[0]).toContain(HEAD_SHA);
    expect(written.map(({ sha, state }) => [sha, state])).toEqual([
      [HEAD_SHA, 'pending'],
      [HEAD_SHA, 'success'],
    ]);
    expect(written[0]?.target_url).toBe('https://github.com/octo-org/octo-repo/actions/runs/42/attempts/1');
    expect(runner.state.filter(([name]) => name === 'pending').map(([, value]) => value)).toEqual([
      expect.stringContaining('"id":1'),
      '',
    ]);
  });

  /** A log that fails with the first line of the report that is not yet written. */
  class FailingRunner extends RecordingRunner {
    override info(text: string): void {
      if (text.startsWith('Outcome:')) throw new Error('write EPIPE');
      super.info(text);
    }
  }

  it('shows no success if its report fails after it was shown [F161]', async () => {
    runner = new FailingRunner();
    pull();
    statuses();
    agent();
    start();
    poll();
    evals();
    pull();
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    expect(await step(inputs, { event: pullRequestOf(), variables })).toBe(false);
    expect(written.map(({ state, description }) => [state, description])).toEqual([
      ['pending', `"${AGENT}": in progress`],
      ['success', '"Daily Security Scan": passed, 1 of 1 eval step passed'],
      ['error', '"Daily Security Scan": internal-error, 1 of 1 eval step passed'],
    ]);
    expect(runner.finalOutputs().outcome).toBe('internal-error');
  });

  it('warns if that cannot be shown, and writes nothing if the role was not read [F161]', async () => {
    runner = new FailingRunner();
    github.post(/\/statuses\//).reply(403, { message: 'No' });
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    const given = { ...inputs, allow: 'skipped', 'api-key': '' };
    expect(await step(given, { event: forkOf(), variables })).toBe(false);
    expect(runner.log).toContainEqual(
      expect.stringContaining('Warning: The commit status "gate" could not be written'),
    );

    permission(false);
    pull();
    expect(await step(inputs, { event: commentOf(), variables: RUNNER })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('internal-error');
  });

  it('reads the head after a comment even if nothing else needs the pull request, except for an attached run', async () => {
    permission(true, 2);
    pull();
    agent();
    const given = { 'github-token': TOKEN };
    await step({ ...given, 'validate-only': 'true' }, { event: commentOf(), variables: RUNNER });
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'validated', 'head-sha': HEAD_SHA });

    poll();
    evals();
    await step({ ...given, ...ATTACHING }, { event: commentOf(), variables: RUNNER });
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'passed', 'head-sha': '' });
  });

  it('starts nothing, and writes neither comment nor status, for a user without the role [T46]', async () => {
    permission(false);
    pull();
    const around = { event: commentOf(), variables: RUNNER };
    expect(await step({ ...inputs, comment: 'always', allow: 'superseded, timed-out' }, around)).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('not-permitted');
    expect(runner.finalOutputs().reason).toContain('"octocat" triggered this workflow and has the role read');
    expect(written).toEqual([]);
  });

  it('writes neither comment nor status for inputs with problems, before the role was read [T46]', async () => {
    const around = { event: commentOf(), variables: RUNNER };
    expect(await step({ ...inputs, comment: 'always', timeout: '300' }, around)).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');

    await step({ ...inputs, comment: 'always', 'require-permission': 'boss' }, { event: pullRequestOf() });
    expect(runner.finalOutputs().reason).toContain('require-permission is "boss"');
  });

  it('reports input problems as a failure if no role is required', async () => {
    statuses();
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    expect(await step({ ...inputs, timeout: '300' }, { event: pullRequestOf(), variables })).toBe(false);
    expect(written.map(({ sha, state }) => [sha, state])).toEqual([[HEAD_SHA, 'failure']]);
  });

  it.each([
    [{ head: { sha: BASE_SHA } }, 'superseded', true],
    [{ head: { sha: BASE_SHA } }, '', false],
    [{ state: 'closed' }, 'superseded', false],
  ])(
    'starts nothing if the pull request is now %j, and with allow "%s" passes: %s [F140 T47]',
    async (facts, allow, passes) => {
      pull(facts);
      const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
      const given = { ...inputs, allow, 'require-evals': 'true' };
      expect(await step(given, { event: pullRequestOf(), variables })).toBe(passes);
      expect(runner.finalOutputs()).toMatchObject({ outcome: 'superseded', 'run-id': '' });
      expect(written).toEqual([]);
    },
  );

  it('reads the role, but neither pull request nor status, for a step without a key', async () => {
    permission(true);
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request_review' };
    const given = { ...inputs, 'api-key': '', allow: 'skipped' };
    expect(await step(given, { event: forkOf(), variables })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('skipped');
  });

  it('sets no status if it only validates', async () => {
    pull();
    agent();
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    const given = { ...inputs, 'validate-only': 'true' };
    expect(await step(given, { event: pullRequestOf(), variables })).toBe(true);
    expect(written).toEqual([]);
  });

  it('counts a workflow_run as the event before it', async () => {
    const path = join(folder, 'event.json');
    const repository = { full_name: 'octo-org/octo-repo' };
    const payload = { repository, workflow_run: { event: 'push', head_repository: repository } };
    writeFileSync(path, JSON.stringify(payload));
    agent();
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: path };
    expect(await step({ 'validate-only': 'true' }, { variables })).toBe(true);
  });

  it('warns if the pull request cannot be read, and still evaluates [F141]', async () => {
    github.get(`${HERE}/pulls/17`).reply(404, { message: 'Not Found' });
    statuses();
    agent();
    start();
    poll();
    evals();
    pull();
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    expect(await step(inputs, { event: pullRequestOf(), variables })).toBe(true);
    expect(runner.summaries[0]).toContain('The state of the pull request could not be read');
    expect(written.map(({ state }) => state)).toEqual(['pending', 'success']);
  });

  it('does not wait for the response to pending before it starts [F148]', async () => {
    pull();
    statuses();
    agent();
    const started = Promise.withResolvers<void>();
    const early: number[] = [];
    kindo.post('/agents/runs').reply(202, () => {
      early.push(written.length);
      started.resolve();
      return { runId: RUN };
    });
    poll({ ...RUN_RESPONSE, status: 'failure' });
    pull();
    const send: Send = async (request) => {
      if (request.url.pathname.includes('/statuses/')) await started.promise;
      return sendUnderNock(request);
    };
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    expect(await step(inputs, { event: pullRequestOf(), variables, send })).toBe(false);
    expect(early).toEqual([0]);
    expect(written.map(({ state }) => state)).toEqual(['pending', 'failure']);
  });

  it.each([
    [{}, `"${AGENT}": in progress`],
    [{ 'agent-id': 'none', 'agent-name': 'Scan' }, '"Scan": in progress'],
    [ATTACHING, 'in progress'],
    [{ ...ATTACHING, 'agent-id': AGENT }, `"${AGENT}": in progress`],
  ])('names the agent as the inputs do in pending: %j', async (given, description) => {
    pull();
    statuses();
    kindo.get(/./).times(3).reply(403, { error: 'Forbidden', message: 'No.' });
    const variables = { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' };
    await step({ ...inputs, ...given }, { event: pullRequestOf(), variables });
    expect(written[0]?.description).toBe(description);
  });
});

describe('a step whose start has no response', () => {
  const agentAtSomeTime = () =>
    kindo.get(`/agents/${AGENT}`).reply(200, AGENT_RESPONSE, { date: 'Thu, 12 Mar 2026 15:00:00 GMT' });
  const lost = () =>
    kindo
      .post('/agents/runs')
      .replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  const list = (times: number) =>
    kindo
      .get(`/agents/${AGENT}`)
      .query({ startDate: '2026-03-12T14:59:00.000Z' })
      .times(times)
      .reply(200, { agentId: AGENT, recentRunIds: [RUN] });

  it('reports the new run of the agent as a candidate, and attaches to none [F61]', async () => {
    agentAtSomeTime();
    lost();
    list(4);
    poll(IN_PROGRESS);
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'ambiguous-start',
      'run-id': '',
      'candidate-run-ids': JSON.stringify([RUN]),
      status: '',
    });
    expect(runner.finalOutputs().reason).toContain(
      `It was not retried. Kindo lists a new run of this agent: ${RUN}.`,
    );
    expect(runner.summaries[0]).toContain('### Runs that this start may have created');
    expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
    expect(nock.isDone()).toBe(true);
  });

  it('can be allowed by the workflow, with or without a candidate', async () => {
    agentAtSomeTime();
    lost();
    list(4);
    poll(IN_PROGRESS);
    expect(await step({ allow: 'ambiguous-start' })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'ambiguous-start', 'run-id': '' });
  });

  it('cannot be allowed if the key is refused afterwards, and reports both', async () => {
    agentAtSomeTime();
    lost();
    kindo.get(`/agents/${AGENT}`).query(true).reply(401, {});
    expect(await step({ allow: EVERYTHING, advisory: 'true' })).toBe(false);
    const { outcome, reason } = runner.finalOutputs();
    expect(outcome).toBe('invalid-input');
    expect(reason).toContain('so a run may exist');
    expect(reason).toContain('The API key was rejected after the start');
    expect(nock.isDone()).toBe(true);
  });

  it('has an empty list of candidates if no run is found', async () => {
    agent();
    lost();
    kindo.get(`/agents/${AGENT}`).query(true).times(20).reply(200, { agentId: AGENT, recentRunIds: [] });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'ambiguous-start', 'candidate-run-ids': '[]' });
    expect(runner.summaries[0]).not.toContain('### Runs');
  });

  it('has each candidate in its outputs before the next search', async () => {
    agentAtSomeTime();
    lost();
    list(1);
    poll(IN_PROGRESS);
    let early: Record<string, string> = {};
    kindo
      .get(`/agents/${AGENT}`)
      .query(true)
      .times(3)
      .reply(200, () => {
        early = runner.finalOutputs();
        return { agentId: AGENT, recentRunIds: [RUN] };
      });
    await step({});
    expect(early['candidate-run-ids']).toBe(JSON.stringify([RUN]));
  });

  it('reports the candidates if it is cancelled during the search', async () => {
    agentAtSomeTime();
    lost();
    list(1);
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      interruption.abort(new CancelledError('SIGINT'));
      return IN_PROGRESS;
    });
    expect(await step({ allow: 'ambiguous-start' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'abandoned',
      'candidate-run-ids': JSON.stringify([RUN]),
    });
    expect(runner.finalOutputs().reason).toContain('a run may exist');
    expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
  });

  it('does not evaluate a run from before the start [F47]', async () => {
    agentAtSomeTime();
    start();
    poll({ ...RUN_RESPONSE, createdAtUtc: '2026-03-11T15:00:00.000Z' });
    expect(await step({ allow: EVERYTHING, advisory: 'true' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'protocol-error', result: '' });
    expect(runner.finalOutputs().reason).toContain('a cache or proxy may repeat old responses');
  });
});

describe('a step that attaches to a run', () => {
  const attach = { inputs: '', 'agent-id': 'none', 'run-id': RUN };

  it('evaluates it, and has its agent from the first poll', async () => {
    poll();
    evals();
    expect(await step(attach, { event: pullRequestOf() })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'passed', 'agent-id': AGENT, 'head-sha': '' });
  });

  it('accepts a run whose agent is no longer named, unless an agent is given', async () => {
    poll({ ...RUN_RESPONSE, agentId: null });
    evals();
    expect(await step(attach)).toBe(true);
    expect(runner.finalOutputs()['agent-id'] ?? '').toBe('');

    poll({ ...RUN_RESPONSE, agentId: null });
    expect(await step({ ...attach, 'agent-id': AGENT })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
  });

  it('ends at once if the run is not found', async () => {
    kindo.get(`/runs/${RUN}`).reply(404, { error: 'Not found', message: 'Run not found.' });
    expect(await step(attach)).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', status: 'in_progress' });
    expect(runner.finalOutputs().reason).toContain(`run-id ${RUN} was not found`);
    expect(clock.monotonic()).toBe(UP_MS);
  });

  it('publishes nothing of a refused run', async () => {
    clock.advance(25 * 60 * 60 * 1000);
    poll();
    expect(await step(attach)).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', result: '' });
    expect(runner.finalOutputs().reason).toContain('max-run-age');
  });
});

describe('a cancelled step', () => {
  it('says that no run was started if it is cancelled before the start', async () => {
    kindo.get(`/agents/${AGENT}`).reply(200, () => {
      interruption.abort(new CancelledError('SIGTERM'));
      return AGENT_RESPONSE;
    });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'abandoned', 'run-id': '' });
    expect(runner.finalOutputs().reason).toContain('No run was started');
  });

  it('is abandoned, and never passes, if it is cancelled after its last request', async () => {
    kindo.get(`/agents/${AGENT}`).reply(200, () => {
      interruption.abort(new CancelledError('SIGTERM'));
      return AGENT_RESPONSE;
    });
    expect(await step({ 'validate-only': 'true' })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('abandoned');

    const variables = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'dependabot[bot]' };
    expect(await step({ 'api-key': '', allow: 'skipped' }, { variables })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('abandoned');
  });

  it('has failing outputs before its first request', async () => {
    let early: Record<string, string> = {};
    kindo.get(`/agents/${AGENT}`).reply(200, () => {
      early = runner.finalOutputs();
      return AGENT_RESPONSE;
    });
    await step({ 'validate-only': 'true' });
    expect(early).toEqual({
      outcome: 'internal-error',
      'would-fail': 'true',
      reason: 'The step ended before it had a verdict. Check its log.',
    });
  });

  it('says that a run may exist if it is cancelled during the start [F59]', async () => {
    agent();
    kindo.post('/agents/runs').reply(202, () => {
      interruption.abort(new CancelledError('SIGINT'));
      return { runId: RUN };
    });
    await step({});
    expect(runner.finalOutputs().reason).toContain('a run may exist');
  });

  it('says that the run continues if it is cancelled during the wait', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      interruption.abort(new CancelledError('SIGINT'));
      return IN_PROGRESS;
    });
    await step({});
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'abandoned', 'run-id': RUN });
    expect(runner.finalOutputs().reason).toContain('is still running');
    expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
  });

  it('says that an attached run continues, too', async () => {
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      interruption.abort(new CancelledError('SIGINT'));
      return IN_PROGRESS;
    });
    await step(ATTACHING);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'abandoned' });
    expect(runner.finalOutputs().reason).toContain(
      `Run ${RUN} is still running. To get its verdict, attach to it with run-id in a later job.`,
    );
  });

  it('does not evaluate if it is cancelled while it reads the verdicts', async () => {
    agent();
    start();
    poll();
    kindo.get(`/runs/${RUN}/evals`).reply(200, () => {
      interruption.abort(new CancelledError('SIGINT'));
      return PASS;
    });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'abandoned', status: 'success' });
    expect(runner.finalOutputs().reason).toContain('was not evaluated');
  });

  it('fails on an unhandled error from any place [F2]', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).reply(200, () => {
      interruption.abort(new Error('an unhandled error', { cause: new TypeError('x is not a function') }));
      return RUN_RESPONSE;
    });
    expect(await step({})).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('internal-error');
    expect(runner.finalOutputs().reason).toContain('x is not a function');
  });
});

describe('an output that contains the key', () => {
  it('is written without the key, and named in a warning', async () => {
    kindo = nock('https://api.kindo.ai/v1', { reqheaders: { authorization: `Bearer ${HEAD_SHA}` } });
    agent();
    const inputs = { 'api-key': HEAD_SHA, 'validate-only': 'true' };
    expect(await step(inputs, { event: pullRequestOf() })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'validated', 'head-sha': '***' });
    expect(runner.log.join('\n')).toContain('Warning: Output head-sha contained the API key');
  });
});

describe('the environment of a step', () => {
  it('is logged once, as far as it affects where requests go [T14]', async () => {
    agent();
    const variables = { NODE_EXTRA_CA_CERTS: '/etc/ca.pem' };
    expect(await step({ 'validate-only': 'true' }, { variables })).toBe(true);
    const logged = runner.log.filter((line) => line.includes('NODE_EXTRA_CA_CERTS'));
    expect(logged).toEqual([
      'The certificates in NODE_EXTRA_CA_CERTS (/etc/ca.pem) are trusted, too, unless Node warns that it ignores them.',
    ]);
  });
});

describe('a step that cannot begin', () => {
  it('sends nothing if certificates would not be checked [F119]', async () => {
    expect(await step({}, { variables: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
    expect(runner.finalOutputs().reason).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
  });

  it('sends nothing if a proxy cannot be used', async () => {
    expect(await step({}, { variables: { HTTPS_PROXY: 'socks5://proxy.corp:1080' } })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
    expect(runner.finalOutputs().reason).toContain('HTTPS_PROXY "socks5://proxy.corp:1080" has the scheme');
  });

  it('reports all input problems at once, and sends nothing', async () => {
    expect(await step({ timeout: '300', 'run-id': RUN, wait: 'maybe' })).toBe(false);
    expect(runner.errors).toHaveLength(1);
    const lines = runner.errors[0]?.join('\n') ?? '';
    expect(lines).toContain('timeout is "300"');
    expect(lines).toContain('wait is "maybe"');
    expect(lines).toContain('run-id attaches to a run');
  });

  it("is skipped for a fork's pull request, and passes only if that is allowed [F155 B2]", async () => {
    const variables = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'octocat' };
    const event = forkOf();
    const allowed = { 'api-key': '', allow: 'skipped' };
    expect(await step(allowed, { variables, event })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('skipped');
    expect(runner.finalOutputs().reason).toContain('fork');
    expect(runner.masks).toEqual([]);

    for (const allow of ['', 'timed-out']) {
      expect(await step({ 'api-key': '', allow }, { variables, event })).toBe(false);
      expect(runner.finalOutputs().outcome).toBe('skipped');
    }
    // `require-evals` adds nothing to it.
    expect(await step({ ...allowed, 'require-evals': 'true' }, { variables, event })).toBe(true);

    expect(await step(allowed, { variables })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
  });

  it('writes no summary if none is requested', async () => {
    await step({ timeout: 'x', summary: 'false' });
    expect(runner.summaries).toEqual([]);
  });

  it("uses the workflow's name of the action in the attach step", async () => {
    agent();
    start();
    const variables = { GITHUB_ACTION_REPOSITORY: 'octo-org/run-kindo-agent', GITHUB_ACTION_REF: 'v1.2.3' };
    poll(IN_PROGRESS);
    await step({ wait: 'false' }, { variables });
    expect(runner.summaries[0]).toContain('uses: octo-org/run-kindo-agent@v1.2.3');
  });

  it.each([
    ['a repository', { GITHUB_ACTION_REPOSITORY: 'octo-org/run-kindo-agent', GITHUB_ACTION_REF: '' }],
    ['a ref', { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: 'v1.2.3' }],
    ['neither', {}],
  ])('uses a placeholder for the action if the runner provides only %s', async (_, variables) => {
    agent();
    start();
    poll(IN_PROGRESS);
    await step({ wait: 'false' }, { variables });
    expect(runner.summaries[0]).toContain('- uses: OWNER/run-kindo-agent@v1\n');
  });

  it('has its own evaluation inputs in the attach step', async () => {
    agent();
    start();
    kindo.get(`/runs/${RUN}`).times(10).reply(200, IN_PROGRESS);
    writeFileSync(join(folder, 'schema.json'), '{}');
    const inputs = {
      timeout: '10s',
      'require-evals': 'true',
      'require-steps': 'Scan\nReport',
      'fail-on-findings': 'note',
      'result-schema': 'schema.json',
      advisory: 'true',
      allow: 'run-failed, eval-failed',
    };
    await step(inputs, { variables: { GITHUB_WORKSPACE: folder } });
    expect(runner.summaries[0]).toContain(
      [
        '- uses: OWNER/run-kindo-agent@v1',
        '  with:',
        '    api-key: ${{ secrets.KINDO_API_KEY }}',
        `    run-id: ${RUN}`,
        `    agent-id: ${AGENT}`,
        '    require-steps: "Scan\\nReport"',
        '    fail-on-findings: note',
        '    result-schema: schema.json',
        '    allow: run-failed, eval-failed',
        '    advisory: true',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [{ timeout: '12h' }, null],
    [{ timeout: '2d' }, '96h'],
    [{ timeout: '10s', ...ATTACHING }, null],
    [{ timeout: '10s', ...ATTACHING, 'max-run-age': '90m' }, '2h'],
  ])('sets a sufficient max-run-age in the attach step, after %j', async (inputs, age) => {
    agent();
    start();
    const createdAtUtc = new Date(clock.now()).toISOString();
    kindo
      .get(`/runs/${RUN}`)
      .times(10)
      .reply(200, { ...IN_PROGRESS, createdAtUtc });
    await step({ wait: 'run-id' in inputs ? 'true' : 'false', ...inputs });
    expect(runner.summaries[0]).toContain(`run-id: ${RUN}`);
    expect(/max-run-age: (.*)/.exec(runner.summaries[0] ?? '')?.[1] ?? null).toBe(age);
  });

  it('reports the requests without secrets [T21]', async () => {
    agent();
    start();
    poll();
    evals();
    await step({});
    const path = runner.finalOutputs()['report-file'] ?? '';
    expect(existsSync(path)).toBe(true);
    expect(requestedPaths()).toEqual([
      `/agents/${AGENT}`,
      '/agents/runs',
      `/runs/${RUN}`,
      `/runs/${RUN}/evals`,
      `/runs/${RUN}/evals`,
    ]);
    expect(readFileSync(path, 'utf8')).not.toContain(KEY);
  });
});

describe('the log', () => {
  it('has each change of a started run once', async () => {
    agent({ ...AGENT_RESPONSE, inputs: ['query', 'severity'] });
    start();
    poll(IN_PROGRESS);
    poll(IN_PROGRESS);
    poll();
    evals({ ...PASS, result: 'pending' });
    evals({ ...PASS, result: 'pending' });
    evals();
    await step({ allow: 'timed-out, run-failed' });
    expect(runner.log).toMatchInlineSnapshot(`
      [
        "Kindo: agent 18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d",
        "service: https://api.kindo.ai",
        "inputs: "query" (5 bytes)",
        "mode: run, timeout: 30m, eval-timeout: 2m",
        "verdicts required: true",
        "allowed besides passed: timed-out, run-failed",
        "Agent "Daily Security Scan" (18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d) declares the labels "query", "severity".",
        "Warning: The agent declares labels that are not given: "severity". The service does not say which of them it requires.",
        "Run 7a7ced7d-95a8-416f-95bb-5c0ff3599f53 was started. https://app.kindo.ai/chat?workflowRunId=7a7ced7d-95a8-416f-95bb-5c0ff3599f53",
        "The run is in_progress (1s elapsed)",
        "The run is success (13s elapsed)",
        "The verdict is pending (13s elapsed)",
        "The verdict is pass (16s elapsed)",
        "Outcome: passed. The step passes.",
        "The run succeeded, and its verdict is pass (1 eval step).",
      ]
    `);
  });

  it('has each change of an attached run once', async () => {
    poll(IN_PROGRESS);
    poll();
    evals();
    await step({ 'run-id': RUN, inputs: '' });
    expect(runner.log).toMatchInlineSnapshot(`
      [
        "Kindo: run 7a7ced7d-95a8-416f-95bb-5c0ff3599f53",
        "service: https://api.kindo.ai",
        "inputs: none",
        "mode: run, timeout: 30m, eval-timeout: 2m",
        "verdicts required: true",
        "allowed besides passed: nothing",
        "Attaching to run 7a7ced7d-95a8-416f-95bb-5c0ff3599f53. https://app.kindo.ai/chat?workflowRunId=7a7ced7d-95a8-416f-95bb-5c0ff3599f53",
        "The run is in_progress (0s elapsed)",
        "The run is success (7s elapsed)",
        "The verdict is pass (7s elapsed)",
        "Outcome: passed. The step passes.",
        "The run succeeded, and its verdict is pass (1 eval step).",
      ]
    `);
  });

  it("has the agent's name, and says if it has no labels", async () => {
    kindo
      .get('/agents/list')
      .query(true)
      .reply(200, { items: [{ agentId: AGENT, name: 'Daily' }] });
    agent({ ...AGENT_RESPONSE, inputs: [] });
    await step({ 'agent-id': 'none', 'agent-name': 'Daily', inputs: '', 'validate-only': 'true' });
    expect(runner.log).toMatchInlineSnapshot(`
      [
        "Kindo: agent "Daily"",
        "service: https://api.kindo.ai",
        "inputs: none",
        "mode: validate-only, timeout: 30m, eval-timeout: 2m",
        "verdicts required: true",
        "allowed besides passed: nothing",
        "Agent "Daily Security Scan" (18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d) declares no labels.",
        "Outcome: validated. The step passes.",
      ]
    `);
    expect(runner.finalOutputs().reason).toBe(
      'Nothing was evaluated: the API key, the agent and the labels are valid, and no run was started. To start one, remove validate-only.',
    );
  });
});
