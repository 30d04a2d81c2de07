/** Why an event gets no secrets: it is about a fork's pull request, or Dependabot triggered it. */
export type SecretlessEvent = 'fork' | 'dependabot';

const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
const DEPENDABOT_EVENTS = [...PULL_REQUEST_EVENTS, 'push', 'create', 'deployment', 'deployment_status'];

/**
 * Whether GitHub gives the event no secrets because of its origin. `pull_request_target` gets them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
 */
export function secretlessEvent(eventName: string, actor: string, fromFork: boolean): SecretlessEvent | null {
  if (actor === 'dependabot[bot]' && DEPENDABOT_EVENTS.includes(eventName)) return 'dependabot';
  return fromFork && PULL_REQUEST_EVENTS.includes(eventName) ? 'fork' : null;
}

/** The problem with an empty key on an event that gets secrets. */
export const MISSING_KEY =
  'api-key is empty: define the secret for this repository or environment, and pass it as ${{ secrets.NAME }}.';

const CAUSES: Record<SecretlessEvent, string> = {
  fork: 'Nothing was evaluated: api-key is empty, because GitHub gives no secrets to pull requests from forks.',
  dependabot:
    'Nothing was evaluated: api-key is empty, because GitHub gives only Dependabot secrets to workflows that Dependabot triggers.',
};

const FIXES: Record<SecretlessEvent, string> = {
  fork: 'A person must review this pull request. To let such pull requests pass without an evaluation, set allow: skipped. Do not switch to pull_request_target.',
  dependabot:
    'Add the key as a Dependabot secret. To let such workflows pass without an evaluation, set allow: skipped.',
};

/** Why nothing was evaluated, and the fix unless the workflow allows it. */
export function explainSkipped(event: SecretlessEvent, isAllowed: boolean): string {
  return isAllowed ? CAUSES[event] : `${CAUSES[event]} ${FIXES[event]}`;
}
