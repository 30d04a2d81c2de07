import { styleText } from 'node:util';
import { commandIn, type RunnerCommand } from '../fakes/runner/commands.ts';

const TITLES = {
  error: ['Error: ', 'red'],
  warning: ['Warning: ', 'yellow'],
  group: ['▼ ', 'bold'],
} as const;

/** Shows log lines as the runner does: commands carried out, masked words hidden, groups indented. */
export function runnerView(print: (line: string) => void): (line: string) => void {
  const masks: string[] = [];
  let indent = '';
  return (line) => {
    const command = commandIn(line);
    if (command?.name === 'add-mask') {
      masks.push(command.data);
      return;
    }
    if (command?.name === 'endgroup') {
      indent = '';
      return;
    }
    const shown = command === null ? line : shownCommand(command);
    const masked = masks.reduce((text, secret) => text.replaceAll(secret, '***'), shown);
    print(indent + masked.replaceAll('\n', `\n${indent}    `));
    if (command?.name === 'group') indent = '  ';
  };
}

function shownCommand({ name, data, properties }: RunnerCommand): string {
  const [title, style] = Object.entries(TITLES).find(([known]) => known === name)?.[1] ?? ['', 'bold'];
  const file = properties.get('file');
  const place = file === undefined ? '' : `${file}, line ${properties.get('line')}: `;
  const [first, ...others] = `${title}${place}${data}`.split('\n');
  return [styleText(style, first ?? ''), ...others].join('\n');
}
