export const id = 857;
export const ids = [857];
export const modules = {

/***/ 9807:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ isInside),
/* harmony export */   _: () => (/* binding */ isClosedPlace)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

// Git's own folder and what a checkout leaves in the temporary one hold tokens; the runner's files are its channel.
const CLOSED_PLACE = /^(?:\.git|git-credentials-.*|_runner_file_commands)$/i;
/** True for a path below the folder, both without links in them. */
function isInside(path, folder) {
    return path.startsWith((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, node_path__WEBPACK_IMPORTED_MODULE_0__.sep));
}
/** True for a path below the folder that leads to what git or the runner keep there. */
function isClosedPlace(path, folder) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(folder, path)
        .split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep)
        .some((part) => CLOSED_PLACE.test(part));
}


/***/ }),

/***/ 863:
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./src/report/markdown/summary.ts + 3 modules
var summary = __webpack_require__(5334);
// EXTERNAL MODULE: ./src/report/markdown/verdict-table.ts
var verdict_table = __webpack_require__(6094);
;// CONCATENATED MODULE: ./src/report/markdown/comment.ts




// GitHub takes 65,536 characters, and no text has more characters than bytes.
const MAX_BYTES = 65_000;
const MAX_LIST_BYTES = 6 * 1024;
const MAX_TABLE_BYTES = 16 * 1024;
/** The line that marks the comment of one step: nobody sees it, and no other step has it. */
function commentMarker(key) {
    return `<!-- run-kindo-agent ${(0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, 32)} -->`;
}
/** The pull request comment as Markdown: outcome and reason first, at most 65,000 characters. */
function renderComment(report, { marker, workflowRunUrl }) {
    const where = (0,summary/* whereWhole */.dH)(report.reportFile);
    const head = [
        `${marker}\n${(0,summary/* renderHeading */.X5)(report, MAX_LIST_BYTES)}`,
        (0,summary/* renderFacts */.Id)(report),
        workflowRunUrl === null ? '' : `[The workflow run](${workflowRunUrl}) has the whole report.`,
        (0,verdict_table/* renderVerdicts */.j)(report.progress.evals, where, MAX_TABLE_BYTES),
        (0,summary/* renderWarnings */.c7)(report, [], MAX_LIST_BYTES),
    ].filter((part) => part !== '');
    const text = head.join('\n\n');
    const notice = `\n\nThe comment is cut here; ${where}.`;
    const shown = (0,sanitize/* truncateLines */.SV)(text, MAX_BYTES - Buffer.byteLength(notice));
    if (shown !== text)
        return shown + notice;
    const budgetBytes = MAX_BYTES - Buffer.byteLength(text) - summary/* FRAME_BYTES */.Kr;
    const message = budgetBytes > 0 ? (0,summary/* renderMessage */.e4)(report, budgetBytes) : '';
    return message === '' ? text : `${text}\n\n${message}`;
}

// EXTERNAL MODULE: ./src/retry/budgets.ts
var budgets = __webpack_require__(176);
// EXTERNAL MODULE: ./src/retry/read-with-retry.ts
var read_with_retry = __webpack_require__(6998);
// EXTERNAL MODULE: ./src/pull-request/github.ts
var pull_request_github = __webpack_require__(3156);
;// CONCATENATED MODULE: ./src/pull-request/comment.ts




/**
 * Makes the pull request have this comment once: the one that is there is updated, or left alone where it says the same
 * already; else one is made, never two.
 *
 * @throws RequestError where it could not be done, or cannot be known to be done
 */
async function postComment(post, runtime) {
    const { github, pullNumber, body, makesNew } = post;
    const read = (call) => (0,read_with_retry/* readWithRetry */.r)(runtime, post.deadline, call, { maxRetryAfterMs: budgets/* MAX_COMMENT_RETRY_AFTER_MS */.Yd });
    const author = await read((limits) => github.whoAmI(limits));
    const find = async () => {
        for (let page = 1;; page += 1) {
            const comments = await read((limits) => github.listComments(pullNumber, page, limits));
            const own = comments.find((comment) => isOwn(comment, author, post.marker));
            if (own !== undefined)
                return own;
            if (comments.length < pull_request_github/* COMMENTS_PER_PAGE */.Z)
                return null;
        }
    };
    let own = await find();
    if (own === null && makesNew)
        own = await create(post, runtime, find);
    if (own === null || linesOf(own.body) === linesOf(body))
        return;
    const { id } = own;
    await read((limits) => github.updateComment(id, body, limits));
}
/** Makes the comment; where the answer was lost, looks for it, and gives back what it finds. */
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
        if (!(error instanceof errors/* RequestError */.GI) || isRefusal(error))
            throw error;
        const made = await find();
        if (made !== null)
            return made;
        throw new errors/* RequestError */.GI(`${error.message}; it may have been made all the same, so it is not sent again`, {
            kind: 'unreachable',
            cause: error,
        });
    }
}
function isOwn({ author, body }, login, marker) {
    // An app is called so by one part of the API, and without the brackets by another.
    return (author === login || author === `${login}[bot]`) && linesOf(body).split('\n', 1)[0] === marker;
}
function linesOf(body) {
    return body.replaceAll('\r\n', '\n').trimEnd();
}
function isRefusal({ kind, status }) {
    return kind === 'status' && (status === null || status < 500);
}

;// CONCATENATED MODULE: ./src/pull-request/head.ts

/**
 * Where the pull request has moved on from the commit that was judged, a sentence that says so; else null, also where
 * that cannot be found out.
 */
async function checkHead(github, pullNumber, judgedSha, { signal }) {
    try {
        const { head } = await github.getCommits(pullNumber, { timeoutMs: budgets/* HEAD_TIMEOUT_MS */.ik, signal });
        return head === judgedSha
            ? null
            : `The pull request has moved on to ${head}: this verdict is for the older commit ${judgedSha}.`;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/pull-request/update.ts






/**
 * Looks whether the pull request has moved on, and writes the comment. Never rejects, takes 90 s at most, and ends at
 * once where the job is cancelled: the verdict stands already.
 *
 * @returns what it has found that is no fault
 */
async function updatePullRequest(followed, report) {
    const { event, github, conversation, runtime, redactor } = followed;
    const notes = [];
    const warn = (note) => {
        notes.push(note);
        (0,log/* logWarning */.F)(runtime.log, note);
    };
    const { progress } = report;
    const pullNumber = numberOf(event);
    const deadline = runtime.clock.monotonic() + budgets/* PULL_REQUEST_UPDATE_BUDGET_MS */.PF;
    if (runtime.signal.aborted)
        return notes;
    const isKnown = pullNumber !== null && github !== null;
    if (isKnown && progress.headSha !== null && progress.start.kind === 'run') {
        const moved = await checkHead(github, pullNumber, progress.headSha, runtime);
        if (moved !== null)
            warn(moved);
    }
    // A failure that has passed since must not stay in the conversation, so that of on-failure is updated, too.
    const makesNew = conversation.when === 'always' || !report.verdict.passes;
    if (conversation.when === 'never' || (!isKnown && !makesNew))
        return notes;
    if (!isKnown) {
        warn(`There is no comment: ${pullNumber === null ? NO_PULL_REQUEST : NO_TOKEN}.`);
        return notes;
    }
    try {
        const marker = commentMarker(conversation.key);
        const { workflowRunUrl } = conversation;
        // What the agent was given it may repeat, and the runner masks nothing in a comment.
        const body = redactor.redactMarkdown(renderComment({ ...report, warnings: [...report.warnings, ...notes] }, { marker, workflowRunUrl }));
        await postComment({ github, pullNumber, marker, body, makesNew, deadline }, runtime);
    }
    catch (error) {
        warn(`The pull request comment could not be written: ${explain(error)}`);
    }
    return notes;
}
function numberOf(event) {
    return event === null || event.kind === 'merge-group' ? null : event.number;
}
const NO_PULL_REQUEST = 'this event is of no single pull request';
const NO_TOKEN = "github-token is not there, leave it out for the job's own";
function explain(error) {
    const words = `${(0,errors/* describe */.q0)(error)}.`;
    if (!(error instanceof errors/* RequestError */.GI) || (error.status !== 403 && error.status !== 404))
        return words;
    return `${words} The job needs the permission pull-requests: write; a pull request from a fork gets a token that may only read.`;
}


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


// The state becomes a variable of the next process, which 128 KiB would keep from being started.
const MAX_STEP_BYTES = 16 * 1024;
/** What is to be told should the step be killed now; `start` and run id say how far it has come. */
function renderPostStepNotice(progress, attach) {
    const what = `The step was ended before it could report. ${explain(progress)}`;
    const step = progress.start.kind === 'run' ? (0,attach_step/* renderAttachStep */.Ol)(attach, progress.start.id, progress).trimEnd() : null;
    const invitation = 'This step attaches to the run, waits for it, and judges it:';
    const summary = ['## ❌ Run Kindo agent: ended before it could report', (0,sanitize/* escapeMarkdown */.FV)(what)];
    if (step === null || Buffer.byteLength(step) > MAX_STEP_BYTES)
        return { lines: [what], summary: summary.join('\n\n') };
    return {
        // Indented lines would lose what they begin with in the log.
        lines: [what, invitation, ...step.split('\n').map((line) => `| ${line}`)],
        summary: [...summary, invitation, (0,sanitize/* fencedBlock */.zW)(step, 'yaml')].join('\n\n'),
    };
}
function explain({ agent, start }) {
    if (start.kind !== 'run') {
        return `The start of agent ${agent?.id} was on its way, so a run may exist at the service: look there before you run this step again.`;
    }
    const link = start.url === null ? '' : ` ${start.url}`;
    const how = start.how === 'started' ? 'was started' : 'was attached to';
    return `Run ${start.id} ${how}, and goes on at the service unless it has ended.${link}`;
}

;// CONCATENATED MODULE: ./src/report/early.ts



/** Writes what is true if nothing more is ever written. Throws where outputs cannot be written. */
function writeFirstOutputs(runner) {
    runner.setOutput('outcome', 'internal-error');
    runner.setOutput('reason', 'The step ended before it came to a verdict.');
}
/** Writes what has become known before the end: as outputs, each change once, and for the post step. */
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
        // The run first: whoever kills the step between two writes must still find it.
        for (const name of outputs/* OUTPUT_NAMES */.P0)
            write(name, known[name] ?? '');
        if (start.kind === 'run' && start.how === 'started') {
            write('outcome', 'abandoned');
            write('reason', `The step was stopped before it came to a verdict on run ${start.id}.`);
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

// Anything else could mean more in a workflow than itself.
const PLAIN_ID = /^[\w.:-]{1,200}$/;
// As long as GitHub lets a job wait for the people who are to approve it.
const AGE_WITH_A_PERSON = '30d';
const PLAIN_TEXT = /^[\w$](?:[\w$./@{}, -]|:(?=\S))*(?<! )$/;
// Numbers, dates, booleans and nulls of any version of YAML.
const OTHER_THAN_TEXT = /^(?:[\d.:_+ etz-]+|0[box].*|true|false|yes|no|on|off|y|n|null)$/i;
// JSON has them as they are.
const NOT_IN_YAML = /[\x7f-\x9f\u2028\u2029\ufeff]/g;
// What the block may take of the summary.
const MAX_BYTES = 100 * 1024;
/** What the step would answer first of what the run waits for, with stand-ins; null where there is nothing to answer. */
function answerOf({ run }) {
    return run?.interrupts.find(({ id }) => PLAIN_ID.test(id))?.answer ?? null;
}
/** The step as a Markdown block, or a sentence where it is too long for one. */
function renderAttachBlock(step, runId, progress) {
    const block = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .fencedBlock */ .zW)(renderAttachStep(step, runId, progress), 'yaml');
    // A step without some of its inputs would judge otherwise than this one.
    return Buffer.byteLength(block) > MAX_BYTES ? 'The step is too long to be shown here.' : block;
}
/** The YAML of the step that attaches to the run, answers it where it waits, and judges it as this one would have. */
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
        ['require-evals', step.requireEvals || null],
        ['require-steps', step.requireSteps.length === 0 ? null : step.requireSteps.join('\n')],
        ['allow', step.allow.length === 0 ? null : step.allow.join(', ')],
    ];
    return [
        `- uses: ${scalar(step.uses)}`,
        '  with:',
        ...inputs.flatMap(([name, value]) => value === null ? [] : [`    ${name}: ${typeof value === 'object' ? block(value) : scalar(value)}`]),
        '',
    ].join('\n');
}
/** Lines that a person can change. */
function block(lines) {
    return ['|', ...lines.map((line) => `      ${line}`)].join('\n');
}
/** A scalar of YAML: as it is where it can only be read as this text, else as JSON, which is YAML as well. */
function scalar(value) {
    if (typeof value === 'string' && PLAIN_TEXT.test(value) && !OTHER_THAN_TEXT.test(value))
        return value;
    return JSON.stringify(value).replace(NOT_IN_YAML, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 9978:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ renderInterrupts),
/* harmony export */   K: () => (/* binding */ pendingInterrupts)
/* harmony export */ });
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);

// Of one text that an agent wrote, and of all that are shown.
const MAX_TEXT_BYTES = 16 * 1024;
const MAX_BYTES = 64 * 1024;
/** What the run waits for, as the `interrupts` output has it: of each its id, who asks, what, and all that was given. */
function pendingInterrupts({ run }) {
    const interrupts = run?.interrupts ?? [];
    return interrupts.map(({ id, agent, prompt, value }) => ({ id, agent, prompt, value }));
}
/**
 * What the run waits for, for the person who is to decide.
 *
 * @param whereRest a clause about where the rest stands of what is too much to be shown
 */
function renderInterrupts({ run }, whereRest) {
    const interrupts = run?.interrupts ?? [];
    if (interrupts.length === 0)
        return '';
    const parts = ['### The run waits for an answer'];
    let bytes = 0;
    for (const part of interrupts.flatMap((interrupt) => renderInterrupt(interrupt, whereRest))) {
        bytes += Buffer.byteLength(part);
        if (bytes > MAX_BYTES) {
            parts.push(`The list is cut here; ${whereRest}.`);
            break;
        }
        parts.push(part);
    }
    return parts.join('\n\n');
}
function renderInterrupt({ id, agent, prompt, proposals }, whereRest) {
    const asks = agent === '' ? 'It is asked' : `Agent ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(agent)} asks`;
    const question = prompt === '' ? [] : [block(prompt, whereRest)];
    return [
        `${asks} (interrupt ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(id)}):`,
        ...question,
        ...proposals.flatMap((proposal) => renderProposal(proposal, whereRest)),
    ];
}
function renderProposal({ agent, prompt, text }, whereRest) {
    const who = agent === '' ? 'What is proposed:' : `What agent ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(agent)} proposes:`;
    const texts = [prompt, text].filter((part) => part !== '');
    return texts.length === 0 ? [] : [who, block(texts.join('\n\n'), whereRest)];
}
function block(text, whereRest) {
    const whole = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeInvisible */ .ts)(text);
    const shown = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .truncateLines */ .SV)(whole, MAX_TEXT_BYTES);
    return shown === whole ? (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .fencedBlock */ .zW)(shown) : `${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .fencedBlock */ .zW)(shown)}\n\nThis is cut; ${whereRest}.`;
}


/***/ }),

/***/ 5334:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Kr: () => (/* binding */ FRAME_BYTES),
  Id: () => (/* binding */ renderFacts),
  X5: () => (/* binding */ renderHeading),
  e4: () => (/* binding */ renderMessage),
  Br: () => (/* binding */ renderSummary),
  c7: () => (/* binding */ renderWarnings),
  dH: () => (/* binding */ whereWhole)
});

// EXTERNAL MODULE: ./src/domain/progress.ts
var domain_progress = __webpack_require__(229);
// EXTERNAL MODULE: ./src/result/data.ts
var data = __webpack_require__(9301);
// EXTERNAL MODULE: ./src/text/duration.ts
var duration = __webpack_require__(9495);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
;// CONCATENATED MODULE: ./src/report/report.ts

/** The run, where it may go on after the step, or has ended without a verdict of this step; else null. */
function outlivingRunId({ verdict, progress }) {
    const { outcome } = verdict;
    if (outcome === 'invalid-input' || outcome === 'protocol-error')
        return null;
    const state = progress.run?.state ?? 'in_progress';
    const goesOn = outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
    return goesOn ? (0,domain_progress/* runIdOf */.S)(progress) : null;
}

// EXTERNAL MODULE: ./src/report/markdown/attach-step.ts
var attach_step = __webpack_require__(5332);
;// CONCATENATED MODULE: ./src/report/markdown/candidates.ts


/** The runs that may have come of a start whose answer is lost, and the step that attaches to one; empty without any. */
function renderCandidates({ progress, attach }) {
    const [first, ...others] = progress.candidates ?? [];
    if (first === undefined)
        return '';
    const items = [first, ...others].map(({ runId, createdAtMs }) => {
        const time = createdAtMs === null ? 'at a time that is not known' : new Date(createdAtMs).toISOString();
        return `- ${(0,sanitize/* codeSpan */.SS)(runId)}, created ${time}`;
    });
    const which = others.length === 0 ? 'it' : 'the first of them; write in the id of the one that is yours';
    return [
        '### Runs that may have come of this start',
        items.join('\n'),
        `Each may as well be of somebody else's start, so none was taken for it. This step attaches to ${which}:`,
        (0,attach_step/* renderAttachBlock */.dQ)(attach, first.runId, progress),
    ].join('\n\n');
}

// EXTERNAL MODULE: ./src/report/markdown/interrupt-list.ts
var interrupt_list = __webpack_require__(9978);
// EXTERNAL MODULE: ./src/domain/trace.ts
var domain_trace = __webpack_require__(9665);
;// CONCATENATED MODULE: ./src/report/markdown/trace-list.ts



const MAX_LABEL_CHARS = 200;
const MAX_BYTES = 64 * 1024;
/**
 * The steps of the run: those that failed first, and all of them, as the tree that they are, folded.
 *
 * @param whereRest a clause about where the steps stand that are too many to be shown
 */
function renderTrace(trace, whereRest) {
    if (trace.length === 0)
        return '';
    const failed = (0,domain_trace/* failedTraceSteps */.q)(trace).map((step) => renderStep(step, 0));
    const all = trace.flatMap((step) => renderTree(step, 0));
    const parts = ["### The run's steps"];
    if (failed.length > 0)
        parts.push(cut(failed, whereRest));
    const count = (0,domain_trace/* allSteps */.B)(trace).length;
    parts.push(`<details><summary>All ${count === 1 ? '1 step' : `${count} steps`}</summary>\n\n${cut(all, whereRest)}\n\n</details>`);
    return parts.join('\n\n');
}
function cut(lines, whereRest) {
    const whole = lines.join('\n');
    const shown = (0,sanitize/* truncateLines */.SV)(whole, MAX_BYTES);
    return shown === whole ? whole : `${shown}\n\nThe list is cut here; ${whereRest}.`;
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

// EXTERNAL MODULE: ./src/report/markdown/verdict-table.ts
var verdict_table = __webpack_require__(6094);
;// CONCATENATED MODULE: ./src/report/markdown/summary.ts










// The runner drops a summary of more than 1 MiB whole, and masking may make it longer after this.
const summary_MAX_BYTES = 900 * 1024;
// What the heading of the message, a usual fence and the notice about a cut may take.
const FRAME_BYTES = 16 * 1024;
// What a list may take, so that the parts around the message always fit.
const MAX_LIST_BYTES = 100 * 1024;
/**
 * The job summary as Markdown: outcome and reason first.
 *
 * @param cut the outputs that were cut or left empty
 */
function renderSummary(report, cut) {
    const head = [
        renderHeading(report),
        renderOtherFaults(report),
        renderFacts(report),
        (0,verdict_table/* renderVerdicts */.j)(report.progress.evals, whereWhole(report.reportFile)),
        (0,interrupt_list/* renderInterrupts */.F)(report.progress, whereWhole(report.reportFile)),
    ];
    const tail = [
        renderTrace(report.progress.trace, whereWhole(report.reportFile)),
        renderAttach(report),
        renderCandidates(report),
        renderWarnings(report, cut),
    ];
    const takenBytes = Buffer.byteLength([...head, ...tail].join('\n\n'));
    const message = renderMessage(report, summary_MAX_BYTES - takenBytes - FRAME_BYTES);
    return `${[...head, message, ...tail].filter((part) => part !== '').join('\n\n')}\n`;
}
/** A clause about where the whole of what is cut stands. */
function whereWhole(file) {
    return file === null
        ? 'the rest could not be written to a file'
        : `the whole is in the file ${(0,sanitize/* codeSpan */.SS)(file)}`;
}
function renderList(items, reportFile, largestBytes = MAX_LIST_BYTES) {
    const whole = items.map((item) => `- ${item}`).join('\n');
    const shown = (0,sanitize/* truncateLines */.SV)(whole, largestBytes);
    return shown === whole ? whole : `${shown}\n\nThe list is cut here; ${whereWhole(reportFile)}.`;
}
/**
 * Outcome, reason and decision.
 *
 * @param listBytes what a list of several reasons may take
 */
function renderHeading({ verdict, reportFile }, listBytes = MAX_LIST_BYTES) {
    const { outcome, passes, reason, faults, evalResult } = verdict;
    const isUnjudged = outcome === 'passed' && evalResult === 'none';
    const isPlainPass = outcome === 'passed' && !isUnjudged;
    const icon = passes ? (isPlainPass ? '✅' : '⚠️') : '❌';
    const heading = isUnjudged
        ? `## No verdicts were judged: ${outcome} ${icon}`
        : `## ${icon} Run Kindo agent: ${outcome}`;
    const decision = `The step ${passes ? 'passes' : 'fails'}.`;
    const decisive = faults.find((fault) => fault.outcome === outcome);
    if (decisive !== undefined && decisive.reasons.length > 1) {
        const items = renderList(decisive.reasons.map(sanitize/* escapeMarkdown */.FV), reportFile, listBytes);
        return `${heading}\n\n${decision} ${decisive.reasons.length} things are to be mended:\n\n${items}`;
    }
    return `${heading}\n\n${(0,sanitize/* escapeMarkdown */.FV)(reason)} ${decision}`;
}
function renderOtherFaults({ verdict, reportFile }) {
    const others = verdict.faults.filter((fault) => fault.outcome !== verdict.outcome);
    if (others.length === 0)
        return '';
    const items = others.map(({ outcome, reasons }) => `\`${outcome}\`: ${(0,sanitize/* escapeMarkdown */.FV)(reasons.join(' '))}`);
    return `Also found:\n\n${renderList(items, reportFile)}`;
}
/** What is known of the run, as a table; empty where nothing is. */
function renderFacts({ progress }) {
    const { agent, start, run } = progress;
    const created = run?.createdAtMs ?? null;
    const ended = run?.endedAtMs ?? null;
    const url = start.kind === 'run' ? start.url : null;
    const rows = [
        [
            'Agent',
            [agent?.name ?? null, agent?.id ?? null]
                .filter((part) => part !== null)
                .map(sanitize/* codeSpan */.SS)
                .join(' '),
        ],
        ['Run', (0,sanitize/* codeSpan */.SS)((0,domain_progress/* runIdOf */.S)(progress) ?? '')],
        ['Link', url === null ? '' : `[Open the run](${url}) (not an official address)`],
        ['Conversation', (0,sanitize/* codeSpan */.SS)(run?.conversationId ?? '')],
        ['Status', (0,sanitize/* codeSpan */.SS)(run?.rawStatus ?? '')],
        ['Started', created === null ? '' : new Date(created).toISOString()],
        ['Ended', ended === null ? '' : new Date(ended).toISOString()],
        ['Duration', created === null || ended === null ? '' : (0,duration/* formatDuration */.a3)(Math.max(0, ended - created))],
        ['Head commit', (0,sanitize/* codeSpan */.SS)(progress.headSha ?? '')],
    ];
    const [first, ...others] = rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `| ${name} | ${value} |`);
    // A table must have a head: its first row.
    return first === undefined ? '' : [first, '| --- | --- |', ...others].join('\n');
}
/**
 * What the agent said last, under a heading that says so; empty where it said nothing.
 *
 * @param budgetBytes what the message itself may take, a usual fence apart
 */
function renderMessage({ progress, quote, resultFile, reportFile }, budgetBytes) {
    const text = progress.run?.message?.text ?? '';
    if (text === '')
        return '';
    const { markdown, isWhole } = quote?.(budgetBytes) ?? fenceMessage(text, budgetBytes);
    const notice = isWhole ? '' : `\n\nThe message is cut here; ${whereWhole(resultFile ?? reportFile)}.`;
    return `### The agent's message\n\n${markdown}${notice}`;
}
function fenceMessage(text, budgetBytes) {
    const whole = (0,sanitize/* escapeInvisible */.ts)(text);
    const shown = cutToBlock(whole, budgetBytes);
    return { markdown: (0,sanitize/* fencedBlock */.zW)(shown, (0,data/* isData */.$)(text) ? 'json' : 'text'), isWhole: shown === whole };
}
function cutToBlock(whole, budgetBytes) {
    const shown = (0,sanitize/* truncateLines */.SV)(whole, budgetBytes);
    // A fence is longer than any run of backticks in the block, so both together may be as long again, twice.
    const isLongFence = Buffer.byteLength((0,sanitize/* fencedBlock */.zW)(shown)) > budgetBytes + FRAME_BYTES / 2;
    return isLongFence ? (0,sanitize/* truncateLines */.SV)(whole, Math.floor(budgetBytes / 3)) : shown;
}
function renderAttach(report) {
    const runId = outlivingRunId(report);
    if (runId === null)
        return '';
    const state = report.progress.run?.state ?? 'in_progress';
    const goesOn = state === 'in_progress' || state === 'interrupted';
    const title = goesOn ? 'The run outlives this step' : 'The run has ended, and is not judged';
    const does = (0,attach_step/* answerOf */.ut)(report.progress) === null
        ? 'attaches to the run, waits for it, and judges it'
        : 'answers what the run waits for, once you have written the answer, waits on, and judges it';
    return `### ${title}\n\nThis step ${does}:\n\n${(0,attach_step/* renderAttachBlock */.dQ)(report.attach, runId, report.progress)}`;
}
/** What is no fault; empty where there is nothing. */
function renderWarnings({ warnings, reportFile }, cut, listBytes = MAX_LIST_BYTES) {
    const names = cut.map((name) => `\`${name}\``).join(', ');
    const where = reportFile === null ? '' : ` They stand whole in ${(0,sanitize/* codeSpan */.SS)(reportFile)}.`;
    const items = warnings.map(sanitize/* escapeMarkdown */.FV);
    // First, since this is said nowhere else, and the list may be cut.
    if (cut.length > 0)
        items.unshift(`Outputs that were cut, or left empty, for their size: ${names}.${where}`);
    return items.length === 0 ? '' : `### Worth knowing\n\n${renderList(items, reportFile, listBytes)}`;
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
const HEADER = '| # | Step | Verdict | Explanation |\n| --- | --- | --- | --- |';
const ICONS = {
    pass: '✅',
    fail: '❌',
    pending: '⏳',
    skipped: '⏭️',
    unknown: '❔',
    unrecognised: '❔',
};
/**
 * The verdicts as a table: those that did not pass first, and the rest folded where there are many.
 *
 * @param whereRest a clause about where the verdicts stand that are too many to be shown
 * @param largestBytes what the rows may take
 */
function renderVerdicts(reading, whereRest, largestBytes = MAX_BYTES) {
    if (reading.kind !== 'read')
        return '';
    const { report } = reading;
    const title = `### Verdict: ${renderResult(report.result, report.rawResult)}`;
    if (report.steps.length === 0)
        return title;
    const failed = report.steps.filter((step) => step.result !== 'pass');
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
        parts.push(`The table is cut here, before ${left} more; ${whereRest}.`);
    return parts.join('\n\n');
}
function renderResult(result, rawResult) {
    // The space does not part the two, however narrow the column is.
    return `${ICONS[result]}&nbsp;${rawResult === result ? rawResult : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(rawResult)}`;
}
function renderRow({ stepNumber, name, result, rawResult, explanation }) {
    const cells = [
        stepNumber === null ? '' : String(stepNumber),
        (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .singleLine */ .pF)(name, MAX_NAME_CHARS)),
        renderResult(result, rawResult),
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
/* harmony export */   jD: () => (/* binding */ serviceWords),
/* harmony export */   th: () => (/* binding */ failedSteps),
/* harmony export */   uH: () => (/* binding */ wholeOutputs)
/* harmony export */ });
/* harmony import */ var _result_data_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9301);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);
/* harmony import */ var _markdown_interrupt_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9978);



/**
 * The outputs of action.yml. Those that are short, and that only this action has words in, come first: what is too much
 * for all together is cut at the end.
 */
const OUTPUT_NAMES = [
    'outcome',
    'run-id',
    'run-url',
    'eval-result',
    'created-at',
    'ended-at',
    'duration',
    'candidate-run-ids',
    'result-truncated',
    'report-file',
    'result-file',
    'sarif-file',
    'head-sha',
    'agent-id',
    'reason',
    'status',
    'conversation-id',
    'agent-name',
    'failed-steps',
    'interrupts',
    'result',
    'evals',
    'result-data',
    'result-payload',
];
// Cut JSON is no JSON, so these are whole or empty.
const JSON_OUTPUTS = [
    'candidate-run-ids',
    'failed-steps',
    'interrupts',
    'evals',
    'result-data',
    'result-payload',
];
/** What one output may take as UTF-8, so that it fits an environment variable. */
const MAX_OUTPUT_BYTES = 100_000;
const MAX_TOTAL_BYTES = 400_000;
// Of the faults of many inputs together.
const MAX_REASON_CHARS = 10_000;
/** What of a run is known before its end, as outputs. */
function knownOutputs(progress) {
    const { agent, start, run } = progress;
    return {
        'run-id': start.kind === 'run' ? start.id : '',
        'run-url': start.kind === 'run' ? (start.url ?? '') : '',
        'agent-id': agent?.id ?? '',
        'agent-name': agent?.name ?? '',
        'conversation-id': run?.conversationId ?? '',
        status: statusOf(progress),
        'candidate-run-ids': progress.candidates === null ? '' : JSON.stringify(candidateRunIds(progress)),
        'head-sha': progress.headSha ?? '',
    };
}
/** Every output, whole. */
function wholeOutputs({ verdict, progress, resultFile, sarifFile, reportFile }) {
    const { run, evals } = progress;
    const message = run?.message ?? null;
    const report = evals.kind === 'read' ? evals.report : null;
    const created = run?.createdAtMs ?? null;
    const ended = run?.endedAtMs ?? null;
    return {
        ...knownOutputs(progress),
        outcome: verdict.outcome,
        reason: (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .singleLine */ .pF)(verdict.reason, MAX_REASON_CHARS),
        'eval-result': verdict.evalResult,
        'created-at': timestamp(created),
        'ended-at': timestamp(ended),
        duration: created === null || ended === null ? '' : String(Math.max(0, Math.floor((ended - created) / 1000))),
        'report-file': reportFile ?? '',
        'result-file': resultFile ?? '',
        'sarif-file': sarifFile ?? '',
        'failed-steps': JSON.stringify(failedSteps(report)),
        interrupts: JSON.stringify((0,_markdown_interrupt_list_js__WEBPACK_IMPORTED_MODULE_1__/* .pendingInterrupts */ .K)(progress)),
        'result-truncated': 'false',
        result: message?.text ?? '',
        evals: report === null ? '' : JSON.stringify(serviceWords(report)),
        'result-data': message === null ? '' : ((0,_result_data_js__WEBPACK_IMPORTED_MODULE_2__/* .findData */ .a)(message.text) ?? ''),
        'result-payload': message?.payload ?? '',
    };
}
/** The outputs as the runner can carry them, and the names of those that were cut or left empty for it. */
function limitOutputs(whole) {
    const values = { ...whole, 'result-truncated': '' };
    const cut = [];
    // The word of result-truncated is known last, and has its room from the first on.
    let leftBytes = MAX_TOTAL_BYTES - 'false'.length;
    for (const name of OUTPUT_NAMES) {
        values[name] = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeNull */ .vi)(values[name]);
        const fitting = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .truncateBytes */ .QY)(values[name], Math.min(MAX_OUTPUT_BYTES, leftBytes));
        if (fitting !== values[name]) {
            cut.push(name);
            values[name] = JSON_OUTPUTS.includes(name) ? '' : fitting;
        }
        leftBytes -= Buffer.byteLength(values[name]);
    }
    return { values: { ...values, 'result-truncated': String(cut.includes('result')) }, cut };
}
/** The verdicts in the service's own words, as the `evals` output has them. */
function serviceWords(report) {
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
/** The ids of the runs that may have come of a start whose answer is lost. */
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

/***/ 6537:
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
// EXTERNAL MODULE: ./src/result/data.ts
var data = __webpack_require__(9301);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
;// CONCATENATED MODULE: ./src/result/sarif.ts


// GitHub takes no more than 25,000 results of a run, which have about as much.
const MAX_MIB = 10;
const MAX_PROBLEM_CHARS = 300;
/**
 * Looks for findings, and checks them against the schema of SARIF 2.1.0, which is loaded only then. Never rejects.
 *
 * @param data JSON
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
async function findSarif(data) {
    if (!/"runs"/.test(data) || !/"version"/.test(data))
        return { kind: 'none' };
    try {
        const value = JSON.parse(data);
        if (!looksLikeLog(value))
            return { kind: 'none' };
        if (Buffer.byteLength(data) > MAX_MIB * 1024 * 1024) {
            return { kind: 'faulty', problem: `it is larger than ${MAX_MIB} MiB` };
        }
        const { firstProblem } = await Promise.all(/* import() */[__webpack_require__.e(386), __webpack_require__.e(282)]).then(__webpack_require__.bind(__webpack_require__, 282));
        const problem = firstProblem(value);
        return problem === null
            ? { kind: 'log' }
            : { kind: 'faulty', problem: (0,sanitize/* singleLine */.pF)(problem, MAX_PROBLEM_CHARS) };
    }
    catch (error) {
        return { kind: 'faulty', problem: (0,sanitize/* singleLine */.pF)((0,errors/* describe */.q0)(error), MAX_PROBLEM_CHARS) };
    }
}
function looksLikeLog(value) {
    return (typeof value === 'object' &&
        value !== null &&
        Object.hasOwn(value, 'version') &&
        'runs' in value &&
        Array.isArray(value.runs));
}

// EXTERNAL MODULE: ./src/text/map-strings.ts
var map_strings = __webpack_require__(9686);
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
// Brackets that the path does not close are not its own.
const OPENING = /^(?:\((?!.*\))|\[(?!.*\])|\{(?!.*\})){1,3}/;
// Of a path with spaces.
const MAX_WORDS = 8;
// Each one is looked up in the file system.
const MAX_MENTIONS = 20;
const MAX_TEXT_CHARS = 20_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
/**
 * The first `path:line` in the text whose file is in the checkout and has that line; null if there is none. A path may have
 * spaces, or backslashes between its folders: no part of it is taken for a path.
 */
function findPlace(text, workspace) {
    if (workspace === null)
        return null;
    const start = text.slice(0, MAX_TEXT_CHARS);
    for (const { 1: path = '', 2: line, index } of start.matchAll(MENTION).take(MAX_MENTIONS)) {
        const before = start.slice(0, index);
        if (!BEFORE_PATH.test(before))
            continue;
        const place = findFirst(pathsAt(before, path), Number(line), workspace);
        if (place !== null)
            return place;
    }
    return null;
}
/** The paths that may be meant, the longest first: a quoted one is meant as a whole. */
function pathsAt(before, path) {
    const quoted = /(?:^|[\s([{])["'`]([^"'`\n]*)$/.exec(before);
    if (quoted !== null)
        return [`${quoted[1]}${path}`];
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const words = line
        .replace(/^.*[":`<>|*?]/, '')
        .split(/(?<=\s)(?=\S)/)
        .slice(-MAX_WORDS);
    const paths = words.map((_, index) => words.slice(index).join('') + path);
    const last = `${words.at(-1)}`;
    // A folder before a space may be the beginning of the path.
    if (!/[/\\]/.test(last) || /[.,;!)]\s+$/.test(last))
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

;// CONCATENATED MODULE: ./src/report/annotations.ts


// The runner keeps ten annotations of a kind for a step, and the reason is the first.
const MAX_STEPS = 9;
const MAX_NAME_CHARS = 200;
const MAX_EXPLANATION_CHARS = 1000;
/**
 * An annotation for each eval step that is no pass, where the outcome comes of the verdicts.
 *
 * @param workspace the checkout, whose files they may stand on; null if there is none
 * @returns the annotations, and a line on those that are too many
 */
function annotateSteps({ outcome }, reading, workspace) {
    const isOfVerdicts = outcome.startsWith('eval-') || outcome === 'unrecognised';
    if (reading.kind !== 'read' || !isOfVerdicts)
        return { steps: [], rest: [] };
    const failed = reading.report.steps.filter((step) => step.result === 'fail');
    const shown = failed.length > 0 ? failed : reading.report.steps.filter((step) => step.result !== 'pass');
    const left = shown.length - MAX_STEPS;
    return {
        steps: shown.slice(0, MAX_STEPS).map((step) => annotate(step, workspace)),
        rest: left > 0
            ? [`Of the steps that did not pass, ${MAX_STEPS} are annotated, and ${left} more are not.`]
            : [],
    };
}
function annotate({ name, rawResult, explanation }, workspace) {
    const lines = [`"${(0,sanitize/* singleLine */.pF)(name, MAX_NAME_CHARS)}": ${rawResult}`];
    if (explanation !== '')
        lines.push((0,sanitize/* singleLine */.pF)(explanation, MAX_EXPLANATION_CHARS));
    const place = findPlace(explanation, workspace);
    return place === null ? { lines } : { lines, place };
}

;// CONCATENATED MODULE: ./src/report/announce.ts

/**
 * Tells the verdict in the log, and in annotations where it is not just `passed`.
 *
 * @param workspace the checkout, whose files annotations may stand on; null if there is none
 */
function announce(runner, workspace, { verdict, progress }) {
    const { outcome, passes, reason, faults } = verdict;
    const reasons = faults.find((fault) => fault.outcome === outcome)?.reasons ?? [reason];
    const lines = [
        `${outcome}: ${reasons.length > 1 ? '' : reason}`.trim(),
        ...(reasons.length > 1 ? reasons : []),
    ];
    runner.info(`Outcome: ${outcome}. The step ${passes ? 'passes' : 'fails'}.`);
    if (outcome === 'passed') {
        runner.info(reason);
        return;
    }
    const { steps, rest } = annotateSteps(verdict, progress.evals, workspace);
    const annotate = passes ? runner.warning : runner.error;
    annotate.call(runner, [...lines, ...rest]);
    for (const { lines: about, place } of steps)
        annotate.call(runner, about, place);
}

;// CONCATENATED MODULE: ./src/report/markdown/load-quotation.ts

/** The agent's message as a quotation, where there is one and it can be parsed. The parser is loaded only then. */
async function loadQuote({ outcome }, { run }, withinTime) {
    const text = run?.message?.text ?? '';
    // A cancelled job has no time for what only looks better.
    if (text === '' || outcome === 'abandoned' || (0,data/* isData */.$)(text))
        return null;
    try {
        const { createQuote } = await Promise.all(/* import() */[__webpack_require__.e(693), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 2888));
        return createQuote(text, withinTime);
    }
    catch {
        // A fence shows the message all the same.
        return null;
    }
}

// EXTERNAL MODULE: ./src/report/markdown/summary.ts + 3 modules
var summary = __webpack_require__(5334);
// EXTERNAL MODULE: ./src/report/outputs.ts
var outputs = __webpack_require__(5468);
;// CONCATENATED MODULE: ./src/report/outputs-failed.ts

/** The verdict that counts where the outputs of another could not be written. */
function outputsFailed(verdict, error) {
    const reason = `The outputs could not be written (${(0,errors/* describe */.q0)(error)}), so no later step could rely on them; the verdict was ${verdict.outcome}.`;
    const fault = { outcome: 'internal-error', reasons: [reason] };
    return { ...verdict, outcome: fault.outcome, passes: false, reason, faults: [fault, ...verdict.faults] };
}

;// CONCATENATED MODULE: ./src/report/published.ts
/**
 * The report as it is published: key, token and known shapes of secrets are masked before anything is rendered, since
 * Markdown could hide them.
 *
 * @returns the report, and how many secrets were masked in which part; empty where none was
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
        progress: cleanProgress(report.progress, clean),
    };
    return { report: published, masked: counts.join(', ') };
}
function cleanProgress(progress, clean) {
    const { run, evals, trace, agent, candidates, start, headSha } = progress;
    return {
        // Neither is published as it is.
        warnings: [],
        timeline: [],
        ...clean('the facts', { agent, candidates, start, headSha }),
        evals: clean('the verdicts', evals),
        trace: clean("the run's steps", trace),
        run: run === null ? null : cleanRun(run, clean),
    };
}
function cleanRun({ message, interrupts, ...facts }, clean) {
    return {
        ...clean('the facts of the run', facts),
        message: message === null ? null : { text: clean("the agent's message", message.text), payload: null },
        interrupts: clean('what the run waits for', interrupts),
    };
}

// EXTERNAL MODULE: ./src/report/markdown/interrupt-list.ts
var interrupt_list = __webpack_require__(9978);
;// CONCATENATED MODULE: ./src/report/report-file.ts


/**
 * The report file: every output whole, under its name, with those that are JSON of this action's own as JSON values; who
 * asked for the run, and its steps; every fault that was found; the warnings; and the requests to the service in their
 * order. Holds no secret.
 */
function renderReportFile({ verdict, progress, warnings }, whole) {
    const evals = progress.evals.kind === 'read' ? progress.evals.report : null;
    const content = {
        ...whole,
        passes: verdict.passes,
        evals: evals === null ? null : (0,outputs/* serviceWords */.jD)(evals),
        'failed-steps': (0,outputs/* failedSteps */.th)(evals),
        interrupts: (0,interrupt_list/* pendingInterrupts */.K)(progress),
        'candidate-run-ids': (0,outputs/* candidateRunIds */.JN)(progress),
        steps: progress.trace,
        requester: progress.run?.requester ?? null,
        faults: verdict.faults,
        warnings,
        timeline: progress.timeline,
    };
    return `${JSON.stringify(content, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./src/report/publish.ts












/** The only writer of the outputs of a verdict, of summary, annotations and files. */
class Publisher {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** Writes the outputs, and the files that they name but for the report file. Has another verdict where it cannot. */
    async writeOutputs(verdict, progress, { attach, redactor }) {
        const { warnings, warn } = this.#collect(progress.warnings);
        const clean = {
            verdict: (0,map_strings/* mapStrings */.t)(verdict, redactor.redact),
            progress: (0,map_strings/* mapStrings */.t)(progress, redactor.redact),
        };
        const text = clean.progress.run?.message?.text ?? '';
        const resultFile = text === '' ? null : this.#writeFile('result.md', () => text, warn);
        const sarifFile = await this.#writeSarif((0,data/* findData */.a)(text), warn);
        const reportFile = this.#pathOf('report.json');
        const report = {
            ...clean,
            warnings,
            attach,
            quote: null,
            resultFile,
            sarifFile,
            reportFile,
        };
        const whole = (0,outputs/* wholeOutputs */.uH)({ ...report, verdict, progress });
        const { values, cut } = (0,outputs/* limitOutputs */.Gp)(withoutSecrets(whole, redactor.redact, warn));
        const written = this.#tryOutputs(values, clean.verdict);
        const unpublished = { ...report, verdict: written };
        const { report: published, masked } = publishedReport(unpublished, redactor);
        if (masked !== '')
            warn(`What looks like a secret was masked wherever it is published: ${masked}.`);
        // Only now, since it may take its time, and the outputs must stand.
        const quote = await loadQuote(published.verdict, published.progress, this.#options.withinTime);
        return { ...published, warnings, quote, cut, unpublished };
    }
    /**
     * Writes the report file, the summary and the annotations.
     *
     * @param notes what has been found since that is no fault
     */
    async writeSummary(written, notes) {
        const { runner, workspace, saved, wantsSummary } = this.#options;
        const { warnings, warn } = this.#collect([...written.warnings, ...notes]);
        const report = {
            ...written,
            warnings,
            reportFile: this.#writeReportFile({ ...written.unpublished, warnings }, warn),
        };
        if (wantsSummary) {
            try {
                await runner.writeSummary((0,summary/* renderSummary */.Br)(report, written.cut));
            }
            catch (error) {
                warn(`The job summary could not be written (${(0,errors/* describe */.q0)(error)}).`);
            }
        }
        announce(runner, workspace, report);
        saved.withdraw();
    }
    /** Replaces a verdict whose report failed: no later step may read `passed` from a step that fails. Never throws. */
    replaceOutcome(reason) {
        this.#correct({ reason, outcome: 'internal-error' });
    }
    #collect(known) {
        const warnings = [...known];
        const warn = (warning) => {
            warnings.push(warning);
            (0,log/* logWarning */.F)(this.#options.runner, warning);
        };
        return { warnings, warn };
    }
    /** The verdict that counts. */
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
            this.#correct({ reason: failed.reason, outcome: failed.outcome });
            return failed;
        }
    }
    #correct(values) {
        try {
            for (const [name, value] of Object.entries(values))
                this.#options.runner.setOutput(name, value);
        }
        catch {
            // What was written before still stands, and is no pass either.
        }
    }
    #writeReportFile(report, warn) {
        const path = this.#writeFile('report.json', () => renderReportFile(report, (0,outputs/* wholeOutputs */.uH)(report)), warn);
        if (path !== report.reportFile)
            this.#correct({ 'report-file': path ?? '' });
        return path;
    }
    #writeFile(name, render, warn) {
        const { files } = this.#options;
        try {
            files.write(name, render());
            return files.path(name);
        }
        catch (error) {
            warn(`The file ${name} could not be written (${(0,errors/* describe */.q0)(error)}); its output is empty.`);
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
    async #writeSarif(data, warn) {
        if (data === null)
            return null;
        const findings = await findSarif(data);
        if (findings.kind === 'log')
            return this.#writeFile('findings.sarif', () => data, warn);
        if (findings.kind === 'faulty')
            warn(`The findings are no SARIF 2.1.0 log (${findings.problem}), so sarif-file is empty.`);
        return null;
    }
}
/** GitHub hands no output of a job on that holds a masked word, and says so where nobody looks. */
function withoutSecrets(whole, redact, warn) {
    const clean = { ...whole };
    for (const name of outputs/* OUTPUT_NAMES */.P0)
        clean[name] = redact(whole[name]);
    const held = outputs/* OUTPUT_NAMES */.P0.filter((name) => clean[name] !== whole[name]);
    if (held.length > 0) {
        warn(`The key or the token stands in the value of ${held.join(', ')}, as it is or encoded; *** takes its place there, since GitHub hands no such output on to other jobs.`);
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
/** Where the runner's state holds it, as JSON. */
const UNFINISHED_STATE = 'unfinished';
/** Not empty in the runner's state once the step has reported by itself. */
const REPORTED_STATE = 'reported';
/** What is left to be told after the step; null where it has reported, or had nothing to tell. */
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


/** What the post step is to tell, should this one be killed. */
class SavedNotice {
    #options;
    #saved = null;
    #isBroken = false;
    constructor(options) {
        this.#options = options;
    }
    /** Saves it, unless it is saved already. Where it cannot be, that is a warning, once. */
    save({ lines, summary }) {
        const { runner, wantsSummary, warn } = this.#options;
        const value = JSON.stringify({ lines, summary: wantsSummary ? summary : '' });
        if (this.#isBroken || value === this.#saved)
            return;
        try {
            runner.saveState(UNFINISHED_STATE, value);
            this.#saved = value;
        }
        catch (error) {
            this.#isBroken = true;
            warn(`Nothing could be kept for after the step, should it be killed (${(0,errors/* describe */.q0)(error)}).`);
        }
    }
    /** The step has reported by itself, so that there is nothing more to tell. */
    withdraw() {
        if (this.#saved === null)
            return;
        try {
            this.#options.runner.saveState(REPORTED_STATE, 'true');
        }
        catch {
            // Then what was saved is told once more after the step.
        }
    }
}


/***/ }),

/***/ 9301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isData),
/* harmony export */   a: () => (/* binding */ findData)
/* harmony export */ });
/**
 * The JSON object or array in the agent's text: the whole text, or else its last fenced block marked `json`. Null if
 * there is none. The text of the JSON is kept as it is.
 */
function findData(text) {
    return asData(text) ?? asData(lastJsonBlock(text));
}
/** True where the text is nothing but a JSON object or array. */
function isData(text) {
    return asData(text) !== null;
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
// Ends with the fence itself: a pattern for what stands behind it would have to go back and forth in a long line.
const FENCE = /^\s*(`{3,}|~{3,})/;
/**
 * The last block that stands in a fence marked `json`, at any indentation. Line by line, since Markdown parsers take
 * quadratic time for some texts, and this one is written by an agent.
 */
function lastJsonBlock(text) {
    let open = null;
    let last = '';
    for (const line of text.split(/\r\n|\r|\n/)) {
        const { fence, info } = readFence(line);
        if (open === null) {
            if (fence !== '')
                open = { fence, isJson: /^json\b/i.test(info), lines: [] };
        }
        else if (fence.startsWith(open.fence) && info === '') {
            if (open.isJson)
                last = open.lines.join('\n');
            open = null;
        }
        else {
            open.lines.push(line);
        }
    }
    return last;
}
function readFence(line) {
    const [start = '', fence = ''] = FENCE.exec(line) ?? [];
    const info = line.slice(start.length).trim();
    // A line such as ```code``` is a code span, and no fence.
    return fence.startsWith('`') && info.includes('`') ? { fence: '', info: '' } : { fence, info };
}


/***/ })

};
