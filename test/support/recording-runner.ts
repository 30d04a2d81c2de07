import type { EarlyLog } from '../../src/platform/log.ts';
import type { AnnotationPlace, Runner } from '../../src/platform/runner.ts';

/** Keeps everything that is sent to the runner, in its order. */
export class RecordingRunner implements EarlyLog, Runner {
  readonly log: string[] = [];
  readonly masks: string[] = [];
  readonly errors: string[][] = [];
  readonly warnings: string[][] = [];
  readonly notices: string[][] = [];
  /** The places of annotations on a line of a file. */
  readonly places: AnnotationPlace[] = [];
  readonly summaries: string[] = [];
  /** Every value that was kept for the step after this one, in order. */
  readonly state: [string, string][] = [];
  /** Every output that was set, in order; a name may come more than once. */
  readonly outputs: [string, string][] = [];

  info(text: string): void {
    this.log.push(text);
  }
  group(title: string, lines: readonly string[]): void {
    this.log.push(title, ...lines);
  }
  mask(secret: string): void {
    this.masks.push(secret);
  }
  fail(reason: string): void {
    this.errors.push([reason]);
  }
  error(lines: readonly string[], place?: AnnotationPlace): void {
    this.errors.push([...lines]);
    if (place !== undefined) this.places.push(place);
  }
  warning(lines: readonly string[], place?: AnnotationPlace): void {
    this.warnings.push([...lines]);
    if (place !== undefined) this.places.push(place);
  }
  notice(lines: readonly string[], place?: AnnotationPlace): void {
    this.notices.push([...lines]);
    if (place !== undefined) this.places.push(place);
  }
  setOutput(name: string, value: string): void {
    this.outputs.push([name, value]);
  }
  saveState(name: string, value: string): void {
    this.state.push([name, value]);
  }
  writeSummary(markdown: string): Promise<void> {
    this.summaries.push(markdown);
    return Promise.resolve();
  }

  /** The outputs as a later step sees them: the last value of each. */
  finalOutputs(): Record<string, string> {
    return Object.fromEntries(this.outputs);
  }
}
