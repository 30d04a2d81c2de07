import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { propertyRuns } from './test/support/property-seed.ts';

const GITHUB_PACKAGES = /@actions\/(?:expressions|languageservice|workflow-parser)\/.*\.js$/;

// They leave nothing behind in the modules that they import, so the files of a worker share them.
const SHARED = ['test/unit/{domain,inputs,report,result,retry,text,verdict}/**/*.test.ts'];

// They start processes, build, or simulate many steps.
const SLOW = [
  'test/**/*.process.test.ts',
  'test/{cuts,e2e,simulation,workflow-runner}/**/*.test.ts',
  'test/repository/{dist,imports}.test.ts',
];

// With arguments only a part of the tests runs, and a part covers only a part of src.
const isWhole = process.argv.slice(2).join(' ') === 'run';

export default defineConfig({
  plugins: [
    {
      // Their source maps point to sources that are not published, and each is warned of.
      name: 'no-source-maps-of-github',
      load: (id) =>
        GITHUB_PACKAGES.test(id)
          ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
          : null,
    },
  ],
  test: {
    pool: 'forks',
    // One more than two processors: end-to-end tests mostly wait.
    maxWorkers: '150%',
    maxConcurrency: 10,
    // They import JSON without the attribute that Node asks for.
    server: { deps: { inline: [GITHUB_PACKAGES] } },
    // Guards against hanging only: the tests pass on a machine that is eight times slower.
    testTimeout: 300_000 * propertyRuns(),
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    coverage: {
      enabled: isWhole,
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: [['text', { skipEmpty: true, skipFull: true }], ['text-summary']],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...SLOW, ...SHARED] },
      },
      { extends: true, test: { name: 'unit-shared', include: SHARED, exclude: SLOW, isolate: false } },
      { extends: true, test: { name: 'slow', include: SLOW } },
    ],
  },
});
