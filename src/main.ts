import type { UnreadChange } from './domain/change.ts';
import type { Attach, Start } from './domain/command.ts';
import { describe } from './domain/errors.ts';
import type { Exchange } from './domain/exchange.ts';
import type { Policy, StepEnd } from './domain/outcome.ts';
import { Progress } from './domain/progress.ts';
import type { RunSnapshot } from './domain/run.ts';
import type { Send } from './http/send.ts';
import { commentSettingsOf } from './inputs/comment-settings.ts';
import { DECLARED_INPUTS } from './inputs/declared.ts';
import { secretlessEvent } from './inputs/missing-key.ts';
import { parseInputs, wantsSummary, withRemoteInputs } from './inputs/parse.ts';
import { orElse, quote, type Variables } from './inputs/raw.ts';
import { readRequiredRole, triggeringActor } from './inputs/required-role.ts';
import { runAttemptOf } from './inputs/run-attempt.ts';
import { readCredentials, secretsOf } from './inputs/secrets.ts';
import type { Request, Settings } from './inputs/settings.ts';
import { logWarning } from './platform/log.ts';
import { checkNetwork, describeNetwork } from './platform/network-settings.ts';
import { type Platform, systemPlatform } from './platform/platform.ts';
import { redactLog, redactRunner } from './platform/redacted.ts';
import type { Runtime } from './platform/runtime.ts';
import { admit } from './pull-request/admission.ts';
import { type Contents, createContents } from './pull-request/contents.ts';
import type { WorkflowEvent } from './pull-request/event.ts';
import type { GitHub, Role } from './pull-request/github.ts';
import { createGitHub } from './pull-request/octokit.ts';
import { readPrecedingRun } from './pull-request/preceding-run.ts';
import { readRemoteInputs } from './pull-request/read-inputs.ts';
import { readSchemaFile, type SchemaRequest } from './pull-request/schema-file.ts';
import { StepStatus } from './pull-request/step-status.ts';
import type { ReportTerms } from './report/early.ts';
import { createReportFiles } from './report/files.ts';
import type { AttachStep } from './report/report.ts';
import type { ResultSchema } from './result/schema/parse-schema.ts';
import { runStep } from './run/run-step.ts';
import { DEFAULT_PROVIDER } from './service/providers.ts';
import { durationMs } from './text/duration.ts';
import { Redactor } from './text/redact.ts';
import { sentence } from './text/sentence.ts';
import { judge } from './verdict/judge.ts';
import { outcomeOfError } from './verdict/outcome-of-error.ts';

const FIRST_OUTPUTS_MS = 1000;
const HOUR_MS = 3_600_000;
const USUAL_RUN_AGE_MS = durationMs(DECLARED_INPUTS['max-run-age']);

const CLOSED: Policy = {
  allow: new Set(),
  requireEvals: true,
  requireSteps: [],
  failOnFindings: null,
  isAdvisory: false,
};

/** What of the inputs and the event is known so far; it stays known where a later one is at fault. */
interface Given {
  settings: Settings | null;
  policy: Policy;
  event: WorkflowEvent | null;
  /** What the result must satisfy. */
  schema: ResultSchema | null;
  /** True once it is known that no role is required, or that the required one is there. */
  mayWrite: boolean;
}

/**
 * Runs the step from its inputs to its report. Never rejects.
 *
 * @returns true only where the step passes
 */
export async function main(platform: Platform = systemPlatform()): Promise<boolean> {
  const { environment, clock, random, interrupted } = platform;
  const { variables } = environment;
  const beganAt = clock.monotonic();
  maskKey(platform);
  const redactor = new Redactor(readCredentials(variables));
  const log = redactLog(platform.log, redactor);

  const given: Given = { settings: null, policy: CLOSED, event: null, schema: null, mayWrite: false };
  const reporting = once(() => loadReporting(platform, redactor, (warning) => progress.warn(warning)));
  const openReporting = once(async () => {
    const loaded = await reporting();
    loaded.writeFirstOutputs();
    await redactor.load();
    return loaded;
  });
  const progress = new Progress({
    openSink: async () => (await openReporting()).createSink(termsOf(variables, given.settings, redactor)),
    onWarning: (warning) => logWarning(log, warning),
  });
  // Who needs the outputs is told whether they could be written.
  const onSent = () => void openReporting().catch(() => undefined);
  // A connection may take long, and a step that is killed meanwhile must have its first outputs.
  const cancelTimer = clock.timer(FIRST_OUTPUTS_MS, onSent);
  const runtime = { clock, random, signal: interrupted, log, onSent };
  const conversation = commentSettingsOf(variables);
  const send = readable(platform.createSend(variables), redactor);
  const network = { clock, send, redact: redactor.redact };
  const api = conversation.token === null ? null : { ...conversation, ...network, token: conversation.token };
  const github = api === null ? null : { ...createGitHub(api), ...createContents(api) };

  const save = async (left: string) => (await reporting()).savePending(left);
  const { redact } = redactor;
  const status = new StepStatus({ variables, github, api: conversation, runtime, redact, save });

  const run = async (): Promise<StepEnd> => {
    const ready = await preflight({ ...platform, log }, { given, github, runtime, progress, status });
    if (ready.kind !== 'ready') return ready;
    const { settings } = ready;
    const onExchange = (exchange: Exchange) => progress.exchanged(exchange);
    const service = settings.provider.create(settings.apiKey, settings.baseUrl, { ...network, onExchange });
    return runStep({ settings, service, runtime, progress, beganAt });
  };
  try {
    const end = await run()
      .finally(() => {
        // However early the step ends: where its first outputs cannot be written, nothing else counts.
        cancelTimer();
        return openReporting();
      })
      .then((outcome) => {
        interrupted.throwIfAborted();
        return outcome;
      })
      .catch((error: unknown) => outcomeOfError(error, progress.snapshot()));
    await redactor.load();
    const { publisher, updatePullRequest, readResult } = await reporting();
    const { settings, policy, event, mayWrite } = given;
    const known = progress.snapshot();
    const result = await readResult(known.run, end.kind === 'ended' ? given : { ...given, schema: null });
    const verdict = judge(end, policy, result);
    const terms = termsOf(variables, settings, redactor);
    const written = await publisher.writeOutputs(verdict, { progress: known, result }, terms);
    const context = { event, github, conversation, runtime, redactor, status, mayWrite };
    const notes = await updatePullRequest(context, written);
    await publisher.writeSummary(written, notes);
    return written.verdict.passes;
  } catch (error) {
    const why = `nothing could be reported: ${describe(error)}`;
    // Without the publisher no output was written.
    const replace = ({ publisher }: Reporting) => publisher.replaceOutcome(redactor.redact(sentence(why)));
    await reporting().then(replace, () => undefined);
    log.fail(`internal-error: ${sentence(why)}`);
    return false;
  }
}

type Reporting = Awaited<ReturnType<typeof loadReporting>>;

function maskKey({ environment: { variables }, log }: Platform): void {
  const key = variables['INPUT_API-KEY'] ?? '';
  // As it was given, and as it is sent.
  for (const secret of new Set([key, key.trim()])) if (secret !== '') log.mask(secret);
}

interface Preflight {
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
 * what of the inputs only GitHub has.
 *
 * @returns the settings, or the step's end where nothing is to be started
 * @throws InputError
 */
async function preflight(platform: Platform, stage: Preflight): Promise<Ready | StepEnd> {
  const { given, github, runtime, progress, status } = stage;
  const { variables } = platform.environment;
  progress.attemptKnown(runAttemptOf(variables));
  const { request, role } = await readRequest(platform, stage);
  const login = triggeringActor(variables);
  const usesPullRequest = request.kind === 'settings' && needsPullRequest(request, given.event);
  const admitted = await admit({ event: given.event, github, role, login, usesPullRequest }, runtime);
  const { fault, event } = admitted;
  if (fault?.outcome !== 'not-permitted') given.mayWrite = true;
  given.event = event;
  for (const warning of admitted.warnings) progress.warn(warning);
  if (fault !== null) return { kind: 'stopped', ...fault };
  if (request.kind === 'skip') return { kind: 'stopped', outcome: 'skipped', reasons: [request.reason] };
  const { settings, remoteInputs: wanted, diffPaths: filter } = request;
  const { command } = settings;
  if (command.kind !== 'validate') status.begin(event, agentNameOf(command));
  given.schema = await readSchema(settings.resultSchema, { variables, event, github }, runtime);
  if (command.kind === 'attach') return { kind: 'ready', settings };
  const change = event?.change ?? null;
  if (change !== null) progress.headKnown(change.head.sha, change.base);
  if (event === null || github === null || wanted.size === 0) return { kind: 'ready', settings };
  const onRead = (unread: UnreadChange) => progress.changeRead(unread);
  const { values, commits } = await readRemoteInputs({ wanted, event, github, filter, onRead }, runtime);
  progress.headKnown(commits.head, { sha: commits.base, ref: change?.base.ref ?? null });
  if (values === null) {
    const reason =
      'diff-paths excludes every file that changed, so no run was started. If such a change needs no review, set allow: nothing-to-review.';
    return { kind: 'stopped', outcome: 'nothing-to-review', reasons: [reason] };
  }
  const complete = withRemoteInputs(command, values, secretsOf(variables, settings.apiKey));
  return { kind: 'ready', settings: { ...settings, command: complete } };
}

/** What the inputs request, and the role that is required. */
async function readRequest(
  { environment: { variables }, log, readEvent }: Platform,
  { given }: Preflight,
): Promise<{ readonly request: Request; readonly role: Role | null }> {
  checkNetwork(variables);
  for (const line of describeNetwork(variables)) log.info(line);
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
  { usesPullRequest, settings }: Extract<Request, { kind: 'settings' }>,
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
  const { parseSchema } = await import('./result/schema/parse-schema.ts');
  return parseSchema(text, `result-schema ${quote(path)}`);
}

/** Work that is begun with the first call, and whose result every call has. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}

/**
 * Whatever somebody else writes comes in a response, so none is read before the shapes of secrets in it are known. If they
 * cannot be loaded, the report cannot be opened, and nothing is started.
 */
function readable(send: Send, redactor: Redactor): Send {
  return (request) => send(request).finally(() => Promise.allSettled([redactor.load()]));
}

/** Loads what reports the step. */
async function loadReporting(
  { environment, loadRunner, withinTime }: Platform,
  redactor: Redactor,
  warn: (warning: string) => void,
) {
  const { variables, temporaryFolder } = environment;
  const [
    { Publisher },
    { createSink, writeFirstOutputs },
    { SavedNotice },
    { updatePullRequest },
    results,
    loaded,
  ] = await Promise.all([
    import(/* webpackChunkName: "report" */ './report/publish.ts'),
    import(/* webpackChunkName: "report" */ './report/early.ts'),
    import(/* webpackChunkName: "report" */ './report/saved-notice.ts'),
    import(/* webpackChunkName: "report" */ './pull-request/update.ts'),
    import(/* webpackChunkName: "report" */ './result/read-result.ts'),
    loadRunner(),
  ]);
  const runner = redactRunner(loaded, redactor);
  const wanted = wantsSummary(variables);
  const workspace = variables.GITHUB_WORKSPACE || null;
  const saved = new SavedNotice({ runner, wantsSummary: wanted, warn });
  const publisher = new Publisher({
    runner,
    files: createReportFiles(temporaryFolder),
    saved,
    wantsSummary: wanted,
    workspace,
    category: commentSettingsOf(variables).key,
    withinTime,
  });
  return {
    publisher,
    updatePullRequest,
    readResult: (run: RunSnapshot | null, { settings, schema }: Given) =>
      results.readResult(run, {
        workspace,
        failsFrom: settings?.policy.failOnFindings ?? null,
        schema,
        isWholeOutput: settings?.provider.hasFindings === false,
        withinTime,
      }),
    writeFirstOutputs: () => writeFirstOutputs(runner),
    savePending: (left: string) => saved.savePending(left),
    createSink: (terms: ReportTerms) => createSink(runner, saved, terms),
  };
}

function termsOf(variables: Variables, settings: Settings | null, redactor: Redactor): ReportTerms {
  const { hasEvals } = settings?.provider ?? DEFAULT_PROVIDER;
  return { attach: attachStep(variables, settings), hasEvals, redactor };
}

function attachStep(variables: Platform['environment']['variables'], settings: Settings | null): AttachStep {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = variables;
  const provider = settings?.provider ?? DEFAULT_PROVIDER;
  const { allow, requireEvals, requireSteps, failOnFindings, isAdvisory } = settings?.policy ?? CLOSED;
  return {
    uses: repository && ref ? `${repository}@${ref}` : 'OWNER/run-kindo-agent@v1',
    keySecret: provider.keySecret,
    provider: provider === DEFAULT_PROVIDER ? null : provider.id,
    baseUrl: settings?.baseUrl ?? null,
    requireEvals: requireEvals === provider.hasEvals ? null : requireEvals,
    requireSteps,
    failOnFindings,
    resultSchema: settings?.resultSchema ?? null,
    allow: [...allow],
    isAdvisory,
    maxRunAge: settings === null ? null : maxRunAgeOf(settings),
  };
}

/** Whoever attaches comes later: by then, the run of a long wait is older than usual. */
function maxRunAgeOf({ command, timeoutMs }: Settings): string | null {
  const ageMs = command.kind === 'attach' ? command.maxRunAgeMs : Math.max(USUAL_RUN_AGE_MS, 2 * timeoutMs);
  return ageMs === USUAL_RUN_AGE_MS ? null : `${Math.ceil(ageMs / HOUR_MS)}h`;
}
