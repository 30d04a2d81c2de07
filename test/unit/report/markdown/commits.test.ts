import { describe, expect, it } from 'vitest';
import { agentRows } from '../../../../src/report/markdown/agent-rows.ts';
import { commitRows } from '../../../../src/report/markdown/commits.ts';

describe('the rows on the commits', () => {
  it('contain base branch and commit, head commit, and a later attempt', () => {
    expect(
      commitRows({ base: { sha: 'b'.repeat(40), ref: 'main' }, headSha: 'a'.repeat(40), attempt: 2 }),
    ).toEqual([
      ['Base', `\`main\` \`${'b'.repeat(40)}\``],
      ['Head commit', `\`${'a'.repeat(40)}\``],
      ['Attempt', '2'],
    ]);
  });

  it('are empty for unknown values, and for the first attempt', () => {
    expect(commitRows({ base: null, headSha: null, attempt: 1 })).toEqual([
      ['Base', ''],
      ['Head commit', ''],
      ['Attempt', ''],
    ]);
    expect(commitRows({ base: { sha: 'b', ref: null }, headSha: null, attempt: 1 })[0]).toEqual([
      'Base',
      '`b`',
    ]);
  });
});

describe('the rows on the agent', () => {
  it('contain models and labels, each in a code span', () => {
    expect(agentRows({ models: ['m-1'], labels: ['query', 'a | @b'] })).toEqual([
      ['Models', '`m-1`'],
      ['Labels', '`query`, `a `&#124;` @b`'],
    ]);
  });

  it.each([null, []])('are empty for %j', (names) => {
    expect(agentRows({ models: names, labels: names })).toEqual([
      ['Models', ''],
      ['Labels', ''],
    ]);
  });

  it('contain at most 20 names of at most 100 characters, and count the rest [T30]', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
    expect(agentRows({ models: names(20), labels: names(22) })).toEqual([
      [
        'Models',
        names(20)
          .map((name) => `\`${name}\``)
          .join(', '),
      ],
      [
        'Labels',
        `${names(20)
          .map((name) => `\`${name}\``)
          .join(', ')}, and 2 more`,
      ],
    ]);
    const [[, shown = ''] = []] = agentRows({ models: ['x'.repeat(101), 'y'.repeat(100)], labels: null });
    expect(shown).toBe(`\`${'x'.repeat(100)}…\`, \`${'y'.repeat(100)}\``);
  });
});
