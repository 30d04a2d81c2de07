import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { InputError, RequestError } from '../../../src/domain/errors.ts';
import { describeAgent, findAgent } from '../../../src/run/find-agent.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_PATH,
  API,
  errorOf,
  KINDO_AGENT,
  LIST_PATH,
  newSetup,
  OTHER_AGENT_ID,
} from './kindo-setup.ts';
import { guardNetwork, slowly } from './kindo-under-nock.ts';

guardNetwork();

const BUDGET_MS = 60_000;

interface Listed {
  readonly agentId: string;
  readonly name?: string;
}

function list(items: readonly Listed[]) {
  nock(API).get(LIST_PATH).reply(200, { items, total: items.length });
}

function find(agentName: string, setup = newSetup()) {
  return findAgent(setup.service, { kind: 'agent-name', agentName }, setup.runtime, BUDGET_MS);
}

function findById(setup = newSetup()) {
  return findAgent(setup.service, { kind: 'agent-id', agentId: AGENT_ID }, setup.runtime, BUDGET_MS);
}

/** The message of the input error. */
async function problem(work: Promise<unknown>): Promise<string> {
  const error = await errorOf(work);
  expect(error).toBeInstanceOf(InputError);
  return error instanceof InputError ? error.message : '';
}

const SCAN = { agentId: AGENT_ID, name: 'Daily Security Scan' };

describe('an agent given by id', () => {
  it('is read without the list', async () => {
    nock(API).get(AGENT_PATH).reply(200, KINDO_AGENT);
    expect(await findById()).toEqual(AGENT);
  });

  it('is reported as not found, or not visible [F16]', async () => {
    nock(API).get(AGENT_PATH).reply(404, { error: 'Not found', message: 'Agent not found.' });
    const error = await errorOf(findById());
    expect(error).toEqual(
      new InputError(
        `Agent ${AGENT_ID} was not found, or this API key cannot see it. Check agent-id, and which account created the key.`,
      ),
    );
  });

  it('is reported with the most similar ones if the service lists them', async () => {
    const service = {
      ...newSetup().service,
      getAgent: () => Promise.resolve({ knownIds: ['b', 'ab', 'abc', 'a', 'bc', 'xyz'] }),
    };
    const found = findAgent(service, { kind: 'agent-id', agentId: 'abc_' }, newSetup().runtime, BUDGET_MS);
    expect(await problem(found)).toMatch(/The nearest: abc, ab(, \w+){3}\. Check agent-id/);
  });

  it.each([401, 403, 422])(
    'is not reported as a wrong id if the service responds with %i',
    async (status) => {
      nock(API).get(AGENT_PATH).reply(status, {});
      const error = await errorOf(findById());
      expect(error).toBeInstanceOf(RequestError);
      expect(error).toMatchObject({ status });
    },
  );

  it('is no longer requested after the job is cancelled', async () => {
    const setup = newSetup();
    const reason = new Error('the job was cancelled');
    setup.controller.abort(reason);
    expect(await errorOf(findById(setup))).toBe(reason);
  });
});

describe('an agent given by name', () => {
  it('is found in the list, and read by its id', async () => {
    list([{ agentId: OTHER_AGENT_ID, name: 'Daily Security Scan (copy)' }, SCAN]);
    nock(API).get(AGENT_PATH).reply(200, KINDO_AGENT);
    expect(await find('Daily Security Scan')).toEqual(AGENT);
  });

  it('is never one with an unknown name', async () => {
    list([{ agentId: 'id-1' }]);
    expect(await problem(find('unknown'))).toContain(
      'lists no agent with the name "unknown". The nearest: unknown (id-1).',
    );
  });

  it.each([
    [' Daily  Security\u00a0Scan', 'Daily Security Scan'],
    ['Daily Security Scan', 'Daily\u2003Security Scan\n'],
    ['Prüfung', 'Pru\u0308fung'],
  ])('%j matches %j, which differs in white space or composition [B68]', async (written, name) => {
    list([
      { agentId: OTHER_AGENT_ID, name: 'other' },
      { ...SCAN, name },
    ]);
    nock(API).get(AGENT_PATH).reply(200, KINDO_AGENT);
    expect(await find(written)).toEqual(AGENT);
  });

  it.each(['Daily Security Scan', 'Daily\u00a0Security Scan'])(
    'must not match several that look the same, even if one is exactly %j [B68]',
    async (name) => {
      list([SCAN, { agentId: OTHER_AGENT_ID, name: 'Daily\u00a0Security Scan' }]);
      expect(await problem(find(name))).toContain(
        `matches 2 agents: write agent-id, one of ${AGENT_ID}, ${OTHER_AGENT_ID}.`,
      );
    },
  );

  it('that is only white space does not match an agent without a name', async () => {
    list([{ agentId: 'id-1' }]);
    expect(await problem(find('\u0085'))).toContain('lists no agent');
  });

  it('is reported with its difference from one that looks the same [B68]', async () => {
    list([SCAN]);
    expect(await problem(find('Daily Security Sсan'))).toContain(
      `"Daily Security Scan" (${AGENT_ID}) (from character 17, it has U+0063 instead of U+0441).`,
    );
  });

  it('is case-sensitive, and the five most similar names are listed', async () => {
    const others = [
      'Other one',
      'Daily Scan',
      'Security',
      'Alert Triage',
      'Very different from everything else',
    ];
    list([...others.map((name, index) => ({ agentId: `id-${index}`, name })), SCAN]);
    const text = await problem(find('daily security scan'));
    expect(text).toContain(
      `Kindo lists no agent with the name "daily security scan". The nearest: "Daily Security Scan" (${AGENT_ID}) (names are case-sensitive), "Daily Scan" (id-1), `,
    );
    expect(text).not.toContain('Very different');
    expect(text).not.toContain('cap');
  });

  it('cannot be found if the key can see no agent', async () => {
    list([]);
    expect(await problem(find('x'))).toBe(
      'Kindo lists no agent with the name "x". This API key can see no agent: check which account created it.',
    );
  });

  it('must not match several', async () => {
    list([SCAN, { ...SCAN, agentId: OTHER_AGENT_ID }]);
    expect(await problem(find('Daily Security Scan'))).toBe(
      `agent-name "Daily Security Scan" matches 2 agents: write agent-id, one of ${AGENT_ID}, ${OTHER_AGENT_ID}.`,
    );
  });

  it('may be beyond the limit of the list', async () => {
    const capped = Array.from({ length: 500 }, (_, index) => ({
      agentId: `id-${index}`,
      name: `agent ${index % 250}`,
    }));
    const words = ' The list ends after 500 agents, so there may be more. Use agent-id, which always works.';
    list(capped);
    expect(await problem(find('none'))).toContain(words);
    list(capped);
    expect(await problem(find('agent 7'))).toMatch(
      /matches 2 agents: write agent-id, one of id-7, id-257\. The list/,
    );
  });

  it('is found in a list at its limit if it is there', async () => {
    list([SCAN, ...Array.from({ length: 499 }, (_, index) => ({ agentId: `id-${index}`, name: 'x' }))]);
    nock(API).get(AGENT_PATH).reply(200, KINDO_AGENT);
    expect(await find('Daily Security Scan')).toEqual(AGENT);
  });

  it('is reported as deleted if only the list still has it', async () => {
    list([SCAN]);
    nock(API).get(AGENT_PATH).reply(404, {});
    expect(await problem(find('Daily Security Scan'))).toMatch(
      /^Agent 18d20df4-\S+ was not found, or this API key cannot see it\./,
    );
  });

  it('is not reported as a wrong name if there is no list', async () => {
    nock(API).get(LIST_PATH).reply(404, {});
    expect(await errorOf(find('x'))).toMatchObject({ kind: 'status', status: 404 });
  });

  it('is searched with one time limit for both requests', async () => {
    const setup = newSetup({ random: () => 1 });
    nock(API)
      .get(LIST_PATH)
      .reply(slowly(setup.clock, 29_000, 500, {}));
    nock(API)
      .get(LIST_PATH)
      .reply(slowly(setup.clock, 29_000, 200, { items: [SCAN] }));
    nock(API).get(AGENT_PATH).reply(500, {});
    expect(await errorOf(find('Daily Security Scan', setup))).toMatchObject({ status: 500 });
    expect(setup.clock.monotonic()).toBe(59_000);
  });
});

describe('the description of an agent', () => {
  it.each([
    [[], 'Agent "Daily Security Scan" (agent-1) declares no labels.'],
    [['query', 'a "b"'], 'Agent "Daily Security Scan" (agent-1) declares the labels "query", "a \\"b\\"".'],
  ])('with the labels %j is one line', (labels, line) => {
    expect(describeAgent({ ...AGENT, id: 'agent-1', labels, notice: null })).toEqual([line]);
  });

  it('has the notice of the service in a separate line', () => {
    expect(describeAgent({ ...AGENT, notice: 'It is old.' })).toEqual([
      expect.stringMatching(/^Agent "Daily Security Scan"/),
      'It is old.',
    ]);
  });
});
