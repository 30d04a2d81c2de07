import { EOL } from 'node:os';
import { logLine, singleLine } from '../text/sanitize.ts';

/** The log of the step. Every line is sanitized. */
export interface Log {
  info(text: string): void;
  /** Lines that the runner folds under a title. */
  group(title: string, lines: readonly string[]): void;
}

/** Logs a warning. */
export function logWarning(log: Log, warning: string): void {
  log.info(`Warning: ${warning}`);
}

/** What the step can write at once, before anything is loaded for it. */
export interface EarlyLog extends Log {
  /** Registers a secret that the runner replaces in everything that is printed from now on. */
  mask(secret: string): void;
  /** An error annotation, for when nothing else that reports could be loaded. */
  fail(reason: string): void;
}

/**
 * Prints a workflow command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function command(name: string, data: string): void {
  const escaped = data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  print(`::${name}::${escaped}`);
}

function print(line: string): void {
  process.stdout.write(`${line}${EOL}`);
}

/** Standard output. Loads nothing: the toolkit's own functions would delay the first request. */
export const standardOutput: EarlyLog = {
  info: (text) => print(logLine(text)),
  group(title, lines) {
    command('group', logLine(title));
    for (const line of lines) print(logLine(line));
    command('endgroup', '');
  },
  mask: (secret) => command('add-mask', secret),
  fail: (reason) => command('error', singleLine(reason)),
};
