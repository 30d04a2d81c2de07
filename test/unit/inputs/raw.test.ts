import { describe, expect, it } from 'vitest';
import { DECLARED_INPUTS, INPUT_NAMES, NONE } from '../../../src/inputs/declared.ts';
import { findEmpty, findNearMisses, readInput, readOptional } from '../../../src/inputs/raw.ts';

describe('readInput', () => {
  it('reads the variable of the runner unchanged', () => {
    expect(readInput({ 'INPUT_AGENT-NAME': ' Scan\n' }, 'agent-name')).toBe(' Scan\n');
  });

  it.each(INPUT_NAMES)('returns the default of %s if its variable does not exist', (name) => {
    expect(readInput({}, name)).toBe(DECLARED_INPUTS[name]);
  });

  it.each(INPUT_NAMES.filter((name) => DECLARED_INPUTS[name] !== ''))('refuses an empty %s', (name) => {
    for (const empty of ['', ' \n']) {
      const variables = { [`INPUT_${name.toUpperCase()}`]: empty };
      expect(() => readInput(variables, name)).toThrow(`${name} is empty: define the variable`);
      expect(() => readInput(variables, name)).toThrow(`to use its default, ${DECLARED_INPUTS[name]}.`);
    }
  });

  it.each(INPUT_NAMES.filter((name) => DECLARED_INPUTS[name] === ''))('accepts an empty %s', (name) => {
    expect(readInput({ [`INPUT_${name.toUpperCase()}`]: '' }, name)).toBe('');
  });
});

describe('readOptional', () => {
  it('is empty if the input is omitted, is its default, or is blank', () => {
    for (const name of ['run-id', 'agent-id', 'base-url', 'require-steps', 'agent-name'] as const) {
      const variable = `INPUT_${name.toUpperCase()}`;
      expect(readOptional({}, name)).toBe('');
      for (const value of [DECLARED_INPUTS[name], ` ${DECLARED_INPUTS[name]}\n`, ' \n']) {
        expect(readOptional({ [variable]: value }, name)).toBe('');
      }
      for (const value of ['x', 'None', 'none none', 'none\nx']) {
        expect(readOptional({ [variable]: ` ${value} ` }, name)).toBe(value);
      }
    }
    expect(readOptional({ 'INPUT_AGENT-NAME': NONE }, 'agent-name')).toBe(NONE);
  });
});

describe('findEmpty', () => {
  it('has a message for every empty input that must not be empty [B67 T41]', () => {
    expect(findEmpty({})).toEqual([]);
    const names = ['agent-id', 'run-id', 'require-steps', 'result-schema', 'base-url'];
    for (const empty of ['', ' \n\t']) {
      const all = Object.fromEntries(INPUT_NAMES.map((name) => [`INPUT_${name.toUpperCase()}`, empty]));
      expect(findEmpty(all)).toEqual(
        names.map(
          (name) =>
            `${name} is empty: the step, output or variable that its value comes from has no value. Fix that, or remove ${name}.`,
        ),
      );
    }
    for (const name of names) {
      expect(findEmpty({ [`INPUT_${name.toUpperCase()}`]: 'none' })).toEqual([]);
    }
  });
});

describe('findNearMisses', () => {
  it.each([
    ['INPUT_AGENTID', 'agentid', 'agent-id'],
    ['INPUT_AGENT_ID', 'agent_id', 'agent-id'],
    ['INPUT_API_KEY', 'api_key', 'api-key'],
    ['INPUT_APIKEY', 'apikey', 'api-key'],
    ['INPUT_INPUT', 'input', 'inputs'],
    ['INPUT_TIMEOUTS', 'timeouts', 'timeout'],
    ['INPUT_REQUIRE-EVAL', 'require-eval', 'require-evals'],
    ['INPUT_BASEURL', 'baseurl', 'base-url'],
  ])('suggests the input for %s [B61]', (variable, given, meant) => {
    expect(findNearMisses({ [variable]: 'x' })).toEqual([`There is no input "${given}": write ${meant}.`]);
  });

  it('has no message for declared inputs, unrelated inputs, and other variables [B61]', () => {
    const declared = Object.fromEntries(INPUT_NAMES.map((name) => [`INPUT_${name.toUpperCase()}`, 'x']));
    expect(
      findNearMisses({
        ...declared,
        INPUT_COMMENT: 'x',
        INPUT_RUN: 'x',
        AGENTID: 'x',
        INPUTS: 'x',
        OTHER_AGENTID: 'x',
      }),
    ).toEqual([]);
  });
});
