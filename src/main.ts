import { describe } from './domain/errors.ts';
import type { Exchange } from './domain/exchange.ts';
import type { Policy, StepEnd } from './domain/outcome.ts';
import { Progress } from './domain/progress.ts';
import type { RunSnapshot } from './domain/run.ts';
import type { Send } from './http/send.ts';
import { createSend } from './http/transport.ts';
import { type CommentSettings, commentSettingsOf } from './inputs/comment-settings.ts';
import { DECLARED_INPUTS } from './inputs/declared.ts';
import { readEvent, type WorkflowEvent } from './inputs/event.ts';
import { wantsSummary } from './inputs/parse.ts';
import type { Variables } from './inputs/raw.ts';
import { readCredentials } from './inputs/secrets.ts';
import type { Settings } from './inputs/settings.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { type Environment, takeEnvironment } from './platform/environment.ts';
import { type EarlyLog, logWarning, standardOutput } from './platform/log.ts';
import { redactLog, redactRunner } from './platform/redacted.ts';
import { loadRunner, type Runner } from './platform/runner.ts';
import { listenForSignals } from './platform/signals.ts';
import { type WithinTime, withinTime } from './platform/time-limit.ts';
import { createContents } from './pull-request/contents.ts';
import { createGitHub } from './pull-request/octokit.ts';
import type { GitHubOptions } from './pull-request/octokit-client.ts';
import { type Given, preflight } from './pull-request/preflight.ts';
import { StepStatus } from './pull-request/step-status.ts';
import type { ReportTerms } from './report/early.ts';
import { createReportFiles } from './report/files.ts';
import type { AttachStep } from './report/report.ts';
import type { Decision } from './report/status-description.ts';
import { runStep } from './run/run-step.ts';
import { DEFAULT_PROVIDER } from './service/providers.ts';
import { durationMs } from './text/duration.ts';
import { Redactor } from './text/redact.ts';
import { sentence } from './text/sentence.ts';
import { judge } from './verdict/judge.ts';
import { outcomeOfError } from './verdict/outcome-of-error.ts';

const FIRST_OUTPUTS_MS = 1000;
const HOUR_MS = 3_600_000;
const FIX_REPORT = 'Check the disk of the runner, and its temporary folder.';
const USUAL_RUN_AGE_MS = durationMs(DECLARED_INPUTS['max-run-age']);

const CLOSED: Policy = {
  allow: new Set(),
  requireEvals: true,
  requireSteps: [],
  failOnFindings: null,
  isAdvisory: false,
};

const REPORT_FAILED: Decision = { outcome: 'internal-error', passes: false, wouldFail: true };

const NOTHING_GIVEN: Given = {
  settings: null,
  policy: CLOSED,
  event: null,
  changed: new Map(),
  schema: null,
  mayWrite: false,
};

/** The environment of the step: process, clock, runner, network. Tests pass another. */
export interface Platform {
  readonly environment: Environment;
  readonly log: EarlyLog;
  /** Rejects if the runner's toolkit cannot be loaded. */
  readonly loadRunner: () => Promise<Runner>;
  readonly clock: Clock;
  readonly withinTime: WithinTime;
  readonly random: () => number;
  /** Aborted when the step must end; its reason is the error that says why. */
  readonly interrupted: AbortSignal;
  readonly readEvent: (eventPath: string) => Promise<WorkflowEvent | null>;
  readonly createSend: (variables: Variables) => Send;
}

/** The process that runs the step. Removes the key from its environment, and begins to listen for signals. */
export function systemPlatform(): Platform {
  return {
    environment: takeEnvironment(process.env),
    log: standardOutput,
    loadRunner: () => loadRunner(process.env),
    clock: systemClock,
    withinTime,
    random: Math.random,
    interrupted: listenForSignals(process),
    readEvent,
    createSend,
  };
}

/**
 * Runs the step from its inputs to its report. Never rejects.
 *
 * @returns true only if the step passes
 */
export async function main(platform: Platform = systemPlatform()): Promise<boolean> {
  const { environment, clock, random, interrupted, readEvent } = platform;
  const { variables } = environment;
  const beganAt = clock.monotonic();
  maskKey(platform);
  const redactor = new Redactor(readCredentials(variables));
  const log = redactLog(platform.log, redactor);

  const given: Given = { ...NOTHING_GIVEN };
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
  // Errors are left to the callers that need the outputs.
  const onSent = () => void openReporting().catch(() => undefined);
  // A connection may take long, and a step that is killed meanwhile must have its first outputs.
  const cancelTimer = clock.timer(FIRST_OUTPUTS_MS, onSent);
  const runtime = { clock, random, signal: interrupted, log, onSent };
  const commentSettings = commentSettingsOf(variables);
  const send = readable(platform.createSend(variables), redactor);
  const network = { clock, send, redact: redactor.redact };
  const github = openGitHub(commentSettings, network);

  const save = async (left: string) => (await reporting()).savePending(left);
  const { redact } = redactor;
  const status = new StepStatus({ variables, github, api: commentSettings, runtime, redact, save });

  const run = async (): Promise<StepEnd> => {
    const ready = await preflight({ variables, readEvent, given, github, runtime, progress, status });
    if (ready.kind !== 'ready') return ready;
    const { settings } = ready;
    const onExchange = (exchange: Exchange) => progress.exchanged(exchange);
    const service = settings.provider.create(settings.apiKey, settings.baseUrl, { ...network, onExchange });
    return runStep({ settings, service, runtime, progress, beganAt });
  };
  try {
    const end = await run()
      .finally(() => {
        // Also if the step ends early: if its first outputs cannot be written, nothing else counts.
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
    const result = await readResult(known.run, given);
    const verdict = judge(end, policy, result);
    const terms = termsOf(variables, settings, redactor);
    const written = await publisher.writeOutputs(verdict, { progress: known, result }, terms);
    const context = { event, github, commentSettings, runtime, redactor, status, mayWrite };
    const notes = await updatePullRequest(context, written);
    await publisher.writeSummary(written, notes);
    return written.verdict.passes;
  } catch (error) {
    await replaceVerdict(error, { reporting, redactor, status, given, progress, log });
    return false;
  }
}

interface FailedReport {
  readonly reporting: () => Promise<Reporting>;
  readonly redactor: Redactor;
  readonly status: StepStatus;
  readonly given: Given;
  readonly progress: Progress;
  readonly log: EarlyLog;
}

/** Replaces the verdict whose report failed in the outputs and in the commit status, which may have it already. */
async function replaceVerdict(
  error: unknown,
  { reporting, redactor, status, given, progress, log }: FailedReport,
): Promise<void> {
  const why = `${sentence(`Nothing could be reported: ${describe(error)}`)} ${FIX_REPORT}`;
  // Without the publisher no output was written.
  const replace = ({ publisher }: Reporting) => publisher.replaceOutcome(redactor.redact(why));
  await reporting().then(replace, () => undefined);
  const end = { verdict: REPORT_FAILED, progress: progress.snapshot() };
  const warnings = given.mayWrite ? await status.end(given.event, end) : [];
  for (const warning of warnings) logWarning(log, warning);
  log.fail(`internal-error: ${why}`);
}

type Reporting = Awaited<ReturnType<typeof loadReporting>>;

function maskKey({ environment: { variables }, log }: Platform): void {
  const key = variables['INPUT_API-KEY'] ?? '';
  // As it is in the input, and as it is sent.
  for (const secret of new Set([key, key.trim()])) if (secret !== '') log.mask(secret);
}

/** GitHub with the token's access; null without a token. */
function openGitHub(settings: CommentSettings, network: Omit<GitHubOptions, keyof CommentSettings>) {
  const { token } = settings;
  if (token === null) return null;
  const options = { ...settings, ...network, token };
  return { ...createGitHub(options), ...createContents(options) };
}

/** Work that begins with the first call. Every call returns its result. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}

/**
 * All untrusted text comes in responses, so the patterns of secrets are loaded before a response is read. If they cannot be
 * loaded, the report cannot be opened, and nothing is started.
 */
function readable(send: Send, redactor: Redactor): Send {
  return (request) => send(request).finally(() => Promise.allSettled([redactor.load()]));
}

/** Loads the code that reports the step. */
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
    readResult: (run: RunSnapshot | null, { settings, changed, schema }: Given) =>
      results.readResult(run, {
        workspace,
        changed,
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

/** The attach step runs later. By then, a run with a long timeout is older than usual. */
function maxRunAgeOf({ command, timeoutMs }: Settings): string | null {
  const ageMs = command.kind === 'attach' ? command.maxRunAgeMs : Math.max(USUAL_RUN_AGE_MS, 2 * timeoutMs);
  return ageMs === USUAL_RUN_AGE_MS ? null : `${Math.ceil(ageMs / HOUR_MS)}h`;
}
