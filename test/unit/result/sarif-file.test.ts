import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Schema, Validator } from '@cfworker/json-schema';
import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Level, RuleDetails } from '../../../src/domain/findings.ts';
import { renderSarif, SARIF_LIMITS } from '../../../src/result/sarif-file.ts';
import { cases } from '../../support/cases.ts';
import { findingOf, readParts, sarifOf } from '../../support/findings.ts';
import { hostileText } from '../../support/hostile-text.ts';

const SCHEMA: Schema = JSON.parse(JSON.stringify(published));
const DETAILS: RuleDetails = {
  name: 'Injection',
  summary: 'SQL injection',
  description: 'A query with text of others',
  help: 'Use parameters.',
  helpUri: 'https://example.com/injection',
  tags: ['security', 'sql'],
  precision: 'high',
  securitySeverity: 9.5,
};

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly automationDetails: { readonly id: string };
      readonly results: readonly {
        readonly ruleId: string;
        readonly level: Level;
        readonly message: { readonly text: string };
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
      }[];
    },
  ];
}

function runOf(findings: readonly Finding[], category = 'x'): Log['runs'][0] {
  const log: Log = JSON.parse(renderSarif(findings, category).text);
  return log.runs[0];
}

const ruleOf = (facts: Partial<Finding>) => runOf([findingOf(facts)]).tool.driver.rules[0];
const urisOf = (findings: readonly Finding[]) =>
  runOf(findings).results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
const at = (path: string): Finding => findingOf({ place: { path, line: 1, endLine: null } });

describe('renderSarif', () => {
  it('is one run of this action with the findings', () => {
    const findings = [
      findingOf({ details: DETAILS }),
      findingOf({
        level: 'warning',
        rule: '',
        message: '',
        place: { path: 'a.ts', line: null, endLine: null },
      }),
      findingOf({ level: 'note', place: { path: 'a.ts', line: 2, endLine: 5 } }),
    ];
    const { text, ...left } = renderSarif(findings, 'ci/review');
    expect(text.endsWith('\n')).toBe(true);
    expect(left).toEqual({ withoutPlace: 0, beyondLimits: 0 });
    const locations = (uri: string, region: object) => [
      { physicalLocation: { artifactLocation: { uri }, region } },
    ];
    expect(JSON.parse(text)).toEqual({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'run-kindo-agent',
              rules: [
                {
                  id: 'injection',
                  name: 'Injection',
                  shortDescription: { text: 'SQL injection' },
                  fullDescription: { text: 'A query with text of others' },
                  help: { text: 'Use parameters.' },
                  helpUri: 'https://example.com/injection',
                  properties: { tags: ['security', 'sql'], precision: 'high', 'security-severity': '9.5' },
                },
                {
                  id: 'finding',
                  shortDescription: { text: 'finding' },
                  fullDescription: { text: 'finding' },
                  properties: { tags: [] },
                },
              ],
            },
          },
          automationDetails: { id: 'run-kindo-agent/ci-review/' },
          results: [
            {
              ruleId: 'injection',
              level: 'error',
              message: { text: 'The name is written into the query.' },
              locations: locations('src/login.ts', { startLine: 12 }),
            },
            {
              ruleId: 'finding',
              level: 'warning',
              message: { text: 'The agent wrote no message.' },
              locations: locations('a.ts', { startLine: 1 }),
            },
            {
              ruleId: 'injection',
              level: 'note',
              message: { text: 'The name is written into the query.' },
              locations: locations('a.ts', { startLine: 2, endLine: 5 }),
            },
          ],
        },
      ],
    });
  });

  it('has nothing of the name, the id and the fingerprints of another tool [T44]', () => {
    const result = {
      message: { text: 'x' },
      partialFingerprints: { primaryLocationLineHash: 'a' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a.ts' } } }],
    };
    const other = sarifOf([result], {
      tool: { driver: { name: 'CodeQL', semanticVersion: '2.0.0' } },
      automationDetails: { id: '/language:python' },
    });
    const { text } = renderSarif(readParts(JSON.stringify(other)).findings, '');
    expect(text).not.toMatch(/CodeQL|language:python|ingerprint|2\.0\.0/);
    expect(JSON.parse(text)).toMatchObject({ runs: [{ automationDetails: { id: 'run-kindo-agent//' } }] });
  });

  it.each([
    ['["ci/build/0","agent-1"]', 'run-kindo-agent/ci-build-0-agent-1/'],
    ['a.b@c', 'run-kindo-agent/a.b@c/'],
  ])('has the category %s as %s', (category, id) => {
    expect(runOf([], category).automationDetails.id).toBe(id);
  });

  it('encodes paths as URIs', () => {
    const paths = ['src/my file.ts', 'app/[slug]/page.tsx', 'a%20b', 'é#?.ts', 'a:b', 'half\uD800'];
    const expected = ['src/my%20file.ts', 'app/%5Bslug%5D/page.tsx', 'a%2520b', '%C3%A9%23%3F.ts', 'a%3Ab'];
    expect(urisOf(paths.map(at))).toEqual([...expected, 'half%EF%BF%BD']);
  });

  it('omits findings that do not count, and counts those without a place', () => {
    const findings = [
      findingOf({ notCounted: 'It is suppressed.' }),
      findingOf({ place: null }),
      findingOf({ place: null, notCounted: 'Its kind is pass.' }),
      at('a.ts'),
    ];
    expect(renderSarif(findings, 'x')).toMatchObject({ withoutPlace: 1, beyondLimits: 0 });
    expect(urisOf(findings)).toEqual(['a.ts']);
  });

  it('has the highest levels first, and otherwise the order of the message', () => {
    const levels: Level[] = ['none', 'note', 'error', 'warning', 'error'];
    const findings = levels.map((level, index) => findingOf({ level, message: String(index) }));
    expect(runOf(findings).results.map(({ message }) => message.text)).toEqual(['2', '4', '3', '1', '0']);
  });

  it('has at most 25,000 results, and counts the omitted ones of the lowest levels', () => {
    const notes = Array.from({ length: 25_000 }, (_, index) =>
      findingOf({ level: 'note', rule: `r${index}` }),
    );
    expect(renderSarif(notes, 'x').beyondLimits).toBe(0);
    const findings = [...notes, findingOf({ level: 'error' })];
    expect(renderSarif(findings, 'x').beyondLimits).toBe(1);
    const changed = findingOf({ level: 'note', rule: 'changed', isOnChange: true });
    expect(runOf([...notes, changed]).results[0]?.ruleId).toBe('changed');
    const { results, tool } = runOf(findings);
    expect(results).toHaveLength(SARIF_LIMITS.results);
    expect(results[0]?.level).toBe('error');
    expect(tool.driver.rules).toHaveLength(SARIF_LIMITS.rules);
  });

  it('omits as many results as exceed the size limit, and none only because it is long', () => {
    // As gzip, each is more than half of what fits.
    const random = () => findingOf({ message: randomBytes(8_000_000).toString('base64') });
    const { text, beyondLimits } = renderSarif([random(), random()], 'x');
    expect(gzipSync(text, { level: 1 }).length).toBeLessThanOrEqual(SARIF_LIMITS.gzipBytes);
    expect(beyondLimits).toBe(1);
    const log: Log = JSON.parse(text);
    expect(log.runs[0].results).toHaveLength(1);
    const long = [findingOf({ message: 'x'.repeat(11_000_000) })];
    expect(renderSarif(long, 'x').beyondLimits).toBe(0);
    const large = findingOf({ message: randomBytes(10_500_000).toString('base64') });
    expect(renderSarif([large], 'x').beyondLimits).toBe(1);
  });

  it('has each rule once, and each of its tags once, at most ten', () => {
    const tags = Array.from({ length: 30 }, (_, index) => `tag${index}`);
    const findings = [findingOf({ details: { ...DETAILS, tags } }), findingOf({ details: DETAILS })];
    const { rules } = runOf(findings).tool.driver;
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({ properties: { tags: tags.slice(0, 10) } });
    const same = { ...DETAILS, tags: ['a\u200B', 'a\u200B', 'a\u{200B}'] };
    expect(ruleOf({ details: same })).toMatchObject({ properties: { tags: ['a\\u{200b}'] } });
  });

  it('has the known properties of a rule, and nothing else', () => {
    const bare = { name: '', summary: '', description: '', help: '', helpUri: '' };
    const details = { ...DETAILS, ...bare, tags: [], precision: '', securitySeverity: null };
    expect(ruleOf({ details })).toEqual({
      id: 'injection',
      shortDescription: { text: 'injection' },
      fullDescription: { text: 'injection' },
      properties: { tags: [] },
    });
    expect(ruleOf({ details: { ...details, summary: 'Short' } })).toMatchObject({
      fullDescription: { text: 'Short' },
    });
    expect(ruleOf({ help: 'Do it.' })).toMatchObject({ help: { text: 'Do it.' } });
    expect(ruleOf({ help: 'Do it.' })).not.toHaveProperty('helpUri');
    expect(ruleOf({ help: 'https://example.com/x' })).toMatchObject({ helpUri: 'https://example.com/x' });
    expect(ruleOf({ help: 'http://e.test/x' })).toMatchObject({ helpUri: 'http://e.test/x' });
    expect(ruleOf({ help: 'https://example.com/x', details })).toMatchObject({
      helpUri: 'https://example.com/x',
    });
  });

  it.each([
    '',
    'javascript:alert(1)',
    'https://e.test/a b',
    'https://',
    'see https://e.test',
    'https://e.test/\n',
    'javascript:https://e.test',
  ])('drops the address %j of a rule', (helpUri) => {
    expect(ruleOf({ details: { ...DETAILS, helpUri } })).not.toHaveProperty('helpUri');
  });

  it('keeps names, ids and descriptions within their limits', () => {
    const long = 'x'.repeat(2000);
    const details = { ...DETAILS, name: long, summary: long, description: long };
    expect(ruleOf({ rule: long, details })).toMatchObject({
      id: `${'x'.repeat(254)}…`,
      name: `${'x'.repeat(254)}…`,
      shortDescription: { text: 'x'.repeat(1024) },
      fullDescription: { text: 'x'.repeat(1024) },
    });
  });

  it('escapes invisible characters', () => {
    const hidden = 'a\u202E\0\uD800b';
    const shown = 'a\\u{202e}\\u{0}\\u{d800}b';
    const finding = { message: hidden, rule: hidden, help: hidden };
    expect(runOf([findingOf(finding)]).results[0]).toMatchObject({ ruleId: shown, message: { text: shown } });
    expect(ruleOf({ ...finding, details: { ...DETAILS, name: hidden, summary: hidden } })).toMatchObject({
      name: shown,
      shortDescription: { text: shown },
    });
    expect(ruleOf(finding)).toMatchObject({ help: { text: shown } });
  });

  it('is SARIF that is valid against its schema and within the limits, for any findings', () => {
    const text = fc.oneof(hostileText, fc.string({ unit: 'binary' }));
    const details = fc.record({
      name: text,
      summary: text,
      description: text,
      help: text,
      helpUri: fc.oneof(text, fc.webUrl()),
      tags: fc.array(text, { maxLength: 30 }),
      precision: fc.constantFrom('', 'low', 'very-high'),
      securitySeverity: fc.option(fc.double({ min: 0.1, max: 10, noNaN: true })),
    });
    const finding = fc.record({
      level: fc.constantFrom<Level>('error', 'warning', 'note', 'none'),
      rule: text,
      message: text,
      place: fc.option(
        fc.record({
          path: text.map((path) => `a${path}`),
          line: fc.option(fc.nat().map((line) => line + 1)),
          endLine: fc.constant(null),
        }),
      ),
      isOnChange: fc.boolean(),
      help: text,
      notCounted: fc.constantFrom(null, 'It is suppressed.'),
      notes: fc.constant([]),
      details: fc.option(details),
    });
    const validator = new Validator(SCHEMA, '4');
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 5 }), text, (findings, category) => {
        const file = renderSarif(findings, category);
        const log: Log = JSON.parse(file.text);
        expect(validator.validate(log).errors).toEqual([]);
        const { results, tool } = log.runs[0];
        const counted = findings.filter(({ notCounted }) => notCounted === null);
        expect(results.length + file.withoutPlace + file.beyondLimits).toBe(counted.length);
        const ids = tool.driver.rules.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(results.every(({ ruleId }) => ids.includes(ruleId))).toBe(true);
        expect(file.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\p{Cs}]/u);
      }),
      cases(60),
    );
  });
});
