import { describe, expect, it } from 'vitest';
import { findBetter, OURS, replayAll } from '../../../bench/noticing.ts';

describe('the poll schedule', () => {
  it('has less delay or fewer requests than any other, for every run duration', () => {
    const all = replayAll();
    expect(all.length).toBeGreaterThan(5);
    expect(findBetter(all)).toEqual([]);
    const [own, ...others] = all;
    expect(own?.schedule).toBe(OURS);
    expect(findBetter([...others, ...all])).not.toEqual([]);
  });

  it('follows the advice of Kindo: 1 to 2 s first, then 5 to 10 s', () => {
    const random = () => 1;
    const polls = OURS.polls(random);
    const moments = Array.from({ length: 200 }, () => Number(polls.next().value));
    const pauses = moments.slice(1).map((at, index) => at - Number(moments[index]));
    expect(moments[0]).toBeGreaterThanOrEqual(1000);
    expect(moments[0]).toBeLessThanOrEqual(2000);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_150);
  });
});
