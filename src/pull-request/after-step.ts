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
 * What is done after a step that was killed: its notice is written, and its commit status is ended.
 *
 * @throws what nobody can fix, once both were tried
 */
export async function afterStep(variables: Variables): Promise<void> {
  await Promise.all([writeNotice(variables), endPending(variables)]);
}

// Async, so that an error of the one does not keep the other from being tried.
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
