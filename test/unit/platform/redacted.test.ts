import { describe, expect, it } from 'vitest';
import { redactLog, redactRunner } from '../../../src/platform/redacted.ts';
import { Redactor } from '../../../src/text/redact.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';

const KEY = 'kd-canary-0123456789-canary';
const SHAPED = `ghp_${'a1B2'.repeat(9)}`;
const BOTH = `${KEY} ${SHAPED}`;

async function newRedactor(): Promise<Redactor> {
  const redactor = new Redactor([KEY, '']);
  await redactor.load();
  return redactor;
}

describe('a log', () => {
  it('contains neither the key nor known secret formats, except in the command that masks', async () => {
    const runner = new RecordingRunner();
    const log = redactLog(runner, await newRedactor());
    log.info(BOTH);
    log.group(`title ${BOTH}`, [BOTH, 'b']);
    log.fail(BOTH);
    log.mask(KEY);
    expect(runner.log).toEqual(['*** ***', 'title *** ***', '*** ***', 'b']);
    expect([runner.errors, runner.masks]).toEqual([[['*** ***']], [KEY]]);
  });
});

describe('a runner', () => {
  it('publishes neither the key nor known secret formats, and redacts only the key in outputs', async () => {
    const target = new RecordingRunner();
    const runner = redactRunner(target, await newRedactor());
    const place = { file: 'a', line: 1 };
    runner.info(BOTH);
    runner.group('title', [BOTH]);
    runner.error([BOTH, 'a'], place);
    runner.warning(['a', BOTH]);
    runner.notice([BOTH], place);
    runner.setOutput('result', BOTH);
    runner.saveState('name', 'value');
    await runner.writeSummary(`a \`${BOTH}\` b`);
    expect(target.log).toEqual(['*** ***', 'title', '*** ***']);
    expect([target.errors, target.places, target.warnings]).toEqual([
      [['*** ***', 'a']],
      [place, place],
      [['a', '*** ***']],
    ]);
    expect(target.notices).toEqual([['*** ***']]);
    expect(target.outputs).toEqual([['result', `*** ${SHAPED}`]]);
    expect(target.state).toEqual([['name', 'value']]);
    expect(target.summaries).toEqual(['a `*** ***` b']);
  });
});
