import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { readPostStepNotice } from './report/saved-state.ts';
import { logLine } from './text/sanitize.ts';

try {
  const unfinished = readPostStepNotice(process.env);
  for (const line of unfinished?.lines ?? []) process.stdout.write(`${logLine(line)}${EOL}`);
  if (unfinished?.summary)
    appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `${unfinished.summary}${EOL}`);
} catch {
  // What the step itself has left behind counts; a report about it may not turn a job red that is not.
}
