import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAILY_SECURITY_SCAN } from '../../fakes/kindo/data.ts';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES, NEVER_ALLOWED } from '../../src/domain/outcome.ts';
import { DECLARED_INPUTS } from '../../src/inputs/declared.ts';
import { OUTPUT_NAMES } from '../../src/report/outputs.ts';
import { action, ROOT, read } from './files.ts';
import { readPage } from './page.ts';
import { KEY, settingsOf } from './settings.ts';

const readme = readPage('README.md');

/** The rows of the tables below a heading, those of its subheadings included. */
function table(heading: string): readonly (readonly string[])[] {
  return readme.groups.get(heading) ?? [];
}

function unquoted(cell = ''): string {
  return cell.replace(/^`(.*)`$/, '$1');
}

describe('action.yml', () => {
  it('declares the inputs that the code reads, with the same defaults [B63]', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
    expect(declared).toEqual(Object.entries(DECLARED_INPUTS));
  });

  it('declares the outputs that the code writes', () => {
    expect(Object.keys(action.outputs).sort()).toEqual([...OUTPUT_NAMES].sort());
  });

  it('describes every input and output', () => {
    for (const [name, { description }] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(description, name).toMatch(/\w.*\.$/s);
    }
  });

  it('requires only the key', () => {
    const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
    expect(required.map(([name]) => name)).toEqual(['api-key']);
  });

  it('runs an existing file on Node 24', () => {
    expect(action.runs.using).toBe('node24');
    expect(existsSync(join(ROOT, action.runs.main))).toBe(true);
    expect(existsSync(join(ROOT, String(action.runs.post)))).toBe(true);
  });
});

describe('README.md', () => {
  it('lists the inputs of action.yml with their defaults', () => {
    const rows = table('Inputs').map(([name, value]) => [unquoted(name), unquoted(value)]);
    const declared = Object.entries(action.inputs).map(([name, input]) => [
      name,
      input.required === true ? 'required' : (input.default ?? ''),
    ]);
    expect(rows.toSorted()).toEqual(declared.toSorted());
  });

  it('lists the outputs of action.yml', () => {
    const names = table('Outputs').map(([name]) => unquoted(name));
    expect(names.toSorted()).toEqual(Object.keys(action.outputs).toSorted());
  });

  it('lists the outcomes in their order of precedence, with those that can be allowed', () => {
    const never: readonly string[] = NEVER_ALLOWED;
    const faults = FAULT_OUTCOMES.map((word) => [word, never.includes(word) ? 'no' : 'yes']);
    const clean = CLEAN_OUTCOMES.map((word) => [word, 'passes']);
    const rows = table('Outcomes').map(([word, , allowed]) => [unquoted(word), allowed]);
    expect(rows).toEqual([...faults, ...clean]);
  });

  it.each([
    ['Inputs', 2],
    ['Outputs', 1],
    ['Outcomes', 1],
    ['Common messages', 1],
  ])('explains every row of %s', (heading, column) => {
    for (const row of table(heading)) expect(row[column], row[0]).toMatch(/\w/);
  });

  it('lists the ranges of durations that the code enforces [B47]', async () => {
    const ranges = table('Inputs').flatMap(([name, , meaning = '']) => {
      const [, least, most] = /`(\d+\w)` to `(\d+\w)`/.exec(meaning) ?? [];
      return least === undefined || most === undefined ? [] : [{ name: unquoted(name), least, most }];
    });
    expect(ranges).toHaveLength(4);
    for (const { name, least, most } of ranges) {
      const given = { 'api-key': KEY, 'agent-id': DAILY_SECURITY_SCAN.agentId };
      await expect(settingsOf({ ...given, [name]: least })).resolves.toHaveProperty('apiKey');
      await expect(settingsOf({ ...given, [name]: most })).resolves.toHaveProperty('apiKey');
      await expect(settingsOf({ ...given, [name]: '999d' })).rejects.toThrow(
        `${name} is "999d", which is out of range: write a duration from ${least} to ${most}.`,
      );
    }
  });

  it('explains the placeholder OWNER once', () => {
    expect(read('README.md').match(/`OWNER`/g)).toHaveLength(1);
  });
});
