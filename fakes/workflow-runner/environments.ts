import type { Environment, Repository } from '../github/repository.ts';

/** A job that waits for the reviewers of an environment. */
export interface Deployment {
  readonly environment: string;
  readonly job: string;
  readonly runId: string;
  readonly attempt: number;
}

/** What somebody decides about a waiting job. */
export interface Review {
  readonly login: string;
  readonly state: 'approved' | 'rejected';
  readonly comment?: string;
}

/** Null: nobody decides, so the job fails after GitHub's 30 days. */
export type Decide = (deployment: Deployment) => Review | null;

/** How the protection rules of a job's environment ended. */
export interface EnvironmentGate {
  readonly name: string;
  readonly state: 'unprotected' | 'approved' | 'rejected' | 'undecided';
  /** Who decided; null if nobody did. */
  readonly login: string | null;
  /** What the wait timer took, which is not waited here. */
  readonly skippedMinutes: number;
}

/**
 * Plays the protection rules of an environment, and records the review in the repository.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments
 */
export function passEnvironment(
  deployment: Deployment,
  repository: Repository,
  decide: Decide,
  triggeringActor: string,
): { readonly gate: EnvironmentGate; readonly environment: Environment } {
  const { environment: name, runId } = deployment;
  const environment = repository.environments.get(name) ?? {};
  repository.environments.set(name, environment);
  const { reviewers = [], preventSelfReview = false, waitMinutes = 0 } = environment;
  const gate = { name, login: null, skippedMinutes: waitMinutes };
  if (reviewers.length === 0) return { gate: { ...gate, state: 'unprotected' }, environment };
  const review = decide(deployment);
  const mayReview =
    review !== null &&
    reviewers.includes(review.login) &&
    !(preventSelfReview && review.login === triggeringActor);
  if (!mayReview) return { gate: { ...gate, state: 'undecided' }, environment };
  const { login, state, comment = '' } = review;
  const earlier = repository.approvals.get(runId) ?? [];
  repository.approvals.set(runId, [...earlier, { environment: name, state, login, comment }]);
  return { gate: { ...gate, state, login }, environment };
}
