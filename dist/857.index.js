export const id = 857;
export const ids = [857];
export const modules = {

/***/ 1185:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  updatePullRequest: () => (/* binding */ updatePullRequest)
});

// EXTERNAL MODULE: ./src/domain/errors.ts
var errors = __webpack_require__(241);
// EXTERNAL MODULE: ./src/platform/log.ts
var log = __webpack_require__(4425);
// EXTERNAL MODULE: ./src/retry/budgets.ts
var budgets = __webpack_require__(176);
// EXTERNAL MODULE: ./src/text/sentence.ts
var sentence = __webpack_require__(4966);
// EXTERNAL MODULE: ./src/pull-request/advice.ts
var pull_request_advice = __webpack_require__(7843);
// EXTERNAL MODULE: ./src/retry/read-with-retry.ts
var read_with_retry = __webpack_require__(6998);
;// CONCATENATED MODULE: ./src/pull-request/head.ts


/** The head of the pull request as it is now; null if it cannot be read. */
async function readHead(github, pullNumber, runtime) {
    const deadline = runtime.clock.monotonic() + budgets/* HEAD_BUDGET_MS */.I4;
    try {
        const { head } = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => github.getCommits(pullNumber, limits));
        return head;
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./build/valibot.js
var valibot = __webpack_require__(8483);
// EXTERNAL MODULE: ./src/domain/outcome.ts
var outcome = __webpack_require__(7888);
;// CONCATENATED MODULE: ./src/report/markdown/comment-history.ts



const MAX_COMMITS = 10;
const SHOWN_SHA_CHARS = 12;
const BEGIN = '<!-- run-kindo-agent commits ';
const END = ' -->';
// Everybody with write access can edit the comment. So nothing else is read from it, and no value can end the hidden line
// or be markup.
const Entry = valibot/* object */.Ik({
    commit: valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* regex */.yG(/^[0-9a-f]{40,64}$/)),
    outcome: valibot/* picklist */.KI([...outcome/* FAULT_OUTCOMES */.BM, ...outcome/* CLEAN_OUTCOMES */.o2]),
    passes: valibot/* boolean */.zM(),
    attempt: valibot/* pipe */.Fs(valibot/* number */.ai(), valibot/* integer */.nd(), valibot/* minValue */.Ww(1), valibot/* maxValue */.cG(999_999)),
    runId: valibot/* nullable */.me(valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* regex */.yG(/^\d{1,20}$/))),
});
/**
 * The decisions in a comment of this step, the newest first. They are in its second line, which contains no text of the
 * agent or of a pull request. Entries that cannot be read are left out.
 */
function readHistory(body) {
    const line = body.split(/\r?\n/, 2)[1] ?? '';
    if (!line.startsWith(BEGIN) || !line.endsWith(END))
        return [];
    const entries = parseList(line.slice(BEGIN.length, -END.length)).flatMap((item) => {
        const parsed = valibot/* safeParse */.xL(Entry, item);
        return parsed.success ? [parsed.output] : [];
    });
    const newest = new Map(entries.toReversed().map((entry) => [entry.commit, entry]));
    return entries.filter((entry) => newest.get(entry.commit) === entry).slice(0, MAX_COMMITS);
}
function parseList(json) {
    try {
        const value = JSON.parse(json);
        return Array.isArray(value) ? value : [];
    }
    catch {
        return [];
    }
}
/** The same with a new decision, which replaces the one on the same commit. */
function withDecision(history, decision) {
    return [decision, ...history.filter(({ commit }) => commit !== decision.commit)].slice(0, MAX_COMMITS);
}
/** The hidden line of a comment from which {@link readHistory} reads it, with a line end; empty without a decision. */
function historyLine(history) {
    return history.length === 0 ? '' : `${BEGIN}${JSON.stringify(history)}${END}\n`;
}
/**
 * The decisions as a folded table, one line for each commit; empty without any.
 *
 * @param workflowRunUrl the page of a workflow run of this repository; null if it is not known
 */
function renderHistory(history, workflowRunUrl) {
    if (history.length === 0)
        return '';
    const rows = history.map(({ commit, outcome, passes, attempt, runId }) => {
        const icon = passes ? (outcome === 'passed' ? '✅' : '⚠️') : '❌';
        const link = workflowRunUrl === null || runId === null
            ? ''
            : `[${runId}](${workflowRunUrl.replace(/\d+$/, runId)}/attempts/${attempt})`;
        return `| ${(0,sanitize/* codeSpan */.SS)(commit.slice(0, SHOWN_SHA_CHARS))} | ${icon} ${outcome} | ${attempt} | ${link} |`;
    });
    return [
        '<details><summary>The last commits</summary>\n',
        '| Commit | Decision | Attempt | Workflow run |',
        '| --- | --- | --- | --- |',
        ...rows,
        '\n</details>',
    ].join('\n');
}

// EXTERNAL MODULE: ./src/report/markdown/findings-table.ts
var findings_table = __webpack_require__(4223);
// EXTERNAL MODULE: ./src/report/markdown/run-details.ts + 2 modules
var run_details = __webpack_require__(1858);
// EXTERNAL MODULE: ./src/report/markdown/summary.ts + 3 modules
var summary = __webpack_require__(5334);
// EXTERNAL MODULE: ./src/report/markdown/title.ts
var markdown_title = __webpack_require__(9324);
// EXTERNAL MODULE: ./src/report/markdown/unread-change.ts
var unread_change = __webpack_require__(4376);
// EXTERNAL MODULE: ./src/report/markdown/verdict-table.ts
var verdict_table = __webpack_require__(6094);
;// CONCATENATED MODULE: ./src/report/markdown/comment.ts









// GitHub accepts 65,536 characters, and no text has more characters than bytes.
const MAX_BYTES = 65_000;
const MAX_LIST_BYTES = 6 * 1024;
const MAX_TABLE_BYTES = 16 * 1024;
const WITHOUT_VERDICT = ['superseded', 'skipped'];
const NO_VERDICT_MARK = '<!-- run-kindo-agent without a verdict -->';
/** True for an outcome whose comment never replaces one that has a verdict. */
function isWithoutVerdict({ outcome }) {
    return WITHOUT_VERDICT.includes(outcome);
}
/** True for the body of a comment that has a verdict, or may have one. */
function holdsVerdict(body) {
    return body.trimEnd().split('\n').at(-1) !== NO_VERDICT_MARK;
}
/** The hidden line that marks the comment of one step. No other step has it. */
function commentMarker(key) {
    return `<!-- run-kindo-agent ${(0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, 32)} -->`;
}
/** True if a comment begins like those of the step with this marker: marker, history if it has one, title of a report. */
function isCommentOf(body, marker) {
    // The history, if any, is between marker and title.
    const [first, ...next] = body.split('\n', 3);
    const title = next.find((line) => !line.startsWith('<!--')) ?? '';
    return first === marker && markdown_title/* TITLE */.l.test(title);
}
/** The pull request comment as Markdown: outcome and reason first, at most 65,000 characters. */
function renderComment(report, { marker, workflowRunUrl, history }) {
    const where = (0,summary/* whereWhole */.dH)(report.reportFile);
    const head = [
        `${marker}\n${historyLine(history)}${(0,summary/* renderHeading */.X5)(report, MAX_LIST_BYTES)}`,
        workflowRunUrl === null ? '' : `[The workflow run](${workflowRunUrl}) has the whole report.`,
        (0,verdict_table/* renderVerdicts */.j)(report.progress.evals, where, MAX_TABLE_BYTES),
        (0,findings_table/* renderFindings */.v)(report.result, where, MAX_TABLE_BYTES),
        (0,unread_change/* renderUnread */.S)(report.progress.unread, where, MAX_LIST_BYTES),
        (0,summary/* renderWarnings */.c7)(report, [], MAX_LIST_BYTES),
        renderHistory(history, workflowRunUrl),
    ].filter((part) => part !== '');
    const details = (0,run_details/* renderRunDetails */.c)(report.progress);
    const text = head.join('\n\n');
    const notice = `\n\nThe comment is truncated here; ${where}.`;
    const shown = (0,sanitize/* truncateLines */.SV)(text, MAX_BYTES - Buffer.byteLength(notice));
    if (shown !== text)
        return shown + notice;
    const budgetBytes = MAX_BYTES - Buffer.byteLength(text) - Buffer.byteLength(details) - summary/* FRAME_BYTES */.Kr;
    const message = budgetBytes > 0 ? (0,summary/* renderMessage */.e4)(report, budgetBytes) : '';
    const whole = [text, message, details].filter((part) => part !== '').join('\n\n');
    const fitting = Buffer.byteLength(whole) > MAX_BYTES ? text : whole;
    return isWithoutVerdict(report.verdict) ? `${fitting}\n\n${NO_VERDICT_MARK}` : fitting;
}

// EXTERNAL MODULE: ./src/pull-request/github.ts
var pull_request_github = __webpack_require__(3156);
;// CONCATENATED MODULE: ./src/pull-request/comment.ts





const BOT = '[bot]';
const MAX_PAGES = 30;
const TOO_MANY = `the comment of this step is not among the first ${MAX_PAGES * pull_request_github/* COMMENTS_PER_PAGE */.ZD} comments of the pull request, and no more are read`;
/**
 * Gives the pull request this comment exactly once: an existing one is updated, unless it has the same text already; else one
 * is created, never two.
 *
 * @throws RequestError if it could not be written, or if it is unknown whether it was
 */
async function postComment(post, runtime) {
    const { github, pullNumber, createIfMissing, keepsVerdict, revise } = post;
    const read = (call) => (0,read_with_retry/* readWithRetry */.r)(runtime, post.deadline, call, { maxRetryAfterMs: budgets/* MAX_COMMENT_RETRY_AFTER_MS */.Yd });
    const author = await read((limits) => github.whoAmI(limits));
    const find = async () => {
        for (let page = 1; page <= MAX_PAGES; page += 1) {
            const comments = await read((limits) => github.listComments(pullNumber, page, limits));
            const own = comments.find((comment) => isOwn(comment, author, post.marker));
            if (own !== undefined)
                return own;
            if (comments.length < pull_request_github/* COMMENTS_PER_PAGE */.ZD)
                return null;
        }
        throw new errors/* RequestError */.GI(TOO_MANY, { kind: 'undecodable' });
    };
    let own = await find();
    if (own === null && createIfMissing)
        own = await create(post, runtime, find);
    if (own === null || (keepsVerdict && holdsVerdict(own.body)))
        return;
    const body = revise(own.body);
    if (body === null || linesOf(own.body) === linesOf(body))
        return;
    const { id } = own;
    await read((limits) => github.updateComment(id, body, limits));
}
/** Creates the comment. If the response was lost, searches for the comment, and returns it. */
async function create(post, runtime, find) {
    const { clock, signal } = runtime;
    const send = () => {
        const timeoutMs = Math.max(1, Math.min(budgets/* REQUEST_TIMEOUT_MS */.j2, post.deadline - clock.monotonic()));
        return post.github.createComment(post.pullNumber, post.body, { timeoutMs, signal });
    };
    try {
        try {
            await send();
        }
        catch (error) {
            if (!(error instanceof errors/* RequestError */.GI) || !(0,errors/* isRateLimited */.Jz)(error) || error.retryAfterMs === null)
                throw error;
            const waitMs = error.retryAfterMs;
            if (waitMs > budgets/* MAX_COMMENT_RETRY_AFTER_MS */.Yd || waitMs >= post.deadline - clock.monotonic())
                throw error;
            await clock.sleep(waitMs, signal);
            await send();
        }
        return null;
    }
    catch (error) {
        if (!(error instanceof errors/* RequestError */.GI) || isRejection(error))
            throw error;
        const created = await find();
        if (created !== null)
            return created;
        throw new errors/* RequestError */.GI(`${error.message}; the comment may exist, so it was not retried`, {
            kind: 'unreachable',
            cause: error,
        });
    }
}
function isOwn({ author, body }, login, marker) {
    // GitHub's two APIs may name an app differently, with or without the suffix of a bot.
    const logins = login.endsWith(BOT) ? [login] : [login, `${login}${BOT}`];
    return logins.some((name) => name === author) && isCommentOf(linesOf(body), marker);
}
function linesOf(body) {
    return body.replaceAll('\r\n', '\n').trimEnd();
}
function isRejection({ kind, status }) {
    return kind === 'status' && (status ?? 0) < 500;
}

;// CONCATENATED MODULE: ./src/pull-request/verdict-comment.ts



/**
 * Writes the comment with this verdict and the decisions on the last commits. A comment on the current head is not replaced
 * by a verdict on an older commit. A verdict is not replaced by an outcome without one.
 *
 * @returns a sentence if the comment was not replaced, else null
 * @throws RequestError if it could not be written, or it is unknown whether it was
 */
async function commentVerdict(verdict, runtime) {
    const { commit, head, report, commentSettings, redactor, ...post } = verdict;
    const { key, workflowRunUrl } = commentSettings;
    const marker = commentMarker(key);
    const keepsVerdict = isWithoutVerdict(report.verdict);
    const render = (before) => {
        const history = commit === null || keepsVerdict
            ? before
            : withDecision(before, decisionOn(commit, report, workflowRunUrl));
        // The agent may repeat its inputs, and the runner masks nothing in a comment.
        return redactor.redactMarkdown(renderComment(report, { marker, workflowRunUrl, history }));
    };
    let kept = null;
    const revise = (body) => {
        const history = readHistory(body);
        const isNewer = commit !== head && history[0]?.commit === head;
        kept = isNewer ? `The comment has the verdict on the newer commit ${head}, so it was not changed.` : null;
        return isNewer ? null : render(history);
    };
    await postComment({ ...post, marker, body: render([]), revise, keepsVerdict }, runtime);
    return kept;
}
function decisionOn(commit, { verdict: { outcome, passes }, progress: { attempt } }, workflowRunUrl) {
    const runId = workflowRunUrl?.match(/\d+$/)?.[0] ?? null;
    return { commit, outcome, passes, attempt, runId };
}

;// CONCATENATED MODULE: ./src/pull-request/update.ts







/**
 * Ends the commit status, checks whether the pull request has moved on, and writes the comment. Never rejects. It takes at
 * most 30 s for the status, and 90 s for the rest. If the job is cancelled, it only ends the status.
 *
 * @returns warnings
 */
async function updatePullRequest(context, report) {
    const { event, runtime } = context;
    const warnings = [];
    let stale = null;
    if (!context.mayWrite)
        return { stale, warnings };
    const warn = (note) => {
        warnings.push(note);
        (0,log/* logWarning */.F)(runtime.log, note);
    };
    for (const warning of await context.status.end(event, report))
        warn(warning);
    const deadline = runtime.clock.monotonic() + budgets/* PULL_REQUEST_UPDATE_BUDGET_MS */.PF;
    if (runtime.signal.aborted)
        return { stale, warnings };
    const commits = await readCommits(context, report);
    if (commits.isMoved) {
        stale = `The pull request has moved on to ${commits.head}. This verdict is for the older commit ${commits.commit}.`;
        (0,log/* logWarning */.F)(runtime.log, stale);
    }
    const known = { ...report, stale, warnings: [...report.warnings, ...warnings] };
    const problem = await comment(context, known, { ...commits, deadline });
    if (problem !== null)
        warn(problem);
    return { stale, warnings };
}
/** @returns why the comment was not written or changed; null if it was */
async function comment({ event, github, commentSettings, runtime, redactor }, report, { deadline, ...commits }) {
    const { when } = commentSettings;
    const pullNumber = numberOf(event);
    // With on-failure, a pass updates an existing comment, so that it does not show an old failure.
    const createIfMissing = when === 'always' || !report.verdict.passes;
    const isKnown = pullNumber !== null && github !== null;
    if (when === 'never' || (!isKnown && !createIfMissing))
        return null;
    if (!isKnown)
        return `No comment was written, because ${pullNumber === null ? NO_PULL_REQUEST : NO_TOKEN}.`;
    try {
        const { commit, head } = commits;
        const post = { github, pullNumber, createIfMissing, deadline };
        return await commentVerdict({ ...post, commit, head, report, commentSettings, redactor }, runtime);
    }
    catch (error) {
        return `The pull request comment could not be written: ${explain(error)}`;
    }
}
async function readCommits({ event, github, commentSettings, runtime }, { progress: { headSha, start } }) {
    const commit = headSha ?? event?.change?.head.sha ?? null;
    const pullNumber = numberOf(event);
    const isEvaluated = headSha !== null && start.kind === 'run';
    const isNeeded = isEvaluated || (commit !== null && commentSettings.when !== 'never');
    if (pullNumber === null || github === null || !isNeeded)
        return { commit, head: null, isMoved: false };
    const head = await readHead(github, pullNumber, runtime);
    return { commit, head, isMoved: isEvaluated && head !== null && head !== commit };
}
function numberOf(event) {
    return event === null || event.kind === 'merge-group' ? null : event.number;
}
const NO_PULL_REQUEST = 'this event does not belong to exactly one pull request. Remove the input comment';
const NO_TOKEN = "github-token is empty. Remove the input github-token to use the job's token";
function explain(error) {
    const message = (0,sentence/* withFullStop */.uo)((0,errors/* describe */.q0)(error));
    const advice = (0,pull_request_advice/* adviceOn */.i)(error, PERMISSIONS);
    return advice === null ? message : `${message} ${advice}`;
}
const PERMISSIONS = 'Give the job the permission pull-requests: write. The token of a pull request from a fork can only read.';


/***/ }),

/***/ 7469:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSink: () => (/* binding */ createSink),
  writeFirstOutputs: () => (/* binding */ writeFirstOutputs)
});

// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./src/report/outputs.ts
var outputs = __webpack_require__(5468);
// EXTERNAL MODULE: ./src/report/markdown/attach-step.ts
var attach_step = __webpack_require__(5332);
;// CONCATENATED MODULE: ./src/report/post-step-notice.ts


// The state becomes a variable of the process that comes next. With 128 KiB, it could not start.
const MAX_STEP_BYTES = 16 * 1024;
/** The notice of the post step if this step is killed now. */
function renderPostStepNotice(progress, attach) {
    const what = `The step was stopped before it could report. ${explain(progress)}`;
    const step = progress.start.kind === 'run' ? (0,attach_step/* renderAttachStep */.Ol)(attach, progress.start.id, progress).trimEnd() : null;
    const invitation = 'This step attaches to the run, waits for it, and evaluates it:';
    const summary = ['## ❌ Run Kindo agent: stopped before it could report', (0,sanitize/* escapeMarkdown */.FV)(what)];
    if (step === null || Buffer.byteLength(step) > MAX_STEP_BYTES)
        return { lines: [what], summary: summary.join('\n\n') };
    return {
        // In the log, lines would lose their indentation.
        lines: [what, invitation, ...step.split('\n').map((line) => `| ${line}`)],
        summary: [...summary, invitation, (0,sanitize/* fencedBlock */.zW)(step, 'yaml')].join('\n\n'),
    };
}
function explain({ agent, start }) {
    if (start.kind !== 'run') {
        return `The start of agent ${agent?.id} was being sent, so a run may exist. Check the service before you re-run this step.`;
    }
    const link = start.url === null ? '' : ` ${start.url}`;
    const how = start.how === 'started' ? 'was started' : 'was attached to';
    return `Run ${start.id} ${how}, and may still be running.${link}`;
}

;// CONCATENATED MODULE: ./src/report/early.ts



/** Writes the outputs that are correct if nothing else is written. Throws if outputs cannot be written. */
function writeFirstOutputs(runner) {
    runner.setOutput('outcome', 'internal-error');
    runner.setOutput('would-fail', 'true');
    runner.setOutput('reason', 'The step ended before it had a verdict. Check its log.');
}
/** Writes what is known before the end: as outputs, each change once, and for the post step. */
function createSink(runner, saved, { attach, redactor }) {
    const written = new Map();
    const write = (name, whole) => {
        if (whole === '' || written.get(name) === whole)
            return;
        runner.setOutput(name, (0,sanitize/* truncateBytes */.QY)(redactor.redact((0,sanitize/* escapeNull */.vi)(whole)), outputs/* MAX_OUTPUT_BYTES */.$q));
        written.set(name, whole);
    };
    return (progress) => {
        const { start } = progress;
        const known = (0,outputs/* knownOutputs */.E_)(progress);
        // The run first, so that it can be found if the step is killed between two writes.
        for (const name of outputs/* OUTPUT_NAMES */.P0)
            write(name, known[name] ?? '');
        if (start.kind === 'run' && start.how === 'started') {
            write('outcome', 'abandoned');
            write('reason', `The step was stopped before it had a verdict on run ${start.id}. Attach to it with run-id in a later job.`);
        }
        if (start.kind === 'not-sent')
            return;
        const { lines, summary } = renderPostStepNotice(progress, attach);
        saved.save({
            lines: lines.map((line) => redactor.redactPublished(line)),
            summary: redactor.redactMarkdown(summary),
        });
    };
}


/***/ }),

/***/ 5332:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ol: () => (/* binding */ renderAttachStep),
/* harmony export */   dQ: () => (/* binding */ renderAttachBlock),
/* harmony export */   ut: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);

// Other characters could have a meaning in a workflow.
const PLAIN_ID = /^[\w.:-]{1,200}$/;
// The longest time that GitHub lets a job wait for an approval.
const AGE_WITH_A_PERSON = '30d';
const PLAIN_TEXT = /^[\w$](?:[\w$./@{}, -]|:(?=\S))*(?<! )$/;
// Numbers, dates, booleans and nulls of any version of YAML.
const OTHER_THAN_TEXT = /^(?:[\d.:_+ etz-]+|0[box].*|true|false|yes|no|on|off|y|n|null)$/i;
// Allowed in JSON, and not in YAML.
const NOT_IN_YAML = /[\x7f-\x9f\u2028\u2029\ufeff]/g;
// The maximum size of the block in the summary.
const MAX_BYTES = 100 * 1024;
/** The answer to the first interrupt of the run, with placeholders; null without an interrupt. */
function answerOf({ run }) {
    return run?.interrupts.find(({ id }) => PLAIN_ID.test(id))?.answer ?? null;
}
/** The attach step as a Markdown block, or a sentence if it is too long for one. */
function renderAttachBlock(step, runId, progress) {
    const block = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .fencedBlock */ .zW)(renderAttachStep(step, runId, progress), 'yaml');
    // Without some of its inputs, the step could decide differently.
    return Buffer.byteLength(block) > MAX_BYTES
        ? 'The attach step is too long to be shown here. Set run-id, and the other inputs as in this workflow.'
        : block;
}
/** The YAML of the attach step: it answers a run that waits, and evaluates it with the inputs of this step. */
function renderAttachStep(step, runId, progress) {
    const answer = answerOf(progress);
    const inputs = [
        ['provider', step.provider],
        ['api-key', `\${{ secrets.${step.keySecret} }}`],
        ['run-id', runId],
        ['agent-id', progress.agent?.id ?? null],
        ['max-run-age', answer === null ? step.maxRunAge : AGE_WITH_A_PERSON],
        [
            'resume',
            answer === null ? null : Object.entries(answer).map(([name, value]) => `${name}: ${scalar(value)}`),
        ],
        ['base-url', step.baseUrl],
        ['require-evals', step.requireEvals],
        ['require-steps', step.requireSteps.length === 0 ? null : step.requireSteps.join('\n')],
        ['fail-on-findings', step.failOnFindings],
        ['result-schema', step.resultSchema],
        ['allow', step.allow.length === 0 ? null : step.allow.join(', ')],
        ['advisory', step.isAdvisory || null],
    ];
    return [
        `- uses: ${scalar(step.uses)}`,
        '  with:',
        ...inputs.flatMap(([name, value]) => value === null ? [] : [`    ${name}: ${typeof value === 'object' ? block(value) : scalar(value)}`]),
        '',
    ].join('\n');
}
/** A block of lines that a person can edit. */
function block(lines) {
    return ['|', ...lines.map((line) => `      ${line}`)].join('\n');
}
/** A YAML scalar: plain if it can only be read as this text, else JSON, which is valid YAML. */
function scalar(value) {
    if (typeof value === 'string' && PLAIN_TEXT.test(value) && !OTHER_THAN_TEXT.test(value))
        return value;
    return JSON.stringify(value).replace(NOT_IN_YAML, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 4223:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ renderFindings)
/* harmony export */ });
/* harmony import */ var _domain_findings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8944);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);


const MAX_ROWS = 50;
const MAX_RULE_CHARS = 100;
const MAX_PLACE_CHARS = 200;
const MAX_MESSAGE_CHARS = 400;
const HEADER = '| Level | Rule | Place | Message |\n| --- | --- | --- | --- |';
const ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️', none: '▫️' };
/**
 * The findings as a table: by level, in each level those on changed lines first, and marked; then those that do not count. At
 * most 50, the rest counted.
 *
 * @param whereRest a clause that names the file with the findings beyond the limit
 * @param maxBytes the maximum size of the rows
 */
function renderFindings({ findings: { lists, findings }, failsFrom }, whereRest, maxBytes) {
    if (lists === 0)
        return '';
    const counts = (0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .countFindings */ .Gt)(findings, failsFrom);
    const title = `### Findings: ${listCounts(counts) || 'none'}`;
    const rows = [];
    let bytes = 0;
    for (const finding of (0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .byRank */ .O5)(findings).slice(0, MAX_ROWS)) {
        const row = renderRow(finding, (0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailing */ .DI)(finding, failsFrom));
        bytes += Buffer.byteLength(row) + 1;
        if (bytes > maxBytes)
            break;
        rows.push(row);
    }
    const left = findings.length - rows.length;
    return [
        title,
        ...(rows.length === 0 ? [] : [`${HEADER}\n${rows.join('\n')}`]),
        ...(left === 0
            ? []
            : [`${left} more ${left === 1 ? 'finding is' : 'findings are'} not shown; ${whereRest}.`]),
    ].join('\n\n');
}
function listCounts(counts) {
    const notCounted = counts.notCounted > 0 ? `${counts.notCounted} not counted` : '';
    return [(0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .listLevels */ .YC)(counts), notCounted].filter((part) => part !== '').join(', ');
}
function renderRow(finding, isDecisive) {
    const { level, rule, message, notes, notCounted } = finding;
    const remarks = [...notes, ...(notCounted === null ? [] : [`It does not count: ${notCounted}`])];
    // In italics, which the message cannot be in.
    const text = [
        (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(message || 'No message.', MAX_MESSAGE_CHARS)),
        ...remarks.map((remark) => `_(${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(remark)})_`),
    ].join(' ');
    const cells = [
        `${ICONS[level]}&nbsp;${isDecisive ? `**${level}**` : level}`,
        rule === '' ? '' : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(rule, MAX_RULE_CHARS)),
        renderPlace(finding),
        text,
    ];
    return `| ${cells.join(' | ')} |`;
}
function renderPlace({ place, isOnChange }) {
    if (place === null)
        return '';
    const line = place.line === null ? '' : `:${place.line}`;
    const span = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(`${place.path}${line}`, MAX_PLACE_CHARS));
    return isOnChange ? `${span} (changed line)` : span;
}


/***/ }),

/***/ 9978:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ renderInterrupts),
/* harmony export */   KK: () => (/* binding */ pendingInterrupts),
/* harmony export */   OQ: () => (/* binding */ interruptTexts)
/* harmony export */ });
/* harmony import */ var _result_data_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9301);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);


// Maximum of one text of an agent, and of all texts together.
const MAX_TEXT_BYTES = 16 * 1024;
const MAX_BYTES = 64 * 1024;
/** The interrupts of the run as in the `interrupts` output: id, agent, question, and the whole value. */
function pendingInterrupts({ run }) {
    const interrupts = run?.interrupts ?? [];
    return interrupts.map(({ id, agent, prompt, value }) => ({ id, agent, prompt, value }));
}
/** The texts in the interrupts that may be shown as quotations: those that are not truncated. */
function interruptTexts({ run }) {
    const interrupts = run?.interrupts ?? [];
    const texts = interrupts.flatMap(({ prompt, proposals }) => [prompt, ...proposals.map(textOf)]);
    return texts.filter((text) => text !== '' && !(0,_result_data_js__WEBPACK_IMPORTED_MODULE_0__/* .isData */ .$V)(text) && Buffer.byteLength(text) <= MAX_TEXT_BYTES);
}
/**
 * What the run waits for, for the person who decides.
 *
 * @param whereRest a clause that names the file with the rest
 */
function renderInterrupts({ run }, whereRest, quotations) {
    const block = (text) => quotations.get(text) ?? fenceText(text, whereRest);
    const interrupts = run?.interrupts ?? [];
    if (interrupts.length === 0)
        return '';
    const parts = [interrupts.length === 1 ? '### Question' : '### Questions'];
    let bytes = 0;
    for (const part of interrupts.flatMap((interrupt) => renderInterrupt(interrupt, block))) {
        bytes += Buffer.byteLength(part);
        if (bytes > MAX_BYTES) {
            parts.push(`The list is truncated here; ${whereRest}.`);
            break;
        }
        parts.push(part);
    }
    return parts.join('\n\n');
}
function renderInterrupt({ id, agent, prompt, proposals }, block) {
    const asks = agent === '' ? 'The run asks' : `Agent ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(agent)} asks`;
    const question = prompt === '' ? [] : [block(prompt)];
    return [
        `${asks} (interrupt ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(id)}):`,
        ...question,
        ...proposals.flatMap((proposal) => renderProposal(proposal, block)),
    ];
}
function renderProposal(proposal, block) {
    const { agent } = proposal;
    const who = agent === '' ? 'The proposal:' : `The proposal of agent ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(agent)}:`;
    const text = textOf(proposal);
    return text === '' ? [] : [who, block(text)];
}
function textOf({ prompt, text }) {
    return [prompt, text].filter((part) => part !== '').join('\n\n');
}
function fenceText(text, whereRest) {
    const whole = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeInvisible */ .ts)(text);
    // The marks at the start of each line count.
    const longest = (MAX_TEXT_BYTES * Buffer.byteLength(whole)) / Buffer.byteLength((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .quotedBlock */ .kq)(whole));
    const shown = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .truncateLines */ .SV)(whole, Math.floor(Math.min(MAX_TEXT_BYTES, longest)));
    return shown === whole
        ? (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .quotedBlock */ .kq)(shown)
        : `${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .quotedBlock */ .kq)(shown)}\n\nThe text is truncated here; ${whereRest}.`;
}


/***/ }),

/***/ 1858:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ renderRunDetails)
});

// UNUSED EXPORTS: formatTime

// EXTERNAL MODULE: ./src/domain/progress.ts
var domain_progress = __webpack_require__(229);
// EXTERNAL MODULE: ./src/text/duration.ts
var duration = __webpack_require__(9495);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
;// CONCATENATED MODULE: ./src/report/markdown/agent-rows.ts

const MAX_SHOWN = 20;
const MAX_NAME_CHARS = 100;
/** Models and labels of the agent, read before the start, as rows of name and value. */
function agentRows({ models, labels, }) {
    return [
        ['Models', listOf(models ?? [])],
        ['Labels', listOf(labels ?? [])],
    ];
}
function listOf(names) {
    const shown = names.slice(0, MAX_SHOWN).map((name) => (0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(name, MAX_NAME_CHARS)));
    const left = names.length - shown.length;
    return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}

;// CONCATENATED MODULE: ./src/report/markdown/commits.ts

/** The commits of the verdict as rows of name and value: base, head, and the attempt if it is not the first. */
function commitRows({ base, headSha, attempt, }) {
    const from = base === null ? [] : [base.ref, base.sha].filter((part) => part !== null);
    return [
        ['Base', from.map((part) => (0,sanitize/* codeSpan */.SS)(part)).join(' ')],
        ['Head commit', (0,sanitize/* codeSpan */.SS)(headSha ?? '')],
        ['Attempt', attempt === 1 ? '' : String(attempt)],
    ];
}

;// CONCATENATED MODULE: ./src/report/markdown/run-details.ts





const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A moment for a person, such as `28 Nov 2026, 20:04 UTC`. */
function formatTime(ms) {
    const date = new Date(ms);
    const time = date.toISOString().slice(11, 16);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time} UTC`;
}
/** Ids, link and times of the run, its commits, and what was read of the agent, folded; empty if nothing is known. */
function renderRunDetails(progress) {
    const { agent, start, run } = progress;
    const url = start.kind === 'run' ? start.url : null;
    const rows = [
        [
            'Agent',
            [agent?.name ?? null, agent?.id ?? null]
                .filter((part) => part !== null)
                .map((part) => (0,sanitize/* codeSpan */.SS)(part))
                .join(' '),
        ],
        ['Run', (0,sanitize/* codeSpan */.SS)((0,domain_progress/* runIdOf */.S)(progress) ?? '')],
        ['Link', url === null ? '' : `[Open the run](${url}) (not an official address)`],
        ['Conversation', (0,sanitize/* codeSpan */.SS)(run?.conversationId ?? '')],
        ['Status', (0,sanitize/* codeSpan */.SS)(run?.rawStatus ?? '')],
        ['Created', timesOf(run?.createdAtMs ?? null, run?.endedAtMs ?? null)],
        ...commitRows(progress),
        ...agentRows(progress),
    ];
    const [first, ...others] = rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `| ${name} | ${value} |`);
    if (first === undefined)
        return '';
    // A table must have a head: its first row.
    const table = [first, '| --- | --- |', ...others].join('\n');
    return `<details><summary>Run details</summary>\n\n${table}\n\n</details>`;
}
function timesOf(created, ended) {
    if (created === null)
        return ended === null ? '' : `ended ${formatTime(ended)}`;
    const took = ended === null ? '' : ` · ${spaced((0,duration/* formatDuration */.a3)(Math.max(0, ended - created)))}`;
    return `${formatTime(created)}${took}`;
}
/** A duration such as `1m 30s` with a space before its units. */
function spaced(duration) {
    return duration.replace(/(?<=\d)(?=[a-z])/g, ' ');
}


/***/ }),

/***/ 5334:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Kr: () => (/* binding */ FRAME_BYTES),
  X5: () => (/* binding */ renderHeading),
  e4: () => (/* binding */ renderMessage),
  Br: () => (/* binding */ renderSummary),
  c7: () => (/* binding */ renderWarnings),
  dH: () => (/* binding */ whereWhole)
});

// EXTERNAL MODULE: ./src/result/data.ts
var data = __webpack_require__(9301);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./src/domain/progress.ts
var domain_progress = __webpack_require__(229);
;// CONCATENATED MODULE: ./src/report/report.ts

/** The run, if it may continue after the step, or has ended without a verdict of this step; else null. */
function outlivingRunId({ verdict, progress }) {
    const { outcome } = verdict;
    if (outcome === 'invalid-input' || outcome === 'protocol-error')
        return null;
    const state = progress.run?.state ?? 'in_progress';
    const continues = outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
    return continues ? (0,domain_progress/* runIdOf */.S)(progress) : null;
}

// EXTERNAL MODULE: ./src/report/markdown/attach-step.ts
var attach_step = __webpack_require__(5332);
;// CONCATENATED MODULE: ./src/report/markdown/candidates.ts


/** The runs that a start may have created whose response was lost, and the attach step for one; empty without runs. */
function renderCandidates({ progress, attach }) {
    const [first, ...others] = progress.candidates ?? [];
    if (first === undefined)
        return '';
    const items = [first, ...others].map(({ runId, createdAtMs }) => {
        const time = createdAtMs === null ? 'at an unknown time' : new Date(createdAtMs).toISOString();
        return `- ${(0,sanitize/* codeSpan */.SS)(runId)}, created ${time}`;
    });
    const next = others.length === 0
        ? 'Another start may have created it. If it is yours, this step attaches to it:'
        : 'Another start may have created each of them. This step attaches to the first. Replace its id with the id of your run:';
    return [
        '### Runs that this start may have created',
        items.join('\n'),
        next,
        (0,attach_step/* renderAttachBlock */.dQ)(attach, first.runId, progress),
    ].join('\n\n');
}

// EXTERNAL MODULE: ./src/report/markdown/findings-table.ts
var findings_table = __webpack_require__(4223);
// EXTERNAL MODULE: ./src/report/markdown/interrupt-list.ts
var interrupt_list = __webpack_require__(9978);
// EXTERNAL MODULE: ./src/report/markdown/run-details.ts + 2 modules
var run_details = __webpack_require__(1858);
// EXTERNAL MODULE: ./src/report/markdown/title.ts
var markdown_title = __webpack_require__(9324);
// EXTERNAL MODULE: ./src/domain/trace.ts
var domain_trace = __webpack_require__(9665);
// EXTERNAL MODULE: ./src/text/duration.ts
var duration = __webpack_require__(9495);
;// CONCATENATED MODULE: ./src/report/markdown/trace-list.ts



const MAX_LABEL_CHARS = 200;
const MAX_BYTES = 64 * 1024;
/**
 * The trace steps of the run: first those that failed, then all of them as a folded tree.
 *
 * @param whereRest a clause that names the file with the steps beyond the limit
 */
function renderTrace(trace, whereRest) {
    if (trace.length === 0)
        return '';
    const failed = (0,domain_trace/* failedTraceSteps */.q)(trace).map((step) => renderStep(step, 0));
    const all = trace.flatMap((step) => renderTree(step, 0));
    const parts = ['### Trace of the run'];
    if (failed.length > 0)
        parts.push(cut(failed, whereRest));
    const count = (0,domain_trace/* allSteps */.B)(trace).length;
    parts.push(`<details><summary>All ${count === 1 ? '1 trace step' : `${count} trace steps`}</summary>\n\n${cut(all, whereRest)}\n\n</details>`);
    return parts.join('\n\n');
}
function cut(lines, whereRest) {
    const whole = lines.join('\n');
    const shown = (0,sanitize/* truncateLines */.SV)(whole, MAX_BYTES);
    return shown === whole ? whole : `${shown}\n\nThe list is truncated here; ${whereRest}.`;
}
function renderTree(step, depth) {
    return [renderStep(step, depth), ...step.steps.flatMap((inner) => renderTree(inner, depth + 1))];
}
function renderStep(step, depth) {
    const { kind, label, agent, status, resolution, isFailed, startedAtMs, endedAtMs } = step;
    const facts = [
        (0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(kind, MAX_LABEL_CHARS)),
        (0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(status, MAX_LABEL_CHARS)),
        ...(resolution === '' ? [] : [(0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(resolution, MAX_LABEL_CHARS))]),
        ...(agent === '' ? [] : [`agent ${(0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(agent, MAX_LABEL_CHARS))}`]),
        ...(startedAtMs === null || endedAtMs === null
            ? []
            : [(0,duration/* formatDuration */.a3)(Math.max(0, endedAtMs - startedAtMs))]),
    ];
    const mark = isFailed ? '❌ ' : '';
    return `${'  '.repeat(depth)}- ${mark}${(0,sanitize/* codeSpan */.SS)((0,sanitize/* singleLine */.pF)(label, MAX_LABEL_CHARS))}: ${facts.join(', ')}`;
}

// EXTERNAL MODULE: ./src/report/markdown/unread-change.ts
var unread_change = __webpack_require__(4376);
// EXTERNAL MODULE: ./src/report/markdown/verdict-table.ts
var verdict_table = __webpack_require__(6094);
;// CONCATENATED MODULE: ./src/report/markdown/summary.ts












// The runner drops a summary of more than 1 MiB, and masking may make it longer after this.
const summary_MAX_BYTES = 900 * 1024;
// The maximum size of the message's heading, a usual fence and the truncation notice.
const FRAME_BYTES = 16 * 1024;
// The maximum size of the agent's message, and its size up to which it is not folded.
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_OPEN_MESSAGE_BYTES = 20 * 1024;
// The maximum size of a list, so that the parts around the message always fit.
const MAX_LIST_BYTES = 100 * 1024;
/**
 * The job summary as Markdown: the decision first, then what to do, then the evidence, and ids and times last.
 *
 * @param cut the outputs that were truncated or left empty
 */
function renderSummary(report, cut) {
    const { progress, result, quotations } = report;
    const where = whereWhole(report.reportFile);
    const head = [
        renderHeading(report),
        renderOtherFaults(report),
        (0,interrupt_list/* renderInterrupts */.Fg)(progress, where, quotations),
        renderAttach(report),
        renderCandidates(report),
        (0,verdict_table/* renderVerdicts */.j)(progress.evals, where),
        (0,findings_table/* renderFindings */.v)(result, where, MAX_LIST_BYTES),
        (0,unread_change/* renderUnread */.S)(progress.unread, where),
    ];
    const tail = [renderWarnings(report, cut), renderTrace(progress.trace, where), (0,run_details/* renderRunDetails */.c)(progress)];
    const takenBytes = Buffer.byteLength([...head, ...tail].join('\n\n'));
    const message = renderMessage(report, Math.min(MAX_MESSAGE_BYTES, summary_MAX_BYTES - takenBytes - FRAME_BYTES));
    return `${[...head, message, ...tail].filter((part) => part !== '').join('\n\n')}\n`;
}
/** A clause that names the file with the complete text. */
function whereWhole(file) {
    return file === null
        ? 'the rest could not be written to a file'
        : `the complete text is in the file ${(0,sanitize/* codeSpan */.SS)(file)}`;
}
function renderList(items, reportFile, largestBytes = MAX_LIST_BYTES) {
    const whole = items.map((item) => `- ${item}`).join('\n');
    const shown = (0,sanitize/* truncateLines */.SV)(whole, largestBytes);
    return shown === whole ? whole : `${shown}\n\nThe list is truncated here; ${whereWhole(reportFile)}.`;
}
/**
 * Outcome, reason and decision.
 *
 * @param listBytes the maximum size of a list of several reasons
 */
function renderHeading(report, listBytes = MAX_LIST_BYTES) {
    const { verdict, stale, reportFile } = report;
    const { outcome, passes, reason, faults } = verdict;
    const title = [(0,markdown_title/* renderTitle */.z)(report), ...(stale === null ? [] : [`⚠️ ${(0,sanitize/* escapeMarkdown */.FV)(stale)}`])].join('\n\n');
    const decision = `The step ${passes ? 'passes' : 'fails'} with the outcome \`${outcome}\`.`;
    const decisive = faults.find((fault) => fault.outcome === outcome);
    if (decisive !== undefined && decisive.reasons.length > 1) {
        const items = renderList(decisive.reasons.map(sanitize/* escapeMarkdown */.FV), reportFile, listBytes);
        return `${title}\n\n${decision} These are the reasons:\n\n${items}`;
    }
    return `${title}\n\n${(0,sanitize/* escapeMarkdown */.FV)(reason)} ${decision}`;
}
function renderOtherFaults({ verdict, reportFile }) {
    const others = verdict.faults.filter((fault) => fault.outcome !== verdict.outcome);
    if (others.length === 0)
        return '';
    const items = others.map(({ outcome, reasons }) => `\`${outcome}\`: ${(0,sanitize/* escapeMarkdown */.FV)(reasons.join(' '))}`);
    return `Other problems:\n\n${renderList(items, reportFile)}`;
}
/**
 * The agent's final message under a heading; empty without a message.
 *
 * @param budgetBytes the maximum size of the message itself, without a usual fence
 */
function renderMessage({ progress, quote, resultFile, reportFile }, budgetBytes) {
    const text = progress.run?.message?.text ?? '';
    if (text === '')
        return '';
    const { markdown, isWhole } = quote?.(budgetBytes) ?? fenceMessage(text, budgetBytes);
    const notice = isWhole ? '' : `\n\nThe message is truncated here; ${whereWhole(resultFile ?? reportFile)}.`;
    const bytes = Buffer.byteLength(text);
    if (bytes <= MAX_OPEN_MESSAGE_BYTES)
        return `### The agent's message\n\n${markdown}${notice}`;
    const size = `${Math.ceil(bytes / 1024)} KiB`;
    return `### The agent's message\n\n<details><summary>Show the message (${size})</summary>\n\n${markdown}${notice}\n\n</details>`;
}
function fenceMessage(text, budgetBytes) {
    const whole = (0,sanitize/* escapeInvisible */.ts)(text);
    const shown = cutToBlock(whole, budgetBytes);
    return { markdown: (0,sanitize/* quotedBlock */.kq)(shown, (0,data/* isData */.$V)(text) ? 'json' : 'text'), isWhole: shown === whole };
}
function cutToBlock(whole, budgetBytes) {
    const shown = (0,sanitize/* truncateLines */.SV)(whole, budgetBytes);
    // A fence is longer than any sequence of backticks in the block, and each line gets two more characters. So short lines, or
    // two long fences and what is between them, take up to three times the bytes.
    const isTooLong = Buffer.byteLength((0,sanitize/* quotedBlock */.kq)(shown)) > budgetBytes + FRAME_BYTES / 2;
    return isTooLong ? (0,sanitize/* truncateLines */.SV)(whole, Math.floor(budgetBytes / 3)) : shown;
}
function renderAttach(report) {
    const runId = outlivingRunId(report);
    if (runId === null)
        return '';
    const state = report.progress.run?.state ?? 'in_progress';
    const continues = state === 'in_progress' || state === 'interrupted';
    const title = continues ? 'The run has not ended' : 'The run has ended, and was not evaluated';
    const does = (0,attach_step/* answerOf */.ut)(report.progress) === null
        ? 'attaches to the run, waits for it, and evaluates it'
        : 'sends the answer, waits for the run, and evaluates it. Replace YOUR ANSWER';
    return `### ${title}\n\nThis step ${does}:\n\n${(0,attach_step/* renderAttachBlock */.dQ)(report.attach, runId, report.progress)}`;
}
/** The warnings; empty without any. */
function renderWarnings({ warnings, reportFile }, cut, listBytes = MAX_LIST_BYTES) {
    const names = cut.map((name) => `\`${name}\``).join(', ');
    const where = reportFile === null ? '' : ` They are complete in ${(0,sanitize/* codeSpan */.SS)(reportFile)}.`;
    const items = warnings.map(sanitize/* escapeMarkdown */.FV);
    // First, because no other report has it, and the list may be truncated.
    if (cut.length > 0)
        items.unshift(`Outputs that were truncated, or left empty, because of their size: ${names}.${where}`);
    return items.length === 0 ? '' : `### Warnings\n\n${renderList(items, reportFile, listBytes)}`;
}


/***/ }),

/***/ 9324:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ TITLE),
/* harmony export */   z: () => (/* binding */ renderTitle)
/* harmony export */ });
/* harmony import */ var _domain_findings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8944);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);


const MAX_NAME_CHARS = 100;
// Words only: nothing that ends a sentence, or makes an emoji with the colon behind it.
const PLAIN_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} &'()+-]*[\p{L}\p{N})])?$/u;
const DECISIONS = {
    'internal-error': 'internal error',
    'invalid-input': 'invalid input',
    'not-permitted': 'not permitted, nothing was started',
    abandoned: 'the job was cancelled',
    'protocol-error': 'a response of the service cannot be used',
    superseded: 'superseded, nothing was started',
    'nothing-to-review': 'no changed file is left to review',
    'ambiguous-start': 'a run may have been started',
    unavailable: 'the service was not available',
    unrecognised: 'unknown status or verdict',
    'run-failed': 'the run failed',
    'run-cancelled': 'the run was cancelled',
    'needs-input': 'the run waits for an answer',
    'timed-out': 'the run did not finish in time',
    'eval-unknown': 'the verdict is unknown',
    'eval-pending': 'the verdict is still pending',
    'eval-skipped': 'eval steps were skipped',
    'eval-missing': 'required verdicts are missing',
    'findings-missing': 'no readable findings',
    'result-invalid': 'the result does not satisfy the schema',
    skipped: 'skipped, nothing was evaluated',
    started: 'started, nothing was evaluated',
    validated: 'the inputs are valid, nothing was evaluated',
};
/** How a title begins. */
const TITLE = /^## (?:✅|⚠️|❌) \S/u;
/** The heading of the report: icon, agent, and decision. */
function renderTitle(report) {
    const { verdict, progress } = report;
    const { passes, wouldFail, outcome } = verdict;
    const name = progress.agent?.name ?? progress.agent?.id ?? '';
    const trial = passes && wouldFail ? 'Advisory: ' : '';
    const isAllowed = passes && !wouldFail && verdict.faults.length > 0;
    const subject = renderName((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(name, MAX_NAME_CHARS));
    const icon = passes ? (outcome === 'passed' && !lacksVerdicts(report) ? '✅' : '⚠️') : '❌';
    return `## ${icon} ${trial}${subject}: ${decisionOf(report)}${isAllowed ? ' (allowed)' : ''}`;
}
function renderName(name) {
    if (name === '')
        return 'Run Kindo agent';
    return PLAIN_NAME.test(name) && (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(name) === name ? name : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(name);
}
/** True for a pass without verdicts, unless the service never has any. */
function lacksVerdicts({ verdict, hasEvals }) {
    return hasEvals && verdict.evalResult === 'none';
}
function decisionOf(report) {
    const { verdict, result } = report;
    const { outcome } = verdict;
    switch (outcome) {
        case 'passed':
            return passedOf(report);
        case 'eval-failed':
            return failedOf(report);
        case 'findings-failed': {
            const { failing, error, warning, note, none } = (0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .countFindings */ .Gt)(result.findings.findings, result.failsFrom);
            return `${failing} of ${counted(error + warning + note + none, 'finding')} ${failing === 1 ? 'fails' : 'fail'} the step`;
        }
        case 'invalid-input': {
            const { length } = verdict.faults.flatMap((fault) => (fault.outcome === outcome ? fault.reasons : []));
            return length > 1 ? `${length} problems to fix` : DECISIONS[outcome];
        }
        default:
            return DECISIONS[outcome];
    }
}
function passedOf(report) {
    if (lacksVerdicts(report))
        return 'the run succeeded, without verdicts';
    const { length } = stepsOf(report);
    return length === 0 ? 'the run succeeded' : `${counted(length, 'check')} passed`;
}
function failedOf(report) {
    const steps = stepsOf(report);
    const failed = steps.filter((step) => step.result === 'fail').length;
    return failed === 0 ? 'the verdict is fail' : `${failed} of ${counted(steps.length, 'check')} failed`;
}
function stepsOf({ progress: { evals } }) {
    return evals.kind === 'read' ? evals.report.steps : [];
}
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 4376:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ renderUnread)
/* harmony export */ });
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);

const MAX_NAMED = 50;
const MAX_PATH_CHARS = 200;
const MAX_BYTES = 64 * 1024;
/**
 * The changed files whose text was not sent to the agent; empty without such files.
 *
 * @param whereRest a clause that names the file with the files beyond the limit
 * @param listBytes the maximum size of each list
 */
function renderUnread({ leftOut, listed }, whereRest, listBytes = MAX_BYTES) {
    const excluded = leftOut.map(nameOf);
    const hidden = listed.map(({ path, what }) => `${nameOf(path)}: ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(what)}`);
    const parts = [
        renderNames('Left out by `diff-paths`', excluded, whereRest, listBytes),
        renderNames('Listed without their content', hidden, whereRest, listBytes),
    ].filter((part) => part !== '');
    return parts.length === 0
        ? ''
        : ['### Changed files that were not sent to the agent', ...parts].join('\n\n');
}
function renderNames(title, items, whereRest, listBytes) {
    if (items.length === 0)
        return '';
    const whole = items
        .slice(0, MAX_NAMED)
        .map((item) => `- ${item}`)
        .join('\n');
    const shown = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .truncateLines */ .SV)(whole, listBytes);
    const more = items.length - shown.split('\n').length;
    const rest = more > 0 ? `\n\nAnd ${more} more; ${whereRest}.` : '';
    return `${title} (${items.length}):\n\n${shown}${rest}`;
}
function nameOf(path) {
    return (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .singleLine */ .pF)(path, MAX_PATH_CHARS));
}


/***/ }),

/***/ 6094:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ renderVerdicts)
/* harmony export */ });
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);

const MAX_SHOWN_ROWS = 10;
const MAX_NAME_CHARS = 200;
const MAX_EXPLANATION_CHARS = 400;
const MAX_BYTES = 300 * 1024;
const HEADER = '| Verdict | Eval step | Explanation |\n| --- | --- | --- |';
const RANKS = ['fail', 'unrecognised', 'unknown', 'pending', 'skipped'];
const ICONS = {
    pass: '✅',
    fail: '❌',
    pending: '⏳',
    skipped: '⏭️',
    unknown: '❔',
    unrecognised: '❔',
};
/**
 * The verdicts as a table: those that did not pass first, and the rest folded if there are many.
 *
 * @param whereRest a clause that names the file with the verdicts beyond the limit
 * @param largestBytes the maximum size of the rows
 */
function renderVerdicts(reading, whereRest, largestBytes = MAX_BYTES) {
    if (reading.kind !== 'read')
        return '';
    const { report } = reading;
    const title = `### Verdict: ${renderResult(report.result, report.rawResult)}`;
    if (report.steps.length === 0)
        return title;
    const failed = report.steps
        .filter((step) => step.result !== 'pass')
        .toSorted((one, other) => RANKS.indexOf(one.result) - RANKS.indexOf(other.result));
    const passed = report.steps.filter((step) => step.result === 'pass');
    const ordered = [...failed, ...passed].map(renderRow);
    const shownCount = Math.max(failed.length, Math.min(MAX_SHOWN_ROWS, ordered.length));
    const fitting = countFitting(ordered, largestBytes);
    const shown = ordered.slice(0, Math.min(shownCount, fitting));
    const folded = ordered.slice(shown.length, fitting);
    const parts = [title, `${HEADER}\n${shown.join('\n')}`];
    if (folded.length > 0) {
        parts.push(`<details><summary>${folded.length} more that passed</summary>\n\n${HEADER}\n${folded.join('\n')}\n\n</details>`);
    }
    const left = ordered.length - fitting;
    if (left > 0)
        parts.push(`The table is truncated here, before ${left} more; ${whereRest}.`);
    return parts.join('\n\n');
}
function renderResult(result, rawResult) {
    // A non-breaking space, so that a narrow column does not separate the two.
    return `${ICONS[result]}&nbsp;${rawResult === result ? rawResult : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(rawResult)}`;
}
function renderRow({ stepNumber, name, result, rawResult, explanation }) {
    const cells = [
        renderResult(result, rawResult),
        `${stepNumber === null ? '' : `${stepNumber}. `}${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .singleLine */ .pF)(name, MAX_NAME_CHARS))}`,
        (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .singleLine */ .pF)(explanation, MAX_EXPLANATION_CHARS)),
    ];
    return `| ${cells.join(' | ')} |`;
}
function countFitting(rows, largestBytes) {
    let bytes = 0;
    const tooMuch = rows.findIndex((row) => {
        bytes += Buffer.byteLength(row) + 1;
        return bytes > largestBytes;
    });
    return tooMuch < 0 ? rows.length : tooMuch;
}


/***/ }),

/***/ 5468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ MAX_OUTPUT_BYTES),
/* harmony export */   E_: () => (/* binding */ knownOutputs),
/* harmony export */   Gp: () => (/* binding */ limitOutputs),
/* harmony export */   JN: () => (/* binding */ candidateRunIds),
/* harmony export */   P0: () => (/* binding */ OUTPUT_NAMES),
/* harmony export */   _A: () => (/* binding */ rawEvals),
/* harmony export */   s_: () => (/* binding */ findingCounts),
/* harmony export */   th: () => (/* binding */ failedSteps),
/* harmony export */   uH: () => (/* binding */ wholeOutputs)
/* harmony export */ });
/* harmony import */ var _domain_findings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8944);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);
/* harmony import */ var _markdown_interrupt_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9978);



/**
 * The outputs of action.yml. Short ones, and those without text of others, come first: if all together are too large, the
 * last ones are truncated.
 */
const OUTPUT_NAMES = [
    'outcome',
    'would-fail',
    'run-id',
    'run-url',
    'eval-result',
    'findings',
    'created-at',
    'ended-at',
    'duration',
    'candidate-run-ids',
    'result-truncated',
    'report-file',
    'summary-file',
    'result-file',
    'sarif-file',
    'head-sha',
    'agent-id',
    'reason',
    'status',
    'conversation-id',
    'agent-name',
    'models',
    'failed-steps',
    'interrupts',
    'result',
    'evals',
    'result-data',
    'result-payload',
];
// Truncated JSON is invalid, so these are complete or empty.
const JSON_OUTPUTS = [
    'candidate-run-ids',
    'models',
    'failed-steps',
    'findings',
    'interrupts',
    'evals',
    'result-data',
    'result-payload',
];
/** The maximum size of one output as UTF-8, so that it fits an environment variable. */
const MAX_OUTPUT_BYTES = 100_000;
const MAX_TOTAL_BYTES = 400_000;
// For the errors of many inputs together.
const MAX_REASON_CHARS = 10_000;
/** The outputs that are known before the run's end. */
function knownOutputs(progress) {
    const { agent, models, start, run } = progress;
    return {
        'run-id': start.kind === 'run' ? start.id : '',
        'run-url': start.kind === 'run' ? (start.url ?? '') : '',
        'agent-id': agent?.id ?? '',
        'agent-name': agent?.name ?? '',
        models: models === null ? '' : JSON.stringify(models),
        'conversation-id': run?.conversationId ?? '',
        status: statusOf(progress),
        'candidate-run-ids': progress.candidates === null ? '' : JSON.stringify(candidateRunIds(progress)),
        'head-sha': progress.headSha ?? '',
    };
}
/** Every output, whole. */
function wholeOutputs(report) {
    const { verdict, progress } = report;
    const { run, evals } = progress;
    const message = run?.message ?? null;
    const verdicts = evals.kind === 'read' ? evals.report : null;
    const counts = findingCounts(report.result);
    const created = run?.createdAtMs ?? null;
    const ended = run?.endedAtMs ?? null;
    return {
        ...knownOutputs(progress),
        outcome: verdict.outcome,
        'would-fail': String(verdict.wouldFail),
        reason: (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(verdict.reason, MAX_REASON_CHARS),
        'eval-result': verdict.evalResult,
        'created-at': timestamp(created),
        'ended-at': timestamp(ended),
        duration: created === null || ended === null ? '' : String(Math.max(0, Math.floor((ended - created) / 1000))),
        'report-file': report.reportFile ?? '',
        'summary-file': report.summaryFile ?? '',
        'result-file': report.resultFile ?? '',
        'sarif-file': report.sarifFile ?? '',
        'failed-steps': JSON.stringify(failedSteps(verdicts)),
        findings: counts === null ? '' : JSON.stringify(counts),
        interrupts: JSON.stringify((0,_markdown_interrupt_list_js__WEBPACK_IMPORTED_MODULE_2__/* .pendingInterrupts */ .KK)(progress)),
        'result-truncated': 'false',
        result: message?.text ?? '',
        evals: verdicts === null ? '' : JSON.stringify(rawEvals(verdicts)),
        'result-data': report.result.data ?? '',
        'result-payload': message?.payload ?? '',
    };
}
/** The outputs within the limits, and the names of those that were truncated or left empty. */
function limitOutputs(whole) {
    const values = { ...whole, 'result-truncated': '' };
    const cut = [];
    // The value of result-truncated is known last, so its size is reserved.
    let leftBytes = MAX_TOTAL_BYTES - 'false'.length;
    for (const name of OUTPUT_NAMES) {
        values[name] = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeNull */ .vi)(values[name]);
        const fitting = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .truncateBytes */ .QY)(values[name], Math.min(MAX_OUTPUT_BYTES, leftBytes));
        if (fitting !== values[name]) {
            cut.push(name);
            values[name] = JSON_OUTPUTS.includes(name) ? '' : fitting;
        }
        leftBytes -= Buffer.byteLength(values[name]);
    }
    return { values: { ...values, 'result-truncated': String(cut.includes('result')) }, cut };
}
/** The verdicts with the service's own enum values, as in the `evals` output. */
function rawEvals(report) {
    const steps = report.steps.map(({ stepNumber, name, rawResult, explanation }) => ({
        stepNumber,
        name,
        result: rawResult,
        explanation,
    }));
    return { result: report.rawResult, steps };
}
/** The names of the steps that did not pass. */
function failedSteps(report) {
    return report?.steps.filter((step) => step.result !== 'pass').map((step) => step.name) ?? [];
}
/** How many findings the answer has; null without a list of findings. */
function findingCounts({ findings, failsFrom }) {
    return findings.lists === 0 ? null : (0,_domain_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .countFindings */ .Gt)(findings.findings, failsFrom);
}
/** The ids of the runs that a start may have created whose response was lost. */
function candidateRunIds({ candidates }) {
    return candidates?.map(({ runId }) => runId) ?? [];
}
function statusOf({ start, run }) {
    if (start.kind !== 'run')
        return '';
    if (run === null)
        return 'in_progress';
    return run.state === 'unrecognised' ? run.rawStatus : run.state;
}
function timestamp(ms) {
    return ms === null ? '' : new Date(ms).toISOString();
}


/***/ }),

/***/ 6227:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Publisher: () => (/* binding */ Publisher)
});

// EXTERNAL MODULE: ./src/domain/errors.ts
var errors = __webpack_require__(241);
// EXTERNAL MODULE: ./src/platform/log.ts
var log = __webpack_require__(4425);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/domain/findings.ts
var domain_findings = __webpack_require__(8944);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
;// CONCATENATED MODULE: ./src/result/sarif-file.ts



/**
 * What code scanning accepts, or shows, of a SARIF file. Beyond the first six, the upload is rejected.
 *
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/results-exceed-limit
 * @see https://github.com/github/codeql-action/blob/main/src/upload-lib.ts
 */
const SARIF_LIMITS = {
    /** The file as gzip, bytes. */
    gzipBytes: 10 * 1000 * 1000,
    runs: 20,
    /** Of a run; 5,000 are shown, the highest levels first. */
    results: 25_000,
    /** Of a run. */
    rules: 25_000,
    /** Of a rule; 10 are shown. */
    tags: 20,
    /** Of a result; 100 are stored, and the first is shown. */
    locations: 1000,
    shownTags: 10,
    ruleNameChars: 255,
    descriptionChars: 1024,
};
const TOOL = 'run-kindo-agent';
const UNNAMED_RULE = 'finding';
const NO_MESSAGE = 'The agent wrote no message.';
const WEB_ADDRESS = /^https?:\/\/[^\s"<>\\^`{|}]+$/i;
/**
 * The findings that count, as one SARIF run of this action, in a form that code scanning accepts. It includes only the
 * findings of the agent's logs: under another tool's name, or with its id, they would close that tool's alerts. It has no
 * fingerprints, because equal ones would make one alert of two findings; upload-sarif adds its own.
 *
 * @param category distinguishes the files of several steps
 */
function renderSarif(findings, category) {
    const counted = findings.filter(({ notCounted }) => notCounted === null);
    const placed = counted.flatMap(({ place, ...finding }) => (place === null ? [] : [{ ...finding, place }]));
    const kept = (0,domain_findings/* byRank */.O5)(placed).slice(0, SARIF_LIMITS.results);
    const { text, count } = withinSize(kept, category);
    return {
        text,
        withoutPlace: counted.length - placed.length,
        beyondLimits: placed.length - count,
    };
}
/** The file with as many of the findings as its size allows. */
function withinSize(findings, category) {
    const text = render(findings, category);
    const ratio = SARIF_LIMITS.gzipBytes / (0,external_node_zlib_.gzipSync)(text).length;
    if (ratio >= 1)
        return { text, count: findings.length };
    return withinSize(findings.slice(0, Math.floor(findings.length * ratio * 0.9)), category);
}
function render(findings, category) {
    const rules = new Map();
    const results = findings.map((finding) => {
        const id = (0,sanitize/* singleLine */.pF)(finding.rule, SARIF_LIMITS.ruleNameChars - 1) || UNNAMED_RULE;
        if (!rules.has(id))
            rules.set(id, ruleOf(id, finding));
        return {
            ruleId: id,
            level: finding.level,
            message: { text: (0,sanitize/* escapeInvisible */.ts)(finding.message) || NO_MESSAGE },
            locations: [{ physicalLocation: locationOf(finding.place) }],
        };
    });
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: TOOL, rules: [...rules.values()] } },
                automationDetails: { id: `${TOOL}/${category.replace(/[^\w.@-]+/g, '-').replace(/^-|-$/g, '')}/` },
                results,
            },
        ],
    };
    return `${JSON.stringify(log)}\n`;
}
function locationOf({ path, line, endLine }) {
    return {
        artifactLocation: { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/') },
        region: { startLine: line ?? 1, ...(endLine === null ? {} : { endLine }) },
    };
}
function ruleOf(id, { help, details }) {
    const { name, summary, description, helpUri, ...rest } = details ?? NO_DETAILS;
    const text = rest.help || help;
    const address = [helpUri, help].find((one) => WEB_ADDRESS.test(one) && URL.canParse(one));
    return {
        id,
        ...(name === '' ? {} : { name: (0,sanitize/* singleLine */.pF)(name, SARIF_LIMITS.ruleNameChars - 1) }),
        shortDescription: textOf(summary || id),
        fullDescription: textOf(description || summary || id),
        ...(text === '' ? {} : { help: { text: (0,sanitize/* escapeInvisible */.ts)(text) } }),
        helpUri: address,
        properties: {
            tags: [...new Set(rest.tags.slice(0, SARIF_LIMITS.shownTags).map((tag) => (0,sanitize/* singleLine */.pF)(tag)))],
            ...(rest.precision === '' ? {} : { precision: rest.precision }),
            ...(rest.securitySeverity === null ? {} : { 'security-severity': String(rest.securitySeverity) }),
        },
    };
}
const NO_DETAILS = {
    name: '',
    summary: '',
    description: '',
    help: '',
    helpUri: '',
    tags: [],
    precision: '',
    securitySeverity: null,
};
function textOf(text) {
    return { text: (0,sanitize/* escapeInvisible */.ts)(text.slice(0, SARIF_LIMITS.descriptionChars)) };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/platform/paths.ts
var paths = __webpack_require__(9807);
;// CONCATENATED MODULE: ./src/report/places.ts



// A path up to its line.
const MENTION = /(?<![^\s:"'`<>|*?])([^\s:"'`<>|*?]+):([1-9]\d{0,6})(?!\w|\.\d)/g;
const BEFORE_PATH = /(?:^|[\s"'`<|])$/;
// Brackets that the path does not close are not part of it.
const OPENING = /^(?:\((?!.*\))|\[(?!.*\])|\{(?!.*\})){1,3}/;
// The maximum of a path with spaces.
const MAX_WORDS = 8;
// Each one is searched for in the file system.
const MAX_MENTIONS = 20;
const MAX_FILES = 1000;
const MAX_TEXT_CHARS = 20_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
/**
 * The first `path:line` in the text whose file is in the checkout and has that line; null without one. A path may have
 * spaces, or backslashes between its folders. A part of a path is not used as a path.
 */
function findPlace(text, workspace) {
    if (workspace === null)
        return null;
    const start = text.slice(0, MAX_TEXT_CHARS);
    for (const { 1: path, 2: line, index } of start.matchAll(MENTION).take(MAX_MENTIONS)) {
        const before = start.slice(0, index);
        if (!BEFORE_PATH.test(before))
            continue;
        const place = findFirst(pathsAt(before, `${path}`), Number(line), workspace);
        if (place !== null)
            return place;
    }
    return null;
}
/** The possible paths, the longest first. A quoted path is used as a whole. */
function pathsAt(before, path) {
    const quoted = /(?:^|[\s([{])["'`]([^"'`\n]*)$/.exec(before);
    if (quoted !== null)
        return [`${quoted[1]}${path}`];
    const words = `${before.split(/[\n":`<>|*?]/).at(-1)}`.split(/(?<=\s)(?=\S)/).slice(-MAX_WORDS);
    const paths = words.map((_, index) => words.slice(index).join('') + path);
    const last = `${words.at(-1)}`;
    // A folder before a space may be the beginning of the path.
    if (!/[/\\]/.test(last) || /[.,;!)]\s/.test(last))
        paths.push(path);
    return paths.map((one) => one.replace(OPENING, ''));
}
function findFirst(paths, line, workspace) {
    for (const path of paths) {
        const file = findFile(path, workspace);
        if (file !== null)
            return hasLine((0,external_node_path_.resolve)(workspace, file), line) ? { file, line } : null;
    }
    return null;
}
/** The findings whose files are in the checkout, in their order, at most `most`. A finding without a line is on the first. */
function placeFindings(findings, workspace, most) {
    const files = new Map();
    const placed = [];
    if (workspace === null)
        return placed;
    for (const finding of findings) {
        if (placed.length === most || files.size >= MAX_FILES)
            break;
        if (finding.place === null)
            continue;
        const { path, line } = finding.place;
        if (!files.has(path))
            files.set(path, findFile(path, workspace));
        const file = files.get(path) ?? null;
        if (file !== null)
            placed.push({ finding, place: { file, line: line ?? 1 } });
    }
    return placed;
}
function findFile(path, workspace) {
    try {
        const root = (0,external_node_fs_.realpathSync)(workspace);
        const real = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(root, path.replaceAll('\\', '/')));
        if (!(0,paths/* isInside */.F)(real, root) || (0,paths/* isClosedPlace */._)(real, root) || !(0,external_node_fs_.statSync)(real).isFile())
            return null;
        return (0,external_node_path_.relative)(root, real).split(external_node_path_.sep).join('/');
    }
    catch {
        return null;
    }
}
function hasLine(file, line) {
    if ((0,external_node_fs_.statSync)(file).size > MAX_FILE_BYTES)
        return false;
    const lines = (0,external_node_fs_.readFileSync)(file, 'utf8').split('\n');
    return line <= lines.length - (lines.at(-1) === '' ? 1 : 0);
}

;// CONCATENATED MODULE: ./src/report/annotate-findings.ts



/** The runner keeps at most so many annotations of each kind for a step. */
const MAX_ANNOTATIONS = 10;
const MAX_RULE_CHARS = 200;
const MAX_MESSAGE_CHARS = 1000;
/**
 * Annotates findings that count on their lines, the most important first, up to the runner's limit. Findings without
 * a file in the checkout are only in the summary.
 *
 * @param used how many annotations of each kind the step has already
 * @param mayBeErrors false if the step passes: then an error annotation would look like a failed step
 */
function annotateFindings(runner, findings, { workspace, used, mayBeErrors, }) {
    const annotationFor = ({ level }) => {
        if (level === 'error')
            return mayBeErrors ? 'error' : 'warning';
        return level === 'warning' ? 'warning' : 'notice';
    };
    const counted = (0,domain_findings/* byRank */.O5)(findings).filter(({ notCounted, level }) => notCounted === null && level !== 'none');
    for (const kind of ['error', 'warning', 'notice']) {
        const chosen = counted.filter((finding) => annotationFor(finding) === kind);
        for (const { finding, place } of placeFindings(chosen, workspace, Math.max(0, MAX_ANNOTATIONS - used[kind])))
            runner[kind](linesOf(finding), place);
    }
}
function linesOf({ rule, level, message }) {
    const title = rule === '' ? level : `${(0,sanitize/* quote */.hD)(rule, MAX_RULE_CHARS)}: ${level}`;
    return message === '' ? [title] : [title, (0,sanitize/* singleLine */.pF)(message, MAX_MESSAGE_CHARS)];
}

;// CONCATENATED MODULE: ./src/report/annotations.ts


// The runner keeps ten annotations of each kind for a step, and the first is the reason.
const MAX_STEPS = 9;
const MAX_NAME_CHARS = 200;
const MAX_EXPLANATION_CHARS = 1000;
/**
 * An annotation for each eval step that did not pass, if the outcome is about the verdicts.
 *
 * @param workspace the checkout with the files that may be annotated; null without a checkout
 * @returns the annotations, and a line about the steps beyond the limit
 */
function annotateSteps({ outcome }, reading, workspace) {
    const isAboutVerdicts = outcome.startsWith('eval-') || outcome === 'unrecognised';
    if (reading.kind !== 'read' || !isAboutVerdicts)
        return { steps: [], rest: [] };
    const failed = reading.report.steps.filter((step) => step.result === 'fail');
    const shown = failed.length > 0 ? failed : reading.report.steps.filter((step) => step.result !== 'pass');
    const left = shown.length - MAX_STEPS;
    return {
        steps: shown.slice(0, MAX_STEPS).map((step) => annotate(step, workspace)),
        rest: left > 0
            ? [
                `${MAX_STEPS} of the eval steps that did not pass are annotated. ${left} more ${left === 1 ? 'is' : 'are'} in the job summary.`,
            ]
            : [],
    };
}
function annotate({ name, rawResult, explanation }, workspace) {
    const lines = [`${(0,sanitize/* quote */.hD)(name, MAX_NAME_CHARS)}: ${(0,sanitize/* quoteUnlessWord */.z3)(rawResult)}`];
    if (explanation !== '')
        lines.push((0,sanitize/* singleLine */.pF)(explanation, MAX_EXPLANATION_CHARS));
    const place = findPlace(explanation, workspace);
    return place === null ? { lines } : { lines, place };
}

;// CONCATENATED MODULE: ./src/report/announce.ts


/**
 * Writes the verdict to the log, and to annotations if the outcome is not `passed`.
 *
 * @param workspace the checkout with the files that may be annotated; null without a checkout
 */
function announce(runner, workspace, { verdict, progress, result }) {
    const { outcome, passes, reason, faults } = verdict;
    const reasons = faults.find((fault) => fault.outcome === outcome)?.reasons;
    const lines = reasons !== undefined && reasons.length > 1 ? [`${outcome}:`, ...reasons] : [`${outcome}: ${reason}`];
    runner.info(`Outcome: ${outcome}. The step ${passes ? 'passes' : 'fails'}.`);
    const kind = passes ? 'warning' : 'error';
    const used = { error: 0, warning: 0, notice: 0 };
    if (outcome === 'passed') {
        runner.info(reason);
    }
    else {
        const { steps, rest } = annotateSteps(verdict, progress.evals, workspace);
        runner[kind]([...lines, ...rest]);
        for (const { lines: about, place } of steps)
            runner[kind](about, place);
        used[kind] = 1 + steps.length;
    }
    annotateFindings(runner, result.findings.findings, { workspace, used, mayBeErrors: !passes });
}

// EXTERNAL MODULE: ./src/report/markdown/interrupt-list.ts
var interrupt_list = __webpack_require__(9978);
// EXTERNAL MODULE: ./src/result/data.ts
var data = __webpack_require__(9301);
;// CONCATENATED MODULE: ./src/report/markdown/load-quotation.ts

/** The agent's message as a quotation; null without a message, or if it cannot be parsed. The parser is loaded only for a message. */
async function loadQuote({ outcome }, { run }, withinTime) {
    const text = run?.message?.text ?? '';
    // A cancelled job has no time for formatting.
    if (text === '' || outcome === 'abandoned' || (0,data/* isData */.$V)(text))
        return null;
    try {
        const { createQuote } = await Promise.all(/* import() */[__webpack_require__.e(693), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 2888));
        return createQuote(text, withinTime);
    }
    catch {
        // The message is then shown in a fence.
        return null;
    }
}
/** Texts as quotations, by the text; without those that cannot be parsed in time. The parser is loaded only if there are texts. */
async function loadQuotations({ outcome }, texts, withinTime) {
    const quotations = new Map();
    if (texts.length === 0 || outcome === 'abandoned')
        return quotations;
    try {
        const { createQuote } = await Promise.all(/* import() */[__webpack_require__.e(693), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 2888));
        for (const text of texts) {
            const whole = createQuote(text, withinTime)?.(Number.POSITIVE_INFINITY);
            if (whole)
                quotations.set(text, whole.markdown);
        }
    }
    catch {
        // One text that takes too long is enough: the remaining ones are shown in fences.
    }
    return quotations;
}

// EXTERNAL MODULE: ./src/report/markdown/summary.ts + 3 modules
var markdown_summary = __webpack_require__(5334);
// EXTERNAL MODULE: ./src/report/outputs.ts
var outputs = __webpack_require__(5468);
;// CONCATENATED MODULE: ./src/report/outputs-failed.ts

const FIX = 'Check the disk of the runner, and whether an earlier step changed GITHUB_OUTPUT.';
/** The verdict if the outputs of another could not be written. */
function outputsFailed(verdict, error) {
    const lost = verdict.outcome === 'internal-error' ? '' : ` Otherwise, the outcome would be ${verdict.outcome}.`;
    const reason = `The outputs could not be written (${(0,errors/* describe */.q0)(error)}), so later steps cannot rely on them.${lost} ${FIX}`;
    const fault = { outcome: 'internal-error', reasons: [reason] };
    return {
        ...verdict,
        outcome: fault.outcome,
        passes: false,
        wouldFail: true,
        reason,
        faults: [fault, ...verdict.faults],
    };
}

// EXTERNAL MODULE: ./src/domain/run.ts
var run = __webpack_require__(6445);
;// CONCATENATED MODULE: ./src/report/published.ts

/**
 * The report as it is published: key, token and known patterns of secrets are masked before anything is rendered, because
 * Markdown could hide them.
 *
 * @returns the report, and how many secrets were masked in which part; empty if no secret was
 */
function publishedReport(report, redactor) {
    const counts = [];
    const clean = (place, data) => {
        const redacted = redactor.redactData(data);
        if (redacted.count > 0)
            counts.push(`${redacted.count} in ${place}`);
        return redacted.data;
    };
    const published = {
        ...report,
        verdict: clean('the reason', report.verdict),
        warnings: clean('the warnings', report.warnings),
        result: { ...report.result, findings: clean('the findings', report.result.findings) },
        progress: cleanProgress(report.progress, clean),
    };
    return { report: published, masked: counts.join(', ') };
}
function cleanProgress(progress, clean) {
    const { run, evals, trace, unread } = progress;
    const { attempt, agent, models, labels, candidates, start, base, headSha } = progress;
    return {
        // Neither is published in this form.
        warnings: [],
        timeline: [],
        ...clean('the facts', { attempt, agent, models, labels, candidates, start, base, headSha }),
        evals: clean('the verdicts', evals),
        trace: clean('the trace of the run', trace),
        unread: clean('the list of files', unread),
        run: run === null ? null : cleanRun(run, clean),
    };
}
function cleanRun({ message, interrupts, ...facts }, clean) {
    return {
        ...clean('the facts of the run', facts),
        // The parts and the payload are not published.
        message: message === null ? null : (0,run/* messageOf */.bD)([clean("the agent's message", message.text)], null),
        interrupts: clean('what the run waits for', interrupts),
    };
}

;// CONCATENATED MODULE: ./src/report/report-file.ts


// The version in docs/report.schema.json. It is raised if a change breaks a reader.
const SCHEMA_VERSION = 1;
/**
 * The report file: every output, complete and under its name, and this action's JSON outputs as JSON values; the commits, the
 * attempt and the agent's labels; who requested the run, and its trace; the changed files whose text was not sent to the
 * agent; every fault; the warnings; and the requests to the service in their order. Contains no secret.
 * docs/report.schema.json is its JSON Schema.
 */
function renderReportFile(report, whole) {
    const { verdict, progress, stale } = report;
    const warnings = [...(stale === null ? [] : [stale]), ...report.warnings];
    const evals = progress.evals.kind === 'read' ? progress.evals.report : null;
    const { attempt, base, labels, models } = progress;
    const content = {
        schemaVersion: SCHEMA_VERSION,
        ...whole,
        passes: verdict.passes,
        'would-fail': verdict.wouldFail,
        attempt,
        base: base === null ? null : { branch: base.ref, sha: base.sha },
        labels,
        models,
        evals: evals === null ? null : (0,outputs/* rawEvals */._A)(evals),
        'failed-steps': (0,outputs/* failedSteps */.th)(evals),
        findings: (0,outputs/* findingCounts */.s_)(report.result),
        interrupts: (0,interrupt_list/* pendingInterrupts */.KK)(progress),
        'candidate-run-ids': (0,outputs/* candidateRunIds */.JN)(progress),
        unread: progress.unread,
        steps: progress.trace,
        requester: progress.run?.requester ?? null,
        faults: verdict.faults,
        warnings,
        timeline: progress.timeline,
    };
    return `${JSON.stringify(content, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./src/report/publish.ts











/** Files that are written after the outputs that name them, because they include later warnings. */
const LATE_FILES = { 'report-file': 'report.json', 'summary-file': 'summary.md' };
/** The only writer of the outputs of a verdict, of summary, annotations and files. */
class Publisher {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Writes the outputs, and the files that they name except the report file and the summary file. If that fails, the
     * returned verdict is another one.
     */
    async writeOutputs(verdict, { progress, result }, { attach, hasEvals, redactor }) {
        const { warnings, warn } = this.#collect(progress.warnings);
        const clean = {
            verdict: redactor.redactFields(verdict),
            progress: redactor.redactFields(progress),
            result: redactor.redactFields(result),
        };
        for (const warning of clean.result.warnings)
            warn(warning);
        const text = clean.progress.run?.message?.text ?? '';
        const resultFile = text === '' ? null : this.#writeFile('result.md', () => text, warn);
        const sarifFile = this.#writeSarif(clean.result.findings, redactor, warn);
        const summaryFile = this.#pathOf(LATE_FILES['summary-file']);
        const reportFile = this.#pathOf(LATE_FILES['report-file']);
        const report = {
            ...clean,
            warnings,
            attach,
            quote: null,
            quotations: new Map(),
            hasEvals,
            stale: null,
            resultFile,
            sarifFile,
            summaryFile,
            reportFile,
        };
        const whole = (0,outputs/* wholeOutputs */.uH)({ ...report, verdict, progress, result });
        const { values, cut } = (0,outputs/* limitOutputs */.Gp)(withoutSecrets(whole, redactor.redact, warn));
        const written = this.#tryOutputs(values, clean.verdict);
        const unpublished = { ...report, verdict: written };
        const { report: published, masked } = publishedReport(unpublished, redactor);
        if (masked !== '')
            warn(`Text that looks like a secret was masked in all published reports: ${masked}.`);
        // Only now, because it may take time, and the outputs must be written first.
        const { withinTime } = this.#options;
        const quote = await loadQuote(published.verdict, published.progress, withinTime);
        const quotations = await loadQuotations(verdict, (0,interrupt_list/* interruptTexts */.OQ)(published.progress), withinTime);
        return { ...published, warnings, quote, quotations, cut, unpublished, redactor };
    }
    /**
     * Writes the report file, the summary, also as a file, and the annotations.
     *
     * @param notes warnings from after the verdict
     */
    async writeSummary(written, { stale, warnings: later }) {
        const { runner, workspace, saved, wantsSummary } = this.#options;
        const { warnings, warn } = this.#collect([...written.warnings, ...later]);
        const unpublished = { ...written.unpublished, stale, warnings };
        const render = () => renderReportFile(unpublished, (0,outputs/* wholeOutputs */.uH)(unpublished));
        const reportFile = this.#writeLate('report-file', written.reportFile, render, warn);
        const report = { ...written, stale, warnings, reportFile };
        const summary = lazily(() => written.redactor.redactMarkdown((0,markdown_summary/* renderSummary */.Br)(report, written.cut)));
        this.#writeLate('summary-file', written.summaryFile, summary, warn);
        if (wantsSummary) {
            try {
                await runner.writeSummary(summary());
            }
            catch (error) {
                warn(`The job summary could not be written (${(0,errors/* describe */.q0)(error)}). Read it in summary-file.`);
            }
        }
        announce(runner, workspace, report);
        saved.withdraw();
    }
    /** Replaces a verdict whose report failed: no later step may read `passed` from a step that fails. Never throws. */
    replaceOutcome(reason) {
        // The outcome first: the next one may fail.
        this.#correct({ outcome: 'internal-error', 'would-fail': 'true', reason });
    }
    #collect(known) {
        const warnings = [...known];
        const warn = (warning) => {
            warnings.push(warning);
            (0,log/* logWarning */.F)(this.#options.runner, warning);
        };
        return { warnings, warn };
    }
    /** Writes the outputs. Returns the verdict that counts. */
    #tryOutputs(values, verdict) {
        const { runner } = this.#options;
        try {
            for (const name of outputs/* OUTPUT_NAMES */.P0)
                if (name !== 'outcome')
                    runner.setOutput(name, values[name]);
            // Last, so that no step can read `passed` beside outputs that could not be written.
            runner.setOutput('outcome', values.outcome);
            return verdict;
        }
        catch (error) {
            const failed = outputsFailed(verdict, error);
            this.#correct({ outcome: failed.outcome, 'would-fail': 'true', reason: failed.reason });
            return failed;
        }
    }
    #correct(values) {
        try {
            for (const [name, value] of Object.entries(values))
                this.#options.runner.setOutput(name, value);
        }
        catch {
            // What was written before stays, and is not a pass.
        }
    }
    /** Writes a file whose output was written before, and corrects that output if the file cannot be written. */
    #writeLate(output, expected, render, warn) {
        const path = this.#writeFile(LATE_FILES[output], render, warn);
        if (path !== expected)
            this.#correct({ [output]: path ?? '' });
        return path;
    }
    #writeFile(name, render, warn) {
        const { files } = this.#options;
        try {
            files.write(name, render());
            return files.path(name);
        }
        catch (error) {
            warn(`The file ${name} could not be written (${(0,errors/* describe */.q0)(error)}), so its output is empty. Check the disk of the runner.`);
            return null;
        }
    }
    #pathOf(name) {
        try {
            return this.#options.files.path(name);
        }
        catch {
            return null;
        }
    }
    #writeSarif({ lists, findings }, redactor, warn) {
        if (lists === 0)
            return null;
        const published = redactor.redactData(findings).data;
        const { text, withoutPlace, beyondLimits } = renderSarif(published, this.#options.category);
        const left = [
            ...(withoutPlace > 0 ? [`${withoutPlace} without a place in the repository`] : []),
            ...(beyondLimits > 0 ? [`${beyondLimits} beyond the limits of code scanning`] : []),
        ];
        if (left.length > 0)
            warn(`sarif-file does not include all findings: ${left.join(', ')}.`);
        return this.#writeFile('findings.sarif', () => text, warn);
    }
}
/** The text that `render` makes, made once. */
function lazily(render) {
    let text = null;
    return () => {
        text ??= render();
        return text;
    };
}
/** GitHub drops an output of a job that contains a masked text, and says so only in a log line. */
function withoutSecrets(whole, redact, warn) {
    const clean = { ...whole };
    for (const name of outputs/* OUTPUT_NAMES */.P0)
        clean[name] = redact(whole[name]);
    const held = outputs/* OUTPUT_NAMES */.P0.filter((name) => clean[name] !== whole[name]);
    if (held.length > 0) {
        warn(`${held.length === 1 ? 'Output' : 'Outputs'} ${held.join(', ')} contained the API key or the token. It was replaced by ***, because GitHub drops outputs that contain a secret.`);
    }
    return clean;
}


/***/ }),

/***/ 8550:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SavedNotice: () => (/* binding */ SavedNotice)
});

// EXTERNAL MODULE: ./src/domain/errors.ts
var errors = __webpack_require__(241);
;// CONCATENATED MODULE: ./src/report/saved-state.ts
/** The name in the runner's state under which it is saved, as JSON. */
const UNFINISHED_STATE = 'unfinished';
/** The pending commit status that a killed step leaves, as JSON; empty once it is ended. */
const PENDING_STATE = 'pending';
/** Not empty in the runner's state once the step has reported by itself. */
const REPORTED_STATE = 'reported';
/** The notice to report after the step; null if the step has reported, or had nothing to report. */
function readPostStepNotice(variables) {
    const kept = variables[`STATE_${UNFINISHED_STATE}`] ?? '';
    const reported = variables[`STATE_${REPORTED_STATE}`] ?? '';
    if (kept === '' || reported !== '')
        return null;
    const { lines, summary } = JSON.parse(kept);
    if (!Array.isArray(lines))
        return null;
    return { lines: lines.map(String), summary: String(summary) };
}

;// CONCATENATED MODULE: ./src/report/saved-notice.ts


/** The notice that the post step reports if this step is killed. */
class SavedNotice {
    #options;
    #saved = null;
    #isBroken = false;
    constructor(options) {
        this.#options = options;
    }
    /** Saves it, unless it is saved already. If that fails, it warns once. */
    save({ lines, summary }) {
        const value = JSON.stringify({ lines, summary: this.#options.wantsSummary ? summary : '' });
        if (value !== this.#saved && this.#write(UNFINISHED_STATE, value))
            this.#saved = value;
    }
    /**
     * Saves the pending commit status that the post step must end.
     *
     * @param pending JSON; empty if no status is pending
     */
    savePending(pending) {
        this.#write(PENDING_STATE, pending);
    }
    /** True if it is saved. */
    #write(name, value) {
        const { runner, warn } = this.#options;
        if (this.#isBroken)
            return false;
        try {
            runner.saveState(name, value);
            return true;
        }
        catch (error) {
            this.#isBroken = true;
            warn(`The notice for a killed step could not be saved (${(0,errors/* describe */.q0)(error)}). If this step is killed, check the service for its run.`);
            return false;
        }
    }
    /** The step has reported itself, so the post step has nothing to report. */
    withdraw() {
        if (this.#saved === null)
            return;
        try {
            this.#options.runner.saveState(REPORTED_STATE, 'true');
        }
        catch {
            // Then the post step reports it again.
        }
    }
}


/***/ }),

/***/ 9301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ isData),
/* harmony export */   Ke: () => (/* binding */ answerIn),
/* harmony export */   Yf: () => (/* binding */ jsonIn),
/* harmony export */   aL: () => (/* binding */ findData)
/* harmony export */ });
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1789);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);
/* harmony import */ var _fences_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(483);



const DATA_LANGUAGES = ['json', 'jsonc', 'sarif'];
// A line that begins like this, also in a quotation, is not Markdown: not a link, a task or a placeholder.
const DATA_LINE = /^[ \t>]*(?:\{\s*["}]|\[\s*[{"])/m;
const DATA_START = /^\s*(?:\{\s*["}]|\[\s*[{"])/;
const NOT_JSON = 'is not a JSON object or array';
/**
 * Finds the JSON object or array in an answer: in the last text part that has one, then in earlier ones, then in all of them
 * joined. In each, it is the whole text, or the last closed fence marked `json`, `jsonc` or `sarif`, or the only fence
 * without a mark.
 */
function findData(parts) {
    const texts = parts.map((text, index) => ({
        text,
        name: parts.length > 1 ? `text part ${index + 1}` : 'the message',
    }));
    const joined = parts.length > 1 ? [{ text: parts.join('\n\n'), name: 'the joined text parts' }] : [];
    let warning = null;
    for (const { text, name } of [...texts.toReversed(), ...joined]) {
        const taken = takeFrom(answerIn(text));
        if ('data' in taken)
            return { data: taken.data, warning };
        if (taken.problem !== null && warning === null)
            warning = `The JSON in ${name} is not in result-data: ${taken.problem}.`;
    }
    return { data: null, warning };
}
/** True if the whole text is a JSON object or array. */
function isData(text) {
    return asData(answerIn(text)) !== null;
}
/** A text without a byte order mark, and without the thoughts of a model before its answer. */
function answerIn(text) {
    return text.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
}
/** The text of a block with this mark, as JSON if it is valid. */
function jsonIn(language, text) {
    return language === 'jsonc' ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutComments */ .f)(text) : text;
}
function takeFrom(text) {
    const whole = asData(text);
    if (whole !== null)
        return { data: whole };
    const { fences, outside } = (0,_fences_js__WEBPACK_IMPORTED_MODULE_2__/* .findFences */ .e)(text);
    const fence = dataFence(fences.filter(({ depth, isClosed }) => depth === 0 && isClosed));
    const data = fence === null ? null : asData(jsonIn(fence.language, fence.content));
    if (data !== null)
        return { data };
    if (fence?.isMarked)
        return { problem: `its last block marked ${fence.language} ${NOT_JSON}` };
    const skipped = fences.find(looksLikeData);
    if (skipped !== undefined)
        return { problem: reasonToSkip(skipped, fence) };
    return {
        problem: DATA_LINE.test(outside)
            ? 'it is among other text. Make the agent put it into a block marked json'
            : null,
    };
}
/** The last fence that is marked as data; without such a one, the only one without a mark. */
function dataFence(fences) {
    const marked = fences.findLast(({ language }) => DATA_LANGUAGES.includes(language));
    const [unmarked = null, ...others] = fences.filter(({ isMarked }) => !isMarked);
    return marked ?? (others.length === 0 ? unmarked : null);
}
function looksLikeData({ language, content }) {
    return DATA_LANGUAGES.includes(language) || DATA_START.test(content);
}
function reasonToSkip(fence, tried) {
    if (fence === tried)
        return `its only block without a mark ${NOT_JSON}`;
    if (!fence.isClosed)
        return 'its block is not closed';
    if (fence.depth > 0)
        return 'its block is inside another block';
    return fence.isMarked
        ? `its block is marked ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteUnlessWord */ .z3)(fence.language)}, not json, jsonc or sarif`
        : 'it is in one of several blocks without a mark. Make the agent mark it with json';
}
function asData(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? text.trim() : null;
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 483:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ findFences)
/* harmony export */ });
// Ends with the fence itself: a pattern for the rest of the line would backtrack in a long line.
const FENCE = /^\s*(?:`{3,}|~{3,})/;
// Each level has a copy of the text.
const MAX_DEPTH = 8;
const MAX_LANGUAGE_CHARS = 20;
/**
 * The fenced blocks of a text, at any indentation, and those inside other blocks. It is read line by line, because Markdown
 * parsers take quadratic time for some texts, and an agent wrote this one.
 */
function findFences(text) {
    const lines = text.split(/\r\n|\r|\n/);
    const open = [];
    const fences = [];
    const outside = [];
    const close = (outermost, end, isClosed) => {
        const closed = open.splice(outermost).map(({ info, firstLine, own }, index) => ({
            language: info
                .toLowerCase()
                .replace(/[^\w+#.-].*/, '')
                .slice(0, MAX_LANGUAGE_CHARS),
            isMarked: info !== '',
            content: lines.slice(firstLine, end).join('\n'),
            own: own.join('\n'),
            depth: outermost + index,
            isClosed,
        }));
        fences.push(...closed.toReversed());
    };
    lines.forEach((line, index) => {
        const { fence, info } = readFence(line);
        const ended = info === '' ? open.findIndex((one) => fence.startsWith(one.fence)) : -1;
        if (ended !== -1)
            close(ended, index, true);
        else if (fence !== '' && open.length < MAX_DEPTH)
            open.push({ fence, info, firstLine: index + 1, own: [] });
        else
            (open.at(-1)?.own ?? outside).push(line);
    });
    close(0, lines.length, false);
    return { fences, outside: outside.join('\n') };
}
/** The fence is empty for a line without one. */
function readFence(line) {
    const start = FENCE.exec(line)?.[0] ?? '';
    const info = line.slice(start.length).trim();
    // A line such as ```code``` is a code span, not a fence.
    const isCode = start.includes('`') && info.includes('`');
    return { fence: isCode ? '' : start.trim(), info };
}


/***/ }),

/***/ 3165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readResult: () => (/* binding */ read_result_readResult)
});

// EXTERNAL MODULE: ./src/text/json.ts
var text_json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./src/result/data.ts
var result_data = __webpack_require__(9301);
// EXTERNAL MODULE: ./src/domain/change.ts
var change = __webpack_require__(438);
// EXTERNAL MODULE: ./src/domain/findings.ts
var domain_findings = __webpack_require__(8944);
// EXTERNAL MODULE: ./src/result/fences.ts
var result_fences = __webpack_require__(483);
;// CONCATENATED MODULE: ./src/result/json-values.ts
/** The own property of an object; undefined for everything else, so that a prototype never counts. */
function field(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
}
/** The value at a path of names. */
function fieldAt(value, ...names) {
    return names.reduce(field, value);
}
/** The value as a list; empty if it is not a list. */
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
/** The value as text without space around it; empty if it is neither a text nor a number. */
function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
/** The value as a line number; null if it is not a line number. A range such as `12-14` gives its first line. */
function lineOf(value) {
    const line = Number.parseInt(/^\d{1,9}(?!\d)/.exec(textOf(value))?.[0] ?? '0', 10);
    return line > 0 ? line : null;
}

;// CONCATENATED MODULE: ./src/result/finding-parts.ts

/** The note on a finding whose place is not shown. */
const OUTSIDE = 'Its path is not in the repository.';
/** An entry of a list of findings that is not an object. */
const NO_OBJECT = {
    level: 'error',
    rule: '',
    message: '',
    place: null,
    help: '',
    notCounted: null,
    notes: ['It is not an object, and counts as error.'],
    details: null,
};
/** A place with its lines, if they are usable. */
function atLines(path, first, last) {
    const line = lineOf(first);
    const endLine = lineOf(last);
    return { path, line, endLine: line === null || endLine === null || endLine < line ? null : endLine };
}

;// CONCATENATED MODULE: ./src/result/level-words.ts

const LEVELS_BY_NAME = new Map([
    ['error', 'error'],
    ['critical', 'error'],
    ['high', 'error'],
    ['warning', 'warning'],
    ['medium', 'warning'],
    ['moderate', 'warning'],
    ['note', 'note'],
    ['low', 'note'],
    ['info', 'note'],
    ['informational', 'note'],
    ['none', 'none'],
]);
/** The highest level of the names. An unknown name, or no name at all, is `error`. */
function readLevel(names) {
    const levels = names.map((name) => typeof name === 'string' ? LEVELS_BY_NAME.get(name.trim().toLowerCase()) : undefined);
    const known = levels.filter((level) => level !== undefined);
    if (names.length === 0)
        return { level: 'error', notes: ['It has no level, and counts as error.'] };
    if (known.length < names.length)
        return { level: 'error', notes: ['Its level is unknown, and counts as error.'] };
    return { level: (0,domain_findings/* highestLevel */.HI)(known), notes: [] };
}

;// CONCATENATED MODULE: ./src/result/repository-path.ts
const MAX_PATH_CHARS = 4096;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
const DRIVE = /^[a-z]:\//i;
/**
 * A path from the root of the repository, with slashes; null if it leads out of the repository, to its root, or to `.git`,
 * or is too long. Compares texts and reads no files.
 *
 * @param path relative, or absolute and below the workspace
 * @param workspace the checkout; null without a checkout
 */
function repositoryPath(path, workspace) {
    if (path.length > MAX_PATH_CHARS)
        return null;
    const root = `${slashed(workspace ?? '').replace(/\/+$/, '')}/`;
    const given = slashed(path);
    const isAbsolute = given.startsWith('/') || DRIVE.test(given);
    if (isAbsolute && !isBelow(given, root))
        return null;
    return withoutDots(isAbsolute ? given.slice(root.length) : given);
}
/** The same for a URI in SARIF: percent-encoded, and absolute only with the scheme `file`. */
function repositoryPathOfUri(uri, workspace) {
    const path = uri.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?(?:\/(?=[a-z]:))?/i, '');
    return SCHEME.test(path) ? null : repositoryPath(decoded(path), workspace);
}
function slashed(path) {
    return path.replaceAll('\\', '/');
}
/** A path with a drive is one of Windows, which ignores case. */
function isBelow(path, root) {
    if (root === '/')
        return false;
    return DRIVE.test(root) ? path.toLowerCase().startsWith(root.toLowerCase()) : path.startsWith(root);
}
function withoutDots(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..' && parts.pop() === undefined)
            return null;
        if (part !== '' && part !== '.' && part !== '..')
            parts.push(part);
    }
    const clean = parts.join('/');
    const isUsable = clean !== '' && !/\p{Cc}/u.test(clean) && !SCHEME.test(clean);
    return isUsable && !parts.some((part) => /^\.git$/i.test(part)) ? clean : null;
}
/** A tool may write a name such as `100%.txt` without encoding it. */
function decoded(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        return path;
    }
}

;// CONCATENATED MODULE: ./src/result/sarif-places.ts



// Bases may be relative to others and, by mistake, to each other.
const MAX_BASES = 10;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|[/\\])/i;
/** The place in the repository that a SARIF location names; null if it names no such place. */
function placeIn(location, run, workspace) {
    const physical = field(location, 'physicalLocation');
    const region = field(physical, 'region');
    const path = pathOf(artifactOf(field(physical, 'artifactLocation'), run), run, workspace);
    return path === null ? null : atLines(path, field(region, 'startLine'), field(region, 'endLine'));
}
/** The location itself, or the one that it names in the list of artifacts. */
function artifactOf(location, run) {
    const index = field(location, 'index');
    if (field(location, 'uri') !== undefined || typeof index !== 'number')
        return location;
    return field(listOf(field(run, 'artifacts'))[index], 'location');
}
function pathOf(location, run, workspace) {
    const uri = textOf(field(location, 'uri'));
    const base = baseOf(location, run, workspace);
    const isWhole = uri === '' || ABSOLUTE.test(uri);
    return repositoryPathOfUri(isWhole ? uri : `${encodeURI(base.toWellFormed())}${uri}`, workspace);
}
/**
 * The folder that a URI is relative to, from the root of the repository and with a slash at its end. It is empty for the
 * root itself, which it is unless the log names another: a base outside of the workspace is the same repository on another
 * machine.
 */
function baseOf(location, run, workspace) {
    let id = textOf(field(location, 'uriBaseId'));
    let folder = '';
    for (let count = 0; count < MAX_BASES && id !== ''; count += 1) {
        const base = fieldAt(run, 'originalUriBaseIds', id);
        const uri = textOf(field(base, 'uri'));
        folder = `${repositoryPathOfUri(uri, workspace) ?? ''}/${folder}`;
        id = textOf(field(base, 'uriBaseId'));
    }
    return folder.replace(/^\/+/, '');
}

;// CONCATENATED MODULE: ./src/result/sarif-rules.ts

const PRECISIONS = ['very-high', 'high', 'medium', 'low'];
// Levels of a hierarchical id such as `CA1000/1/2`.
const MAX_LEVELS = 10;
/** The rules of a run of a SARIF log: those of the tool and those of its extensions. */
class RunRules {
    #driver;
    #extensions;
    #byId = new Map();
    #details = new Map();
    constructor(run) {
        this.#driver = listOf(fieldAt(run, 'tool', 'driver', 'rules'));
        this.#extensions = listOf(fieldAt(run, 'tool', 'extensions')).map((one) => listOf(field(one, 'rules')));
        for (const rule of [this.#driver, ...this.#extensions].flat()) {
            const id = textOf(field(rule, 'id'));
            const same = this.#byId.get(id);
            if (same === undefined)
                this.#byId.set(id, [rule]);
            else
                same.push(rule);
        }
    }
    /** All rules that a result names, by index, by id, or by the nearest id above its own; each once. */
    find(result) {
        const reference = field(result, 'rule');
        const component = fieldAt(reference, 'toolComponent', 'index');
        const indexed = typeof component === 'number' ? this.#extensions[component] : this.#driver;
        const indexes = [field(result, 'ruleIndex'), field(reference, 'index')];
        const byIndex = indexes.map((index) => (typeof index === 'number' ? indexed?.[index] : undefined));
        const ids = [textOf(field(result, 'ruleId')), textOf(field(reference, 'id'))];
        const found = [...byIndex, ...ids.flatMap((id) => this.#nearest(id))];
        return [...new Set(found.filter((rule) => typeof rule === 'object' && rule !== null))];
    }
    /** What the log says about one of its rules. */
    details(rule) {
        const known = this.#details.get(rule) ?? readDetails(rule);
        this.#details.set(rule, known);
        return known;
    }
    #nearest(id) {
        let prefix = id;
        for (let level = 0; level < MAX_LEVELS && prefix !== ''; level += 1) {
            const rules = this.#byId.get(prefix);
            if (rules !== undefined)
                return rules;
            prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));
        }
        return [];
    }
}
function readDetails(rule) {
    const properties = field(rule, 'properties');
    const precision = textOf(field(properties, 'precision'));
    const severity = Number(textOf(field(properties, 'security-severity')) || Number.NaN);
    const tags = listOf(field(properties, 'tags')).map(textOf);
    return {
        name: textOf(field(rule, 'name')),
        summary: textOf(fieldAt(rule, 'shortDescription', 'text')),
        description: textOf(fieldAt(rule, 'fullDescription', 'text')),
        help: textOf(fieldAt(rule, 'help', 'text')),
        helpUri: textOf(field(rule, 'helpUri')),
        tags: [...new Set(tags.filter((tag) => tag !== ''))],
        precision: PRECISIONS.includes(precision) ? precision : '',
        securitySeverity: severity > 0 && severity <= 10 ? severity : null,
    };
}

;// CONCATENATED MODULE: ./src/result/sarif-findings.ts





// Kinds of SARIF results that are not failures. An unknown kind may be one.
const PASSING_KINDS = ['pass', 'open', 'informational', 'notapplicable', 'review'];
/**
 * Reads the findings of a SARIF log of version 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
function readSarif(log, sink) {
    const runs = field(log, 'runs');
    if (textOf(field(log, 'version')) !== '2.1.0')
        sink.problem('is not SARIF of version 2.1.0.');
    else if (!Array.isArray(runs) || runs.length === 0)
        sink.problem('is SARIF without runs.');
    else
        for (const run of runs)
            readRun(run, sink);
}
function readRun(run, sink) {
    if (listOf(field(run, 'invocations')).some(hasFailed))
        sink.problem('has a run with "executionSuccessful" other than true.');
    const results = field(run, 'results');
    if (!Array.isArray(results)) {
        sink.problem('has a run without "results".');
        return;
    }
    sink.list();
    const rules = new RunRules(run);
    for (const result of results)
        sink.add(readResult(result, { run, rules, workspace: sink.workspace }));
}
/** Every given value but `true` counts as failed. */
function hasFailed(invocation) {
    const successful = field(invocation, 'executionSuccessful');
    return successful !== undefined && successful !== true;
}
function readResult(result, { run, rules, workspace }) {
    if (typeof result !== 'object' || result === null || Array.isArray(result))
        return NO_OBJECT;
    const found = rules.find(result);
    const [rule] = found;
    const { level, notes } = levelOf(result, found);
    const locations = listOf(field(result, 'locations'));
    const place = firstPlace(locations, run, workspace);
    const details = rule === undefined ? null : rules.details(rule);
    return {
        level,
        rule: ruleIdOf(result, rule),
        message: messageOf(result, rule, run),
        place,
        help: details?.helpUri || details?.help || '',
        notCounted: notCounted(result),
        notes: place === null && locations.length > 0 ? [...notes, OUTSIDE] : notes,
        details,
    };
}
/** The level of the result; without one, of the rules that it names, or `warning`. */
function levelOf(result, rules) {
    const own = field(result, 'level');
    if (own !== undefined)
        return readLevel([own]);
    const defaults = rules.map((rule) => fieldAt(rule, 'defaultConfiguration', 'level') ?? 'warning');
    return defaults.length === 0 ? { level: 'warning', notes: [] } : readLevel(defaults);
}
function ruleIdOf(result, rule) {
    return (textOf(field(result, 'ruleId')) || textOf(fieldAt(result, 'rule', 'id')) || textOf(field(rule, 'id')));
}
function firstPlace(locations, run, workspace) {
    for (const location of locations) {
        const place = placeIn(location, run, workspace);
        if (place !== null)
            return place;
    }
    return null;
}
/** The text of the message. The rule or the tool may have it under the message's id. */
function messageOf(result, rule, run) {
    const message = field(result, 'message');
    const id = textOf(field(message, 'id'));
    const named = fieldAt(rule, 'messageStrings', id) ?? fieldAt(run, 'tool', 'driver', 'globalMessageStrings', id);
    const text = textOf(field(message, 'text')) ||
        textOf(field(named, 'text')) ||
        textOf(field(message, 'markdown')) ||
        textOf(field(named, 'markdown'));
    const values = listOf(field(message, 'arguments'));
    if (values.length === 0)
        return text;
    return text.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (whole, index) => index === undefined ? whole.charAt(0) : textOf(values[Number(index)]) || whole);
}
function notCounted(result) {
    const kind = textOf(field(result, 'kind'));
    if (PASSING_KINDS.includes(kind.toLowerCase()))
        return `Its kind is ${kind}.`;
    const suppressions = listOf(field(result, 'suppressions'));
    const isAccepted = suppressions.length > 0 &&
        suppressions.every((one) => typeof one === 'object' && one !== null && isAcceptedStatus(field(one, 'status')));
    return isAccepted ? 'It is suppressed.' : null;
}
function isAcceptedStatus(status) {
    return status === undefined || status === 'accepted';
}

;// CONCATENATED MODULE: ./src/result/simple-findings.ts




/** Reads the list `findings` of the form that docs/findings.schema.json describes. */
function readSimpleFindings(list, sink) {
    if (!Array.isArray(list)) {
        sink.problem('has "findings" that are not a list.');
        return;
    }
    sink.list();
    for (const entry of list)
        sink.add(readEntry(entry, sink.workspace));
}
function readEntry(entry, workspace) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
        return NO_OBJECT;
    const names = ['level', 'severity'].map((key) => field(entry, key)).filter((name) => name !== undefined);
    const { level, notes } = readLevel(names);
    const given = textOf(field(entry, 'path'));
    const place = placeOf(given, entry, workspace);
    return {
        level,
        rule: textOf(field(entry, 'rule')),
        message: textOf(field(entry, 'message')),
        place,
        help: textOf(field(entry, 'help')),
        notCounted: null,
        notes: given !== '' && place === null ? [...notes, OUTSIDE] : notes,
        details: null,
    };
}
function placeOf(given, entry, workspace) {
    const path = /^file:/i.test(given)
        ? repositoryPathOfUri(given, workspace)
        : repositoryPath(given, workspace);
    return path === null ? null : atLines(path, field(entry, 'line'), field(entry, 'endLine'));
}

;// CONCATENATED MODULE: ./src/result/findings.ts









// Each is shown to a person, and an answer may have any number of them.
const MAX_PROBLEMS = 20;
// Of more, a step would run out of memory before its report.
const MAX_FINDINGS = 200_000;
// A list with one of these names, or the name at the end of a truncated text.
const LOOKS_LIKE_FINDINGS = /"(?:runs|findings)"[\s>]*:[\s>]*(?:\[|$)/;
// In a quotation too.
const JSON_LINE = /^[ \t>]*(?:\{|\[\s*\{)/m;
/**
 * Reads the findings in all blocks of an answer: in each text part, and in each fence in it. A block that seems to have
 * findings and cannot be read makes the answer unreadable, so that it never counts as one without findings. Never throws.
 *
 * @param message null if the agent wrote no answer
 */
function readFindings(message, { workspace, changed, succeeded }) {
    if (message === null)
        return { ...domain_findings/* NO_FINDINGS */.BU, problems: ['The agent wrote no answer.'] };
    const findings = [];
    const problems = new Set(succeeded ? [] : ['The run did not succeed.']);
    let lists = 0;
    message.parts.forEach((part, index) => {
        const { fences, outside } = (0,result_fences/* findFences */.e)((0,result_data/* answerIn */.Ke)(part));
        const read = (name, block) => {
            const problem = (text) => {
                if (problems.size < MAX_PROBLEMS)
                    problems.add(`${name} in text part ${index + 1} ${text}`);
            };
            readBlock(block, {
                workspace,
                list: () => {
                    lists += 1;
                },
                add: (finding) => {
                    if (findings.length === MAX_FINDINGS)
                        problem('has findings beyond the first 200,000, which are not read.');
                    else
                        findings.push({ ...finding, isOnChange: isOnChange(finding.place, changed) });
                },
                problem,
            });
        };
        read('The text', { json: outside, start: outside.search(JSON_LINE), isSarif: false });
        for (const fence of fences)
            read(nameOf(fence), blockOf(fence));
    });
    return { lists, findings, problems: [...problems] };
}
function isOnChange(place, changed) {
    if (place === null || place.line === null)
        return false;
    return (0,change/* addsLine */.B)(changed, place.path, { first: place.line, last: place.endLine ?? place.line });
}
function nameOf({ language }) {
    return language === '' ? 'A block' : `A block marked ${(0,sanitize/* quoteUnlessWord */.z3)(language)}`;
}
function blockOf({ language, own }) {
    const json = (0,result_data/* jsonIn */.Yf)(language, own);
    return { json, start: json.search(JSON_LINE), isSarif: language === 'sarif' };
}
function readBlock({ json, start, isSarif }, sink) {
    const parsed = parse(json);
    const runs = field(parsed, 'runs');
    const list = field(parsed, 'findings');
    if (runs === undefined && list === undefined) {
        if (isSarif || (start !== -1 && LOOKS_LIKE_FINDINGS.test(json.slice(start))))
            sink.problem(parsed === null
                ? 'seems to have findings, and is not valid JSON.'
                : 'has neither "runs" nor "findings" at its top level.');
        return;
    }
    if ((0,text_json/* hasDuplicateKeys */.u)(json))
        sink.problem('has an object with the same key twice.');
    if (list !== undefined)
        readSimpleFindings(list, sink);
    if (runs !== undefined)
        readSarif(parsed, sink);
}
/** Null also if the text is not JSON. */
function parse(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/result/read-result.ts




/**
 * Reads data and findings of the agent's final message, and checks the data against the schema. The validator is loaded only
 * for a schema. Never rejects: text that cannot be read or checked is a problem of the findings, or a violation.
 *
 * @param run null if no run was seen
 */
async function read_result_readResult(run, terms) {
    const message = run?.message ?? null;
    const { data, warning } = (0,result_data/* findData */.aL)(message?.parts ?? []);
    const succeeded = run?.state === 'success';
    const { workspace, changed } = terms;
    const findings = readFindings(message, { workspace, changed, succeeded });
    return {
        data,
        findings,
        failsFrom: terms.failsFrom,
        violations: await violationsOf(terms.isWholeOutput ? outputOf(message) : data, terms),
        warnings: [
            ...(warning === null ? [] : [warning]),
            ...(succeeded && message !== null ? problemsOf(findings) : []),
        ],
    };
}
function problemsOf({ problems }) {
    return problems.length === 0
        ? []
        : [`Findings in the answer could not be read. ${(0,sanitize/* singleLine */.pF)(problems.join(' '))}`];
}
/** The output itself is the payload, if it has one, and not the text made from it. */
function outputOf(message) {
    return message === null ? null : (message.payload ?? message.text);
}
async function violationsOf(data, { schema, withinTime }) {
    if (schema === null)
        return [];
    if (data === null)
        return ['The answer has no JSON object or array.'];
    const { findViolations } = await Promise.all(/* import() */[__webpack_require__.e(339), __webpack_require__.e(179)]).then(__webpack_require__.bind(__webpack_require__, 4179));
    let value;
    try {
        value = JSON.parse(data);
    }
    catch {
        return ['The output is not valid JSON.'];
    }
    // Another reader may use the other one of the two values.
    if ((0,text_json/* hasDuplicateKeys */.u)(data))
        return ['An object in the data has the same key twice.'];
    return findViolations(schema, value, withinTime);
}


/***/ }),

/***/ 1789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ withoutComments),
/* harmony export */   u: () => (/* binding */ hasDuplicateKeys)
/* harmony export */ });
// Text without any of the characters that matter here: it is copied in one piece.
const PLAIN = /[^"/,}\]]+/y;
/**
 * True for JSON with an object that has a key twice. `JSON.parse` returns the last value of it without an error.
 *
 * @param json what `JSON.parse` accepts
 */
function hasDuplicateKeys(json) {
    const open = [];
    const mark = /["{}]/g;
    for (let found = mark.exec(json); found !== null; found = mark.exec(json)) {
        if (found[0] === '{')
            open.push(new Set());
        else if (found[0] === '}')
            open.pop();
        else {
            const end = endOfString(json, found.index);
            mark.lastIndex = end;
            if (!isKey(json, end))
                continue;
            const key = JSON.parse(json.slice(found.index, end));
            const keys = open.at(-1);
            if (keys?.has(String(key)))
                return true;
            keys?.add(String(key));
        }
    }
    return false;
}
/** JSON with comments and trailing commas as JSON; other text stays invalid. Numbers and strings stay as written. */
function withoutComments(jsonc) {
    const pieces = [];
    // A comma that only space and comments follow so far.
    let comma = -1;
    for (let at = 0, end = 0; at < jsonc.length; at = end) {
        end = endOfToken(jsonc, at);
        const token = jsonc.slice(at, end);
        const isComment = /^\/[/*]/.test(token);
        if ((token === '}' || token === ']') && comma !== -1)
            pieces[comma] = '';
        if (token === ',')
            comma = pieces.length;
        else if (!isComment && token.trim() !== '')
            comma = -1;
        pieces.push(isComment ? ' ' : token);
    }
    return pieces.join('');
}
/** The index after the string, the comment, the plain text or the character that begins here. */
function endOfToken(text, start) {
    if (text[start] === '"')
        return endOfString(text, start);
    if (text.startsWith('//', start))
        return endOf(text, '\n', start);
    if (text.startsWith('/*', start))
        return endOf(text, '*/', start + 2);
    PLAIN.lastIndex = start;
    return start + (PLAIN.exec(text)?.[0].length ?? 1);
}
/** The index after the string whose first quote is at `start`. */
function endOfString(text, start) {
    for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
        let slash = quote;
        while (text[slash - 1] === '\\')
            slash -= 1;
        if ((quote - slash) % 2 === 0)
            return quote + 1;
    }
    return text.length;
}
function endOf(text, mark, from) {
    const at = text.indexOf(mark, from);
    return at === -1 ? text.length : at + mark.length;
}
/** True if a colon follows, which only follows keys. */
function isKey(json, end) {
    let at = end;
    while (/\s/.test(json.charAt(at)))
        at += 1;
    return json[at] === ':';
}


/***/ })

};
