import { InputError } from '../domain/errors.ts';
import { quote } from '../text/sanitize.ts';
import { type Variables, variableName } from './raw.ts';

/**
 * The token for GitHub's API; null without a token, as with act and some other servers. No message contains any part
 * of it.
 *
 * @throws InputError if a header cannot contain it
 */
export function readGitHubToken(variables: Variables): string | null {
  const token = (variables[variableName('github-token')] ?? '').trim();
  // Outside of a runner, the default is not evaluated.
  if (token === '' || token.startsWith('${{')) return null;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new InputError(
    "github-token has white space or another character that no header can contain: store only the token, or remove the input github-token to use the job's token.",
  );
}

const FIX = "Remove the input github-token to use the job's token, or pass a token of this repository.";

/** A sentence for every input that cannot work without a token. */
export function explainMissingToken(labels: readonly string[], inputs: readonly string[]): string[] {
  const problems: string[] = [];
  if (labels.length > 0) {
    const list = labels.map((label) => quote(label)).join(', ');
    problems.push(`github-token is empty, and inputs-from reads ${list} from GitHub. ${FIX}`);
  }
  for (const name of inputs) problems.push(`github-token is empty, and ${name} needs it. ${FIX}`);
  return problems;
}
