import type { Provider } from '../service/agent-service.ts';
import type { InputName } from './declared.ts';

/** What of the inputs can contradict each other. */
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

/** A sentence for every pair of inputs that cannot both be meant. */
export function findConflicts(combination: Combination): string[] {
  const { given, provider, wait, validateOnly, readsChange } = combination;
  const rules: [boolean, string][] = [
    [
      !given('agent-id') && !given('agent-name') && !given('run-id'),
      'No agent is named: give agent-id or agent-name to start a run, or run-id to attach to one.',
    ],
    [
      given('agent-name') && !provider.hasAgentNames,
      `${provider.name} has no agents with a display name: write agent-id instead of agent-name.`,
    ],
    [
      given('resume') && !provider.canResume,
      `${provider.name}'s runs never wait for an answer: leave resume out.`,
    ],
    [
      given('resume') && !given('run-id'),
      'resume answers a run that waits, and run-id does not say which: write the run-id output of the step that ended with needs-input.',
    ],
    [
      given('agent-id') && given('agent-name'),
      'agent-id and agent-name are both given: keep agent-id, which nobody can rename.',
    ],
    [
      given('run-id') && given('agent-name'),
      "run-id attaches to a run, so agent-name has no use: give the run's agent as agent-id, or leave it out.",
    ],
    [
      given('run-id') && given('inputs'),
      'run-id attaches to a run that has its inputs already: leave inputs out.',
    ],
    [
      given('run-id') && given('inputs-from'),
      'run-id attaches to a run that has its inputs already: leave inputs-from out.',
    ],
    [
      given('diff-paths') && !readsChange,
      'diff-paths limits pr:diff and pr:files, and inputs-from has neither: leave diff-paths out, or add one of them.',
    ],
    [given('run-id') && !wait, 'run-id attaches to a run in order to wait for it: leave wait: false out.'],
    [
      validateOnly && given('run-id'),
      'validate-only checks what a start would need, and run-id starts nothing: leave one of them out.',
    ],
    [
      validateOnly && !wait,
      'validate-only starts nothing, so wait: false has no use: leave one of them out.',
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
      'wait: false ends before there is a verdict that commit-status could show. Leave one of them out.',
    ],
    [
      requiresEvals && !provider.hasEvals,
      `${provider.name} evaluates no runs, so there can be no verdicts: leave out require-evals and require-steps.`,
    ],
    [
      requireEvals === false && given('require-steps'),
      'require-steps requires verdicts, and require-evals: false does not: leave one of them out.',
    ],
    [
      failsOnFindings && !provider.hasFindings,
      `${provider.name}'s runs answer with data of their own, not with findings: leave fail-on-findings out, or hold the output to a result-schema.`,
    ],
    [
      !wait && requiresEvals,
      'wait: false ends before there are verdicts: leave out require-evals and require-steps, or wait.',
    ],
    [
      !wait && (failsOnFindings || hasResultSchema),
      'wait: false ends before there is an answer: leave out fail-on-findings and result-schema, or wait.',
    ],
  ];
}
