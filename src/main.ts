import { newRecord, type Policy, type RunOutcome } from './domain/domain.ts';
import { describe } from './domain/errors.ts';
import { commentSettingsOf } from './inputs/comment-settings.ts';
import { DECLARED_INPUTS } from './inputs/declared.ts';
import { secretlessEvent } from './inputs/missing-key.ts';
import { parseInputs, wantsSummary, withRemoteInputs } from './inputs/parse.ts';
import type { Settings } from './inputs/settings.ts';
import { checkNetwork, describeNetwork } from './platform/network-settings.ts';
import { type Platform, systemPlatform } from './platform/platform.ts';
import { createGitHub } from './pull-request/octokit.ts';
import type { PullRequest } from './pull-request/pull-request.ts';
import { readRemoteInputs } from './pull-request/read-inputs.ts';
import type { PullRequestContext } from './pull-request/update.ts';
import { createReportFiles } from './report/files.ts';
import type { AttachStep } from './report/report.ts';
import { warn } from './report/warn.ts';
import { runStep } from './run/run-step.ts';
import { DEFAULT_PROVIDER } from './service/providers.ts';
import { parseDuration } from './text/duration.ts';
import { createRedact } from './text/redact.ts';
import { judge } from './verdict/judge.ts';
import { outcomeOfError } from './verdict/outcome-of-error.ts';

const FIRST_OUTPUTS_MS = 1000;
const HOUR_MS = 3_600_000;
const USUAL_RUN_AGE_MS = Number(parseDuration(DECLARED_INPUTS['max-run-age']));

const CLOSED: Policy = { allow: new Set(), requireEvals: false, requireSteps: [] };

/**
 * Runs the step from its inputs to its report. Never rejects.
 *
 * @returns true only where the step passes
 */
export async function main(platform: Platform = systemPlatform()): Promise<boolean> {
  const { environment, log, clock, random, interrupted } = platform;
  const { variables } = environment;
  const beganAt = clock.monotonic();
  const key = variables['INPUT_API-KEY'] ?? '';
  // As it was given, and as it is sent.
  for (const secret of new Set([key, key.trim()])) if (secret !== '') log.mask(secret);

  const record = newRecord();
  let settings: Settings | null = null;
  const reporting = once(() => loadReporting(platform));
  const openPublisher = once(async () => {
    const { publisher } = await reporting();
    publisher.open();
    if (settings !== null) publisher.prepare(attachStep(variables, settings), createRedact(settings.apiKey));
    return publisher;
  });
  // Who needs the publisher is told whether it could be opened.
  const onSent = () => void openPublisher().catch(() => undefined);
  // A connection may take long, and a step that is killed meanwhile must have its first outputs.
  const cancelTimer = clock.timer(FIRST_OUTPUTS_MS, onSent);
  const conditions = { clock, random, signal: interrupted, log, onSent };
  const conversation = commentSettingsOf(variables);
  const send = platform.createSend(variables);
  const github = createGitHub({ ...conversation, clock, send });
  let pullRequest: PullRequest | null = null;
  let outcome: RunOutcome;
  try {
    try {
      checkNetwork(variables);
      for (const line of describeNetwork(variables)) log.info(line);
      const { GITHUB_EVENT_NAME = '', GITHUB_ACTOR = '', GITHUB_EVENT_PATH = '' } = variables;
      pullRequest = await platform.readPullRequest(GITHUB_EVENT_PATH);
      const event = secretlessEvent(GITHUB_EVENT_NAME, GITHUB_ACTOR, pullRequest?.fromFork ?? false);
      const request = await parseInputs(variables, event, pullRequest);
      if (request.kind === 'skip') {
        outcome = { kind: 'unjudged', outcome: 'skipped', reason: request.reason };
      } else {
        settings = request.settings;
        if (settings.target.kind !== 'attach') record.headSha = pullRequest?.commits?.head ?? '';
        if (pullRequest !== null && settings.remoteInputs.size > 0) {
          const request = { wanted: settings.remoteInputs, pullRequest, github };
          const { values, commits } = await readRemoteInputs(request, conditions);
          record.headSha = commits.head;
          settings = withRemoteInputs(settings, values, variables);
        }
        const service = settings.provider.create(settings.apiKey, settings.baseUrl, {
          clock,
          onExchange: (exchange) => record.timeline.push(exchange),
          send,
        });
        outcome = await runStep({ settings, service, conditions, record, beganAt, openPublisher });
      }
    } finally {
      // However early the step ends: where its first outputs cannot be written, nothing else counts.
      cancelTimer();
      await openPublisher();
    }
    interrupted.throwIfAborted();
  } catch (error) {
    outcome = outcomeOfError(error, record);
  }
  const followed: PullRequestContext = {
    pullRequest,
    github,
    conversation,
    conditions,
    warn: (warning) => warn(log, record, warning),
  };
  try {
    const { publisher, followUp } = await reporting();
    const verdict = judge(outcome, settings?.policy ?? CLOSED);
    const attach = attachStep(variables, settings);
    return (await publisher.close(verdict, record, attach, (report) => followUp(followed, report))).passes;
  } catch (error) {
    log.fail(`internal-error: nothing could be reported: ${describe(error)}.`);
    return false;
  }
}

/** Work that is begun with the first call, and whose result every call has. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}

/** Loads what reports the step. */
async function loadReporting({ environment, loadRunner, withinTime }: Platform) {
  const { variables, temporaryFolder } = environment;
  const [{ Publisher }, { updatePullRequest: followUp }, runner] = await Promise.all([
    import(/* webpackChunkName: "report" */ './report/publish.ts'),
    import(/* webpackChunkName: "report" */ './pull-request/update.ts'),
    loadRunner(),
  ]);
  const publisher = new Publisher({
    runner,
    files: createReportFiles(temporaryFolder),
    wantsSummary: wantsSummary(variables),
    workspace: variables.GITHUB_WORKSPACE ?? '',
    withinTime,
  });
  return { publisher, followUp };
}

function attachStep(variables: Platform['environment']['variables'], settings: Settings | null): AttachStep {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = variables;
  const provider = settings?.provider ?? DEFAULT_PROVIDER;
  const { allow, requireEvals, requireSteps } = settings?.policy ?? CLOSED;
  return {
    uses: repository && ref ? `${repository}@${ref}` : 'OWNER/run-kindo-agent@v1',
    keySecret: provider.keySecret,
    provider: provider === DEFAULT_PROVIDER ? '' : provider.id,
    baseUrl: settings?.baseUrl ?? '',
    requireEvals,
    requireSteps,
    allow: [...allow],
    maxRunAge: settings === null ? '' : maxRunAgeOf(settings),
  };
}

/** Whoever attaches comes later: by then, the run of a long wait is older than usual. */
function maxRunAgeOf({ target, timeoutMs }: Settings): string {
  const ageMs = target.kind === 'attach' ? target.maxRunAgeMs : Math.max(USUAL_RUN_AGE_MS, 2 * timeoutMs);
  return ageMs === USUAL_RUN_AGE_MS ? '' : `${Math.ceil(ageMs / HOUR_MS)}h`;
}
