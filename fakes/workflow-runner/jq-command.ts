import { readFileSync } from 'node:fs';
import { runJq } from './jq.ts';

/**
 * The part of jq that workflows here use: flags, `--arg` and `--argjson`, a filter, and files or the standard input. A GitHub
 * runner has jq, and this machine may not.
 *
 * @see https://jqlang.org/manual/
 */
function split(parts: readonly string[]): { flags: string[]; filter: string; files: string[] } {
  const rest = [...parts];
  const flags: string[] = [];
  const others: string[] = [];
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part.startsWith('--arg')) flags.push(part, ...rest.splice(0, 2));
    else if (part.startsWith('-')) flags.push(part);
    else others.push(part);
  }
  const [filter = '.', ...files] = others;
  return { flags, filter, files };
}

const { flags, filter, files } = split(process.argv.slice(2));
const texts = files.length > 0 ? files.map((file) => readFileSync(file, 'utf8')) : [readFileSync(0, 'utf8')];
try {
  const printed = await runJq(texts.join('\n'), filter, flags);
  if (printed !== '') console.log(printed);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 5;
}
