import { parseArgs, styleText } from 'node:util';
import { closestMatch } from '../src/text/closest-match.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** What a command line names. */
export interface Choice {
  readonly name: string;
  readonly scenario: Scenario;
  /** The arguments after the name. */
  readonly others: readonly string[];
}

/**
 * Reads the command line of a program that plays or serves a scenario. Prints the help, the list or what is wrong.
 *
 * @returns null if there is nothing else to do
 */
export function readCommand(help: string): Choice | null {
  const all = scenarios();
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, list: { type: 'boolean', short: 'l' } },
    });
    const [name = 'passed', ...others] = positionals;
    const scenario = all[name];
    if (values.help) console.log(help);
    // npm takes the option for its own where no -- is before it, and passes it on so.
    else if (values.list || process.env.npm_config_list === 'true') list(all);
    else if (scenario === undefined) fail(unknownName(name, Object.keys(all)));
    else return { name, scenario, others };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node continues with advice that does not fit here.
    fail(`${message.replace(/\. To specify .*$/s, '.')}\n\n${help}`);
  }
  return null;
}

/** Prints what is wrong with a command, and has the program end with 1. */
export function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function unknownName(name: string, names: readonly string[]): string {
  const [nearest] = closestMatch(name, names, String);
  return `There is no scenario "${name}". The nearest name is "${nearest?.item}". npm run demo -- --list prints all of them.`;
}

function list(all: Readonly<Record<string, Scenario>>): void {
  const width = Math.max(...Object.keys(all).map((name) => name.length));
  for (const [name, { description, exitCode }] of Object.entries(all)) {
    const sign = exitCode === 0 ? styleText('green', '✓') : styleText('red', '✗');
    console.log(`${sign} ${styleText('bold', name.padEnd(width))}  ${description}`);
  }
  console.log('\n✓ the step passes, ✗ the step fails. npm run demo -- NAME plays one.');
}
