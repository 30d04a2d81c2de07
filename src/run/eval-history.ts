import { type EvalReport, hasVerdicts } from '../domain/evals.ts';
import { quote } from '../text/sanitize.ts';

/** How many steps of one name a read showed, and how many of them failed. */
interface Count {
  steps: number;
  failed: number;
}

/**
 * What the reads of a run's verdicts have shown so far. Steps are identified by their names, because numbers may shift
 * while verdicts are pending. Steps without a name only count in the sum of all.
 */
export class EvalHistory {
  readonly #most = new Map<string, Count>();
  #hasFailed = false;
  #last: EvalReport | null = null;

  /** The last report; null if no read has shown one. */
  get last(): EvalReport | null {
    return this.#last;
  }

  /**
   * Compares a report with all reads before it, and stores it.
   *
   * @param report null if the service has no verdicts
   * @returns a clause for each step that has vanished or is no longer `fail`, and for a verdict that is no longer `fail`,
   * or has vanished
   */
  compare(report: EvalReport | null): string[] {
    const now = countByName(report);
    const clauses = this.#contradictions(now);
    if (this.#hasFailed && report?.result !== 'fail') clauses.unshift('the verdict is no longer fail');
    // A verdict that had no steps.
    if (report === null && clauses.length === 0 && this.#last !== null && hasVerdicts(this.#last))
      clauses.push('the verdict has vanished');
    for (const [name, { steps, failed }] of now) {
      const most = this.#most.get(name) ?? { steps: 0, failed: 0 };
      this.#most.set(name, {
        steps: Math.max(most.steps, steps),
        failed: Math.max(most.failed, failed),
      });
    }
    this.#hasFailed ||= report?.result === 'fail';
    this.#last = report ?? this.#last;
    return clauses;
  }

  #contradictions(now: ReadonlyMap<string, Count>): string[] {
    const clauses = [...this.#most].flatMap(([name, most]) => {
      const { steps, failed } = now.get(name) ?? { steps: 0, failed: 0 };
      if (steps < most.steps) return [`${titleOf(name)} has vanished`];
      return failed < most.failed ? [`${titleOf(name)} is no longer fail`] : [];
    });
    // The sum of all repeats what a name says already.
    const named = clauses.filter((clause) => !clause.startsWith(ANY));
    return named.length > 0 ? named : clauses;
  }
}

const ANY = 'an eval step';
const ALL_STEPS = '';

function titleOf(name: string): string {
  return name === ALL_STEPS ? ANY : `eval step ${quote(name)}`;
}

/** The steps by their names; all of them under the empty name. */
function countByName(report: EvalReport | null): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  const add = (name: string, isFailed: boolean) => {
    const count = counts.get(name) ?? { steps: 0, failed: 0 };
    counts.set(name, { steps: count.steps + 1, failed: count.failed + (isFailed ? 1 : 0) });
  };
  for (const { name, result } of report?.steps ?? []) {
    add(ALL_STEPS, result === 'fail');
    if (name !== ALL_STEPS) add(name, result === 'fail');
  }
  return counts;
}
