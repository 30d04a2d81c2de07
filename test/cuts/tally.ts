import type { Cut } from './cutting-proxy.ts';
import { type CutResult, faultOf, type Traffic } from './traffic.ts';

/** What is counted over many cuts. */
export interface Tally {
  cuts: number;
  /** Starts, or answers, that the service has accepted, over all cuts, and the most for one of them. */
  accepted: number;
  mostAccepted: number;
  /** The most that arrived for one cut, accepted or not. */
  mostArrived: number;
  passes: number;
  readonly outcomes: Record<string, number>;
  readonly faults: string[];
}

export function newTally(): Tally {
  return { cuts: 0, accepted: 0, mostAccepted: 0, mostArrived: 0, passes: 0, outcomes: {}, faults: [] };
}

export function count(tally: Tally, traffic: Traffic, cut: Cut, result: CutResult): void {
  tally.cuts += 1;
  tally.accepted += result.accepted;
  tally.mostAccepted = Math.max(tally.mostAccepted, result.accepted);
  tally.mostArrived = Math.max(tally.mostArrived, result.arrived);
  tally.passes += result.passes ? 1 : 0;
  tally.outcomes[result.outcome] = (tally.outcomes[result.outcome] ?? 0) + 1;
  const fault = faultOf(traffic, cut, result);
  if (fault !== null) tally.faults.push(`${traffic.name}, ${JSON.stringify(cut)}: ${fault}`);
}

/** Adds one tally to another. */
export function add(sum: Tally, part: Tally): void {
  sum.cuts += part.cuts;
  sum.accepted += part.accepted;
  sum.mostAccepted = Math.max(sum.mostAccepted, part.mostAccepted);
  sum.mostArrived = Math.max(sum.mostArrived, part.mostArrived);
  sum.passes += part.passes;
  for (const [outcome, times] of Object.entries(part.outcomes)) {
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + times;
  }
  sum.faults.push(...part.faults);
}
