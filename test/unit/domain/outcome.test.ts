import { describe, expect, it } from 'vitest';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES, NEVER_ALLOWED } from '../../../src/domain/outcome.ts';

describe('the outcomes', () => {
  it('are in the documented order', () => {
    expect([...FAULT_OUTCOMES, ...CLEAN_OUTCOMES]).toEqual([
      'internal-error',
      'invalid-input',
      'not-permitted',
      'abandoned',
      'protocol-error',
      'superseded',
      'nothing-to-review',
      'skipped',
      'ambiguous-start',
      'unavailable',
      'unrecognised',
      'run-failed',
      'run-cancelled',
      'needs-input',
      'timed-out',
      'eval-failed',
      'eval-unknown',
      'eval-pending',
      'eval-skipped',
      'eval-missing',
      'findings-failed',
      'findings-missing',
      'result-invalid',
      'started',
      'validated',
      'passed',
    ]);
  });

  it('begin with the five that can never be allowed', () => {
    expect(NEVER_ALLOWED).toEqual([
      'internal-error',
      'invalid-input',
      'not-permitted',
      'abandoned',
      'protocol-error',
    ]);
    expect(FAULT_OUTCOMES.slice(0, NEVER_ALLOWED.length)).toEqual(NEVER_ALLOWED);
  });
});
