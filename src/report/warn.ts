import type { RunRecord } from '../domain/domain.ts';
import type { Log } from '../platform/log.ts';

/** Reports something that is no fault: in the log now, and in everything that is rendered from the record later. */
export function warn(log: Log, record: RunRecord, warning: string): void {
  record.warnings.push(warning);
  log.info(`Warning: ${warning}`);
}
