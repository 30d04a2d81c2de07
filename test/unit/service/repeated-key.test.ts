import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LooseText, Name, Text } from '../../../src/service/decode.ts';
import { repeatedKey } from '../../../src/service/repeated-key.ts';
import { cases } from '../../support/cases.ts';

const Schema = v.object({
  runId: v.string(),
  status: v.unknown(),
  agentId: Text,
  note: LooseText,
  name: Name,
  data: v.optional(v.unknown(), null),
  steps: v.nullish(v.array(v.object({ name: LooseText, result: v.string() })), []),
  waits: v.array(v.union([v.looseObject({ id: v.unknown() }), v.unknown()])),
  who: v.fallback(v.nullish(v.object({ id: LooseText, key: v.string() }), null), null),
});

describe('a duplicate key', () => {
  it.each([
    ['in the whole', '{"status":"fail","status":"pass"}', 'status'],
    ['with the same value', '{"status":1,"status":1}', 'status'],
    ['though its value may be left out', '{"agentId":null,"agentId":"a"}', 'agentId'],
    ['though its value may be of any type', '{"name":7,"name":"a"}', 'name'],
    ['behind others', '{"runId":"a","x":[1,{"y":"z"}],"status":{},"runId":"b"}', 'runId'],
    ['in an escape', String.raw`{"status":1,"st\u0061tus":2}`, 'status'],
    ['with space before its colon', '{"status"\n:1,"status" \t\r:2}', 'status'],
    ['in an object of a list', '{"steps":[{"result":"pass"},{"result":"fail","result":"pass"}]}', 'result'],
    ['as a list', '{"steps":[],"steps":[{"result":"pass"}]}', 'steps'],
    ['in one of several variants', '{"waits":["x",{"id":1,"id":2}]}', 'id'],
    [
      'behind an escaped quotation mark',
      String.raw`{"runId":"\",\"status\":1,\\","status":1,"status":2}`,
      'status',
    ],
    ['behind an object that is closed', '{"data":{"a":{}},"status":1,"status":2}', 'status'],
    ['behind a list that is closed', '{"steps":[{"result":"pass"}],"status":1,"status":2}', 'status'],
  ])('is found %s [F134]', (_, json, key) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(repeatedKey(json, Schema)).toBe(key);
  });

  it.each([
    ['not at all', '{"runId":"status","status":"status"}'],
    ['in different objects', '{"steps":[{"result":"pass"},{"result":"pass"}],"waits":[{"id":1},{"id":1}]}'],
    ['in an object within', '{"status":{"status":1,"status":2}}'],
    ['as a text', '{"runId":"\\"status\\":1","status":["status","status"]}'],
    ['and is not in the schema', '{"other":1,"other":2,"toString":1,"toString":2}'],
    ['and no decision depends on it', '{"note":1,"note":2,"steps":[{"name":1,"name":2,"result":"pass"}]}'],
    [
      'within a value that no decision depends on',
      '{"who":{"key":1,"key":2},"data":{"status":1,"status":2}}',
    ],
    ['within a value that is not in the schema', '{"other":[{"status":1,"status":2}]}'],
    ['in another case', '{"status":1,"Status":2}'],
  ])('is ignored if it is repeated %s', (_, json) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(repeatedKey(json, Schema)).toBeNull();
  });

  it('is never found in what JSON.stringify writes', () => {
    const value = fc.jsonValue();
    const record = fc.record({ runId: value, status: value, steps: fc.array(value), waits: fc.array(value) });
    fc.assert(
      fc.property(record, fc.nat(3), (body, indent) => {
        expect(repeatedKey(JSON.stringify(body, null, indent), Schema)).toBeNull();
      }),
      cases(300),
    );
  });

  it('is found at any place', () => {
    const names = ['runId', 'status', 'agentId', 'data', 'steps', 'waits', 'note', 'other'];
    const decides = new Set(names.slice(0, 6));
    const entries = fc.array(fc.tuple(fc.constantFrom(...names), fc.jsonValue()), { maxLength: 8 });
    fc.assert(
      fc.property(entries, (pairs) => {
        const json = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
        const twice = pairs.findIndex(
          ([name], at) => decides.has(name) && pairs.findIndex(([first]) => first === name) < at,
        );
        expect(repeatedKey(json, Schema)).toBe(pairs[twice]?.[0] ?? null);
      }),
      cases(300),
    );
  });

  it('is found at any depth, and in a text of any length', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const long = 'x\\"'.repeat(200_000);
    expect(repeatedKey(`{"data":${deep},"note":"${long}","status":1,"status":2}`, Schema)).toBe('status');
  });
});
