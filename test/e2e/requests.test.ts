import { describe, expect, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { generatedAgent } from '../../fakes/kindo/data.ts';
import { type ServiceScript, startKindoService } from '../../fakes/kindo/service.ts';
import { runAction } from '../../fakes/runner/action-run.ts';

/** The requests that one step sends, in their order. */
async function requestsOf(
  script: ServiceScript,
  inputs: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const service = await startKindoService(script);
  try {
    const given = { ...COMMON_INPUTS, 'base-url': service.url, 'poll-interval': '10s', ...inputs };
    const { outputs } = await runAction({ inputs: given });
    expect(outputs.outcome).toBe('passed');
    return service.requests.map(({ kind }) => kind);
  } finally {
    await service.close();
  }
}

const EVALS = { pendingMs: 0, result: 'pass', steps: [{ name: 'Scan', result: 'pass', explanation: null }] };

describe.concurrent('the bundled action', () => {
  it('needs at most six requests for a run of 8 s with verdicts [T34]', async () => {
    const requests = await requestsOf({ run: { takesMs: 8000, status: 'success', evals: EVALS } });
    expect(requests).toEqual(['agent', 'start', 'run', 'run', 'evals', 'evals']);
  });

  it('needs two requests before the start if the agent is given by name', async () => {
    const requests = await requestsOf(
      { run: { takesMs: 0, status: 'success', evals: EVALS }, totalAgents: 20 },
      { 'agent-id': 'none', 'agent-name': generatedAgent(20).name, inputs: '' },
    );
    expect(requests).toEqual(['list', 'agent', 'start', 'run', 'evals', 'evals']);
  });
});
