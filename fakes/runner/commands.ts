/**
 * How the runner reads what a step prints and what it writes into the files of the file commands: the oracle of every
 * test that claims that a text carries no command, written apart from src.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */

export interface RunnerCommand {
  /** As it is registered, whatever the case in which it was printed. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/** The name under which a command is registered; null for an unknown command. */
export type Registry = (name: string) => string | null;

const REGISTERED = [
  ...['stop-commands', 'set-env', 'set-output', 'save-state', 'add-mask', 'add-path', 'add-matcher'],
  ...['remove-matcher', 'debug', 'warning', 'error', 'notice', 'group', 'endgroup', 'echo'],
];

/** The commands that a runner always has. */
const registeredName: Registry = (name) =>
  REGISTERED.find(
    (known) => known.toLowerCase() === name.toLowerCase() || known.toUpperCase() === name.toUpperCase(),
  ) ?? null;

/** A runner that supports every name, because any text may end stop-commands. */
export const anyName: Registry = (name) => registeredName(name) ?? name;

/** The lines of standard output or standard error, each of which is read separately: CR, LF and CRLF end one. */
export function linesOf(printed: string): string[] {
  return printed.split(/\r\n|\r|\n/);
}

/** What .NET trims from the start of a line. */
const WHITE_SPACE = /^[\p{Zs}\u2028\u2029\t-\r\u0085]+/u;

/**
 * The command in one line. The runner's comparison depends on an unknown culture, which may ignore characters. So a line
 * contains a command if it does so without all characters that are not printable ASCII.
 */
export function commandIn(line: string, registered: Registry = registeredName): RunnerCommand | null {
  const readings = [line, line.replace(/[^\x20-\x7e]/g, '')];
  for (const reading of readings) {
    const command = newerCommand(reading, registered) ?? olderCommand(reading, registered);
    if (command !== null) return command;
  }
  return null;
}

/** Every command in what was printed to standard output or standard error. */
export function commandsIn(printed: string, registered: Registry = registeredName): RunnerCommand[] {
  return linesOf(printed)
    .map((line) => commandIn(line, registered))
    .filter((command) => command !== null);
}

/** `::name key=value,key=value::data`, after white space only. */
function newerCommand(line: string, registered: Registry): RunnerCommand | null {
  const [, head, data] = /^::(.*?)::(.*)$/su.exec(line.replace(WHITE_SPACE, '')) ?? [];
  if (head === undefined || data === undefined) return null;
  return commandOf(head, data, registered, {
    separator: ',',
    data: ['%0D', '%0A', '%25'],
    property: ['%0D', '%0A', '%3A', '%2C', '%25'],
  });
}

/** `##[name key=value;key=value]data`, the first anywhere in the line. */
function olderCommand(line: string, registered: Registry): RunnerCommand | null {
  const [, head, data] = /^.*?##\[(.*?)\](.*)$/su.exec(line) ?? [];
  if (head === undefined || data === undefined) return null;
  const escapes = ['%3B', '%0D', '%0A', '%5D', '%25'];
  return commandOf(head, data, registered, { separator: ';', data: escapes, property: escapes });
}

interface Grammar {
  readonly separator: string;
  /** Escapes in the data, in the order in which they are replaced. */
  readonly data: readonly string[];
  readonly property: readonly string[];
}

function commandOf(head: string, data: string, registered: Registry, grammar: Grammar): RunnerCommand | null {
  const [, word = '', rest = ''] = /^([^ ]*)(.*)$/s.exec(head) ?? [];
  const name = registered(word);
  if (name === null) return null;
  const properties = new Map<string, string>();
  for (const part of rest.trim().split(grammar.separator)) {
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(part) ?? [];
    if (key !== undefined && value !== undefined) properties.set(key, unescaped(value, grammar.property));
  }
  return { name, properties, data: unescaped(data, grammar.data) };
}

function unescaped(text: string, escapes: readonly string[]): string {
  return escapes.reduce((left, code) => left.replaceAll(code, decodeURIComponent(code)), text);
}

/** What the runner reads from an outputs or state file. */
export interface FileCommands {
  /** The last value of each name. */
  readonly values: Readonly<Record<string, string>>;
  /** Why the runner stops reading and fails the step; null if the whole file is valid. */
  readonly fault: string | null;
}

/**
 * Reads a file of `name=value` lines and `name<<delimiter` blocks, as GITHUB_OUTPUT and GITHUB_STATE are. A line ends
 * with LF, on Windows also with CRLF; within a value, line ends stay as they are.
 */
export function readFileCommands(text: string, windows = false): FileCommands {
  const values = new Map<string, string>();
  const result = (fault: string | null) => ({ values: Object.fromEntries(values), fault });
  const lines = Array.from(text.matchAll(windows ? /(.*?)(\r?\n|$)/gsy : /(.*?)(\n|$)/gsy), (match) => ({
    content: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
    newline: match[2] ?? '',
  }));
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]?.content ?? '';
    if (line === '') continue;
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (sign === undefined) return result(`a line is neither a value nor a block: ${line}`);
    if (name === '') return result(`a name is empty: ${line}`);
    if (sign === '=') {
      values.set(name, rest);
      continue;
    }
    if (rest === '') return result(`a delimiter is empty: ${line}`);
    const last = lines.findIndex(({ content }, place) => place > at && content === rest);
    if (last < 0) return result(`the delimiter ${rest} does not come again`);
    const from = lines[at]?.end ?? 0;
    const before = lines[last - 1];
    values.set(
      name,
      last - 1 === at ? '' : text.slice(from, (before?.end ?? 0) - (before?.newline.length ?? 0)),
    );
    at = last;
  }
  return result(null);
}
