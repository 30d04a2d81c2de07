import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../../src/inputs/yaml/answer.ts';

describe('parseAnswer', () => {
  it.each([
    ['id: i-1', '{"id":"i-1"}'],
    ['{"id": "i-1", "input": {"approve": true}}', '{"id":"i-1","input":{"approve":true}}'],
    [
      'id: i-1\ninput:\n  amount: 1.10\n  day: 2026-01-02\n  ok: yes\n  none:\n  big: 12345678901234567890',
      '{"id":"i-1","input":{"amount":1.10,"day":"2026-01-02","ok":"yes","none":null,"big":12345678901234567890}}',
    ],
    ['id: "7"', '{"id":"7"}'],
    ['- id: i-1', null],
    ['approve', null],
  ])('reads the types of %j like nested values of inputs', (text, json) => {
    if (json === null) expect(() => parseAnswer(text)).toThrow('resume is not a mapping: write the fields');
    else expect(parseAnswer(text).json).toBe(json);
  });

  it('has the ids that it answers', () => {
    expect(parseAnswer('input: x\nid: intr_01J9ZQ').id).toBe('intr_01J9ZQ');
  });

  it.each(['input: x', 'id:', 'id: ""', 'id: 7', 'id: true', 'id: [a]', 'id: {a: b}', 'ID: x'])(
    'refuses %j, which does not name an interrupt',
    (text) => {
      expect(() => parseAnswer(text)).toThrow('resume has no id, or its id is not text');
    },
  );

  it.each([
    ['id: x\nid: y', 'resume has the same key twice (lines 1 and 2): keep one.'],
    ['id: x\ninput: [{a: 1, a: 2}]', 'resume has the same key twice (lines 2 and 2): keep one.'],
    ['? [id]\n: x', 'resume has a key that is not plain text (line 1, column 3): put it in quotes.'],
    ['id: *a', 'resume would lose text (line 1, column 5, label "id"): YAML replaces'],
    ['id: x\ninput: yes # to both', 'resume would lose text (line 2, column 12, label "input"): YAML drops'],
    [
      'id: x\ninput:\n  note: see #42',
      'resume would lose text (line 3, column 13, label "input"): YAML drops',
    ],
    ['"id: x"', 'resume is one text in quotes'],
    ['id: "x', 'resume cannot be read as YAML or JSON'],
    [`id: x\ninput: ${'['.repeat(70)}${']'.repeat(70)}`, 'resume is nested deeper than 64 levels'],
  ])('names what is wrong with %j', (text, problem) => {
    expect(() => parseAnswer(text)).toThrow(problem);
  });
});
