const COMMAND = /^::([a-z-]+)(?: [^:]*)?::(.*)$/;
const TITLES: Readonly<Record<string, string>> = { error: 'Error: ', warning: 'Warning: ', group: '▼ ' };

/** Shows log lines as the runner does: commands carried out, masked words hidden, groups indented. */
export function runnerView(print: (line: string) => void): (line: string) => void {
  const masks: string[] = [];
  let indent = '';
  return (line) => {
    const [, command = '', data = ''] = COMMAND.exec(line) ?? [];
    const text = data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
    if (command === 'add-mask') {
      masks.push(text);
      return;
    }
    if (command === 'endgroup') {
      indent = '';
      return;
    }
    const shown = command === '' ? line : `${TITLES[command] ?? ''}${text}`;
    print(indent + masks.reduce((masked, secret) => masked.replaceAll(secret, '***'), shown));
    if (command === 'group') indent = '  ';
  };
}
