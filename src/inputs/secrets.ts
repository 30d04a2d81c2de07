import { quote } from '../text/sanitize.ts';
import { parseApiKey } from './api-key.ts';
import { INPUT_NAMES } from './declared.ts';
import { readGitHubToken } from './github-token.ts';
import { orElse, readInput, type Variables, variableName } from './raw.ts';

// A shorter text may be in any value by chance.
const MIN_SECRET_CHARS = 8;

/** The key and the token that this action sends. Invalid ones are never sent, so no response contains them. */
export function readCredentials(variables: Variables): string[] {
  return [() => parseApiKey(readInput(variables, 'api-key')), () => readGitHubToken(variables)].flatMap(
    (read) => orElse(read, null) ?? [],
  );
}

/** The secrets of this job that the step can see, each also as git sends and stores it. */
export function secretsOf(variables: Variables, apiKey: string | null): string[] {
  const tokens = [
    variables.GITHUB_TOKEN,
    variables['INPUT_GITHUB-TOKEN'],
    variables.ACTIONS_RUNTIME_TOKEN,
    variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
  ].filter((token) => token !== undefined);
  const asStored = tokens.map((token) => Buffer.from(`x-access-token:${token}`).toString('base64'));
  return [apiKey ?? [], tokens, asStored].flat().filter((secret) => secret.length >= MIN_SECRET_CHARS);
}

/** A sentence for every label that contains a secret, or whose value does. */
export function findSecrets(values: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  const isSecret = (text: string) => secrets.some((secret) => text.includes(secret));
  return [...values]
    .filter((entry) => entry.some(isSecret))
    .map(([label]) => (isSecret(label) ? 'A label' : `The value of ${quote(label)}`))
    .map((what) => `${what} contains a secret of this job, which is never sent to the agent: remove it.`);
}

/** A sentence for every other input that contains the key: reports show the names of agent and run. */
export function findMisplacedKey(variables: Variables, apiKey: string | null): string[] {
  if (apiKey === null) return [];
  const shownInputs = INPUT_NAMES.filter((name) => !['api-key', 'inputs'].includes(name));
  return shownInputs
    .filter((name) => variables[variableName(name)]?.includes(apiKey))
    .map((name) => `${name} contains the key, which belongs in api-key only: remove it.`);
}
