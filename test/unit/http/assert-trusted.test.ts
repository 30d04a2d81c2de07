import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../src/domain/errors.ts';
import { assertTrusted, type ExpectedResponse } from '../../../src/http/assert-trusted.ts';

const GET: ExpectedResponse = { what: 'GET /runs/1 responded with 200', method: 'GET', statuses: [200] };
const POST: ExpectedResponse = {
  ...GET,
  what: 'POST /runs responded with 202',
  method: 'POST',
  statuses: [201, 202],
};

function check(expected: ExpectedResponse, status: number, age?: string): void {
  assertTrusted(expected, { status, headers: new Map(age === undefined ? [] : [['age', age]]) });
}

function faultOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

describe('the age of a response', () => {
  it.each([undefined, '0', '000'])('may be %s', (age) => {
    expect(() => check(GET, 200, age)).not.toThrow();
    expect(() => check(POST, 201, age)).not.toThrow();
  });

  it.each(['1', '01', '86400', '-1', '1.5', '0, 5', '0,0', '', 'x', ' 0', '0x0', '99999999999999'])(
    'is not above 0, or unreadable: "%s" [F134 T20]',
    (age) => {
      for (const status of [200, 404, 401, 422]) {
        expect(faultOf(() => check(GET, status, age))).toMatchObject({ kind: 'untrusted' });
      }
      expect(faultOf(() => check(POST, 202, age))).toMatchObject({ kind: 'untrusted' });
    },
  );

  it.each([
    ['7', ' that was 7 s old'],
    ['0007', ' that was 7 s old'],
    ['9999999999', ' that was 9999999999 s old'],
    ['99999999999', ''],
    ['7x', ''],
    ['x7', ''],
  ])('is named if that is possible: %s', (age, words) => {
    expect(faultOf(() => check(GET, 200, age))).toEqual(
      new ProtocolError(
        `GET /runs/1 responded with 200 with a response out of a cache${words}: exclude the host of the API from the cache or proxy`,
        'untrusted',
      ),
    );
  });

  it.each([429, 500, 503, 599])('is ignored for a response that is retried anyway: %i', (status) => {
    expect(() => check(GET, status, '9')).not.toThrow();
  });

  it.each([429, 400, 404, 422, 500, 503])(
    'makes %i an untrusted response to a start [F134 T28]',
    (status) => {
      expect(faultOf(() => check(POST, status, '9'))).toMatchObject({ kind: 'untrusted' });
      expect(() => check(POST, status)).not.toThrow();
    },
  );
});

describe('the status of a response', () => {
  it.each([199, 201, 202, 203, 204, 206, 226, 299])('must be the expected one, not %i [F134]', (status) => {
    expect(faultOf(() => check(GET, status))).toMatchObject({ kind: 'untrusted' });
  });

  it.each([300, 404, 500])('is not checked here if it is no success: %i', (status) => {
    expect(() => check(GET, status)).not.toThrow();
  });

  it('is named, with all expected ones', () => {
    expect(faultOf(() => check({ ...POST, what: 'POST /runs responded with 206' }, 206))).toEqual(
      new ProtocolError(
        'POST /runs responded with 206, and the API responds to this request with 201 or 202 only: check base-url, and that no proxy changes its responses',
        'untrusted',
      ),
    );
  });
});
