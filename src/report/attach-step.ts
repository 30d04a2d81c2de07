import { stringify } from 'yaml';
import type { RunRecord } from '../domain.ts';
import type { AttachStep } from './report.ts';

/** The YAML of the step that attaches to the run and judges it as this one would have. */
export function renderAttachStep(step: AttachStep, { runId, agentId }: RunRecord): string {
  const inputs: [string, string | boolean][] = [
    ['provider', step.provider],
    ['api-key', `\${{ secrets.${step.keySecret} }}`],
    ['run-id', runId],
    ['agent-id', agentId],
    ['base-url', step.baseUrl],
    ['require-evals', step.requireEvals],
    ['require-steps', step.requireSteps.join('\n')],
    ['allow', step.allow.join(', ')],
  ];
  const given = inputs.filter(([, value]) => value !== '' && value !== false);
  return stringify([{ uses: step.uses, with: Object.fromEntries(given) }]);
}
