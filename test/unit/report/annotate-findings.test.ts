import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/findings.ts';
import { annotateFindings } from '../../../src/report/annotate-findings.ts';
import { findingOf } from '../../support/findings.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';

const workspace = mkdtempSync(join(tmpdir(), 'annotate-'));
mkdirSync(join(workspace, 'src'));
mkdirSync(join(workspace, '.git'));
for (const file of ['src/login.ts', '.git/config']) writeFileSync(join(workspace, file), 'x');
afterAll(() => rmSync(workspace, { recursive: true }));

const NONE = { error: 0, warning: 0, notice: 0 };

function annotate(
  findings: readonly Finding[],
  facts: Partial<Parameters<typeof annotateFindings>[2]> = {},
): RecordingRunner {
  const runner = new RecordingRunner();
  annotateFindings(runner, findings, { workspace, used: NONE, mayBeErrors: true, ...facts });
  return runner;
}

describe('the annotations of findings', () => {
  it('have the kind of their level, and are on their lines', () => {
    const place = { path: 'src/login.ts', line: null, endLine: null };
    const runner = annotate([
      findingOf({ level: 'note', rule: '', message: 'A note.', place }),
      findingOf({ level: 'warning', rule: 'weak', message: '' }),
      findingOf({ level: 'error' }),
    ]);
    expect(runner.errors).toEqual([['"injection": error', 'The name is written into the query.']]);
    expect(runner.warnings).toEqual([['"weak": warning']]);
    expect(runner.notices).toEqual([['note', 'A note.']]);
    expect(runner.places).toEqual([
      { file: 'src/login.ts', line: 12 },
      { file: 'src/login.ts', line: 12 },
      { file: 'src/login.ts', line: 1 },
    ]);
  });

  it('are not errors if the step passes', () => {
    const runner = annotate([findingOf({ level: 'error' }), findingOf({ level: 'warning' })], {
      mayBeErrors: false,
    });
    expect(runner.errors).toEqual([]);
    expect(runner.warnings.map(([title]) => title)).toEqual(['"injection": error', '"injection": warning']);
  });

  it('are not made of findings that do not count, have no level, or no file in the checkout', () => {
    const at = (path: string) => findingOf({ place: { path, line: 1, endLine: null } });
    const left = [
      findingOf({ notCounted: 'It is suppressed.' }),
      findingOf({ level: 'none' }),
      findingOf({ place: null }),
      at('src/missing.ts'),
      at('src'),
      at('.git/config'),
    ];
    const runner = annotate(left);
    expect([runner.errors, runner.warnings, runner.notices]).toEqual([[], [], []]);
    expect(annotate([findingOf()], { workspace: null }).errors).toEqual([]);
  });

  it('are at most ten of a kind, including those that the step has already written', () => {
    const many = (level: Finding['level']) => Array.from({ length: 12 }, () => findingOf({ level }));
    const findings = [...many('note'), ...many('warning'), ...many('error')];
    const runner = annotate(findings, { used: { error: 1, warning: 10, notice: 0 } });
    expect([runner.errors.length, runner.warnings.length, runner.notices.length]).toEqual([9, 0, 10]);
    expect(annotate(findings, { used: { error: 11, warning: 0, notice: 0 } }).errors).toEqual([]);
  });

  it('are those on changed lines first where a level has more than the runner keeps', () => {
    const many = Array.from({ length: 10 }, () => findingOf());
    const findings = [findingOf({ level: 'warning', isOnChange: true }), ...many];
    const runner = annotate([...findings, findingOf({ rule: 'new', isOnChange: true })], {
      used: { error: 1, warning: 0, notice: 0 },
    });
    expect(runner.errors).toHaveLength(9);
    expect(runner.errors[0]?.[0]).toBe('"new": error');
  });

  it('start with the highest level if all have one kind', () => {
    const findings = [
      ...Array.from({ length: 10 }, () => findingOf({ level: 'warning' })),
      findingOf({ level: 'error' }),
    ];
    const runner = annotate(findings, { mayBeErrors: false });
    expect(runner.warnings[0]).toEqual(['"injection": error', 'The name is written into the query.']);
    expect(runner.warnings).toHaveLength(10);
  });
});
