/**
 * The default of the inputs that would open the gate if they were empty. So an empty value is an error: the step or variable
 * that it comes from may have no value.
 */
export const NONE = 'none';

/** The inputs of action.yml with their defaults; an input without a default is empty if it is not given. */
export const DECLARED_INPUTS = {
  provider: 'kindo',
  'api-key': '',
  'agent-id': NONE,
  'agent-name': '',
  inputs: '',
  'inputs-from': '',
  'diff-paths': '',
  'run-id': NONE,
  'max-run-age': '24h',
  resume: '',
  wait: 'true',
  'validate-only': 'false',
  timeout: '30m',
  'eval-timeout': '2m',
  'poll-interval': '10s',
  'require-evals': 'auto',
  'require-steps': NONE,
  'fail-on-findings': 'never',
  'result-schema': NONE,
  allow: '',
  advisory: 'false',
  'require-permission': 'auto',
  summary: 'true',
  comment: 'never',
  'comment-key': '${{ github.workflow }}/${{ github.job }}/${{ toJSON(matrix) }}',
  'commit-status': '',
  'github-token': '${{ github.token }}',
  'base-url': NONE,
} as const;

export type InputName = keyof typeof DECLARED_INPUTS;

export const INPUT_NAMES = Object.keys(DECLARED_INPUTS) as readonly InputName[];
