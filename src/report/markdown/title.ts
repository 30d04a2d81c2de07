import { countFindings } from '../../domain/findings.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { codeSpan, escapeMarkdown, singleLine } from '../../text/sanitize.ts';
import type { Report } from '../report.ts';

const MAX_NAME_CHARS = 100;
// Words only: nothing that ends a sentence, or makes an emoji with the colon behind it.
const PLAIN_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} &'()+-]*[\p{L}\p{N})])?$/u;

const DECISIONS: Readonly<Record<Exclude<Outcome, 'passed' | 'eval-failed' | 'findings-failed'>, string>> = {
  'internal-error': 'internal error',
  'invalid-input': 'invalid input',
  'not-permitted': 'not permitted, nothing was started',
  abandoned: 'the job was cancelled',
  'protocol-error': 'a response of the service cannot be used',
  superseded: 'superseded, nothing was started',
  'nothing-to-review': 'no changed file is left to review',
  'ambiguous-start': 'a run may have been started',
  unavailable: 'the service was not available',
  unrecognised: 'unknown status or verdict',
  'run-failed': 'the run failed',
  'run-cancelled': 'the run was cancelled',
  'needs-input': 'the run waits for an answer',
  'timed-out': 'the run did not finish in time',
  'eval-unknown': 'the verdict is unknown',
  'eval-pending': 'the verdict is still pending',
  'eval-skipped': 'eval steps were skipped',
  'eval-missing': 'required verdicts are missing',
  'findings-missing': 'no readable findings',
  'result-invalid': 'the result does not satisfy the schema',
  skipped: 'skipped, nothing was evaluated',
  started: 'started, nothing was evaluated',
  validated: 'the inputs are valid, nothing was evaluated',
};

/** How a title begins. */
export const TITLE = /^## (?:✅|⚠️|❌) \S/u;

/** The heading of the report: icon, agent, and decision. */
export function renderTitle(report: Report): string {
  const { verdict, progress } = report;
  const { passes, wouldFail, outcome } = verdict;
  const name = progress.agent?.name ?? progress.agent?.id ?? '';
  const trial = passes && wouldFail ? 'Advisory: ' : '';
  const isAllowed = passes && !wouldFail && verdict.faults.length > 0;
  const subject = renderName(singleLine(name, MAX_NAME_CHARS));
  const icon = passes ? (outcome === 'passed' && !lacksVerdicts(report) ? '✅' : '⚠️') : '❌';
  return `## ${icon} ${trial}${subject}: ${decisionOf(report)}${isAllowed ? ' (allowed)' : ''}`;
}

function renderName(name: string): string {
  if (name === '') return 'Run Kindo agent';
  return PLAIN_NAME.test(name) && escapeMarkdown(name) === name ? name : codeSpan(name);
}

/** True for a pass without verdicts, unless the service never has any. */
function lacksVerdicts({ verdict, hasEvals }: Report): boolean {
  return hasEvals && verdict.evalResult === 'none';
}

function decisionOf(report: Report): string {
  const { verdict, result } = report;
  const { outcome } = verdict;
  switch (outcome) {
    case 'passed':
      return passedOf(report);
    case 'eval-failed':
      return failedOf(report);
    case 'findings-failed': {
      const { failing, error, warning, note, none } = countFindings(
        result.findings.findings,
        result.failsFrom,
      );
      return `${failing} of ${counted(error + warning + note + none, 'finding')} ${failing === 1 ? 'fails' : 'fail'} the step`;
    }
    case 'invalid-input': {
      const { length } = verdict.faults.flatMap((fault) => (fault.outcome === outcome ? fault.reasons : []));
      return length > 1 ? `${length} problems to fix` : DECISIONS[outcome];
    }
    default:
      return DECISIONS[outcome];
  }
}

function passedOf(report: Report): string {
  if (lacksVerdicts(report)) return 'the run succeeded, without verdicts';
  const { length } = stepsOf(report);
  return length === 0 ? 'the run succeeded' : `${counted(length, 'check')} passed`;
}

function failedOf(report: Report): string {
  const steps = stepsOf(report);
  const failed = steps.filter((step) => step.result === 'fail').length;
  return failed === 0 ? 'the verdict is fail' : `${failed} of ${counted(steps.length, 'check')} failed`;
}

function stepsOf({ progress: { evals } }: Report) {
  return evals.kind === 'read' ? evals.report.steps : [];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
