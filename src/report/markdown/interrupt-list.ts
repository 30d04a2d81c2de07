import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { Interrupt, Proposal } from '../../domain/run.ts';
import { codeSpan, escapeInvisible, fencedBlock, truncateLines } from '../../text/sanitize.ts';

// Of one text that an agent wrote, and of all that are shown.
const MAX_TEXT_BYTES = 16 * 1024;
const MAX_BYTES = 64 * 1024;

/** What the run waits for, as the `interrupts` output has it: of each its id, who asks, what, and all that was given. */
export function pendingInterrupts({ run }: Pick<ProgressSnapshot, 'run'>): unknown[] {
  const interrupts = run?.interrupts ?? [];
  return interrupts.map(({ id, agent, prompt, value }) => ({ id, agent, prompt, value }));
}

/**
 * What the run waits for, for the person who is to decide.
 *
 * @param whereRest a clause about where the rest stands of what is too much to be shown
 */
export function renderInterrupts({ run }: ProgressSnapshot, whereRest: string): string {
  const interrupts = run?.interrupts ?? [];
  if (interrupts.length === 0) return '';
  const parts = ['### The run waits for an answer'];
  let bytes = 0;
  for (const part of interrupts.flatMap((interrupt) => renderInterrupt(interrupt, whereRest))) {
    bytes += Buffer.byteLength(part);
    if (bytes > MAX_BYTES) {
      parts.push(`The list is cut here; ${whereRest}.`);
      break;
    }
    parts.push(part);
  }
  return parts.join('\n\n');
}

function renderInterrupt({ id, agent, prompt, proposals }: Interrupt, whereRest: string): string[] {
  const asks = agent === '' ? 'It is asked' : `Agent ${codeSpan(agent)} asks`;
  const question = prompt === '' ? [] : [block(prompt, whereRest)];
  return [
    `${asks} (interrupt ${codeSpan(id)}):`,
    ...question,
    ...proposals.flatMap((proposal) => renderProposal(proposal, whereRest)),
  ];
}

function renderProposal({ agent, prompt, text }: Proposal, whereRest: string): string[] {
  const who = agent === '' ? 'What is proposed:' : `What agent ${codeSpan(agent)} proposes:`;
  const texts = [prompt, text].filter((part) => part !== '');
  return texts.length === 0 ? [] : [who, block(texts.join('\n\n'), whereRest)];
}

function block(text: string, whereRest: string): string {
  const whole = escapeInvisible(text);
  const shown = truncateLines(whole, MAX_TEXT_BYTES);
  return shown === whole ? fencedBlock(shown) : `${fencedBlock(shown)}\n\nThis is cut; ${whereRest}.`;
}
