import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { FakeClock } from '../support/fake-clock.ts';
import {
  MIDDESK_AGENTS,
  MIDDESK_BUSINESS_ID,
  MIDDESK_INTERRUPT,
  MIDDESK_INTERRUPTED,
  MIDDESK_OUTPUT,
  MIDDESK_RUN,
  MIDDESK_RUN_ID,
  MIDDESK_RUN_IN_PROGRESS,
  MIDDESK_TEXT,
  MIDDESK_THREAD_ID,
  MIDDESK_TYPE,
} from '../support/middesk-responses.ts';
import { RecordingRunner } from '../support/recording-runner.ts';
import { unlimited } from '../support/within-time.ts';
import { guardNetwork, sendUnderNock } from './run/kindo-under-nock.ts';

// A request that nock did not announce fails the test, and so does one that was announced and not sent.
guardNetwork();

const KEY = 'mk_test_of_some_length';

let folder = '';
let runner: RecordingRunner;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-'));
  runner = new RecordingRunner();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function step(inputs: Record<string, string> = {}): Promise<boolean> {
  const given: Record<string, string> = {
    provider: 'middesk',
    'api-key': KEY,
    'agent-id': MIDDESK_TYPE,
    inputs: `business_id: ${MIDDESK_BUSINESS_ID}`,
    ...inputs,
  };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const variables = { GITHUB_EVENT_NAME: 'push', GITHUB_WORKSPACE: folder, ...Object.fromEntries(named) };
  // Of a machine that has been up for a while.
  const clock = new FakeClock(Date.parse('2026-03-12T14:00:00.000Z'));
  clock.advance(60 * 60_000);
  return main({
    environment: { variables, temporaryFolder: folder },
    log: runner,
    loadRunner: () => Promise.resolve(runner),
    clock,
    random: () => 0,
    interrupted: new AbortController().signal,
    withinTime: unlimited,
    readEvent: () => Promise.resolve(null),
    createSend: () => sendUnderNock,
  });
}

const middesk = () => nock('https://api.middesk.com/v1', { reqheaders: { authorization: `Bearer ${KEY}` } });
const agents = () => middesk().get('/agents').reply(200, MIDDESK_AGENTS);
const start = () =>
  middesk()
    .post('/runs', { type: MIDDESK_TYPE, business_id: MIDDESK_BUSINESS_ID })
    .reply(201, MIDDESK_RUN_IN_PROGRESS);
const poll = (answer: object = MIDDESK_RUN) => middesk().get(`/runs/${MIDDESK_RUN_ID}`).reply(200, answer);
/** The only request for the steps of the run, at its end. */
const steps = (answer: object = MIDDESK_RUN) =>
  middesk().get(`/runs/${MIDDESK_RUN_ID}?include=steps`).reply(200, answer);

describe('a step that runs an agent of Middesk', () => {
  it('passes if the run succeeds, and says that there is no verdict', async () => {
    agents();
    start();
    poll(MIDDESK_RUN_IN_PROGRESS);
    poll();
    steps();
    expect(await step()).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      reason: 'The run succeeded, and the service has no verdicts for it.',
      status: 'success',
      'run-id': MIDDESK_RUN_ID,
      'run-url': '',
      'agent-id': MIDDESK_TYPE,
      'agent-name': 'CIP Orchestrator',
      'conversation-id': MIDDESK_THREAD_ID,
      result: MIDDESK_TEXT,
      'result-payload': JSON.stringify(MIDDESK_OUTPUT),
      'eval-result': 'none',
      duration: '8',
    });
    // Its rules are known: a label that is left out is no surprise.
    expect(runner.log.join('\n')).not.toContain('not given');
  });

  it('passes for a run that ends within the second of its start, like the samples', async () => {
    const run = {
      object: 'run',
      id: MIDDESK_RUN_ID,
      created_at: '2026-03-12T15:00:00Z',
      updated_at: '2026-03-12T15:00:00Z',
      status: 'completed',
      started_at: '2026-03-12T15:00:00Z',
      ended_at: '2026-03-12T15:00:00Z',
      interrupts: [],
    };
    agents();
    start();
    poll(run);
    steps(run);
    expect(await step()).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'conversation-id': '',
      'created-at': '2026-03-12T15:00:00.000Z',
      'ended-at': '2026-03-12T15:00:00.000Z',
      duration: '0',
      result: '',
      'result-payload': '',
    });
  });

  it('checks the whole output of the run against the schema', async () => {
    writeFileSync(join(folder, 'schema.json'), '{"required": ["artifacts"]}');
    agents();
    start();
    poll();
    steps();
    expect(await step({ 'result-schema': 'schema.json' })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('passed');
  });

  it('reports the known fields of the requester', async () => {
    agents();
    start();
    poll({ ...MIDDESK_RUN, requester: { id: 'r-1' } });
    steps();
    expect(await step()).toBe(true);
    const report = JSON.parse(readFileSync(runner.finalOutputs()['report-file'] ?? '', 'utf8'));
    expect(report.requester).toEqual({ id: 'r-1', name: null, email: null });
  });

  it('fails if the run fails, and names the failed step', async () => {
    const run = { ...MIDDESK_RUN, status: 'error', output: null };
    const error = { type: 'error', name: 'tin_lookup', label: 'The IRS did not answer', status: 'error' };
    agents();
    start();
    poll(run);
    steps({ ...run, steps: [{ type: 'activity', name: 'verify', status: 'error', steps: [error] }] });
    expect(await step()).toBe(false);
    const outputs = runner.finalOutputs();
    expect(outputs).toMatchObject({ outcome: 'run-failed', status: 'failure' });
    expect(outputs.reason).toBe(
      `Run ${MIDDESK_RUN_ID} failed at "tin_lookup". Read these trace steps in the job summary, fix the cause, and re-run the job.`,
    );
    expect(runner.summaries[0]).toContain('- ❌ `The IRS did not answer`: `error`, `error`');
    const report = JSON.parse(readFileSync(outputs['report-file'] ?? '', 'utf8'));
    expect(report.steps).toMatchObject([{ name: 'verify', steps: [{ name: 'tin_lookup' }] }]);
    // What a step says of itself may be an agent's own text.
    expect(JSON.stringify([runner.log, runner.errors])).not.toContain('The IRS');
  });

  it.each(['completed', 'error'])('warns if the steps of a run that is %s cannot be read', async (status) => {
    agents();
    start();
    poll({ ...MIDDESK_RUN, status });
    middesk().get(`/runs/${MIDDESK_RUN_ID}?include=steps`).reply(500, {});
    expect(await step()).toBe(status === 'completed');
    expect(runner.log.join('\n')).toContain(
      'Warning: The trace of the run could not be read, so the report does not show it',
    );
    if (status === 'error') expect(runner.finalOutputs().reason).toContain('does not say why');
  });

  it('fails for an undocumented status', async () => {
    agents();
    start();
    poll({ ...MIDDESK_RUN, status: 'queued' });
    steps();
    expect(await step()).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'unrecognised', status: 'queued' });
  });

  it('names the most similar types if the type is unknown, and starts nothing', async () => {
    agents();
    expect(await step({ 'agent-id': 'cip_orchestator' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringContaining(
        'Agent cip_orchestator was not found, or this API key cannot see it. The nearest: cip_orchestrator, address_verification.',
      ),
    });
  });

  it('never sends an undeclared label', async () => {
    agents();
    expect(await step({ inputs: `busines_id: ${MIDDESK_BUSINESS_ID}` })).toBe(false);
    expect(runner.finalOutputs().reason).toContain('The nearest is "business_id"');
  });

  it('sends no second start if the response to the first is lost', async () => {
    agents();
    middesk()
      .post('/runs')
      .replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    middesk()
      .get('/runs?page=1&per_page=20')
      .times(9)
      .reply(200, { object: 'list', has_more: false, data: [] });
    expect(await step()).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('ambiguous-start');
  });

  it('lists the missing labels if Middesk refuses the start', async () => {
    agents();
    middesk()
      .post('/runs')
      .reply(400, { errors: [{ message: 'is required', parameter: 'context_id' }] });
    expect(await step()).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringContaining('responded with 400: "is required (context_id)"'),
    });
  });

  it('sends nothing if verdicts are required', async () => {
    expect(await step({ 'require-evals': 'true' })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
  });

  it('starts nothing if it only validates', async () => {
    agents();
    expect(await step({ 'validate-only': 'true' })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('validated');
  });

  it('shows the attach step for the same provider', async () => {
    agents();
    start();
    poll(MIDDESK_RUN_IN_PROGRESS);
    expect(await step({ wait: 'false' })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('started');
    expect(runner.summaries[0]).toContain('provider: middesk');
    expect(runner.summaries[0]).toContain('${{ secrets.MIDDESK_API_KEY }}');
  });
});

describe('a step that attaches to a run of Middesk', () => {
  const attach = { inputs: '', 'run-id': MIDDESK_RUN_ID };

  it('evaluates it', async () => {
    poll();
    steps();
    expect(await step(attach)).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'passed', 'agent-id': MIDDESK_TYPE });
  });

  it.each([
    ['of another agent', { ...MIDDESK_RUN, agent: 'address_verification' }],
    ['too old', { ...MIDDESK_RUN, created_at: '2026-03-10T15:00:00.000Z' }],
  ])('refuses one that is %s', async (_, run) => {
    poll(run);
    expect(await step(attach)).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', result: '' });
  });

  it('has the requester of the run in the report file', async () => {
    poll();
    steps();
    await step(attach);
    const report = JSON.parse(readFileSync(runner.finalOutputs()['report-file'] ?? '', 'utf8'));
    expect(report.requester).toEqual(MIDDESK_RUN.requester);
  });
});

describe('a run of Middesk that waits for an answer', () => {
  const attach = { inputs: '', 'agent-id': 'none', 'run-id': MIDDESK_RUN_ID };
  const resume = `id: ${MIDDESK_INTERRUPT.id}\ninput: approved`;
  const post = (status: number) =>
    middesk()
      .post(`/runs/${MIDDESK_RUN_ID}/resume`, { id: MIDDESK_INTERRUPT.id, input: 'approved' })
      .reply(status, MIDDESK_RUN_IN_PROGRESS);

  it('needs input, and shows its question and how to answer', async () => {
    agents();
    start();
    poll(MIDDESK_INTERRUPTED);
    steps();
    expect(await step()).toBe(false);
    const outputs = runner.finalOutputs();
    expect(outputs).toMatchObject({ outcome: 'needs-input', status: 'interrupted' });
    expect(JSON.parse(outputs.interrupts ?? '')).toEqual([
      {
        id: MIDDESK_INTERRUPT.id,
        agent: 'tin_agent',
        prompt: 'Approve the TIN match?',
        value: MIDDESK_INTERRUPT.value,
      },
    ]);
    expect(runner.summaries[0]).toContain('Approve the TIN match?');
    expect(runner.summaries[0]).toContain(`id: ${MIDDESK_INTERRUPT.id}`);
    // The question of an agent is untrusted text.
    expect(JSON.stringify([runner.log, runner.errors])).not.toContain('Approve');
  });

  it('is answered, polled and evaluated', async () => {
    poll(MIDDESK_INTERRUPTED);
    post(200);
    poll(MIDDESK_INTERRUPTED);
    poll(MIDDESK_RUN_IN_PROGRESS);
    poll();
    steps();
    expect(await step({ ...attach, resume })).toBe(true);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'passed', interrupts: '[]' });
  });

  it('is compared by the clock of the service from the first poll on [F135]', async () => {
    const headers = { date: 'Thu, 12 Mar 2026 15:10:00 GMT' };
    middesk().get(`/runs/${MIDDESK_RUN_ID}`).reply(200, MIDDESK_INTERRUPTED, headers);
    expect(await step({ ...attach, resume: 'id: other' })).toBe(false);
    expect(runner.log.join()).toContain("The clock of this machine is 10m behind the service's.");
  });

  it('is unavailable, and not an invalid input, if the run is not found after the answer', async () => {
    poll(MIDDESK_INTERRUPTED);
    post(200);
    middesk().get(`/runs/${MIDDESK_RUN_ID}`).reply(404, {});
    expect(await step({ ...attach, resume, allow: 'unavailable' })).toBe(true);
    expect(runner.finalOutputs().outcome).toBe('unavailable');
    expect(runner.finalOutputs().reason).toContain('is no longer found');
    // An answered interrupt is no longer open, and is not shown with a way to answer it.
    expect(runner.finalOutputs()).toMatchObject({ status: 'in_progress', interrupts: '[]' });
    expect(runner.summaries[0]).not.toContain(MIDDESK_INTERRUPT.id);
  });

  it('may wait for the next answer', async () => {
    poll(MIDDESK_INTERRUPTED);
    post(200);
    poll({ ...MIDDESK_INTERRUPTED, interrupts: [{ ...MIDDESK_INTERRUPT, id: 'next' }] });
    steps();
    expect(await step({ ...attach, resume })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'needs-input' });
    expect(runner.finalOutputs().interrupts).toContain('"id":"next"');
  });

  it('reports whether an answer arrived if its response was lost', async () => {
    poll(MIDDESK_INTERRUPTED);
    post(502);
    poll();
    steps();
    expect(await step({ ...attach, resume })).toBe(true);

    poll(MIDDESK_INTERRUPTED);
    post(502);
    middesk().get(`/runs/${MIDDESK_RUN_ID}`).times(13).reply(200, MIDDESK_INTERRUPTED);
    steps();
    expect(await step({ ...attach, resume, 'poll-interval': '5s' })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('needs-input');
  });

  it('is not answered if the answer names another interrupt, or the run is another one', async () => {
    poll(MIDDESK_INTERRUPTED);
    expect(await step({ ...attach, resume: 'id: other' })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'invalid-input',
      reason: expect.stringContaining(`It waits for "${MIDDESK_INTERRUPT.id}"`),
    });

    poll({ ...MIDDESK_INTERRUPTED, agent: 'address_verification' });
    expect(await step({ ...attach, 'agent-id': MIDDESK_TYPE, resume })).toBe(false);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'invalid-input', interrupts: '[]' });
  });

  it('fails if the service refuses the answer', async () => {
    poll(MIDDESK_INTERRUPTED);
    post(422);
    expect(await step({ ...attach, resume })).toBe(false);
    expect(runner.finalOutputs().outcome).toBe('invalid-input');
  });
});
