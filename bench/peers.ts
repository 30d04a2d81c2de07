/**
 * What people would use instead, as data: how the actions poll, read from their published sources, and how long they took
 * to their first request. None of their code is here.
 */

/** How a step that waits for something elsewhere asks for its state. Milliseconds, counted from the start of the run. */
export interface PeerSchedule {
  readonly name: string;
  readonly source: string;
  /** The pauses before the first polls, one by one; then {@link everyMs}. */
  readonly firstMs: readonly number[];
  readonly everyMs: number;
  /** How long it waits after the poll that shows the end. */
  readonly afterMs: number;
  /** Requests for each poll. */
  readonly requestsPerLook: number;
}

const SECOND = 1000;

export const PEER_SCHEDULES: readonly PeerSchedule[] = [
  {
    name: 'aws-codebuild-run-build, logs hidden',
    source: 'code-build.js, defaults of August 2026',
    firstMs: [0],
    everyMs: 30 * SECOND,
    afterMs: 15 * SECOND,
    requestsPerLook: 1,
  },
  {
    name: 'aws-codebuild-run-build',
    source: 'code-build.js, defaults of August 2026',
    firstMs: [0],
    everyMs: 30 * SECOND,
    afterMs: 30 * SECOND,
    requestsPerLook: 2,
  },
  {
    name: 'tfc-workflows',
    source: 'retry.go, defaults of August 2026',
    firstMs: [0, 2 * SECOND, 4 * SECOND, 6 * SECOND],
    everyMs: 7 * SECOND,
    afterMs: 0,
    requestsPerLook: 1,
  },
  {
    name: 'trigger-workflow-and-wait',
    // It waits twice before its first poll: for the run to be listed, and then for its end.
    source: 'entrypoint.sh, defaults of August 2026',
    firstMs: [20 * SECOND],
    everyMs: 10 * SECOND,
    afterMs: 0,
    requestsPerLook: 1,
  },
  {
    name: 'workflow-dispatch',
    // The same, a minute each.
    source: 'main.ts, defaults of August 2026',
    firstMs: [120 * SECOND],
    everyMs: 60 * SECOND,
    afterMs: 0,
    requestsPerLook: 1,
  },
  {
    name: 'await-remote-run, run-notebook, quality gate',
    source: 'await-remote-run.ts, api-client.ts, check-quality-gate.sh, defaults of August 2026',
    firstMs: [0],
    everyMs: 5 * SECOND,
    afterMs: 0,
    requestsPerLook: 1,
  },
  {
    name: 'octopus await-task',
    source: 'ServerTaskWaiter, defaults of August 2026',
    firstMs: [0],
    everyMs: 10 * SECOND,
    afterMs: 10 * SECOND,
    requestsPerLook: 1,
  },
  {
    name: 'dependency-review, snapshots',
    source: 'main.ts, schemas.ts, defaults of August 2026',
    firstMs: [0],
    everyMs: 10 * SECOND,
    afterMs: 0,
    requestsPerLook: 1,
  },
];

/** How long a step took from its process's start to its first request. */
export interface PeerStart {
  readonly name: string;
  /** Milliseconds, medians of 20 runs on Node 24 on one machine. */
  readonly firstRequestMs: number;
}

/** When {@link PEER_STARTS} were measured. */
export const PEER_STARTS_DATE = 'August 2026, Node 24.21.0, two cores';

/** The floors beside the peers in those runs: an action of a few lines on Node's own fetch. */
export const PEER_FLOOR_MS = 108;

export const PEER_STARTS: readonly PeerStart[] = [
  { name: 'run-notebook', firstRequestMs: 145 },
  { name: 'a minimal action on @actions/core and fetch', firstRequestMs: 148 },
  { name: 'return-dispatch', firstRequestMs: 154 },
  { name: 'workflow-dispatch', firstRequestMs: 156 },
  { name: 'github-script', firstRequestMs: 165 },
  { name: 'create-or-update-comment', firstRequestMs: 166 },
  { name: 'sticky-pull-request-comment', firstRequestMs: 169 },
  { name: 'await-remote-run', firstRequestMs: 175 },
  { name: 'aws-codebuild-run-build', firstRequestMs: 224 },
  { name: 'octopus await-task', firstRequestMs: 246 },
];

/** What the runner downloads for other actions: their whole repositories, kB, August 2026. */
export const PEER_ARCHIVES: readonly { readonly name: string; readonly kilobytes: number }[] = [
  { name: 'return-dispatch', kilobytes: 254 },
  { name: 'workflow-dispatch', kilobytes: 290 },
  { name: 'aws-codebuild-run-build', kilobytes: 406 },
  { name: 'checkout', kilobytes: 476 },
  { name: 'octopus await-task', kilobytes: 706 },
  { name: 'attest', kilobytes: 1078 },
  { name: 'promptfoo-action', kilobytes: 1154 },
];
