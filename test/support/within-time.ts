import type { WithinTime } from '../../src/platform/time-limit.ts';

/** Sets no time limit, so that a slow machine changes no result. */
export const unlimited: WithinTime = (_limitMs, work) => work();
