import type { Progress } from '../domain/progress.ts';
import type { Settings } from '../inputs/settings.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { AgentService } from '../service/agent-service.ts';

export interface Step {
  readonly settings: Settings;
  readonly service: AgentService;
  readonly runtime: Runtime;
  readonly progress: Progress;
  /** When the step began, of the monotonic clock. */
  readonly beganAt: number;
}
