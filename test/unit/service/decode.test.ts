import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ProtocolError, RequestError } from '../../../src/domain/errors.ts';
import { checkedRunId, decode, shallow, timeOf } from '../../../src/service/decode.ts';

const Schema = v.object({ items: v.array(v.object({ name: v.string() })) });

function faultOf(body: unknown): unknown {
  try {
    return decode(Schema, { body, rawText: JSON.stringify(body) ?? '' }, 'a list');
  } catch (error) {
    return error;
  }
}

describe('checkedRunId', () => {
  it('says what is wrong with an invalid one, without repeating it', () => {
    expect(() => checkedRunId('../evals')).toThrow(
      /^the response has a run id with characters that no run id has$/,
    );
  });
});

describe('shallow', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'end' : [nested(levels - 1)]);

  it('keeps a value of 64 levels, and replaces a deeper one by a message', () => {
    expect(shallow(nested(64))).toEqual(nested(64));
    expect(shallow(nested(65))).toBe('(JSON that is nested too deeply to be shown)');
  });
});

describe('timeOf', () => {
  it.each([
    'x2026-03-12T15:00:00Z',
    '+012026-03-12T15:00:00Z',
    '2026-03-12 15:00:00Z',
    '2026-03-12T15:00:60Z',
    '2026-03-12T15:00:00,5Z',
    '2026-03-12T15Z',
    '2026-03-12T3:00 PM',
    '2026-03-12T15:00:00 PST',
    '2026-03-12T15:00:00 (Z)',
    '2026-03-12T15:00:00+99:99',
    '2026-13-12T15:00:00Z',
    7,
    null,
  ])('is null for %j [F133]', (value) => {
    expect(timeOf(value)).toBeNull();
  });

  it.each([
    '2026-03-12T15:00:00Z',
    '2026-03-12T15:00:00z',
    '2026-03-12T15:00:00',
    '2026-03-12T15:00:00.000000999Z',
    '2026-03-13T05:00:00+14:00',
    '2026-03-12T03:00:00-1200',
  ])('is the same moment for %j, whatever the time zone of this machine [F133]', (value) => {
    expect(timeOf(value)).toBe(Date.UTC(2026, 2, 12, 15));
  });
});

describe('decode', () => {
  it('returns what the schema describes, and nothing else of the response', () => {
    const body = { items: [{ name: 'a', more: 1 }], other: 2 };
    expect(decode(Schema, { body, rawText: JSON.stringify(body) }, 'a list')).toEqual({
      items: [{ name: 'a' }],
    });
  });

  it('names the path of an undocumented value, and the most likely cause [F25]', () => {
    const error = faultOf({ items: [{ name: 'a' }, { name: 7 }] });
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      kind: 'undecodable',
      message:
        'the response is not a list (items.1.name: "Invalid type: Expected string but received 7"): check that base-url is the address of this API',
    });
  });

  it.each([[null], [7], ['text'], [undefined]])('names the whole response if it is %j', (body) => {
    expect(faultOf(body)).toMatchObject({ message: expect.stringContaining('(the whole response: ') });
  });

  it('quotes only the beginning of what was received, on one line', () => {
    const error = faultOf({ items: `first\nsecond ${'x'.repeat(10_000)}` });
    expect(error).toMatchObject({ message: expect.stringMatching(/\\"first second x+…"\)/) });
    expect(String(error).length).toBeLessThan(400);
  });

  it('refuses a response with a duplicate of a key that decides, and names the key [F134]', () => {
    const rawText = '{"items":[{"name":"a","name":"b"}]}';
    const work = () => decode(Schema, { body: JSON.parse(rawText), rawText }, 'a list');
    expect(work).toThrow(
      new ProtocolError(
        'the response is not a list: an object has the key "name" twice, so it is unclear which value counts. Check for a proxy that changes responses',
        'untrusted',
      ),
    );
    expect(work).toThrow(expect.objectContaining({ kind: 'untrusted' }));
  });

  it('accepts a response with a duplicate of another key', () => {
    const rawText = '{"items":[{"name":"a","x":1,"x":2}],"y":1,"y":2}';
    expect(decode(Schema, { body: JSON.parse(rawText), rawText }, 'a list')).toEqual({
      items: [{ name: 'a' }],
    });
  });

  it('ignores properties that every object inherits [F93 T19]', () => {
    expect(faultOf(JSON.parse('{"__proto__":{"items":[]}}'))).toBeInstanceOf(RequestError);
  });
});
