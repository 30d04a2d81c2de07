import type { Redactor } from '../text/redact.ts';
import type { EarlyLog, Log } from './log.ts';
import type { Runner } from './runner.ts';

/** A log in which key, token and known shapes of secrets are masked. */
export function redactLog(log: EarlyLog, redactor: Redactor): EarlyLog {
  return {
    ...redactLines(log, redactor),
    mask: (secret) => log.mask(secret),
    fail: (reason) => log.fail(redactor.redactPublished(reason)),
  };
}

/** A runner that masks all of these in log, annotations and summary, and key and token in outputs. */
export function redactRunner(runner: Runner, redactor: Redactor): Runner {
  const published = (lines: readonly string[]) => lines.map((line) => redactor.redactPublished(line));
  return {
    ...redactLines(runner, redactor),
    error: (lines, place) => runner.error(published(lines), place),
    warning: (lines, place) => runner.warning(published(lines), place),
    notice: (lines, place) => runner.notice(published(lines), place),
    setOutput: (name, value) => runner.setOutput(name, redactor.redact(value)),
    saveState: (name, value) => runner.saveState(name, value),
    writeSummary: (markdown) => runner.writeSummary(redactor.redactMarkdown(markdown)),
  };
}

function redactLines(log: Log, redactor: Redactor): Log {
  return {
    info: (text) => log.info(redactor.redactPublished(text)),
    group: (title, lines) =>
      log.group(
        redactor.redactPublished(title),
        lines.map((line) => redactor.redactPublished(line)),
      ),
  };
}
