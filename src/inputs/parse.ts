import { InputError } from '../domain/errors.ts';
import type { PullRequest } from '../pull-request/pull-request.ts';
import { parseApiKey } from './api-key.ts';
import { parseBaseUrl } from './base-url.ts';
import { NO_COMMENT, readCommentWish } from './comment-settings.ts';
import { findConflicts } from './conflicts.ts';
import type { InputName } from './declared.ts';
import { explainMissingToken, readGitHubToken } from './github-token.ts';
import { parseAgentId, parseRunId } from './identifiers.ts';
import { explainMissingKey, explainSkip, type SecretlessEvent } from './missing-key.ts';
import { ANY_PROVIDER, readProvider } from './provider.ts';
import { findNearMisses, quote, readInput, type Variables } from './raw.ts';
import { readAllow, readBoolean, readChoice, readDuration, readLines } from './scalars.ts';
import { findMisplacedKey, findSecrets, secretsOf } from './secrets.ts';
import type { Mode, Request, Settings, Target } from './settings.ts';
import type { SourcedInputs } from './yaml/sources.ts';

const MIN_SECRET_CHARS = 8;
const YAML_INPUTS = ['inputs', 'inputs-from', 'resume'] as const;
const NO_INPUTS: ReadonlyMap<string, string> = new Map();
const NO_SOURCES: SourcedInputs = { values: new Map(), remote: new Map() };

/**
 * Parses every input of action.yml. Loads what reads YAML where there is some.
 *
 * @param event why this event gets no secrets, or null where it does
 * @param pullRequest that the event is of, or null where it is of none
 * @throws InputError with all faults of all inputs at once
 */
export async function parseInputs(
  variables: Variables,
  event: SecretlessEvent | null,
  pullRequest: PullRequest | null = null,
): Promise<Request> {
  const problems = findNearMisses(variables);
  const collect = <T>(parse: () => T, fallback: T): T => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return fallback;
    }
  };
  const text = (name: InputName) => readInput(variables, name);
  const given = (name: InputName) => text(name).trim() !== '';
  const boolean = (name: InputName, fallback = false) =>
    collect(() => readBoolean(variables, name), fallback);
  const duration = (name: InputName, least: string, most: string) =>
    collect(() => readDuration(variables, name, { least, most }), 0);

  const apiKey = given('api-key') ? collect(() => parseApiKey(text('api-key')), '') : '';
  const provider = collect(() => readProvider(variables), ANY_PROVIDER);
  const agentId = given('agent-id') ? collect(() => parseAgentId(text('agent-id'), provider), '') : null;
  const runId = given('run-id') ? collect(() => parseRunId(text('run-id')), '') : null;
  const maxRunAgeMs = duration('max-run-age', '1s', '365d');
  const yaml = YAML_INPUTS.some(given) ? await import('./yaml/yaml.ts') : null;
  const answer = yaml && given('resume') ? collect(() => yaml.parseAnswer(text('resume')), null) : null;
  const before = problems.length;
  const written = yaml ? collect(() => yaml.parseMapping(text('inputs'), 'inputs'), NO_INPUTS) : NO_INPUTS;
  const world = { variables, pullRequest };
  const sourced = yaml
    ? collect(() => yaml.readSources(text('inputs-from'), written, world), NO_SOURCES)
    : NO_SOURCES;
  const inputs = new Map([...written, ...sourced.values]);
  if (runId === null && problems.length === before) {
    // What GitHub has yet to give is held to the rules as well: by its label, as neither diff nor list is ever an id.
    const labelled = new Map([...[...sourced.remote.keys()].map((label) => [label, ''] as const), ...inputs]);
    problems.push(...(provider.checkInputs?.(labelled) ?? []));
  }
  const githubToken = collect(() => readGitHubToken(variables), null);
  const wait = boolean('wait', true);
  const validateOnly = boolean('validate-only');
  const requireEvals = boolean('require-evals') || given('require-steps');
  const onMissingKey = collect(() => readChoice(variables, 'on-missing-key', ['fail', 'skip']), 'fail');
  boolean('summary');
  const comment = collect(() => readCommentWish(variables), NO_COMMENT);
  const settings: Settings = {
    provider,
    apiKey,
    target: targetOf(agentId, text('agent-name').trim(), runId, { maxRunAgeMs, answer }),
    inputs,
    remoteInputs: sourced.remote,
    mode: modeOf(wait, validateOnly),
    baseUrl: collect(() => parseBaseUrl(text('base-url')), ''),
    timeoutMs: duration('timeout', '10s', '5d'),
    evalTimeoutMs: duration('eval-timeout', '1s', '1h'),
    pollIntervalMs: duration('poll-interval', '1s', '60s'),
    policy: {
      allow: collect(() => readAllow(variables), new Set()),
      requireEvals,
      requireSteps: readLines(variables, 'require-steps'),
    },
    notices: noticesOf(text('api-key'), inputs),
  };
  problems.push(...findConflicts({ given, provider, wait, validateOnly, requireEvals }));
  if (githubToken === '') {
    problems.push(...explainMissingToken([...sourced.remote.keys()], comment.when !== 'never'));
  }
  const values = answer === null ? inputs : new Map([['resume', answer.json]]);
  problems.push(...findSecrets(values, secretsOf(variables, apiKey)), ...findMisplacedKey(variables, apiKey));

  if (!given('api-key')) {
    if (problems.length === 0 && onMissingKey === 'skip' && event !== null) {
      return { kind: 'skip', reason: explainSkip(event) };
    }
    problems.unshift(explainMissingKey(event));
  }
  if (problems.length > 0) {
    throw new InputError(problems.map((problem) => withoutKey(problem, apiKey)));
  }
  return { kind: 'settings', settings };
}

/**
 * The settings with the inputs that were read from GitHub.
 *
 * @throws InputError where one of those holds a secret
 */
export function withRemoteInputs(
  settings: Settings,
  values: ReadonlyMap<string, string>,
  variables: Variables,
): Settings {
  const inputs = new Map([...settings.inputs, ...values]);
  const problems = findSecrets(values, secretsOf(variables, settings.apiKey));
  if (problems.length > 0) throw new InputError(problems);
  return { ...settings, inputs, remoteInputs: new Map() };
}

/** Whether the summary is wanted; true where the input itself is at fault, so that the summary can say so. */
export function wantsSummary(variables: Variables): boolean {
  try {
    return readBoolean(variables, 'summary');
  } catch {
    return true;
  }
}

function targetOf(
  agentId: string | null,
  agentName: string,
  runId: string | null,
  attachment: Pick<Extract<Target, { kind: 'attach' }>, 'maxRunAgeMs' | 'answer'>,
): Target {
  if (runId !== null) return { kind: 'attach', runId, agentId, ...attachment };
  return agentId === null ? { kind: 'agent-name', agentName } : { kind: 'agent-id', agentId };
}

function modeOf(wait: boolean, validateOnly: boolean): Mode {
  if (validateOnly) return 'validate-only';
  return wait ? 'run' : 'start-only';
}

function noticesOf(rawKey: string, inputs: ReadonlyMap<string, string>): string[] {
  const notices = [...inputs]
    .filter(([, value]) => value === '')
    .map(([label]) => `The value of ${quote(label)} is empty, and is sent so.`);
  if (rawKey !== rawKey.trim()) {
    notices.unshift('api-key has white space around it, which was taken off: store the secret without it.');
  }
  return notices;
}

// The key may have been written into another input, whose value is shown. A value that is too long is cut as it is
// shown, within the key even: so the key's beginnings are taken out too.
function withoutKey(problem: string, key: string): string {
  let clean = problem;
  for (let length = key.length; length >= MIN_SECRET_CHARS; length -= 1) {
    clean = clean.replaceAll(key.slice(0, length), '***');
  }
  return clean;
}
