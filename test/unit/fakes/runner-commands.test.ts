import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyName, commandIn, commandsIn, linesOf, readFileCommands } from '../../../fakes/runner/commands.ts';
import { cases } from '../../support/cases.ts';

/** Name, properties and data of the command in a line. */
function partsOf(line: string): unknown {
  const command = commandIn(line);
  return command === null ? null : [command.name, Object.fromEntries(command.properties), command.data];
}

describe('commandIn', () => {
  it.each([
    ['a command', '::error::x', ['error', {}, 'x']],
    ['one without data', '::endgroup::', ['endgroup', {}, '']],
    ['one behind white space of any kind', ' \t\u00a0\u0085\u2003::error::x', ['error', {}, 'x']],
    ['one in capitals', '::Add-MASK::x', ['add-mask', {}, 'x']],
    ['properties', '::error file=a.ts,line=1::x', ['error', { file: 'a.ts', line: '1' }, 'x']],
    ['properties without values', '::error file=,line,=::x', ['error', {}, 'x']],
    ['a value with an equals sign', '::set-output name=a=b::x', ['set-output', { name: 'a=b' }, 'x']],
    ['what is escaped in data', '::error::a%0D%0Ab%25%3A', ['error', {}, 'a\r\nb%%3A']],
    ['what is escaped twice', '::error::%250A', ['error', {}, '%0A']],
    ['what is escaped in a property', '::error title=a%3Ab%2Cc%0Ad::', ['error', { title: 'a:b,c\nd' }, '']],
    ['data with colons', '::warning::a::b', ['warning', {}, 'a::b']],
    ['the older form', '##[error]x', ['error', {}, 'x']],
    ['the older form within a line', 'a word ##[Group]x', ['group', {}, 'x']],
    ['its properties', '##[set-output name=a;b=c]x', ['set-output', { name: 'a', b: 'c' }, 'x']],
    ['its escapes', '##[error a=%3B%5D]b%5D%0A', ['error', { a: ';]' }, 'b]\n']],
    ['the older form behind an unknown newer one', '::x::##[error]y', ['error', {}, 'y']],
    ['a command with something between that may be ignored', ':\u200b:er\u00adror::x', ['error', {}, 'x']],
    ['the older form with accents between', '#\u0301#\ufe0f[error]x', ['error', {}, 'x']],
    ['a command behind a byte order mark', '\ufeff::error::x', ['error', {}, 'x']],
    ['the token that stops commands', '::stop-commands::word', ['stop-commands', {}, 'word']],
  ])('reads %s', (_what, line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });

  it.each([
    ['nothing', ''],
    ['a word before it', 'x ::error::y'],
    ['no end of its head', '::error'],
    ['one colon', ':error::x'],
    ['a space before the name', ':: error::x'],
    ['an unknown command name', '::errors::x'],
    ['an internal name', '::internal-set-repo-path::x'],
    ['the older form without its end', '##[error'],
    ['the older form with something visible inside', '##\\[error]x'],
    ['an unknown command in the older form, followed by another', '##[x]##[error]y'],
    ['an escape of a colon', '%3A:error::x'],
  ])('finds no command in %s', (_what, line) => {
    expect(commandIn(line)).toBe(null);
  });

  it('reads any name if the runner may expect any', () => {
    expect(commandIn('::some-word::', anyName)?.name).toBe('some-word');
    expect(commandIn('##[Error]', anyName)?.name).toBe('error');
  });
});

describe('commandsIn', () => {
  it('reads every line, with any line ending', () => {
    expect(linesOf('a\rb\nc\r\nd\n\re')).toEqual(['a', 'b', 'c', 'd', '', 'e']);
    const printed = 'a\r::error::1\nb ::error::no\r\n::error::2\u2028::error::same line\n##[error]3';
    expect(commandsIn(printed).map(({ data }) => data)).toEqual(['1', '2\u2028::error::same line', '3']);
  });

  it('finds a command on a separate line of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r', '\n', '\r\n'),
        (before, after, end) => {
          expect(commandsIn(`${before}${end} ::error::x${end}${after}`)).toContainEqual({
            name: 'error',
            properties: new Map(),
            data: 'x',
          });
        },
      ),
      cases(100),
    );
  });
});

describe('readFileCommands', () => {
  it.each([
    ['a value', 'a=b\n', { a: 'b' }],
    ['a value with signs of both kinds', 'a=b=c<<d\n', { a: 'b=c<<d' }],
    ['an empty value', 'a=\n', { a: '' }],
    ['a block', 'a<<E\nb\n\nc\nE\n', { a: 'b\n\nc' }],
    ['an empty block', 'a<<E\nE\n', { a: '' }],
    ['a block of one empty line', 'a<<E\n\nE', { a: '' }],
    ['a block that contains other blocks', 'a<<E\nb<<F\nc=d\nF\nE\n', { a: 'b<<F\nc=d\nF' }],
    ['a delimiter with an equals sign', 'a<<E=1\nb\nE=1\n', { a: 'b' }],
    ['a line that only resembles the delimiter', 'a<<E\n E\nE \nE\r\nE\n', { a: ' E\nE \nE\r' }],
    ['a name twice', 'a=b\n\na<<E\nc\nE\n', { a: 'c' }],
    ['a name of every object', '__proto__=b\n', JSON.parse('{"__proto__":"b"}')],
    ['nothing', '', {}],
  ])('reads %s', (_what, text, values) => {
    expect(readFileCommands(text)).toEqual({ values, fault: null });
  });

  it('reads CRLF as a line ending on Windows, and keeps it in values', () => {
    const text = 'a<<E\r\nb\r\nc\r\nE\r\nd=e\r\n';
    expect(readFileCommands(text, true)).toEqual({ values: { a: 'b\r\nc', d: 'e' }, fault: null });
    expect(readFileCommands(text)).toEqual({ values: { a: 'b\r\nc\r', d: 'e\r' }, fault: null });
  });

  it.each([
    ['a line that is no value', 'a=1\nnonsense\nb=2\n', 'a line is neither a value nor a block: nonsense'],
    ['a block without its end', 'a=1\nb<<E\nc\n', 'the delimiter E does not come again'],
    ['a block whose end is on the line of its value', 'a=1\nb<<E\ncE', 'the delimiter E does not come again'],
    ['an empty name', 'a=1\n=c\n', 'a name is empty: =c'],
    ['an empty delimiter', 'a=1\nb<<\nc\n', 'a delimiter is empty: b<<'],
  ])('stops at %s, and keeps what came before', (_what, text, fault) => {
    expect(readFileCommands(text)).toEqual({ values: { a: '1' }, fault });
  });
});
