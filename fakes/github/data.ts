import type { FaultAction } from '../faults.ts';
import type { DemoFile, DemoPull } from './script.ts';

export const DEMO_REPOSITORY = 'octo-org/octo-repo';
/** The token of a job, and the account that GitHub shows it as. */
export const DEMO_TOKEN = 'demo_token_that_opens_nothing_0000000000';
export const DEMO_LOGIN = 'github-actions[bot]';

/** The branch that the demo's pull request goes to. */
export const DEMO_BASE_BRANCH = 'main';
/** Who triggers the demo's workflows. */
export const DEMO_ACTOR = 'octocat';

/**
 * A secondary rate limit.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const SECONDARY_LIMIT: FaultAction = {
  status: 403,
  headers: { 'retry-after': '1' },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  },
};

const LOGIN_PAGE: DemoFile = {
  filename: 'src/login.ts',
  status: 'added',
  additions: 6,
  deletions: 0,
  patch: `@@ -0,0 +1,6 @@
+export function logIn(name: string, password: string): boolean {
+  const query = \`select 1 from users where name = '\${name}' and password = '\${password}'\`;
+  return database.run(query).length === 1;
+}
+
+export const ADMIN = 'admin';`,
};
const README: DemoFile = {
  filename: 'README.md',
  status: 'modified',
  additions: 1,
  deletions: 1,
  patch: `@@ -1,3 +1,3 @@
 # Octo
 
-Nothing to see here.
+Log in at /login. Grüße!`,
};

/** A pull request that adds a login page. */
export const DEMO_PULL: DemoPull = {
  number: 17,
  title: 'Add a login page',
  body: 'Closes the gap.\n\n@everyone please look.',
  base: '5059b14e6a0f5b7f1c2d3e4f5a6b7c8d9e0f1a2b',
  head: '3f786850e387550fdab836ed7e6dc881de23001b',
  files: [README, LOGIN_PAGE],
};

const LOCKFILE_LINES = 40_000;
const LINES_PER_FILE = 38;

/** A pull request that adds so many files, one of them a lockfile of 40,000 lines. */
export function largePull(count: number): DemoPull {
  const added = (filename: string, length: number, line: string): DemoFile => ({
    filename,
    status: 'added',
    additions: length,
    deletions: 0,
    patch: `@@ -0,0 +1,${length} @@\n${Array(length).fill(`+${line}`).join('\n')}`,
  });
  const sources = Array.from({ length: count - 1 }, (_, index) =>
    added(
      `src/part-${Math.floor(index / 100)}/file-${index}.ts`,
      LINES_PER_FILE,
      `export const value${index} = 1;`,
    ),
  );
  const lockfile = added('package-lock.json', LOCKFILE_LINES, '    "integrity": "sha512-demo",');
  return { ...DEMO_PULL, files: [lockfile, ...sources] };
}
