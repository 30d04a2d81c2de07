import * as core from '@actions/core';
import { logLine, plainLine } from '../untrusted.ts';

/** The log of the step. Every line is made harmless. */
export interface Log {
  info(text: string): void;
  /** Lines that the runner folds under a title. */
  group(title: string, lines: readonly string[]): void;
}

/** The runner's side of the step: its log, annotations, outputs, summary and masks. */
export interface Runner extends Log {
  mask(secret: string): void;
  /** An annotation; each entry of `lines` is one line of it. */
  error(lines: readonly string[]): void;
  warning(lines: readonly string[]): void;
  /** Throws where the outputs cannot be written. */
  setOutput(name: string, value: string): void;
  /** Keeps a value for the step after this one, which runs also where this one is killed. Throws where it cannot. */
  saveState(name: string, value: string): void;
  /** Throws where the summary cannot be written. */
  writeSummary(markdown: string): Promise<void>;
}

// The runner cuts an annotation at 4,096 characters.
const LONGEST_ANNOTATION = 3900;

function annotation(lines: readonly string[]): string {
  return lines
    .map((line) => plainLine(line))
    .join('\n')
    .slice(0, LONGEST_ANNOTATION);
}

/** The only user of the toolkit. */
export const githubRunner: Runner = {
  info: (text) => core.info(logLine(text)),
  group(title, lines) {
    core.startGroup(logLine(title));
    for (const line of lines) core.info(logLine(line));
    core.endGroup();
  },
  mask: (secret) => core.setSecret(secret),
  error: (lines) => core.error(annotation(lines)),
  warning: (lines) => core.warning(annotation(lines)),
  setOutput: (name, value) => core.setOutput(name, value),
  saveState: (name, value) => core.saveState(name, value),
  async writeSummary(markdown) {
    await core.summary.addRaw(markdown, true).write();
  },
};
