import { RequestError } from '../domain/errors.ts';

interface Rule {
  /** Searched for in GitHub's message: the status is the same for all of them. */
  readonly pattern: RegExp;
  readonly advice: string;
}

const RULES: readonly Rule[] = [
  {
    pattern: /\barchived\b/i,
    advice:
      'The repository is archived, so nothing can be written to it: unarchive it, or remove the input comment.',
  },
  {
    pattern: /\blocked\b/i,
    advice: 'The conversation is locked: unlock it, or remove the input comment.',
  },
  {
    pattern: /IP allow list|IP address is not permitted/i,
    advice:
      "Add the runner's address to the allow list of the organization or enterprise, or use a runner with an address that is on it.",
  },
  {
    pattern: /SAML/,
    advice: 'Authorize the token in github-token for the single sign-on of the organization.',
  },
  {
    pattern: /Bad credentials/i,
    advice:
      "The token is expired, revoked or mistyped. Renew it, or remove the input github-token to use the job's token.",
  },
];

const NO_ACCESS = /not accessible|permission|must have|requires authentication/i;

/**
 * How to fix a request to GitHub that failed; null if its response does not say why.
 *
 * @param permissions a sentence about the permissions that the request needs
 * @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function adviceOn(error: unknown, permissions: string): string | null {
  if (!(error instanceof RequestError) || error.kind !== 'status') return null;
  const { status, message } = error;
  const rule = RULES.find(({ pattern }) => pattern.test(message));
  if (rule !== undefined) return rule.advice;
  // GitHub responds with 404 to a token without access.
  const isNoAccess = status === 404 || ((status === 401 || status === 403) && NO_ACCESS.test(message));
  return isNoAccess ? permissions : null;
}
