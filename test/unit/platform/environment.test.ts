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

  it('takes the path of the event out too, so that no library reads what is there [F162]', () => {
    const env = { GITHUB_EVENT_PATH: '/event.json' };
    expect(takeEnvironment(env).variables).toStrictEqual({ GITHUB_EVENT_PATH: '/event.json' });
    expect(env).toStrictEqual({});
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
