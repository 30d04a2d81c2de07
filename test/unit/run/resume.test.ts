import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import type { RunSnapshot } from '../../../src/domain/run.ts';
import { type Resume, resumeOnce } from '../../../src/run/resume.ts';
import type { AgentService } from '../../../src/service/agent-service.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';
import { createRedact } from '../../../src/text/redact.ts';
import {
  MIDDESK_API,
  MIDDESK_INTERRUPT,
  MIDDESK_INTERRUPTED,
  MIDDESK_RUN,
  MIDDESK_RUN_ID,
  MIDDESK_RUN_IN_PROGRESS,
} from '../../support/middesk-responses.ts';
import { newProgress, startOf } from '../../support/records.ts';
import { errorOf, KEY, newSetup } from './kindo-setup.ts';
import { guardNetwork, never, sendUnderNock } from './kindo-under-nock.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

const RUN_PATH = `/v1/runs/${MIDDESK_RUN_ID}`;
const JSON_BODY = `{"id":"${MIDDESK_INTERRUPT.id}","input":1.10}`;
const OTHER = { ...MIDDESK_INTERRUPT, id: 'intr_other' };

async function prepare(facts: Partial<Resume> = {}) {
  const setup = newSetup();
  const { clock } = setup;
  const polls: RunSnapshot[] = [];
  const progress = newProgress();
  const planned = await progress.attached(MIDDESK_RUN_ID, '');
  const resume: Resume = {
    service: MIDDESK.create(KEY, MIDDESK_API, {
      clock,
      send: sendUnderNock,
      onExchange: (one) => setup.timeline.push(one),
      redact: createRedact([KEY]),
    }),
    runId: MIDDESK_RUN_ID,
    answer: { id: MIDDESK_INTERRUPT.id, json: JSON_BODY },
    deadline: 60_000,
    onPoll: (run) => polls.push(run),
    planned,
    ...facts,
  };
  return { setup, polls, progress, answer: () => resumeOnce(resume, setup.runtime) };
}

const poll = (answer: object = MIDDESK_INTERRUPTED) => nock(MIDDESK_API).get(RUN_PATH).reply(200, answer);
const post = () => nock(MIDDESK_API).post(`${RUN_PATH}/resume`);
const sentBy = ({ timeline }: ReturnType<typeof newSetup>) => timeline.map(({ method }) => method);

const limits = () => ({ timeoutMs: 30_000, signal: new AbortController().signal });
const stateBy = (service: AgentService, answer: object) => {
  poll(answer);
  return service.getRun(MIDDESK_RUN_ID, limits());
};

describe('an answer', () => {
  it('is sent unchanged after the run was read as waiting for it', async () => {
    const { setup, polls, progress, answer } = await prepare();
    poll();
    let body = '';
    nock(MIDDESK_API)
      .post(`${RUN_PATH}/resume`, (sent) => {
        body = JSON.stringify(sent);
        return true;
      })
      .reply(200, MIDDESK_RUN_IN_PROGRESS);
    await answer();
    expect(body).toBe(`{"id":"${MIDDESK_INTERRUPT.id}","input":1.1}`);
    expect(polls).toMatchObject([{ state: 'interrupted' }, { state: 'in_progress', interrupts: [] }]);
    expect([startOf(progress), sentBy(setup), setup.log]).toEqual([
      'answered',
      ['GET', 'POST'],
      ['The answer was accepted.'],
    ]);
  });

  it.each([
    ['is in progress', MIDDESK_RUN_IN_PROGRESS, 'its status is running'],
    ['has succeeded', MIDDESK_RUN, 'its status is completed'],
    ['has an unknown status', { ...MIDDESK_RUN, status: 'paused' }, 'its status is paused'],
    [
      'waits for another',
      { ...MIDDESK_INTERRUPTED, interrupts: [OTHER, { ...OTHER, id: 'x' }] },
      `resume has the id of an interrupt that run ${MIDDESK_RUN_ID} does not wait for. It waits for "intr_other", "x".`,
    ],
    [
      'waits for nothing',
      { ...MIDDESK_INTERRUPTED, interrupts: [] },
      'It names no interrupt. Read the interrupts output',
    ],
  ])('is not sent to a run that %s', async (_, run, words) => {
    const { progress, answer } = await prepare();
    poll(run);
    const error = await errorOf(answer());
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(words);
    expect(startOf(progress)).toBe('attached');
  });

  it('is not sent to another run than requested', async () => {
    const reason = new InputError('too old');
    const onPoll = () => {
      throw reason;
    };
    const { answer } = await prepare({ onPoll });
    poll();
    expect(await errorOf(answer())).toBe(reason);
  });

  it('is not sent to a run that is not found', async () => {
    const { answer } = await prepare();
    nock(MIDDESK_API).get(RUN_PATH).reply(404, {});
    const error = await errorOf(answer());
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`run-id ${MIDDESK_RUN_ID} was not found`);
  });

  it.each([200, 202, 204])('was accepted if the response is %i without a body', async (status) => {
    const { setup, progress, answer } = await prepare();
    poll();
    post().reply(status);
    await answer();
    expect([startOf(progress), setup.log]).toEqual(['answered', ['The answer was accepted.']]);
  });

  it('may have been accepted if the response is an HTML page', async () => {
    const { setup, answer } = await prepare();
    poll();
    post().reply(200, '<html>');
    await answer();
    expect(setup.log.join()).toContain('which is not JSON');
  });

  it('is sent after a poll that failed and was retried', async () => {
    const { answer } = await prepare();
    nock(MIDDESK_API).get(RUN_PATH).reply(503, {});
    poll();
    post().reply(201, {});
    await answer();
  });

  it.each([400, 401, 403, 404, 413, 422])('is an input error if it is refused with %i', async (status) => {
    const { progress, answer } = await prepare();
    poll();
    post().reply(status, { errors: [{ message: 'No.' }] });
    const error = await errorOf(answer());
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      message: `Middesk rejected the answer to run ${MIDDESK_RUN_ID} (POST /runs/${MIDDESK_RUN_ID}/resume responded with ${status}: "No"). Check resume, and that the run still waits for it.`,
      cause: { status },
    });
    expect(startOf(progress)).toBe('attached');
  });

  it.each([302, 408, 409, 500, 502, 504])(
    'is not retried after %i: the run is polled instead',
    async (status) => {
      const { setup, polls, progress, answer } = await prepare();
      poll();
      post().reply(status, {});
      await answer();
      expect([startOf(progress), sentBy(setup)]).toEqual(['answered', ['GET', 'POST']]);
      expect(polls).toMatchObject([{ state: 'interrupted' }]);
      expect(setup.log.join()).toContain('The answer was sent, but its response was lost');
    },
  );

  it.each(['{"id', '<html>', ''])('is not retried if the response is %j', async (body) => {
    const { setup, answer } = await prepare();
    poll();
    post().reply(200, body);
    await answer();
    expect(sentBy(setup)).toEqual(['GET', 'POST']);
  });

  it.each<[number, Record<string, string>]>([
    [203, {}],
    [200, { age: '5' }],
    [422, { age: '5' }],
  ])('may have been accepted with an untrusted response: %i, %j [F134 T28]', async (status, headers) => {
    const { setup, progress, answer } = await prepare();
    poll();
    post().reply(status, {}, headers);
    await answer();
    expect([startOf(progress), sentBy(setup)]).toEqual(['answered', ['GET', 'POST']]);
    expect(setup.log.join()).toContain('The answer was sent, but its response was lost');
  });

  it('is not retried if the connection breaks, or there is no response', async () => {
    const broken = await prepare();
    poll();
    post().replyWithError(Object.assign(new Error('it broke'), { code: 'ECONNRESET' }));
    await broken.answer();
    expect(sentBy(broken.setup)).toEqual(['GET', 'POST']);

    const silent = await prepare();
    poll();
    post().reply(never(silent.setup.clock, 30_000));
    await silent.answer();
    expect(silent.setup.log.join()).toContain('no complete response within 30 s');
  });

  it('is retried after 429, which rejected it', async () => {
    const { setup, answer } = await prepare();
    poll();
    post().reply(429, {}, { 'retry-after': '3' });
    post().reply(200, {});
    await answer();
    expect(setup.clock.sleeps).toEqual([0, 0, 3000]);
  });

  it('may have been accepted if the job is cancelled during the request', async () => {
    const { setup, progress, answer } = await prepare();
    const reason = new Error('the job was cancelled');
    poll();
    post().reply(() => {
      setImmediate(() => setup.controller.abort(reason));
      return new Promise(() => undefined);
    });
    expect(await errorOf(answer())).toBe(reason);
    expect(startOf(progress)).toBe('answered');
  });
});

describe('an answered interrupt', () => {
  async function answered() {
    const { setup, answer } = await prepare();
    poll();
    post().reply(200, {});
    return { clock: setup.clock, service: await answer() };
  }

  it('is in progress for a minute, even if the service still shows it as pending', async () => {
    const { clock, service } = await answered();
    expect(await stateBy(service, MIDDESK_INTERRUPTED)).toMatchObject({
      state: 'in_progress',
      interrupts: [],
    });
    clock.advance(59_999);
    expect(await stateBy(service, MIDDESK_INTERRUPTED)).toMatchObject({ state: 'in_progress' });
    clock.advance(1);
    expect(await stateBy(service, MIDDESK_INTERRUPTED)).toMatchObject({
      state: 'interrupted',
      interrupts: [{ id: MIDDESK_INTERRUPT.id }],
    });
  });

  it('does not hide other interrupts of the run', async () => {
    const { service } = await answered();
    const both = { ...MIDDESK_INTERRUPTED, interrupts: [MIDDESK_INTERRUPT, OTHER] };
    expect(await stateBy(service, both)).toMatchObject({
      state: 'interrupted',
      interrupts: [{ id: 'intr_other' }],
    });
  });

  it('does not change a run that continues or has ended', async () => {
    const { service } = await answered();
    expect(await stateBy(service, MIDDESK_RUN_IN_PROGRESS)).toMatchObject({ state: 'in_progress' });
    expect(await stateBy(service, MIDDESK_RUN)).toMatchObject({ state: 'success' });
  });
});
