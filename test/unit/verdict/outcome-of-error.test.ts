import { describe, expect, it } from 'vitest';
import {
  CancelledError,
  InputError,
  ProtocolError,
  RequestError,
  type RequestErrorFacts,
} from '../../../src/domain/errors.ts';
import type { ProgressSnapshot } from '../../../src/domain/progress.ts';
import type { RunSnapshot, RunState } from '../../../src/domain/run.ts';
import { outcomeOfError } from '../../../src/verdict/outcome-of-error.ts';
import { type ProgressFacts, progressOf, snapshotOf } from '../../support/records.ts';
import { RUN_ID } from '../run/kindo-setup.ts';

function progress(facts: ProgressFacts = {}): ProgressSnapshot {
  return progressOf({ start: 'not-sent', run: null, ...facts });
}

function snapshot(state: RunState): RunSnapshot {
  return snapshotOf({ runId: RUN_ID, state, rawStatus: state });
}

function service(message: string, facts: RequestErrorFacts) {
  return outcomeOfError(new RequestError(message, facts), progress());
}

describe('a step that ended with an error', () => {
  it('is invalid-input with every problem', () => {
    expect(outcomeOfError(new InputError(['One.', 'Two.']), progress())).toEqual({
      kind: 'stopped',
      outcome: 'invalid-input',
      reasons: ['One.', 'Two.'],
    });
  });

  it('is invalid-input if the key is not accepted [F14 F15 F75]', () => {
    expect(service('GET /x responded with 401', { kind: 'status', status: 401 })).toEqual({
      kind: 'stopped',
      outcome: 'invalid-input',
      reasons: [
        'The service rejected the API key. GET /x responded with 401. Store a valid key as the secret: this one is mistyped, revoked, or for another base-url.',
      ],
    });
    expect(service('no entry', { kind: 'status', status: 403 })).toMatchObject({
      outcome: 'invalid-input',
      reasons: ['The API key is not allowed to do this. No entry. Check which account created the key.'],
    });
    expect(service('no entry', { kind: 'status', status: 403, advice: 'Turn it on.' })).toMatchObject({
      outcome: 'invalid-input',
      reasons: ['The API key is not allowed to do this. No entry. Turn it on.'],
    });
  });

  it('is unavailable if the service could not be reached or kept failing', () => {
    expect(service('it got no answer', { kind: 'unreachable' })).toEqual({
      kind: 'stopped',
      outcome: 'unavailable',
      reasons: ['It got no answer. No run was started. Re-run the job later.'],
    });
    expect(service('busy', { kind: 'status', status: 503 })).toMatchObject({ outcome: 'unavailable' });
  });

  it.each<['in-flight' | 'started', string]>([
    ['in-flight', 'so a run may exist. Check the service before you re-run this step.'],
    [
      'started',
      `Run ${RUN_ID} may still be running. To get its verdict, attach to it with run-id in a later job.`,
    ],
  ])('says what to do next if the service failed and the start is %s', (start, next) => {
    const error = new RequestError('busy', { kind: 'status', status: 503 });
    expect(outcomeOfError(error, progress({ start, runId: RUN_ID }))).toMatchObject({
      reasons: [expect.stringContaining(next)],
    });
  });

  it('is a protocol error if the response is not from this API or not for this run', () => {
    expect(service('is this the API?', { kind: 'undecodable' })).toMatchObject({
      outcome: 'protocol-error',
      reasons: ['Is this the API?'],
    });
    expect(service('GET /x responded with 418', { kind: 'status', status: 418 })).toMatchObject({
      outcome: 'protocol-error',
      reasons: ['GET /x responded with 418. Check that base-url is the address of the API.'],
    });
    expect(outcomeOfError(new ProtocolError('another run!'), progress())).toEqual({
      kind: 'stopped',
      outcome: 'protocol-error',
      reasons: ['Another run!'],
    });
  });

  it.each([
    ['an error', new TypeError('x is undefined'), 'x is undefined'],
    ['no error at all', 'a word', 'a word'],
    ['nothing', undefined, 'no reason was given'],
  ])('is an internal error after %s', (_, thrown, words) => {
    expect(outcomeOfError(thrown, progress())).toEqual({
      kind: 'stopped',
      outcome: 'internal-error',
      reasons: [`Internal error: ${words}. Please report it. The run, if any, was not evaluated.`],
    });
  });
});

describe('a cancelled step', () => {
  it.each<[string, ProgressFacts, string]>([
    ['no run was started', { start: 'not-sent' }, 'No run was started. Re-run the job.'],
    [
      'a run may exist',
      { start: 'in-flight' },
      'The start request was being sent, so a run may exist. Check the service before you re-run this step.',
    ],
    [
      'a run that was not polled yet continues',
      { start: 'started', runId: RUN_ID },
      `Run ${RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    ],
    [
      'the attached run continues',
      { start: 'attached', runId: RUN_ID, run: snapshot('in_progress') },
      `Run ${RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    ],
    [
      'the attached run waits for an answer',
      { start: 'attached', runId: RUN_ID, run: snapshot('interrupted') },
      `Run ${RUN_ID} is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.`,
    ],
    [
      'the answer may have been accepted',
      { start: 'answered', runId: RUN_ID, run: snapshot('interrupted') },
      `The answer was being sent, so run ${RUN_ID} may have continued. Attach to the run with run-id in a later job.`,
    ],
    [
      'the answered run continues',
      { start: 'answered', runId: RUN_ID, run: snapshot('in_progress') },
      `Run ${RUN_ID} is still running. To get its verdict, attach to it with run-id in a later job.`,
    ],
    [
      'the run has ended',
      { start: 'started', runId: RUN_ID, run: snapshot('success') },
      `Run ${RUN_ID} has ended (success), and was not evaluated. Attach to it with run-id to evaluate it.`,
    ],
  ])('says that %s', (_, facts, words) => {
    expect(outcomeOfError(new CancelledError('SIGINT'), progress(facts))).toEqual({
      kind: 'stopped',
      outcome: 'abandoned',
      reasons: [`The job was cancelled (SIGINT). ${words}`],
    });
  });
});
