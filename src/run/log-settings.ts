import { formatDuration } from '../text/duration.ts';
import type { Step } from './step.ts';

/** Says in the log what the step is about to do, and under which terms. */
export function logSettings({ settings, service, conditions }: Step): void {
  const { target, inputs, mode, policy, timeoutMs, evalTimeoutMs } = settings;
  const subject =
    target.kind === 'attach'
      ? `run ${target.runId}`
      : target.kind === 'agent-id'
        ? `agent ${target.agentId}`
        : `agent "${target.agentName}"`;
  const sizes = Array.from(inputs, ([label, value]) => `"${label}" (${Buffer.byteLength(value)} bytes)`);
  conditions.log.group(`${service.name}: ${subject}`, [
    `service: ${service.baseUrl}`,
    `inputs: ${sizes.join(', ') || 'none'}`,
    `mode: ${mode}, timeout: ${formatDuration(timeoutMs)}, eval-timeout: ${formatDuration(evalTimeoutMs)}`,
    `verdicts required: ${policy.requireEvals}${policy.requireSteps.map((name) => `, step "${name}"`).join('')}`,
    `allowed besides passed: ${[...policy.allow].join(', ') || 'nothing'}`,
  ]);
}
