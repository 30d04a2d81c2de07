import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { explainError } from '../../../src/pull-request/octokit-errors.ts';

const explain = (error: unknown) => explainError(error, 0, (words) => words.replaceAll('secret', '***'));

describe('explainError', () => {
  it('returns the error that Octokit has wrapped', () => {
    const own = new RequestError('no answer', { kind: 'unreachable' });
    expect(explain(own)).toBe(own);
    expect(explain(new Error('wrapped', { cause: own }))).toBe(own);
  });

  it.each([new TypeError('not a secret of ours'), 'not a secret of ours', null])(
    'treats any other error as a refusal: %s',
    (thrown) => {
      const error = explain(thrown);
      expect(error).toMatchObject({ name: 'RequestError', kind: 'status', status: null });
      expect(error.message).toMatch(
        /^The request to GitHub failed: (not a \*\*\* of ours|no reason was given)$/,
      );
    },
  );
});
