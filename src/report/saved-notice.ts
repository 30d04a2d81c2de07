import { describe } from '../domain/errors.ts';
import type { Runner } from '../platform/runner.ts';
import { PENDING_STATE, type PostStepNotice, REPORTED_STATE, UNFINISHED_STATE } from './saved-state.ts';

export interface SavedNoticeOptions {
  readonly runner: Runner;
  readonly wantsSummary: boolean;
  /** Tells of what is no fault. */
  readonly warn: (warning: string) => void;
}

/** What the post step is to tell, should this one be killed. */
export class SavedNotice {
  readonly #options: SavedNoticeOptions;
  #saved: string | null = null;
  #isBroken = false;

  constructor(options: SavedNoticeOptions) {
    this.#options = options;
  }

  /** Saves it, unless it is saved already. Where it cannot be, that is a warning, once. */
  save({ lines, summary }: PostStepNotice): void {
    const value = JSON.stringify({ lines, summary: this.#options.wantsSummary ? summary : '' });
    if (value !== this.#saved && this.#write(UNFINISHED_STATE, value)) this.#saved = value;
  }

  /**
   * Saves the pending commit status that the post step is to end.
   *
   * @param pending JSON; empty if there is none left
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
      warn(`The notice for a step that is killed could not be saved (${describe(error)}).`);
      return false;
    }
  }

  /** The step has reported by itself, so that there is nothing more to tell. */
  withdraw(): void {
    if (this.#saved === null) return;
    try {
      this.#options.runner.saveState(REPORTED_STATE, 'true');
    } catch {
      // Then what was saved is told once more after the step.
    }
  }
}
