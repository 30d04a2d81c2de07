import { type ActionResult, runAction } from './action-run.ts';
import { startKindoService } from './kindo-service.ts';
import { COMMON_INPUTS, type Scenario } from './scenarios.ts';

export interface Performance extends ActionResult {
  /** How many start requests the service has seen. */
  readonly starts: number;
}

/** Runs the bundled action in a scenario, against a service of its own that ends with it. */
export async function play(scenario: Scenario, onLine?: (line: string) => void): Promise<Performance> {
  const service = await startKindoService(scenario.service);
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = await runAction({
      inputs: { ...COMMON_INPUTS, 'base-url': service.url, ...scenario.inputs },
      ...(scenario.env === undefined ? {} : { env: scenario.env }),
      ...(onLine === undefined ? {} : { onLine }),
      onSpawn: (child) => {
        if (scenario.cancelAfterMs === undefined) return;
        service.onAccepted(() => {
          timer = setTimeout(() => child.kill('SIGINT'), scenario.cancelAfterMs);
        });
      },
    });
    return { ...result, starts: service.startRequests() };
  } finally {
    clearTimeout(timer);
    await service.close();
  }
}
