import type { Finding, FindingsReport } from '../../src/domain/findings.ts';
import { messageOf } from '../../src/domain/run.ts';
import { readFindings } from '../../src/result/findings.ts';

/** The folder that stands for the checkout. */
export const WORKSPACE = '/src/repo';

/** An error of the rule `injection`, but for the given facts. */
export function findingOf(facts: Partial<Finding> = {}): Finding {
  return {
    level: 'error',
    rule: 'injection',
    message: 'The name is written into the query.',
    place: { path: 'src/login.ts', line: 12, endLine: null },
    isOnChange: false,
    help: '',
    notCounted: null,
    notes: [],
    details: null,
    ...facts,
  };
}

/** Reads the findings of a run that succeeded with these text parts. */
export function readParts(...parts: readonly string[]): FindingsReport {
  return readFindings(messageOf(parts, null), { workspace: WORKSPACE, changed: new Map(), succeeded: true });
}

/** A SARIF log of one run with these results, and with the other given facts of the run. */
export function sarifOf(results: unknown, run: object = {}): object {
  return { version: '2.1.0', runs: [{ tool: { driver: { name: 'Agent' } }, results, ...run }] };
}

/** The first finding of a value that is the whole response. */
export function firstOf(value: unknown): Finding | undefined {
  return readParts(JSON.stringify(value)).findings[0];
}
