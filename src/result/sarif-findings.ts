import type { FindingPlace } from '../domain/findings.ts';
import { type FindingsSink, NO_OBJECT, OUTSIDE, type WrittenFinding } from './finding-parts.ts';
import { field, fieldAt, listOf, textOf } from './json-values.ts';
import { type LevelReading, readLevel } from './level-words.ts';
import { placeIn } from './sarif-places.ts';
import { RunRules } from './sarif-rules.ts';

// Kinds of SARIF results that are not failures. An unknown kind may be one.
const PASSING_KINDS = ['pass', 'open', 'informational', 'notapplicable', 'review'];

/**
 * Reads the findings of a SARIF log of version 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function readSarif(log: unknown, sink: FindingsSink): void {
  const runs = field(log, 'runs');
  if (textOf(field(log, 'version')) !== '2.1.0') sink.problem('is not SARIF of version 2.1.0.');
  else if (!Array.isArray(runs) || runs.length === 0) sink.problem('is SARIF without runs.');
  else for (const run of runs) readRun(run, sink);
}

function readRun(run: unknown, sink: FindingsSink): void {
  if (listOf(field(run, 'invocations')).some(hasFailed))
    sink.problem('has a run with "executionSuccessful" other than true.');
  const results = field(run, 'results');
  if (!Array.isArray(results)) {
    sink.problem('has a run without "results".');
    return;
  }
  sink.list();
  const rules = new RunRules(run);
  for (const result of results) sink.add(readResult(result, { run, rules, workspace: sink.workspace }));
}

/** Every given value but `true` counts as failed. */
function hasFailed(invocation: unknown): boolean {
  const successful = field(invocation, 'executionSuccessful');
  return successful !== undefined && successful !== true;
}

interface RunContext {
  readonly run: unknown;
  readonly rules: RunRules;
  readonly workspace: string | null;
}

function readResult(result: unknown, { run, rules, workspace }: RunContext): WrittenFinding {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return NO_OBJECT;
  const found = rules.find(result);
  const [rule] = found;
  const { level, notes } = levelOf(result, found);
  const locations = listOf(field(result, 'locations'));
  const place = firstPlace(locations, run, workspace);
  const details = rule === undefined ? null : rules.details(rule);
  return {
    level,
    rule: ruleIdOf(result, rule),
    message: messageOf(result, rule, run),
    place,
    help: details?.helpUri || details?.help || '',
    notCounted: notCounted(result),
    notes: place === null && locations.length > 0 ? [...notes, OUTSIDE] : notes,
    details,
  };
}

/** The level of the result; without one, of the rules that it names, or `warning`. */
function levelOf(result: object, rules: readonly object[]): LevelReading {
  const own = field(result, 'level');
  if (own !== undefined) return readLevel([own]);
  const defaults = rules.map((rule) => fieldAt(rule, 'defaultConfiguration', 'level') ?? 'warning');
  return defaults.length === 0 ? { level: 'warning', notes: [] } : readLevel(defaults);
}

function ruleIdOf(result: object, rule: object | undefined): string {
  return (
    textOf(field(result, 'ruleId')) || textOf(fieldAt(result, 'rule', 'id')) || textOf(field(rule, 'id'))
  );
}

function firstPlace(
  locations: readonly unknown[],
  run: unknown,
  workspace: string | null,
): FindingPlace | null {
  for (const location of locations) {
    const place = placeIn(location, run, workspace);
    if (place !== null) return place;
  }
  return null;
}

/** The text of the message. The rule or the tool may have it under the message's id. */
function messageOf(result: object, rule: object | undefined, run: unknown): string {
  const message = field(result, 'message');
  const id = textOf(field(message, 'id'));
  const named =
    fieldAt(rule, 'messageStrings', id) ?? fieldAt(run, 'tool', 'driver', 'globalMessageStrings', id);
  const text =
    textOf(field(message, 'text')) ||
    textOf(field(named, 'text')) ||
    textOf(field(message, 'markdown')) ||
    textOf(field(named, 'markdown'));
  const values = listOf(field(message, 'arguments'));
  if (values.length === 0) return text;
  return text.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (whole, index) =>
    index === undefined ? whole.charAt(0) : textOf(values[Number(index)]) || whole,
  );
}

function notCounted(result: object): string | null {
  const kind = textOf(field(result, 'kind'));
  if (PASSING_KINDS.includes(kind.toLowerCase())) return `Its kind is ${kind}.`;
  const suppressions = listOf(field(result, 'suppressions'));
  const isAccepted =
    suppressions.length > 0 &&
    suppressions.every(
      (one) => typeof one === 'object' && one !== null && isAcceptedStatus(field(one, 'status')),
    );
  return isAccepted ? 'It is suppressed.' : null;
}

function isAcceptedStatus(status: unknown): boolean {
  return status === undefined || status === 'accepted';
}
