import { afterEach } from 'vitest';
import {
  DEMO_REPOSITORY,
  DEMO_TOKEN,
  type GitHubScript,
  type GitHubService,
  startGitHubService,
} from '../../../fakes/github/service.ts';
import { createSend } from '../../../src/http/transport.ts';
import type { Runtime } from '../../../src/platform/runtime.ts';
import type { GitHub } from '../../../src/pull-request/github.ts';
import { createGitHub } from '../../../src/pull-request/octokit.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';

/** GitHub's API on loopback, its client, and the runtime of the step. */
export interface Setup {
  readonly service: GitHubService;
  readonly github: GitHub;
  readonly clock: FakeClock;
  readonly runtime: Runtime;
  readonly log: readonly string[];
  readonly interruption: AbortController;
}

/** Creates setups whose services end with the test. */
export function useSetups(): (script?: GitHubScript, token?: string) => Promise<Setup> {
  const services: GitHubService[] = [];
  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()));
  });
  return async (script = {}, token = DEMO_TOKEN) => {
    const service = await startGitHubService(script);
    services.push(service);
    const clock = new FakeClock();
    const runner = new RecordingRunner();
    const interruption = new AbortController();
    return {
      service,
      github: createGitHub({
        token,
        apiUrl: service.url,
        repository: DEMO_REPOSITORY,
        clock,
        send: createSend({}),
        redact: createRedact([token]),
      }),
      clock,
      runtime: { clock, random: () => 0, signal: interruption.signal, log: runner },
      log: runner.log,
      interruption,
    };
  };
}
