import { InputError } from '../domain/errors.ts';
import type { Level } from '../domain/findings.ts';
import { type AllowableOutcome, FAULT_OUTCOMES, NEVER_ALLOWED } from '../domain/outcome.ts';
import { closestMatch } from '../text/closest-match.ts';
import { durationMs, parseDuration } from '../text/duration.ts';
import { quote } from '../text/sanitize.ts';
import type { InputName } from './declared.ts';
import { readInput, readOptional, type Variables } from './raw.ts';

/** The range of an input with a duration. */
export interface DurationRange {
  readonly least: string;
  readonly most: string;
}

/**
 * A duration in milliseconds.
 *
 * @throws InputError if it has no unit, or is outside of its range
 */
export function readDuration(variables: Variables, name: InputName, range: DurationRange): number {
  const raw = readInput(variables, name);
  const limits = `from ${range.least} to ${range.most}`;
  const ms = parseDuration(raw.trim());
  if (ms === null) {
    throw new InputError(
      `${name} is ${quote(raw)}, which is not a duration: write whole numbers with their units, such as 90s, 30m or 1h30m, ${limits}.`,
    );
  }
  if (ms < durationMs(range.least) || ms > durationMs(range.most)) {
    throw new InputError(`${name} is ${quote(raw)}, which is out of range: write a duration ${limits}.`);
  }
  return ms;
}

/**
 * A boolean of YAML 1.2.
 *
 * @throws InputError
 */
export function readBoolean(variables: Variables, name: InputName): boolean {
  const raw = readInput(variables, name);
  if (/^(true|True|TRUE)$/.test(raw.trim())) return true;
  if (/^(false|False|FALSE)$/.test(raw.trim())) return false;
  throw new InputError(`${name} is ${quote(raw)}: write true or false.`);
}

/**
 * One of several values.
 *
 * @throws InputError
 */
export function readChoice<T extends string>(
  variables: Variables,
  name: InputName,
  choices: readonly T[],
): T {
  const raw = readInput(variables, name);
  const choice = choices.find((one) => one === raw.trim());
  if (choice !== undefined) return choice;
  // Not "write": that is also a role.
  throw new InputError(
    `${name} is ${quote(raw)}: set it to ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`,
  );
}

const ALLOWABLE = FAULT_OUTCOMES.filter(
  (word): word is AllowableOutcome => !NEVER_ALLOWED.some((never) => never === word),
);

/**
 * The outcomes that do not fail the step.
 *
 * @throws InputError with every value that cannot be allowed
 */
export function readAllow(variables: Variables): ReadonlySet<AllowableOutcome> {
  const words = readInput(variables, 'allow')
    .split(/[,\r\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const allowed = new Set<AllowableOutcome>();
  const problems: string[] = [];
  for (const word of words) {
    const outcome = ALLOWABLE.find((allowable) => allowable === word);
    if (outcome !== undefined) allowed.add(outcome);
    else problems.push(unknownOutcome(word));
  }
  if (problems.length > 0) throw new InputError(problems);
  return allowed;
}

function unknownOutcome(word: string): string {
  if (NEVER_ALLOWED.some((never) => never === word)) {
    return `allow has ${quote(word)}, which can never be allowed: remove it.`;
  }
  if (word === 'all')
    return 'allow has "all", which is not an outcome: write the names of outcomes, or set advisory: true to try the action out.';
  const meant = closestMatch(word, ALLOWABLE, String)[0]?.item;
  return `allow has ${quote(word)}, which is not an outcome that can be allowed: the nearest is ${meant}. Write any of ${ALLOWABLE.join(', ')}.`;
}

/**
 * Whether verdicts are required; null for `auto`.
 *
 * @throws InputError
 */
export function readRequireEvals(variables: Variables): boolean | null {
  const raw = readInput(variables, 'require-evals');
  if (raw.trim() === 'auto') return null;
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(raw.trim())) return readBoolean(variables, 'require-evals');
  throw new InputError(`require-evals is ${quote(raw)}: write auto, true or false.`);
}

/**
 * The level at which findings fail the step; null for `never`.
 *
 * @throws InputError
 */
export function readFailOnFindings(variables: Variables): Level | null {
  const choice = readChoice(variables, 'fail-on-findings', ['never', 'error', 'warning', 'note']);
  return choice === 'never' ? null : choice;
}

/** The non-empty lines of an optional input. */
export function readLines(variables: Variables, name: InputName): string[] {
  return readOptional(variables, name)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
