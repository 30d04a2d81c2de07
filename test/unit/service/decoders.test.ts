import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError, RequestError } from '../../../src/domain/errors.ts';
import { isRunId } from '../../../src/domain/run.ts';
import type { CallLimits } from '../../../src/http/send.ts';
import type { AgentService } from '../../../src/service/agent-service.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { cases } from '../../support/cases.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type ServiceWorld, WORLDS } from '../../support/worlds.ts';

const RUNS = 100;

/** JSON of any shape, and of shapes that are almost right. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('success', 'completed', 'pass', '', 'SUCCESS', '../x', '__proto__', 'constructor'),
  fc.constant({ status: 'success' }),
);

/** The documented answer with some of its fields, at any depth, replaced or left out. */
function spoilt(answer: object): fc.Arbitrary<unknown> {
  const change = fc.record({ place: fc.nat(), value: fc.option(anything, { nil: undefined }) });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const root = structuredClone({ answer });
    for (const { place, value } of changes) {
      const fields = fieldsOf(root);
      const [holder, name] = fields[place % fields.length] ?? [root, 'answer'];
      Reflect.set(holder, name, structuredClone(value));
    }
    return root.answer;
  });
}

function fieldsOf(holder: object): [object, string][] {
  return Object.entries(holder).flatMap(([name, value]) => [
    [holder, name] satisfies [object, string],
    ...(typeof value === 'object' && value !== null ? fieldsOf(value) : []),
  ]);
}

/** What a call makes of an answer; null where it refuses it as one that is not this API's. */
async function read<T>(
  world: ServiceWorld,
  answer: unknown,
  call: (service: AgentService, limits: CallLimits) => Promise<T>,
): Promise<T | null> {
  const text = JSON.stringify(answer) ?? '';
  const service = world.provider.create('key-0123456789', null, {
    clock: new FakeClock(),
    send: () =>
      Promise.resolve({ status: 200, statusText: 'OK', headers: new Map(), body: Buffer.from(text) }),
    onExchange: () => {},
    redact: createRedact([]),
  });
  try {
    return await call(service, { timeoutMs: 1000, signal: new AbortController().signal });
  } catch (error) {
    if (error instanceof RequestError || error instanceof ProtocolError) return null;
    throw error;
  }
}

/** The field of an answer, where it is an object and has it itself. */
function own(answer: unknown, name: string): unknown {
  return typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name)
    ? Reflect.get(answer, name)
    : undefined;
}

describe.each(WORLDS)('an answer of $provider.name that is not as documented', (world) => {
  const success = own(world.runAnswer({ state: 'success' }), 'status');

  it('is refused, or shows the run that was asked for in the state that it says itself [F78 T19 T36]', () =>
    fc.assert(
      fc.asyncProperty(spoilt(world.runAnswer({ state: 'success' })), async (answer) => {
        const run = await read(world, answer, (service, limits) => service.getRun(world.runId, limits));
        if (run === null) return;
        expect(run.runId).toBe(world.runId);
        expect(run.state === 'success').toBe(own(answer, 'status') === success);
        expect(typeof run.rawStatus).toBe('string');
        expect(run.message === null || typeof run.message.text === 'string').toBe(true);
        expect([run.createdAtMs, run.endedAtMs].every((ms) => ms === null || Number.isFinite(ms))).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or brings a run id that can stand in a path', () =>
    fc.assert(
      fc.asyncProperty(spoilt(world.startAnswer(world.runId)), async (answer) => {
        const request = { agentId: world.agentId, inputs: world.inputs };
        const runId = await read(world, answer, (service, limits) => service.startRun(request, limits));
        expect(runId === null || isRunId(runId)).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or describes the agent that was asked for, with labels that are texts', () =>
    fc.assert(
      fc.asyncProperty(spoilt(world.agentAnswer), async (answer) => {
        const agent = await read(world, answer, (service, limits) => service.getAgent(world.agentId, limits));
        if (agent === null || 'knownIds' in agent) return;
        expect(agent.id).toBe(world.agentId);
        expect(agent.name === null || typeof agent.name === 'string').toBe(true);
        expect(agent.labels.every((label) => typeof label === 'string')).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or judges in the words that it says itself [F96]', () =>
    fc.assert(
      fc.asyncProperty(spoilt(world.evals?.answer ?? {}), async (answer) => {
        const report = await read(world, answer, (service, limits) => service.getEvals(world.runId, limits));
        if (report === null) return;
        expect(report.rawResult).toBe(own(answer, 'result'));
        expect(report.result === 'pass').toBe(report.rawResult === 'pass');
        expect(
          report.steps.every(({ result, rawResult: word }) => (result === 'pass') === (word === 'pass')),
        ).toBe(true);
      }),
      cases(RUNS),
    ));
});
