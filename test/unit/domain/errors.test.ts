import fc from 'fast-check';
import { expect, it, describe as suite } from 'vitest';
import {
  CancelledError,
  codeOf,
  describe,
  InputError,
  isKeyRejected,
  isResponseError,
  ProtocolError,
  RequestError,
} from '../../../src/domain/errors.ts';
import { cases } from '../../support/cases.ts';

suite('InputError', () => {
  it('contains one problem', () => {
    const error = new InputError('timeout is "x".');
    expect(error).toMatchObject({
      name: 'InputError',
      message: 'timeout is "x".',
      problems: ['timeout is "x".'],
    });
  });

  it('contains every problem, and lists all in its message', () => {
    const cause = new Error('first');
    const error = new InputError(['A is 1.', 'B is 2.'], { cause });
    expect(error).toMatchObject({ message: 'A is 1. B is 2.', problems: ['A is 1.', 'B is 2.'], cause });
  });
});

suite('RequestError', () => {
  it('contains what is known of the response', () => {
    const cause = new Error('first');
    const facts = { kind: 'status', status: 429, retryAfterMs: 5000, permanent: true, cause } as const;
    expect(new RequestError('too many requests', facts)).toMatchObject({
      name: 'RequestError',
      message: 'too many requests',
      ...facts,
    });
  });

  it('has no status and no pause, and is not permanent, by default', () => {
    expect(new RequestError('no answer', { kind: 'unreachable' })).toMatchObject({
      kind: 'unreachable',
      status: null,
      retryAfterMs: null,
      permanent: false,
      transient: false,
      advice: '',
      cause: undefined,
    });
  });

  it('may help when it is retried, and may have advice', () => {
    const facts = { kind: 'status', transient: true, advice: 'Wait.' } as const;
    expect(new RequestError('moved', facts)).toMatchObject(facts);
  });
});

suite('isResponseError', () => {
  it.each([
    [new RequestError('no answer', { kind: 'unreachable' }), true],
    [new ProtocolError('another run'), true],
    [new Error('another run'), false],
    ['another run', false],
  ])('of %o is %s', (error, expected) => {
    expect(isResponseError(error)).toBe(expected);
  });
});

suite('isKeyRejected', () => {
  it.each([
    [400, false],
    [401, true],
    [402, false],
    [403, true],
    [404, false],
  ])('of status %i is %s', (status, expected) => {
    expect(isKeyRejected(new RequestError('refused', { kind: 'status', status }))).toBe(expected);
  });
});

suite('codeOf', () => {
  it.each([
    [Object.assign(new Error('failed'), { code: 'ENOENT' }), 'ENOENT'],
    [{ code: 'ENOENT' }, 'ENOENT'],
    [Object.assign(new Error('failed'), { code: 7 }), ''],
    [Object.assign(() => undefined, { code: 'ENOENT' }), ''],
    [new Error('failed'), ''],
    ['ENOENT', ''],
    [null, ''],
  ])('of %o is %j', (thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
  });
});

suite('ProtocolError', () => {
  it('has the given message', () => {
    expect(new ProtocolError('another run')).toMatchObject({
      name: 'ProtocolError',
      message: 'another run',
      kind: 'mismatch',
    });
  });
});

suite('CancelledError', () => {
  it('names the signal', () => {
    expect(new CancelledError('SIGTERM')).toMatchObject({
      name: 'CancelledError',
      message: 'the job was cancelled (SIGTERM)',
    });
  });
});

function coded(message: string, code: unknown): Error {
  return Object.assign(new Error(message), { code });
}

function chain(...messages: string[]): Error | undefined {
  const [message, ...rest] = messages;
  return message === undefined ? undefined : new Error(message, { cause: chain(...rest) });
}

function itsOwnCause(): Error {
  const error = new Error('turns in a circle');
  error.cause = error;
  return error;
}

suite('describe', () => {
  it.each([
    ['an error', new Error('failed'), 'failed'],
    ['an error with a code', coded('failed', 'ECONNRESET'), 'failed (ECONNRESET)'],
    ['an error with its code in the message', coded('read ECONNRESET', 'ECONNRESET'), 'read ECONNRESET'],
    ['an error with a code alone', coded('', 'ECONNRESET'), 'ECONNRESET'],
    ['an error with a code that is a number', coded('failed', 7), 'failed'],
    ['an error without a message', new TypeError(), 'TypeError'],
    ['an error with its causes', chain('a', 'b', 'c'), 'a: b: c'],
    ['an error that includes its cause', chain('fetch failed: reset', 'reset'), 'fetch failed: reset'],
    ['an error of white space by its cause', new Error(' \n', { cause: 'b' }), 'b'],
    ['an error with a cause that is no error', new Error('a', { cause: 'b' }), 'a: b'],
    ['no more than six causes', chain('1', '2', '3', '4', '5', '6', '7'), '1: 2: 3: 4: 5: 6'],
    ['an error that is its own cause', itsOwnCause(), 'turns in a circle'],
    ['an error over several lines', new Error('a\r\n  b\n\nc\n', { cause: 'd\re' }), 'a b c: d e'],
    ['an error whose message is no text', Object.assign(new Error(), { message: 42 }), '42'],
    ['an error whose name is no text', Object.assign(new Error(), { name: 42 }), '42'],
    [
      'several errors in one',
      new AggregateError([coded('connect ::1', 'ECONNREFUSED'), 'b', new AggregateError([])]),
      'connect ::1 (ECONNREFUSED), b, AggregateError',
    ],
    ['several errors under one message', new AggregateError([new Error('a')], 'all failed'), 'all failed'],
    ['a text', 'failed', 'failed'],
    ['a number', 0, '0'],
    ['a symbol', Symbol('failed'), 'Symbol(failed)'],
    ['an object', { toString: () => 'failed' }, 'failed'],
    ['an object that has no text', Object.create(null), 'a thrown object that has no text'],
    ['nothing', undefined, 'no reason was given'],
    ['null', null, 'no reason was given'],
    ['an empty text', '', 'no reason was given'],
  ])('describes %s', (_what, thrown, words) => {
    expect(describe(thrown)).toBe(words);
  });

  it('never includes a stack [F2]', () => {
    expect(describe(new Error('a', { cause: new Error('b') }))).not.toContain('errors.test');
  });

  it('returns one line that is not empty, and does not throw, for any thrown value', () => {
    const thrown = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    fc.assert(
      fc.property(thrown, thrown, fc.string({ unit: 'binary' }), (cause, extra, message) => {
        for (const error of [cause, new Error(message, { cause }), new AggregateError([cause, extra])]) {
          expect(describe(error)).toMatch(/^[^\r\n]+$/);
        }
      }),
      cases(300),
    );
  });
});
