import { InputError } from '../domain/errors.ts';
import { closestMatch } from '../text/closest-match.ts';
import { quote } from '../text/sanitize.ts';
import { DECLARED_INPUTS, INPUT_NAMES, type InputName, NONE } from './declared.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The text of an input as the runner passes it; its default where the variable is not there at all.
 *
 * @throws InputError where an input that has a default was given empty.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readInput(variables: Variables, name: InputName): string {
  const fallback = DECLARED_INPUTS[name];
  const value = variables[variableName(name)] ?? fallback;
  if (fallback !== '' && value.trim() === '') {
    throw new InputError(
      `${name} is empty. Is the variable that it is filled from defined? Leave ${name} out for its default, ${fallback}.`,
    );
  }
  return value;
}

/**
 * The text of an input that may be left out, without white space around it; empty if it is left out, or `none` where that is
 * the default. `findEmpty` has the problems of those that are given empty.
 */
export function readOptional(variables: Variables, name: InputName): string {
  const value = (variables[variableName(name)] ?? '').trim();
  return value === DECLARED_INPUTS[name] ? '' : value;
}

/** A sentence for every input that was given empty although its emptiness would open the gate. */
export function findEmpty(variables: Variables): string[] {
  return INPUT_NAMES.filter(
    (name) => DECLARED_INPUTS[name] === NONE && variables[variableName(name)]?.trim() === '',
  ).map(
    (name) =>
      `${name} is empty: the step, output or variable that it is filled from has no value. Fix that, or leave ${name} out.`,
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
 * Inputs that are not declared but whose names are so near to a declared one that they must be meant: the runner only
 * warns of them and goes on.
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
