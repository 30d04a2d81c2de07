import { shown, type Variables } from './read.ts';

// What is shorter may stand in any text by chance.
const SHORTEST_SECRET = 8;

/** The secrets of this job that the step can see, each also as git sends and stores it. */
export function secretsOf(variables: Variables, apiKey: string): string[] {
  const tokens = [
    variables.GITHUB_TOKEN,
    variables['INPUT_GITHUB-TOKEN'],
    variables.ACTIONS_RUNTIME_TOKEN,
    variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
  ].filter((token) => token !== undefined);
  const asStored = tokens.map((token) => Buffer.from(`x-access-token:${token}`).toString('base64'));
  return [apiKey, ...tokens, ...asStored].filter((secret) => secret.length >= SHORTEST_SECRET);
}

/** A sentence for every label whose value holds a secret. */
export function findLeaks(values: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  return [...values]
    .filter(([, value]) => secrets.some((secret) => value.includes(secret)))
    .map(
      ([label]) =>
        `The value of ${shown(label)} holds a secret of this job, which is not for the agent: take it out.`,
    );
}
