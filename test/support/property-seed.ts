import { randomInt } from 'node:crypto';

const FIXED_SEED = 20_260_312;
const MAX_SEED = 2 ** 31 - 1;

/** The seed of every property: the fixed one, or PROPERTY_SEED, which is an integer or `random`. */
export function propertySeed(env: NodeJS.ProcessEnv = process.env): number {
  const { PROPERTY_SEED = '' } = env;
  if (PROPERTY_SEED === '') return FIXED_SEED;
  if (PROPERTY_SEED === 'random') return randomInt(MAX_SEED);
  return integer('PROPERTY_SEED', PROPERTY_SEED, -(2 ** 31));
}

/** PROPERTY_RUNS: by what the number of cases of every property is multiplied. */
export function propertyRuns(env: NodeJS.ProcessEnv = process.env): number {
  const { PROPERTY_RUNS = '' } = env;
  return PROPERTY_RUNS === '' ? 1 : integer('PROPERTY_RUNS', PROPERTY_RUNS, 1);
}

/** The integer that a text is. */
export function integer(name: string, text: string, smallest: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= smallest && value <= MAX_SEED) return value;
  throw new Error(`${name} is "${text}". Set it to an integer from ${smallest} to ${MAX_SEED}.`);
}
