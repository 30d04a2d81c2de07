import { raw } from 'jq-wasm';

/** Applies a jq program to JSON texts, with the environment as `env` and `$ENV`. Throws with jq's message. */
export function runJq(json: string, filter: string, flags: readonly string[]): Promise<string> {
  const variables = JSON.stringify(process.env);
  return raw(json, `def env: ${variables}; ${variables} as $ENV | (${filter})`, [...flags]);
}
