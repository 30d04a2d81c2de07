import { describe, expect, it } from 'vitest';
import type { TraceStep } from '../../../../src/domain/trace.ts';
import { renderTrace } from '../../../../src/report/markdown/trace-list.ts';
import { stepOf } from '../../../support/records.ts';

const render = (...trace: TraceStep[]) => renderTrace(trace, 'the whole is elsewhere');

describe("the run's steps", () => {
  it('are not shown if the list is empty', () => {
    expect(render()).toBe('');
  });

  it('are a collapsed tree with status, duration and agent', () => {
    const inner = stepOf({
      label: 'Look it up',
      agent: 'finder',
      resolution: 'auto_approve',
      endedAtMs: 92_000,
    });
    const text = render(
      stepOf({ label: 'Collect', steps: [inner] }),
      stepOf({ label: 'Sum up', endedAtMs: null }),
    );
    expect(text).toBe(
      [
        '### Trace of the run',
        '<details><summary>All 3 trace steps</summary>',
        [
          '- `Collect`: `activity`, `completed`, 1s',
          '  - `Look it up`: `activity`, `completed`, `auto_approve`, agent `finder`, 1m 32s',
          '- `Sum up`: `activity`, `completed`',
        ].join('\n'),
        '</details>',
      ].join('\n\n'),
    );
  });

  it('are shown first if the run failed at them', () => {
    const broken = stepOf({ kind: 'error', label: 'No answer', status: 'error', isFailed: true });
    const around = stepOf({ label: 'Verify', status: 'error', isFailed: true, steps: [stepOf(), broken] });
    const text = render(around);
    expect(text).toContain(
      '### Trace of the run\n\n- ❌ `No answer`: `error`, `error`, 1s\n\n<details><summary>All 3 trace steps</summary>',
    );
    expect(text).toContain('\n- ❌ `Verify`: `activity`, `error`, 1s\n  - `Do it`');
  });

  it('have no negative duration, and no duration without a start and an end', () => {
    expect(render(stepOf({ startedAtMs: 5000 }))).toContain('`completed`, 0s');
    expect(render(stepOf({ startedAtMs: null }))).toContain('`completed`\n\n</details>');
    expect(render(stepOf())).toContain('All 1 trace step<');
  });

  it('cannot change the rest of the page', () => {
    const hostile = '`|</details>\n<img src=x>\u202E';
    const text = render(
      stepOf({ kind: hostile, label: hostile, agent: hostile, status: hostile, resolution: hostile }),
    );
    expect(text).not.toContain('\u202E');
    expect(text.split('\n').filter((line) => line.startsWith('<'))).toHaveLength(2);
  });

  it('are truncated if there are many, and the HTML is still closed', () => {
    const text = render(...Array.from({ length: 5000 }, () => stepOf({ isFailed: true })));
    expect(Buffer.byteLength(text)).toBeLessThan(130 * 1024);
    expect(text.match(/The list is truncated here; the whole is elsewhere\./g)).toHaveLength(2);
    expect(text).toMatch(/All 5000 trace steps<[\s\S]*\n\n<\/details>$/);
  });
});
