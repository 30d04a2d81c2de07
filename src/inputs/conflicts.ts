import type { Provider } from '../service/agent-service.ts';
import type { InputName } from './declared.ts';

/** The inputs that can contradict each other. */
export interface Combination {
  readonly given: (name: InputName) => boolean;
  readonly provider: Provider;
  readonly wait: boolean;
  readonly validateOnly: boolean;
  /** Null for `auto`. */
  readonly requireEvals: boolean | null;
  readonly failsOnFindings: boolean;
  readonly hasResultSchema: boolean;
  /** Whether a source of inputs-from reads the change. */
  readonly readsChange: boolean;
}

/** A sentence for every pair of inputs that contradict each other. */
export function findConflicts(combination: Combination): string[] {
  const { given, provider, wait, validateOnly, readsChange } = combination;
  const rules: [boolean, string][] = [
    [
      !given('agent-id') && !given('agent-name') && !given('run-id'),
      'No agent is named: set agent-id or agent-name to start a run, or run-id to attach to a run.',
    ],
    [
      given('agent-name') && !provider.hasAgentNames,
      `${provider.name} has no agents with a display name: set agent-id instead of agent-name.`,
    ],
    [
      given('resume') && !provider.canResume,
      `${provider.name}'s runs never wait for an answer: remove resume.`,
    ],
    [
      given('resume') && !given('run-id'),
      'resume answers a run that waits, and run-id is missing: set it to the run-id output of the step that ended with needs-input.',
    ],
    [
      given('agent-id') && given('agent-name'),
      'agent-id and agent-name are both given: keep agent-id, which never changes.',
    ],
    [
      given('run-id') && given('agent-name'),
      'run-id attaches to a run, so agent-name has no effect: remove it, or set agent-id instead.',
    ],
    [
      given('run-id') && given('inputs'),
      'run-id attaches to a run that has its inputs already: remove inputs.',
    ],
    [
      given('run-id') && given('inputs-from'),
      'run-id attaches to a run that has its inputs already: remove inputs-from.',
    ],
    [
      given('diff-paths') && !readsChange,
      'diff-paths limits pr:diff and pr:files, and inputs-from has neither: add one of them, or remove diff-paths.',
    ],
    [given('run-id') && !wait, 'run-id attaches to a run in order to wait for it: remove wait: false.'],
    [
      validateOnly && given('run-id'),
      'validate-only checks the inputs of a start, and run-id starts nothing: remove one of them.',
    ],
    [
      validateOnly && !wait,
      'validate-only starts nothing, so wait: false has no effect: remove one of them.',
    ],
  ];
  return [...rules, ...gateRules(combination)].filter(([applies]) => applies).map(([, sentence]) => sentence);
}

function gateRules(combination: Combination): readonly [boolean, string][] {
  const { given, provider, wait, requireEvals, failsOnFindings, hasResultSchema } = combination;
  const requiresEvals = requireEvals === true || given('require-steps');
  return [
    [
      !wait && given('commit-status'),
      'wait: false ends before there is a verdict that commit-status could show: remove one of them.',
    ],
    [
      requiresEvals && !provider.hasEvals,
      `${provider.name} evaluates no runs, so there can be no verdicts: remove require-evals and require-steps.`,
    ],
    [
      requireEvals === false && given('require-steps'),
      'require-steps requires verdicts, and require-evals: false does not: remove one of them.',
    ],
    [
      failsOnFindings && !provider.hasFindings,
      `The output of ${provider.name}'s runs has no findings: remove fail-on-findings, or check the output with result-schema.`,
    ],
    [
      !wait && requiresEvals,
      'wait: false ends before there are verdicts: remove it, or remove require-evals and require-steps.',
    ],
    [
      !wait && (failsOnFindings || hasResultSchema),
      'wait: false ends before there is an answer: remove it, or remove fail-on-findings and result-schema.',
    ],
  ];
}
