import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../../src/domain/progress.ts';
import { SavedNotice } from '../../../src/report/saved-notice.ts';
import { readPostStepNotice } from '../../../src/report/saved-state.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';
import { NOTHING_KNOWN, progressOf } from '../../support/records.ts';
import { type Reporting, reportingIn, warningsOf } from '../../support/reporting.ts';

const PASSED: Verdict = {
  outcome: 'passed',
  passes: true,
  wouldFail: false,
  reason: 'The run succeeded, and its verdict is pass (1 step).',
  faults: [],
  evalResult: 'pass',
};

/** A runner that keeps so many values for the step after this one, and then no more. */
class FullRunner extends RecordingRunner {
  #left: number;

  constructor(left: number) {
    super();
    this.#left = left;
  }

  override saveState(name: string, value: string): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Error('ENOSPC: no space left on device, write');
    super.saveState(name, value);
  }
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function publisherOf(runner: RecordingRunner, wantsSummary = true): Reporting {
  return reportingIn(folder, runner, { wantsSummary });
}

/** What the post step would report now. */
function left({ state }: RecordingRunner) {
  return readPostStepNotice(Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value])));
}

const STARTED: ProgressSnapshot = progressOf({ run: null });

describe('the pending commit status that is saved for the post step', () => {
  const savedIn = (runner: RecordingRunner) => {
    const warnings: string[] = [];
    const warn = (warning: string) => warnings.push(warning);
    return { warnings, saved: new SavedNotice({ runner, wantsSummary: true, warn }) };
  };

  it('is saved unchanged, and removed by an empty value [F145]', () => {
    const runner = new RecordingRunner();
    const { saved, warnings } = savedIn(runner);
    saved.savePending('{"id":1}');
    saved.savePending('');
    expect(runner.state).toEqual([
      ['pending', '{"id":1}'],
      ['pending', ''],
    ]);
    expect(warnings).toEqual([]);
  });

  it('causes one warning if nothing can be saved', () => {
    const { saved, warnings } = savedIn(new FullRunner(0));
    saved.savePending('{"id":1}');
    saved.savePending('');
    saved.save({ lines: ['x'], summary: 'y' });
    expect(warnings).toEqual([
      'The notice for a killed step could not be saved (ENOSPC: no space left on device, write). If this step is killed, check the service for its run.',
    ]);
  });
});

describe('the saved notice for the post step', () => {
  it('contains the run as soon as it is known, once', () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    publisher.update(NOTHING_KNOWN);
    expect(runner.state).toEqual([]);
    publisher.update(STARTED);
    publisher.update(STARTED);
    expect(runner.state).toHaveLength(1);
    expect(left(runner)?.lines[0]).toContain('Run run-1 was started');
    expect(left(runner)?.summary).toContain('run-id: run-1');
  });

  it('is written after the outputs that name the run', () => {
    const runner = new RecordingRunner();
    let known = '';
    runner.saveState = () => {
      known = runner.finalOutputs()['run-id'] ?? '';
    };
    publisherOf(runner).update(STARTED);
    expect(known).toBe('run-1');
  });

  it('first says that a run may exist, and then contains the run', () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    publisher.update(progressOf({ start: 'in-flight', run: null }));
    expect(left(runner)?.lines[0]).toContain('so a run may exist');
    publisher.update(STARTED);
    expect(left(runner)?.lines[0]).toContain('Run run-1 was started');
  });

  it('has no summary if none is requested', () => {
    const runner = new RecordingRunner();
    publisherOf(runner, false).update(STARTED);
    expect(left(runner)).toMatchObject({ summary: '' });
  });

  it('is removed last, after the step has reported', async () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    publisher.update(STARTED);
    const written: string[] = [];
    runner.writeSummary = () => {
      written.push(`summary, left ${left(runner) !== null}`);
      return Promise.resolve();
    };
    await publisher.close(PASSED, STARTED);
    expect(written).toEqual(['summary, left true']);
    expect(left(runner)).toBeNull();
  });

  it('is not removed if nothing was saved', async () => {
    const runner = new RecordingRunner();
    await publisherOf(runner).close(PASSED, NOTHING_KNOWN);
    expect(runner.state).toEqual([]);
  });
});

describe('a notice that cannot be saved', () => {
  it('causes a warning, and changes nothing', async () => {
    const runner = new FullRunner(0);
    const publisher = publisherOf(runner);
    const progress = progressOf({ run: null, warnings: [] });
    publisher.update(progress);
    publisher.update({ ...progress, headSha: 'f'.repeat(40) });
    expect(await publisher.close(PASSED, progress)).toBe(PASSED);
    expect(warningsOf(runner)).toEqual([
      'The notice for a killed step could not be saved (ENOSPC: no space left on device, write). If this step is killed, check the service for its run.',
    ]);
    expect(runner.finalOutputs().outcome).toBe('passed');
  });

  it('is not removed if a later one could be saved', async () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    runner.saveState = () => {
      throw new Error('EIO: i/o error, write');
    };
    publisher.update(STARTED);
    Reflect.deleteProperty(runner, 'saveState');
    publisher.update({ ...STARTED, headSha: 'f'.repeat(40) });
    await publisher.close(PASSED, STARTED);
    expect(runner.state).toEqual([]);
  });

  it('is repeated by the post step if only its removal fails', async () => {
    const runner = new FullRunner(1);
    const publisher = publisherOf(runner);
    publisher.update(STARTED);
    expect(await publisher.close(PASSED, STARTED)).toBe(PASSED);
    expect(left(runner)).not.toBeNull();
  });
});
