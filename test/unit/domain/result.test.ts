import { expect, it } from 'vitest';
import { NO_RESULT } from '../../../src/domain/result.ts';

it('has no data, no findings, no violations and no warnings without a message', () => {
  expect(NO_RESULT).toEqual({
    data: null,
    findings: { lists: 0, findings: [], problems: [] },
    failsFrom: null,
    violations: [],
    warnings: [],
  });
});
