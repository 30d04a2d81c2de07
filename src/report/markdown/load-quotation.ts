import type { Verdict } from '../../domain/outcome.ts';
import type { ProgressSnapshot } from '../../domain/progress.ts';
import type { WithinTime } from '../../platform/time-limit.ts';
import { isData } from '../../result/data.ts';
import type { Quote } from '../report.ts';

/** The agent's message as a quotation, where there is one and it can be parsed. The parser is loaded only then. */
export async function loadQuote(
  { outcome }: Verdict,
  { run }: ProgressSnapshot,
  withinTime: WithinTime,
): Promise<Quote | null> {
  const text = run?.message?.text ?? '';
  // A cancelled job has no time for what only looks better.
  if (text === '' || outcome === 'abandoned' || isData(text)) return null;
  try {
    const { createQuote } = await import('./quotation.ts');
    return createQuote(text, withinTime);
  } catch {
    // A fence shows the message all the same.
    return null;
  }
}
