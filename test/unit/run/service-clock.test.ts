import { describe, expect, it } from 'vitest';
import { ServiceClock } from '../../../src/run/service-clock.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const NOW = Date.parse('2026-03-12T15:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function newClock() {
  const clock = new FakeClock(NOW);
  clock.advance(HOUR);
  return { clock, service: new ServiceClock(clock) };
}

describe('the clock of the service', () => {
  it('is the local clock as long as no response has a date', () => {
    const { clock, service } = newClock();
    service.learn(null);
    clock.advance(MINUTE);
    expect([service.now(), service.at(0)]).toEqual([NOW + HOUR + MINUTE, NOW]);
  });

  it('is the time of the responses, whatever the local time is [F133]', () => {
    const { clock, service } = newClock();
    service.learn(5 * HOUR);
    clock.advance(MINUTE);
    expect([service.now(), service.at(0)]).toEqual([5 * HOUR + MINUTE, 4 * HOUR]);
  });

  it.each([
    ['earlier', 5 * HOUR - MINUTE, 5 * HOUR + MINUTE],
    ['later', 5 * HOUR + 3 * MINUTE, 5 * HOUR + 3 * MINUTE],
  ])(
    'is the latest of all dates: a response with an %s date than expected [T20]',
    (_, secondMs, expected) => {
      const { clock, service } = newClock();
      service.learn(5 * HOUR);
      clock.advance(MINUTE);
      service.learn(secondMs);
      expect(service.now()).toBe(expected);
    },
  );

  it('continues with a response that has no date', () => {
    const { service } = newClock();
    service.learn(5 * HOUR);
    service.learn(null);
    expect(service.now()).toBe(5 * HOUR);
  });
});

describe('the difference between the clocks', () => {
  it.each([
    [26 * HOUR, "The clock of this machine is 1d 2h ahead of the service's."],
    [5 * MINUTE + 1000, "The clock of this machine is 5m 1s ahead of the service's."],
    [-(5 * MINUTE + 1000), "The clock of this machine is 5m 1s behind the service's."],
  ])('causes a warning if it is large: %i ms [F135]', (ms, sentence) => {
    const { service } = newClock();
    service.learn(NOW + HOUR - ms);
    expect(service.explainDifference()).toBe(
      `${sentence} Ages and times of creation are measured by the service's clock. Set the clock of the runner.`,
    );
  });

  it.each([0, 5 * MINUTE, -5 * MINUTE])('causes no warning if it is small: %i ms', (ms) => {
    const { service } = newClock();
    service.learn(NOW + HOUR - ms);
    expect(service.explainDifference()).toBeNull();
  });

  it('is unknown if no response has a date', () => {
    const { service } = newClock();
    service.learn(null);
    expect(service.explainDifference()).toBeNull();
  });

  it('causes a warning once', () => {
    const { service } = newClock();
    service.learn(0);
    expect([service.explainDifference(), service.explainDifference()]).toEqual([expect.any(String), null]);
  });
});
