import type { GitHubScript } from '../fakes/github/script.ts';
import type { ServiceScript } from '../fakes/kindo/script.ts';
import type { MiddeskScript } from '../fakes/middesk/script.ts';

/** One situation for the action, and the result that it must have. */
export interface Scenario {
  readonly description: string;
  readonly service?: ServiceScript;
  /** Given if the service is Middesk. */
  readonly middesk?: MiddeskScript;
  /** Given if the event is a pull request. */
  readonly github?: GitHubScript;
  /** Inputs that differ from the common ones, or from Middesk's; `base-url` is filled in. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Files in the workspace, by their paths; without any there is no workspace. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Cancels the job so many milliseconds after the service has accepted the start. */
  readonly cancelAfterMs?: number;
  /** A second step with the same service: the inputs that differ, from the outputs of the first. */
  readonly secondStep?: (outputs: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Of the last step. */
  readonly outcome: string;
  readonly exitCode: 0 | 1;
  /** How many start requests the service must receive; 1 unless given. */
  readonly starts?: number;
  /** How many comments of the job the pull request must have at the end; none unless given. */
  readonly comments?: number;
  /** The states of the commit statuses at the end, the oldest first; none unless given. */
  readonly statuses?: readonly string[];
  /** How many answers to interrupts the service must receive; none unless given. */
  readonly resumes?: number;
}
