import type { RunRecord } from '../domain/domain.ts';
import type { Settings } from '../inputs/settings.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { Publisher } from '../report/publish.ts';
import type { AgentService } from '../service/agent-service.ts';

export interface Step {
  readonly settings: Settings;
  readonly service: AgentService;
  readonly conditions: Runtime;
  readonly record: RunRecord;
  /** When the step began, of the monotonic clock. */
  readonly beganAt: number;
  /** What reports the step. Its first outputs are written by then; rejects where they cannot be. */
  readonly openPublisher: () => Promise<Publisher>;
}

/** A step that can report. */
export interface OpenStep extends Step {
  readonly publisher: Publisher;
}
