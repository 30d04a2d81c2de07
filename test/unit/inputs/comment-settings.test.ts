import { describe, expect, it } from 'vitest';
import { type Contexts, interpolate } from '../../../fakes/workflow-runner/expressions.ts';
import { commentSettingsOf, readCommentWish } from '../../../src/inputs/comment-settings.ts';
import { DECLARED_INPUTS } from '../../../src/inputs/declared.ts';

const keyOf = (inputs: Record<string, string>) => readCommentWish(inputs).key;

describe('readCommentWish', () => {
  it('is null unless a comment is requested', () => {
    expect(readCommentWish({}).when).toBe('never');
    for (const when of ['never', 'always', 'on-failure']) {
      expect(readCommentWish({ INPUT_COMMENT: ` ${when}` }).when).toBe(when);
    }
    expect(() => readCommentWish({ INPUT_COMMENT: 'true' })).toThrow(
      'comment is "true": set it to never, always or on-failure.',
    );
    expect(() => readCommentWish({ 'INPUT_COMMENT-KEY': ' ' })).toThrow('comment-key is empty');
  });

  it('has a different key for each step and agent', () => {
    const keys = [
      {},
      { 'INPUT_COMMENT-KEY': 'ci/agent/0' },
      { 'INPUT_COMMENT-KEY': 'ci/agent/1' },
      { 'INPUT_COMMENT-KEY': 'ci/agent/0', 'INPUT_AGENT-ID': 'a' },
      { 'INPUT_COMMENT-KEY': 'ci/agent/0', 'INPUT_AGENT-NAME': 'b' },
      { 'INPUT_COMMENT-KEY': 'ci/agent/0","a' },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keyOf({ 'INPUT_COMMENT-KEY': ' k ', 'INPUT_AGENT-ID': 'AB ' })).toBe(
      keyOf({ 'INPUT_COMMENT-KEY': 'k', 'INPUT_AGENT-ID': 'ab', 'INPUT_RUN-ID': 'x' }),
    );
  });

  it('has the same key in every version of this action', () => {
    expect(keyOf({ 'INPUT_COMMENT-KEY': 'CI/gate', 'INPUT_AGENT-NAME': ' Scan\n' })).toBe(
      '["CI/gate","scan"]',
    );
  });
});

describe('the default of comment-key', () => {
  const keyIn = (matrix: Record<string, string> | null, place: number) => {
    const contexts = { github: { workflow: 'CI', job: 'gate' }, strategy: { 'job-index': place }, matrix };
    return keyOf({ 'INPUT_COMMENT-KEY': interpolate(DECLARED_INPUTS['comment-key'], contexts as Contexts) });
  };

  it('is the same for the same matrix values, in any leg [F147]', () => {
    expect(keyIn({ agent: 'a' }, 0)).toBe(keyIn({ agent: 'a' }, 1));
    expect(keyIn({ agent: 'a' }, 0)).not.toBe(keyIn({ agent: 'b' }, 0));
    expect(keyIn(null, 0)).not.toBe(keyIn({ agent: 'a' }, 0));
  });
});

describe('conversationOf', () => {
  it('has the address of GitHub, and the link to the workflow run', () => {
    const variables = {
      INPUT_COMMENT: 'always',
      'INPUT_GITHUB-TOKEN': 'ghs_0123456789',
      GITHUB_API_URL: 'https://github.example.com/api/v3',
      GITHUB_SERVER_URL: 'https://github.example.com',
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_RUN_ID: '42',
    };
    expect(commentSettingsOf(variables)).toMatchObject({
      when: 'always',
      token: 'ghs_0123456789',
      apiUrl: 'https://github.example.com/api/v3',
      repository: 'octo-org/octo-repo',
      workflowRunUrl: 'https://github.example.com/octo-org/octo-repo/actions/runs/42',
    });
  });

  it.each(['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'])(
    'has no link to the workflow run without %s',
    (missing) => {
      const variables = {
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'octo-org/octo-repo',
        GITHUB_RUN_ID: '42',
      };
      expect(commentSettingsOf(variables).workflowRunUrl).not.toBeNull();
      expect(commentSettingsOf({ ...variables, [missing]: '' }).workflowRunUrl).toBeNull();
    },
  );

  it('is empty if its inputs have problems, or nothing is known', () => {
    expect(commentSettingsOf({ INPUT_COMMENT: 'maybe', 'INPUT_GITHUB-TOKEN': 'a b' })).toEqual({
      when: 'never',
      key: '',
      token: null,
      apiUrl: 'https://api.github.com',
      repository: '',
      workflowRunUrl: null,
    });
  });
});
