export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', pool: 'forks' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine makes a test slow; a time-out that is none would count as a kill.
  timeoutMS: 20_000,
  ignorePatterns: ['/dist', '/examples', '/coverage', '/reports', '/test/e2e', '/test/unit/fakes'],
  incremental: true,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
