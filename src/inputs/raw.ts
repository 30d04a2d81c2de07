import { InputError } from '../domain/errors.ts';
import { closestMatch } from '../text/closest-match.ts';
import { quote } from '../text/sanitize.ts';
import { DECLARED_INPUTS, INPUT_NAMES, type InputName, NONE } from './declared.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The text of an input as the runner passes it; its default if the variable does not exist.
 *
 * @throws InputError if an input with a default is empty
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readInput(variables: Variables, name: InputName): string {
  const fallback = DECLARED_INPUTS[name];
  const value = variables[variableName(name)] ?? fallback;
  if (fallback !== '' && value.trim() === '') {
    throw new InputError(
      `${name} is empty: define the variable that its value comes from, or remove ${name} to use its default, ${fallback}.`,
    );
  }
  return value;
}

/**
 * The trimmed text of an optional input; empty if it is absent, or `none` if that is its default. `findEmpty` reports those
 * with an empty value.
 */
export function readOptional(variables: Variables, name: InputName): string {
  const value = (variables[variableName(name)] ?? '').trim();
  return value === DECLARED_INPUTS[name] ? '' : value;
}

/** A sentence for every empty input that would open the gate. */
export function findEmpty(variables: Variables): string[] {
  return INPUT_NAMES.filter(
    (name) => DECLARED_INPUTS[name] === NONE && variables[variableName(name)]?.trim() === '',
  ).map(
    (name) =>
      `${name} is empty: the step, output or variable that its value comes from has no value. Fix that, or remove ${name}.`,
  );
}

/** What `read` returns; `fallback` if it throws, because the problem is reported elsewhere. */
export function orElse<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}

/** The environment variable in which the runner passes an input. */
export function variableName(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}

/**
 * Undeclared inputs whose names differ from a declared one by at most one character: the runner only warns about them and
 * continues.
 */
export function findNearMisses(variables: Variables): string[] {
  const declared = new Set(INPUT_NAMES.map(variableName));
  return Object.keys(variables)
    .filter((name) => name.startsWith('INPUT_') && !declared.has(name))
    .flatMap((name) => {
      const given = name.slice('INPUT_'.length).toLowerCase();
      const meant = closestMatch(bare(given), INPUT_NAMES, bare)[0];
      return meant !== undefined && meant.distance <= 1
        ? [`There is no input ${quote(given)}: write ${meant.item}.`]
        : [];
    });
}

function bare(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}
