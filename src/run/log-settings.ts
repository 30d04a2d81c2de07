import type { Command } from '../domain/command.ts';
import { formatDuration } from '../text/duration.ts';
import { quote } from '../text/sanitize.ts';
import type { Step } from './step.ts';

/** Logs what the step will do, and its settings. */
export function logSettings({ settings, service, runtime }: Step): void {
  const { command, policy, timeoutMs, evalTimeoutMs } = settings;
  const inputs = command.kind === 'attach' ? [] : command.inputs;
  const sizes = Array.from(inputs, ([label, value]) => `${quote(label)} (${Buffer.byteLength(value)} bytes)`);
  runtime.log.group(`${service.name}: ${subjectOf(command)}`, [
    `service: ${service.baseUrl}`,
    `inputs: ${sizes.join(', ') || 'none'}`,
    `mode: ${modeOf(command)}, timeout: ${formatDuration(timeoutMs)}, eval-timeout: ${formatDuration(evalTimeoutMs)}`,
    `verdicts required: ${policy.requireEvals}${policy.requireSteps.map((name) => `, eval step ${quote(name)}`).join('')}`,
    ...(policy.failOnFindings === null
      ? []
      : [`findings that fail the step: level ${policy.failOnFindings} and above`]),
    ...(settings.resultSchema === null ? [] : [`schema of the result: ${settings.resultSchema}`]),
    ...(policy.isAdvisory ? ['advisory: true'] : []),
    `allowed besides passed: ${[...policy.allow].join(', ') || 'nothing'}`,
  ]);
}

function subjectOf(command: Command): string {
  if (command.kind === 'attach') return `run ${command.runId}`;
  const { agent } = command;
  return agent.kind === 'agent-id' ? `agent ${agent.agentId}` : `agent ${quote(agent.agentName)}`;
}

function modeOf(command: Command): string {
  switch (command.kind) {
    case 'validate':
      return 'validate-only';
    case 'start':
      return command.wait ? 'run' : 'start-only';
    case 'attach':
      return 'run';
  }
}
