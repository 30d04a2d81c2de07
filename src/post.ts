import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { readUnfinished } from './unfinished.ts';
import { logLine } from './untrusted.ts';

try {
  const { GITHUB_STEP_SUMMARY: summaryFile = '' } = process.env;
  const { lines, summary } = readUnfinished(process.env) ?? { lines: [], summary: '' };
  for (const line of lines) process.stdout.write(`${logLine(line)}${EOL}`);
  if (summary !== '' && summaryFile !== '') appendFileSync(summaryFile, `${summary}${EOL}`);
} catch {
  // What the step itself has left behind counts; a report about it may not turn a job red that is not.
}
