import { describe, expect, it } from 'vitest';
import { RequestError, type RequestErrorKind } from '../../../src/domain/errors.ts';
import { adviceOn } from '../../../src/pull-request/advice.ts';

const PERMISSIONS = 'The job needs the permission.';

function advice(status: number | null, message: string, kind: RequestErrorKind = 'status') {
  return adviceOn(
    new RequestError(`GitHub responded with ${status}: "${message}"`, { kind, status }),
    PERMISSIONS,
  );
}

describe('the advice on an error of GitHub', () => {
  it.each([
    [403, 'Repository was archived so is read-only.', 'unarchive it'],
    [403, 'Unable to create comment because issue is locked.', 'unlock it'],
    [
      403,
      'Although you appear to have the correct authorization credentials, the `octo` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
      'to the allow list',
    ],
    [null, 'your IP address is not permitted to access this resource', 'to the allow list'],
    [403, 'Resource protected by organization SAML enforcement. You must grant access.', 'single sign-on'],
    [401, 'Bad credentials', 'remove the input github-token'],
  ])('is only the fix of %s %j [F157]', (status, message, fix) => {
    expect(advice(status, message)).toContain(fix);
    expect(advice(status, message)).not.toContain(PERMISSIONS);
  });

  it.each([
    [403, 'Resource not accessible by integration'],
    [403, 'Resource not accessible by personal access token'],
    [403, 'Must have admin rights to Repository.'],
    [403, 'You need the permission issues'],
    [401, 'Requires authentication'],
    [404, 'Not Found'],
    [404, 'anything'],
  ])('names the permissions for %i %j', (status, message) => {
    expect(advice(status, message)).toBe(PERMISSIONS);
  });

  it.each([
    [403, 'Sorry. Your account was suspended'],
    [401, 'Sorry'],
    [422, 'Resource not accessible by integration'],
    [410, 'Issues are disabled for this repo'],
    [500, 'Server Error'],
    [null, 'no reason was given'],
    [403, 'The request was unblocked'],
    [403, 'unarchived'],
  ])('is empty for %s %j', (status, message) => {
    expect(advice(status, message)).toBeNull();
  });

  it('is empty for an error that is not from a request', () => {
    expect(adviceOn(new Error('the issue is locked'), PERMISSIONS)).toBeNull();
  });

  it('is empty for a missing or unusable response', () => {
    for (const kind of ['unreachable', 'redirect', 'undecodable'] as const) {
      expect(advice(404, 'the issue is locked', kind)).toBeNull();
    }
  });
});
