import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cases } from '../../support/cases.ts';
import { propertyRuns, propertySeed } from '../../support/property-seed.ts';

afterEach(() => vi.unstubAllEnvs());

function failureOf(count: number): string {
  try {
    fc.assert(
      fc.property(fc.nat(), (value) => value < 1000),
      cases(count),
    );
  } catch (error) {
    return String(error);
  }
  return '(no failure)';
}

describe('the cases of a property', () => {
  it('are the same in every run', () => {
    vi.stubEnv('PROPERTY_SEED', undefined);
    const [first, second] = [1, 2].map(() => fc.sample(fc.string(), cases(20)));
    expect(first).toEqual(second);
  });

  it('are different for another seed', () => {
    vi.stubEnv('PROPERTY_SEED', '7');
    const withSeven = fc.sample(fc.string(), cases(20));
    vi.stubEnv('PROPERTY_SEED', '-8');
    expect(fc.sample(fc.string(), cases(20))).not.toEqual(withSeven);
  });

  it('are as many as their count, multiplied by PROPERTY_RUNS', () => {
    vi.stubEnv('MUTATION', undefined);
    vi.stubEnv('PROPERTY_RUNS', undefined);
    expect(cases(300).numRuns).toBe(300);
    vi.stubEnv('PROPERTY_RUNS', '5');
    expect(cases(300).numRuns).toBe(1500);
  });

  it('are at most 100 in a mutation run', () => {
    vi.stubEnv('MUTATION', 'true');
    expect([cases(300).numRuns, cases(30).numRuns]).toEqual([100, 30]);
  });

  it('are repeated by the command that a failure prints', () => {
    vi.stubEnv('PROPERTY_SEED', '42');
    vi.stubEnv('PROPERTY_RUNS', '3');
    const failure = failureOf(100);
    expect(failure).toContain('Counterexample: [1000]');
    expect(failure).toContain(
      'Repeat it: PROPERTY_SEED=42 PROPERTY_RUNS=3 npx vitest run test/unit/support/cases.test.ts',
    );
  });

  it('are repeated with the seed that was drawn, if it is random', () => {
    vi.stubEnv('PROPERTY_SEED', 'random');
    const failure = failureOf(100);
    const [, seed] = /seed: (-?\d+)/.exec(failure) ?? [];
    expect(failure).toContain(`PROPERTY_SEED=${seed} `);
  });

  it('are used by every property of the tests', () => {
    const files = globSync('test/**/*.test.ts').map((file) => ({ file, source: readFileSync(file, 'utf8') }));
    const without = files.filter(
      ({ source }) => source.split('fc.assert(').length > source.split(/\bcases\(/).length,
    );
    expect(without.map(({ file }) => file)).toEqual([]);
  });
});

describe('the seed', () => {
  it('is drawn for each run if it is random', () => {
    const seeds = Array.from({ length: 8 }, () => propertySeed({ PROPERTY_SEED: 'random' }));
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it.each(['x', '1.5', '2147483648', '-2147483649'])('is not %s', (PROPERTY_SEED) => {
    expect(() => propertySeed({ PROPERTY_SEED })).toThrow(`PROPERTY_SEED is "${PROPERTY_SEED}".`);
  });

  it.each(['0', '-1', '1.5', 'many'])('is not multiplied by %s', (PROPERTY_RUNS) => {
    expect(() => propertyRuns({ PROPERTY_RUNS })).toThrow(`PROPERTY_RUNS is "${PROPERTY_RUNS}".`);
  });
});
