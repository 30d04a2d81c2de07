import type { Verdict } from '../../domain/outcome.ts';
import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { WithinTime } from '../../platform/time-limit.ts';
import { isData } from '../../result/data.ts';
import type { Quote } from '../report.ts';

/** The agent's message as a quotation; null without a message, or if it cannot be parsed. The parser is loaded only for a message. */
export async function loadQuote(
  { outcome }: Verdict,
  { run }: ProgressSnapshot,
  withinTime: WithinTime,
): Promise<Quote | null> {
  const text = run?.message?.text ?? '';
  // A cancelled job has no time for formatting.
  if (text === '' || outcome === 'abandoned' || isData(text)) return null;
  try {
    const { createQuote } = await import('./quotation.ts');
    return createQuote(text, withinTime);
  } catch {
    // The message is then shown in a fence.
    return null;
  }
}

/** Texts as quotations, by the text; without those that cannot be parsed in time. The parser is loaded only if there are texts. */
export async function loadQuotations(
  { outcome }: Verdict,
  texts: readonly string[],
  withinTime: WithinTime,
): Promise<ReadonlyMap<string, string>> {
  const quotations = new Map<string, string>();
  if (texts.length === 0 || outcome === 'abandoned') return quotations;
  try {
    const { createQuote } = await import('./quotation.ts');
    for (const text of texts) {
      const whole = createQuote(text, withinTime)?.(Number.POSITIVE_INFINITY);
      if (whole) quotations.set(text, whole.markdown);
    }
  } catch {
    // One text that takes too long is enough: the remaining ones are shown in fences.
  }
  return quotations;
}
