import {
  byRank,
  countFindings,
  type Finding,
  isFailing,
  isReadable,
  type Level,
  listLevels,
} from '../domain/findings.ts';
import type { Fault } from '../domain/outcome.ts';
import type { RunResult } from '../domain/result.ts';
import { quote } from '../text/sanitize.ts';

const MAX_PLACE_CHARS = 200;

/**
 * The faults in findings and data of the agent's message. They only add faults: no message can remove one.
 *
 * @param failsFrom the level from which on findings fail the step; null if they never do
 */
export function judgeResult({ findings, violations }: RunResult, failsFrom: Level | null): Fault[] {
  const faults: Fault[] = [];
  if (failsFrom !== null) {
    const failing = byRank(findings.findings.filter((finding) => isFailing(finding, failsFrom)));
    const [first] = failing;
    if (first !== undefined)
      faults.push({ outcome: 'findings-failed', reasons: [explainFailing(failing, first, failsFrom)] });
    if (!isReadable(findings))
      faults.push({ outcome: 'findings-missing', reasons: explainMissing(findings.problems) });
  }
  if (violations.length > 0) {
    const intro = 'The data of the answer does not satisfy result-schema.';
    faults.push({
      outcome: 'result-invalid',
      reasons: [
        `${intro} ${violations.join(' ')} Put the schema into the agent's prompt, or change the schema.`,
      ],
    });
  }
  return faults;
}

function explainFailing(failing: readonly Finding[], first: Finding, failsFrom: Level): string {
  const isOne = failing.length === 1;
  const subject = isOne ? '1 finding' : `${failing.length} findings`;
  const list = listLevels(countFindings(failing, failsFrom));
  // Nothing is above the level error.
  const levels =
    failsFrom === 'error'
      ? `${isOne ? 'has' : 'have'} the level error`
      : `${isOne ? 'is' : 'are'} at or above the level ${failsFrom} (${list})`;
  return `${subject} ${levels}. ${isOne ? 'It' : 'The first'} is ${titleOf(first)}. Fix the cause, or change fail-on-findings.`;
}

function titleOf({ rule, place }: Finding): string {
  const line = place?.line == null ? '' : `:${place.line}`;
  const where = place === null ? '' : ` at ${quote(`${place.path}${line}`, MAX_PLACE_CHARS)}`;
  return `${rule === '' ? 'a finding without a rule' : quote(rule)}${where}`;
}

function explainMissing(problems: readonly string[]): string[] {
  const why =
    problems.length === 0
      ? 'fail-on-findings is set, and the answer has no list of findings.'
      : `fail-on-findings is set, and findings could not be read. ${problems.join(' ')}`;
  return [
    `${why} Put this action's docs/findings.schema.json into the agent's prompt, and request the list in every answer, even if it is empty.`,
  ];
}
