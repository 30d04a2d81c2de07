import { describe, expect, it } from 'vitest';
import { type Finding, type Level, NO_FINDINGS } from '../../../../src/domain/findings.ts';
import { NO_RESULT } from '../../../../src/domain/result.ts';
import { renderFindings } from '../../../../src/report/markdown/findings-table.ts';
import { findingOf } from '../../../support/findings.ts';

const REST = 'the whole is elsewhere';

function render(findings: readonly Finding[], failsFrom: Level | null = null, maxBytes = 100_000): string {
  return renderFindings(
    { ...NO_RESULT, failsFrom, findings: { lists: 1, findings, problems: [] } },
    REST,
    maxBytes,
  );
}

const rowsOf = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);

describe('the table of findings', () => {
  it('is omitted if no list was read', () => {
    expect(
      renderFindings({ ...NO_RESULT, findings: { ...NO_FINDINGS, problems: ['It is broken.'] } }, REST, 1000),
    ).toBe('');
  });

  it('says that there are no findings for an empty list', () => {
    expect(render([])).toBe('### Findings: none');
  });

  it('has the findings by level, then those that do not count, and marks those that fail the step', () => {
    const findings = [
      findingOf({ level: 'note', rule: 'todo', message: 'Later.', place: null }),
      findingOf({ level: 'note', rule: '', message: 'Neither.', place: null }),
      findingOf({ level: 'error', rule: 'old', message: 'Known.', notCounted: 'It is suppressed.' }),
      findingOf({ level: 'none', rule: '', message: '' }),
      findingOf({
        level: 'warning',
        rule: 'weak',
        message: 'MD5.',
        place: { path: 'src/a.ts', line: null, endLine: null },
      }),
      findingOf({
        level: 'error',
        rule: 'sql',
        message: 'It is bad.',
        notes: ['Its level is unknown, and counts as error.'],
      }),
    ];
    expect(render(findings, 'warning').split('\n')).toEqual([
      '### Findings: 1 error, 1 warning, 2 notes, 1 of the level none, 1 not counted',
      '',
      '| Level | Rule | Place | Message |',
      '| --- | --- | --- | --- |',
      '| ❌&nbsp;**error** | `sql` | `src/login.ts:12` | It is bad. _(Its level is unknown, and counts as error.)_ |',
      '| ⚠️&nbsp;**warning** | `weak` | `src/a.ts` | MD5. |',
      '| ℹ️&nbsp;note | `todo` |  | Later. |',
      '| ℹ️&nbsp;note |  |  | Neither. |',
      '| ▫️&nbsp;none |  | `src/login.ts:12` | No message. |',
      '| ❌&nbsp;error | `old` | `src/login.ts:12` | Known. _(It does not count: It is suppressed.)_ |',
    ]);
  });

  it('has those on changed lines first in their level, and marks them', () => {
    const at = (line: number) => ({ place: { path: 'a.ts', line, endLine: null } });
    const findings = [
      findingOf({ level: 'warning', ...at(1), isOnChange: true }),
      findingOf({ ...at(2) }),
      findingOf({ ...at(3), isOnChange: true }),
    ];
    expect(rowsOf(render(findings)).map((row) => row.split(' | ')[2])).toEqual([
      '`a.ts:3` (changed line)',
      '`a.ts:2`',
      '`a.ts:1` (changed line)',
    ]);
  });

  it('shows at most 50, and counts the rest [B69]', () => {
    const many = Array.from({ length: 51 }, () => findingOf());
    expect(rowsOf(render(many.slice(1)))).toHaveLength(50);
    expect(render(many.slice(1))).not.toContain('not shown');
    expect(rowsOf(render(many))).toHaveLength(50);
    expect(render(many)).toMatch(/\n\n1 more finding is not shown; the whole is elsewhere\.$/);
    const flood = Array.from({ length: 100_000 }, () => findingOf());
    expect(render(flood)).toMatch(/\n\n99950 more findings are not shown; the whole is elsewhere\.$/);
  });

  it('shows only as many as fit', () => {
    const one = rowsOf(render([findingOf()]))[0] ?? '';
    const bytes = Buffer.byteLength(one) + 1;
    const three = [findingOf(), findingOf(), findingOf()];
    expect(rowsOf(render(three, null, 2 * bytes))).toHaveLength(2);
    expect(rowsOf(render(three, null, 2 * bytes - 1))).toHaveLength(1);
    expect(render(three, null, 0)).toBe(
      '### Findings: 3 errors\n\n3 more findings are not shown; the whole is elsewhere.',
    );
  });

  it('escapes text of others, in one cell, truncated if it is long [T5]', () => {
    const place = { path: `a|b\n${'p'.repeat(300)}`, line: 1, endLine: null };
    const [row = ''] = rowsOf(
      render([
        findingOf({
          rule: '`r`|'.repeat(40),
          message: `@team <b>![x](y)|\n::error::${'z'.repeat(500)}`,
          place,
        }),
      ]),
    );
    expect(row).not.toMatch(/[^`]@team|[^`]<b>|\n/);
    expect(row.length).toBeLessThan(1500);
  });
});
