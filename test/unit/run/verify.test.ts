import { describe, expect, it } from 'vitest';
import { InputError, ProtocolError } from '../../../src/domain/errors.ts';
import type { RunSnapshot } from '../../../src/domain/run.ts';
import { ServiceClock } from '../../../src/run/service-clock.ts';
import { type Verify, verifyAttached, verifyStarted } from '../../../src/run/verify.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { AGENT_ID, OTHER_AGENT_ID, RUN_ID } from './kindo-setup.ts';

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

/** A start that is sent now, by a machine whose clock shows this time. */
function started(ownTimeMs = NOW, agentTimeMs: number | null = null) {
  const clock = new FakeClock(ownTimeMs);
  const serviceClock = new ServiceClock(clock);
  serviceClock.learn(agentTimeMs);
  return { clock, verify: verifyStarted(AGENT_ID, clock.monotonic(), serviceClock) };
}

function attach(agentId: string | null = AGENT_ID, ownTimeMs = NOW): Verify {
  return verifyAttached({ agentId, maxRunAgeMs: HOUR }, new ServiceClock(new FakeClock(ownTimeMs)));
}

/** Combinations in which one clock shows NOW, and every other clock another time. */
const CLOCKS: readonly (readonly [string, { own: number; agent: number | null; poll: number | null }])[] = [
  ['this machine, as no response has a date', { own: NOW, agent: null, poll: null }],
  ['the response that described the agent', { own: NOW + 2 * DAY, agent: NOW, poll: null }],
  ['the response that shows the run', { own: NOW - 2 * DAY, agent: null, poll: NOW }],
  ['the later of two responses', { own: NOW - 2 * DAY, agent: NOW, poll: NOW - DAY }],
  ['the later of two responses, the other way round', { own: NOW, agent: NOW - DAY, poll: NOW }],
];

describe('a run that was started here', () => {
  it('is accepted with its agent, or with no agent [F77]', () => {
    const { verify } = started();
    expect(() => verify(run())).not.toThrow();
    expect(() => verify(run({ agentId: null }))).not.toThrow();
  });

  it('is not accepted with another agent', () => {
    const { verify } = started();
    expect(() => verify(run({ agentId: OTHER_AGENT_ID }))).toThrow(
      new ProtocolError(
        `run ${RUN_ID} is of agent ${OTHER_AGENT_ID}, but agent ${AGENT_ID} was started. Check the run at the service`,
      ),
    );
  });

  it.each(CLOCKS)('is accepted if it was created at the start, by the clock of %s [F133]', (_, times) => {
    for (const createdAtMs of [NOW - MINUTE, NOW, NOW + MINUTE]) {
      const { verify } = started(times.own, times.agent);
      expect(() => verify(run({ serviceTimeMs: times.poll, createdAtMs }))).not.toThrow();
    }
  });

  it.each(CLOCKS)(
    'is not accepted if it was created more than a minute before the start, by the clock of %s [F133 T11 T20]',
    (_, times) => {
      for (const ms of [MINUTE + 1, 9 * MINUTE, HOUR, 30 * DAY]) {
        const { verify } = started(times.own, times.agent);
        const poll = () => verify(run({ serviceTimeMs: times.poll, createdAtMs: NOW - ms }));
        expect(poll).toThrow(ProtocolError);
        expect(poll).toThrow(
          / before the start whose response names it: a cache or proxy may repeat old responses\. Exclude the API's host from it$/,
        );
        expect(poll).toThrow(expect.objectContaining({ kind: 'mismatch' }));
      }
    },
  );

  it.each(CLOCKS)(
    'is not accepted if it was created more than a minute in the future, by the clock of %s [F133]',
    (_, times) => {
      for (const ms of [MINUTE + 1, HOUR, Date.parse('2999-01-01T00:00:00Z') - NOW]) {
        const { verify } = started(times.own, times.agent);
        const poll = () => verify(run({ serviceTimeMs: times.poll, createdAtMs: NOW + ms }));
        expect(poll).toThrow(expect.objectContaining({ kind: 'mismatch' }));
        expect(poll).toThrow(
          / has a time of creation that is .+ in the future\. Set the clock of the runner/,
        );
      }
    },
  );

  it('is not accepted without a readable time of creation [F133]', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: null }))).toThrow(
      new ProtocolError(
        `run ${RUN_ID} has no readable time of creation, so it is unknown whether it is the right run. Check for a proxy that changes responses, or report it to the service`,
      ),
    );
  });

  it('is not accepted if a later poll shows that it is older [F133 T20]', () => {
    const { verify } = started();
    verify(run({ serviceTimeMs: NOW }));
    expect(() => verify(run({ createdAtMs: NOW - 9 * MINUTE }))).toThrow(ProtocolError);
    const { verify: other } = started();
    const old = { createdAtMs: NOW - 9 * MINUTE };
    other(run({ ...old, serviceTimeMs: NOW - 9 * MINUTE }));
    expect(() => other(run({ ...old, serviceTimeMs: NOW }))).toThrow(ProtocolError);
  });

  it('is not accepted as a newer one because the service has dates of the future [F133]', () => {
    for (const aheadMs of [2 * MINUTE, DAY, Date.parse('9999-12-31T23:59:59Z') - NOW]) {
      const { verify } = started(NOW, NOW + aheadMs);
      expect(() => verify(run({ createdAtMs: NOW - 9 * MINUTE }))).toThrow(ProtocolError);
    }
  });

  it('is reported with how much older it is [F47]', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: NOW - HOUR }))).toThrow(' was created 1h before the start ');
  });

  it('is reported with how much later it is', () => {
    const { verify } = started();
    expect(() => verify(run({ createdAtMs: NOW + HOUR }))).toThrow(
      ' has a time of creation that is 1h in the future. ',
    );
  });

  it('is compared with the time of the start, even if it is polled late', () => {
    const { clock, verify } = started();
    clock.advance(HOUR);
    expect(() => verify(run({ createdAtMs: NOW - MINUTE }))).not.toThrow();
    expect(() => verify(run({ createdAtMs: NOW - MINUTE - 1 }))).toThrow(ProtocolError);
    expect(() => verify(run({ createdAtMs: NOW + HOUR + MINUTE }))).not.toThrow();
    expect(() => verify(run({ createdAtMs: NOW + HOUR + MINUTE + 1 }))).toThrow(ProtocolError);
  });
});

describe('an attached run', () => {
  it('is accepted with the given agent', () => {
    expect(() => attach()(run())).not.toThrow();
  });

  it.each([
    [OTHER_AGENT_ID, `agent ${OTHER_AGENT_ID}`],
    [null, 'an agent that the service no longer names'],
  ])('is refused if it is of %s [F77 B53 T11]', (agentId, whose) => {
    expect(() => attach()(run({ agentId }))).toThrow(
      new InputError(
        `run-id ${RUN_ID} is a run of ${whose}, not of agent-id ${AGENT_ID}: take both from the outputs of the same step.`,
      ),
    );
  });

  it('is accepted with any agent if none was given', () => {
    expect(() => attach(null)(run({ agentId: OTHER_AGENT_ID }))).not.toThrow();
    expect(() => attach(null)(run({ agentId: null }))).not.toThrow();
  });

  it.each([
    ['exactly as old as is allowed', NOW - HOUR],
    ['created now', NOW],
    ['of a clock that is a minute ahead', NOW + MINUTE],
  ])('is accepted if it is %s', (_, createdAtMs) => {
    expect(() => attach()(run({ createdAtMs }))).not.toThrow();
  });

  it('is refused if it is older than allowed [B53 T11]', () => {
    expect(() => attach()(run({ createdAtMs: NOW - HOUR - 60_000 }))).toThrow(
      new InputError(
        `run-id ${RUN_ID} was created 1h 1m ago, and max-run-age is 1h: attach to a newer run, or raise max-run-age.`,
      ),
    );
    expect(() => attach()(run({ createdAtMs: NOW - HOUR - 1 }))).toThrow(InputError);
  });

  it.each([26 * HOUR, -26 * HOUR, 30 * DAY])(
    "has the age of the service's clock, on a machine that is %i ms ahead [F135]",
    (ms) => {
      const poll = (createdAtMs: number) =>
        attach(AGENT_ID, NOW + ms)(run({ serviceTimeMs: NOW, createdAtMs }));
      expect(() => poll(NOW - HOUR)).not.toThrow();
      expect(() => poll(NOW - HOUR - 1)).toThrow(InputError);
    },
  );

  it.each([MINUTE + 1, 30 * DAY])('is not accepted if it was created %i ms in the future [F133]', (ms) => {
    expect(() => attach()(run({ createdAtMs: NOW + ms }))).toThrow(
      expect.objectContaining({ kind: 'mismatch' }),
    );
  });

  it('is not accepted without a readable time of creation [T11]', () => {
    expect(() => attach()(run({ createdAtMs: null }))).toThrow(ProtocolError);
    expect(() => attach()(run({ createdAtMs: null }))).toThrow(/no readable time of creation/);
  });

  it('must keep its agent in every later poll', () => {
    const verify = attach(null);
    verify(run());
    expect(() => verify(run({ agentId: null }))).not.toThrow();
    expect(() => verify(run({ agentId: OTHER_AGENT_ID }))).toThrow(ProtocolError);
  });

  it('may get any agent later if the first poll showed none', () => {
    const verify = attach(null);
    verify(run({ agentId: null }));
    expect(() => verify(run())).not.toThrow();
  });

  it('does not become too old during the wait', () => {
    const clock = new FakeClock(NOW);
    const verify = verifyAttached({ agentId: AGENT_ID, maxRunAgeMs: HOUR }, new ServiceClock(clock));
    verify(run({ createdAtMs: NOW - HOUR }));
    clock.advance(2 * HOUR);
    expect(() => verify(run({ createdAtMs: NOW - HOUR }))).not.toThrow();
    const later = run({ createdAtMs: NOW - HOUR, serviceTimeMs: NOW + 2 * HOUR });
    expect(() => verify(later)).not.toThrow();
  });

  it('is refused if a later poll shows that the date of the first one was old [F135 B53 T11]', () => {
    const verify = attach();
    const createdAtMs = NOW - 3 * DAY;
    verify(run({ createdAtMs, serviceTimeMs: createdAtMs }));
    expect(() => verify(run({ createdAtMs, serviceTimeMs: NOW }))).toThrow(
      new InputError(
        `run-id ${RUN_ID} was created 3d ago, and max-run-age is 1h: attach to a newer run, or raise max-run-age.`,
      ),
    );
  });

  it('must have a readable time of creation in every poll [F133]', () => {
    const verify = attach();
    verify(run());
    expect(() => verify(run({ createdAtMs: null }))).toThrow(/no readable time of creation/);
    expect(() => verify(run({ createdAtMs: NOW + HOUR }))).toThrow(/in the future/);
  });
});
