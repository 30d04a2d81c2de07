import fc, { type RunDetails } from 'fast-check';
import { expect } from 'vitest';
import { propertyRuns, propertySeed } from './property-seed.ts';

interface Cases<Values> {
  readonly numRuns: number;
  readonly seed: number;
  readonly reporter: (details: RunDetails<Values>) => void;
}

/**
 * The parameters of a property: `count` cases, always the same ones, or those that PROPERTY_SEED and PROPERTY_RUNS ask for.
 * Fewer in a mutation run, which runs the same property again for every mutant.
 */
export function cases<Values>(count: number): Cases<Values> {
  const numRuns = process.env.MUTATION === 'true' ? Math.min(count, 100) : count * propertyRuns();
  return { numRuns, seed: propertySeed(), reporter };
}

function reporter<Values>(details: RunDetails<Values>): void {
  if (!details.failed) return;
  const { testPath = '', currentTestName = '' } = expect.getState();
  const variables = `PROPERTY_SEED=${details.seed} PROPERTY_RUNS=${propertyRuns()}`;
  const command = `${variables} npx vitest run ${testPath.slice(process.cwd().length + 1)}`;
  throw new Error(`${fc.defaultReportMessage(details)}\n\n${currentTestName}\nRepeat it: ${command}`, {
    cause: details.errorInstance,
  });
}
