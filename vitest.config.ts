import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { propertyRuns } from './test/support/property-seed.ts';

const OF_GITHUB = /@actions\/(?:expressions|languageservice|workflow-parser)\/.*\.js$/;

export default defineConfig({
  plugins: [
    {
      // Their source maps point to sources that are not published, and each is warned of.
      name: 'no-source-maps-of-github',
      load: (id) =>
        OF_GITHUB.test(id) ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '') : null,
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // All processors: of two, the default leaves one idle.
    maxWorkers: '100%',
    // They import JSON without the attribute that Node asks for.
    server: { deps: { inline: [OF_GITHUB] } },
    // The end-to-end scenarios wait for real seconds on real sockets; the unit tests wait for none.
    testTimeout: 60_000 * propertyRuns(),
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: [['text', { skipEmpty: true, skipFull: true }], ['text-summary']],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
  },
});
