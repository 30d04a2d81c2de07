import { InputError } from '../domain/errors.ts';
import type { InputName } from './declared.ts';
import { findEmpty, findNearMisses, readInput, readOptional, type Variables } from './raw.ts';
import { readBoolean, readDuration } from './scalars.ts';

/** Reads the inputs one by one, and collects their problems to report them together. */
export class InputReader {
  readonly variables: Variables;
  readonly #problems: string[];

  constructor(variables: Variables) {
    this.variables = variables;
    this.#problems = [...findNearMisses(variables), ...findEmpty(variables)];
  }

  /** Every problem so far, a sentence each, in the order in which they were found. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  add(problems: readonly string[]): void {
    this.#problems.push(...problems);
  }

  /** Returns what `parse` returns. If it throws an InputError, returns `fallback`, which has no effect in the end. */
  collect<T, F>(parse: () => T, fallback: F): T | F {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.add(error.problems);
      return fallback;
    }
  }

  /** @throws InputError if an input that has a default is empty */
  text(name: InputName): string {
    return readInput(this.variables, name);
  }

  isGiven(name: InputName): boolean {
    return readOptional(this.variables, name) !== '';
  }

  /** Null if the input is not given, or has a problem. */
  optional<T>(name: InputName, parse: (text: string) => T): T | null {
    return this.isGiven(name) ? this.collect(() => parse(this.text(name)), null) : null;
  }

  boolean(name: InputName, fallback = false): boolean {
    return this.collect(() => readBoolean(this.variables, name), fallback);
  }

  /** Milliseconds. */
  duration(name: InputName, least: string, most: string): number {
    return this.collect(() => readDuration(this.variables, name, { least, most }), 0);
  }
}
