import { describe, expect, it } from 'vitest';
import { firstOf, readParts, sarifOf, WORKSPACE } from '../../support/findings.ts';

const tool = (rules: unknown, extensions?: unknown) => ({
  tool: { driver: { name: 'Agent', rules }, ...(extensions === undefined ? {} : { extensions }) },
});
const ruleAt = (id: string, level: unknown) => ({ id, defaultConfiguration: { level } });
const read = (result: unknown, run: object = {}) => firstOf(sarifOf([result], run));
const at = (artifactLocation: unknown, region?: unknown) => ({
  locations: [{ physicalLocation: { artifactLocation, region } }],
});

describe('a SARIF log', () => {
  it('has the findings of all its runs', () => {
    const runs = Array.from({ length: 40 }, (_, index) => ({
      results: [{ message: { text: `m${index}` } }],
    }));
    const report = readParts(JSON.stringify({ version: '2.1.0', runs }));
    expect(report.findings.map(({ message }) => message)).toEqual(runs.map((_, index) => `m${index}`));
    expect(report).toMatchObject({ lists: 40, problems: [] });
  });

  it.each([
    ['another version', { version: '2.0.0', runs: [{ results: [] }] }, 'is not SARIF of version 2.1.0.'],
    ['no version', { runs: [{ results: [] }] }, 'is not SARIF of version 2.1.0.'],
    ['no runs', { version: '2.1.0', runs: [] }, 'is SARIF without runs.'],
    ['runs that are no list', { version: '2.1.0', runs: { 0: {} } }, 'is SARIF without runs.'],
    ['a run without results', { version: '2.1.0', runs: [{}] }, 'has a run without "results".'],
    ['results that are null', sarifOf(null), 'has a run without "results".'],
    ['a run that is no object', { version: '2.1.0', runs: [null] }, 'has a run without "results".'],
  ])('with %s is unreadable', (_, log, problem) => {
    expect(readParts(JSON.stringify(log))).toEqual({
      lists: 0,
      findings: [],
      problems: [`The text in text part 1 ${problem}`],
    });
  });

  it.each([[false], ['false'], [null], [0]])(
    'with executionSuccessful %j is unreadable, and its results are kept',
    (executionSuccessful) => {
      const invocations = [{ executionSuccessful: true }, { executionSuccessful }];
      expect(readParts(JSON.stringify(sarifOf([{}], { invocations })))).toMatchObject({
        lists: 1,
        findings: [{ level: 'warning' }],
        problems: ['The text in text part 1 has a run with "executionSuccessful" other than true.'],
      });
    },
  );

  it('with executionSuccessful true, or without it, is readable', () => {
    const invocations = [{ executionSuccessful: true }, {}, null];
    expect(readParts(JSON.stringify(sarifOf([], { invocations }))).problems).toEqual([]);
  });
});

describe('the level of a result', () => {
  it.each([
    ['its own', { level: 'note' }, [], 'note'],
    ['its own, not that of the rule', { level: 'note', ruleId: 'r' }, [ruleAt('r', 'error')], 'note'],
    [
      'that of the rule with its index',
      { ruleIndex: 1 },
      [ruleAt('q', 'note'), ruleAt('r', 'error')],
      'error',
    ],
    ['that of the rule with its id', { ruleId: 'r' }, [ruleAt('q', 'note'), ruleAt('r', 'error')], 'error'],
    ['that of the rule that it refers to', { rule: { id: 'r' } }, [ruleAt('r', 'note')], 'note'],
    ['that of the rule it refers to by index', { rule: { index: 0 } }, [ruleAt('r', 'note')], 'note'],
    ['that of the rule above its id', { ruleId: 'r/1/2' }, [ruleAt('r', 'note')], 'note'],
    [
      'that of the nearest rule above',
      { ruleId: 'r/1/2' },
      [ruleAt('r', 'note'), ruleAt('r/1', 'error')],
      'error',
    ],
    [
      'the higher of two rules',
      { ruleIndex: 0, ruleId: 'r' },
      [ruleAt('q', 'note'), ruleAt('r', 'error')],
      'error',
    ],
    [
      'the higher of two rules',
      { ruleIndex: 1, ruleId: 'q' },
      [ruleAt('q', 'note'), ruleAt('r', 'error')],
      'error',
    ],
    [
      'the higher of two rules of one id',
      { ruleId: 'r' },
      [ruleAt('r', 'note'), ruleAt('r', 'error')],
      'error',
    ],
    [
      'the higher of two rules of one id, in any order',
      { ruleId: 'r' },
      [ruleAt('r', 'error'), ruleAt('r', 'note')],
      'error',
    ],
    ['that of the rule beside invalid rules', { ruleId: 'r' }, [null, 'r', ruleAt('r', 'note')], 'note'],
    ['warning if the rule has none', { ruleId: 'r' }, [{ id: 'r' }], 'warning'],
    ['warning without a rule', { ruleId: 'x' }, [ruleAt('r', 'error')], 'warning'],
    ['warning with an index of no rule', { ruleIndex: -1 }, [ruleAt('r', 'error')], 'warning'],
    ['warning with an invalid index', { ruleIndex: '0' }, [ruleAt('r', 'error')], 'warning'],
    ['warning if the rules are not a list', { ruleId: 'length', ruleIndex: 0 }, 'rules', 'warning'],
    ['warning if the rule is not an object', { ruleIndex: 0 }, [null, 'r'], 'warning'],
    [
      'that of the other rule if one is null',
      { ruleIndex: 0, ruleId: 'r' },
      [null, ruleAt('r', 'note')],
      'note',
    ],
    [
      'that of the other rule if one is text',
      { ruleIndex: 0, ruleId: 'r' },
      ['r', ruleAt('r', 'note')],
      'note',
    ],
    ['warning without an id, beside a rule without one', {}, [ruleAt('', 'error')], 'warning'],
    ['warning with another id, beside a rule without one', { ruleId: 'x' }, [ruleAt('', 'error')], 'warning'],
    ['that of the rule nine levels above', { ruleId: `r${'/1'.repeat(9)}` }, [ruleAt('r', 'error')], 'error'],
    [
      'warning if the rule is ten levels above',
      { ruleId: `r${'/1'.repeat(10)}` },
      [ruleAt('r', 'error')],
      'warning',
    ],
  ])('is %s', (_, result, rules, level) => {
    expect(read(result, tool(rules))).toMatchObject({ level, notes: [] });
  });

  it.each([
    ['id', { ruleId: 'r' }],
    ['index in the extension', { rule: { index: 0, toolComponent: { index: 1 } } }],
    ['ruleIndex in the extension', { ruleIndex: 0, rule: { toolComponent: { index: 1 } } }],
  ])('is the level of a rule of an extension, by %s', (_, result) => {
    const extensions = [{}, { rules: [ruleAt('r', 'error')] }];
    expect(read(result, tool([ruleAt('q', 'note')], extensions))).toMatchObject({ level: 'error' });
  });

  it('is warning if its extension does not exist', () => {
    const result = { ruleIndex: 0, rule: { toolComponent: { index: 7 } } };
    expect(read(result, tool([ruleAt('q', 'note')]))).toMatchObject({ level: 'warning' });
  });

  it.each([['fatal'], [''], [null], [1]])('is error if its value is %j, and says so', (word) => {
    const notes = ['Its level is unknown, and counts as error.'];
    expect(read({ level: word })).toMatchObject({ level: 'error', notes });
    if (word !== null)
      expect(read({ ruleId: 'r' }, tool([ruleAt('r', word)]))).toMatchObject({ level: 'error', notes });
  });

  it('is error for a result that is not an object', () => {
    for (const result of ['x', null, 3, []])
      expect(read(result)).toMatchObject({
        level: 'error',
        notes: ['It is not an object, and counts as error.'],
      });
  });
});

describe('a result', () => {
  it.each([['pass'], ['open'], ['informational'], ['notApplicable'], ['review'], ['PASS']])(
    'of the kind %s does not count',
    (kind) => {
      expect(read({ kind, level: 'error' })).toMatchObject({
        level: 'error',
        notCounted: `Its kind is ${kind}.`,
      });
    },
  );

  it.each([['fail'], [''], ['passed'], [null], [3], [undefined]])('of the kind %j counts', (kind) => {
    expect(read({ kind })).toMatchObject({ notCounted: null });
  });

  it.each([[[{ kind: 'inSource' }]], [[{ kind: 'external', status: 'accepted' }, { kind: 'inSource' }]]])(
    'with the suppressions %j does not count',
    (suppressions) => {
      expect(read({ suppressions })).toMatchObject({ notCounted: 'It is suppressed.' });
    },
  );

  it.each([
    [[]],
    [null],
    [{}],
    [[{ status: 'accepted' }, { status: 'underReview' }]],
    [[{ status: 'rejected' }]],
    [[{ status: null }]],
    [[null]],
    [['accepted']],
  ])('with the suppressions %j counts', (suppressions) => {
    expect(read({ suppressions })).toMatchObject({ notCounted: null });
  });

  it.each([['unchanged'], ['absent'], ['new']])('with the baselineState %s counts', (baselineState) => {
    expect(read({ baselineState })).toMatchObject({ notCounted: null });
  });

  it.each([
    ['its own id', { ruleId: 'a/1' }, 'a/1'],
    ['the id that it refers to', { rule: { id: 'b' } }, 'b'],
    ['the id of the rule at its index', { ruleIndex: 0 }, 'a'],
    ['no id', {}, ''],
  ])('has the rule of %s', (_, result, rule) => {
    expect(read(result, tool([{ id: 'a' }]))).toMatchObject({ rule });
  });

  it.each([
    ['the text', { text: ' Wrong. ', markdown: '*no*' }, 'Wrong.'],
    ['the Markdown', { markdown: '*Wrong*' }, '*Wrong*'],
    ['the text of the id in the rule', { id: 'm' }, 'Rule {0}'],
    ['the text of the id in the tool', { id: 'g' }, 'Tool'],
    ['the Markdown of the id', { id: 'd' }, 'Down'],
    [
      'the text with its arguments',
      { text: '{0} {{is}} {1} {2} {0}', arguments: ['A', 'B'] },
      'A {is} B {2} A',
    ],
    ['the text of the id with its arguments', { id: 'm', arguments: ['A'] }, 'Rule A'],
    ['the text with the last of many arguments', { text: '{12}', arguments: [...'abcdefghijklm'] }, 'm'],
    ['nothing for an unknown id', { id: 'x' }, ''],
    ['nothing for an inherited property', { id: 'constructor' }, ''],
    ['nothing for an invalid message', 'text', ''],
    ['braces of a text without arguments', { text: '{0} {{}}' }, '{0} {{}}'],
  ])('has %s as its message', (_, message, text) => {
    const messageStrings = { m: { text: 'Rule {0}' } };
    const globalMessageStrings = { g: { text: 'Tool' }, m: { text: 'no' }, d: { markdown: 'Down' } };
    const driver = { rules: [{ id: 'r', messageStrings }], globalMessageStrings };
    expect(read({ ruleId: 'r', message }, { tool: { driver } })).toMatchObject({ message: text });
  });

  it('has the properties of its rule in the log', () => {
    const rule = {
      id: 'r',
      name: 'Rule',
      shortDescription: { text: 'Short' },
      fullDescription: { text: 'Full' },
      help: { text: 'Help' },
      helpUri: 'https://e.test',
      properties: { tags: ['a', 'a', '', 3, 'b'], precision: 'high', 'security-severity': '7.5' },
    };
    expect(read({ ruleId: 'r' }, tool([rule]))).toMatchObject({
      help: 'https://e.test',
      details: {
        name: 'Rule',
        summary: 'Short',
        description: 'Full',
        help: 'Help',
        helpUri: 'https://e.test',
        tags: ['a', '3', 'b'],
        precision: 'high',
        securitySeverity: 7.5,
      },
    });
    expect(read({ ruleId: 'r' }, tool([{ ...rule, helpUri: '' }]))).toMatchObject({ help: 'Help' });
    expect(read({ ruleId: 'x' }, tool([rule]))).toMatchObject({ help: '', details: null });
  });

  it.each([
    ['security-severity', 'x'],
    ['security-severity', '0'],
    ['security-severity', '10.1'],
    ['security-severity', '-1'],
    ['precision', 'sure'],
    ['tags', 'x'],
  ])('drops %s %j of a rule, which code scanning would reject', (name, value) => {
    expect(read({ ruleId: 'r' }, tool([{ id: 'r', properties: { [name]: value } }]))).toMatchObject({
      details: { tags: [], precision: '', securitySeverity: null },
    });
    expect(read({ ruleId: 'r' }, tool([{ id: 'r', properties: { 'security-severity': 10 } }]))).toMatchObject(
      {
        details: { securitySeverity: 10 },
      },
    );
  });

  it.each(['very-high', 'high', 'medium', 'low'])('keeps the precision %s of a rule', (precision) => {
    const rules = [{ id: 'r', properties: { precision } }];
    expect(read({ ruleId: 'r' }, tool(rules))).toMatchObject({ details: { precision } });
  });

  it('shares the properties of its rule with the other results', () => {
    const { findings } = readParts(
      JSON.stringify(sarifOf([{ ruleId: 'r' }, { ruleIndex: 0 }], tool([{ id: 'r' }]))),
    );
    expect(findings[0]?.details).not.toBeNull();
    expect(findings[1]?.details).toBe(findings[0]?.details);
  });
});

describe('the place of a result', () => {
  const originalUriBaseIds = {
    '': { uri: 'unnamed/' },
    SRC: { uri: 'src/' },
    LIB: { uri: 'lib', uriBaseId: 'SRC' },
    HERE: { uri: `file://${WORKSPACE}/pkg/` },
    ELSEWHERE: { uri: 'file:///home/agent/repo/' },
    SPACE: { uri: 'my%20src/50%25/' },
    FAR: { uri: 'lib', uriBaseId: 'A' },
    LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    A: { uriBaseId: 'B' },
    B: { uriBaseId: 'A' },
  };
  const artifacts = [{ location: { uri: 'a.ts', uriBaseId: 'SRC' } }, null];

  it.each([
    [{ uri: 'a.ts' }, 'a.ts'],
    [{ uri: 'a%20b.ts' }, 'a b.ts'],
    [{ uri: `file://${WORKSPACE}/a.ts` }, 'a.ts'],
    [{ uri: 'a.ts', uriBaseId: '%SRCROOT%' }, 'a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'SRC' }, 'src/a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'LIB' }, 'src/lib/a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'HERE' }, 'pkg/a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'ELSEWHERE' }, 'a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'A' }, 'a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'constructor' }, 'a.ts'],
    [{ uri: `file://${WORKSPACE}/a.ts`, uriBaseId: 'SRC' }, 'a.ts'],
    [{ uri: `${WORKSPACE}/a.ts`, uriBaseId: 'SRC' }, 'a.ts'],
    [{ uri: '../a.ts', uriBaseId: 'LIB' }, 'src/a.ts'],
    [{ uri: 'a%20b.ts', uriBaseId: 'SPACE' }, 'my src/50%/a b.ts'],
    [{ uri: 'a.ts', uriBaseId: 'FAR' }, 'lib/a.ts'],
    [{ uri: 'x/b:c.ts', uriBaseId: 'SRC' }, 'src/x/b:c.ts'],
    [{ index: 0 }, 'src/a.ts'],
    [{ uri: 'b.ts', index: 0 }, 'b.ts'],
    [{ uri: 'a.ts', uriBaseId: 'LOOP' }, `${'x/'.repeat(10)}a.ts`],
  ])('%j is %s', (location, path) => {
    const result = at(location, { startLine: 3, endLine: 4 });
    expect(read(result, { originalUriBaseIds, artifacts })).toMatchObject({
      place: { path, line: 3, endLine: 4 },
      notes: [],
    });
  });

  it.each([
    [{ uri: '../a.ts' }],
    [{ uri: 'https://e.test/a.ts' }],
    [{ uri: '' }],
    [{ uri: '', uriBaseId: 'SRC' }],
    [{ uri: '../../a.ts', uriBaseId: 'SRC' }],
    [{ uri: 'https://e.test/a.ts', uriBaseId: 'SRC' }],
    [{ index: 1 }],
    [{ index: 9 }],
    [{ index: '0' }],
    [{}],
    [null],
  ])('%j is null, and the finding says so', (location) => {
    expect(read({ ...at(location), level: 'error' }, { artifacts, originalUriBaseIds })).toMatchObject({
      level: 'error',
      place: null,
      notes: ['Its path is not in the repository.'],
    });
  });

  it('is the first that is in the repository', () => {
    const { locations } = at({ uri: '../a.ts' });
    const result = { locations: [...locations, null, ...at({ uri: 'b.ts' }).locations] };
    expect(read(result)).toMatchObject({ place: { path: 'b.ts', line: null, endLine: null }, notes: [] });
    expect(read({ locations })).toMatchObject({
      place: null,
      notes: ['Its path is not in the repository.'],
    });
    expect(read({ locations: [] })).toMatchObject({ place: null, notes: [] });
  });
});

describe('logs of scanners', () => {
  it('of gitleaks have neither levels nor defaults, and count as warnings', () => {
    const rule = { id: 'github-pat', shortDescription: { text: 'Uncovered a token' } };
    const result = {
      ruleId: 'github-pat',
      message: { text: 'Found' },
      ...at({ uri: 'sec/conf.txt' }, { startLine: 2 }),
    };
    expect(read(result, tool([rule]))).toMatchObject({
      level: 'warning',
      place: { path: 'sec/conf.txt', line: 2 },
    });
  });

  it('of eslint report a file that it cannot parse only by executionSuccessful', () => {
    const uri = `file://${WORKSPACE}/js/a.js`;
    const run = {
      invocations: [{ executionSuccessful: false, toolConfigurationNotifications: [] }],
      artifacts: [{ location: { uri } }],
    };
    const results = [
      { level: 'error', ruleId: 'no-debugger', ...at({ uri, index: 0 }) },
      { level: 'error', ruleId: 'no-debugger', suppressions: [{ kind: 'inSource', justification: '' }] },
    ];
    const report = readParts(JSON.stringify(sarifOf(results, run)));
    expect(report.problems).toHaveLength(1);
    expect(report.findings).toMatchObject([
      { place: { path: 'js/a.js' }, notCounted: null },
      { notCounted: 'It is suppressed.' },
    ]);
  });

  it('of ruff have absolute URIs and explicit levels', () => {
    const result = {
      level: 'error',
      ruleId: 'F401',
      ...at({ uri: `file://${WORKSPACE}/py/a.py` }, { startLine: 1 }),
    };
    expect(read(result)).toMatchObject({ level: 'error', place: { path: 'py/a.py', line: 1 } });
  });

  it('of bandit leave out the level warning, and have no defaults', () => {
    const rules = [{ id: 'B101', name: 'assert_used', helpUri: 'https://bandit.readthedocs.io/' }];
    const result = {
      ruleId: 'B101',
      ruleIndex: 0,
      ...at({ uri: 'py/a.py' }, { startLine: 10, endLine: 10 }),
    };
    expect(read({ ...result, level: 'note' }, tool(rules))).toMatchObject({ level: 'note' });
    expect(read(result, tool(rules))).toMatchObject({ level: 'warning', rule: 'B101' });
  });

  it('of semgrep have levels only in the rule, which only its id names', () => {
    const rules = [ruleAt('sgrules.my-info', 'note'), ruleAt('sgrules.my-eval', 'error')];
    const result = { ruleId: 'sgrules.my-eval', ...at({ uri: 'py/a.py', uriBaseId: '%SRCROOT%' }) };
    expect(read(result, tool(rules))).toMatchObject({ level: 'error', place: { path: 'py/a.py' } });
  });

  it('of staticcheck leave the level to the rule, and say of each result that it is a failure', () => {
    const rules = [{ id: 'SA4006', defaultConfiguration: { enabled: true, level: 'warning' } }];
    const result = { ruleId: 'SA4006', kind: 'fail', suppressions: [], fixes: [] };
    expect(read(result, tool(rules))).toMatchObject({ level: 'warning', notCounted: null });
  });

  it('of CodeQL have rules in an extension', () => {
    const extensions = [
      { name: 'codeql/python-queries', rules: [ruleAt('py/x', 'note'), ruleAt('py/sql', 'error')] },
    ];
    const result = { ruleId: 'py/sql', rule: { id: 'py/sql', index: 1, toolComponent: { index: 0 } } };
    expect(read(result, tool([], extensions))).toMatchObject({ level: 'error', rule: 'py/sql' });
  });
});
