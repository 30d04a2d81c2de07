import { codeSpan } from '../../text/sanitize.ts';
import type { Report } from '../report.ts';
import { renderAttachBlock } from './attach-step.ts';

/** The runs that a start may have created whose response was lost, and the attach step for one; empty without runs. */
export function renderCandidates({ progress, attach }: Pick<Report, 'progress' | 'attach'>): string {
  const [first, ...others] = progress.candidates ?? [];
  if (first === undefined) return '';
  const items = [first, ...others].map(({ runId, createdAtMs }) => {
    const time = createdAtMs === null ? 'at an unknown time' : new Date(createdAtMs).toISOString();
    return `- ${codeSpan(runId)}, created ${time}`;
  });
  const next =
    others.length === 0
      ? 'Another start may have created it. If it is yours, this step attaches to it:'
      : 'Another start may have created each of them. This step attaches to the first. Replace its id with the id of your run:';
  return [
    '### Runs that this start may have created',
    items.join('\n'),
    next,
    renderAttachBlock(attach, first.runId, progress),
  ].join('\n\n');
}
