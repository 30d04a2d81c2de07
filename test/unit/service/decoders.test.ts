import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError, RequestError } from '../../../src/domain/errors.ts';
import { isRunId } from '../../../src/domain/run.ts';
import type { CallLimits } from '../../../src/http/send.ts';
import type { AgentService } from '../../../src/service/agent-service.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { cases } from '../../support/cases.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { SERVICE_FIXTURES, type ServiceFixture } from '../../support/service-fixtures.ts';

const RUNS = 100;

/** JSON of any form, and of almost valid forms. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('success', 'completed', 'pass', '', 'SUCCESS', '../x', '__proto__', 'constructor'),
  fc.constant({ status: 'success' }),
);

/** The documented response with some fields, at any depth, replaced or omitted. */
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

/** What a call returns for a response; null if it refuses the response as not from this API. */
async function read<T>(
  fixture: ServiceFixture,
  answer: unknown,
  call: (service: AgentService, limits: CallLimits) => Promise<T>,
): Promise<T | null> {
  const text = JSON.stringify(answer) ?? '';
  const service = fixture.provider.create('key-0123456789', null, {
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

/** The own property of a response, if it is an object. */
function own(answer: unknown, name: string): unknown {
  return typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name)
    ? Reflect.get(answer, name)
    : undefined;
}

describe.each(SERVICE_FIXTURES)('an undocumented response of $provider.name', (fixture) => {
  const success = own(fixture.runResponse({ state: 'success' }), 'status');

  it('is refused, or has the requested run with the state in the response [F78 T19 T36]', () =>
    fc.assert(
      fc.asyncProperty(spoilt(fixture.runResponse({ state: 'success' })), async (answer) => {
        const run = await read(fixture, answer, (service, limits) => service.getRun(fixture.runId, limits));
        if (run === null) return;
        expect(run.runId).toBe(fixture.runId);
        expect(run.state === 'success').toBe(own(answer, 'status') === success);
        expect(typeof run.rawStatus).toBe('string');
        expect(run.message === null || typeof run.message.text === 'string').toBe(true);
        expect([run.createdAtMs, run.endedAtMs].every((ms) => ms === null || Number.isFinite(ms))).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or has a run id that is valid in a path', () =>
    fc.assert(
      fc.asyncProperty(spoilt(fixture.startResponse(fixture.runId)), async (answer) => {
        const request = { agentId: fixture.agentId, inputs: fixture.inputs };
        const runId = await read(fixture, answer, (service, limits) => service.startRun(request, limits));
        expect(runId === null || isRunId(runId)).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or describes the requested agent, with labels that are strings', () =>
    fc.assert(
      fc.asyncProperty(spoilt(fixture.agentResponse), async (answer) => {
        const agent = await read(fixture, answer, (service, limits) =>
          service.getAgent(fixture.agentId, limits),
        );
        if (agent === null || 'knownIds' in agent) return;
        expect(agent.id).toBe(fixture.agentId);
        expect(agent.name === null || typeof agent.name === 'string').toBe(true);
        expect(agent.labels.every((label) => typeof label === 'string')).toBe(true);
      }),
      cases(RUNS),
    ));

  it('is refused, or has the verdicts in the response [F96]', () =>
    fc.assert(
      fc.asyncProperty(spoilt(fixture.evals?.answer ?? {}), async (answer) => {
        const report = await read(fixture, answer, (service, limits) =>
          service.getEvals(fixture.runId, limits),
        );
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
