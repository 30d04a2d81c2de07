import { singleLine } from '../text/sanitize.ts';
import { type Log, standardOutput } from './log.ts';
import { assertRegularFile } from './regular-file.ts';

/** The place of an annotation: a file by its path from the checkout's folder, and a line. */
export interface AnnotationPlace {
  readonly file: string;
  readonly line: number;
}

/** The runner's side of the step: its log, annotations, outputs, state and summary. */
export interface Runner extends Log {
  /** An annotation; each entry of `lines` is one line of it. With a place, it is shown on that line of the file. */
  error(lines: readonly string[], place?: AnnotationPlace): void;
  warning(lines: readonly string[], place?: AnnotationPlace): void;
  notice(lines: readonly string[], place?: AnnotationPlace): void;
  /** Throws if the outputs cannot be written. */
  setOutput(name: string, value: string): void;
  /** Saves a value for the post step, which runs even if this step is killed. Throws if it cannot be saved. */
  saveState(name: string, value: string): void;
  /** Throws if the summary cannot be written. */
  writeSummary(markdown: string): Promise<void>;
}

// The runner truncates an annotation at 4,096 characters.
const MAX_ANNOTATION_CHARS = 3900;

function annotation(lines: readonly string[]): string {
  return lines
    .map((line) => singleLine(line))
    .join('\n')
    .slice(0, MAX_ANNOTATION_CHARS);
}

function propertiesOf(place: AnnotationPlace | undefined): { file?: string; startLine?: number } {
  return place === undefined ? {} : { file: place.file, startLine: place.line };
}

/**
 * The runner of GitHub, by its toolkit, which is loaded now: as a whole it loads an HTTP stack for OpenID tokens, which
 * takes longer than everything that comes before the first request.
 *
 * @param variables that name the runner's files
 */
export async function loadRunner(variables: Readonly<Record<string, string | undefined>>): Promise<Runner> {
  const check = (variable: string) => assertRegularFile(variables[variable] ?? '');
  const { error, warning, notice, setOutput, saveState, summary } = await import('@actions/core');
  return {
    ...standardOutput,
    error: (lines, place) => error(annotation(lines), propertiesOf(place)),
    warning: (lines, place) => warning(annotation(lines), propertiesOf(place)),
    notice: (lines, place) => notice(annotation(lines), propertiesOf(place)),
    setOutput(name, value) {
      check('GITHUB_OUTPUT');
      setOutput(name, value);
    },
    saveState(name, value) {
      check('GITHUB_STATE');
      saveState(name, value);
    },
    async writeSummary(markdown) {
      check('GITHUB_STEP_SUMMARY');
      await summary.addRaw(markdown, true).write();
    },
  };
}
