import { describe } from '../domain/errors.ts';
import type { Runner } from '../platform/runner.ts';
import { PENDING_STATE, type PostStepNotice, REPORTED_STATE, UNFINISHED_STATE } from './saved-state.ts';

export interface SavedNoticeOptions {
  readonly runner: Runner;
  readonly wantsSummary: boolean;
  /** Called with warnings. */
  readonly warn: (warning: string) => void;
}

/** The notice that the post step reports if this step is killed. */
export class SavedNotice {
  readonly #options: SavedNoticeOptions;
  #saved: string | null = null;
  #isBroken = false;

  constructor(options: SavedNoticeOptions) {
    this.#options = options;
  }

  /** Saves it, unless it is saved already. If that fails, it warns once. */
  save({ lines, summary }: PostStepNotice): void {
    const value = JSON.stringify({ lines, summary: this.#options.wantsSummary ? summary : '' });
    if (value !== this.#saved && this.#write(UNFINISHED_STATE, value)) this.#saved = value;
  }

  /**
   * Saves the pending commit status that the post step must end.
   *
   * @param pending JSON; empty if no status is pending
   */
  savePending(pending: string): void {
    this.#write(PENDING_STATE, pending);
  }

  /** True if it is saved. */
  #write(name: string, value: string): boolean {
    const { runner, warn } = this.#options;
    if (this.#isBroken) return false;
    try {
      runner.saveState(name, value);
      return true;
    } catch (error) {
      this.#isBroken = true;
      warn(
        `The notice for a killed step could not be saved (${describe(error)}). If this step is killed, check the service for its run.`,
      );
      return false;
    }
  }

  /** The step has reported itself, so the post step has nothing to report. */
  withdraw(): void {
    if (this.#saved === null) return;
    try {
      this.#options.runner.saveState(REPORTED_STATE, 'true');
    } catch {
      // Then the post step reports it again.
    }
  }
}
