import { describe, expect, it } from 'vitest';
import type { Interrupt } from '../../../../src/domain/run.ts';
import { interruptTexts, renderInterrupts } from '../../../../src/report/markdown/interrupt-list.ts';
import { INTERRUPT, progressOf, snapshotOf } from '../../../support/records.ts';

function render(...interrupts: Interrupt[]): string {
  return renderInterrupts(
    progressOf({ run: snapshotOf({ state: 'interrupted', interrupts }) }),
    'the whole is elsewhere',
    new Map(),
  );
}

const proposal = { agent: '', prompt: '', text: '' };

describe('the list of interrupts', () => {
  it('is empty if the run waits for nothing, or was not read', () => {
    expect(render()).toBe('');
    expect(renderInterrupts(progressOf({ run: null }), '', new Map())).toBe('');
  });

  it('shows the agent, the question, and every proposal', () => {
    const proposals = [
      { agent: '', prompt: '', text: 'All of it.' },
      { agent: 'other', prompt: 'Take this?', text: 'This.' },
      { agent: 'third', prompt: 'And that?', text: '' },
      { agent: 'silent', prompt: '', text: '' },
    ];
    expect(render({ ...INTERRUPT, proposals })).toBe(
      [
        '### Question',
        'Agent `asker` asks (interrupt `i-1`):',
        '> ```text\n> Go on?\n> ```',
        'The proposal:',
        '> ```text\n> All of it.\n> ```',
        'The proposal of agent `other`:',
        '> ```text\n> Take this?\n>\n> This.\n> ```',
        'The proposal of agent `third`:',
        '> ```text\n> And that?\n> ```',
      ].join('\n\n'),
    );
  });

  it('has a heading that counts', () => {
    expect(render(INTERRUPT, { ...INTERRUPT, id: 'i-2' })).toMatch(/^### Questions\n/);
  });

  it('accepts an interrupt without an agent and without a question', () => {
    expect(render({ ...INTERRUPT, agent: '', prompt: '', proposals: [] })).toBe(
      '### Question\n\nThe run asks (interrupt `i-1`):',
    );
  });

  it('cannot change the rest of the page [T5]', () => {
    const hostile = '```\n</details><img src=x>\n| @everyone \u202E';
    const text = render({
      ...INTERRUPT,
      id: hostile,
      agent: hostile,
      prompt: hostile,
      proposals: [{ ...proposal, agent: hostile, text: hostile }],
    });
    expect(text).toContain('> ````text\n> ```\n> </details><img src=x>\n> | @everyone \\u{202e}\n> ````');
    expect(text).not.toContain('\u202E');
    expect(text.split('\n').filter((line) => /^> </.test(line))).toHaveLength(2);
  });

  it('truncates a long text, and says where the rest is', () => {
    const text = render({ ...INTERRUPT, prompt: 'A line of it.\n'.repeat(5000) });
    expect(Buffer.byteLength(text)).toBeLessThan(17 * 1024);
    expect(text).toContain('> A line of it.\n> ```\n\nThe text is truncated here; the whole is elsewhere.');
  });

  it('truncates a long list', () => {
    const text = render(...Array.from({ length: 1000 }, () => ({ ...INTERRUPT, prompt: 'x'.repeat(1000) })));
    expect(Buffer.byteLength(text)).toBeLessThan(66 * 1024);
    expect(text).toMatch(/\n\nThe list is truncated here; the whole is elsewhere\.$/);
  });
});

describe('a proposal', () => {
  const interrupt = {
    ...INTERRUPT,
    prompt: 'Go *on*?',
    proposals: [{ agent: '', prompt: 'A', text: 'B' }, proposal],
  };
  const progress = progressOf({ run: snapshotOf({ state: 'interrupted', interrupts: [interrupt] }) });

  it('is shown as a quotation if there is one, else in a fence', () => {
    const shown = renderInterrupts(progress, '', new Map([['A\n\nB', '> A\n>\n> B']]));
    expect(shown).toContain('The proposal:\n\n> A\n>\n> B');
    expect(shown).toContain('> ```text\n> Go *on*?\n> ```');
  });

  it('has its texts, except for those that are empty, data, or too long', () => {
    expect(interruptTexts(progress)).toEqual(['Go *on*?', 'A\n\nB']);
    const others = [
      { ...proposal, text: '{"a": 1}' },
      { ...proposal, text: 'x'.repeat(16 * 1024 + 1) },
      { ...proposal, text: 'y'.repeat(16 * 1024) },
    ];
    const run = snapshotOf({ interrupts: [{ ...INTERRUPT, prompt: '', proposals: others }] });
    expect(interruptTexts({ run })).toEqual(['y'.repeat(16 * 1024)]);
    expect(interruptTexts({ run: null })).toEqual([]);
  });
});
