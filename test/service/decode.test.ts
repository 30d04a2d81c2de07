import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/errors.ts';
import { decode } from '../../src/service/decode.ts';

const Schema = v.object({ items: v.array(v.object({ name: v.string() })) });

function faultOf(body: unknown): unknown {
  try {
    return decode(Schema, body, 'a list');
  } catch (error) {
    return error;
  }
}

describe('decode', () => {
  it('gives what the schema describes, and nothing else of the answer', () => {
    expect(decode(Schema, { items: [{ name: 'a', more: 1 }], other: 2 }, 'a list')).toEqual({
      items: [{ name: 'a' }],
    });
  });

  it('names the path of what is not as documented, and the likeliest cause', () => {
    const error = faultOf({ items: [{ name: 'a' }, { name: 7 }] });
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      kind: 'undecodable',
      message:
        'the answer is not a list (items.1.name: Invalid type: Expected string but received 7): is base-url the address of this API?',
    });
  });

  it.each([[null], [7], ['text'], [undefined]])('names the whole answer where it is %j', (body) => {
    expect(faultOf(body)).toMatchObject({ message: expect.stringContaining('(the whole answer: ') });
  });

  it('quotes only the beginning of what was received, on one line', () => {
    const error = faultOf({ items: `first\nsecond ${'x'.repeat(10_000)}` });
    expect(error).toMatchObject({ message: expect.stringMatching(/"first second x+…\)/) });
    expect(String(error).length).toBeLessThan(400);
  });

  it('is not misled by fields that belong to every object', () => {
    expect(faultOf(JSON.parse('{"__proto__":{"items":[]}}'))).toBeInstanceOf(ServiceError);
  });
});
