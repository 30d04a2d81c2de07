import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the last mutant failed by comes first, then the fastest: the first test file is the end of most mutants. */
class FastestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = (file: TestSpecification) => {
      const result = this.ctx.cache.getTestSpecificationResult(file);
      return result === undefined || result.failed ? -1 : result.duration;
    };
    return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b)));
  }
}

/** The tests of one part of src, for `npm run mutation`. */
export default defineConfig({
  test: {
    include: process.env.MUTATION_TESTS?.split(' ') ?? [],
    // The tests of the largest reports take longer than all others together.
    testNamePattern:
      /^(?!.*(stays within its limit with|as the text before grows|has at most 65,000 characters))/,
    setupFiles: ['test/mutation/setup.ts'],
    sequence: { sequencer: FastestFirst },
    env: { MUTATION: 'true' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
