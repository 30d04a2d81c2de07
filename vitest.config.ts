import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // They import JSON without the attribute that Node asks for.
    server: { deps: { inline: [/@actions\/(expressions|languageservice|workflow-parser)/] } },
    // The end-to-end scenarios wait for real seconds on real sockets; the unit tests wait for none.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: [['text', { skipEmpty: true, skipFull: true }], ['text-summary']],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
  },
});
