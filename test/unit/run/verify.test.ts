import { describe, expect, it } from 'vitest';
import { InputError, ProtocolError } from '../../../src/domain/errors.ts';
import type { RunSnapshot } from '../../../src/domain/run.ts';
import { ServiceClock } from '../../../src/run/service-clock.ts';
import { type Verify, verifyAttached, verifyStarted } from '../../../src/run/verify.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { AGENT_ID, OTHER_AGENT_ID, RUN_ID } from './kindo-world.ts';

const NOW = Date.parse('2026-03-12T15:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function run(facts: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    runId: RUN_ID,
    agentId: AGENT_ID,
    conversationId: null,
    state: 'in_progress',
    rawStatus: 'in_progress',
    createdAtMs: NOW,
    serviceTimeMs: null,
    endedAtMs: null,
    message: null,
    interrupts: [],
    requester: null,
    ...facts,
  };
}

/** A start that is sent now, by a machine that takes now for this time. */
function started(ownTimeMs = NOW, agentTimeMs: number | null = null) {
  const clock = new FakeClock(ownTimeMs);
  const serviceClock = new ServiceClock(clock);
  serviceClock.learn(agentTimeMs);
  return { clock, verify: verifyStarted(AGENT_ID, clock.monotonic(), serviceClock) };
}

function attach(agentId: string | null = AGENT_ID, ownTimeMs = NOW): Verify {
  return verifyAttached({ agentId, maxRunAgeMs: HOUR }, new ServiceClock(new FakeClock(ownTimeMs)));
}

/** Where one clock says NOW, and every other one something else. */
const CLOCKS: readonly (readonly [string, { own: number; agent: number | null; look: number | null }])[] = [
  ['this machine, as no response has a date', { own: NOW, agent: null, look: null }],
  ['the response that described the agent', { own: NOW + 2 * DAY, agent: NOW, look: null }],
  ['the response that shows the run', { own: NOW - 2 * DAY, agent: null, look: NOW }],
  ['the later of two responses', { own: NOW - 2 * DAY, agent: NOW, look: NOW - DAY }],
  ['the later of two responses, the other way round', { own: NOW, agent: NOW - DAY, look: NOW }],
];

describe('a run that was started here', () => {
  it('is believed of its agent, or of none that is named any more [F77]', () => {
    const { verify } = started();
    expect(() => verify(run())).not.toThrow();
    expect(() => verify(run({ agentId: null }))).not.toThrow();
  });

  it('is not believed of another agent', () => {
    const { verify } = started();
    expect(() => verify(run({ agentId: OTHER_AGENT_ID }))).toThrow(
      new ProtocolError(
        `run ${RUN_ID} is of agent ${OTHER_AGENT_ID}, but agent ${AGENT_ID} was started. Check the run at the service`,
      ),
    );
  });

  it.each(CLOCKS)('is believed if it was created at the start, by the clock of %s [F133]', (_, times) => {
    for (const createdAtMs of [NOW - MINUTE, NOW, NOW + MINUTE]) {
      const { verify } = started(times.own, times.agent);
      expect(() => verify(run({ serviceTimeMs: times.look, createdAtMs }))).not.toThrow();
    }
  });

  it.each(CLOCKS)(
    'is not believed if it was created more than a minute before the start, by the clock of %s [F133 T11 T20]',
    (_, times) => {
      for (const ms of [MINUTE + 1, 9 * MINUTE, HOUR, 30 * DAY]) {
        const { verify } = started(times.own, times.agent);
        const look = () => verify(run({ serviceTimeMs: times.look, createdAtMs: NOW - ms }));
        expect(look).toThrow(ProtocolError);
        expect(look).toThrow(
          / before the start whose response names it: a cache or proxy may repeat old responses\. Exclude the API's host from it$/,
        );
        expect(look).toThrow(expect.objectContaining({ kind: 'mismatch' }));
      }
    },
  );

  it.each(CLOCKS)(
    'is not believed if it was created more than a minute from now, by the clock of %s [F133]',
    (_, times) => {
      for (const ms of [MINUTE + 1, HOUR, Date.parse('2999-01-01T00:00:00Z') - NOW]) {
        const { verify } = started(times.own, times.agent);
        const look = () => verify(run({ serviceTimeMs: times.look, createdAtMs: NOW + ms }));
        expect(look).toThrow(expect.objectContaining({ kind: 'mismatch' }));
        expect(look).toThrow(
          / has a time of creation .+ from now: the clock of this machine or of the service/,
        );
      }
    },
  );

  it('is not believed without a readable time of creation [F133]', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: null }))).toThrow(
      new ProtocolError(
        `run ${RUN_ID} has no readable time of creation, so it is unknown whether it is the right run. Ask the support of the service`,
      ),
    );
  });

  it('is told with how much older it is [F47]', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: NOW - HOUR }))).toThrow(' was created 1h before the start ');
  });

  it('is told with how much later it is', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: NOW + HOUR }))).toThrow(' has a time of creation 1h from now: ');
  });

  it('is measured from the moment of the start, however late the look at it', () => {
    const { clock, verify } = started();
    clock.advance(HOUR);
    expect(() => verify(run({ createdAtMs: NOW - MINUTE }))).not.toThrow();
    expect(() => verify(run({ createdAtMs: NOW - MINUTE - 1 }))).toThrow(ProtocolError);
    expect(() => verify(run({ createdAtMs: NOW + HOUR + MINUTE }))).not.toThrow();
    expect(() => verify(run({ createdAtMs: NOW + HOUR + MINUTE + 1 }))).toThrow(ProtocolError);
  });
});

describe('a run that is attached to', () => {
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
    ['created now', NOW],
    ['of a clock that is a minute ahead', NOW + MINUTE],
  ])('is believed if it is %s', (_, createdAtMs) => {
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

  it.each([26 * HOUR, -26 * HOUR, 30 * DAY])(
    'is as old as the service says, on a machine that is %i ms ahead [F135]',
    (ms) => {
      const look = (createdAtMs: number) =>
        attach(AGENT_ID, NOW + ms)(run({ serviceTimeMs: NOW, createdAtMs }));
      expect(() => look(NOW - HOUR)).not.toThrow();
      expect(() => look(NOW - HOUR - 1)).toThrow(InputError);
    },
  );

  it.each([MINUTE + 1, 30 * DAY])('is not believed if it was created %i ms from now [F133]', (ms) => {
    expect(() => attach()(run({ createdAtMs: NOW + ms }))).toThrow(
      expect.objectContaining({ kind: 'mismatch' }),
    );
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
