import { codeSpan } from '../../text/sanitize.ts';
import type { Report } from '../report.ts';
import { renderAttachBlock } from './attach-step.ts';

/** The runs that may have come of a start whose answer is lost, and the step that attaches to one; empty without any. */
export function renderCandidates({ progress, attach }: Pick<Report, 'progress' | 'attach'>): string {
  const [first, ...others] = progress.candidates ?? [];
  if (first === undefined) return '';
  const items = [first, ...others].map(({ runId, createdAtMs }) => {
    const time = createdAtMs === null ? 'at a time that is not known' : new Date(createdAtMs).toISOString();
    return `- ${codeSpan(runId)}, created ${time}`;
  });
  const which = others.length === 0 ? 'it' : 'the first of them; write in the id of the one that is yours';
  return [
    '### Runs that may have come of this start',
    items.join('\n'),
    `Each may as well be of somebody else's start, so none was taken for it. This step attaches to ${which}:`,
    renderAttachBlock(attach, first.runId, progress),
  ].join('\n\n');
}
