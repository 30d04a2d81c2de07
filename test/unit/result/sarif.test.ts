import { describe, expect, it } from 'vitest';
import { findSarif } from '../../../src/result/sarif.ts';

const RESULT = {
  ruleId: 'injection',
  level: 'error',
  message: { text: 'The name is written into the query.' },
  locations: [{ physicalLocation: { artifactLocation: { uri: 'src/login.ts' }, region: { startLine: 2 } } }],
};
const LOG = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Agent', rules: [{ id: 'injection' }] } }, results: [RESULT] }],
};
const find = (value: unknown) => findSarif(JSON.stringify(value));
const withResult = (facts: object) => ({
  ...LOG,
  runs: [{ ...LOG.runs[0], results: [{ ...RESULT, ...facts }] }],
});

describe('findSarif', () => {
  it('knows a log', async () => {
    expect(await find(LOG)).toEqual({ kind: 'log' });
    expect(await find({ version: '2.1.0', runs: [] })).toEqual({ kind: 'log' });
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['other data', '{"findings": []}'],
    ['data with only a version', '{"version": "2.1.0", "note": "runs"}'],
    ['runs that are no list', '{"version": "2.1.0", "runs": 3}'],
    ['runs without a version', '{"runs": [], "note": "\\"version\\""}'],
    ['a list with both words', '["runs", "version"]'],
    ['a word', '"\\"runs\\" \\"version\\""'],
    ['nothing at all', 'null'],
  ])('takes %s for no findings', async (_what, data) => {
    expect(await findSarif(data)).toEqual({ kind: 'none' });
  });

  it.each([
    ['another version', { ...LOG, version: '2.0.0' }, '#/version Instance does not match any of ["2.1.0"].'],
    [
      'a run without a tool',
      { ...LOG, runs: [{}] },
      '#/runs/0 Instance does not have required property "tool".',
    ],
    [
      'a word that there is not',
      withResult({ level: 'critical' }),
      '#/runs/0/results/0/level Instance does not match any of ["none","note","warning","error"].',
    ],
    ['a field that there is not', { ...LOG, extra: 1 }, expect.stringContaining('extra')],
    [
      'a line of none',
      withResult({ locations: [{ physicalLocation: { region: { startLine: 0 } } }] }),
      expect.any(String),
    ],
  ])('names the first problem of %s', async (_what, value, problem) => {
    expect(await find(value)).toEqual({ kind: 'faulty', problem });
  });

  it('keeps the problem short and on one line', async () => {
    const findings = await find({ ...LOG, [`${'x'.repeat(1000)}\n::error::`]: 1 });
    expect(findings.kind).toBe('faulty');
    expect(JSON.stringify(findings)).not.toContain('\\n');
    expect(JSON.stringify(findings).length).toBeLessThan(400);
  });

  it('says what is not JSON at all', async () => {
    expect(await findSarif('{"runs": [], "version": ')).toMatchObject({ kind: 'faulty' });
  });

  it('bears with deep and with many, in little time', async () => {
    const deep = `${'{"deep":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const bag = JSON.stringify({ ...LOG, properties: 'DEEP' }).replace('"DEEP"', deep);
    expect(await findSarif(bag)).toEqual({ kind: 'log' });
    const artifacts = Array.from({ length: 20_000 }, (_, index) => ({ location: { uri: `f${index}` } }));
    expect(await find({ ...LOG, runs: [{ ...LOG.runs[0], artifacts }] })).toEqual({ kind: 'log' });
  });

  it('refuses what is larger than GitHub takes', async () => {
    const text = 'x'.repeat(10 * 1024 * 1024);
    expect(await find(withResult({ message: { text } }))).toEqual({
      kind: 'faulty',
      problem: 'it is larger than 10 MiB',
    });
  });
});
