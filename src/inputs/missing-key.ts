/** Whose pull request an event is of, where GitHub gives such an event no secrets. */
export type SecretlessEvent = 'fork' | 'dependabot';

const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Says whether the event gets no secrets because of where its pull request comes from. `pull_request_target` gets them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export function secretlessEvent(eventName: string, actor: string, fromFork: boolean): SecretlessEvent | null {
  if (!PULL_REQUEST_EVENTS.includes(eventName)) return null;
  if (actor === 'dependabot[bot]') return 'dependabot';
  return fromFork ? 'fork' : null;
}

/** One sentence on why the key is empty, and what to do. */
export function explainMissingKey(event: SecretlessEvent | null): string {
  switch (event) {
    case 'fork':
      return 'api-key is empty: GitHub gives no secrets to pull requests from forks. Set on-missing-key: skip to pass visibly unjudged, and do not switch to pull_request_target.';
    case 'dependabot':
      return "api-key is empty: GitHub gives Dependabot's pull requests only Dependabot secrets. Add the key there too, or set on-missing-key: skip to pass visibly unjudged.";
    case null:
      return 'api-key is empty: is the secret defined for this repository or environment, and passed as ${{ secrets.NAME }}?';
  }
}

/** One sentence on why nothing was judged where the workflow skips such an event. */
export function explainSkip(event: SecretlessEvent): string {
  const whose = event === 'fork' ? 'a pull request from a fork' : "Dependabot's pull request";
  return `Nothing was judged: this is ${whose}, which gets no secrets and so no api-key, and on-missing-key is skip.`;
}
