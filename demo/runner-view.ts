import { commandIn, type RunnerCommand } from '../fakes/runner/commands.ts';

const TITLES: Readonly<Record<string, string>> = { error: 'Error: ', warning: 'Warning: ', group: '▼ ' };

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
    const shown = command === null ? line : `${TITLES[command.name] ?? ''}${placeOf(command)}${command.data}`;
    print(indent + masks.reduce((masked, secret) => masked.replaceAll(secret, '***'), shown));
    if (command?.name === 'group') indent = '  ';
  };
}

function placeOf({ properties }: RunnerCommand): string {
  const file = properties.get('file');
  return file === undefined ? '' : `${file}, line ${properties.get('line')}: `;
}
