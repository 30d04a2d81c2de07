/** The inputs of action.yml with their defaults; an input without a default is empty where it is not given. */
export const DECLARED_INPUTS = {
  provider: 'kindo',
  'api-key': '',
  'agent-id': '',
  'agent-name': '',
  inputs: '',
  'inputs-from': '',
  'run-id': '',
  'max-run-age': '24h',
  resume: '',
  wait: 'true',
  'validate-only': 'false',
  timeout: '30m',
  'eval-timeout': '2m',
  'poll-interval': '10s',
  'require-evals': 'false',
  'require-steps': '',
  allow: '',
  'on-missing-key': 'fail',
  summary: 'true',
  comment: 'never',
  'comment-key': '${{ github.workflow }}/${{ github.job }}/${{ strategy.job-index }}',
  'github-token': '${{ github.token }}',
  'base-url': '',
} as const;

export type InputName = keyof typeof DECLARED_INPUTS;

export const INPUT_NAMES = Object.keys(DECLARED_INPUTS) as readonly InputName[];
