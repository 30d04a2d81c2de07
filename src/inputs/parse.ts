import type { AgentTarget, Answer, Command, Start, Validate } from '../domain/command.ts';
import { InputError } from '../domain/errors.ts';
import type { AllowableOutcome, Policy } from '../domain/outcome.ts';
import { EVERY_PATH, type PathFilter } from '../domain/path-filter.ts';
import type { Provider } from '../service/agent-service.ts';
import { quote } from '../text/sanitize.ts';
import { parseApiKey } from './api-key.ts';
import { parseBaseUrl } from './base-url.ts';
import { NO_COMMENT, readCommentWish } from './comment-settings.ts';
import { readStatusContext } from './commit-status.ts';
import { findConflicts } from './conflicts.ts';
import type { WorkflowEvent } from './event.ts';
import { explainMissingToken, readGitHubToken } from './github-token.ts';
import { parseAgentId, parseRunId } from './identifiers.ts';
import { InputReader } from './input-reader.ts';
import { explainSkipped, MISSING_KEY, type SecretlessEvent } from './missing-key.ts';
import type { PrecedingRun } from './preceding-run.ts';
import { ANY_PROVIDER, readProvider } from './provider.ts';
import { findEmpty, orElse, type Variables } from './raw.ts';
import { readRequiredRole } from './required-role.ts';
import { readAllow, readBoolean, readFailOnFindings, readLines, readRequireEvals } from './scalars.ts';
import { readSchemaPath } from './schema-path.ts';
import { findMisplacedKey, findSecrets, secretsOf } from './secrets.ts';
import type { RemoteInputs, Request, Settings } from './settings.ts';
import type { SourcedInputs } from './yaml/sources.ts';

const MIN_SECRET_CHARS = 8;
// A job's token ends then.
const MAX_TOKEN_MS = 24 * 3_600_000;
const YAML_INPUTS = ['inputs', 'inputs-from', 'resume'] as const;
const NO_INPUTS: ReadonlyMap<string, string> = new Map();
const NO_SOURCES: SourcedInputs = { values: new Map(), remote: new Map(), usesPullRequest: false };

/**
 * Parses every input of action.yml. Loads the YAML library only if an input is YAML.
 *
 * @param secretless why this event gets no secrets; null if it gets them
 * @param event null if it is about no pull request
 * @param precedingRun the run before a `workflow_run`; null for another event, or if it cannot be read
 * @throws InputError with all problems of all inputs at once
 */
export async function parseInputs(
  variables: Variables,
  secretless: SecretlessEvent | null,
  event: WorkflowEvent | null = null,
  precedingRun: PrecedingRun | null = null,
): Promise<Request> {
  const reader = new InputReader(variables);
  const apiKey = reader.optional('api-key', parseApiKey);
  const provider = reader.collect(() => readProvider(variables), ANY_PROVIDER);
  const subject = readSubject(reader, provider);
  const values = await readValues(reader, provider, event);
  const diffPaths = await readDiffPaths(reader);
  const github = reader.collect(() => ({ token: readGitHubToken(variables) }), null);
  const modes = readModes(reader);
  reader.boolean('summary');
  const users = readGitHubUsers(reader, event, precedingRun);
  const command = commandOf(subject, values, modes);
  const terms = readTerms(reader, modes.requireEvals ?? provider.hasEvals);
  const given = reader.isGiven.bind(reader);
  // Sources with a problem may read the change.
  const readsChange = values.remote.size > 0 || (given('inputs-from') && values.remote === NO_SOURCES.remote);
  const gates = {
    failsOnFindings: terms.policy.failOnFindings !== null,
    hasResultSchema: terms.resultSchema !== null,
  };
  // An empty input may have been meant to have a value, so contradictions cannot be reported.
  if (findEmpty(variables).length === 0)
    reader.add(findConflicts({ given, provider, readsChange, ...modes, ...gates }));
  if (github !== null && github.token === null) {
    reader.add(explainMissingToken([...values.remote.keys()], namesOf(users)));
  }
  const sent = values.answer === null ? values.inputs : new Map([['resume', values.answer.json]]);
  reader.add(findSecrets(sent, secretsOf(variables, apiKey)));
  reader.add(findMisplacedKey(variables, apiKey));

  const problems = [...reader.problems];
  if (!given('api-key')) {
    if (secretless === null) {
      problems.unshift(MISSING_KEY);
    } else if (problems.length === 0) {
      const { policy } = terms;
      return { kind: 'skip', policy, reason: explainSkipped(secretless, policy.allow.has('skipped')) };
    }
  }
  // Without a key or a command there is a problem already.
  if (problems.length > 0 || apiKey === null || command === null) {
    throw new InputError(problems.map((problem) => withoutKey(problem, apiKey)));
  }
  const notices = [...noticesOf(reader.text('api-key'), values.inputs), ...noticesOfAllow(terms)];
  if (users['commit-status'] && terms.timeoutMs > MAX_TOKEN_MS) notices.push(LATE_STATUS);
  return {
    kind: 'settings',
    settings: { command, provider, apiKey, ...terms, notices },
    remoteInputs: values.remote,
    diffPaths,
    usesPullRequest: values.usesPullRequest || users.comment || users['commit-status'],
  };
}

/**
 * The command with the inputs that were read from GitHub.
 *
 * @throws InputError if one of those contains a secret
 */
export function withRemoteInputs<C extends Start | Validate>(
  command: C,
  values: ReadonlyMap<string, string>,
  secrets: readonly string[],
): C {
  const problems = findSecrets(values, secrets);
  if (problems.length > 0) throw new InputError(problems);
  return { ...command, inputs: new Map([...command.inputs, ...values]) };
}

/** Whether the summary is wanted; true if the input has a problem, so that the summary can report it. */
export function wantsSummary(variables: Variables): boolean {
  return orElse(() => readBoolean(variables, 'summary'), true);
}

const LATE_STATUS =
  "timeout is above 24h. A job's token expires after 24h, so commit-status could not be written after that. Lower timeout.";

/** The inputs that need GitHub's API, and whether they are in use. */
type GitHubUsers = Readonly<Record<'comment' | 'commit-status' | 'require-permission', boolean>>;

function readGitHubUsers(
  reader: InputReader,
  event: WorkflowEvent | null,
  precedingRun: PrecedingRun | null,
): GitHubUsers {
  const { variables } = reader;
  return {
    comment: reader.collect(() => readCommentWish(variables), NO_COMMENT).when !== 'never',
    'commit-status': reader.collect(() => readStatusContext(variables, event), null) !== null,
    'require-permission': reader.collect(() => readRequiredRole(variables, precedingRun), null) !== null,
  };
}

function namesOf(users: GitHubUsers): string[] {
  return Object.entries(users).flatMap(([name, isUsed]) => (isUsed ? [name] : []));
}

interface Subject {
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly runId: string | null;
  readonly maxRunAgeMs: number;
}

function readSubject(reader: InputReader, provider: Provider): Subject {
  return {
    agentId: reader.optional('agent-id', (text) => parseAgentId(text, provider)),
    agentName: reader.optional('agent-name', (text) => text.trim()),
    runId: reader.optional('run-id', parseRunId),
    maxRunAgeMs: reader.duration('max-run-age', '1s', '365d'),
  };
}

interface Values {
  readonly answer: Answer | null;
  readonly inputs: ReadonlyMap<string, string>;
  readonly remote: RemoteInputs;
  readonly usesPullRequest: boolean;
}

async function readValues(
  reader: InputReader,
  provider: Provider,
  event: WorkflowEvent | null,
): Promise<Values> {
  if (!YAML_INPUTS.some((name) => reader.isGiven(name))) {
    return checkedValues(reader, provider, { ...NO_SOURCES, answer: null, inputs: NO_INPUTS });
  }
  const yaml = await import('./yaml/yaml.ts');
  const answer = reader.optional('resume', yaml.parseAnswer);
  const problemCount = reader.problems.length;
  const written = reader.collect(() => yaml.parseMapping(reader.text('inputs'), 'inputs'), NO_INPUTS);
  const context = { variables: reader.variables, event };
  const sourced = reader.collect(
    () => yaml.readSources(reader.text('inputs-from'), written, context),
    NO_SOURCES,
  );
  const values = { ...sourced, answer, inputs: new Map([...written, ...sourced.values]) };
  return reader.problems.length === problemCount ? checkedValues(reader, provider, values) : values;
}

function checkedValues(reader: InputReader, provider: Provider, values: Values): Values {
  if (reader.isGiven('run-id')) return values;
  // Values that are read from GitHub later are checked by their label only, because they never are ids.
  const labels = [...values.remote.keys()].map((label) => [label, ''] as const);
  reader.add(provider.checkInputs?.(new Map([...labels, ...values.inputs])) ?? []);
  return values;
}

async function readDiffPaths(reader: InputReader): Promise<PathFilter> {
  if (!reader.isGiven('diff-paths')) return EVERY_PATH;
  const { parseDiffPaths } = await import('./diff-paths.ts');
  return reader.collect(() => parseDiffPaths(readLines(reader.variables, 'diff-paths')), EVERY_PATH);
}

interface Modes {
  readonly wait: boolean;
  readonly validateOnly: boolean;
  /** Null for `auto`. */
  readonly requireEvals: boolean | null;
}

function readModes(reader: InputReader): Modes {
  return {
    wait: reader.boolean('wait', true),
    validateOnly: reader.boolean('validate-only'),
    requireEvals: reader.collect(() => readRequireEvals(reader.variables), null),
  };
}

/** Null if the inputs name no agent and no run. */
function commandOf(
  { agentId, agentName, runId, maxRunAgeMs }: Subject,
  { answer, inputs }: Values,
  { wait, validateOnly }: Modes,
): Command | null {
  if (runId !== null) return { kind: 'attach', runId, agentId, maxRunAgeMs, answer };
  const agent = targetOf(agentId, agentName);
  if (agent === null) return null;
  return validateOnly ? { kind: 'validate', agent, inputs } : { kind: 'start', agent, inputs, wait };
}

function targetOf(agentId: string | null, agentName: string | null): AgentTarget | null {
  if (agentId !== null) return { kind: 'agent-id', agentId };
  return agentName === null ? null : { kind: 'agent-name', agentName };
}

type Terms = Pick<
  Settings,
  'baseUrl' | 'timeoutMs' | 'evalTimeoutMs' | 'pollIntervalMs' | 'policy' | 'resultSchema'
>;

function readTerms(reader: InputReader, requireEvals: boolean): Terms {
  const { variables } = reader;
  const none: Policy['allow'] = new Set<AllowableOutcome>();
  return {
    baseUrl: reader.optional('base-url', parseBaseUrl),
    timeoutMs: reader.duration('timeout', '10s', '5d'),
    evalTimeoutMs: reader.duration('eval-timeout', '1s', '1h'),
    pollIntervalMs: reader.duration('poll-interval', '1s', '60s'),
    policy: {
      allow: reader.collect(() => readAllow(variables), none),
      requireEvals: requireEvals || reader.isGiven('require-steps'),
      requireSteps: readLines(variables, 'require-steps'),
      failOnFindings: reader.collect(() => readFailOnFindings(variables), null),
      isAdvisory: reader.boolean('advisory'),
    },
    resultSchema: reader.collect(() => readSchemaPath(variables), null),
  };
}

/** A warning for each gate that `allow` disables. */
function noticesOfAllow({ policy, resultSchema }: Terms): string[] {
  const { allow, failOnFindings } = policy;
  const opened = [
    ...(failOnFindings !== null && allow.has('findings-missing')
      ? [['findings-missing', 'has no readable findings']]
      : []),
    ...(resultSchema !== null && allow.has('result-invalid')
      ? [['result-invalid', 'does not satisfy result-schema']]
      : []),
  ];
  return opened.map(
    ([outcome, defect]) =>
      `allow has ${outcome}, so an answer that ${defect} does not fail the step: remove ${outcome} from allow.`,
  );
}

function noticesOf(rawKey: string, inputs: ReadonlyMap<string, string>): string[] {
  const notices = [...inputs]
    .filter(([, value]) => value === '')
    .map(([label]) => `The value of ${quote(label)} is empty, and is sent as an empty text.`);
  if (rawKey !== rawKey.trim()) {
    notices.unshift('api-key has white space around it, which was removed: store the secret without it.');
  }
  return notices;
}

// Another input, whose value is shown, may contain the key. A long value is truncated when it is shown, even within the key,
// so the beginnings of the key are removed, too.
function withoutKey(problem: string, key: string | null): string {
  if (key === null) return problem;
  let clean = problem;
  for (let length = key.length; length >= MIN_SECRET_CHARS; length -= 1) {
    clean = clean.replaceAll(key.slice(0, length), '***');
  }
  return clean;
}
