import { readGitHubToken } from './github-token.ts';
import { orElse, readInput, readOptional, type Variables } from './raw.ts';
import { readChoice } from './scalars.ts';

const WHEN = ['never', 'always', 'on-failure'] as const;

/** When the pull request gets a comment, and which of its comments is this step's. */
export interface CommentWish {
  readonly when: (typeof WHEN)[number];
  /** The same for every run of the step, and for no other step. */
  readonly key: string;
}

export const NO_COMMENT: CommentWish = { when: 'never', key: '' };

/**
 * When to comment on the pull request.
 *
 * @throws InputError
 */
export function readCommentWish(variables: Variables): CommentWish {
  const agent = readOptional(variables, 'agent-id') || readInput(variables, 'agent-name').trim();
  const key = JSON.stringify([readInput(variables, 'comment-key').trim(), agent.toLowerCase()]);
  return { when: readChoice(variables, 'comment', WHEN), key };
}

/** The inputs of the comment, and how GitHub is reached. */
export interface CommentSettings extends CommentWish {
  /** Null if there is none. */
  readonly token: string | null;
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Where people see the workflow run; null if that is not known. */
  readonly workflowRunUrl: string | null;
}

/** The same, as if it were not wanted where the inputs themselves are at fault, so that the rest can be told. */
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
