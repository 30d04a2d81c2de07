import { describe, expect, it } from 'vitest';
import { withinTime } from '../../../src/platform/time-limit.ts';

describe('work within a time', () => {
  it('returns its result', () => {
    const value = { some: 'value' };
    expect(withinTime(1000, () => value)).toBe(value);
  });

  it('throws its error', () => {
    const error = new RangeError('too deep');
    expect(() =>
      withinTime(1000, () => {
        throw error;
      }),
    ).toThrow(error);
  });

  it('is ended at any point', () => {
    let caught = 0;
    expect(() =>
      withinTime(20, () => {
        for (;;) {
          try {
            for (;;) caught += 0;
          } catch {
            caught += 1;
          }
        }
      }),
    ).toThrow(/timed out after 20ms/);
    expect(caught).toBe(0);
  });
});
