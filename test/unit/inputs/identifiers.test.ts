import { describe, expect, it } from 'vitest';
import { parseAgentId as parse, parseRunId } from '../../../src/inputs/identifiers.ts';
import { KINDO } from '../../../src/service/kindo/kindo.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';

const ID = '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';

const parseAgentId = (raw: string) => parse(raw, KINDO);

describe('parseAgentId', () => {
  it.each(['cip_orchestrator', ' address_verification\n', 'v2.kyb-agent', 'A'])(
    'accepts %j as a type of a Middesk agent',
    (raw) => {
      expect(parse(raw, MIDDESK)).toBe(raw.trim());
    },
  );

  it.each(['CIP Orchestrator', '../runs', '_x', 'a/b', 'a?b', 'ü', 'x'.repeat(129)])(
    'refuses %j as a type',
    (raw) => {
      expect(() => parse(raw, MIDDESK)).toThrow(
        `agent-id is "${raw.slice(0, 80)}${raw.length > 80 ? '…' : ''}", which is not an agent's type: write a type such as cip_orchestrator.`,
      );
    },
  );

  it.each([ID, ` ${ID}\n`, ID.toUpperCase()])('reads %j as the agent [B14]', (raw) => {
    expect(parseAgentId(raw)).toBe(ID);
  });

  it.each([
    ['braces', `{${ID.toUpperCase()}}`],
    ['an address of the Terminal', `https://app.kindo.ai/agents/${ID}?tab=runs`],
    ['a prefix', `agent/${ID}`],
    ['a version', `${ID}@3`],
  ])('names the UUID in %s [B14 B15 B17]', (_what, raw) => {
    expect(() => parseAgentId(raw)).toThrow(
      `agent-id is "${raw}", which is not a UUID: write ${ID}, the UUID in it.`,
    );
  });

  it.each(['Daily Security Scan', '../agents/list', '%2e%2e', '?x=1', '#', '18d20df4', `${ID.slice(1)}g`])(
    'refuses %j, and points to agent-name [B13 B16]',
    (raw) => {
      expect(() => parseAgentId(raw)).toThrow(`agent-id is "${raw}", which is not a UUID`);
      expect(() => parseAgentId(raw)).toThrow('agent-name');
    },
  );

  it('refuses the nil UUID [B18]', () => {
    expect(() => parseAgentId('00000000-0000-0000-0000-000000000000')).toThrow('the nil UUID');
  });

  it('shows at most 80 characters of the value, on one line', () => {
    expect(() => parseAgentId(`a\n${'b'.repeat(500)}`)).toThrow(`agent-id is "a ${'b'.repeat(78)}…", which`);
  });
});

describe('parseRunId', () => {
  it.each([ID, 'run_123', 'A', 'x'.repeat(128), ` ${ID} `])('accepts %s', (raw) => {
    expect(parseRunId(raw)).toBe(raw.trim());
  });

  it.each(['../agents/list', 'a b', 'a/b', 'a%2Fb', 'a?b', 'a#b', 'ü', 'x'.repeat(129), 'x'.repeat(10_240)])(
    'refuses %s, and says where a run id comes from [B52]',
    (raw) => {
      expect(() => parseRunId(raw)).toThrow(`run-id is "${raw.slice(0, 80)}`);
      expect(() => parseRunId(raw)).toThrow('the run-id output of the step that started the run');
    },
  );
});
