import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import type { Variables } from '../http/proxy.ts';
import { createSend } from '../http/transport.ts';
import { systemClock } from '../platform/clock.ts';
import { logWarning, standardOutput } from '../platform/log.ts';
import { assertRegularFile } from '../platform/regular-file.ts';
import { PENDING_STATE, readPostStepNotice } from '../report/saved-state.ts';
import { endLeftPending } from './left-pending.ts';

/**
 * The work of the post step after a killed step: it writes the notice, and ends the commit status.
 *
 * @throws an error that no user can fix, after both were tried
 */
export async function afterStep(variables: Variables): Promise<void> {
  await Promise.all([writeNotice(variables), endPending(variables)]);
}

// Async, so that after an error of one, the other is still tried.
async function writeNotice(variables: Variables): Promise<void> {
  const notice = await Promise.resolve(variables).then(readPostStepNotice);
  for (const line of notice?.lines ?? []) standardOutput.info(line);
  if (!notice?.summary) return;
  const path = variables.GITHUB_STEP_SUMMARY ?? '';
  assertRegularFile(path);
  appendFileSync(path, `${notice.summary}${EOL}`);
}

async function endPending(variables: Variables): Promise<void> {
  const saved = variables[`STATE_${PENDING_STATE}`] ?? '';
  if (saved === '') return;
  const signal = new AbortController().signal;
  const runtime = { clock: systemClock, random: Math.random, signal, log: standardOutput };
  for (const warning of await endLeftPending(saved, variables, createSend(variables), runtime))
    logWarning(standardOutput, warning);
}
