import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { takeEnvironment } from '../../../src/platform/environment.ts';

describe('takeEnvironment', () => {
  it('removes key and token from the environment, keeps them, and leaves everything else [T15]', () => {
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

  it('ignores later changes of the environment', () => {
    const env: Record<string, string> = { GITHUB_ACTOR: 'octocat' };
    const { variables } = takeEnvironment(env);
    env.GITHUB_ACTOR = 'mallory';
    expect(variables.GITHUB_ACTOR).toBe('octocat');
  });

  it.each([
    ["the runner's own", '/runner/temp', '/runner/temp'],
    ["the system's if the runner names none", undefined, tmpdir()],
    ["the system's if the runner names an empty one", '', tmpdir()],
  ])('uses as temporary folder %s [F124]', (_which, given, wanted) => {
    expect(takeEnvironment({ RUNNER_TEMP: given }).temporaryFolder).toBe(wanted);
  });
});
