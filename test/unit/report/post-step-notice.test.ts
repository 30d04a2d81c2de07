import { describe, expect, it } from 'vitest';
import { renderPostStepNotice } from '../../../src/report/post-step-notice.ts';
import { attachOf, progressOf } from '../../support/records.ts';

const STARTED = progressOf({ run: null });

describe('the notice of a killed step', () => {
  it('names the started run, with its link and the attach step', () => {
    const { lines, summary } = renderPostStepNotice(STARTED, attachOf());
    expect(lines).toEqual([
      'The step was stopped before it could report. Run run-1 was started, and may still be running. https://app.example.com/run-1',
      'This step attaches to the run, waits for it, and evaluates it:',
      '| - uses: owner/run-kindo-agent@v1',
      '|   with:',
      '|     api-key: ${{ secrets.KINDO_API_KEY }}',
      '|     run-id: run-1',
      '|     agent-id: agent-1',
    ]);
    expect(summary).toBe(
      [
        '## ❌ Run Kindo agent: stopped before it could report',
        '',
        'The step was stopped before it could report. Run run-1 was started, and may still be running. `https://app.example.com/run-1`',
        '',
        'This step attaches to the run, waits for it, and evaluates it:',
        '',
        '```yaml',
        '- uses: owner/run-kindo-agent@v1',
        '  with:',
        '    api-key: ${{ secrets.KINDO_API_KEY }}',
        '    run-id: run-1',
        '    agent-id: agent-1',
        '```',
      ].join('\n'),
    );
  });

  it('names the attached run, without a link if none is known', () => {
    const progress = progressOf({ start: 'attached', runUrl: null });
    expect(renderPostStepNotice(progress, attachOf()).lines[0]).toMatch(
      /Run run-1 was attached to, and may still be running\.$/,
    );
  });

  it('says that a run may exist if the start had no response yet', () => {
    const progress = progressOf({ start: 'in-flight' });
    const { lines, summary } = renderPostStepNotice(progress, attachOf());
    const sentence =
      'The step was stopped before it could report. The start of agent agent-1 was being sent, so a run may exist. Check the service before you re-run this step.';
    expect(lines).toEqual([sentence]);
    expect(summary).toBe(`## ❌ Run Kindo agent: stopped before it could report\n\n${sentence}`);
  });

  it('always fits into an environment variable', () => {
    const huge = attachOf({ requireSteps: ['x'.repeat(200_000)] });
    const { lines, summary } = renderPostStepNotice(STARTED, huge);
    expect(lines).toHaveLength(1);
    expect(summary).not.toContain('```');
    // The size of the step without the name.
    const [, , ...step] = renderPostStepNotice(STARTED, attachOf({ requireSteps: ['x'] })).lines;
    const others = step.map((line) => line.slice(2)).join('\n').length - 1;
    const large = attachOf({ requireSteps: ['x'.repeat(16 * 1024 - others)] });
    const larger = attachOf({ requireSteps: ['x'.repeat(16 * 1024 - others + 1)] });
    expect(renderPostStepNotice(STARTED, large).summary).toContain('```yaml');
    expect(renderPostStepNotice(STARTED, larger).lines).toHaveLength(1);
    expect(Buffer.byteLength(JSON.stringify(renderPostStepNotice(STARTED, large)))).toBeLessThan(100 * 1024);
  });
});
