import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { Interrupt, Proposal } from '../../domain/run.ts';
import { isData } from '../../result/data.ts';
import { codeSpan, escapeInvisible, quotedBlock, truncateLines } from '../../text/sanitize.ts';

// Maximum of one text of an agent, and of all texts together.
const MAX_TEXT_BYTES = 16 * 1024;
const MAX_BYTES = 64 * 1024;

/** The interrupts of the run as in the `interrupts` output: id, agent, question, and the whole value. */
export function pendingInterrupts({ run }: Pick<ProgressSnapshot, 'run'>): unknown[] {
  const interrupts = run?.interrupts ?? [];
  return interrupts.map(({ id, agent, prompt, value }) => ({ id, agent, prompt, value }));
}

/** The texts in the interrupts that may be shown as quotations: those that are not truncated. */
export function interruptTexts({ run }: Pick<ProgressSnapshot, 'run'>): readonly string[] {
  const interrupts = run?.interrupts ?? [];
  const texts = interrupts.flatMap(({ prompt, proposals }) => [prompt, ...proposals.map(textOf)]);
  return texts.filter((text) => text !== '' && !isData(text) && Buffer.byteLength(text) <= MAX_TEXT_BYTES);
}

/**
 * What the run waits for, for the person who decides.
 *
 * @param whereRest a clause that names the file with the rest
 */
export function renderInterrupts(
  { run }: ProgressSnapshot,
  whereRest: string,
  quotations: ReadonlyMap<string, string>,
): string {
  const block = (text: string) => quotations.get(text) ?? fenceText(text, whereRest);
  const interrupts = run?.interrupts ?? [];
  if (interrupts.length === 0) return '';
  const parts = [interrupts.length === 1 ? '### Question' : '### Questions'];
  let bytes = 0;
  for (const part of interrupts.flatMap((interrupt) => renderInterrupt(interrupt, block))) {
    bytes += Buffer.byteLength(part);
    if (bytes > MAX_BYTES) {
      parts.push(`The list is truncated here; ${whereRest}.`);
      break;
    }
    parts.push(part);
  }
  return parts.join('\n\n');
}

type Block = (text: string) => string;

function renderInterrupt({ id, agent, prompt, proposals }: Interrupt, block: Block): string[] {
  const asks = agent === '' ? 'The run asks' : `Agent ${codeSpan(agent)} asks`;
  const question = prompt === '' ? [] : [block(prompt)];
  return [
    `${asks} (interrupt ${codeSpan(id)}):`,
    ...question,
    ...proposals.flatMap((proposal) => renderProposal(proposal, block)),
  ];
}

function renderProposal(proposal: Proposal, block: Block): string[] {
  const { agent } = proposal;
  const who = agent === '' ? 'The proposal:' : `The proposal of agent ${codeSpan(agent)}:`;
  const text = textOf(proposal);
  return text === '' ? [] : [who, block(text)];
}

function textOf({ prompt, text }: Proposal): string {
  return [prompt, text].filter((part) => part !== '').join('\n\n');
}

function fenceText(text: string, whereRest: string): string {
  const whole = escapeInvisible(text);
  // The marks at the start of each line count.
  const longest = (MAX_TEXT_BYTES * Buffer.byteLength(whole)) / Buffer.byteLength(quotedBlock(whole));
  const shown = truncateLines(whole, Math.floor(Math.min(MAX_TEXT_BYTES, longest)));
  return shown === whole
    ? quotedBlock(shown)
    : `${quotedBlock(shown)}\n\nThe text is truncated here; ${whereRest}.`;
}
