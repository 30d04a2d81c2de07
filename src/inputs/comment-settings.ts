import { readGitHubToken } from './github-token.ts';
import { orElse, readInput, readOptional, type Variables } from './raw.ts';
import { readChoice } from './scalars.ts';

const WHEN = ['never', 'always', 'on-failure'] as const;

/** When the pull request gets a comment, and which of its comments belongs to this step. */
export interface CommentWish {
  readonly when: (typeof WHEN)[number];
  /** The same for every run of the step, and for no other step. */
  readonly key: string;
}

export const NO_COMMENT: CommentWish = { when: 'never', key: '' };

/**
 * The settings for the pull request comment.
 *
 * @throws InputError
 */
export function readCommentWish(variables: Variables): CommentWish {
  const agent = readOptional(variables, 'agent-id') || readInput(variables, 'agent-name').trim();
  const key = JSON.stringify([readInput(variables, 'comment-key').trim(), agent.toLowerCase()]);
  return { when: readChoice(variables, 'comment', WHEN), key };
}

/** The settings for the comment, and for GitHub's API. */
export interface CommentSettings extends CommentWish {
  /** Null without a token. */
  readonly token: string | null;
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The web page of the workflow run; null if it is not known. */
  readonly workflowRunUrl: string | null;
}

/** The same. An input with an error counts as not set, so that the other errors can be reported. */
export function commentSettingsOf(variables: Variables): CommentSettings {
  const { GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY = '', GITHUB_RUN_ID } = variables;
  const isRunKnown = GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID;
  return {
    ...orElse(() => readCommentWish(variables), NO_COMMENT),
    token: orElse(() => readGitHubToken(variables), null),
    apiUrl: GITHUB_API_URL || 'https://api.github.com',
    repository: GITHUB_REPOSITORY,
    workflowRunUrl: isRunKnown
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
      : null,
  };
}
