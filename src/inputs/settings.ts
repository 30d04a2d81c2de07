import type { Command } from '../domain/command.ts';
import type { Policy } from '../domain/outcome.ts';
import type { PathFilter } from '../domain/path-filter.ts';
import type { RemotePart } from '../domain/pull-request.ts';
import type { Provider } from '../service/agent-service.ts';

/** The parsed inputs: every text is checked, durations are in milliseconds. */
export interface Settings {
  readonly command: Command;
  readonly provider: Provider;
  readonly apiKey: string;
  /** Null for the service's own address. */
  readonly baseUrl: string | null;
  readonly timeoutMs: number;
  readonly evalTimeoutMs: number;
  readonly pollIntervalMs: number;
  readonly policy: Policy;
  /** Path of the JSON Schema for the result, from the root of the repository; null without a schema. */
  readonly resultSchema: string | null;
  /** Warnings about the inputs. */
  readonly notices: readonly string[];
}

/** Label to the part of the pull request that is read from GitHub later. */
export type RemoteInputs = ReadonlyMap<string, RemotePart>;

/** What the inputs request: a step with settings, or no run because the event gets no secrets. */
export type Request =
  | {
      readonly kind: 'settings';
      readonly settings: Settings;
      readonly remoteInputs: RemoteInputs;
      /** Which changed files the remote inputs are about. */
      readonly diffPaths: PathFilter;
      /** True if the step uses the pull request: by a `pr:` source, `comment` or `commit-status`. */
      readonly usesPullRequest: boolean;
    }
  | { readonly kind: 'skip'; readonly policy: Policy; readonly reason: string };
