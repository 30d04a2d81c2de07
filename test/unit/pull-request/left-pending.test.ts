import { describe, expect, it } from 'vitest';
import { DEMO_PULL, DEMO_TOKEN, type GitHubScript } from '../../../fakes/github/service.ts';
import { createSend } from '../../../src/http/transport.ts';
import { endLeftPending } from '../../../src/pull-request/left-pending.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const OWN = { state: 'pending', context: 'gate', target_url: 'https://x.test/' };
const TOKEN = { 'INPUT_GITHUB-TOKEN': DEMO_TOKEN };

async function left(script: GitHubScript, variables: Record<string, string> = TOKEN, id = 1) {
  const setup = await newSetup(script);
  const place = { sha: DEMO_PULL.head, context: 'gate', targetUrl: 'https://x.test/' };
  const saved = { apiUrl: setup.service.url, repository: 'octo-org/octo-repo', ...place, id };
  const warnings = await endLeftPending(JSON.stringify(saved), variables, createSend({}), setup.runtime);
  return { setup, warnings, states: setup.service.statuses.map(({ state }) => state) };
}

describe('the pending status of a killed step', () => {
  it('is ended as error if it is the latest [F145]', async () => {
    const other = { ...OWN, context: 'x' };
    const { setup, warnings } = await left({ statuses: [OWN, other] });
    expect(warnings).toEqual([]);
    expect(setup.service.statuses[2]).toMatchObject({
      state: 'error',
      context: 'gate',
      description: 'The step was stopped before it could report',
      target_url: 'https://x.test/',
    });
  });

  it.each<[string, GitHubScript]>([
    ['a later one is there', { statuses: [OWN, { ...OWN, state: 'success' }] }],
    ['none is there', {}],
  ])('is not changed if %s [F145]', async (_what, script) => {
    const { warnings, setup } = await left(script);
    expect(warnings).toEqual([]);
    expect(setup.service.requests.map(({ kind }) => kind)).toEqual(['statuses']);
  });

  it('is not changed without a valid token', async () => {
    for (const variables of [{}, { 'INPUT_GITHUB-TOKEN': 'a b' }]) {
      const { setup, warnings } = await left({ statuses: [OWN] }, variables);
      expect([warnings, setup.service.requests]).toEqual([[], []]);
    }
  });

  it('causes a warning if it cannot be read or written', async () => {
    const unread = await left({ statuses: [OWN], faults: [{ on: 'statuses', does: { status: 403 } }] });
    expect(unread.warnings).toEqual([expect.stringContaining('Give the job the permission statuses: write')]);
    const unwritten = await left({ statuses: [OWN], mayWriteStatuses: false });
    expect(unwritten.warnings).toEqual([
      expect.stringContaining('Give the job the permission statuses: write'),
    ]);
    const failing = await left({
      statuses: [OWN],
      faults: [{ on: 'statuses', at: 'every', does: { status: 500 } }],
    });
    expect(failing.warnings).toHaveLength(1);
    expect(failing.setup.clock.monotonic()).toBeLessThanOrEqual(30_000);
  });

  it('causes a warning without the token, even if a response repeats it [T7]', async () => {
    const does = { status: 401, body: { message: `Bad credentials: ${DEMO_TOKEN}` } };
    const { warnings } = await left({ statuses: [OWN], faults: [{ on: 'statuses', does }] });
    expect(warnings).toEqual([expect.stringContaining('"Bad credentials: ***"')]);
  });

  it.each(['', '{', '{}', '{"id":"1"}'])('is not read from the state %j', async (saved) => {
    const { runtime } = await newSetup();
    await expect(endLeftPending(saved, TOKEN, createSend({}), runtime)).rejects.toThrow();
  });
});
