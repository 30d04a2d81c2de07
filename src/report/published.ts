import type { ProgressSnapshot } from '../domain/progress.ts';
import { messageOf, type RunSnapshot } from '../domain/run.ts';
import type { Redactor } from '../text/redact.ts';
import type { Report } from './report.ts';

type Clean = <T>(place: string, data: T) => T;

/**
 * The report as it is published: key, token and known patterns of secrets are masked before anything is rendered, because
 * Markdown could hide them.
 *
 * @returns the report, and how many secrets were masked in which part; empty if no secret was
 */
export function publishedReport<T extends Report>(
  report: T,
  redactor: Redactor,
): { readonly report: T; readonly masked: string } {
  const counts: string[] = [];
  const clean: Clean = (place, data) => {
    const redacted = redactor.redactData(data);
    if (redacted.count > 0) counts.push(`${redacted.count} in ${place}`);
    return redacted.data;
  };
  const published = {
    ...report,
    verdict: clean('the reason', report.verdict),
    warnings: clean('the warnings', report.warnings),
    result: { ...report.result, findings: clean('the findings', report.result.findings) },
    progress: cleanProgress(report.progress, clean),
  };
  return { report: published, masked: counts.join(', ') };
}

function cleanProgress(progress: ProgressSnapshot, clean: Clean): ProgressSnapshot {
  const { run, evals, trace, unread } = progress;
  const { attempt, agent, models, labels, candidates, start, base, headSha } = progress;
  return {
    // Neither is published in this form.
    warnings: [],
    timeline: [],
    ...clean('the facts', { attempt, agent, models, labels, candidates, start, base, headSha }),
    evals: clean('the verdicts', evals),
    trace: clean('the trace of the run', trace),
    unread: clean('the list of files', unread),
    run: run === null ? null : cleanRun(run, clean),
  };
}

function cleanRun({ message, interrupts, ...facts }: RunSnapshot, clean: Clean): RunSnapshot {
  return {
    ...clean('the facts of the run', facts),
    // The parts and the payload are not published.
    message: message === null ? null : messageOf([clean("the agent's message", message.text)], null),
    interrupts: clean('what the run waits for', interrupts),
  };
}
