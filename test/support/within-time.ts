import type { WithinTime } from '../../src/platform/time-limit.ts';

/** Gives every work as long as it takes, so that a slow machine changes no result. */
export const unlimited: WithinTime = (_limitMs, work) => work();
