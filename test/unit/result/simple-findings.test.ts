import { describe, expect, it } from 'vitest';
import { firstOf, readParts, WORKSPACE } from '../../support/findings.ts';

const read = (entry: unknown) => firstOf({ findings: [entry] });
const UNKNOWN = ['Its level is unknown, and counts as error.'];

describe('a finding of the simple form', () => {
  it('is read with all its fields', () => {
    const entry = {
      level: 'warning',
      rule: ' weak-hash ',
      message: 'MD5 is broken.',
      path: 'src/hash.ts',
      line: 3,
      endLine: 4,
      help: 'Use SHA-256.',
    };
    expect(read(entry)).toEqual({
      level: 'warning',
      rule: 'weak-hash',
      message: 'MD5 is broken.',
      place: { path: 'src/hash.ts', line: 3, endLine: 4 },
      isOnChange: false,
      help: 'Use SHA-256.',
      notCounted: null,
      notes: [],
      details: null,
    });
  });

  it('needs only a level', () => {
    expect(read({ level: 'note' })).toEqual({
      level: 'note',
      rule: '',
      message: '',
      place: null,
      isOnChange: false,
      help: '',
      notCounted: null,
      notes: [],
      details: null,
    });
  });

  it.each([
    ['error', 'error'],
    ['critical', 'error'],
    ['high', 'error'],
    ['warning', 'warning'],
    ['medium', 'warning'],
    ['moderate', 'warning'],
    ['note', 'note'],
    ['low', 'note'],
    ['info', 'note'],
    ['informational', 'note'],
    ['none', 'none'],
    [' \tWarning\n', 'warning'],
    ['HIGH', 'error'],
  ])('with the level %j has the level %s', (word, level) => {
    expect(read({ level: word })).toMatchObject({ level, notes: [] });
    expect(read({ severity: word })).toMatchObject({ level, notes: [] });
  });

  it.each([['fatal'], [''], [null], [3], [['error']], ['__proto__'], ['constructor']])(
    'with the unknown level %j is an error, and says so',
    (level) => {
      expect(read({ level })).toMatchObject({ level: 'error', notes: UNKNOWN });
      expect(read({ level: 'note', severity: level })).toMatchObject({ level: 'error', notes: UNKNOWN });
    },
  );

  it('without a level is an error, and says so', () => {
    const notes = ['It has no level, and counts as error.'];
    expect(read({ message: 'x' })).toMatchObject({ level: 'error', notes });
    expect(read(JSON.parse('{"__proto__": {"level": "note"}}'))).toMatchObject({ level: 'error', notes });
  });

  it.each([
    ['note', 'high', 'error'],
    ['warning', 'low', 'warning'],
    ['none', 'info', 'note'],
  ])('with level %s and severity %s has the higher, %s', (level, severity, higher) => {
    expect(read({ level, severity })).toMatchObject({ level: higher, notes: [] });
  });

  it.each([['text'], [null], [7], [[]], [true]])('that is %j is an error without text and place', (entry) => {
    const notes = ['It is not an object, and counts as error.'];
    expect(read(entry)).toMatchObject({
      level: 'error',
      place: null,
      rule: '',
      message: '',
      help: '',
      notes,
    });
  });

  it.each([
    [12, undefined, 12, null],
    ['12', '14', 12, 14],
    ['12-14', undefined, 12, null],
    [12, 12, 12, 12],
    [12, 11, 12, null],
    [0, 3, null, null],
    [-1, 3, null, null],
    [1.5, undefined, 1, null],
    ['x', 3, null, null],
    [1e10, undefined, null, null],
    [{}, [], null, null],
  ])('with line %j and endLine %j is on %j to %j', (line, endLine, first, last) => {
    const place = { path: 'a.ts', line: first, endLine: last };
    expect(read({ level: 'note', path: 'a.ts', line, endLine })).toMatchObject({ place });
  });

  it.each([
    ['src/a.ts', 'src/a.ts'],
    ['./src/a.ts', 'src/a.ts'],
    ['src\\my file.ts', 'src/my file.ts'],
    ['src/100%.ts', 'src/100%.ts'],
    ['src/a%20b.ts', 'src/a%20b.ts'],
    ['app/[slug]/page.tsx', 'app/[slug]/page.tsx'],
    ['src/file:/a%20b.ts', 'src/file:/a%20b.ts'],
    [`${WORKSPACE}/src/a.ts`, 'src/a.ts'],
    [`file://${WORKSPACE}/src/a%20b.ts`, 'src/a b.ts'],
  ])('at the path %s is at %s', (path, at) => {
    expect(read({ level: 'note', path })).toMatchObject({ place: { path: at }, notes: [] });
  });

  it.each([['../a.ts'], ['/etc/passwd'], ['https://e.test/a.ts'], ['.git/config'], ['.'], ['C:\\a.ts']])(
    'at the path %s keeps its level, has no place, and says so',
    (path) => {
      const notes = ['Its path is not in the repository.'];
      expect(read({ level: 'warning', path, line: 1 })).toMatchObject({
        level: 'warning',
        place: null,
        notes,
      });
    },
  );

  it('is followed by the next one', () => {
    expect(readParts('{"findings":[{"level":"note"},2,{"level":"none"}]}').findings).toMatchObject([
      { level: 'note' },
      { level: 'error' },
      { level: 'none' },
    ]);
  });
});
