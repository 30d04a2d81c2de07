import { InputError } from '../domain/errors.ts';

const MIN_CHARS = 8;
const MAX_CHARS = 4096;

/**
 * Checks the key before any header is built from it. No message contains any part of it.
 *
 * @throws InputError
 */
export function parseApiKey(raw: string): string {
  const key = raw.trim();
  const problem = problemOf(key);
  if (problem !== null) throw new InputError(problem);
  return key;
}

function problemOf(key: string): string | null {
  if (key.includes('${{'))
    return 'api-key is an expression that was not evaluated: write ${{ secrets.NAME }} in the workflow.';
  if (/^\*+$/.test(key))
    return 'api-key has only asterisks, as in a masked log: pass the secret itself, ${{ secrets.NAME }}.';
  if (/^bearer\s/i.test(key)) return 'api-key begins with "Bearer": store the bare key, without "Bearer".';
  if (/^[{[]/.test(key)) return 'api-key looks like JSON: store only the key as the secret.';
  if (/^[A-Za-z_]\w*=[^=]/.test(key))
    return 'api-key looks like NAME=value: store only the key as the secret.';
  if (/[\r\n]/.test(key))
    return `api-key has a line break inside (${key.length} characters in all): store the key as one line.`;
  if (/\s/.test(key))
    return `api-key has white space inside, at character ${key.search(/\s/) + 1}: store the bare key.`;
  const odd = key.search(/[^\x21-\x7e]/);
  if (odd >= 0)
    return `api-key has a character that is not allowed in a header, at character ${odd + 1}: copy the key again from the service.`;
  if (key.length < MIN_CHARS)
    return `api-key has ${key.length === 1 ? '1 character' : `${key.length} characters`}, too few to be a key: store the whole key.`;
  if (key.length > MAX_CHARS)
    return `api-key has ${key.length} characters, more than ${MAX_CHARS}: store only the key as the secret.`;
  return null;
}
