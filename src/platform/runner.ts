import { EOL } from 'node:os';
// The parts of @actions/core that are used. As a whole it loads an HTTP stack for OpenID tokens, which takes longer than
// everything else before the first request together.
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../../node_modules/@actions/core/lib/file-command.js';
import { summary } from '../../node_modules/@actions/core/lib/summary.js';
import { logLine, plainLine } from '../untrusted.ts';

/** The log of the step. Every line is made harmless. */
export interface Log {
  info(text: string): void;
  /** Lines that the runner folds under a title. */
  group(title: string, lines: readonly string[]): void;
}

/** Where an annotation stands: a file by its path from the checkout's folder, and a line. */
export interface AnnotationPlace {
  readonly file: string;
  readonly line: number;
}

/** The runner's side of the step: its log, annotations, outputs, summary and masks. */
export interface Runner extends Log {
  mask(secret: string): void;
  /** An annotation; each entry of `lines` is one line of it. It stands on a line of a file where one is given. */
  error(lines: readonly string[], place?: AnnotationPlace): void;
  warning(lines: readonly string[], place?: AnnotationPlace): void;
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

function print(line: string): void {
  process.stdout.write(`${line}${EOL}`);
}

/** A value that goes into a file of the runner; where it names none, as old runners do, into the log as a command. */
function keep(file: 'OUTPUT' | 'STATE', command: string, name: string, value: string): void {
  if (process.env[`GITHUB_${file}`]) issueFileCommand(file, prepareKeyValueMessage(name, value));
  else {
    // A line of its own, whatever stands before it.
    print('');
    issueCommand(command, { name }, value);
  }
}

function propertiesOf(place: AnnotationPlace | undefined): Record<string, string | number> {
  return place === undefined ? {} : { file: place.file, line: place.line };
}

/** The only user of the toolkit. */
export const githubRunner: Runner = {
  info: (text) => print(logLine(text)),
  group(title, lines) {
    issueCommand('group', {}, logLine(title));
    for (const line of lines) print(logLine(line));
    issueCommand('endgroup', {}, '');
  },
  mask: (secret) => issueCommand('add-mask', {}, secret),
  error: (lines, place) => issueCommand('error', propertiesOf(place), annotation(lines)),
  warning: (lines, place) => issueCommand('warning', propertiesOf(place), annotation(lines)),
  setOutput: (name, value) => keep('OUTPUT', 'set-output', name, value),
  saveState: (name, value) => keep('STATE', 'save-state', name, value),
  async writeSummary(markdown) {
    await summary.addRaw(markdown, true).write();
  },
};
