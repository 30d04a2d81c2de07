// One step that polls a run for the hours of its argument: the real step and sockets, on a clock that jumps ahead.

import { COMMON_INPUTS } from '../demo/scenarios.ts';
import { DEMO_RUN, startKindoService } from '../fakes/kindo/service.ts';
import { inputVariables } from '../fakes/runner/action-run.ts';
import { main, systemPlatform } from '../src/main.ts';
import { FakeClock } from '../test/support/fake-clock.ts';

const [hours = '1'] = process.argv.slice(2);
const service = await startKindoService({ run: { ...DEMO_RUN, takesMs: Number.POSITIVE_INFINITY } });
const inputs = { ...COMMON_INPUTS, 'base-url': service.url, timeout: `${hours}h`, 'poll-interval': '10s' };
const platform = systemPlatform();
const environment = {
  ...platform.environment,
  variables: { ...process.env, GITHUB_EVENT_NAME: 'push', ...inputVariables(inputs) },
};
await main({
  ...platform,
  environment,
  clock: new FakeClock(Date.now()),
  interrupted: new AbortController().signal,
});
await service.close();
