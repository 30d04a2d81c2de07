import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { FAULT_OUTCOMES, NEVER_ALLOWED } from '../../../src/domain/outcome.ts';
import {
  readAllow,
  readBoolean,
  readChoice,
  readDuration,
  readLines,
  readRequireEvals,
} from '../../../src/inputs/scalars.ts';

const RANGE = { least: '10s', most: '5d' };

describe('readDuration', () => {
  const read = (value: string) => readDuration({ INPUT_TIMEOUT: value }, 'timeout', RANGE);

  it.each([
    ['10s', 10_000],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    ['5d', 432_000_000],
    [' 10m ', 600_000],
    ['0010s', 10_000],
  ])('reads %j as %d milliseconds', (value, ms) => {
    expect(read(value)).toBe(ms);
  });

  it.each([
    'abc',
    '-1',
    '0',
    '300',
    'NaN',
    'Infinity',
    '1e9',
    '0x10',
    '1.5h',
    '10 m',
    '10M',
    '10m5',
    'm',
    '5m1h',
    '1m1m',
  ])('refuses %j, and shows the format of a duration [B45]', (value) => {
    expect(() => read(value)).toThrow(`timeout is "${value}", which is not a duration`);
    expect(() => read(value)).toThrow('90s, 30m or 1h30m, from 10s to 5d');
  });

  it.each(['9s', '0s', '5d1s', '99999999999999999999d'])(
    'refuses %j, which is out of range [B45 B47]',
    (value) => {
      expect(() => read(value)).toThrow(
        `timeout is "${value}", which is out of range: write a duration from 10s to 5d`,
      );
    },
  );

  it('returns the default if the input does not exist, and refuses an empty one', () => {
    expect(readDuration({}, 'timeout', RANGE)).toBe(1_800_000);
    for (const empty of ['', '  '])
      expect(() => read(empty)).toThrow('timeout is empty: define the variable');
  });
});

describe('readBoolean', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    [' true ', true],
    [' false ', false],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('reads %j as %s', (value, boolean) => {
    expect(readBoolean({ INPUT_WAIT: value }, 'wait')).toBe(boolean);
  });

  it.each(['ture', 'untrue', 'truely', 'unfalse', 'falsey', 'yes', 'no', 'on', '1', '0', 'tRue', 'null'])(
    'refuses %j',
    (value) => {
      expect(() => readBoolean({ INPUT_WAIT: value }, 'wait')).toThrow(
        `wait is "${value}": write true or false.`,
      );
    },
  );
});

describe('readChoice', () => {
  const read = (value: string) => readChoice({ INPUT_COMMENT: value }, 'comment', ['never', 'always']);

  it('accepts one of the values', () => {
    expect(read(' always ')).toBe('always');
    expect(readChoice({}, 'comment', ['never', 'always'])).toBe('never');
  });

  it.each(['Always', 'ignore', 'never,always'])('refuses %j, and lists the values [B48]', (value) => {
    expect(() => read(value)).toThrow(`comment is "${value}": set it to never or always.`);
  });
});

describe('readAllow', () => {
  const read = (value: string) => [...readAllow({ INPUT_ALLOW: value })];
  const allowable = FAULT_OUTCOMES.filter((word) => !NEVER_ALLOWED.some((never) => never === word));

  it('reads outcomes between commas and line ends', () => {
    expect(read(' timed-out, eval-skipped\r\nunavailable\n\n,')).toEqual([
      'timed-out',
      'eval-skipped',
      'unavailable',
    ]);
    expect(read('')).toEqual([]);
    expect(read(',\n ,')).toEqual([]);
  });

  it('refuses all, and names advisory', () => {
    expect(() => read('timed-out, all')).toThrow(
      'allow has "all", which is not an outcome: write the names of outcomes, or set advisory: true to try the action out.',
    );
  });

  it.each(NEVER_ALLOWED)('refuses %s, which can never be allowed [B49]', (word) => {
    expect(() => read(word)).toThrow(`allow has "${word}", which can never be allowed: remove it.`);
  });

  it.each([
    ['eval-fail', 'eval-failed'],
    ['timeout', 'timed-out'],
    ['Unavailable', 'unavailable'],
    ['passed', 'skipped'],
    ['eval-skip', 'eval-skipped'],
  ])('refuses %j, and names the nearest outcome [B48]', (word, near) => {
    expect(() => read(word)).toThrow(
      `allow has "${word}", which is not an outcome that can be allowed: the nearest is ${near}.`,
    );
    expect(() => read(word)).toThrow(allowable.join(', '));
  });

  it('names every outcome that cannot be allowed', () => {
    try {
      read('ture, timed-out, abandoned');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect(error).toHaveProperty('problems.length', 2);
    }
  });
});

describe('readRequireEvals', () => {
  const read = (value: string) => readRequireEvals({ 'INPUT_REQUIRE-EVALS': value });

  it.each([
    [' auto\n', null],
    [' True ', true],
    ['FALSE', false],
  ])('reads %j as %s', (value, required) => {
    expect(read(value)).toBe(required);
  });

  it.each(['Auto', 'automatic', 'untrue', 'truely', 'unfalse', 'falsey'])('refuses %j', (value) => {
    expect(() => read(value)).toThrow(`require-evals is "${value}": write auto, true or false.`);
  });
});

describe('readLines', () => {
  it('returns the lines that are not blank', () => {
    const value = ' Run the scan \r\n\n\tReport: all, of it\rLast';
    expect(readLines({ 'INPUT_REQUIRE-STEPS': value }, 'require-steps')).toEqual([
      'Run the scan',
      'Report: all, of it',
      'Last',
    ]);
    expect(readLines({}, 'require-steps')).toEqual([]);
  });
});
