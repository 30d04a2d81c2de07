import { describe, expect, it } from 'vitest';
import { InputError, ProtocolError } from '../../../src/domain/errors.ts';
import type { RunSnapshot } from '../../../src/domain/run.ts';
import { verifyAttached, verifyStarted } from '../../../src/run/verify.ts';
import { AGENT_ID, OTHER_AGENT_ID, RUN_ID } from './kindo-world.ts';

const NOW = Date.parse('2026-03-12T15:00:00.000Z');
const HOUR = 3_600_000;

function run(facts: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    runId: RUN_ID,
    agentId: AGENT_ID,
    conversationId: null,
    state: 'in_progress',
    rawStatus: 'in_progress',
    createdAtMs: NOW - HOUR,
    serviceTimeMs: null,
    endedAtMs: null,
    message: null,
    interrupts: [],
    requester: null,
    ...facts,
  };
}

describe('a run that was started here', () => {
  it('is believed of its agent, or of none that is named any more [F77]', () => {
    const verify = verifyStarted(AGENT_ID, null);
    expect(() => verify(run())).not.toThrow();
    expect(() => verify(run({ agentId: null, createdAtMs: null }))).not.toThrow();
  });

  it('is not believed of another agent', () => {
    const verify = verifyStarted(AGENT_ID, null);
    expect(() => verify(run({ agentId: OTHER_AGENT_ID }))).toThrow(
      new ProtocolError(`run ${RUN_ID} is of agent ${OTHER_AGENT_ID}, but agent ${AGENT_ID} was started`),
    );
  });
});

describe('the age of a run that was started here', () => {
  const MINUTE = 60_000;
  const verify = verifyStarted(AGENT_ID, NOW);

  it.each([
    ['after the start', NOW + 1],
    ['at the start', NOW],
    ['10 minutes before it, by a clock that goes differently', NOW - 10 * MINUTE],
    ['at a time that is not told', null],
  ])('is believed where it was created %s', (_, createdAtMs) => {
    expect(() => verify(run({ createdAtMs }))).not.toThrow();
  });

  it.each([10 * MINUTE + 1, HOUR, 30 * 24 * HOUR])(
    'gives it away as the answer to another start: %i ms too old [F47]',
    (ms) => {
      const look = () => verify(run({ createdAtMs: NOW - ms }));
      expect(look).toThrow(ProtocolError);
      expect(look).toThrow(
        / before the start that was answered with it: a cache or proxy may repeat old answers$/,
      );
    },
  );

  it('is told with how much older it is', () => {
    expect(() => verify(run({ createdAtMs: NOW - HOUR }))).toThrow(' was created 1h before the start ');
  });

  it('is not asked about where the service does not tell its clock', () => {
    expect(() => verifyStarted(AGENT_ID, null)(run({ createdAtMs: -30 * 24 * 60 * MINUTE }))).not.toThrow();
  });
});

describe('a run that is attached to', () => {
  const attach = (agentId: string | null = AGENT_ID) => verifyAttached({ agentId, maxRunAgeMs: HOUR }, NOW);

  it('is believed of the agent that was named', () => {
    expect(() => attach()(run())).not.toThrow();
  });

  it.each([
    [OTHER_AGENT_ID, `agent ${OTHER_AGENT_ID}`],
    [null, 'an agent that the service no longer names'],
  ])('is refused where it is of %s [F77 B53 T11]', (agentId, whose) => {
    expect(() => attach()(run({ agentId }))).toThrow(
      new InputError(`run-id ${RUN_ID} is a run of ${whose}, not of agent-id ${AGENT_ID}: check both.`),
    );
  });

  it('is believed of any agent where none was named', () => {
    expect(() => attach(null)(run({ agentId: OTHER_AGENT_ID }))).not.toThrow();
    expect(() => attach(null)(run({ agentId: null }))).not.toThrow();
  });

  it.each([
    ['exactly as old as is allowed', NOW - HOUR],
    ['of a clock that is ahead', NOW + HOUR],
  ])('is believed %s', (_, createdAtMs) => {
    expect(() => attach()(run({ createdAtMs }))).not.toThrow();
  });

  it('is refused where it is older than is allowed [B53 T11]', () => {
    expect(() => attach()(run({ createdAtMs: NOW - HOUR - 60_000 }))).toThrow(
      new InputError(
        `run-id ${RUN_ID} was created 1h 1m ago, and max-run-age is 1h: attach to a newer run, or allow a higher age.`,
      ),
    );
    expect(() => attach()(run({ createdAtMs: NOW - HOUR - 1 }))).toThrow(InputError);
  });

  it.each([
    ['the service', NOW + 1, NOW - HOUR],
    ['this machine', NOW - 24 * HOUR, NOW - HOUR - 1],
  ])('is as old as the later of two clocks has it: %s', (_, serviceTimeMs, createdAtMs) => {
    expect(() => attach()(run({ serviceTimeMs, createdAtMs }))).toThrow(InputError);
    expect(() => attach()(run({ serviceTimeMs, createdAtMs: createdAtMs + 1 }))).not.toThrow();
  });

  it('is not believed without a readable time of creation [T11]', () => {
    expect(() => attach()(run({ createdAtMs: null }))).toThrow(ProtocolError);
    expect(() => attach()(run({ createdAtMs: null }))).toThrow(/no readable time of creation/);
  });

  it('keeps its agent at every later look', () => {
    const verify = attach(null);
    verify(run());
    expect(() => verify(run({ agentId: null, createdAtMs: null }))).not.toThrow();
    expect(() => verify(run({ agentId: OTHER_AGENT_ID }))).toThrow(ProtocolError);
  });

  it('may get any agent later where the first look showed none', () => {
    const verify = attach(null);
    verify(run({ agentId: null }));
    expect(() => verify(run())).not.toThrow();
  });

  it('does not become too old while it is waited for', () => {
    const verify = attach();
    verify(run());
    expect(() => verify(run({ createdAtMs: NOW - 2 * HOUR }))).not.toThrow();
  });
});
