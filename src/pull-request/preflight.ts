import type { ChangedLines, UnreadChange } from '../domain/change.ts';
import type { Attach, Start } from '../domain/command.ts';
import { InputError } from '../domain/errors.ts';
import type { Policy, StepEnd } from '../domain/outcome.ts';
import type { Progress } from '../domain/progress.ts';
import type { Role } from '../domain/role.ts';
import { checkNetwork, describeNetwork } from '../http/network-settings.ts';
import type { WorkflowEvent } from '../inputs/event.ts';
import { secretlessEvent } from '../inputs/missing-key.ts';
import { parseInputs, withRemoteInputs } from '../inputs/parse.ts';
import { readPrecedingRun } from '../inputs/preceding-run.ts';
import { orElse, type Variables } from '../inputs/raw.ts';
import { readRequiredRole, triggeringActor } from '../inputs/required-role.ts';
import { runAttemptOf } from '../inputs/run-attempt.ts';
import { secretsOf } from '../inputs/secrets.ts';
import type { Request, Settings } from '../inputs/settings.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { ResultSchema } from '../result/schema/parse-schema.ts';
import { quote } from '../text/sanitize.ts';
import { admit } from './admission.ts';
import type { Contents } from './contents.ts';
import type { GitHub } from './github.ts';
import { readRemoteInputs } from './read-inputs.ts';
import { readSchemaFile, type SchemaRequest } from './schema-file.ts';
import type { StepStatus } from './step-status.ts';

/** What is known of the inputs and the event so far. It stays known if a later input has an error. */
export interface Given {
  settings: Settings | null;
  policy: Policy;
  event: WorkflowEvent | null;
  /** The lines that the pull request changed, as far as the diff was read. */
  changed: ChangedLines;
  /** The schema that the result must satisfy. */
  schema: ResultSchema | null;
  /** True once it is known that no role is required, or that the person has the required one. */
  mayWrite: boolean;
}

interface Preflight {
  readonly variables: Variables;
  readonly readEvent: (eventPath: string) => Promise<WorkflowEvent | null>;
  readonly given: Given;
  readonly github: (GitHub & Contents) | null;
  readonly runtime: Runtime;
  readonly progress: Progress;
  readonly status: StepStatus;
}

interface Ready {
  readonly kind: 'ready';
  readonly settings: Settings;
}

/**
 * Everything before the first request to the service: the network's settings, the event, the inputs, whether the step may start, and
 * the inputs that only GitHub has.
 *
 * @returns the settings, or the step's end if nothing must be started
 * @throws InputError
 */
export async function preflight(stage: Preflight): Promise<Ready | StepEnd> {
  const { variables, given, github, runtime, progress, status } = stage;
  progress.attemptKnown(runAttemptOf(variables));
  const { request, role } = await readRequest(stage);
  const login = triggeringActor(variables);
  const usesPullRequest = request.kind === 'settings' && needsPullRequest(request, given.event);
  const admitted = await admit({ event: given.event, github, role, login, usesPullRequest }, runtime);
  const { fault, event } = admitted;
  if (fault?.outcome !== 'not-permitted') given.mayWrite = true;
  given.event = event;
  for (const warning of admitted.warnings) progress.warn(warning);
  if (fault !== null) return { kind: 'stopped', ...fault };
  if (request.kind === 'skip') return { kind: 'stopped', outcome: 'skipped', reasons: [request.reason] };
  const { settings } = request;
  const { command } = settings;
  if (command.kind !== 'validate') await status.begin(event, agentNameOf(command));
  const [schema, values] = await both(
    readSchema(settings.resultSchema, { variables, event, github }, runtime),
    readChange(stage, request, event),
  );
  given.schema = schema;
  if (values === null) {
    const reason =
      'diff-paths excludes every file that changed, so no run was started. If such a change needs no review, set allow: nothing-to-review.';
    return { kind: 'stopped', outcome: 'nothing-to-review', reasons: [reason] };
  }
  if (command.kind === 'attach' || values.size === 0) return { kind: 'ready', settings };
  const complete = withRemoteInputs(command, values, secretsOf(variables, settings.apiKey));
  return { kind: 'ready', settings: { ...settings, command: complete } };
}

/**
 * The results of two reads, which run side by side. Waits for both, so that none of them runs on when the step ends.
 *
 * @throws InputError with the problems of both
 */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  const results = await Promise.allSettled([one, other]);
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const [first, second] = errors;
  if (first instanceof InputError && second instanceof InputError) {
    throw new InputError([...first.problems, ...second.problems], { cause: first });
  }
  return Promise.all([one, other]);
}

type SettingsRequest = Extract<Request, { kind: 'settings' }>;

/**
 * The inputs that only GitHub has, by label; empty if none is wanted, null if the filter excludes all files that changed.
 *
 * @throws InputError
 */
async function readChange(
  { given, github, runtime, progress }: Preflight,
  { settings, remoteInputs: wanted, diffPaths: filter }: SettingsRequest,
  event: WorkflowEvent | null,
): Promise<ReadonlyMap<string, string> | null> {
  if (settings.command.kind === 'attach') return new Map();
  const change = event?.change ?? null;
  if (change !== null) progress.headKnown(change.head.sha, change.base);
  if (event === null || github === null || wanted.size === 0) return new Map();
  const onRead = (unread: UnreadChange) => progress.changeRead(unread);
  const { values, commits, changed } = await readRemoteInputs(
    { wanted, event, github, filter, onRead },
    runtime,
  );
  given.changed = changed;
  progress.headKnown(commits.head, { sha: commits.base, ref: change?.base.ref ?? null });
  return values;
}

/** What the inputs request, and the required role. */
async function readRequest({
  variables,
  readEvent,
  given,
  runtime,
}: Preflight): Promise<{ readonly request: Request; readonly role: Role | null }> {
  checkNetwork(variables);
  for (const line of describeNetwork(variables)) runtime.log.info(line);
  const { GITHUB_EVENT_NAME = '', GITHUB_ACTOR = '', GITHUB_EVENT_PATH = '' } = variables;
  const event = await readEvent(GITHUB_EVENT_PATH);
  const precedingRun =
    GITHUB_EVENT_NAME === 'workflow_run' ? await readPrecedingRun(GITHUB_EVENT_PATH) : null;
  given.event = event;
  given.mayWrite = orElse(() => readRequiredRole(variables, precedingRun) === null, false);
  const isFork = event?.change?.head.isFork ?? false;
  const secretless = secretlessEvent(GITHUB_EVENT_NAME, GITHUB_ACTOR, isFork);
  const request = await parseInputs(variables, secretless, event, precedingRun);
  given.policy = request.kind === 'skip' ? request.policy : request.settings.policy;
  if (request.kind === 'settings') given.settings = request.settings;
  return { request, role: readRequiredRole(variables, precedingRun) };
}

/** True if the step needs the pull request as it is now; a comment's event does not name the head. */
function needsPullRequest(
  { usesPullRequest, settings }: SettingsRequest,
  event: WorkflowEvent | null,
): boolean {
  const isHeadUnknown = event?.kind === 'comment' && event.change === null;
  return usesPullRequest || (isHeadUnknown && settings.command.kind !== 'attach');
}

/** The agent as the inputs name it; null if they do not. */
function agentNameOf(command: Start | Attach): string | null {
  if (command.kind === 'attach') return command.agentId;
  return command.agent.kind === 'agent-id' ? command.agent.agentId : command.agent.agentName;
}

/**
 * The schema that the result must satisfy; null without a path.
 *
 * @throws InputError
 */
async function readSchema(
  path: string | null,
  from: Omit<SchemaRequest, 'path'>,
  runtime: Runtime,
): Promise<ResultSchema | null> {
  if (path === null) return null;
  const text = await readSchemaFile({ ...from, path }, runtime);
  const { parseSchema } = await import('../result/schema/parse-schema.ts');
  return parseSchema(text, `result-schema ${quote(path)}`);
}
