import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { takeEnvironment } from '../../../src/platform/environment.ts';

describe('takeEnvironment', () => {
  it('takes key and token out of the environment, keeps them, and leaves everything else there [T15]', () => {
    const env = {
      'INPUT_API-KEY': 'k-123456789',
      'INPUT_GITHUB-TOKEN': 'ghs_0123456789',
      'INPUT_AGENT-ID': 'a',
      PATH: '/bin',
    };
    const { variables } = takeEnvironment(env);
    expect(env).toStrictEqual({ 'INPUT_AGENT-ID': 'a', PATH: '/bin' });
    expect(variables).toStrictEqual({
      'INPUT_API-KEY': 'k-123456789',
      'INPUT_GITHUB-TOKEN': 'ghs_0123456789',
      'INPUT_AGENT-ID': 'a',
      PATH: '/bin',
    });
  });

  it('does not see what changes in the environment later', () => {
    const env: Record<string, string> = { GITHUB_ACTOR: 'octocat' };
    const { variables } = takeEnvironment(env);
    env.GITHUB_ACTOR = 'mallory';
    expect(variables.GITHUB_ACTOR).toBe('octocat');
  });

  it.each([
    ["the runner's own", '/runner/temp', '/runner/temp'],
    ["the system's where the runner names none", undefined, tmpdir()],
    ["the system's where the runner names an empty one", '', tmpdir()],
  ])('takes as temporary folder %s [F124]', (_which, given, wanted) => {
    expect(takeEnvironment({ RUNNER_TEMP: given }).temporaryFolder).toBe(wanted);
  });
});
