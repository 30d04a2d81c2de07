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
  MIDDESK_GOING_ON,
  MIDDESK_INTERRUPT,
  MIDDESK_INTERRUPTED,
  MIDDESK_RUN,
  MIDDESK_RUN_ID,
} from '../../support/middesk-answers.ts';
import { newProgress, startOf } from '../../support/records.ts';
import { guardNetwork, never, sendUnderNock } from './kindo-under-nock.ts';
import { fault, KEY, newWorld } from './kindo-world.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

const RUN_PATH = `/v1/runs/${MIDDESK_RUN_ID}`;
const JSON_BODY = `{"id":"${MIDDESK_INTERRUPT.id}","input":1.10}`;
const OTHER = { ...MIDDESK_INTERRUPT, id: 'intr_other' };

function prepare(facts: Partial<Resume> = {}) {
  const world = newWorld();
  const { clock } = world;
  const looks: RunSnapshot[] = [];
  const progress = newProgress();
  void progress.attached(MIDDESK_RUN_ID, '');
  const resume: Resume = {
    service: MIDDESK.create(KEY, MIDDESK_API, {
      clock,
      send: sendUnderNock,
      onExchange: (one) => world.timeline.push(one),
      redact: createRedact([KEY]),
    }),
    runId: MIDDESK_RUN_ID,
    answer: { id: MIDDESK_INTERRUPT.id, json: JSON_BODY },
    deadline: 60_000,
    onPoll: (run) => looks.push(run),
    progress,
    ...facts,
  };
  return { world, looks, progress, answer: () => resumeOnce(resume, world.runtime) };
}

const look = (answer: object = MIDDESK_INTERRUPTED) => nock(MIDDESK_API).get(RUN_PATH).reply(200, answer);
const post = () => nock(MIDDESK_API).post(`${RUN_PATH}/resume`);
const sentBy = ({ timeline }: ReturnType<typeof newWorld>) => timeline.map(({ method }) => method);

const limits = () => ({ timeoutMs: 30_000, signal: new AbortController().signal });
const stateBy = (service: AgentService, answer: object) => {
  look(answer);
  return service.getRun(MIDDESK_RUN_ID, limits());
};

describe('an answer', () => {
  it('is sent as it is written, once the run was seen to wait for it', async () => {
    const { world, looks, progress, answer } = prepare();
    look();
    let body = '';
    nock(MIDDESK_API)
      .post(`${RUN_PATH}/resume`, (sent) => {
        body = JSON.stringify(sent);
        return true;
      })
      .reply(200, MIDDESK_GOING_ON);
    await answer();
    expect(body).toBe(`{"id":"${MIDDESK_INTERRUPT.id}","input":1.1}`);
    expect(looks).toMatchObject([{ state: 'interrupted' }, { state: 'in_progress', interrupts: [] }]);
    expect([startOf(progress), sentBy(world), world.log]).toEqual([
      'answered',
      ['GET', 'POST'],
      ['The answer was accepted.'],
    ]);
  });

  it.each([
    ['is in progress', MIDDESK_GOING_ON, 'its status is running'],
    ['has succeeded', MIDDESK_RUN, 'its status is completed'],
    ['has an unknown status', { ...MIDDESK_RUN, status: 'paused' }, 'its status is paused'],
    [
      'waits for another',
      { ...MIDDESK_INTERRUPTED, interrupts: [OTHER, { ...OTHER, id: 'x' }] },
      `resume has the id of an interrupt that run ${MIDDESK_RUN_ID} does not wait for; it waits for "intr_other", "x".`,
    ],
    ['waits for nothing', { ...MIDDESK_INTERRUPTED, interrupts: [] }, 'nothing that it names'],
  ])('is not sent to a run that %s', async (_, run, words) => {
    const { progress, answer } = prepare();
    look(run);
    const error = await fault(answer());
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(words);
    expect(startOf(progress)).toBe('attached');
  });

  it('is not sent to a run that is not the one that was meant', async () => {
    const reason = new InputError('too old');
    const onPoll = () => {
      throw reason;
    };
    const { answer } = prepare({ onPoll });
    look();
    expect(await fault(answer())).toBe(reason);
  });

  it('is not sent to a run that is not there', async () => {
    const { answer } = prepare();
    nock(MIDDESK_API).get(RUN_PATH).reply(404, {});
    const error = await fault(answer());
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`run-id ${MIDDESK_RUN_ID} was not found`);
  });

  it.each([200, 202, 204])('was taken where the reply is %i without a body', async (status) => {
    const { world, progress, answer } = prepare();
    look();
    post().reply(status);
    await answer();
    expect([startOf(progress), world.log]).toEqual(['answered', ['The answer was accepted.']]);
  });

  it('may have been taken where the reply is a page', async () => {
    const { world, answer } = prepare();
    look();
    post().reply(200, '<html>');
    await answer();
    expect(world.log.join()).toContain('which is not JSON');
  });

  it('is sent after a look that failed and came to pass', async () => {
    const { answer } = prepare();
    nock(MIDDESK_API).get(RUN_PATH).reply(503, {});
    look();
    post().reply(201, {});
    await answer();
  });

  it.each([400, 401, 403, 404, 413, 422])(
    "is the author's to mend where it is refused with %i",
    async (status) => {
      const { progress, answer } = prepare();
      look();
      post().reply(status, { errors: [{ message: 'No.' }] });
      const error = await fault(answer());
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({
        message: `Middesk rejected the answer to run ${MIDDESK_RUN_ID} (POST /runs/${MIDDESK_RUN_ID}/resume responded with ${status}: "No"). Check resume, and that the run still waits for it.`,
        cause: { status },
      });
      expect(startOf(progress)).toBe('attached');
    },
  );

  it.each([302, 408, 409, 500, 502, 504])('is not sent again after %i: the run tells', async (status) => {
    const { world, looks, progress, answer } = prepare();
    look();
    post().reply(status, {});
    await answer();
    expect([startOf(progress), sentBy(world)]).toEqual(['answered', ['GET', 'POST']]);
    expect(looks).toMatchObject([{ state: 'interrupted' }]);
    expect(world.log.join()).toContain('The answer was sent, but its response was lost');
  });

  it.each(['{"id', '<html>', ''])('is not sent again where the reply is %j', async (body) => {
    const { world, answer } = prepare();
    look();
    post().reply(200, body);
    await answer();
    expect(sentBy(world)).toEqual(['GET', 'POST']);
  });

  it.each<[number, Record<string, string>]>([
    [203, {}],
    [200, { age: '5' }],
    [422, { age: '5' }],
  ])('may have been taken with an untrusted reply: %i, %j [F134 T28]', async (status, headers) => {
    const { world, progress, answer } = prepare();
    look();
    post().reply(status, {}, headers);
    await answer();
    expect([startOf(progress), sentBy(world)]).toEqual(['answered', ['GET', 'POST']]);
    expect(world.log.join()).toContain('The answer was sent, but its response was lost');
  });

  it('is not sent again where the connection breaks, or no reply comes', async () => {
    const broken = prepare();
    look();
    post().replyWithError(Object.assign(new Error('it broke'), { code: 'ECONNRESET' }));
    await broken.answer();
    expect(sentBy(broken.world)).toEqual(['GET', 'POST']);

    const silent = prepare();
    look();
    post().reply(never(silent.world.clock, 30_000));
    await silent.answer();
    expect(silent.world.log.join()).toContain('no complete response within 30 s');
  });

  it('is sent again after 429, which took nothing', async () => {
    const { world, answer } = prepare();
    look();
    post().reply(429, {}, { 'retry-after': '3' });
    post().reply(200, {});
    await answer();
    expect(world.clock.sleeps).toEqual([0, 0, 3000]);
  });

  it('may have been taken where the job is cancelled while it is on its way', async () => {
    const { world, progress, answer } = prepare();
    const reason = new Error('the job was cancelled');
    look();
    post().reply(() => {
      setImmediate(() => world.controller.abort(reason));
      return new Promise(() => undefined);
    });
    expect(await fault(answer())).toBe(reason);
    expect(startOf(progress)).toBe('answered');
  });
});

describe('what was answered', () => {
  async function answered() {
    const { world, answer } = prepare();
    look();
    post().reply(200, {});
    return { clock: world.clock, service: await answer() };
  }

  it('is in progress for a minute, though the service still shows it as pending', async () => {
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

  it('hides nothing else that the run waits for', async () => {
    const { service } = await answered();
    const both = { ...MIDDESK_INTERRUPTED, interrupts: [MIDDESK_INTERRUPT, OTHER] };
    expect(await stateBy(service, both)).toMatchObject({
      state: 'interrupted',
      interrupts: [{ id: 'intr_other' }],
    });
  });

  it('changes nothing of a run that goes on or has ended', async () => {
    const { service } = await answered();
    expect(await stateBy(service, MIDDESK_GOING_ON)).toMatchObject({ state: 'in_progress' });
    expect(await stateBy(service, MIDDESK_RUN)).toMatchObject({ state: 'success' });
  });
});
