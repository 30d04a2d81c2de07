import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type FindingsReport,
  LEVELS,
  type Level,
  NO_FINDINGS,
} from '../../../src/domain/findings.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { judgeResult } from '../../../src/verdict/findings.ts';
import { findingOf, readParts } from '../../support/findings.ts';

function outcomesOf(findings: Partial<FindingsReport>, failsFrom: Level | null): readonly string[] {
  const report = { ...NO_FINDINGS, lists: 1, ...findings };
  return judgeResult({ ...NO_RESULT, findings: report }, failsFrom).map(({ outcome }) => outcome);
}

function reasonOf(findings: readonly Finding[], failsFrom: Level): string {
  const report = { lists: 1, findings, problems: [] };
  return String(judgeResult({ ...NO_RESULT, findings: report }, failsFrom)[0]?.reasons);
}

describe('findings', () => {
  it.each([
    ['error', ['error']],
    ['warning', ['error', 'warning']],
    ['note', ['error', 'warning', 'note']],
  ] as const)('at or above %s fail the step, and no other [F149]', (failsFrom, failing) => {
    for (const level of LEVELS) {
      const expected = failing.some((one) => one === level) ? ['findings-failed'] : [];
      expect(outcomesOf({ findings: [findingOf({ level })] }, failsFrom), level).toEqual(expected);
    }
  });

  it('that do not count fail nothing [F149]', () => {
    const suppressed = findingOf({ level: 'error', notCounted: 'It is suppressed.' });
    expect(outcomesOf({ findings: [suppressed] }, 'note')).toEqual([]);
  });

  it('decide nothing if the workflow does not use them', () => {
    expect(
      outcomesOf({ findings: [findingOf({ level: 'error' })], problems: ['It is broken.'] }, null),
    ).toEqual([]);
    expect(judgeResult(NO_RESULT, null)).toEqual([]);
  });

  it('that are an empty list add nothing [F150]', () => {
    expect(outcomesOf({}, 'note')).toEqual([]);
  });

  it.each(['findings', 'runs'])('fail the step however many are in front of them, as %s [B69]', (form) => {
    const list = [...Array.from({ length: 100_000 }, () => ({ level: 'note' })), 7];
    const log = form === 'runs' ? { version: '2.1.0', runs: [{ results: list }] } : { findings: list };
    expect(outcomesOf(readParts(JSON.stringify(log)), 'error')).toEqual(['findings-failed']);
  });

  it('that are missing fail the step that requires them [F150]', () => {
    expect(judgeResult(NO_RESULT, 'error')).toEqual([
      {
        outcome: 'findings-missing',
        reasons: [
          "fail-on-findings is set, and the answer has no list of findings. Put this action's docs/findings.schema.json into the agent's prompt, and request the list in every answer, even if it is empty.",
        ],
      },
    ]);
  });

  it('that cannot be read fail the step, also beside readable ones [F150]', () => {
    const findings = [findingOf({ level: 'error' })];
    expect(outcomesOf({ findings, problems: ['A block is broken.'] }, 'error')).toEqual([
      'findings-failed',
      'findings-missing',
    ]);
    const [, missing] = judgeResult(
      { ...NO_RESULT, findings: { lists: 1, findings, problems: ['A block is broken.', 'So is another.'] } },
      'error',
    );
    expect(missing?.reasons.join()).toContain(
      'findings could not be read. A block is broken. So is another. Put',
    );
  });

  it('are counted by level in the reason, which names the first row of the table', () => {
    const place = { path: 'src/a.ts', line: 7, endLine: null };
    const findings = [
      findingOf({ level: 'note', rule: 'todo' }),
      findingOf({ level: 'warning', rule: 'weak-hash', place }),
      findingOf({ level: 'error', rule: 'old' }),
      findingOf({ level: 'error', rule: 'sql', place, isOnChange: true }),
    ];
    expect(reasonOf(findings, 'warning')).toBe(
      '3 findings are at or above the level warning (2 errors, 1 warning). The first is "sql" at "src/a.ts:7". Fix the cause, or change fail-on-findings.',
    );
    expect(reasonOf(findings.slice(2, 3), 'error')).toBe(
      '1 finding has the level error. It is "old" at "src/login.ts:12". Fix the cause, or change fail-on-findings.',
    );
    expect(reasonOf(findings.slice(2), 'error')).toMatch(
      /^2 findings have the level error\. The first is "sql" at /,
    );
    expect(reasonOf(findings.slice(0, 1), 'note')).toMatch(
      /^1 finding is at or above the level note \(1 note\)\. It is /,
    );
  });

  it('without a rule or a line are named by their other fields', () => {
    const place = { path: 'src/a.ts', line: null, endLine: null };
    expect(reasonOf([findingOf({ level: 'error', rule: '', place })], 'error')).toMatch(
      /It is a finding without a rule at "src\/a\.ts"\. Fix the cause, or change fail-on-findings\.$/,
    );
    expect(reasonOf([findingOf({ level: 'error', rule: '', place: null })], 'error')).toMatch(
      /It is a finding without a rule\. Fix the cause, or change fail-on-findings\.$/,
    );
  });
});

describe('data that breaks the schema', () => {
  it('fails the step, with every violation [F151]', () => {
    expect(judgeResult({ ...NO_RESULT, violations: ['/a is odd.', '/b too.'] }, null)).toEqual([
      {
        outcome: 'result-invalid',
        reasons: [
          "The data of the answer does not satisfy result-schema. /a is odd. /b too. Put the schema into the agent's prompt, or change the schema.",
        ],
      },
    ]);
  });

  it('is reported after the findings', () => {
    expect(
      judgeResult({ ...NO_RESULT, violations: ['/a is odd.'] }, 'error').map(({ outcome }) => outcome),
    ).toEqual(['findings-missing', 'result-invalid']);
  });
});
