import { describe, expect, it } from 'vitest';
import { renderUnread } from '../../../../src/report/markdown/unread-change.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);
const REST = 'the complete text is in the file `r`';

describe('the part of a change that was not sent', () => {
  it('is not mentioned if everything was sent', () => {
    expect(renderUnread({ leftOut: [], listed: [] }, REST)).toBe('');
  });

  it('is listed, with excluded files apart from those without content', () => {
    const unread = { leftOut: ['a`b'], listed: [{ path: 'x.png', what: 'binary' }] };
    expect(renderUnread(unread, REST)).toBe(
      [
        '### Changed files that were not sent to the agent',
        'Left out by `diff-paths` (1):',
        '- ``a`b``',
        'Listed without their content (1):',
        '- `x.png`: binary',
      ].join('\n\n'),
    );
    expect(renderUnread({ ...unread, leftOut: [] }, REST)).not.toContain('Left out');
  });

  it('is listed up to 50 files, then counted', () => {
    const of = (count: number) => renderUnread({ leftOut: names(count), listed: [] }, REST);
    expect(of(50).match(/^- /gm)).toHaveLength(50);
    expect(of(50)).not.toContain('more');
    expect(of(53)).toContain(`- \`f49\`\n\nAnd 3 more; ${REST}.`);
    expect(of(53)).toContain('(53):');
  });

  it('is counted if names are too long for the list, and a long name is truncated', () => {
    const unread = { leftOut: ['a'.repeat(300), 'b'.repeat(150)], listed: [] };
    expect(renderUnread(unread, REST, 300)).toContain(`\n- \`${'a'.repeat(200)}…\`\n\nAnd 1 more; `);
  });
});
