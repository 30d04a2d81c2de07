import { matchesGlob } from 'node:path';

/** A part of src, and the tests that run for its mutants: only those of the same room. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

export const PARTS: Readonly<Record<string, Part>> = {
  domain: { mutate: ['src/domain/*.ts'], tests: ['test/unit/domain/*.test.ts'] },
  text: { mutate: ['src/text/*.ts'], tests: ['test/unit/text/*.test.ts'] },
  http: {
    mutate: ['src/http/*.ts'],
    tests: ['test/unit/http/!(tls).test.ts'],
  },
  retry: {
    mutate: ['src/retry/*.ts', '!src/retry/send-once.ts'],
    tests: ['test/unit/retry/*.test.ts', 'test/unit/run/wait.test.ts'],
  },
  start: {
    mutate: ['src/retry/send-once.ts', 'src/run/{start,reconcile,run-search}.ts'],
    tests: ['test/unit/run/{start*,reconcile,resume}.test.ts'],
  },
  service: {
    mutate: ['src/service/**/*.ts'],
    tests: ['test/unit/service/**/*.test.ts', 'test/unit/inputs/identifiers.test.ts'],
  },
  inputs: { mutate: ['src/inputs/**/*.ts'], tests: ['test/unit/inputs/**/*.test.ts'] },
  'pull-request': {
    mutate: ['src/pull-request/*.ts', '!src/pull-request/preflight.ts'],
    tests: ['test/unit/pull-request/*.test.ts'],
  },
  run: {
    mutate: ['src/run/*.ts', '!src/run/{start,reconcile,run-search,run-step,record,log-settings}.ts'],
    tests: ['test/unit/run/*.test.ts'],
  },
  result: { mutate: ['src/result/**/*.ts'], tests: ['test/unit/result/**/*.test.ts'] },
  verdict: { mutate: ['src/verdict/*.ts'], tests: ['test/unit/verdict/*.test.ts'] },
  report: { mutate: ['src/report/*.ts'], tests: ['test/unit/report/**/*.test.ts'] },
  markdown: { mutate: ['src/report/markdown/*.ts'], tests: ['test/unit/report/**/*.test.ts'] },
  platform: { mutate: ['src/platform/*.ts'], tests: ['test/unit/platform/*.test.ts'] },
  main: {
    mutate: [
      'src/{index,main,post}.ts',
      'src/pull-request/preflight.ts',
      'src/run/{run-step,record,log-settings}.ts',
    ],
    tests: ['test/unit/{index,post,main*}.test.ts'],
  },
};

/** True if the part has the file. A pattern with `!` excludes files of the patterns before it. */
export function holds({ mutate }: Part, file: string): boolean {
  const matches = (pattern: string) => matchesGlob(file, pattern.replace(/^!/, ''));
  return mutate.reduce((isIn, pattern) => (matches(pattern) ? !pattern.startsWith('!') : isIn), false);
}
