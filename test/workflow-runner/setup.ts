import type { Host } from '../../fakes/workflow-runner/job.ts';

/** A setup with an empty repository and no secrets; `changes` replaces parts of it. */
export function setupWith(changes: Partial<Host> = {}): Host {
  return {
    github: { event: {}, event_name: 'push', ref: 'refs/heads/main', repository: 'octo-org/octo-repo' },
    secrets: {},
    ourInputs: () => ({}),
    cancelled: new AbortController().signal,
    ...changes,
  };
}

/** A job that runs this script. */
export function scriptJob(script: string, more = ''): string {
  const lines = script.replace(/^/gm, '          ');
  return `\n    runs-on: ubuntu-latest${more}\n    steps:\n      - id: script\n        run: |\n${lines}\n`;
}
