import type { UnreadChange } from './domain/change.ts';
import { describe } from './domain/errors.ts';
import type { Exchange } from './domain/exchange.ts';
import type { Policy, StepEnd } from './domain/outcome.ts';
import { Progress } from './domain/progress.ts';
import type { Send } from './http/send.ts';
import { type CommentSettings, commentSettingsOf } from './inputs/comment-settings.ts';
import { DECLARED_INPUTS } from './inputs/declared.ts';
import { secretlessEvent } from './inputs/missing-key.ts';
import { parseInputs, wantsSummary, withRemoteInputs } from './inputs/parse.ts';
import type { Variables } from './inputs/raw.ts';
import { readCredentials, secretsOf } from './inputs/secrets.ts';
import type { Request, Settings } from './inputs/settings.ts';
import { logWarning } from './platform/log.ts';
import { checkNetwork, describeNetwork } from './platform/network-settings.ts';
import { type Platform, systemPlatform } from './platform/platform.ts';
import { redactLog, redactRunner } from './platform/redacted.ts';
import type { Runtime } from './platform/runtime.ts';
import type { WorkflowEvent } from './pull-request/event.ts';
import type { GitHub } from './pull-request/github.ts';
import { createGitHub } from './pull-request/octokit.ts';
import type { GitHubOptions } from './pull-request/octokit-client.ts';
import { readRemoteInputs } from './pull-request/read-inputs.ts';
import type { ReportTerms } from './report/early.ts';
import { createReportFiles } from './report/files.ts';
import type { AttachStep } from './report/report.ts';
import { runStep } from './run/run-step.ts';
import { DEFAULT_PROVIDER } from './service/providers.ts';
import { durationMs } from './text/duration.ts';
import { Redactor } from './text/redact.ts';
import { judge } from './verdict/judge.ts';
import { outcomeOfError } from './verdict/outcome-of-error.ts';

const FIRST_OUTPUTS_MS = 1000;
const HOUR_MS = 3_600_000;
const USUAL_RUN_AGE_MS = durationMs(DECLARED_INPUTS['max-run-age']);

const CLOSED: Policy = { allow: new Set(), requireEvals: false, requireSteps: [] };

/** What of the inputs and the event is known so far; it stays known where a later one is at fault. */
interface Given {
  settings: Settings | null;
  event: WorkflowEvent | null;
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

  const given: Given = { settings: null, event: null };
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
  const github = gitHubOf(conversation, network);

  const run = async (): Promise<StepEnd> => {
    const ready = await preflight({ ...platform, log }, { given, github, runtime, progress });
    if (ready.kind !== 'settings') return ready;
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
    const { publisher, updatePullRequest } = await reporting();
    const { settings, event } = given;
    const verdict = judge(end, settings?.policy ?? CLOSED);
    const terms = termsOf(variables, settings, redactor);
    const written = await publisher.writeOutputs(verdict, progress.snapshot(), terms);
    const notes = await updatePullRequest({ event, github, conversation, runtime, redactor }, written);
    await publisher.writeSummary(written, notes);
    return written.verdict.passes;
  } catch (error) {
    const why = describe(error);
    await reporting().then(
      ({ publisher }) => publisher.replaceOutcome(redactor.redact(`Nothing could be reported: ${why}.`)),
      // Without it no output was written.
      () => undefined,
    );
    log.fail(`internal-error: nothing could be reported: ${why}.`);
    return false;
  }
}

function maskKey({ environment: { variables }, log }: Platform): void {
  const key = variables['INPUT_API-KEY'] ?? '';
  // As it was given, and as it is sent.
  for (const secret of new Set([key, key.trim()])) if (secret !== '') log.mask(secret);
}

function gitHubOf(
  { token, ...settings }: CommentSettings,
  network: Pick<GitHubOptions, 'clock' | 'send' | 'redact'>,
): GitHub | null {
  return token === null ? null : createGitHub({ token, ...settings, ...network });
}

interface Preflight {
  readonly given: Given;
  readonly github: GitHub | null;
  readonly runtime: Runtime;
  readonly progress: Progress;
}

/**
 * Everything before the first request to the service: the network's settings, the event, the inputs, and what of them only GitHub has.
 *
 * @returns the settings, or the step's end where nothing is to be started
 * @throws InputError
 */
async function preflight(
  { environment: { variables }, log, readEvent }: Platform,
  { given, github, runtime, progress }: Preflight,
): Promise<Extract<Request, { kind: 'settings' }> | StepEnd> {
  checkNetwork(variables);
  for (const line of describeNetwork(variables)) log.info(line);
  const { GITHUB_EVENT_NAME = '', GITHUB_ACTOR = '', GITHUB_EVENT_PATH = '' } = variables;
  const event = await readEvent(GITHUB_EVENT_PATH);
  given.event = event;
  const head = event?.change?.head ?? null;
  const secretless = secretlessEvent(GITHUB_EVENT_NAME, GITHUB_ACTOR, head?.isFork ?? false);
  const request = await parseInputs(variables, secretless, event);
  if (request.kind === 'skip') return { kind: 'unjudged', outcome: 'skipped', reason: request.reason };
  const { settings, remoteInputs: wanted, diffPaths: filter } = request;
  const { command } = settings;
  given.settings = settings;
  if (command.kind === 'attach') return request;
  if (head !== null) progress.headKnown(head.sha);
  if (event === null || github === null || wanted.size === 0) return request;
  const onRead = (unread: UnreadChange) => progress.changeRead(unread);
  const source = { wanted, event, github, filter, onRead };
  const { values, commits } = await readRemoteInputs(source, runtime);
  progress.headKnown(commits.head);
  if (values === null) {
    const reason = 'diff-paths excludes every file that changed, so no run was started.';
    return { kind: 'stopped', outcome: 'nothing-to-review', reasons: [reason] };
  }
  const complete = withRemoteInputs(command, values, secretsOf(variables, settings.apiKey));
  return { ...request, settings: { ...settings, command: complete } };
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
  const [{ Publisher }, { createSink, writeFirstOutputs }, { SavedNotice }, { updatePullRequest }, loaded] =
    await Promise.all([
      import(/* webpackChunkName: "report" */ './report/publish.ts'),
      import(/* webpackChunkName: "report" */ './report/early.ts'),
      import(/* webpackChunkName: "report" */ './report/saved-notice.ts'),
      import(/* webpackChunkName: "report" */ './pull-request/update.ts'),
      loadRunner(),
    ]);
  const runner = redactRunner(loaded, redactor);
  const wanted = wantsSummary(variables);
  const saved = new SavedNotice({ runner, wantsSummary: wanted, warn });
  const publisher = new Publisher({
    runner,
    files: createReportFiles(temporaryFolder),
    saved,
    wantsSummary: wanted,
    workspace: variables.GITHUB_WORKSPACE || null,
    category: commentSettingsOf(variables).key,
    withinTime,
  });
  return {
    publisher,
    updatePullRequest,
    writeFirstOutputs: () => writeFirstOutputs(runner),
    createSink: (terms: ReportTerms) => createSink(runner, saved, terms),
  };
}

function termsOf(variables: Variables, settings: Settings | null, redactor: Redactor): ReportTerms {
  return { attach: attachStep(variables, settings), redactor };
}

function attachStep(variables: Platform['environment']['variables'], settings: Settings | null): AttachStep {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = variables;
  const provider = settings?.provider ?? DEFAULT_PROVIDER;
  const { allow, requireEvals, requireSteps } = settings?.policy ?? CLOSED;
  return {
    uses: repository && ref ? `${repository}@${ref}` : 'OWNER/run-kindo-agent@v1',
    keySecret: provider.keySecret,
    provider: provider === DEFAULT_PROVIDER ? null : provider.id,
    baseUrl: settings?.baseUrl ?? null,
    requireEvals,
    requireSteps,
    allow: [...allow],
    maxRunAge: settings === null ? null : maxRunAgeOf(settings),
  };
}

/** Whoever attaches comes later: by then, the run of a long wait is older than usual. */
function maxRunAgeOf({ command, timeoutMs }: Settings): string | null {
  const ageMs = command.kind === 'attach' ? command.maxRunAgeMs : Math.max(USUAL_RUN_AGE_MS, 2 * timeoutMs);
  return ageMs === USUAL_RUN_AGE_MS ? null : `${Math.ceil(ageMs / HOUR_MS)}h`;
}
