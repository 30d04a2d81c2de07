import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, Verdict } from '../../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../../src/domain/progress.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { writeFirstOutputs } from '../../../src/report/early.ts';
import { createReportFiles } from '../../../src/report/files.ts';
import { OUTPUT_NAMES } from '../../../src/report/outputs.ts';
import { Redactor } from '../../../src/text/redact.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';
import {
  attachOf,
  NOTHING_KNOWN,
  type ProgressFacts,
  snapshotOf,
  progressOf as someRecord,
} from '../../support/records.ts';
import {
  type Reporting,
  type ReportingOptions,
  reportingIn,
  reportingOf,
  warningsOf,
} from '../../support/reporting.ts';
import { unlimited } from '../../support/within-time.ts';

const PASSED: Verdict = {
  outcome: 'passed',
  passes: true,
  wouldFail: false,
  reason: 'The run succeeded, and its verdict is pass (1 eval step).',
  faults: [],
  evalResult: 'pass',
};

const FAILED: Verdict = {
  outcome: 'eval-failed',
  passes: false,
  wouldFail: true,
  reason: 'The verdict is fail.',
  faults: [{ outcome: 'eval-failed', reasons: ['The verdict is fail.'] }],
  evalResult: 'fail',
};

const SNAPSHOT = snapshotOf({ message: messageOf(['All is well.\n'], '{"role":"assistant"}') });

/** A runner on which the named outputs, or the summary, cannot be written. */
class BrokenRunner extends RecordingRunner {
  readonly #broken: { readonly outputs?: readonly string[]; readonly summary?: boolean };

  constructor(broken: { readonly outputs?: readonly string[]; readonly summary?: boolean }) {
    super();
    this.#broken = broken;
  }

  override setOutput(name: string, value: string): void {
    if (this.#broken.outputs?.includes(name)) throw new Error('ENOSPC: no space left on device, write');
    super.setOutput(name, value);
  }

  override writeSummary(markdown: string): Promise<void> {
    if (this.#broken.summary) return Promise.reject(new Error('EACCES: permission denied, open'));
    return super.writeSummary(markdown);
  }
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function timesOut(): never {
  throw new Error('Script execution timed out after 2000ms');
}

function progressOf(facts: ProgressFacts = {}): ProgressSnapshot {
  return someRecord({ run: SNAPSHOT, ...facts });
}

function publisherOf(
  runner: RecordingRunner,
  { temporaryFolder = folder, ...options }: Partial<ReportingOptions> & { temporaryFolder?: string } = {},
): Reporting {
  return reportingIn(temporaryFolder, runner, { workspace: folder, ...options });
}

function close(runner: RecordingRunner, verdict = PASSED, progress = progressOf()): Promise<Verdict> {
  return publisherOf(runner).close(verdict, progress);
}

function readReport(runner: RecordingRunner): unknown {
  return JSON.parse(readFileSync(runner.finalOutputs()['report-file'] ?? '', 'utf8'));
}

describe('an output that contains the key', () => {
  const KEY = 'k3y-0123456789-abcdef';
  const encoded = Buffer.from(KEY).toString('base64');

  function publisherWithKey(runner: RecordingRunner): Reporting {
    return publisherOf(runner, { redactor: new Redactor([KEY]) });
  }

  const held = () =>
    progressOf({
      agentName: `Agent ${KEY}`,
      warnings: [],
      run: snapshotOf({ message: messageOf([`See ${encoded}.`], `{"a":"${KEY}","b":[1]}`) }),
    });

  it('is written without the key, and named in a warning of every report [T7 T22]', async () => {
    const runner = new RecordingRunner();
    const progress = held();
    expect(await publisherWithKey(runner).close(PASSED, progress)).toBe(PASSED);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'agent-name': 'Agent ***',
      result: expect.stringMatching(/^See \*\*\*/),
      'result-payload': '{"a":"***","b":[1]}',
    });
    const warning =
      'Outputs agent-name, result, result-payload contained the API key or the token. It was replaced by ***, because GitHub drops outputs that contain a secret.';
    expect(warningsOf(runner)).toEqual([warning]);
    expect(runner.log).toContain(`Warning: ${warning}`);
    expect(readReport(runner)).toMatchObject({ warnings: [warning] });
    expect(runner.summaries[0]).toContain('Outputs agent-name, result');
  });

  it('is named alone if no other contains the key', async () => {
    const runner = new RecordingRunner();
    await publisherWithKey(runner).close(PASSED, progressOf({ agentName: KEY }));
    expect(warningsOf(runner)).toEqual([
      'Output agent-name contained the API key or the token. It was replaced by ***, because GitHub drops outputs that contain a secret.',
    ]);
  });

  it('does not contain the key before the end either', () => {
    const runner = new RecordingRunner();
    const publisher = publisherWithKey(runner);
    publisher.update(held());
    expect(runner.finalOutputs()['agent-name']).toBe('Agent ***');
    expect(JSON.stringify(runner.outputs)).not.toContain(KEY);
  });

  it('is written before the end without U+0000, and is saved for the post step without the key', () => {
    const runner = new RecordingRunner();
    publisherWithKey(runner).update(progressOf({ agentName: 'A\0b', runId: `run-${KEY}` }));
    expect(runner.finalOutputs()['agent-name']).toBe('A\\u{0}b');
    const kept = JSON.parse(`${runner.state.at(-1)?.[1]}`);
    expect(kept.lines[0]).toContain('Run run-*** was started');
    expect(kept.summary).toContain('***');
    expect(JSON.stringify(runner.state)).not.toContain(KEY);
  });

  it('has the key removed in the files, too, which keep known secret formats', async () => {
    const runner = new RecordingRunner();
    const shaped = `ghp_${'a1B2'.repeat(9)}`;
    const redactor = new Redactor([KEY]);
    await redactor.load();
    const text = `${KEY.replace('-', '&#45;')} ${shaped}`;
    const verdict = { ...FAILED, reason: `About ${KEY}.` };
    const progress = progressOf({ run: snapshotOf({ message: messageOf([text], null) }) });
    await publisherOf(runner, { redactor }).close(verdict, progress);
    const outputs = runner.finalOutputs();
    expect(readFileSync(`${outputs['result-file']}`, 'utf8')).toBe(`*** ${shaped}`);
    expect(readReport(runner)).toMatchObject({ result: `*** ${shaped}`, reason: 'About ***.' });
    expect(outputs.result).toBe(`*** ${shaped}`);
    expect(runner.summaries[0]).not.toContain(shaped);
    expect(warningsOf(runner).at(-1)).toBe(
      "Text that looks like a secret was masked in all published reports: 1 in the agent's message.",
    );
  });

  it('causes no warning if no output contains the key', async () => {
    const runner = new RecordingRunner();
    const progress = progressOf();
    await publisherWithKey(runner).close(PASSED, progress);
    expect(warningsOf(runner)).toEqual([]);
    expect(runner.finalOutputs().result).toBe('All is well.\n');
  });
});

describe('before the verdict', () => {
  it('writes internal-error first [T32]', () => {
    const runner = new RecordingRunner();
    writeFirstOutputs(runner);
    expect(runner.outputs).toEqual([
      ['outcome', 'internal-error'],
      ['would-fail', 'true'],
      ['reason', 'The step ended before it had a verdict. Check its log.'],
    ]);
  });

  it('writes each value as soon as it is known, and once', () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    publisher.update(NOTHING_KNOWN);
    expect(runner.outputs).toEqual([]);
    publisher.update({ ...NOTHING_KNOWN, agent: { id: 'agent-1', name: null } });
    publisher.update({ ...NOTHING_KNOWN, agent: { id: 'agent-1', name: 'Reviewer' } });
    publisher.update({ ...NOTHING_KNOWN, agent: { id: 'agent-1', name: 'Reviewer' } });
    expect(runner.outputs).toEqual([
      ['agent-id', 'agent-1'],
      ['agent-name', 'Reviewer'],
    ]);
  });

  it('writes abandoned, with the run, after a start is accepted', () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    writeFirstOutputs(runner);
    publisher.update(progressOf({ run: null }));
    expect(runner.finalOutputs()).toEqual({
      outcome: 'abandoned',
      'would-fail': 'true',
      reason:
        'The step was stopped before it had a verdict on run run-1. Attach to it with run-id in a later job.',
      'run-id': 'run-1',
      'run-url': 'https://app.example.com/run-1',
      'agent-id': 'agent-1',
      'agent-name': 'Reviewer',
      status: 'in_progress',
      'head-sha': '5059b14',
    });
  });

  it('writes the run before anything else of an accepted start, so that it is known if the step is killed', () => {
    const runner = new RecordingRunner();
    publisherOf(runner).update(progressOf({ run: null }));
    expect(runner.outputs[0]).toEqual(['run-id', 'run-1']);
  });

  it.each([
    ['not-sent', undefined],
    ['in-flight', undefined],
    ['attached', 'run-1'],
    ['answered', 'run-1'],
  ] as const)('keeps internal-error if the start is %s', (start, runId) => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    writeFirstOutputs(runner);
    publisher.update(progressOf({ start, run: null }));
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'internal-error', 'agent-id': 'agent-1' });
    expect(runner.finalOutputs()['run-id']).toBe(runId);
  });

  it('updates the status of the run', () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    const progress = progressOf({ run: null });
    publisher.update(progress);
    publisher.update({ ...progress, run: { ...SNAPSHOT, state: 'in_progress' } });
    publisher.update({ ...progress, run: SNAPSHOT });
    const statuses = runner.outputs.filter(([name]) => name === 'status').map(([, value]) => value);
    expect(statuses).toEqual(['in_progress', 'success']);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'abandoned',
      'conversation-id': 'conversation-1',
    });
  });

  it('truncates values to the limit of an output', () => {
    const runner = new RecordingRunner();
    publisherOf(runner).update(progressOf({ agentName: 'é'.repeat(60_000) }));
    expect(runner.finalOutputs()['agent-name']).toBe('é'.repeat(50_000));
  });

  it('throws if outputs cannot be written', () => {
    const runner = new BrokenRunner({ outputs: ['outcome', 'run-id'] });
    expect(() => writeFirstOutputs(runner)).toThrow('ENOSPC');
    expect(() => publisherOf(runner).update(progressOf({ start: 'attached' }))).toThrow('ENOSPC');
  });
});

describe('the outputs', () => {
  it('are all written, the outcome last', async () => {
    const runner = new RecordingRunner();
    await close(runner);
    const names = runner.outputs.map(([name]) => name);
    expect([...names].sort()).toEqual([...OUTPUT_NAMES].sort());
    expect(runner.outputs.at(-1)).toEqual(['outcome', 'passed']);
  });

  it('override what was written before', async () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner);
    writeFirstOutputs(runner);
    publisher.update(progressOf());
    await publisher.close(FAILED, progressOf());
    const outcomes = runner.outputs.filter(([name]) => name === 'outcome').map(([, value]) => value);
    expect(outcomes).toEqual(['internal-error', 'abandoned', 'eval-failed']);
    expect(runner.finalOutputs()).toMatchObject({
      reason: 'The verdict is fail.',
      'run-id': 'run-1',
      status: 'success',
      result: 'All is well.\n',
      'result-truncated': 'false',
    });
  });

  it('are truncated if they are too long, and the summary and the report file say so [F92]', async () => {
    const runner = new RecordingRunner();
    const message = messageOf(['x'.repeat(150_000)], JSON.stringify('x'.repeat(150_000)));
    await close(runner, PASSED, progressOf({ run: { ...SNAPSHOT, message } }));
    const outputs = runner.finalOutputs();
    expect(outputs.result).toBe('x'.repeat(100_000));
    expect(outputs).toMatchObject({ 'result-truncated': 'true', 'result-payload': '' });
    expect(runner.summaries.join()).toContain('because of their size: `result`, `result-payload`.');
    expect(readFileSync(outputs['result-file'] ?? '', 'utf8')).toBe(message.text);
    expect(readReport(runner)).toMatchObject({ result: message.text, 'result-payload': message.payload });
  });
});

describe('outputs that cannot be written', () => {
  it('turn a pass into an internal error, and never leave a passing output [F101]', async () => {
    const runner = new BrokenRunner({ outputs: ['result'] });
    const verdict = await close(runner);
    const reason =
      'The outputs could not be written (ENOSPC: no space left on device, write), so later steps cannot rely on them. Otherwise, the outcome would be passed. Check the disk of the runner, and whether an earlier step changed GITHUB_OUTPUT.';
    expect(verdict).toEqual({
      ...PASSED,
      outcome: 'internal-error',
      passes: false,
      wouldFail: true,
      reason,
      faults: [{ outcome: 'internal-error', reasons: [reason] }],
    });
    expect(runner.outputs).not.toContainEqual(['outcome', 'passed']);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'internal-error', 'would-fail': 'true', reason });
    expect(runner.errors).toEqual([[`internal-error: ${reason}`]]);
    expect(runner.warnings).toEqual([]);
  });

  it('do not name an outcome that would be the same', async () => {
    const internal: Verdict = { ...FAILED, outcome: 'internal-error' };
    const { reason } = await close(new BrokenRunner({ outputs: ['result'] }), internal);
    expect(reason).toContain('so later steps cannot rely on them. Check the disk');
  });

  it('are reported in summary and report file, with the faults that were found', async () => {
    const runner = new BrokenRunner({ outputs: ['result'] });
    const verdict = await close(runner, FAILED);
    expect(verdict.faults.map((fault) => fault.outcome)).toEqual(['internal-error', 'eval-failed']);
    expect(readReport(runner)).toMatchObject({
      outcome: 'internal-error',
      passes: false,
      'would-fail': true,
      faults: verdict.faults,
    });
    expect(runner.summaries).toHaveLength(1);
    expect(runner.summaries.join()).toMatch(/^## ❌ Reviewer: internal error\n\n/);
    expect(runner.summaries.join()).toContain('Other problems:\n\n- `eval-failed`: The verdict is fail.');
  });

  it('leave the early outcome if none of them can be written', async () => {
    const runner = new BrokenRunner({ outputs: OUTPUT_NAMES });
    const verdict = await close(runner);
    expect(verdict).toMatchObject({ outcome: 'internal-error', passes: false });
    expect(runner.outputs).toEqual([]);
    expect(runner.errors).toHaveLength(1);
  });
});

describe('a verdict whose report failed', () => {
  const REASON = 'Nothing could be reported.';

  it('is replaced in the outputs by an internal error, and no other output changes', async () => {
    const runner = new RecordingRunner();
    const { publisher, close: report } = publisherOf(runner);
    await report(PASSED, progressOf());
    const before = runner.finalOutputs();
    expect(before).toMatchObject({ outcome: 'passed', 'would-fail': 'false' });
    publisher.replaceOutcome(REASON);
    expect(runner.finalOutputs()).toEqual({
      ...before,
      outcome: 'internal-error',
      'would-fail': 'true',
      reason: REASON,
    });
  });

  it('is replaced although its reason cannot be [F126]', () => {
    const runner = new BrokenRunner({ outputs: ['reason'] });
    runner.outputs.push(['outcome', 'passed']);
    publisherOf(runner).publisher.replaceOutcome(REASON);
    expect(runner.finalOutputs()).toMatchObject({ outcome: 'internal-error', 'would-fail': 'true' });
  });

  it('causes no other error if it cannot be replaced', () => {
    const runner = new BrokenRunner({ outputs: OUTPUT_NAMES });
    const { publisher } = publisherOf(runner);
    expect(() => publisher.replaceOutcome(REASON)).not.toThrow();
  });
});

describe('a warning that is found after the outputs are written', () => {
  const NOTE = 'the head has moved on';

  it('is in the summary and in the report file, which is written afterwards', async () => {
    const runner = new RecordingRunner();
    const { publisher } = publisherOf(runner);
    const terms = { attach: attachOf(), hasEvals: true, redactor: new Redactor([]) };
    const written = await publisher.writeOutputs(
      PASSED,
      { progress: progressOf(), result: NO_RESULT },
      terms,
    );
    expect([runner.finalOutputs().outcome, runner.summaries.length]).toEqual(['passed', 0]);
    expect(existsSync(String(written.reportFile))).toBe(false);
    await publisher.writeSummary(written, { stale: null, warnings: [NOTE] });
    expect(runner.summaries.join()).toContain(NOTE);
    expect(readReport(runner)).toMatchObject({ warnings: [NOTE] });
    expect(runner.finalOutputs()['report-file']).toBe(written.reportFile);
  });
});

describe('annotations of steps', () => {
  const evals: ProgressSnapshot['evals'] = {
    kind: 'read',
    report: {
      result: 'fail',
      rawResult: 'fail',
      steps: [
        {
          stepNumber: 1,
          name: 'Scan',
          result: 'fail',
          rawResult: 'fail',
          explanation: 'See notes.md:3, please.',
        },
      ],
    },
  };

  it('follow the annotation of the reason, as errors, on the lines that they name', async () => {
    writeFileSync(join(folder, 'notes.md'), '1\n2\n3\n');
    const runner = new RecordingRunner();
    await close(runner, FAILED, progressOf({ evals }));
    expect(runner.errors).toEqual([
      ['eval-failed: The verdict is fail.'],
      ['"Scan": fail', 'See notes.md:3, please.'],
    ]);
    expect(runner.places).toEqual([{ file: 'notes.md', line: 3 }]);
  });

  it('are warnings if the outcome is allowed', async () => {
    const runner = new RecordingRunner();
    await close(runner, { ...FAILED, passes: true }, progressOf({ evals }));
    expect(runner.errors).toEqual([]);
    expect(runner.warnings).toHaveLength(2);
  });

  it('leave room for those of findings, up to the limit of the runner', async () => {
    writeFileSync(join(folder, 'notes.md'), '1\n2\n3\n');
    const listOf = (level: string) => Array.from({ length: 12 }, () => ({ level, path: 'notes.md' }));
    const findings = ['error', 'warning', 'note'].flatMap(listOf);
    const run = { ...SNAPSHOT, message: messageOf([JSON.stringify({ findings })], null) };
    const failed = new RecordingRunner();
    await close(failed, FAILED, progressOf({ evals, run }));
    expect([failed.errors.length, failed.warnings.length, failed.notices.length]).toEqual([10, 10, 10]);
    expect(failed.errors.slice(2)).toEqual(Array(8).fill(['error']));
    const passed = new RecordingRunner();
    await close(passed, { ...FAILED, passes: true }, progressOf({ evals, run }));
    expect([passed.errors.length, passed.warnings.length, passed.notices.length]).toEqual([0, 10, 10]);
  });
});

describe('findings', () => {
  const LIST = [
    { level: 'error', message: 'Open.', path: 'src/a.ts', line: 2 },
    { level: 'note', message: 'No test.' },
  ];
  const of = (...parts: string[]) => ({ ...SNAPSHOT, message: messageOf(parts, null) });
  const answer = (findings: unknown) => JSON.stringify({ findings });

  function readSarif(runner: RecordingRunner): unknown {
    return JSON.parse(readFileSync(runner.finalOutputs()['sarif-file'] ?? '', 'utf8'));
  }

  it('are counted, and written as SARIF of this step, in any form', async () => {
    const runner = new RecordingRunner();
    await close(
      runner,
      PASSED,
      progressOf({ run: of('I look.', `Found:\n\n\`\`\`json\n${answer(LIST)}\n\`\`\`\n`) }),
    );
    expect(runner.finalOutputs()).toMatchObject({
      findings: '{"error":1,"warning":0,"note":1,"none":0,"notCounted":0,"failing":0}',
      'result-data': answer(LIST),
    });
    expect(readSarif(runner)).toMatchObject({
      runs: [
        {
          automationDetails: { id: 'run-kindo-agent/ci-review/' },
          results: [{ level: 'error', message: { text: 'Open.' } }],
        },
      ],
    });
    expect(readReport(runner)).toMatchObject({ findings: { error: 1, note: 1 } });
    expect(warningsOf(runner)).toEqual([
      'sarif-file does not include all findings: 1 without a place in the repository.',
    ]);
  });

  it('of an empty list are zeros and an empty log', async () => {
    const runner = new RecordingRunner();
    await close(runner, PASSED, progressOf({ run: of(answer([])) }));
    const zeros = { error: 0, warning: 0, note: 0, none: 0, notCounted: 0, failing: 0 };
    expect(JSON.parse(runner.finalOutputs().findings ?? '')).toEqual(zeros);
    expect(readSarif(runner)).toMatchObject({ runs: [{ results: [] }] });
    expect(warningsOf(runner)).toEqual([]);
  });

  it('in a folder of the checkout have paths of the repository', async () => {
    const runner = new RecordingRunner();
    const path = join(folder, 'a.ts');
    await close(runner, PASSED, progressOf({ run: of(answer([{ level: 'note', path }])) }));
    expect(JSON.stringify(readSarif(runner))).toContain('"uri":"a.ts"');
  });

  it('beyond the limits of code scanning are counted in a warning', async () => {
    const runner = new RecordingRunner();
    const many = Array.from({ length: 25_002 }, () => ({ level: 'note', path: 'a' }));
    await close(runner, PASSED, progressOf({ run: of(answer([...many, { level: 'note' }])) }));
    expect(warningsOf(runner)).toEqual([
      'sarif-file does not include all findings: 1 without a place in the repository, 2 beyond the limits of code scanning.',
    ]);
  });

  it('that cannot be read cause a warning, and have neither a number nor a file', async () => {
    const runner = new RecordingRunner();
    const progress = progressOf({ run: of('```json\n{"findings": [\n```') });
    expect(await close(runner, PASSED, progress)).toEqual(PASSED);
    expect(runner.finalOutputs()).toMatchObject({ findings: '', 'sarif-file': '' });
    expect(readReport(runner)).toMatchObject({ findings: null });
    expect(warningsOf(runner)).toEqual([
      'The JSON in the message is not in result-data: its last block marked json is not a JSON object or array.',
      'Findings in the answer could not be read. A block marked json in text part 1 seems to have findings, and is not valid JSON.',
    ]);
  });

  it('of a run that did not succeed are reported without a warning', async () => {
    const runner = new RecordingRunner();
    const run = { ...of(answer([{ level: 'note', path: 'a' }])), state: 'failure' as const };
    await close(runner, FAILED, progressOf({ run }));
    expect(runner.finalOutputs().findings).toContain('"note":1');
    expect(warningsOf(runner)).toEqual([]);
  });

  it('are empty without a message', async () => {
    const runner = new RecordingRunner();
    await close(runner, PASSED, progressOf({ run: snapshotOf({ message: null }) }));
    expect(runner.finalOutputs()).toMatchObject({ findings: '', 'sarif-file': '', 'result-data': '' });
    expect(warningsOf(runner)).toEqual([]);
  });

  it('are written without the key', async () => {
    const runner = new RecordingRunner();
    const key = 'k3y-0123456789-abcdef';
    const run = of(answer([{ level: 'note', message: `See ${key}`, path: key, rule: key }]));
    await publisherOf(runner, { redactor: new Redactor([key]) }).close(PASSED, progressOf({ run }));
    const sarif = JSON.stringify(readSarif(runner));
    expect(sarif).not.toContain(key);
    expect(sarif).toContain('See ***');
  });
});

describe('files that cannot be written', () => {
  it('cause a warning each, with empty outputs and the outcome unchanged', async () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner, { temporaryFolder: join(folder, 'absent') });
    const progress = progressOf();
    expect(await publisher.close(PASSED, progress)).toEqual(PASSED);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      result: 'All is well.\n',
      'result-file': '',
      'report-file': '',
      'summary-file': '',
    });
    expect(warningsOf(runner)).toEqual([
      expect.stringMatching(
        /^The file result\.md could not be written \(ENOENT.*\), so its output is empty\. Check the disk of the runner\.$/,
      ),
      expect.stringMatching(
        /^The file report\.json could not be written \(ENOENT.*\), so its output is empty\. Check the disk of the runner\.$/,
      ),
      expect.stringMatching(
        /^The file summary\.md could not be written \(ENOENT.*\), so its output is empty\. Check the disk of the runner\.$/,
      ),
    ]);
    expect(runner.outputs).toHaveLength(OUTPUT_NAMES.length);
    expect(runner.log.filter((line) => line.startsWith('Warning: '))).toHaveLength(3);
    expect(runner.summaries.join()).toContain('- The file `report.json` could not be written');
    expect(runner.errors).toEqual([]);
    expect(runner.warnings).toEqual([]);
  });

  it('have an empty output if they cannot be written at the end', async () => {
    const runner = new RecordingRunner();
    const files = createReportFiles(folder);
    mkdirSync(files.path('summary.md'));
    await reportingOf({ runner, files }).close(PASSED, progressOf());
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'report-file': files.path('report.json'),
      'summary-file': '',
    });
    expect(warningsOf(runner)).toEqual([
      expect.stringMatching(
        /^The file summary\.md could not be written \(E.*\), so its output is empty\. Check the disk of the runner\.$/,
      ),
    ]);
    expect(runner.summaries).toHaveLength(1);
  });

  it('do not affect the other file', async () => {
    const runner = new RecordingRunner();
    const files = createReportFiles(folder);
    mkdirSync(files.path('report.json'));
    const publisher = reportingOf({ runner, files });
    expect(await publisher.close(PASSED, progressOf())).toEqual(PASSED);
    expect(runner.finalOutputs()).toMatchObject({
      outcome: 'passed',
      'report-file': '',
      'result-file': files.path('result.md'),
    });
  });

  it('cause no warning if the run has no message', async () => {
    const runner = new RecordingRunner();
    const progress = progressOf({ run: null });
    await close(runner, PASSED, progress);
    expect(runner.finalOutputs()['result-file']).toBe('');
    expect(warningsOf(runner)).toEqual([]);
    const [own = ''] = readdirSync(folder);
    expect(readdirSync(join(folder, own)).sort()).toEqual(['report.json', 'summary.md']);
  });
});

describe('the report file', () => {
  it('names itself and the file with the message, and contains the previous warnings', async () => {
    const runner = new RecordingRunner();
    const progress = progressOf({ warnings: ['Something is odd.'] });
    await close(runner, FAILED, progress);
    const { 'report-file': reportFile, 'result-file': resultFile } = runner.finalOutputs();
    expect(reportFile).toMatch(/report\.json$/);
    expect(resultFile).toMatch(/result\.md$/);
    expect(readReport(runner)).toMatchObject({
      outcome: 'eval-failed',
      passes: false,
      'would-fail': true,
      'report-file': reportFile,
      'result-file': resultFile,
      warnings: ['Something is odd.'],
    });
  });
});

describe('the summary file', () => {
  const summaryFile = (runner: RecordingRunner) =>
    readFileSync(runner.finalOutputs()['summary-file'] ?? '', 'utf8');

  it('is the summary, with the warnings found after the outputs were written', async () => {
    const runner = new RecordingRunner();
    await publisherOf(runner).close(FAILED, progressOf(), ['The head has moved on.']);
    expect(summaryFile(runner)).toMatch(/^## ❌ Reviewer: the verdict is fail\n/);
    expect(summaryFile(runner)).toContain('- The head has moved on.');
    expect(runner.summaries).toEqual([summaryFile(runner)]);
    expect(readReport(runner)).toMatchObject({ 'summary-file': runner.finalOutputs()['summary-file'] });
  });

  it('is written even if no summary is requested', async () => {
    const runner = new RecordingRunner();
    await publisherOf(runner, { wantsSummary: false }).close(PASSED, progressOf());
    expect(summaryFile(runner)).toMatch(/^## ✅ Reviewer: the run succeeded\n/);
    expect(runner.summaries).toEqual([]);
  });

  it('is written even if the summary cannot be written', async () => {
    const runner = new BrokenRunner({ summary: true });
    await close(runner);
    expect(summaryFile(runner)).toMatch(/^## ✅ Reviewer: the run succeeded\n/);
  });

  it('contains no secret of this job and no known secret format, like the summary [T7]', async () => {
    const runner = new RecordingRunner();
    const key = 'k3y-0123456789-abcdef';
    const shaped = `ghp_${'a1B2'.repeat(9)}`;
    const redactor = new Redactor([key]);
    await redactor.load();
    const verdict = { ...FAILED, reason: `It says ${key} and ${shaped}.` };
    await publisherOf(runner, { redactor }).close(verdict, progressOf(), [`Then ${key} and ${shaped}.`]);
    expect(summaryFile(runner)).toContain('Then `***` and `***`.');
    for (const secret of [key, shaped]) expect(summaryFile(runner)).not.toContain(secret);
    expect(runner.summaries).toEqual([summaryFile(runner)]);
  });
});

describe('the summary', () => {
  it('is written once, with the verdict [F104]', async () => {
    const runner = new RecordingRunner();
    await close(runner, FAILED);
    expect(runner.summaries).toHaveLength(1);
    expect(runner.summaries.join()).toMatch(/^## ❌ Reviewer: the verdict is fail\n\nThe verdict is fail\./);
  });

  it("quotes the agent's message", async () => {
    const runner = new RecordingRunner();
    await close(runner);
    expect(runner.summaries[0]).toContain('\n> All is well.\n');
  });

  it.each([
    ['the parser gives up', '>'.repeat(6000), PASSED, unlimited],
    ['it takes too long', 'All is well.', PASSED, timesOut],
    ['the job was cancelled', 'All is well.', { ...FAILED, outcome: 'abandoned' as const }, unlimited],
  ])("shows the agent's message in a code block if %s", async (_, text, verdict, withinTime) => {
    const runner = new RecordingRunner();
    const snapshot = snapshotOf({ message: messageOf([text], null) });
    await publisherOf(runner, { withinTime }).close(verdict, progressOf({ run: snapshot }));
    expect(runner.summaries[0]).toContain(`\n> \`\`\`text\n> ${text}\n> \`\`\``);
  });

  it('is not written if it is not requested', async () => {
    const runner = new RecordingRunner();
    const publisher = publisherOf(runner, { wantsSummary: false });
    await publisher.close(FAILED, progressOf());
    expect(runner.summaries).toEqual([]);
    expect(runner.finalOutputs().outcome).toBe('eval-failed');
  });

  it('causes a warning if it cannot be written, with the outcome unchanged [F4]', async () => {
    const runner = new BrokenRunner({ summary: true });
    const progress = progressOf();
    expect(await close(runner, PASSED, progress)).toEqual(PASSED);
    const warning =
      'The job summary could not be written (EACCES: permission denied, open). Read it in summary-file.';
    expect(warningsOf(runner)).toEqual([warning]);
    expect(runner.log).toContain(`Warning: ${warning}`);
    expect(runner.finalOutputs().outcome).toBe('passed');
    expect(runner.errors).toEqual([]);
  });
});

describe('the annotation', () => {
  it('is an error if the step fails', async () => {
    const runner = new RecordingRunner();
    expect(await close(runner, FAILED)).toEqual(FAILED);
    expect(runner.errors).toEqual([['eval-failed: The verdict is fail.']]);
    expect(runner.warnings).toEqual([]);
    expect(runner.log).toEqual(['Outcome: eval-failed. The step fails.']);
  });

  it('has a line for each of several reasons', async () => {
    const runner = new RecordingRunner();
    const reasons = ['The first is wrong.', 'The second is worse.'];
    const faults = [{ outcome: 'invalid-input', reasons }] as const;
    const verdict: Verdict = { ...FAILED, outcome: 'invalid-input', reason: reasons.join(' '), faults };
    await close(runner, verdict, NOTHING_KNOWN);
    expect(runner.errors).toEqual([['invalid-input:', ...reasons]]);
  });

  it('has the reasons of the fault that decides, also if an allowed one comes first', async () => {
    const runner = new RecordingRunner();
    const reasons = ['Step "Tests" is missing.', 'Step "Docs" is missing.'];
    const verdict: Verdict = {
      ...FAILED,
      outcome: 'eval-missing',
      reason: reasons.join(' '),
      faults: [
        { outcome: 'run-failed', reasons: ['The run failed.', 'It ended early.'] },
        { outcome: 'eval-missing', reasons },
      ],
    };
    await close(runner, verdict);
    expect(runner.errors).toEqual([['eval-missing:', ...reasons]]);
  });

  it('is a warning if the fault is allowed', async () => {
    const runner = new RecordingRunner();
    const reason = 'The verdict is fail. The workflow allows this outcome.';
    await close(runner, { ...FAILED, passes: true, wouldFail: false, reason });
    expect(runner.warnings).toEqual([[`eval-failed: ${reason}`]]);
    expect(runner.errors).toEqual([]);
    expect(runner.log).toEqual(['Outcome: eval-failed. The step passes.']);
  });

  it.each<Outcome>(['started', 'validated'])('is a warning if the step is %s', async (outcome) => {
    const runner = new RecordingRunner();
    const reason = 'Nothing was judged.';
    await close(runner, {
      outcome,
      passes: true,
      wouldFail: false,
      reason,
      faults: [],
      evalResult: 'none',
    });
    expect(runner.warnings).toEqual([[`${outcome}: Nothing was judged.`]]);
    expect(runner.errors).toEqual([]);
  });

  it('is omitted if the step passed', async () => {
    const runner = new RecordingRunner();
    await close(runner);
    expect(runner.warnings).toEqual([]);
    expect(runner.errors).toEqual([]);
    expect(runner.log).toEqual(['Outcome: passed. The step passes.', PASSED.reason]);
  });
});
