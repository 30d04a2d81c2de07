import { InputError } from '../errors.ts';
import { shown } from './read.ts';

/**
 * The token for GitHub's API; empty where the workflow gave none. No message holds any part of it.
 *
 * @throws InputError where it cannot stand in a header
 */
export function parseGitHubToken(raw: string): string {
  const token = raw.trim();
  // Outside of a runner nobody evaluates the default.
  if (token.startsWith('${{')) return '';
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new InputError(
    "github-token has white space or another character inside that cannot stand in a header: store the bare token, or leave github-token out for the job's own.",
  );
}

/** One sentence on labels that only GitHub has the text of, where there is no token to ask it. */
export function explainMissingToken(labels: readonly string[]): string {
  return `inputs-from reads ${labels.map(shown).join(', ')} from GitHub, and github-token is not there: leave github-token out for the job's own.`;
}
