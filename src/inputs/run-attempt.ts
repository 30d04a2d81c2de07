import type { Variables } from './raw.ts';

/**
 * Which attempt of the workflow run this is, counted from 1; 1 if the runner does not say.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function runAttemptOf({ GITHUB_RUN_ATTEMPT = '' }: Variables): number {
  return /^[1-9]\d{0,5}$/.test(GITHUB_RUN_ATTEMPT) ? Number(GITHUB_RUN_ATTEMPT) : 1;
}
