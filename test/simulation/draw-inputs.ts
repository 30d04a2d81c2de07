import { DEMO_TOKEN } from '../../fakes/github/data.ts';
import { FAULT_OUTCOMES, NEVER_ALLOWED } from '../../src/domain/outcome.ts';
import { LEVELS } from './draw-answer.ts';
import { eventVariables, hasChange, type SimulatedEvent } from './draw-event.ts';
import type { Random } from './random.ts';
import type { Wanted } from './step-record.ts';
import { HOSTILE, KEYS } from './texts.ts';

export type ProviderWord = 'kindo' | 'middesk';

/** The inputs of a step, and what they stand for. */
export interface Given {
  readonly provider: ProviderWord;
  readonly variables: Readonly<Record<string, string>>;
  readonly wanted: Wanted;
  readonly agentId: string;
  /** True if `agent-id` is given. */
  readonly hasId: boolean;
  /** True if the agent is found by its name. */
  readonly hasName: boolean;
  readonly agentName: string;
  /** What the agent declares. */
  readonly labels: readonly string[];
  readonly givenLabels: readonly string[];
  readonly maxRunAgeMs: number;
  /** True if diff-paths leaves no changed file. */
  readonly leavesNothing: boolean;
}

type Weighted<T> = readonly (readonly [weight: number, item: T])[];

const AGENT_IDS = { kindo: '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d', middesk: 'cip_orchestrator' } as const;
const AGENT_NAME = 'Daily Security Scan';
const BUSINESS = '5d3c9a52-6a0b-4d0e-9b6f-0c8f1f2f7a11';
const DAY_MS = 24 * 60 * 60_000;
/** The verdicts that a run of the simulation may have. */
export const STEP_NAMES = ['Scan', 'Report', 'Compare with the previous scan'] as const;
/** What a run of the simulation may wait for. */
export const INTERRUPT_ID = 'interrupt-1';

const MODES: Weighted<Wanted['mode']> = [
  [60, 'run'],
  [8, 'start-only'],
  [8, 'validate-only'],
  [24, 'attach'],
];
const TIMEOUTS: Weighted<readonly [string, number]> = [
  [30, ['10s', 10_000]],
  [15, ['25s', 25_000]],
  [10, ['1m30s', 90_000]],
  [4, ['4m', 240_000]],
  [1, ['30m', 1_800_000]],
];
const EVAL_TIMEOUTS: Weighted<readonly [string, number]> = [
  [10, ['1s', 1000]],
  [20, ['10s', 10_000]],
  [10, ['45s', 45_000]],
];
const INTERVALS: Weighted<string> = [
  [1, '1s'],
  [5, '5s'],
  [20, '10s'],
  [10, '60s'],
];
const ALLOWABLE = FAULT_OUTCOMES.filter((outcome) => !NEVER_ALLOWED.some((never) => never === outcome));
/** Each makes valid inputs invalid. */
const BAD_INPUTS: readonly (readonly [string, string])[] = [
  ['timeout', '30'],
  ['timeout', '1s'],
  ['timeout', ''],
  ['eval-timeout', '2h'],
  ['wait', 'yes'],
  ['poll-interval', '0s'],
  ['allow', 'passed'],
  ['allow', 'internal-error'],
  ['inputs', '{'],
  ['inputs', 'query: *a'],
  ['base-url', 'http://kindo.example.com'],
  ['agent-id', '-'],
  ['api-key', 'short'],
  ['api-key', 'Bearer abcdefghijkl'],
  ['max-run-age', '1'],
  ['summary', 'on'],
  ['provider', 'kind'],
  ['run-id', '../x'],
  ['require-evals', '1'],
  ['validate-only', 'TRUE!'],
  ['resume', 'approve'],
];

/** Draws the inputs of a step. `odd` decides on each irregularity. */
export function drawInputs(
  random: Random,
  odd: (probability: number) => boolean,
  event: SimulatedEvent,
): Given {
  const { isSkipped } = event;
  const provider: ProviderWord = random.chance(0.7) ? 'kindo' : 'middesk';
  const isKindo = provider === 'kindo';
  const agentId = AGENT_IDS[provider];
  const key = random.weighted([
    [6, KEYS[0]],
    [1, KEYS[1]],
    [2, KEYS[2]],
  ]);
  const mode = random.weighted(MODES);
  const isAttached = mode === 'attach';
  const [timeout, timeoutMs] = random.weighted(TIMEOUTS);
  const [evalTimeout, evalTimeoutMs] = random.weighted(EVAL_TIMEOUTS);
  const [maxRunAge, maxRunAgeMs] = random.pick([['24h', DAY_MS] as const, ['1h', DAY_MS / 24] as const]);

  const mayRequire = isKindo && mode !== 'start-only';
  const twoSteps = [random.pick(STEP_NAMES), random.pick(STEP_NAMES)];
  const requireSteps = mayRequire && random.chance(0.2) ? twoSteps.slice(random.whole(0, 1)) : [];
  const requireEvals = requireSteps.length > 0 || (mayRequire && random.chance(0.3));
  const allow = random.weighted<readonly string[]>([
    [7, []],
    [1, ALLOWABLE],
    [2, ALLOWABLE.filter(() => random.chance(0.3))],
  ]);

  const hasName = isKindo && !isAttached && random.chance(0.2);
  const hasId = !hasName && (!isAttached || random.chance(0.5));
  const hostileName = random
    .pick(HOSTILE)
    .replace(/[\r\n]/g, ' ')
    .trim();
  const agentName = odd(0.1) && hostileName !== '' ? hostileName : AGENT_NAME;
  const [labels, values] = drawLabels(random, provider);
  const source = drawSource(random, event, isKindo && !isAttached && labels.length > 0);
  if (source !== null) delete values[CHANGE_LABEL];
  const givenLabels = isAttached ? [] : Object.keys(values);
  const gates = drawGates(random, { provider, mode, odd });
  const isMistyped = !isAttached && odd(0.04);
  if (isMistyped) givenLabels.push('Query');
  const answers = isAttached && !isKindo && random.chance(0.5) ? (odd(0.1) ? 'another' : INTERRUPT_ID) : '';

  const badInput = !isSkipped && odd(0.05) ? random.pick(BAD_INPUTS) : null;
  const refusesTls = odd(0.005);
  // A workflow_run is of no commit that a status could be on.
  const hasNoPlace = gates.wanted.context !== '' && event.name === 'workflow_run';
  const inputs: Record<string, string> = {
    ...(isKindo ? {} : { provider }),
    'api-key': isSkipped ? '' : random.chance(0.05) ? ` ${key}\n` : key,
    ...(hasId ? { 'agent-id': random.pick([agentId, ` ${agentId} `]) } : {}),
    ...(hasName ? { 'agent-name': agentName } : {}),
    ...(isAttached ? { 'run-id': ATTACHED_RUN, 'max-run-age': maxRunAge } : {}),
    ...gates.inputs,
    ...source?.inputs,
    ...(givenLabels.length > 0
      ? { inputs: JSON.stringify({ ...values, ...(isMistyped ? { Query: 'x' } : {}) }) }
      : {}),
    ...(answers === '' ? {} : { resume: JSON.stringify({ id: answers, decision: 'approve' }) }),
    ...(mode === 'start-only' ? { wait: 'false' } : {}),
    ...(mode === 'validate-only' ? { 'validate-only': 'true' } : {}),
    timeout,
    'eval-timeout': evalTimeout,
    'poll-interval': random.weighted(INTERVALS),
    ...(requireSteps.length > 0 || !isKindo ? {} : { 'require-evals': String(requireEvals) }),
    ...(requireSteps.length === 0 ? {} : { 'require-steps': requireSteps.join('\n') }),
    allow: allow.join(random.pick([',', '\n', ' , '])),
    ...(random.chance(0.1) ? { summary: 'false' } : {}),
    ...(random.chance(0.1) ? { 'base-url': 'https://agents.example.com/v1/' } : {}),
    ...(badInput === null ? {} : { [badInput[0]]: badInput[1] }),
  };
  return {
    provider,
    variables: {
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...eventVariables(event),
      ...(refusesTls ? { NODE_TLS_REJECT_UNAUTHORIZED: '0' } : {}),
      ...(random.chance(0.3)
        ? { GITHUB_ACTION_REPOSITORY: 'octo/run-kindo-agent', GITHUB_ACTION_REF: 'v1' }
        : {}),
    },
    wanted: {
      // Another key is given, and this one is unknown to the step.
      key: isSkipped || badInput?.[0] === 'api-key' ? '' : key,
      mode,
      allow,
      requireEvals,
      requireSteps,
      timeoutMs,
      evalTimeoutMs,
      answers,
      isSound: badInput === null && !refusesTls && !hasNoPlace && gates.isSound,
      isSkipped: isSkipped && !refusesTls,
      ...gates.wanted,
      readsChange: source !== null,
    },
    agentId,
    hasId,
    hasName,
    agentName,
    labels,
    givenLabels: source === null ? givenLabels : [CHANGE_LABEL, ...givenLabels],
    maxRunAgeMs,
    leavesNothing: source?.leavesNothing ?? false,
  };
}

/** The run that a step attaches to. */
export const ATTACHED_RUN = 'attached-run';

/** What the agent declares, and what it is given. */
function drawLabels(
  random: Random,
  provider: ProviderWord,
): readonly [readonly string[], Record<string, string>] {
  if (provider === 'middesk') {
    const labels = ['business_id', 'context_type', 'context_id', 'thread_id', 'input'];
    return [labels, { business_id: BUSINESS, ...(random.chance(0.3) ? { input: 'x' } : {}) }];
  }
  const labels = random.chance(0.9) ? ['query', 'severity'] : [];
  const given = labels.filter(() => random.chance(0.8));
  return [labels, Object.fromEntries(given.map((label) => [label, random.pick(['x', '1.10', 'a: b'])]))];
}

/** The label that is filled from the pull request. */
const CHANGE_LABEL = 'query';
// The pull request changes README.md and src/login.ts.
const NOTHING_LEFT = ['docs/**', '**\n!src/**\n!*.md'];

interface Source {
  readonly inputs: Readonly<Record<string, string>>;
  readonly leavesNothing: boolean;
}

function drawSource(random: Random, event: SimulatedEvent, isPossible: boolean): Source | null {
  if (!isPossible || !hasChange(event) || random.chance(0.7)) return null;
  const leavesNothing = random.chance(0.35);
  const paths = leavesNothing ? random.pick(NOTHING_LEFT) : random.pick(['', 'src/**', '**\n!*.md']);
  return {
    leavesNothing,
    inputs: {
      'inputs-from': `${CHANGE_LABEL}: ${random.pick(['pr:diff', 'pr:files'])}`,
      ...(paths === '' ? {} : { 'diff-paths': paths }),
    },
  };
}

interface Gates {
  readonly inputs: Readonly<Record<string, string>>;
  readonly isSound: boolean;
  readonly wanted: Pick<
    Wanted,
    'failsFrom' | 'hasSchema' | 'isAdvisory' | 'permission' | 'context' | 'comments' | 'hasToken'
  >;
}

const PERMISSIONS = ['anyone', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

/** Draws what closes the gate beside the verdicts, and what is shown at GitHub. */
function drawGates(
  random: Random,
  {
    provider,
    mode,
    odd,
  }: {
    readonly provider: ProviderWord;
    readonly mode: Wanted['mode'];
    readonly odd: (probability: number) => boolean;
  },
): Gates {
  const waits = mode !== 'start-only';
  const failsFrom = waits && provider === 'kindo' && random.chance(0.25) ? random.pick(LEVELS) : null;
  const hasSchema = waits && random.chance(0.2);
  const isSchemaOdd = odd(0.08);
  const schema = provider === 'kindo' ? 'schema.json' : 'output-schema.json';
  const isAdvisory = random.chance(0.1);
  const permission = random.chance(0.12) ? random.pick(PERMISSIONS) : 'auto';
  const name = waits && random.chance(0.25) ? random.pick(['Agent gate', 'agent/\u00fc']) : '';
  const comments = random.chance(0.15) ? random.pick(['always', 'on-failure']) : 'never';
  const hasToken = !odd(0.05);
  return {
    isSound: !(hasSchema && isSchemaOdd),
    wanted: {
      failsFrom,
      hasSchema,
      isAdvisory,
      permission,
      context: name !== '' && isAdvisory ? `${name} (advisory)` : name,
      comments,
      hasToken,
    },
    inputs: {
      ...(failsFrom === null ? {} : { 'fail-on-findings': failsFrom }),
      ...(hasSchema
        ? { 'result-schema': isSchemaOdd ? random.pick(['not-a-schema.json', 'missing.json']) : schema }
        : {}),
      ...(isAdvisory ? { advisory: 'true' } : {}),
      ...(permission === 'auto' ? {} : { 'require-permission': permission }),
      ...(name === '' ? {} : { 'commit-status': name }),
      ...(comments === 'never' ? {} : { comment: comments }),
      'github-token': hasToken ? DEMO_TOKEN : 'a_token_of_another_repository',
    },
  };
}

/** The inputs that only close the gate. */
export const CLOSING_INPUTS = ['INPUT_FAIL-ON-FINDINGS', 'INPUT_RESULT-SCHEMA'];
