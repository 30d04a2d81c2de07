import { describe, expect, it } from 'vitest';
import { readPostStepNotice } from '../../../src/report/saved-state.ts';

const KEPT = JSON.stringify({ lines: ['Run run-1 was started.'], summary: '## ❌' });

describe('the saved notice in the post step', () => {
  it('is the saved text if the step has not reported', () => {
    expect(readPostStepNotice({ STATE_unfinished: KEPT })).toEqual({
      lines: ['Run run-1 was started.'],
      summary: '## ❌',
    });
  });

  it.each([
    ['has reported', { STATE_unfinished: KEPT, STATE_reported: 'true' }],
    ['has kept nothing', {}],
    ['has kept what has no lines', { STATE_unfinished: '{"lines":"x"}' }],
  ])('is empty if the step %s', (_, variables) => {
    expect(readPostStepNotice(variables)).toBeNull();
  });

  it('is text for any saved value', () => {
    expect(readPostStepNotice({ STATE_unfinished: '{"lines":[1,null],"summary":2}' })).toEqual({
      lines: ['1', 'null'],
      summary: '2',
    });
  });
});
