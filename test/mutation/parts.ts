import { matchesGlob } from 'node:path';

/** A part of src, and the tests that its mutants meet: those of its own room, which have to notice them alone. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

export const PARTS: Readonly<Record<string, Part>> = {
  verdict: { mutate: ['src/verdict/*.ts'], tests: ['test/verdict/*.test.ts'] },
  start: {
    mutate: ['src/run/{start,send-once,reconcile}.ts'],
    tests: ['test/run/{start*,send-once,reconcile,resume}.test.ts'],
  },
  retry: {
    mutate: ['src/service/retry.ts', 'src/http/retry-after.ts'],
    tests: ['test/service/retry.test.ts', 'test/http/retry-after.test.ts'],
  },
  untrusted: { mutate: ['src/untrusted.ts'], tests: ['test/untrusted.test.ts'] },
  words: {
    mutate: ['src/*.ts', '!src/{index,main,step,untrusted}.ts'],
    tests: [
      'test/{containment,domain,duration,errors,follow-up,main,nearest,post,redact,run-details,unfinished,version}.test.ts',
      'test/platform/event.test.ts',
    ],
  },
  inputs: { mutate: ['src/inputs/*.ts'], tests: ['test/inputs/*.test.ts'] },
  run: {
    mutate: ['src/run/*.ts', '!src/run/{start,send-once,reconcile}.ts'],
    tests: ['test/run/*.test.ts', 'test/follow-up.test.ts'],
  },
  service: {
    mutate: ['src/{service,http}/*.ts', '!src/service/retry.ts', '!src/http/retry-after.ts'],
    tests: ['test/service/*.test.ts', 'test/http/!(tls).test.ts', 'test/inputs/identifiers.test.ts'],
  },
  report: { mutate: ['src/report/*.ts'], tests: ['test/report/*.test.ts'] },
  github: { mutate: ['src/github/*.ts'], tests: ['test/github/*.test.ts'] },
  platform: { mutate: ['src/platform/*.ts'], tests: ['test/platform/*.test.ts'] },
  main: { mutate: ['src/{index,main,step}.ts', 'src/step/*.ts'], tests: ['test/{index,main*}.test.ts'] },
};

/** True where the part has the file; what a pattern with `!` takes out, it takes out of those before. */
export function holds({ mutate }: Part, file: string): boolean {
  const matches = (pattern: string) => matchesGlob(file, pattern.replace(/^!/, ''));
  return mutate.reduce((isIn, pattern) => (matches(pattern) ? !pattern.startsWith('!') : isIn), false);
}
