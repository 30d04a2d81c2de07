import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 438:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ addsLine),
/* harmony export */   e: () => (/* binding */ NOTHING_UNREAD)
/* harmony export */ });
/** The agent gets the text of all that changed, or nothing was read yet. */
const NOTHING_UNREAD = { leftOut: [], listed: [] };
/** True if the change adds one of the lines from `first` to `last` of a file. Takes logarithmic time. */
function addsLine(changed, path, { first, last }) {
    const ranges = changed.get(path) ?? [];
    let from = 0;
    let to = ranges.length;
    while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (Number(ranges[middle]?.last) < first)
            from = middle + 1;
        else
            to = middle;
    }
    const nearest = ranges[from];
    return nearest !== undefined && nearest.first <= last;
}


/***/ }),

/***/ 241:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   GI: () => (/* binding */ RequestError),
/* harmony export */   IG: () => (/* binding */ isKeyRejected),
/* harmony export */   Jz: () => (/* binding */ isRateLimited),
/* harmony export */   bd: () => (/* binding */ ProtocolError),
/* harmony export */   cH: () => (/* binding */ isResponseError),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/** Something that the workflow's author must fix. Contains every problem that was found, a sentence each. */
class InputError extends Error {
    problems;
    constructor(problems, options) {
        const list = typeof problems === 'string' ? [problems] : problems;
        super(list.join(' '), options);
        this.name = 'InputError';
        this.problems = list;
    }
}
/** A request without a usable response. */
class RequestError extends Error {
    kind;
    status;
    retryAfterMs;
    permanent;
    transient;
    advice;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.name = 'RequestError';
        this.kind = facts.kind;
        this.status = facts.status ?? null;
        this.retryAfterMs = facts.retryAfterMs ?? null;
        this.permanent = facts.permanent ?? false;
        this.transient = facts.transient ?? false;
        this.advice = facts.advice ?? '';
    }
}
/** A complete response that cannot be from the service, or not for this request. It is never used, and never retried. */
class ProtocolError extends Error {
    kind;
    constructor(message, kind = 'mismatch', options) {
        super(message, options);
        this.name = 'ProtocolError';
        this.kind = kind;
    }
}
/** True for what a request ends with instead of a usable response; any other error is not the service's. */
function isResponseError(error) {
    return error instanceof RequestError || error instanceof ProtocolError;
}
/** True if the service limits how often it is called. The response is complete, so the request had no effect. */
function isRateLimited({ status }) {
    return status === 429;
}
/** True if a read that failed like this may succeed when it is retried. */
function isTransient(error) {
    switch (error.kind) {
        case 'unreachable':
            return !error.permanent;
        case 'status':
            return error.transient || isRateLimited(error) || (error.status ?? 0) >= 500;
        case 'redirect':
        case 'undecodable':
            return false;
    }
}
/** True if the service rejects the key. */
function isKeyRejected({ status }) {
    return status === 401 || status === 403;
}
/** The job was cancelled. */
class CancelledError extends Error {
    constructor(signalName) {
        super(`the job was cancelled (${signalName})`);
        this.name = 'CancelledError';
    }
}
const MAX_CAUSES = 6;
/** An error with all its causes in one line, whatever was thrown. Contains no stack. */
function describe(thrown) {
    const clauses = [];
    let current = thrown;
    // Counted, because an error can be its own cause.
    for (let depth = 0; depth < MAX_CAUSES && current !== undefined && current !== null; depth += 1) {
        const clause = clauseOf(current)
            .trim()
            .replace(/\s*[\r\n]\s*/g, ' ');
        if (clause !== '' && !clauses.some((known) => known.includes(clause)))
            clauses.push(clause);
        current = current instanceof Error ? current.cause : undefined;
    }
    return clauses.join(': ') || 'no reason was given';
}
function clauseOf(thrown) {
    return thrown instanceof AggregateError && thrown.message === ''
        ? thrown.errors.map(ownClauseOf).join(', ')
        : ownClauseOf(thrown);
}
function ownClauseOf(thrown) {
    if (!(thrown instanceof Error))
        return textOf(thrown);
    const message = textOf(thrown.message);
    const code = codeOf(thrown);
    if (message === '')
        return code || textOf(thrown.name);
    return message.includes(code) ? message : `${message} (${code})`;
}
/** The code of an error, such as `ENOENT`; empty if it has none. Unlike the message, it contains no path. */
function codeOf(thrown) {
    const hasCode = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
    return hasCode && typeof thrown.code === 'string' ? thrown.code : '';
}
function textOf(value) {
    try {
        return String(value);
    }
    catch {
        return `a thrown ${typeof value} that has no text`;
    }
}


/***/ }),

/***/ 8944:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BU: () => (/* binding */ NO_FINDINGS),
/* harmony export */   DI: () => (/* binding */ isFailing),
/* harmony export */   Gt: () => (/* binding */ countFindings),
/* harmony export */   HI: () => (/* binding */ highestLevel),
/* harmony export */   O5: () => (/* binding */ byRank),
/* harmony export */   YC: () => (/* binding */ listLevels),
/* harmony export */   hS: () => (/* binding */ isReadable)
/* harmony export */ });
/* unused harmony export LEVELS */
/** The levels of findings, the highest first. */
const LEVELS = ['error', 'warning', 'note', 'none'];
/** The report of an answer without a list of findings. */
const NO_FINDINGS = { lists: 0, findings: [], problems: [] };
/** The highest of the levels; `none` for an empty list. */
function highestLevel(levels) {
    return LEVELS.find((level) => levels.includes(level)) ?? 'none';
}
/** True for an answer with findings, or with an empty list of them, that was read completely. */
function isReadable({ lists, problems }) {
    return lists > 0 && problems.length === 0;
}
/** True for a finding that counts and is at or above the level; null is a level that nothing reaches. */
function isFailing({ level, notCounted }, failsFrom) {
    return notCounted === null && failsFrom !== null && LEVELS.indexOf(level) <= LEVELS.indexOf(failsFrom);
}
/** The order of importance: by level, in each level those on changed lines first; last, those that do not count. */
function byRank(findings) {
    const rank = ({ level, notCounted, isOnChange }) => 2 * (notCounted === null ? LEVELS.indexOf(level) : LEVELS.length) + (isOnChange ? 0 : 1);
    return findings.toSorted((one, other) => rank(one) - rank(other));
}
/** The counts by level for a person, such as `2 errors, 1 note`; empty if all are 0. */
function listLevels(counts) {
    const nameOf = (level, count) => {
        if (level === 'none')
            return 'of the level none';
        return count === 1 ? level : `${level}s`;
    };
    return LEVELS.filter((level) => counts[level] > 0)
        .map((level) => `${counts[level]} ${nameOf(level, counts[level])}`)
        .join(', ');
}
/** Counts findings by level. Those that do not count are in `notCounted`. */
function countFindings(findings, failsFrom) {
    const counts = { error: 0, warning: 0, note: 0, none: 0, notCounted: 0, failing: 0 };
    for (const finding of findings) {
        counts[finding.notCounted === null ? finding.level : 'notCounted'] += 1;
        if (isFailing(finding, failsFrom))
            counts.failing += 1;
    }
    return counts;
}


/***/ }),

/***/ 7888:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ FAULT_OUTCOMES),
/* harmony export */   o2: () => (/* binding */ CLEAN_OUTCOMES),
/* harmony export */   yd: () => (/* binding */ NEVER_ALLOWED)
/* harmony export */ });
/** The outcomes of the public interface, as in action.yml and the README, in the order in which they decide. */
const FAULT_OUTCOMES = [
    'internal-error',
    'invalid-input',
    'not-permitted',
    'abandoned',
    'protocol-error',
    'superseded',
    'nothing-to-review',
    'skipped',
    'ambiguous-start',
    'unavailable',
    'unrecognised',
    'run-failed',
    'run-cancelled',
    'needs-input',
    'timed-out',
    'eval-failed',
    'eval-unknown',
    'eval-pending',
    'eval-skipped',
    'eval-missing',
    'findings-failed',
    'findings-missing',
    'result-invalid',
];
/** Outcomes that fail the step whatever `allow` says. */
const NEVER_ALLOWED = [
    'internal-error',
    'invalid-input',
    'not-permitted',
    'abandoned',
    'protocol-error',
];
/** Outcomes without a fault, on which the step passes. */
const CLEAN_OUTCOMES = ['started', 'validated', 'passed'];


/***/ }),

/***/ 3732:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ MAX_PATTERN_CHARS),
/* harmony export */   Sl: () => (/* binding */ EVERY_PATH),
/* harmony export */   o8: () => (/* binding */ patternToExclude)
/* harmony export */ });
/** The longest pattern of `diff-paths`. */
const MAX_PATTERN_CHARS = 500;
// Special characters of a pattern, and characters that a line of the input cannot contain.
const SPECIAL = /[\p{Cc}\p{Zl}\p{Zp}*?[\](){}!+@|\\^$#"]|^\s|\s$/gu;
/** Includes every file. */
const EVERY_PATH = { lets: () => true };
/** A line for `diff-paths` that excludes a path; null if it would be too long. */
function patternToExclude(path) {
    const glob = path.replace(SPECIAL, '?');
    return glob.length > MAX_PATTERN_CHARS ? null : `!${glob}`;
}


/***/ }),

/***/ 229:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ runIdOf),
/* harmony export */   k: () => (/* binding */ Progress)
/* harmony export */ });
/* harmony import */ var _change_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(438);

const NOT_SENT = { kind: 'not-sent' };
const IN_FLIGHT = { kind: 'in-flight' };
/** What is known so far: filled while the step runs, so that a step that ends at any point can report it. */
class Progress {
    #options;
    #sink = null;
    #known = {
        attempt: 1,
        agent: null,
        models: null,
        labels: null,
        base: null,
        headSha: null,
        unread: _change_js__WEBPACK_IMPORTED_MODULE_0__/* .NOTHING_UNREAD */ .e,
        start: NOT_SENT,
        candidates: null,
        run: null,
        evals: { kind: 'not-read' },
        trace: [],
    };
    #warnings = [];
    #timeline = [];
    constructor(options) {
        this.#options = options;
    }
    snapshot() {
        return { ...this.#known, warnings: [...this.#warnings], timeline: [...this.#timeline] };
    }
    attemptKnown(attempt) {
        this.#change({ attempt });
    }
    headKnown(headSha, base) {
        this.#change({ headSha, base });
    }
    changeRead(unread) {
        this.#change({ unread });
    }
    /** Resolves once the sink has it. */
    async agentFound({ id, name, models, labels }) {
        await this.#open();
        this.#change({ agent: { id, name }, models, labels });
    }
    /** Calls the sink with a run that may exist, now: a call while the start is sent would delay it. */
    planStart() {
        this.#sink?.({ ...this.snapshot(), start: IN_FLIGHT });
        return {
            mark: (mayHaveArrived) => this.#mark(mayHaveArrived ? IN_FLIGHT : NOT_SENT),
            accepted: (id, url) => this.#change({ start: { kind: 'run', id, url, how: 'started' } }),
        };
    }
    /** Resolves once the sink has it, to the record of an answer to what the run waits for. */
    async attached(id, url) {
        await this.#open();
        const run = { kind: 'run', id, url };
        this.#change({ start: { ...run, how: 'attached' } });
        return {
            mark: (mayHaveArrived) => this.#mark({ ...run, how: mayHaveArrived ? 'answered' : 'attached' }),
        };
    }
    observed(run) {
        const seen = run.agentId === null ? null : { id: run.agentId, name: null };
        this.#change({ run, agent: this.#known.agent ?? seen });
    }
    candidatesFound(candidates) {
        this.#change({ candidates });
    }
    evalsRead(evals) {
        this.#change({ evals });
    }
    traceRead(trace) {
        this.#change({ trace });
    }
    /** A warning, which is not a fault: logged at once, and included in every report, however often it is found. */
    warn(warning) {
        if (this.#warnings.includes(warning))
            return;
        this.#warnings.push(warning);
        this.#options.onWarning(warning);
    }
    exchanged(exchange) {
        this.#timeline.push(exchange);
    }
    async #open() {
        this.#sink ??= await this.#options.openSink();
    }
    #mark(start) {
        this.#known = { ...this.#known, start };
    }
    #change(facts) {
        this.#known = { ...this.#known, ...facts };
        this.#sink?.(this.snapshot());
    }
}
/** The run that the step is about; null as long as no run is known. */
function runIdOf({ start }) {
    return start.kind === 'run' ? start.id : null;
}


/***/ }),

/***/ 6445:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ mayMatch),
/* harmony export */   Pk: () => (/* binding */ isRunId),
/* harmony export */   bD: () => (/* binding */ messageOf)
/* harmony export */ });
/** True if a run is one of those, as far as its agent and its time of creation are known. */
function mayMatch({ agentId, createdAtMs }, query) {
    const isOfAgent = agentId === null || agentId === query.agentId;
    return isOfAgent && (createdAtMs === null || createdAtMs >= query.sinceMs);
}
/** A message of these text parts. */
function messageOf(parts, payload) {
    return { parts, text: parts.join('\n\n'), payload };
}
const RUN_ID = /^[A-Za-z0-9_-]{1,128}$/;
/** True for a run id that can stand in a path as it is. */
function isRunId(id) {
    return RUN_ID.test(id);
}


/***/ }),

/***/ 9665:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ allSteps),
/* harmony export */   q: () => (/* binding */ failedTraceSteps)
/* harmony export */ });
/** All steps, each before those within it. */
function allSteps(trace) {
    return trace.flatMap((step) => [step, ...allSteps(step.steps)]);
}
/** The steps at which the run failed: those that failed, without those that only contain a failed step. */
function failedTraceSteps(trace) {
    return trace.flatMap((step) => {
        const inner = failedTraceSteps(step.steps);
        return inner.length === 0 && step.isFailed ? [step] : inner;
    });
}


/***/ }),

/***/ 3289:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readTextFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(241);
/* harmony import */ var _platform_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9807);
/* harmony import */ var _text_closest_match_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8820);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4212);






const MAX_MIB = 10;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
// A pipe without a writer does not block, and a link that replaces the file after the check is not followed.
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW;
/**
 * The text of a file inside the workspace or the runner's temporary folder, without a byte order mark. No link below
 * these folders is followed, because a pull request can commit one.
 *
 * @param path relative to the workspace, or absolute
 * @throws InputError with a clause that says why the file cannot be used, without the path
 */
function readTextFile(path, { GITHUB_WORKSPACE: workspace = '', RUNNER_TEMP: temporary = '' }) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path) && workspace === '') {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('but GITHUB_WORKSPACE is not set, so the path has no folder to start from: write an absolute path.');
    }
    const folders = [workspace, temporary].filter((folder) => folder !== '');
    const place = locate((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path), folders);
    if ((0,_platform_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isClosedPlace */ ._)(place.path, place.root)) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('which is in a folder of git or of the runner: use another file.');
    }
    return decode(readBytes(place));
}
function locate(wanted, folders) {
    for (const folder of folders) {
        const root = resolveRoot(folder);
        const start = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder), root].find((form) => (0,_platform_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isInside */ .F)(wanted, form));
        if (start !== undefined)
            return { root, path: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(start, wanted)) };
    }
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('which is outside of the workspace and of RUNNER_TEMP: copy the file into one of them.');
}
function resolveRoot(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    }
    catch (error) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`but the workspace or RUNNER_TEMP cannot be found (${(0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error)}): check the runner.`, {
            cause: error,
        });
    }
}
function readBytes(place) {
    checkPath(place);
    let file;
    try {
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(place.path, FLAGS);
    }
    catch (error) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`which cannot be read (${(0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error)}): check its permissions.`, { cause: error });
    }
    try {
        // Checked again, because the path may have been replaced between the check and the opening.
        const [opened, expected] = [(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file, { bigint: true }), checkPath(place)];
        if (opened.ino !== expected.ino || opened.dev !== expected.dev) {
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('which was replaced while it was opened: make sure that no other process writes to it.');
        }
        return readAtMost(file);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/**
 * Checks that there is a regular file, and no link on the way to it. The path of the root had none when it was resolved,
 * but each of its folders may be replaced by one, too.
 */
function checkPath({ root, path }) {
    const top = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.parse)(path).root;
    let current = top;
    let stats = statusOf(current, root);
    for (const part of (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(top, path).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
        current = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(current, part);
        stats = statusOf(current, root);
        if (stats.isSymbolicLink()) {
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('whose path has a symbolic link, and no link is followed: write the path that the link points to.');
        }
    }
    if (!stats.isFile())
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('which is not a regular file: use a text file.');
    return stats;
}
function statusOf(path, root) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path, { bigint: true });
    }
    catch (error) {
        // Names from outside of the root are not shown.
        const near = (0,_platform_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isInside */ .F)(path, root) ? nearestName(path) : '';
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`which cannot be found (${(0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error)}): check the path.${near}`, {
            cause: error,
        });
    }
}
// Only called for a missing path in a folder that was checked before, so it shows no name from another folder.
function nearestName(path) {
    try {
        const near = (0,_text_closest_match_js__WEBPACK_IMPORTED_MODULE_5__/* .closestMatch */ .h)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path), (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)), String)[0];
        return near === undefined ? '' : ` The nearest name in that folder is ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(near.item)}.`;
    }
    catch {
        return '';
    }
}
function readAtMost(file) {
    // Read to the end, because the file may grow at the same time. Nothing is read into a full buffer.
    const bytes = Buffer.allocUnsafe(MAX_BYTES + 1);
    let length = 0;
    for (let count = 1; count !== 0; length += count) {
        count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, bytes, length, bytes.length - length, null);
    }
    if (length > MAX_BYTES) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`which is larger than ${MAX_MIB} MiB: send a smaller file, or a link to it.`);
    }
    return bytes.subarray(0, length);
}
function decode(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('which is not UTF-8 text: save it as UTF-8.', { cause: error });
    }
}


/***/ }),

/***/ 4365:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main),
  systemPlatform: () => (/* binding */ systemPlatform)
});

// EXTERNAL MODULE: ./src/domain/errors.ts
var domain_errors = __nccwpck_require__(241);
// EXTERNAL MODULE: ./src/domain/progress.ts
var domain_progress = __nccwpck_require__(229);
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
var external_node_http_default = /*#__PURE__*/__nccwpck_require__.n(external_node_http_namespaceObject);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
var external_node_https_default = /*#__PURE__*/__nccwpck_require__.n(external_node_https_namespaceObject);
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
var external_node_net_default = /*#__PURE__*/__nccwpck_require__.n(external_node_net_namespaceObject);
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
var external_node_tls_default = /*#__PURE__*/__nccwpck_require__.n(external_node_tls_namespaceObject);
;// CONCATENATED MODULE: ./src/http/connect.ts


// By default Node drops an address after 250 ms, which is too early for a slow link.
const ADDRESS_ATTEMPT_MS = 2500;
/** The settings that every request shares: a lenient parser and larger headers could be set by NODE_OPTIONS. */
const PARSER_OPTIONS = { insecureHTTPParser: false, maxHeaderSize: 16 * 1024 };
function isSecure({ protocol }) {
    return protocol === 'https:';
}
function defaultPortOf(endpoint) {
    return isSecure(endpoint) ? 443 : 80;
}
/** `host:port`, with the default port too. */
function authorityOf(endpoint) {
    return `${endpoint.hostname}:${endpoint.port || defaultPortOf(endpoint)}`;
}
/** Opens the connection that the scheme of the endpoint requires, directly or through a tunnel. */
function openSocket(endpoint, tunnel) {
    // An IPv6 address stands in brackets in a URL only.
    const host = endpoint.hostname.replace(/[[\]]/g, '');
    const address = {
        host,
        port: Number(endpoint.port) || defaultPortOf(endpoint),
        autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    };
    if (!isSecure(endpoint))
        return tunnel ?? external_node_net_default().connect(address);
    return external_node_tls_default().connect({
        ...address,
        socket: tunnel,
        // In TLS, an address cannot be a server name.
        servername: external_node_net_default().isIP(host) === 0 ? host : '',
        ALPNProtocols: ['http/1.1'],
        // Whatever NODE_TLS_REJECT_UNAUTHORIZED says. No `ca`: it would replace the authorities of NODE_EXTRA_CA_CERTS.
        rejectUnauthorized: true,
    });
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: ./src/http/proxy.ts


// The forms that the toolkit's rule can match.
const NO_PROXY_ENTRY = /^(\*|\.?[\w-]+(\.[\w-]+)*(:\d+)?|\[[\da-f:.]+\](:\d+)?)$/i;
/** The value of a proxy variable. The name in lower case comes first. */
function proxyVariable(name, variables) {
    return variables[name.toLowerCase()] || variables[name] || '';
}
/**
 * The proxy for the addresses of a scheme; null if none is set.
 *
 * @throws InputError for an address that cannot be used. It shows no credentials.
 */
function readProxy(scheme, variables) {
    const variable = `${scheme.toUpperCase()}_PROXY`;
    const raw = proxyVariable(variable, variables).trim();
    if (raw === '')
        return null;
    // Without it, a URL takes the host for the scheme.
    const text = raw.includes('://') ? raw : `http://${raw}`;
    if (!URL.canParse(text))
        throw unusable(variable, raw, 'is not a URL');
    const { protocol, hostname, port, host, username, password } = new URL(text);
    if (protocol !== 'http:' && protocol !== 'https:') {
        throw unusable(variable, raw, `has the scheme ${protocol}//, which is not supported`);
    }
    return {
        variable,
        protocol,
        hostname,
        port,
        host,
        authorization: authorizationOf(variable, username, password),
    };
}
function authorizationOf(variable, username, password) {
    if (username === '' && password === '')
        return null;
    try {
        const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
        return `Basic ${Buffer.from(credentials).toString('base64')}`;
    }
    catch {
        throw new domain_errors/* InputError */.dz(`${variable} has a user name or password that is not percent-encoded: write % as %25, @ as %40, : as %3A.`);
    }
}
function unusable(variable, raw, what) {
    const shown = raw.includes('@') ? variable : `${variable} ${JSON.stringify(raw)}`;
    return new domain_errors/* InputError */.dz(`${shown} ${what}. Write the proxy as http://host:port.`);
}
/**
 * The proxy that a request goes through; null for a direct connection, as to loopback always. Which hosts are reached
 * directly is the toolkit's rule, so that all actions of a job agree on it. It reads NO_PROXY from the environment.
 *
 * @throws InputError for an address of a proxy that cannot be used
 */
function proxyFor(url, variables) {
    if (checkBypass(url))
        return null;
    return readProxy(url.protocol === 'https:' ? 'https' : 'http', variables);
}
/** The entries of NO_PROXY that match nothing, such as `*.example.com` and `10.0.0.0/8`. */
function ignoredNoProxyEntries(variables) {
    return proxyVariable('NO_PROXY', variables)
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '' && !NO_PROXY_ENTRY.test(entry));
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __nccwpck_require__(4212);
;// CONCATENATED MODULE: ./src/http/read-response.ts



// A header that decides something must have one value.
const SINGLE_HEADERS = ['age', 'date', 'retry-after'];
const CODINGS = {
    '': null,
    identity: null,
    gzip: 'gunzip',
    'x-gzip': 'gunzip',
    br: 'brotliDecompress',
};
/** What a request accepts as content-coding. */
const ACCEPT_ENCODING = 'gzip, br';
/**
 * Reads a response to its end.
 *
 * @param maxMiB the maximum size of its body, before and after it is decompressed
 * @throws RequestError if it cannot be used, any other error if it is not complete
 */
async function readResponse(response, maxMiB) {
    const headers = headersOf(response);
    const coding = headers.get('content-encoding') ?? '';
    if (!isCoding(coding)) {
        throw read_response_unusable(`the response is compressed as ${(0,sanitize/* quote */.hD)(coding)}, and only gzip and br are accepted: check for a proxy that compresses responses`);
    }
    const raw = await readBytes(response, maxMiB);
    const { statusCode: status = 0, statusMessage: statusText = '' } = response;
    return { status, statusText, headers, body: await decompress(raw, CODINGS[coding], maxMiB) };
}
function isCoding(coding) {
    return Object.hasOwn(CODINGS, coding);
}
function headersOf(response) {
    const headers = new Map();
    for (const [name, values = []] of Object.entries(response.headersDistinct)) {
        const isSingle = SINGLE_HEADERS.includes(name);
        const different = isSingle ? [...new Set(values)] : values;
        if (isSingle && different.length > 1) {
            throw read_response_unusable(`the response has ${different.length} different headers "${name}": check for a proxy that changes responses`);
        }
        headers.set(name, different.join(', '));
    }
    return headers;
}
async function readBytes(response, maxMiB) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response) {
            size += chunk.length;
            if (size > bytesOf(maxMiB))
                throw tooLarge(maxMiB);
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw error instanceof domain_errors/* RequestError */.GI ? error : new Error('the response is incomplete', { cause: error });
    }
    return Buffer.concat(chunks);
}
async function decompress(raw, method, maxMiB) {
    // A response without a body may name a coding, too.
    if (method === null || raw.length === 0)
        return raw;
    const { default: zlib } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8522, 23));
    try {
        return await (0,external_node_util_namespaceObject.promisify)(zlib[method])(raw, { maxOutputLength: bytesOf(maxMiB) });
    }
    catch (error) {
        if (error instanceof RangeError)
            throw tooLarge(maxMiB);
        throw new Error('the response cannot be decompressed', { cause: error });
    }
}
function bytesOf(mib) {
    return mib * 1024 * 1024;
}
function tooLarge(maxMiB) {
    return read_response_unusable(`the response is larger than ${maxMiB} MiB`);
}
// Without its status, because the whole response is not known.
function read_response_unusable(message) {
    return new domain_errors/* RequestError */.GI(message, { kind: 'undecodable' });
}

;// CONCATENATED MODULE: ./src/http/tunnel.ts



/** A connection through a proxy was not established. Nothing of the request has left. */
class ProxyError extends Error {
    variable;
    status;
    isThrough;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.variable = facts.variable;
        this.status = facts.status ?? null;
        this.isThrough = facts.isThrough ?? false;
    }
}
/**
 * Has a proxy open a tunnel to a host, and resolves to the connection through it. After an error no connection is left.
 *
 * @throws ProxyError
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
function openTunnel(proxy, target, signal) {
    const authority = authorityOf(target);
    return new Promise((resolve, reject) => {
        const request = (isSecure(proxy) ? (external_node_https_default()) : (external_node_http_default())).request({
            ...PARSER_OPTIONS,
            method: 'CONNECT',
            path: authority,
            // No agent: Node's own would read NODE_USE_ENV_PROXY.
            createConnection: () => openSocket(proxy),
        });
        const stop = () => request.destroy(signal.reason);
        const fail = (what, facts) => {
            signal.removeEventListener('abort', stop);
            reject(new ProxyError(`the proxy ${proxy.host} ${what}`, { variable: proxy.variable, ...facts }));
        };
        signal.addEventListener('abort', stop);
        request.on('error', (cause) => fail(`did not open a connection to ${authority}`, { cause }));
        request.once('connect', ({ statusCode: status = 0 }, socket, head) => {
            if (status === 200 && head.length === 0) {
                signal.removeEventListener('abort', stop);
                resolve(socket);
                return;
            }
            socket.destroy();
            if (status === 200)
                fail(`sent data before it connected to ${authority}`, {});
            else
                fail(`refused a connection to ${authority} with status ${status}`, { status });
        });
        request.setHeader('host', authority);
        // Not among the options, which NODE_DEBUG prints.
        if (proxy.authorization !== null)
            request.setHeader('proxy-authorization', proxy.authorization);
        request.end();
    });
}

;// CONCATENATED MODULE: ./src/http/transport.ts






const MAX_INTERIM_RESPONSES = 16;
/** The network, with the proxies of these variables. */
function createSend(variables) {
    return async (outgoing) => {
        const proxy = proxyFor(outgoing.url, variables);
        return proxy === null ? await exchange(outgoing) : await exchangeThrough(proxy, outgoing);
    };
}
async function exchangeThrough(proxy, outgoing) {
    const { url, signal } = outgoing;
    const tunnel = await openTunnel(proxy, url, signal);
    let isSent = false;
    const onSent = () => {
        isSent = true;
        outgoing.onSent();
    };
    try {
        return await exchange({ ...outgoing, onSent }, tunnel);
    }
    catch (cause) {
        if (isSent)
            throw cause;
        throw new ProxyError(`no connection to ${authorityOf(url)} through the proxy ${proxy.host}`, {
            variable: proxy.variable,
            isThrough: true,
            cause,
        });
    }
    finally {
        tunnel.destroy();
    }
}
async function exchange(outgoing, tunnel) {
    const { url, method, signal } = outgoing;
    signal.throwIfAborted();
    const request = (isSecure(url) ? (external_node_https_default()) : (external_node_http_default())).request(url, {
        ...PARSER_OPTIONS,
        method,
        // No agent: Node's own would read NODE_USE_ENV_PROXY. Without one Node does not know the default port.
        defaultPort: defaultPortOf(url),
        createConnection: () => openSocket(url, tunnel),
    });
    const stop = () => request.destroy(signal.reason);
    signal.addEventListener('abort', stop);
    try {
        return await readResponse(await responseTo(request, outgoing), outgoing.maxMiB);
    }
    finally {
        signal.removeEventListener('abort', stop);
        request.destroy();
    }
}
/** Writes the request, and resolves to the response once its headers are there. */
function responseTo(request, outgoing) {
    return new Promise((resolve, reject) => {
        let response;
        let interim = 0;
        request.once('socket', (socket) => callWhenConnected(socket, isSecure(outgoing.url), outgoing.onSent));
        const refuse = (status) => reject(new Error(`unexpected interim response ${status}`));
        request.once('response', (received) => {
            response = received;
            if (received.statusCode === 101)
                refuse(101);
            else
                resolve(received);
        });
        request.on('error', (error) => {
            reject(error);
            // A complete response counts, whatever happens to the rest of the request. If its connection breaks, a response
            // without a length may be incomplete.
            if (response?.complete === false)
                response.destroy(error);
        });
        request.on('information', ({ statusCode }) => {
            interim += 1;
            // Rejects at once: the last response may be in the same packet.
            if (interim > MAX_INTERIM_RESPONSES)
                refuse(statusCode);
        });
        request.once('upgrade', (_, socket) => {
            socket.destroy();
            refuse(101);
        });
        // Not among the options, which NODE_DEBUG prints.
        for (const [name, value] of Object.entries(outgoing.headers))
            request.setHeader(name, value);
        request.setHeader('accept-encoding', ACCEPT_ENCODING);
        // A connection that is kept may be closed by the other side just as the next request is written to it.
        request.setHeader('connection', 'close');
        request.end(outgoing.body);
    });
}
/** From then on a request may arrive, whatever of it was flushed. */
function callWhenConnected(socket, secure, onConnected) {
    if (secure)
        socket.once('secureConnect', onConnected);
    else if (socket.connecting)
        socket.once('connect', onConnected);
    else
        onConnected();
}

// EXTERNAL MODULE: ./src/text/closest-match.ts + 1 modules
var closest_match = __nccwpck_require__(8820);
;// CONCATENATED MODULE: ./src/inputs/declared.ts
/**
 * The default of the inputs that would open the gate if they were empty. So an empty value is an error: the step or variable
 * that it comes from may have no value.
 */
const NONE = 'none';
/** The inputs of action.yml with their defaults; an input without a default is empty if it is not given. */
const DECLARED_INPUTS = {
    provider: 'kindo',
    'api-key': '',
    'agent-id': NONE,
    'agent-name': '',
    inputs: '',
    'inputs-from': '',
    'diff-paths': '',
    'run-id': NONE,
    'max-run-age': '24h',
    resume: '',
    wait: 'true',
    'validate-only': 'false',
    timeout: '30m',
    'eval-timeout': '2m',
    'poll-interval': '10s',
    'require-evals': 'auto',
    'require-steps': NONE,
    'fail-on-findings': 'never',
    'result-schema': NONE,
    allow: '',
    advisory: 'false',
    'require-permission': 'auto',
    summary: 'true',
    comment: 'never',
    'comment-key': '${{ github.workflow }}/${{ github.job }}/${{ toJSON(matrix) }}',
    'commit-status': '',
    'github-token': '${{ github.token }}',
    'base-url': NONE,
};
const INPUT_NAMES = Object.keys(DECLARED_INPUTS);

;// CONCATENATED MODULE: ./src/inputs/raw.ts




/**
 * The text of an input as the runner passes it; its default if the variable does not exist.
 *
 * @throws InputError if an input with a default is empty
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
function readInput(variables, name) {
    const fallback = DECLARED_INPUTS[name];
    const value = variables[variableName(name)] ?? fallback;
    if (fallback !== '' && value.trim() === '') {
        throw new domain_errors/* InputError */.dz(`${name} is empty: define the variable that its value comes from, or remove ${name} to use its default, ${fallback}.`);
    }
    return value;
}
/**
 * The trimmed text of an optional input; empty if it is absent, or `none` if that is its default. `findEmpty` reports those
 * with an empty value.
 */
function readOptional(variables, name) {
    const value = (variables[variableName(name)] ?? '').trim();
    return value === DECLARED_INPUTS[name] ? '' : value;
}
/** A sentence for every empty input that would open the gate. */
function findEmpty(variables) {
    return INPUT_NAMES.filter((name) => DECLARED_INPUTS[name] === NONE && variables[variableName(name)]?.trim() === '').map((name) => `${name} is empty: the step, output or variable that its value comes from has no value. Fix that, or remove ${name}.`);
}
/** What `read` returns; `fallback` if it throws, because the problem is reported elsewhere. */
function orElse(read, fallback) {
    try {
        return read();
    }
    catch {
        return fallback;
    }
}
/** The environment variable in which the runner passes an input. */
function variableName(name) {
    return `INPUT_${name.toUpperCase()}`;
}
/**
 * Undeclared inputs whose names differ from a declared one by at most one character: the runner only warns about them and
 * continues.
 */
function findNearMisses(variables) {
    const declared = new Set(INPUT_NAMES.map(variableName));
    return Object.keys(variables)
        .filter((name) => name.startsWith('INPUT_') && !declared.has(name))
        .flatMap((name) => {
        const given = name.slice('INPUT_'.length).toLowerCase();
        const meant = (0,closest_match/* closestMatch */.h)(bare(given), INPUT_NAMES, bare)[0];
        return meant !== undefined && meant.distance <= 1
            ? [`There is no input ${(0,sanitize/* quote */.hD)(given)}: write ${meant.item}.`]
            : [];
    });
}
function bare(name) {
    return name.replace(/[^a-z0-9]/g, '');
}

;// CONCATENATED MODULE: ./src/inputs/github-token.ts



/**
 * The token for GitHub's API; null without a token, as with act and some other servers. No message contains any part
 * of it.
 *
 * @throws InputError if a header cannot contain it
 */
function readGitHubToken(variables) {
    const token = (variables[variableName('github-token')] ?? '').trim();
    // Outside of a runner, the default is not evaluated.
    if (token === '' || token.startsWith('${{'))
        return null;
    if (/^[\x21-\x7e]+$/.test(token))
        return token;
    throw new domain_errors/* InputError */.dz("github-token has white space or another character that no header can contain: store only the token, or remove the input github-token to use the job's token.");
}
const FIX = "Remove the input github-token to use the job's token, or pass a token of this repository.";
/** A sentence for every input that cannot work without a token. */
function explainMissingToken(labels, inputs) {
    const problems = [];
    if (labels.length > 0) {
        const list = labels.map((label) => (0,sanitize/* quote */.hD)(label)).join(', ');
        problems.push(`github-token is empty, and inputs-from reads ${list} from GitHub. ${FIX}`);
    }
    for (const name of inputs)
        problems.push(`github-token is empty, and ${name} needs it. ${FIX}`);
    return problems;
}

// EXTERNAL MODULE: ./src/domain/outcome.ts
var outcome = __nccwpck_require__(7888);
// EXTERNAL MODULE: ./src/text/duration.ts
var duration = __nccwpck_require__(9495);
;// CONCATENATED MODULE: ./src/inputs/scalars.ts






/**
 * A duration in milliseconds.
 *
 * @throws InputError if it has no unit, or is outside of its range
 */
function readDuration(variables, name, range) {
    const raw = readInput(variables, name);
    const limits = `from ${range.least} to ${range.most}`;
    const ms = (0,duration/* parseDuration */.E9)(raw.trim());
    if (ms === null) {
        throw new domain_errors/* InputError */.dz(`${name} is ${(0,sanitize/* quote */.hD)(raw)}, which is not a duration: write whole numbers with their units, such as 90s, 30m or 1h30m, ${limits}.`);
    }
    if (ms < (0,duration/* durationMs */.pc)(range.least) || ms > (0,duration/* durationMs */.pc)(range.most)) {
        throw new domain_errors/* InputError */.dz(`${name} is ${(0,sanitize/* quote */.hD)(raw)}, which is out of range: write a duration ${limits}.`);
    }
    return ms;
}
/**
 * A boolean of YAML 1.2.
 *
 * @throws InputError
 */
function readBoolean(variables, name) {
    const raw = readInput(variables, name);
    if (/^(true|True|TRUE)$/.test(raw.trim()))
        return true;
    if (/^(false|False|FALSE)$/.test(raw.trim()))
        return false;
    throw new domain_errors/* InputError */.dz(`${name} is ${(0,sanitize/* quote */.hD)(raw)}: write true or false.`);
}
/**
 * One of several values.
 *
 * @throws InputError
 */
function readChoice(variables, name, choices) {
    const raw = readInput(variables, name);
    const choice = choices.find((one) => one === raw.trim());
    if (choice !== undefined)
        return choice;
    // Not "write": that is also a role.
    throw new domain_errors/* InputError */.dz(`${name} is ${(0,sanitize/* quote */.hD)(raw)}: set it to ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`);
}
const ALLOWABLE = outcome/* FAULT_OUTCOMES */.BM.filter((word) => !outcome/* NEVER_ALLOWED */.yd.some((never) => never === word));
/**
 * The outcomes that do not fail the step.
 *
 * @throws InputError with every value that cannot be allowed
 */
function readAllow(variables) {
    const words = readInput(variables, 'allow')
        .split(/[,\r\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== '');
    const allowed = new Set();
    const problems = [];
    for (const word of words) {
        const outcome = ALLOWABLE.find((allowable) => allowable === word);
        if (outcome !== undefined)
            allowed.add(outcome);
        else
            problems.push(unknownOutcome(word));
    }
    if (problems.length > 0)
        throw new domain_errors/* InputError */.dz(problems);
    return allowed;
}
function unknownOutcome(word) {
    if (outcome/* NEVER_ALLOWED */.yd.some((never) => never === word)) {
        return `allow has ${(0,sanitize/* quote */.hD)(word)}, which can never be allowed: remove it.`;
    }
    if (word === 'all')
        return 'allow has "all", which is not an outcome: write the names of outcomes, or set advisory: true to try the action out.';
    const meant = (0,closest_match/* closestMatch */.h)(word, ALLOWABLE, String)[0]?.item;
    return `allow has ${(0,sanitize/* quote */.hD)(word)}, which is not an outcome that can be allowed: the nearest is ${meant}. Write any of ${ALLOWABLE.join(', ')}.`;
}
/**
 * Whether verdicts are required; null for `auto`.
 *
 * @throws InputError
 */
function readRequireEvals(variables) {
    const raw = readInput(variables, 'require-evals');
    if (raw.trim() === 'auto')
        return null;
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(raw.trim()))
        return readBoolean(variables, 'require-evals');
    throw new domain_errors/* InputError */.dz(`require-evals is ${(0,sanitize/* quote */.hD)(raw)}: write auto, true or false.`);
}
/**
 * The level at which findings fail the step; null for `never`.
 *
 * @throws InputError
 */
function readFailOnFindings(variables) {
    const choice = readChoice(variables, 'fail-on-findings', ['never', 'error', 'warning', 'note']);
    return choice === 'never' ? null : choice;
}
/** The non-empty lines of an optional input. */
function readLines(variables, name) {
    return readOptional(variables, name)
        .split(/\r\n|\r|\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}

;// CONCATENATED MODULE: ./src/inputs/comment-settings.ts



const WHEN = ['never', 'always', 'on-failure'];
const NO_COMMENT = { when: 'never', key: '' };
/**
 * The settings for the pull request comment.
 *
 * @throws InputError
 */
function readCommentWish(variables) {
    const agent = readOptional(variables, 'agent-id') || readInput(variables, 'agent-name').trim();
    const key = JSON.stringify([readInput(variables, 'comment-key').trim(), agent.toLowerCase()]);
    return { when: readChoice(variables, 'comment', WHEN), key };
}
/** The same. An input with an error counts as not set, so that the other errors can be reported. */
function commentSettingsOf(variables) {
    const { GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY = '', GITHUB_RUN_ID } = variables;
    const isRunKnown = GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID;
    return {
        ...orElse(() => readCommentWish(variables), NO_COMMENT),
        token: orElse(() => readGitHubToken(variables), null),
        apiUrl: GITHUB_API_URL || 'https://api.github.com',
        repository: GITHUB_REPOSITORY,
        workflowRunUrl: isRunKnown
            ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
            : null,
    };
}

// EXTERNAL MODULE: ./build/valibot.js
var valibot = __nccwpck_require__(8483);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./src/platform/regular-file.ts


const MAX_MIB = 32;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
// The opening of a pipe does not wait for a writer.
const FLAGS = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK;
/** The text of a file. Rejects if it cannot be read, is not a regular file, or is larger than 32 MiB. */
async function readRegularFile(path) {
    const file = await (0,promises_namespaceObject.open)(path, FLAGS);
    try {
        const stats = await file.stat();
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        if (stats.size > MAX_BYTES)
            throw new Error(`the file is larger than ${MAX_MIB} MiB`);
        return await file.readFile('utf8');
    }
    finally {
        await file.close();
    }
}
/**
 * Checks a file before it is written: a pipe would wait for its reader for ever.
 *
 * @throws if there is something else than a regular file
 */
function assertRegularFile(path) {
    if ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === false)
        throw new Error(NOT_REGULAR);
}
const NOT_REGULAR = 'the file is not a regular file. Let no other step replace it';

;// CONCATENATED MODULE: ./src/inputs/event.ts


const Sha = valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* regex */.yG(/^[0-9a-f]{40,64}$/));
// Only a source of inputs-from may need these, so an event without them is still valid.
const Text = valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* string */.Yj(), null), null);
const Count = valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* number */.ai(), null), null);
// Null if it was deleted, undefined if the event does not name it.
const Repository = valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* object */.Ik({ full_name: valibot/* string */.Yj() })), undefined);
const Page = valibot/* object */.Ik({ number: valibot/* number */.ai(), title: Text, body: valibot/* optional */.lq(valibot/* unknown */.L5()), html_url: Text });
const End = valibot/* object */.Ik({ sha: Sha, ref: Text, repo: Repository });
const PullRequest = valibot/* object */.Ik({ ...Page.entries, base: End, head: End, changed_files: Count });
// The event of a review or a review comment has it beside the pull request.
const PullRequestPayload = valibot/* object */.Ik({
    action: valibot/* optional */.lq(valibot/* unknown */.L5()),
    pull_request: PullRequest,
    review: valibot/* optional */.lq(valibot/* unknown */.L5()),
    comment: valibot/* optional */.lq(valibot/* unknown */.L5()),
});
const MergeGroupPayload = valibot/* object */.Ik({
    merge_group: valibot/* object */.Ik({ head_sha: Sha, head_ref: Text, base_sha: Sha, base_ref: Text }),
});
// The issue of a comment is a pull request if it has this field.
const IssueCommentPayload = valibot/* object */.Ik({ issue: valibot/* object */.Ik({ ...Page.entries, pull_request: valibot/* object */.Ik({}) }) });
const Payload = valibot/* union */.KC([
    valibot/* pipe */.Fs(PullRequestPayload, valibot/* transform */.pd(({ action, pull_request, review, comment }) => {
        const facts = { ...pageOf(pull_request), change: changeOf(pull_request) };
        return review === undefined && comment === undefined
            ? { kind: 'pull-request', ...facts, isClosing: action === 'closed' }
            : { kind: 'comment', ...facts };
    })),
    valibot/* pipe */.Fs(MergeGroupPayload, valibot/* transform */.pd(({ merge_group: { base_sha, base_ref, head_sha, head_ref } }) => ({
        kind: 'merge-group',
        change: {
            base: { sha: base_sha, ref: branchOf(base_ref) },
            head: { sha: head_sha, ref: branchOf(head_ref), isFork: false },
            changedFiles: null,
        },
    }))),
    valibot/* pipe */.Fs(IssueCommentPayload, valibot/* transform */.pd(({ issue }) => ({ kind: 'comment', ...pageOf(issue), change: null }))),
]);
function pageOf({ number, title, body, html_url }) {
    // GitHub sends null for an empty description.
    const text = body === null ? '' : body;
    return { number, title, body: typeof text === 'string' ? text : null, url: html_url };
}
function changeOf({ base, head, changed_files }) {
    return {
        base: { sha: base.sha, ref: branchOf(base.ref) },
        head: {
            sha: head.sha,
            ref: branchOf(head.ref),
            isFork: isFork(head.repo, base.repo),
        },
        changedFiles: changed_files,
    };
}
function isFork(head, base) {
    if (head === null)
        return true;
    return head?.full_name !== undefined && base?.full_name !== undefined && head.full_name !== base.full_name;
}
/** A merge group names its branches in full. */
function branchOf(ref) {
    return ref?.replace(/^refs\/heads\//, '') ?? null;
}
/** The commits of a change. */
function commitsOf({ base, head, changedFiles }) {
    return { base: base.sha, head: head.sha, changedFiles };
}
/**
 * The event that triggered the workflow; null if it is of no pull request, or its file cannot be read.
 *
 * @param path of the event's payload, as the runner gives it in GITHUB_EVENT_PATH
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
async function readEvent(path) {
    try {
        const parsed = valibot/* safeParse */.xL(Payload, JSON.parse(await readRegularFile(path)));
        return parsed.success ? parsed.output : null;
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/domain/path-filter.ts
var path_filter = __nccwpck_require__(3732);
;// CONCATENATED MODULE: ./src/inputs/api-key.ts

const MIN_CHARS = 8;
const MAX_CHARS = 4096;
/**
 * Checks the key before any header is built from it. No message contains any part of it.
 *
 * @throws InputError
 */
function parseApiKey(raw) {
    const key = raw.trim();
    const problem = problemOf(key);
    if (problem !== null)
        throw new domain_errors/* InputError */.dz(problem);
    return key;
}
function problemOf(key) {
    if (key.includes('${{'))
        return 'api-key is an expression that was not evaluated: write ${{ secrets.NAME }} in the workflow.';
    if (/^\*+$/.test(key))
        return 'api-key has only asterisks, as in a masked log: pass the secret itself, ${{ secrets.NAME }}.';
    if (/^bearer\s/i.test(key))
        return 'api-key begins with "Bearer": store the bare key, without "Bearer".';
    if (/^[{[]/.test(key))
        return 'api-key looks like JSON: store only the key as the secret.';
    if (/^[A-Za-z_]\w*=[^=]/.test(key))
        return 'api-key looks like NAME=value: store only the key as the secret.';
    if (/[\r\n]/.test(key))
        return `api-key has a line break inside (${key.length} characters in all): store the key as one line.`;
    if (/\s/.test(key))
        return `api-key has white space inside, at character ${key.search(/\s/) + 1}: store the bare key.`;
    const odd = key.search(/[^\x21-\x7e]/);
    if (odd >= 0)
        return `api-key has a character that is not allowed in a header, at character ${odd + 1}: copy the key again from the service.`;
    if (key.length < MIN_CHARS)
        return `api-key has ${key.length === 1 ? '1 character' : `${key.length} characters`}, too few to be a key: store the whole key.`;
    if (key.length > MAX_CHARS)
        return `api-key has ${key.length} characters, more than ${MAX_CHARS}: store only the key as the secret.`;
    return null;
}

;// CONCATENATED MODULE: ./src/inputs/base-url.ts


const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const METADATA = /^(169\.254\.\d+\.\d+|\[::ffff:a9fe:.*\]|\[fe80:.*\]|\[fd00:ec2::254\]|metadata\.google\.internal\.?)$/;
const EXAMPLE = 'write it as https://host, with or without /v1';
/**
 * The address of the service without `/v1` and without a slash at its end.
 *
 * @throws InputError, which never shows credentials in the address
 */
function parseBaseUrl(raw) {
    const text = raw.trim();
    // Checked first and anywhere, because every message below shows the address.
    if (text.includes('@')) {
        throw new domain_errors/* InputError */.dz('base-url has an @, as after a user name or password: remove it. The key belongs in api-key.');
    }
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
        throw new domain_errors/* InputError */.dz(`base-url is ${(0,sanitize/* quote */.hD)(text)}, which has no scheme: ${EXAMPLE}.`);
    }
    if (!URL.canParse(text))
        throw new domain_errors/* InputError */.dz(`base-url is ${(0,sanitize/* quote */.hD)(text)}, which is not an address: ${EXAMPLE}.`);
    const url = new URL(text);
    const problem = base_url_problemOf(url, text);
    if (problem !== null)
        throw new domain_errors/* InputError */.dz(`base-url is ${(0,sanitize/* quote */.hD)(text)}, ${problem}.`);
    return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/+v1$/, '')}`;
}
function base_url_problemOf(url, text) {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
        return `which is not https, so the key could be read on the network: ${EXAMPLE}`;
    }
    if (/[?#]/.test(url.href)) {
        return 'which has a query or a fragment: write only the part before it';
    }
    if (METADATA.test(url.hostname))
        return 'which is the metadata address of a machine: write the host of the service';
    if (!text.toLowerCase().includes(url.hostname)) {
        return `which is read as the host ${url.hostname}: if that is correct, write it like this`;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/inputs/commit-status.ts



// GitHub's own limit.
const MAX_CONTEXT_CHARS = 255;
const SHA = /^[0-9a-f]{40,64}$/;
/** Events without a commit: GITHUB_SHA is only the newest one of the default branch. */
const WITHOUT_COMMIT = [
    'workflow_run',
    'issues',
    'issue_comment',
    'discussion',
    'discussion_comment',
    'label',
    'milestone',
    'fork',
    'watch',
    'gollum',
];
/** Events whose commit is only in their payload: GITHUB_SHA is another one. */
const OF_PAYLOAD = /^(?:pull_request(?:_target|_review|_review_comment)?|merge_group)$/;
/**
 * The context of the commit status; null if none is requested.
 *
 * @throws InputError if it cannot be a context, or if the event has no commit
 */
function readStatusContext(variables, event) {
    const name = readInput(variables, 'commit-status').trim();
    if (name === '')
        return null;
    // An advisory step must not satisfy a required status.
    const context = readInput(variables, 'advisory').trim() === 'true' ? `${name} (advisory)` : name;
    const problems = [];
    const { length } = Array.from(context);
    if (length > MAX_CONTEXT_CHARS)
        problems.push(`commit-status has ${length} characters, and GitHub allows ${MAX_CONTEXT_CHARS}. Write a shorter name.`);
    if (/\p{Cc}/u.test(context))
        problems.push(`commit-status is ${(0,sanitize/* quote */.hD)(context)}, which has a line break or a control character: remove it.`);
    if (event?.kind !== 'comment' && commitOf(variables, event) === null)
        problems.push(`commit-status is set, and the event ${(0,sanitize/* quote */.hD)(variables.GITHUB_EVENT_NAME ?? '')} has no commit that a run evaluates. Remove commit-status.`);
    if (problems.length > 0)
        throw new domain_errors/* InputError */.dz(problems);
    return context;
}
/** The place of the commit status; null if no status is requested, or the input has a problem. */
function statusPlaceOf(variables, event) {
    const context = orElse(() => readStatusContext(variables, event), null);
    if (context === null)
        return null;
    const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = variables;
    const isKnown = GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID && GITHUB_RUN_ATTEMPT;
    return {
        context,
        sha: commitOf(variables, event),
        targetUrl: isKnown
            ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/attempts/${GITHUB_RUN_ATTEMPT}`
            : null,
    };
}
/** The commit that is evaluated; null if the event has no commit, or it is not known. */
function commitOf({ GITHUB_EVENT_NAME: name = '', GITHUB_SHA = '' }, event) {
    if (event !== null)
        return event.change?.head.sha ?? null;
    return WITHOUT_COMMIT.includes(name) || OF_PAYLOAD.test(name) || !SHA.test(GITHUB_SHA) ? null : GITHUB_SHA;
}

;// CONCATENATED MODULE: ./src/inputs/conflicts.ts
/** A sentence for every pair of inputs that contradict each other. */
function findConflicts(combination) {
    const { given, provider, wait, validateOnly, readsChange } = combination;
    const rules = [
        [
            !given('agent-id') && !given('agent-name') && !given('run-id'),
            'No agent is named: set agent-id or agent-name to start a run, or run-id to attach to a run.',
        ],
        [
            given('agent-name') && !provider.hasAgentNames,
            `${provider.name} has no agents with a display name: set agent-id instead of agent-name.`,
        ],
        [
            given('resume') && !provider.canResume,
            `${provider.name}'s runs never wait for an answer: remove resume.`,
        ],
        [
            given('resume') && !given('run-id'),
            'resume answers a run that waits, and run-id is missing: set it to the run-id output of the step that ended with needs-input.',
        ],
        [
            given('agent-id') && given('agent-name'),
            'agent-id and agent-name are both given: keep agent-id, which never changes.',
        ],
        [
            given('run-id') && given('agent-name'),
            'run-id attaches to a run, so agent-name has no effect: remove it, or set agent-id instead.',
        ],
        [
            given('run-id') && given('inputs'),
            'run-id attaches to a run that has its inputs already: remove inputs.',
        ],
        [
            given('run-id') && given('inputs-from'),
            'run-id attaches to a run that has its inputs already: remove inputs-from.',
        ],
        [
            given('diff-paths') && !readsChange,
            'diff-paths limits pr:diff and pr:files, and inputs-from has neither: add one of them, or remove diff-paths.',
        ],
        [given('run-id') && !wait, 'run-id attaches to a run in order to wait for it: remove wait: false.'],
        [
            validateOnly && given('run-id'),
            'validate-only checks the inputs of a start, and run-id starts nothing: remove one of them.',
        ],
        [
            validateOnly && !wait,
            'validate-only starts nothing, so wait: false has no effect: remove one of them.',
        ],
    ];
    return [...rules, ...gateRules(combination)].filter(([applies]) => applies).map(([, sentence]) => sentence);
}
function gateRules(combination) {
    const { given, provider, wait, requireEvals, failsOnFindings, hasResultSchema } = combination;
    const requiresEvals = requireEvals === true || given('require-steps');
    return [
        [
            !wait && given('commit-status'),
            'wait: false ends before there is a verdict that commit-status could show: remove one of them.',
        ],
        [
            requiresEvals && !provider.hasEvals,
            `${provider.name} evaluates no runs, so there can be no verdicts: remove require-evals and require-steps.`,
        ],
        [
            requireEvals === false && given('require-steps'),
            'require-steps requires verdicts, and require-evals: false does not: remove one of them.',
        ],
        [
            failsOnFindings && !provider.hasFindings,
            `The output of ${provider.name}'s runs has no findings: remove fail-on-findings, or check the output with result-schema.`,
        ],
        [
            !wait && requiresEvals,
            'wait: false ends before there are verdicts: remove it, or remove require-evals and require-steps.',
        ],
        [
            !wait && (failsOnFindings || hasResultSchema),
            'wait: false ends before there is an answer: remove it, or remove fail-on-findings and result-schema.',
        ],
    ];
}

// EXTERNAL MODULE: ./src/domain/run.ts
var domain_run = __nccwpck_require__(6445);
;// CONCATENATED MODULE: ./src/inputs/identifiers.ts



/**
 * An agent's id, in the form that the service uses.
 *
 * @throws InputError
 */
function parseAgentId(raw, { readAgentId }) {
    const reading = readAgentId(raw.trim());
    if ('id' in reading)
        return reading.id;
    throw new domain_errors/* InputError */.dz(`agent-id is ${(0,sanitize/* quote */.hD)(raw)}, ${reading.problem}.`);
}
/**
 * The id of a run that was started before.
 *
 * @throws InputError
 */
function parseRunId(raw) {
    const id = raw.trim();
    if ((0,domain_run/* isRunId */.Pk)(id))
        return id;
    throw new domain_errors/* InputError */.dz(`run-id is ${(0,sanitize/* quote */.hD)(raw)}, which is not a run id (letters, digits, - and _): write the run-id output of the step that started the run.`);
}

;// CONCATENATED MODULE: ./src/inputs/input-reader.ts



/** Reads the inputs one by one, and collects their problems to report them together. */
class InputReader {
    variables;
    #problems;
    constructor(variables) {
        this.variables = variables;
        this.#problems = [...findNearMisses(variables), ...findEmpty(variables)];
    }
    /** Every problem so far, a sentence each, in the order in which they were found. */
    get problems() {
        return this.#problems;
    }
    add(problems) {
        this.#problems.push(...problems);
    }
    /** Returns what `parse` returns. If it throws an InputError, returns `fallback`, which has no effect in the end. */
    collect(parse, fallback) {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof domain_errors/* InputError */.dz))
                throw error;
            this.add(error.problems);
            return fallback;
        }
    }
    /** @throws InputError if an input that has a default is empty */
    text(name) {
        return readInput(this.variables, name);
    }
    isGiven(name) {
        return readOptional(this.variables, name) !== '';
    }
    /** Null if the input is not given, or has a problem. */
    optional(name, parse) {
        return this.isGiven(name) ? this.collect(() => parse(this.text(name)), null) : null;
    }
    boolean(name, fallback = false) {
        return this.collect(() => readBoolean(this.variables, name), fallback);
    }
    /** Milliseconds. */
    duration(name, least, most) {
        return this.collect(() => readDuration(this.variables, name, { least, most }), 0);
    }
}

;// CONCATENATED MODULE: ./src/inputs/missing-key.ts
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
const DEPENDABOT_EVENTS = [...PULL_REQUEST_EVENTS, 'push', 'create', 'deployment', 'deployment_status'];
/**
 * Whether GitHub gives the event no secrets because of its origin. `pull_request_target` gets them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
 */
function secretlessEvent(eventName, actor, fromFork) {
    if (actor === 'dependabot[bot]' && DEPENDABOT_EVENTS.includes(eventName))
        return 'dependabot';
    return fromFork && PULL_REQUEST_EVENTS.includes(eventName) ? 'fork' : null;
}
/** The problem with an empty key on an event that gets secrets. */
const MISSING_KEY = 'api-key is empty: define the secret for this repository or environment, and pass it as ${{ secrets.NAME }}.';
const CAUSES = {
    fork: 'Nothing was evaluated: api-key is empty, because GitHub gives no secrets to pull requests from forks.',
    dependabot: 'Nothing was evaluated: api-key is empty, because GitHub gives only Dependabot secrets to workflows that Dependabot triggers.',
};
const FIXES = {
    fork: 'A person must review this pull request. To let such pull requests pass without an evaluation, set allow: skipped. Do not switch to pull_request_target.',
    dependabot: 'Add the key as a Dependabot secret. To let such workflows pass without an evaluation, set allow: skipped.',
};
/** Why nothing was evaluated, and the fix unless the workflow allows it. */
function explainSkipped(event, isAllowed) {
    return isAllowed ? CAUSES[event] : `${CAUSES[event]} ${FIXES[event]}`;
}

// EXTERNAL MODULE: ./src/text/sentence.ts
var sentence = __nccwpck_require__(4966);
;// CONCATENATED MODULE: ./src/http/assert-trusted.ts

/**
 * Checks that a response was made by the service, for this request.
 *
 * Nothing may depend on the status of a response that another server sent.
 *
 * @throws ProtocolError of kind `untrusted`
 * @see https://www.rfc-editor.org/rfc/rfc9111#field.age
 */
function assertTrusted({ what, method, statuses }, { status, headers }) {
    const age = headers.get('age') ?? '0';
    // A read that failed is sent again in any case. A start is not, so that nothing may pass for its rejection.
    const isRetried = method === 'GET' && (status === 429 || status >= 500);
    if (!/^0+$/.test(age) && !isRetried) {
        const known = /^\d{1,10}$/.test(age) ? ` that was ${Number(age)} s old` : '';
        throw untrusted(`${what} with a response out of a cache${known}: exclude the host of the API from the cache or proxy`);
    }
    if (status <= 299 && !statuses.includes(status)) {
        throw untrusted(`${what}, and the API responds to this request with ${statuses.join(' or ')} only: check base-url, and that no proxy changes its responses`);
    }
}
function untrusted(message) {
    return new domain_errors/* ProtocolError */.bd(message, 'untrusted');
}

;// CONCATENATED MODULE: ./src/http/connection-errors.ts


// A retry cannot help.
const PERMANENT = [
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|self-signed|unable to verify/i,
        advice: () => "the certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the PEM file of your certificate authority, or NODE_USE_SYSTEM_CA to 1, in the job's env",
    },
    {
        pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
        advice: () => "the certificate is not valid now: compare the machine's clock with the certificate's dates",
    },
    {
        pattern: /ERR_TLS_CERT_ALTNAME_INVALID/,
        advice: (setting) => `the certificate is for another host: check ${setting}`,
    },
    {
        pattern: /WRONG_VERSION_NUMBER|EPROTO/,
        advice: (setting) => `the port does not use TLS: check the port in ${setting}`,
    },
];
const TRANSIENT = [
    {
        pattern: /ENOTFOUND|EAI_AGAIN/,
        advice: (setting) => `the host's name was not found: check ${setting} and the network`,
    },
    {
        pattern: /ECONNREFUSED/,
        advice: (setting) => `nothing listens there: check ${setting}, or whether the server is up`,
    },
];
/** True if the same request would fail again. */
function isPermanentError(error) {
    if (error instanceof ProxyError && isRefusal(error.status))
        return true;
    const text = (0,domain_errors/* describe */.q0)(error);
    return PERMANENT.some(({ pattern }) => pattern.test(text));
}
/**
 * What went wrong with a connection, with the likely cause and the fix.
 *
 * @param setting what sets the address
 */
function explainError(error, setting) {
    const text = (0,domain_errors/* describe */.q0)(error);
    const rule = [...PERMANENT, ...TRANSIENT].find(({ pattern }) => pattern.test(text));
    const advice = error instanceof ProxyError ? proxyAdvice(error, rule, setting) : rule?.advice(setting);
    return advice === undefined ? text : `${text}; ${advice}`;
}
function isRefusal(status) {
    return Math.floor((status ?? 0) / 100) === 4;
}
function proxyAdvice(error, rule, setting) {
    const { variable, status, isThrough } = error;
    if (status === 407)
        return `the proxy requires a user name and a password: check those in ${variable}`;
    if (isRefusal(status))
        return 'allow the host at the proxy, or add it to NO_PROXY';
    if (status !== null)
        return `the proxy did not reach the host: check ${setting} and the proxy`;
    return (rule?.advice(isThrough ? `${setting} and ${variable}` : variable) ??
        `check that ${variable} names an HTTP proxy that reaches the host`);
}

;// CONCATENATED MODULE: ./src/http/deadline.ts


/**
 * Sends a request within the limits of its call, the body of the response included.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
async function sendWithin({ timeoutMs, signal, onSent }, { clock, send }, request, peer) {
    const deadline = new AbortController();
    const cancelTimer = clock.timer(timeoutMs, () => deadline.abort(new Error(`no complete response within ${Math.ceil(timeoutMs / 1000)} s`)));
    try {
        return await send({
            ...request,
            signal: AbortSignal.any([signal, deadline.signal]),
            onSent: () => onSent?.(),
        });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof domain_errors/* RequestError */.GI)
            throw error;
        throw new domain_errors/* RequestError */.GI(`${peer.subject} got no response: ${explainError(error, peer.setting)}`, {
            kind: 'unreachable',
            permanent: isPermanentError(error),
            cause: error,
        });
    }
    finally {
        cancelTimer();
    }
}

;// CONCATENATED MODULE: ./src/http/retry-after.ts
// Longer than any wait of this action, and short enough for every timer.
const MAX_MS = 2 ** 31 - 1;
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const TIME = String.raw `\d\d:\d\d:[0-5]\d`;
// The documented forms. Without the check, Date.parse takes a bare number for a year, and ignores another zone than GMT.
const FORMS = [
    String.raw `${DAY}, \d\d ${MONTH} \d{4} ${TIME} gmt`,
    String.raw `${DAY}[a-z]*day, \d\d-${MONTH}-\d\d ${TIME} gmt`,
    String.raw `${DAY} ${MONTH} [ \d]\d ${TIME} \d{4}`,
];
const HTTP_DATE = new RegExp(`^(?:${FORMS.join('|')})$`, 'i');
/**
 * Milliseconds of a Retry-After header, by the response's own clock if it has one; null without a header, or for one that
 * cannot be read. Never more than the maximum of a timer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
function parseRetryAfter(header, dateHeader, nowMs) {
    if (header?.match(/^\d+$/))
        return Math.min(Number(header) * 1000, MAX_MS);
    const until = parseHttpDate(header);
    if (until === null)
        return null;
    const waitMs = until - (parseHttpDate(dateHeader) ?? nowMs);
    return Math.min(Math.max(waitMs, 0), MAX_MS);
}
/**
 * A moment in an HTTP header in any of the three documented forms, milliseconds since the epoch; null if it cannot be
 * read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
function parseHttpDate(header) {
    if (!header?.match(HTTP_DATE))
        return null;
    // One of the forms names no zone; to the others a second one changes nothing.
    const ms = Date.parse(`${header} GMT`);
    return Number.isNaN(ms) ? null : ms;
}

;// CONCATENATED MODULE: ./src/http/version.ts
/** The action's own version, as package.json has it. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./src/http/json-client.ts







const DEFAULT_MAX_MIB = 1;
const MAX_MESSAGE_CHARS = 500;
const MAX_QUOTE_CHARS = 80;
/**
 * Sends one JSON request, once, and resolves to its response, if that has a status of success that the request expects.
 *
 * @throws RequestError, ProtocolError, or the signal's reason if that ends the request
 */
function createHttp(options) {
    return async (request, limits) => {
        limits.signal.throwIfAborted();
        const startedAt = options.clock.now();
        const startedMono = options.clock.monotonic();
        const progress = { status: null };
        const note = (error) => {
            options.onExchange({
                at: new Date(startedAt).toISOString(),
                method: request.method,
                path: request.path,
                status: progress.status,
                durationMs: Math.round(options.clock.monotonic() - startedMono),
                ...(error === undefined ? {} : { error }),
            });
        };
        try {
            const response = await json_client_exchange(options, request, limits, progress);
            note();
            return response;
        }
        catch (error) {
            note((0,sanitize/* singleLine */.pF)((0,domain_errors/* describe */.q0)(error), MAX_MESSAGE_CHARS));
            throw error;
        }
    };
}
async function json_client_exchange(options, request, limits, progress) {
    const { method, path, body = null } = request;
    const response = await sendWithin(limits, options, {
        method,
        url: new URL(`${options.baseUrl}${path}`),
        headers: {
            ...options.headers,
            accept: 'application/json',
            'user-agent': `run-kindo-agent/${VERSION}`,
            'cache-control': 'no-cache',
            ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        body,
        maxMiB: request.maxMiB ?? DEFAULT_MAX_MIB,
    }, { subject: `${method} ${path}`, setting: 'base-url' });
    progress.status = response.status;
    // Redacted before anything is truncated: half of the secret would not be found. The decoder removes a byte order
    // mark, which JSON.parse rejects.
    const rawText = new TextDecoder().decode(response.body);
    const text = options.redact(rawText);
    return {
        body: decodeResponse(options, request, response, text),
        rawText,
        serviceTimeMs: parseHttpDate(response.headers.get('date') ?? null),
    };
}
function decodeResponse(options, request, response, text) {
    const { status } = response;
    const what = `${request.method} ${request.path} responded with ${status}`;
    if (status >= 300 && status < 400)
        throw redirectError(what, response, options.redact);
    assertTrusted({ what, method: request.method, statuses: request.statuses ?? [200] }, response);
    const body = parseJson(text);
    if (status > 299) {
        const [message, maxChars] = body === undefined ? [text, MAX_QUOTE_CHARS] : [options.errorMessage(body) ?? '', MAX_MESSAGE_CHARS];
        const quoted = (0,sentence/* quoteMessage */.YG)(message, maxChars);
        throw statusError(quoted === '""' ? what : `${what}: ${quoted}`, response, options);
    }
    if (body === undefined && !(text === '' && request.mayBeEmpty === true)) {
        const start = text === '' ? 'an empty body' : (0,sanitize/* quote */.hD)(text, MAX_QUOTE_CHARS);
        throw new domain_errors/* RequestError */.GI(`${what} with ${start}, which is not JSON: check that base-url is the address of the API`, {
            kind: 'undecodable',
            status,
        });
    }
    return body;
}
function redirectError(what, { status, headers }, redact) {
    const host = hostOf(redact(headers.get('location') ?? ''));
    return new domain_errors/* RequestError */.GI(`${what}, a redirect${host}, which is never followed: check that base-url is the address of the API`, { kind: 'redirect', status });
}
function statusError(message, { status, headers }, { clock, adviceOn403 }) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after') ?? null, headers.get('date') ?? null, clock.now());
    const wait = retryAfterMs === null ? '' : ` (Retry-After: ${Math.ceil(retryAfterMs / 1000)} s)`;
    const advice = status === 403 ? adviceOn403 : undefined;
    return new domain_errors/* RequestError */.GI(`${message}${wait}`, { kind: 'status', status, retryAfterMs, advice });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function hostOf(location) {
    return URL.canParse(location) ? ` to ${new URL(location).host}` : '';
}

;// CONCATENATED MODULE: ./src/service/repeated-key.ts
/** An object or a list that is open. */
class Level {
    keys = new Set();
    /** The shapes of its keys; none in a list, and if no key decides. */
    entries;
    /** The shape of its next value; null if nothing in that decides. */
    next;
    /** What it is in; of the whole text, itself. */
    parent;
    constructor(entries, next, parent = null) {
        this.entries = entries;
        this.next = next;
        this.parent = parent ?? this;
    }
}
/**
 * The first key that an object of a JSON text has twice, if a decision depends on it: readers disagree on which of its
 * values counts. Keys that the schema does not have, or has with a fallback, decide nothing.
 *
 * @param json a valid JSON text
 */
function repeatedKey(json, schema) {
    let level = new Level({}, shapeOf(schema));
    const token = /["{}[\]]/g;
    for (let found = token.exec(json); found !== null; found = token.exec(json)) {
        const [mark] = found;
        if (mark === '}' || mark === ']') {
            level = level.parent;
        }
        else if (mark !== '"') {
            level = opened(mark, level);
        }
        else {
            const end = endOfString(json, found.index);
            token.lastIndex = end;
            const key = isKey(json, end) ? JSON.parse(json.slice(found.index, end)) : null;
            if (key !== null && isRepeated(level, key))
                return key;
        }
    }
    return null;
}
/** Continues with the value of a key. True if the key decides, and the object has had it before. */
function isRepeated(level, key) {
    level.next = Object.hasOwn(level.entries, key) ? shapeOf(level.entries[key]) : null;
    const isAgain = level.next !== null && level.keys.has(key);
    level.keys.add(key);
    return isAgain;
}
function opened(mark, parent) {
    const shape = parent.next;
    return mark === '{'
        ? new Level(shape?.entries ?? {}, null, parent)
        : new Level({}, shapeOf(shape?.item), parent);
}
/** The shape inside the wrappers of an optional value; null if no decision depends on the value. */
function shapeOf(shape) {
    if (shape === undefined || 'fallback' in shape)
        return null;
    const inner = shape.wrapped ?? shape.options?.[0];
    return inner === undefined ? shape : shapeOf(inner);
}
function isKey(json, end) {
    const colon = /\s*:/y;
    colon.lastIndex = end;
    return colon.test(json);
}
/** The index after the string that begins at a quotation mark. */
function endOfString(json, start) {
    for (let at = json.indexOf('"', start + 1);; at = json.indexOf('"', at + 1)) {
        let backslashes = 0;
        while (json[at - 1 - backslashes] === '\\')
            backslashes += 1;
        if (backslashes % 2 === 0)
            return at + 1;
    }
}

;// CONCATENATED MODULE: ./src/service/decode.ts





// The schema's own message quotes the received value, which may be of any length.
const MAX_ISSUE_CHARS = 200;
/** The statuses that accept a request which has an effect: no service's pages agree on one of them. */
const ACCEPTED = [200, 201, 202];
/** A text that may be null or left out. */
const decode_Text = valibot/* nullish */.cl(valibot/* string */.Yj(), null);
/** A text that no decision depends on: null also if it is of another type. */
const LooseText = valibot/* fallback */.Np(decode_Text, null);
/** A name that something may be chosen by: null also if it is of another type. */
const Name = valibot/* pipe */.Fs(valibot/* optional */.lq(valibot/* unknown */.L5(), null), valibot/* transform */.pd((value) => (typeof value === 'string' ? value : null)));
/**
 * Gives a response its type.
 *
 * @throws RequestError with the path of the part that is not as documented
 * @throws ProtocolError with a key that an object has twice
 */
function decode(schema, { body, rawText }, what) {
    const result = valibot/* safeParse */.xL(schema, body);
    if (result.success) {
        const key = repeatedKey(rawText, schema);
        if (key === null)
            return result.output;
        throw new domain_errors/* ProtocolError */.bd(`the response is not ${what}: an object has the key "${key}" twice, so it is unclear which value counts. Check for a proxy that changes responses`, 'untrusted');
    }
    const issue = result.issues[0];
    const path = valibot/* getDotPath */.Bu(issue) ?? 'the whole response';
    throw new domain_errors/* RequestError */.GI(`the response is not ${what} (${path}: ${(0,sanitize/* quote */.hD)(issue.message, MAX_ISSUE_CHARS)}): check that base-url is the address of this API`, { kind: 'undecodable', status: 200 });
}
/**
 * Compares the id in a response with the requested one.
 *
 * @throws ProtocolError
 */
function assertSameId(what, requested, received) {
    if (received === requested)
        return;
    throw new domain_errors/* ProtocolError */.bd(`the response is about another ${what} than requested: requested ${requested}, got ${(0,sanitize/* quoteUnlessWord */.z3)(received)}. Exclude the API's host from caches and proxies`);
}
/**
 * The id of a run, if it can be part of a path.
 *
 * @throws RequestError
 */
function checkedRunId(runId) {
    if ((0,domain_run/* isRunId */.Pk)(runId))
        return runId;
    throw new domain_errors/* RequestError */.GI('the response has a run id with characters that no run id has', {
        kind: 'undecodable',
    });
}
/** A service's own status as text; as JSON if it is of another type. */
function rawStatusOf(value) {
    return typeof value === 'string' ? value : jsonOf(value);
}
/** An enum value as this action names it; `unrecognised` if it is not one of the documented values. */
function parseEnum(values, value) {
    return values.find((known) => known === value) ?? 'unrecognised';
}
const TOO_DEEP = '(JSON that is nested too deeply to be shown)';
const MAX_DEPTH = 64;
/** A value as JSON, at any depth. */
function jsonOf(value) {
    try {
        return JSON.stringify(value);
    }
    catch {
        // It calls itself for each level, and JSON.parse takes more levels than the stack has room for.
        return TOO_DEEP;
    }
}
/** The value itself; a text instead of it if it is nested so deeply that writing it as JSON could fail. */
function shallow(value) {
    let level = [value];
    for (let depth = 0; level.length > 0; depth += 1) {
        if (depth > MAX_DEPTH)
            return TOO_DEEP;
        level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    }
    return value;
}
/** A moment in milliseconds since the epoch, in UTC if it names no zone; null if it is not ISO 8601. */
function timeOf(value) {
    // Without the check, Date.parse takes almost any text with a number in it for a time.
    if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value))
        return null;
    const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
    return Number.isNaN(ms) ? null : ms;
}

;// CONCATENATED MODULE: ./src/service/kindo/agent-id.ts
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');
const NIL_UUID = /^[0-]+$/;
/** An agent's UUID, in lower case. */
function readAgentId(id) {
    if (WHOLE_UUID.test(id)) {
        return NIL_UUID.test(id)
            ? {
                problem: "the nil UUID, which no agent has: copy the UUID from the agent's address in the Kindo Terminal",
            }
            : { id: id.toLowerCase() };
    }
    const inside = UUID.exec(id)?.[0];
    const fix = inside === undefined
        ? "copy the UUID from the agent's address in the Kindo Terminal, or write the display name in agent-name"
        : `write ${inside.toLowerCase()}, the UUID in it`;
    return { problem: `which is not a UUID: ${fix}` };
}
/** The path of an agent, below `/v1`. */
function agentPath(agentId) {
    return `/agents/${encodeURIComponent(agentId)}`;
}

;// CONCATENATED MODULE: ./src/service/kindo/evals.ts


const EvalsResponse = valibot/* object */.Ik({
    runId: valibot/* string */.Yj(),
    result: valibot/* string */.Yj(),
    steps: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* object */.Ik({
        stepNumber: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* number */.ai(), null), null),
        name: Name,
        result: valibot/* string */.Yj(),
        explanation: LooseText,
    })), []),
});
// Kindo's enum values happen to be this action's own.
const VERDICTS = ['pass', 'fail', 'pending', 'skipped', 'unknown'];
/**
 * The verdicts on a run.
 *
 * @see https://docs.kindo.ai/apis/agents/runs/
 */
function decodeEvals(runId, response) {
    const evals = decode(EvalsResponse, response, 'a list of Kindo verdicts');
    assertSameId('run', runId, evals.runId);
    return {
        result: parseEnum(VERDICTS, evals.result),
        rawResult: evals.result,
        steps: evals.steps.map(({ stepNumber, name, result, explanation }) => ({
            stepNumber,
            name: name ?? '',
            result: parseEnum(VERDICTS, result),
            rawResult: result,
            explanation: explanation ?? '',
        })),
    };
}

;// CONCATENATED MODULE: ./src/service/run-pages.ts

const MAX_PAGES = 20;
/**
 * The runs of a list, page by page, 20 pages at most.
 *
 * @param readPage reads the page of a cursor; of null the first
 * @throws ProtocolError if the list names a page again, RequestError if it has more pages
 */
async function* readRunPages(readPage) {
    const cursors = new Set();
    for (let cursor = null;;) {
        const page = await readPage(cursor);
        yield* page.runs;
        cursor = page.next;
        if (cursor === null)
            return;
        if (cursors.has(cursor))
            throw new domain_errors/* ProtocolError */.bd('the list of runs names the same page twice. Check for a proxy that changes responses');
        cursors.add(cursor);
        if (cursors.size === MAX_PAGES) {
            throw new domain_errors/* RequestError */.GI(`there are more than ${MAX_PAGES} pages of runs`, { kind: 'undecodable' });
        }
    }
}

;// CONCATENATED MODULE: ./src/service/kindo/list-runs.ts




const RunsResponse = valibot/* object */.Ik({
    agentId: valibot/* string */.Yj(),
    recentRunIds: valibot/* array */.YO(valibot/* string */.Yj()),
    nextCursor: decode_Text,
});
/**
 * The runs of an agent from a moment on. Kindo lists only their ids: the time of creation is only in the run itself.
 *
 * @see https://docs.kindo.ai/apis/agents/quickstart/
 */
function listRunsSince({ agentId, sinceMs }, get) {
    const startDate = new Date(sinceMs).toISOString();
    return readRunPages(async (cursor) => {
        // The cursor does not contain the date: without it, the next page would be of another list.
        const query = new URLSearchParams({ startDate, ...(cursor === null ? {} : { cursor }) });
        const response = await get(`${agentPath(agentId)}?${query}`);
        const page = decode(RunsResponse, response, "a page of a Kindo agent's runs");
        assertSameId('agent', agentId, page.agentId.toLowerCase());
        const runs = page.recentRunIds.map((id) => ({ runId: checkedRunId(id), agentId, createdAtMs: null }));
        return { runs, next: page.nextCursor };
    });
}

;// CONCATENATED MODULE: ./src/service/kindo/run.ts



const RunResponse = valibot/* object */.Ik({
    runId: valibot/* string */.Yj(),
    agentId: decode_Text,
    conversationId: LooseText,
    createdAtUtc: valibot/* optional */.lq(valibot/* unknown */.L5()),
    endedAtUtc: valibot/* optional */.lq(valibot/* unknown */.L5()),
    result: valibot/* optional */.lq(valibot/* unknown */.L5(), null),
    status: valibot/* unknown */.L5(),
});
const MessageResult = valibot/* object */.Ik({ role: valibot/* literal */.eu('assistant'), parts: valibot/* array */.YO(valibot/* unknown */.L5()) });
const TextPart = valibot/* object */.Ik({ type: valibot/* literal */.eu('text'), text: valibot/* string */.Yj() });
// Kindo's enum values happen to be this action's own.
const STATES = ['in_progress', 'success', 'failure', 'cancelled'];
/**
 * A run as Kindo describes it.
 *
 * @see https://docs.kindo.ai/apis/agents/runs/
 */
function decodeRun(runId, response, redact) {
    const run = decode(RunResponse, response, 'a Kindo run');
    assertSameId('run', runId, run.runId);
    const rawStatus = rawStatusOf(run.status);
    return {
        runId,
        agentId: run.agentId?.toLowerCase() ?? null,
        conversationId: run.conversationId,
        state: parseEnum(STATES, rawStatus),
        rawStatus,
        serviceTimeMs: response.serviceTimeMs,
        createdAtMs: timeOf(run.createdAtUtc),
        endedAtMs: timeOf(run.endedAtUtc),
        message: run.result === null ? null : decodeMessage(run.result, redact),
        interrupts: [],
        requester: null,
    };
}
function decodeMessage(result, redact) {
    if (typeof result !== 'string')
        return (0,domain_run/* messageOf */.bD)([jsonOf(result)], null);
    // JSON within JSON may hide the key in its own escapes.
    const raw = redact(result);
    const parsed = valibot/* safeParse */.xL(valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* parseJson */.qF(), MessageResult), raw);
    if (!parsed.success)
        return (0,domain_run/* messageOf */.bD)([raw], null);
    const parts = parsed.output.parts.flatMap((part) => (valibot.is(TextPart, part) ? [part.text] : []));
    return (0,domain_run/* messageOf */.bD)(parts, raw);
}

;// CONCATENATED MODULE: ./src/service/kindo/kindo.ts








const DEFAULT_BASE_URL = 'https://api.kindo.ai';
// The list is one page of at most so many agents.
const LIST_CAP = 500;
// For responses with texts of agents and people.
const LARGE_MIB = 16;
const AgentsResponse = valibot/* object */.Ik({ items: valibot/* array */.YO(valibot/* object */.Ik({ agentId: valibot/* string */.Yj(), name: Name })) });
const AgentResponse = valibot/* object */.Ik({
    agentId: valibot/* string */.Yj(),
    name: LooseText,
    inputs: valibot/* array */.YO(valibot/* string */.Yj()),
    hasTriggers: valibot/* optional */.lq(valibot/* unknown */.L5()),
    modelsInUse: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* array */.YO(valibot/* string */.Yj()), null), null),
    recentRunIds: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* string */.Yj()), []),
});
const StartResponse = valibot/* object */.Ik({ runId: valibot/* string */.Yj() });
const ErrorResponse = valibot/* object */.Ik({ message: valibot/* string */.Yj() });
const DISABLED_KEY = "Kindo responds with 403 if API access of the key's owner is disabled. An admin of your organization can turn on Personal API Key Access for one of the owner's user groups.";
const KINDO = {
    id: 'kindo',
    name: 'Kindo',
    keySecret: 'KINDO_API_KEY',
    hasAgentNames: true,
    hasEvals: true,
    hasFindings: true,
    canResume: false,
    readAgentId: readAgentId,
    checkInputs: null,
    create: createKindo,
};
/**
 * Kindo's Agents API.
 *
 * Fields of its pages that are not decoded, because no decision or report needs them: of a listed agent `description`,
 * `createdAt`, `creatorName` and `metadata.userPermissions` (the start shows whether the key may run an agent); `total`,
 * which is always the number of `items`; of an agent `description`, `lastRunAtUtc` and `metadata.userPermissions`; of an
 * error the label `error`, which repeats the status.
 *
 * @see https://docs.kindo.ai/apis/agents/quickstart/
 * @see https://docs.kindo.ai/apis/agents/runs/
 * @see https://docs.kindo.ai/apis/agents/errors/
 */
function createKindo(apiKey, givenBaseUrl, runtime) {
    const baseUrl = givenBaseUrl ?? DEFAULT_BASE_URL;
    const http = createHttp({
        ...runtime,
        baseUrl: `${baseUrl}/v1`,
        headers: { authorization: `Bearer ${apiKey}` },
        errorMessage: (body) => {
            const parsed = valibot/* safeParse */.xL(ErrorResponse, body);
            return parsed.success ? parsed.output.message : null;
        },
        adviceOn403: DISABLED_KEY,
    });
    const get = (path, limits, maxMiB) => http({ method: 'GET', path, maxMiB }, limits);
    /** Undefined if the response is 404. */
    const find = (path, limits, maxMiB) => get(path, limits, maxMiB).catch((error) => {
        if (error instanceof domain_errors/* RequestError */.GI && error.status === 404)
            return undefined;
        throw error;
    });
    return {
        name: KINDO.name,
        baseUrl,
        async listAgents(limits) {
            const response = await get('/agents/list', limits, LARGE_MIB);
            const { items } = decode(AgentsResponse, response, "Kindo's list of agents");
            return {
                agents: items.map(({ agentId, name }) => ({ id: agentId.toLowerCase(), name: name || null })),
                atCap: items.length >= LIST_CAP,
            };
        },
        async getAgent(agentId, limits) {
            const response = await find(agentPath(agentId), limits);
            if (response === undefined)
                return { knownIds: [] };
            const agent = decode(AgentResponse, response, 'a Kindo agent');
            assertSameId('agent', agentId, agent.agentId.toLowerCase());
            return {
                id: agentId,
                name: agent.name || null,
                labels: agent.inputs,
                models: agent.modelsInUse,
                cannotStart: agent.hasTriggers === true
                    ? 'it has triggers, and Kindo starts such agents only by their triggers. Choose another agent, or a copy of it without triggers.'
                    : null,
                notice: typeof agent.hasTriggers === 'boolean'
                    ? null
                    : 'Kindo does not report whether the agent has triggers.',
                earlierRunIds: agent.recentRunIds,
                serviceTimeMs: response.serviceTimeMs,
            };
        },
        listRunsSince: (query, limits) => listRunsSince(query, (path) => get(path, limits())),
        async startRun({ agentId, inputs }, limits) {
            const sent = { agentId, inputs: Array.from(inputs, ([name, value]) => ({ name, value })) };
            const response = await http({ method: 'POST', path: '/agents/runs', body: JSON.stringify(sent), statuses: ACCEPTED }, limits);
            return checkedRunId(decode(StartResponse, response, 'a started Kindo run').runId);
        },
        async getRun(runId, limits) {
            return decodeRun(runId, await get(`/runs/${runId}`, limits, LARGE_MIB), runtime.redact);
        },
        async getEvals(runId, limits) {
            const response = await find(`/runs/${runId}/evals`, limits, LARGE_MIB);
            return response === undefined ? null : decodeEvals(runId, response);
        },
        getTrace: () => Promise.resolve([]),
        resumeRun: () => Promise.reject(new domain_errors/* InputError */.dz(`${KINDO.name}'s runs never wait for an answer.`)),
        // Not documented by Kindo; known from practice, and only for Kindo's own host.
        runUrl: (runId) => baseUrl === DEFAULT_BASE_URL ? `https://app.kindo.ai/chat?workflowRunId=${runId}` : null,
    };
}

;// CONCATENATED MODULE: ./src/service/middesk/labels.ts
/**
 * The labels that a start of any agent may have. `input` is from an older version of the page, which required it.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/create-an-agent-run
 */
const LABELS = ['business_id', 'context_type', 'context_id', 'thread_id', 'input'];
const UUIDS = ['business_id', 'context_id', 'thread_id'];
const labels_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A sentence for every documented rule of Middesk that the values break. */
function checkInputs(inputs) {
    const given = [...inputs];
    const problems = given
        .filter(([label, value]) => UUIDS.includes(label) && !labels_UUID.test(value))
        .map(([label]) => `The value of "${label}" is not a UUID: write the id as Middesk shows it.`);
    if (inputs.has('context_type') !== inputs.has('context_id')) {
        problems.push('Only one of "context_type" and "context_id" is given: write both, or neither.');
    }
    // An undeclared label may be one of these, mistyped. Then only that is reported.
    const isKnown = given.every(([label]) => LABELS.includes(label));
    const hasSubject = LABELS.some((label) => inputs.has(label));
    if (isKnown && !hasSubject) {
        problems.push('The agent is given nothing to work on: write "business_id", or "context_type" and "context_id", or the "thread_id" of a thread with a subject.');
    }
    return problems;
}

;// CONCATENATED MODULE: ./src/service/middesk/list-runs.ts




const PAGE_SIZE = 20;
const list_runs_RunsResponse = valibot/* object */.Ik({
    has_more: valibot/* boolean */.zM(),
    data: valibot/* array */.YO(valibot/* object */.Ik({ id: valibot/* string */.Yj(), agent: decode_Text, created_at: valibot/* optional */.lq(valibot/* unknown */.L5()) })),
});
/**
 * The runs of an agent from a moment on. Middesk lists the runs of all agents and of any age, the newest first, so the
 * list is read until all other runs must be older.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
function list_runs_listRunsSince(query, get) {
    const order = new NewestFirst(query.sinceMs);
    return readRunPages(async (cursor) => {
        const page = cursor ?? 1;
        const response = await get(`/runs?page=${page}&per_page=${PAGE_SIZE}`);
        const { data, has_more } = decode(list_runs_RunsResponse, response, "a page of Middesk's runs");
        const runs = data.map(({ id, agent, created_at }) => ({
            runId: checkedRunId(id),
            agentId: agent,
            createdAtMs: timeOf(created_at),
        }));
        return {
            runs: runs.filter((run) => (0,domain_run/* mayMatch */.B7)(run, query)),
            next: has_more && !order.hasPassed(runs) ? page + 1 : null,
        };
    });
}
/** Detects, in a list that was newest first so far, that the rest of it is too old. */
class NewestFirst {
    #sinceMs;
    #oldestMs = Number.POSITIVE_INFINITY;
    #isSorted = true;
    constructor(sinceMs) {
        this.#sinceMs = sinceMs;
    }
    hasPassed(runs) {
        for (const { createdAtMs } of runs) {
            if (createdAtMs === null || createdAtMs > this.#oldestMs)
                this.#isSorted = false;
            else
                this.#oldestMs = createdAtMs;
        }
        return this.#isSorted && this.#oldestMs < this.#sinceMs;
    }
}

;// CONCATENATED MODULE: ./src/service/middesk/output.ts



// A field of another type is not dropped: the whole artifact is then shown as its JSON.
const Source = valibot/* object */.Ik({ url: decode_Text, source_name: decode_Text, source_tier: decode_Text, source_type: decode_Text });
const Artifact = valibot/* object */.Ik({
    title: decode_Text,
    confidence: decode_Text,
    summary: decode_Text,
    sources: valibot/* nullish */.cl(valibot/* array */.YO(Source), []),
});
const Output = valibot/* object */.Ik({ artifacts: valibot/* array */.YO(valibot/* unknown */.L5()) });
const Question = valibot/* object */.Ik({
    agent: decode_Text,
    label: decode_Text,
    artifacts: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* unknown */.L5()), []),
    proposals: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* unknown */.L5()), []),
});
const InterruptFields = valibot/* object */.Ik({ id: valibot/* string */.Yj(), value: valibot/* optional */.lq(valibot/* unknown */.L5(), null), agent: LooseText });
/**
 * What the agent produced, as text; an artifact of another shape as its JSON. The `type` of an artifact is only in the
 * payload, because it is for programs.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
function decodeOutput(output) {
    const parsed = valibot/* safeParse */.xL(Output, output);
    if (!parsed.success)
        return (0,domain_run/* messageOf */.bD)([jsonOf(output)], null);
    return (0,domain_run/* messageOf */.bD)(parsed.output.artifacts.map(artifactText), jsonOf(output));
}
/** An interrupt of a run. Its value may be of any shape; the documented fields are read from it. */
function decodeInterrupt(interrupt) {
    const parsed = valibot/* safeParse */.xL(InterruptFields, interrupt);
    const { id, value, agent } = parsed.success ? parsed.output : { id: '', value: interrupt, agent: null };
    const question = questionIn(value);
    const own = { agent: '', prompt: '', text: question.text };
    return {
        id,
        agent: agent ?? question.agent,
        prompt: question.prompt,
        proposals: [...(own.text === '' ? [] : [own]), ...question.proposals.map(decodeProposal)],
        value: shallow(value),
        answer: { id, input: 'YOUR ANSWER' },
    };
}
/** One of several proposals in one interrupt: a question, or an interrupt with a question as its value. */
function decodeProposal(proposal) {
    const inner = valibot.is(valibot/* looseObject */._H({ value: valibot/* looseObject */._H({}) }), proposal) ? proposal.value : proposal;
    const { agent, prompt, text } = questionIn(inner);
    return { agent, prompt, text };
}
const NOTHING_KNOWN = { agent: null, label: null, artifacts: [], proposals: [] };
function questionIn(value) {
    const parsed = valibot/* safeParse */.xL(Question, value);
    const { agent, label, artifacts, proposals } = parsed.success ? parsed.output : NOTHING_KNOWN;
    const isKnown = label !== null || artifacts.length > 0 || proposals.length > 0;
    const text = isKnown ? artifacts.map(artifactText).join('\n\n') : jsonOf(value);
    return { agent: agent ?? '', prompt: label ?? '', text, proposals };
}
function artifactText(artifact) {
    const parsed = valibot/* safeParse */.xL(Artifact, artifact);
    return parsed.success ? renderArtifact(parsed.output) : jsonOf(artifact);
}
function renderArtifact({ title, confidence, summary, sources }) {
    const parts = [`## ${(title ?? 'Unknown title').replace(/\s+/g, ' ')}`];
    if (confidence !== null)
        parts.push(`Confidence: ${confidence}`);
    if (summary !== null)
        parts.push(summary);
    if (sources.length > 0)
        parts.push(`Sources:\n\n${sources.map(renderSource).join('\n')}`);
    return parts.join('\n\n');
}
function renderSource({ url, source_name, source_tier, source_type }) {
    const kind = [source_tier, source_type].filter((word) => word !== null).join(', ');
    const name = source_name === null ? '' : `${source_name}: `;
    return `- ${name}${url ?? 'unknown address'}${kind === '' ? '' : ` (${kind})`}`;
}

;// CONCATENATED MODULE: ./src/service/middesk/run.ts



const run_RunResponse = valibot/* object */.Ik({
    id: valibot/* string */.Yj(),
    created_at: valibot/* optional */.lq(valibot/* unknown */.L5()),
    status: valibot/* unknown */.L5(),
    thread_id: LooseText,
    agent: decode_Text,
    requester: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* object */.Ik({ id: LooseText, name: LooseText, email: LooseText }), null), null),
    ended_at: valibot/* optional */.lq(valibot/* unknown */.L5()),
    output: valibot/* optional */.lq(valibot/* unknown */.L5(), null),
    // Of any shape. Only the id decides which one is answered.
    interrupts: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* union */.KC([valibot/* looseObject */._H({ id: valibot/* unknown */.L5() }), valibot/* unknown */.L5()])), []),
});
const run_STATES = new Map([
    ['running', 'in_progress'],
    ['completed', 'success'],
    ['error', 'failure'],
    ['interrupted', 'interrupted'],
]);
/**
 * A run as Middesk describes it.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
function run_decodeRun(runId, response) {
    const run = decode(run_RunResponse, response, 'a Middesk run');
    assertSameId('run', runId, run.id);
    const rawStatus = rawStatusOf(run.status);
    return {
        runId,
        agentId: run.agent,
        conversationId: run.thread_id,
        state: run_STATES.get(rawStatus) ?? 'unrecognised',
        rawStatus,
        serviceTimeMs: response.serviceTimeMs,
        createdAtMs: timeOf(run.created_at),
        endedAtMs: timeOf(run.ended_at),
        message: run.output === null ? null : decodeOutput(run.output),
        interrupts: run.interrupts.map(decodeInterrupt),
        requester: run.requester,
    };
}

;// CONCATENATED MODULE: ./src/service/middesk/trace.ts


// Far more levels than agents have, and far fewer than a stack has room for.
const trace_MAX_DEPTH = 32;
const UNKNOWN = 'unknown';
const StepFields = valibot/* object */.Ik({
    agent: LooseText,
    type: LooseText,
    name: LooseText,
    label: LooseText,
    status: LooseText,
    started_at: valibot/* optional */.lq(valibot/* unknown */.L5()),
    completed_at: valibot/* optional */.lq(valibot/* unknown */.L5()),
    steps: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* array */.YO(valibot/* unknown */.L5()), []), []),
    result: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* object */.Ik({ resolution: LooseText }), null), null),
});
// Every field has a fallback.
const trace_NOTHING_KNOWN = valibot/* parse */.qg(StepFields, {});
/**
 * The trace steps of a run. No decision depends on them, so a field that is missing or of another type is shown as unknown.
 * Of a step, `id`, `run_id` and `parent_step_id` repeat its place, and `artifacts` are only its own: the result of the run
 * is in its output.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
function decodeSteps(steps, depth = 1) {
    return steps.map((item) => {
        const parsed = valibot/* safeParse */.xL(StepFields, item);
        const step = parsed.success ? parsed.output : trace_NOTHING_KNOWN;
        const name = step.name ?? step.label ?? UNKNOWN;
        return {
            kind: step.type ?? UNKNOWN,
            name,
            label: step.label ?? name,
            agent: step.agent ?? '',
            status: step.status ?? UNKNOWN,
            resolution: step.result?.resolution ?? '',
            isFailed: step.type === 'error' || step.status === 'error',
            startedAtMs: timeOf(step.started_at),
            endedAtMs: timeOf(step.completed_at),
            steps: depth < trace_MAX_DEPTH ? decodeSteps(step.steps, depth + 1) : [],
        };
    });
}

;// CONCATENATED MODULE: ./src/service/middesk/middesk.ts







const middesk_DEFAULT_BASE_URL = 'https://api.middesk.com';
// For responses with texts of agents and people.
const maxMiB = 16;
const middesk_AgentsResponse = valibot/* object */.Ik({ data: valibot/* array */.YO(valibot/* object */.Ik({ type: valibot/* string */.Yj(), name: LooseText })) });
const middesk_StartResponse = valibot/* object */.Ik({ id: valibot/* string */.Yj() });
const TraceResponse = valibot/* object */.Ik({ id: valibot/* string */.Yj(), steps: valibot/* nullish */.cl(valibot/* array */.YO(valibot/* unknown */.L5()), []) });
const middesk_ErrorResponse = valibot/* object */.Ik({
    errors: valibot/* array */.YO(valibot/* object */.Ik({ message: valibot/* string */.Yj(), parameter: LooseText })),
});
const AGENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MIDDESK = {
    id: 'middesk',
    name: 'Middesk',
    keySecret: 'MIDDESK_API_KEY',
    hasAgentNames: false,
    hasEvals: false,
    hasFindings: false,
    canResume: true,
    readAgentId: (id) => AGENT_TYPE.test(id)
        ? { id }
        : { problem: "which is not an agent's type: write a type such as cip_orchestrator" },
    checkInputs: checkInputs,
    create: createMiddesk,
};
/**
 * Middesk's agents. What this action calls an agent's id is Middesk's `type` of an agent, and the conversation behind a
 * run is its thread.
 *
 * Fields of its page that are not decoded: `object`, which repeats the path; `updated_at`, because only the beginning and
 * the end of a run are reported; `started_at`, because a run is timed from its creation, which every service reports. Of an
 * agent, `id`, `description`, `created_at` and `updated_at` are not needed to start it by its type.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 * @see https://docs.middesk.com/reference/errors
 */
function createMiddesk(apiKey, givenBaseUrl, runtime) {
    const baseUrl = givenBaseUrl ?? middesk_DEFAULT_BASE_URL;
    const http = createHttp({
        ...runtime,
        baseUrl: `${baseUrl}/v1`,
        headers: { authorization: `Bearer ${apiKey}` },
        errorMessage,
    });
    const get = (path, limits) => http({ method: 'GET', path, maxMiB }, limits);
    const listAgents = async (limits) => {
        const response = await get('/agents', limits);
        const { data } = decode(middesk_AgentsResponse, response, "Middesk's list of agents");
        const agents = data.map(({ type, name }) => ({ id: type, name: name || type }));
        return { agents, serviceTimeMs: response.serviceTimeMs };
    };
    return {
        name: MIDDESK.name,
        baseUrl,
        async listAgents(limits) {
            const { agents } = await listAgents(limits);
            return { agents, atCap: false };
        },
        async getAgent(agentId, limits) {
            const { agents, serviceTimeMs } = await listAgents(limits);
            const agent = agents.find(({ id }) => id === agentId);
            if (agent === undefined)
                return { knownIds: agents.map(({ id }) => id) };
            return {
                ...agent,
                labels: LABELS,
                // Middesk reports neither the models of an agent nor its runs.
                models: null,
                earlierRunIds: [],
                cannotStart: null,
                notice: null,
                serviceTimeMs,
            };
        },
        listRunsSince: (query, limits) => list_runs_listRunsSince(query, (path) => get(path, limits())),
        async startRun({ agentId, inputs }, limits) {
            const sent = { ...Object.fromEntries(inputs), type: agentId };
            const response = await http({ method: 'POST', path: '/runs', body: JSON.stringify(sent), statuses: ACCEPTED }, limits);
            return checkedRunId(decode(middesk_StartResponse, response, 'a started Middesk run').id);
        },
        async getRun(runId, limits) {
            return run_decodeRun(runId, await get(`/runs/${runId}`, limits));
        },
        // Not with every poll: collecting the steps costs the service.
        async getTrace(runId, limits) {
            const response = await get(`/runs/${runId}?include=steps`, limits);
            const { id, steps } = decode(TraceResponse, response, 'a Middesk run with its steps');
            assertSameId('run', runId, id);
            return decodeSteps(steps);
        },
        // The page has one sentence about it, and none about the response: the next poll of the run shows the effect.
        async resumeRun(runId, body, limits) {
            const path = `/runs/${runId}/resume`;
            const statuses = [...ACCEPTED, 204];
            await http({ method: 'POST', path, body, statuses, mayBeEmpty: true, maxMiB }, limits);
        },
        // Middesk evaluates no runs.
        getEvals: () => Promise.resolve(null),
        // No address of a run's page is known.
        runUrl: () => null,
    };
}
function errorMessage(body) {
    const parsed = valibot/* safeParse */.xL(middesk_ErrorResponse, body);
    if (!parsed.success)
        return null;
    return parsed.output.errors
        .map(({ message, parameter }) => (parameter === null ? message : `${message} (${parameter})`))
        .join('; ');
}

;// CONCATENATED MODULE: ./src/service/providers.ts


/** The service if the workflow names no other. */
const DEFAULT_PROVIDER = KINDO;
/** Every service that can run the agent. */
const PROVIDERS = [KINDO, MIDDESK];

;// CONCATENATED MODULE: ./src/inputs/provider.ts




/** A placeholder if the provider is invalid: it accepts the inputs of every service. */
const ANY_PROVIDER = { ...DEFAULT_PROVIDER, canResume: true, readAgentId: (id) => ({ id }) };
/**
 * The service that runs the agent.
 *
 * @throws InputError
 */
function readProvider(variables) {
    const raw = readInput(variables, 'provider').trim();
    const provider = PROVIDERS.find(({ id }) => id === raw);
    if (provider !== undefined)
        return provider;
    const ids = PROVIDERS.map(({ id }) => id).join(' or ');
    throw new domain_errors/* InputError */.dz(`provider is ${(0,sanitize/* quote */.hD)(raw)}: write ${ids}.`);
}

;// CONCATENATED MODULE: ./src/domain/role.ts
/** The roles in a repository, each with all rights of those before it. A custom role counts as the one it is based on. */
const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'];

;// CONCATENATED MODULE: ./src/inputs/required-role.ts


/** Events that strangers cannot trigger with access to secrets. */
const CLOSED_EVENTS = [
    'push',
    'pull_request',
    'merge_group',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'release',
    'create',
    'delete',
    'deployment',
    'deployment_status',
];
const CHOICES = ['auto', 'anyone', ...ROLES];
/**
 * The role that the person who triggered the workflow must have; null if anyone may.
 *
 * @param precedingRun the run before a `workflow_run`; null for another event, or if it cannot be read
 * @throws InputError
 */
function readRequiredRole(variables, precedingRun) {
    const choice = readChoice(variables, 'require-permission', CHOICES);
    if (choice === 'anyone')
        return null;
    if (choice !== 'auto')
        return choice;
    const event = precedingRun === null || precedingRun.isForeign ? variables.GITHUB_EVENT_NAME : precedingRun.event;
    return CLOSED_EVENTS.some((closed) => closed === event) ? null : 'write';
}
/** Who triggered the workflow, or who re-ran it; empty if the runner does not say. */
function triggeringActor({ GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR }) {
    return GITHUB_TRIGGERING_ACTOR || GITHUB_ACTOR || '';
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./src/inputs/schema-path.ts




const GIT_FOLDER = /^\.git$/i;
/**
 * The path of the schema from the root of the repository, with slashes; null if no schema is given.
 *
 * @throws InputError if it leads out of the repository
 */
function readSchemaPath(variables) {
    const raw = readOptional(variables, 'result-schema');
    if (raw === '')
        return null;
    const { GITHUB_WORKSPACE: workspace } = variables;
    const isBelow = workspace && raw.startsWith(`${workspace.replace(/[\\/]+$/, '')}${external_node_path_.sep}`);
    const path = external_node_path_.posix.normalize(isBelow ? (0,external_node_path_.relative)(workspace, raw).split(external_node_path_.sep).join('/') : raw);
    const parts = path.split('/');
    if (external_node_path_.posix.isAbsolute(path) ||
        path.includes('\\') ||
        parts[0] === '..' ||
        path === '.' ||
        path.endsWith('/')) {
        throw new domain_errors/* InputError */.dz(`result-schema is ${(0,sanitize/* quote */.hD)(raw)}, which is not a file in the repository: write its path from the root of the repository, with slashes.`);
    }
    if (parts.some((part) => GIT_FOLDER.test(part)))
        throw new domain_errors/* InputError */.dz(`result-schema is ${(0,sanitize/* quote */.hD)(raw)}, which is in git's own folder: write the path of another file.`);
    return path;
}

;// CONCATENATED MODULE: ./src/inputs/secrets.ts





// A shorter text may be in any value by chance.
const MIN_SECRET_CHARS = 8;
/** The key and the token that this action sends. Invalid ones are never sent, so no response contains them. */
function readCredentials(variables) {
    return [() => parseApiKey(readInput(variables, 'api-key')), () => readGitHubToken(variables)].flatMap((read) => orElse(read, null) ?? []);
}
/** The secrets of this job that the step can see, each also as git sends and stores it. */
function secretsOf(variables, apiKey) {
    const tokens = [
        variables.GITHUB_TOKEN,
        variables['INPUT_GITHUB-TOKEN'],
        variables.ACTIONS_RUNTIME_TOKEN,
        variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    ].filter((token) => token !== undefined);
    const asStored = tokens.map((token) => Buffer.from(`x-access-token:${token}`).toString('base64'));
    return [apiKey ?? [], tokens, asStored].flat().filter((secret) => secret.length >= MIN_SECRET_CHARS);
}
/** A sentence for every label that contains a secret, or whose value does. */
function findSecrets(values, secrets) {
    const isSecret = (text) => secrets.some((secret) => text.includes(secret));
    return [...values]
        .filter((entry) => entry.some(isSecret))
        .map(([label]) => (isSecret(label) ? 'A label' : `The value of ${(0,sanitize/* quote */.hD)(label)}`))
        .map((what) => `${what} contains a secret of this job, which is never sent to the agent: remove it.`);
}
/** A sentence for every other input that contains the key: reports show the names of agent and run. */
function findMisplacedKey(variables, apiKey) {
    if (apiKey === null)
        return [];
    const shownInputs = INPUT_NAMES.filter((name) => !['api-key', 'inputs'].includes(name));
    return shownInputs
        .filter((name) => variables[variableName(name)]?.includes(apiKey))
        .map((name) => `${name} contains the key, which belongs in api-key only: remove it.`);
}

;// CONCATENATED MODULE: ./src/inputs/parse.ts


















const parse_MIN_SECRET_CHARS = 8;
// A job's token ends then.
const MAX_TOKEN_MS = 24 * 3_600_000;
const YAML_INPUTS = ['inputs', 'inputs-from', 'resume'];
const NO_INPUTS = new Map();
const NO_SOURCES = { values: new Map(), remote: new Map(), usesPullRequest: false };
/**
 * Parses every input of action.yml. Loads the YAML library only if an input is YAML.
 *
 * @param secretless why this event gets no secrets; null if it gets them
 * @param event null if it is about no pull request
 * @param precedingRun the run before a `workflow_run`; null for another event, or if it cannot be read
 * @throws InputError with all problems of all inputs at once
 */
async function parseInputs(variables, secretless, event = null, precedingRun = null) {
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
        }
        else if (problems.length === 0) {
            const { policy } = terms;
            return { kind: 'skip', policy, reason: explainSkipped(secretless, policy.allow.has('skipped')) };
        }
    }
    // Without a key or a command there is a problem already.
    if (problems.length > 0 || apiKey === null || command === null) {
        throw new domain_errors/* InputError */.dz(problems.map((problem) => withoutKey(problem, apiKey)));
    }
    const notices = [...noticesOf(reader.text('api-key'), values.inputs), ...noticesOfAllow(terms)];
    if (users['commit-status'] && terms.timeoutMs > MAX_TOKEN_MS)
        notices.push(LATE_STATUS);
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
function withRemoteInputs(command, values, secrets) {
    const problems = findSecrets(values, secrets);
    if (problems.length > 0)
        throw new domain_errors/* InputError */.dz(problems);
    return { ...command, inputs: new Map([...command.inputs, ...values]) };
}
/** Whether the summary is wanted; true if the input has a problem, so that the summary can report it. */
function wantsSummary(variables) {
    return orElse(() => readBoolean(variables, 'summary'), true);
}
const LATE_STATUS = "timeout is above 24h. A job's token expires after 24h, so commit-status could not be written after that. Lower timeout.";
function readGitHubUsers(reader, event, precedingRun) {
    const { variables } = reader;
    return {
        comment: reader.collect(() => readCommentWish(variables), NO_COMMENT).when !== 'never',
        'commit-status': reader.collect(() => readStatusContext(variables, event), null) !== null,
        'require-permission': reader.collect(() => readRequiredRole(variables, precedingRun), null) !== null,
    };
}
function namesOf(users) {
    return Object.entries(users).flatMap(([name, isUsed]) => (isUsed ? [name] : []));
}
function readSubject(reader, provider) {
    return {
        agentId: reader.optional('agent-id', (text) => parseAgentId(text, provider)),
        agentName: reader.optional('agent-name', (text) => text.trim()),
        runId: reader.optional('run-id', parseRunId),
        maxRunAgeMs: reader.duration('max-run-age', '1s', '365d'),
    };
}
async function readValues(reader, provider, event) {
    if (!YAML_INPUTS.some((name) => reader.isGiven(name))) {
        return checkedValues(reader, provider, { ...NO_SOURCES, answer: null, inputs: NO_INPUTS });
    }
    const yaml = await __nccwpck_require__.e(/* import() */ 204).then(__nccwpck_require__.bind(__nccwpck_require__, 2204));
    const answer = reader.optional('resume', yaml.parseAnswer);
    const problemCount = reader.problems.length;
    const written = reader.collect(() => yaml.parseMapping(reader.text('inputs'), 'inputs'), NO_INPUTS);
    const context = { variables: reader.variables, event };
    const sourced = reader.collect(() => yaml.readSources(reader.text('inputs-from'), written, context), NO_SOURCES);
    const values = { ...sourced, answer, inputs: new Map([...written, ...sourced.values]) };
    return reader.problems.length === problemCount ? checkedValues(reader, provider, values) : values;
}
function checkedValues(reader, provider, values) {
    if (reader.isGiven('run-id'))
        return values;
    // Values that are read from GitHub later are checked by their label only, because they never are ids.
    const labels = [...values.remote.keys()].map((label) => [label, '']);
    reader.add(provider.checkInputs?.(new Map([...labels, ...values.inputs])) ?? []);
    return values;
}
async function readDiffPaths(reader) {
    if (!reader.isGiven('diff-paths'))
        return path_filter/* EVERY_PATH */.Sl;
    const { parseDiffPaths } = await Promise.all(/* import() */[__nccwpck_require__.e(6), __nccwpck_require__.e(627)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5627));
    return reader.collect(() => parseDiffPaths(readLines(reader.variables, 'diff-paths')), path_filter/* EVERY_PATH */.Sl);
}
function readModes(reader) {
    return {
        wait: reader.boolean('wait', true),
        validateOnly: reader.boolean('validate-only'),
        requireEvals: reader.collect(() => readRequireEvals(reader.variables), null),
    };
}
/** Null if the inputs name no agent and no run. */
function commandOf({ agentId, agentName, runId, maxRunAgeMs }, { answer, inputs }, { wait, validateOnly }) {
    if (runId !== null)
        return { kind: 'attach', runId, agentId, maxRunAgeMs, answer };
    const agent = targetOf(agentId, agentName);
    if (agent === null)
        return null;
    return validateOnly ? { kind: 'validate', agent, inputs } : { kind: 'start', agent, inputs, wait };
}
function targetOf(agentId, agentName) {
    if (agentId !== null)
        return { kind: 'agent-id', agentId };
    return agentName === null ? null : { kind: 'agent-name', agentName };
}
function readTerms(reader, requireEvals) {
    const { variables } = reader;
    const none = new Set();
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
function noticesOfAllow({ policy, resultSchema }) {
    const { allow, failOnFindings } = policy;
    const opened = [
        ...(failOnFindings !== null && allow.has('findings-missing')
            ? [['findings-missing', 'has no readable findings']]
            : []),
        ...(resultSchema !== null && allow.has('result-invalid')
            ? [['result-invalid', 'does not satisfy result-schema']]
            : []),
    ];
    return opened.map(([outcome, defect]) => `allow has ${outcome}, so an answer that ${defect} does not fail the step: remove ${outcome} from allow.`);
}
function noticesOf(rawKey, inputs) {
    const notices = [...inputs]
        .filter(([, value]) => value === '')
        .map(([label]) => `The value of ${(0,sanitize/* quote */.hD)(label)} is empty, and is sent as an empty text.`);
    if (rawKey !== rawKey.trim()) {
        notices.unshift('api-key has white space around it, which was removed: store the secret without it.');
    }
    return notices;
}
// Another input, whose value is shown, may contain the key. A long value is truncated when it is shown, even within the key,
// so the beginnings of the key are removed, too.
function withoutKey(problem, key) {
    if (key === null)
        return problem;
    let clean = problem;
    for (let length = key.length; length >= parse_MIN_SECRET_CHARS; length -= 1) {
        clean = clean.replaceAll(key.slice(0, length), '***');
    }
    return clean;
}

// EXTERNAL MODULE: ./src/platform/clock.ts
var clock = __nccwpck_require__(3037);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./src/platform/environment.ts

/**
 * Reads the environment, and removes key and token from it, so that no later code in this process has them; and the
 * path of the event, which GitHub's library would read whatever it leads to.
 */
function takeEnvironment(env) {
    const variables = { ...env };
    delete env['INPUT_API-KEY'];
    delete env['INPUT_GITHUB-TOKEN'];
    delete env.GITHUB_EVENT_PATH;
    return { variables, temporaryFolder: variables.RUNNER_TEMP || (0,external_node_os_.tmpdir)() };
}

// EXTERNAL MODULE: ./src/platform/log.ts
var platform_log = __nccwpck_require__(4425);
;// CONCATENATED MODULE: ./src/platform/redacted.ts
/** A log in which key, token and known shapes of secrets are masked. */
function redactLog(log, redactor) {
    return {
        ...redactLines(log, redactor),
        mask: (secret) => log.mask(secret),
        fail: (reason) => log.fail(redactor.redactPublished(reason)),
    };
}
/** A runner that masks all of these in log, annotations and summary, and key and token in outputs. */
function redactRunner(runner, redactor) {
    const published = (lines) => lines.map((line) => redactor.redactPublished(line));
    return {
        ...redactLines(runner, redactor),
        error: (lines, place) => runner.error(published(lines), place),
        warning: (lines, place) => runner.warning(published(lines), place),
        notice: (lines, place) => runner.notice(published(lines), place),
        setOutput: (name, value) => runner.setOutput(name, redactor.redact(value)),
        saveState: (name, value) => runner.saveState(name, value),
        writeSummary: (markdown) => runner.writeSummary(redactor.redactMarkdown(markdown)),
    };
}
function redactLines(log, redactor) {
    return {
        info: (text) => log.info(redactor.redactPublished(text)),
        group: (title, lines) => log.group(redactor.redactPublished(title), lines.map((line) => redactor.redactPublished(line))),
    };
}

;// CONCATENATED MODULE: ./src/platform/runner.ts



// The runner truncates an annotation at 4,096 characters.
const MAX_ANNOTATION_CHARS = 3900;
function annotation(lines) {
    return lines
        .map((line) => (0,sanitize/* singleLine */.pF)(line))
        .join('\n')
        .slice(0, MAX_ANNOTATION_CHARS);
}
function propertiesOf(place) {
    return place === undefined ? {} : { file: place.file, startLine: place.line };
}
/**
 * The runner of GitHub, by its toolkit, which is loaded now: as a whole it loads an HTTP stack for OpenID tokens, which
 * takes longer than everything that comes before the first request.
 *
 * @param variables that name the runner's files
 */
async function loadRunner(variables) {
    const check = (variable) => assertRegularFile(variables[variable] ?? '');
    const { error, warning, notice, setOutput, saveState, summary } = await __nccwpck_require__.e(/* import() */ 838).then(__nccwpck_require__.bind(__nccwpck_require__, 3838));
    return {
        ...platform_log/* standardOutput */.d,
        error: (lines, place) => error(annotation(lines), propertiesOf(place)),
        warning: (lines, place) => warning(annotation(lines), propertiesOf(place)),
        notice: (lines, place) => notice(annotation(lines), propertiesOf(place)),
        setOutput(name, value) {
            check('GITHUB_OUTPUT');
            setOutput(name, value);
        },
        saveState(name, value) {
            check('GITHUB_STATE');
            saveState(name, value);
        },
        async writeSummary(markdown) {
            check('GITHUB_STEP_SUMMARY');
            await summary.addRaw(markdown, true).write();
        },
    };
}

;// CONCATENATED MODULE: ./src/platform/signals.ts

// On Windows the runner's second signal is Ctrl-Break.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'];
/**
 * One signal for everything that ends a step from outside: the job's cancellation, an unhandled error, and an event loop
 * that ran empty before a response arrived. Its reason is the error that says which.
 */
function listenForSignals(events) {
    const controller = new AbortController();
    for (const name of SIGNALS)
        events.on(name, () => controller.abort(new domain_errors/* CancelledError */.cc(name)));
    for (const name of ['uncaughtException', 'unhandledRejection']) {
        events.on(name, (cause) => controller.abort(new Error(`an unhandled error (${name})`, { cause })));
    }
    events.on('beforeExit', () => controller.abort(new Error('the process ran out of work before there was a verdict')));
    return controller.signal;
}

;// CONCATENATED MODULE: external "node:vm"
const external_node_vm_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");
;// CONCATENATED MODULE: ./src/platform/time-limit.ts

const CALL = new external_node_vm_namespaceObject.Script('work()');
/**
 * Returns what `work`, which is synchronous, returns.
 *
 * @throws if it is not done in time; it is then stopped at once, without its own `finally`
 */
const withinTime = (limitMs, work) => CALL.runInNewContext({ work }, { timeout: limitMs });

;// CONCATENATED MODULE: ./src/http/octokit-fetch.ts


// A page of the longest comments has about as much.
const octokit_fetch_MAX_MIB = 32;
const GITHUB = { subject: 'GitHub', setting: 'GITHUB_API_URL' };
/**
 * The `fetch` for GitHub's library: it keeps to the limits of one call, and follows no redirect. The body is
 * complete before it resolves, because the library takes a body that breaks off for an empty one.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
function createOctokitFetch(network, limits) {
    return async (address, { method, headers = {}, body = null }) => {
        const request = { method, url: new URL(address), headers, body, maxMiB: octokit_fetch_MAX_MIB };
        const sending = sendWithin(limits, network, request, GITHUB);
        limits.onRequest?.();
        const response = await sending;
        const { status, statusText } = response;
        if (status >= 300 && status < 400) {
            throw new domain_errors/* RequestError */.GI(`GitHub responded with ${status}, a redirect, which is never followed`, {
                kind: 'redirect',
                status,
            });
        }
        return {
            status,
            statusText,
            url: address,
            headers: response.headers,
            text: () => Promise.resolve(new TextDecoder().decode(response.body)),
            arrayBuffer: () => Promise.resolve(new Uint8Array(response.body).buffer),
        };
    };
}

// EXTERNAL MODULE: ./src/retry/budgets.ts
var budgets = __nccwpck_require__(176);
;// CONCATENATED MODULE: ./src/pull-request/octokit-errors.ts






const octokit_errors_MAX_MESSAGE_CHARS = 500;
const Headers = valibot/* object */.Ik({
    'retry-after': valibot/* optional */.lq(valibot/* string */.Yj()),
    'x-ratelimit-remaining': valibot/* optional */.lq(valibot/* string */.Yj()),
    'x-ratelimit-reset': valibot/* optional */.lq(valibot/* string */.Yj()),
});
const octokit_errors_ErrorResponse = valibot/* object */.Ik({
    status: valibot/* number */.ai(),
    message: valibot/* string */.Yj(),
    response: valibot/* object */.Ik({ headers: Headers }),
});
/**
 * Converts an error of the library to a RequestError.
 *
 * @param redact removes secrets from a message
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function octokit_errors_explainError(error, nowMs, redact) {
    // The library wraps what its fetch throws.
    for (const thrown of [error, error instanceof Error ? error.cause : null]) {
        if (thrown instanceof domain_errors/* RequestError */.GI)
            return thrown;
    }
    const parsed = valibot/* safeParse */.xL(octokit_errors_ErrorResponse, error);
    if (!parsed.success) {
        const cause = (0,sanitize/* singleLine */.pF)(redact((0,domain_errors/* describe */.q0)(error)), octokit_errors_MAX_MESSAGE_CHARS);
        return new domain_errors/* RequestError */.GI(`The request to GitHub failed: ${cause}`, {
            kind: 'status',
            cause: error,
        });
    }
    const { status, message, response } = parsed.output;
    const waitMs = limitMs(status, message, response.headers, nowMs);
    return new domain_errors/* RequestError */.GI(`GitHub responded with ${status}: ${(0,sentence/* quoteMessage */.YG)(redact(message), octokit_errors_MAX_MESSAGE_CHARS)}`, {
        kind: 'status',
        status: waitMs === null ? status : 429,
        retryAfterMs: waitMs,
    });
}
/**
 * Rethrows the error of a comparison. For a moment after a push, GitHub may respond with 404, so that is marked for a retry.
 */
function rethrowNotFound(error) {
    if (!(error instanceof domain_errors/* RequestError */.GI) || error.status !== 404)
        throw error;
    throw new domain_errors/* RequestError */.GI(error.message, { kind: 'status', status: 404, transient: true, cause: error });
}
/** The wait that a rate limit requests, in milliseconds; null if the response is not a rate limit. */
function limitMs(status, message, headers, nowMs) {
    if (status !== 403 && status !== 429)
        return null;
    const requestedMs = parseRetryAfter(headers['retry-after'] ?? null, null, nowMs);
    if (requestedMs !== null)
        return requestedMs;
    if (headers['x-ratelimit-remaining'] === '0') {
        const resetMs = Number(headers['x-ratelimit-reset']) * 1000 - nowMs;
        return Number.isFinite(resetMs) ? Math.max(resetMs, 0) : budgets/* DEFAULT_GITHUB_RETRY_AFTER_MS */.z3;
    }
    return status === 429 || /rate limit/i.test(message) ? budgets/* DEFAULT_GITHUB_RETRY_AFTER_MS */.z3 : null;
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-client.ts




// The library logs deprecated addresses to the console, and no author of a workflow can fix those.
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/** The library behind it is loaded with the first request. */
function createOctokitClient({ token, apiUrl, repository, redact, ...network }) {
    const [owner, repo] = repository.split('/');
    const send = async (schema, call, limits) => {
        const { getOctokit } = await Promise.all(/* import() */[__nccwpck_require__.e(413), __nccwpck_require__.e(429)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2413));
        const octokit = getOctokit(token, {
            baseUrl: apiUrl,
            log: SILENT,
            request: { fetch: createOctokitFetch(network, limits), log: SILENT },
        });
        let response;
        try {
            response = await call(octokit);
        }
        catch (error) {
            limits.signal.throwIfAborted();
            throw octokit_errors_explainError(error, network.clock.now(), redact);
        }
        return octokit_client_decode(schema, response);
    };
    return {
        send,
        request: (schema, route, parameters, limits) => send(schema, async (octokit) => (await octokit.request(route, { owner, repo, ...parameters })).data, limits),
    };
}
function octokit_client_decode(schema, response) {
    const result = valibot/* safeParse */.xL(schema, response);
    if (result.success)
        return result.output;
    const path = valibot/* getDotPath */.Bu(result.issues[0]) ?? 'the whole response';
    throw new domain_errors/* RequestError */.GI(`GitHub's response is not as documented (at ${path}): check GITHUB_API_URL`, {
        kind: 'undecodable',
        status: 200,
    });
}

;// CONCATENATED MODULE: ./src/pull-request/contents.ts



const Entry = valibot/* object */.Ik({
    type: valibot/* string */.Yj(),
    encoding: valibot/* optional */.lq(valibot/* string */.Yj()),
    content: valibot/* optional */.lq(valibot/* string */.Yj(), ''),
});
// A folder is a list.
const Response = valibot/* union */.KC([Entry, valibot/* array */.YO(valibot/* unknown */.L5())]);
/** @see https://docs.github.com/rest/repos/contents#get-repository-content */
function createContents(options) {
    const client = createOctokitClient(options);
    return {
        async readFile(path, ref, limits) {
            const route = 'GET /repos/{owner}/{repo}/contents/{path}';
            const parameters = ref === null ? { path } : { path, ref };
            const entry = await client.request(Response, route, parameters, limits);
            // For a file above 1 MB, this response has no content, and its encoding is "none".
            if (Array.isArray(entry) || entry.type !== 'file' || entry.encoding !== 'base64') {
                throw new domain_errors/* RequestError */.GI('it is not a file of at most 1 MB', { kind: 'undecodable', status: 200 });
            }
            return { bytes: Buffer.from(entry.content, 'base64') };
        },
    };
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-changes.ts



const octokit_changes_Sha = valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* regex */.yG(/^[0-9a-f]{40,64}$/));
const Commit = valibot/* object */.Ik({ sha: octokit_changes_Sha });
const Pull = valibot/* object */.Ik({
    base: Commit,
    head: Commit,
    changed_files: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* number */.ai(), null), null),
});
const Files = valibot/* array */.YO(valibot/* object */.Ik({
    filename: valibot/* string */.Yj(),
    status: valibot/* string */.Yj(),
    additions: valibot/* number */.ai(),
    deletions: valibot/* number */.ai(),
    previous_filename: valibot/* nullish */.cl(valibot/* string */.Yj(), null),
    patch: valibot/* nullish */.cl(valibot/* string */.Yj(), null),
    sha: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* string */.Yj(), null), null),
}));
const Merge = valibot/* object */.Ik({ merge_base_commit: Commit });
const Compared = valibot/* object */.Ik({ ...Merge.entries, files: Files });
const Tree = valibot/* object */.Ik({
    tree: valibot/* array */.YO(valibot/* object */.Ik({ path: valibot/* string */.Yj(), mode: valibot/* string */.Yj(), sha: octokit_changes_Sha, size: valibot/* nullish */.cl(valibot/* number */.ai(), null) })),
    truncated: valibot/* boolean */.zM(),
});
/**
 * @see https://docs.github.com/rest/commits/commits#compare-two-commits
 * @see https://docs.github.com/rest/pulls/pulls#list-pull-requests-files
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
function changeReads({ request }) {
    const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const between = ({ base, head }) => ({ basehead: `${base}...${head}` });
    const comparison = (schema, parameters, limits) => request(schema, COMPARE, parameters, limits).catch(rethrowNotFound);
    return {
        getDiff: (commits, limits) => comparison(valibot/* string */.Yj(), { ...between(commits), mediaType: { format: 'diff' } }, limits),
        async compare(commits, limits) {
            // The files come with the first page of the commits, however short that is.
            const parameters = { ...between(commits), per_page: 1 };
            const { files, merge_base_commit } = await comparison(Compared, parameters, limits);
            return { files: files.map(fileOf), mergeBase: merge_base_commit.sha };
        },
        async getMergeBase(commits, limits) {
            // Only the first page has files.
            const parameters = { ...between(commits), per_page: 1, page: 2 };
            return (await comparison(Merge, parameters, limits)).merge_base_commit.sha;
        },
        async listPullFiles(pullNumber, { number, size }, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
            const parameters = { pull_number: pullNumber, per_page: size, page: number };
            return (await request(Files, route, parameters, limits)).map(fileOf);
        },
        async listFolder(id, limits) {
            const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
            const { tree, truncated } = await request(Tree, route, { tree_sha: id }, limits);
            if (truncated) {
                throw new domain_errors/* RequestError */.GI(`GitHub lists only a part of the folder with the tree ${id}`, {
                    kind: 'undecodable',
                    status: 200,
                });
            }
            return tree.map(({ path, sha, mode, size }) => ({ name: path, id: sha, mode, size }));
        },
        async getCommits(pullNumber, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
            const pull = await request(Pull, route, { pull_number: pullNumber }, limits);
            return { base: pull.base.sha, head: pull.head.sha, changedFiles: pull.changed_files };
        },
    };
}
function fileOf({ filename, previous_filename, sha, ...file }) {
    const { status, additions, deletions, patch } = file;
    return { path: filename, previousPath: previous_filename, status, additions, deletions, patch, blob: sha };
}

// EXTERNAL MODULE: ./src/pull-request/github.ts
var pull_request_github = __nccwpck_require__(3156);
;// CONCATENATED MODULE: ./src/pull-request/octokit-comments.ts


const Viewer = valibot/* object */.Ik({ viewer: valibot/* object */.Ik({ login: valibot/* string */.Yj() }) });
const Written = valibot/* object */.Ik({ id: valibot/* number */.ai() });
const Comments = valibot/* array */.YO(valibot/* object */.Ik({
    id: valibot/* number */.ai(),
    // A comment without these is not from this step.
    body: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* string */.Yj(), ''), ''),
    user: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* object */.Ik({ login: valibot/* string */.Yj() }), null), null),
}));
/** @see https://docs.github.com/rest/issues/comments */
function commentCalls({ send, request }) {
    return {
        async whoAmI(limits) {
            // The REST route for the user rejects the tokens of jobs. GraphQL accepts all tokens.
            const { viewer } = await send(Viewer, (octokit) => octokit.graphql('{ viewer { login } }'), limits);
            return viewer.login;
        },
        async listComments(pullNumber, page, limits) {
            const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
            const parameters = { issue_number: pullNumber, per_page: pull_request_github/* COMMENTS_PER_PAGE */.ZD, page };
            const comments = await request(Comments, route, parameters, limits);
            return comments.map(({ id, body, user }) => ({ id, body, author: user?.login ?? null }));
        },
        async createComment(pullNumber, body, limits) {
            const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
            await request(Written, route, { issue_number: pullNumber, body }, limits);
        },
        async updateComment(commentId, body, limits) {
            const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
            await request(Written, route, { comment_id: commentId, body }, limits);
        },
    };
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-required.ts



const octokit_required_Sha = valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* regex */.yG(/^[0-9a-f]{40,64}$/));
const octokit_required_Name = valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* string */.Yj(), null), null);
const octokit_required_Repository = valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* object */.Ik({ full_name: valibot/* string */.Yj() }), null), null);
const octokit_required_End = valibot/* object */.Ik({ sha: octokit_required_Sha, ref: octokit_required_Name, repo: octokit_required_Repository });
const octokit_required_Pull = valibot/* object */.Ik({
    state: valibot/* picklist */.KI(['open', 'closed']),
    base: octokit_required_End,
    head: octokit_required_End,
    changed_files: valibot/* fallback */.Np(valibot/* nullish */.cl(valibot/* number */.ai(), null), null),
});
const Permissions = valibot/* object */.Ik({
    pull: valibot/* boolean */.zM(),
    triage: valibot/* optional */.lq(valibot/* boolean */.zM(), false),
    push: valibot/* boolean */.zM(),
    maintain: valibot/* optional */.lq(valibot/* boolean */.zM(), false),
    admin: valibot/* boolean */.zM(),
});
const Collaborator = valibot/* object */.Ik({ user: valibot/* object */.Ik({ login: valibot/* string */.Yj(), permissions: Permissions }) });
const Status = valibot/* object */.Ik({ id: valibot/* number */.ai() });
const Statuses = valibot/* array */.YO(valibot/* object */.Ik({
    id: valibot/* number */.ai(),
    context: valibot/* string */.Yj(),
    state: valibot/* string */.Yj(),
    target_url: valibot/* nullish */.cl(valibot/* string */.Yj(), null),
}));
const FIELD_OF_ROLE = {
    read: 'pull',
    triage: 'triage',
    write: 'push',
    maintain: 'maintain',
    admin: 'admin',
};
/**
 * The calls that a required check needs: permission, state of the pull request, commit status.
 *
 * @see https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 * @see https://docs.github.com/rest/commits/statuses
 */
function requiredCalls({ request }) {
    return {
        async getPermission(username, limits) {
            const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
            const { user } = await request(Collaborator, route, { username }, limits);
            // Not role_name, which may be the name of a custom role.
            const role = ROLES.findLast((one) => user.permissions[FIELD_OF_ROLE[one]]) ?? null;
            return { login: user.login, role };
        },
        async getPullRequest(pullNumber, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
            const { state, base, head, changed_files } = await request(octokit_required_Pull, route, { pull_number: pullNumber }, limits);
            return {
                isOpen: state === 'open',
                change: {
                    base: { sha: base.sha, ref: base.ref },
                    head: { sha: head.sha, ref: head.ref, isFork: isForkOf(head.repo, base.repo) },
                    changedFiles: changed_files,
                },
            };
        },
        async createStatus(sha, { targetUrl, ...status }, limits) {
            const route = 'POST /repos/{owner}/{repo}/statuses/{sha}';
            const target = targetUrl === null ? {} : { target_url: targetUrl };
            const { id } = await request(Status, route, { sha, ...status, ...target }, limits);
            return id;
        },
        async listStatuses(sha, page, limits) {
            const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
            const statuses = await request(Statuses, route, { ref: sha, per_page: pull_request_github/* STATUSES_PER_PAGE */.pJ, page }, limits);
            return statuses.map(({ target_url, ...status }) => ({ ...status, targetUrl: target_url }));
        },
    };
}
/** False if a repository was deleted: it may not be a fork. */
function isForkOf(head, base) {
    return head !== null && base !== null && head.full_name !== base.full_name;
}

;// CONCATENATED MODULE: ./src/pull-request/octokit.ts




/**
 * GitHub's API for one repository.
 *
 * @see https://docs.github.com/rest
 */
function createGitHub(options) {
    const client = createOctokitClient(options);
    return { ...changeReads(client), ...commentCalls(client), ...requiredCalls(client) };
}

;// CONCATENATED MODULE: ./src/http/network-settings.ts


const SCHEMES = ['https', 'http'];
/**
 * Checks what the environment says about the network before anything is sent.
 *
 * @throws InputError if certificates would not be checked, or if the address of a proxy cannot be used
 */
function checkNetwork(variables) {
    if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
        throw new domain_errors/* InputError */.dz('NODE_TLS_REJECT_UNAUTHORIZED is 0, so certificates would not be checked, and the key could be sent to anybody. Remove it, and set NODE_EXTRA_CA_CERTS to the path of your certificate authority instead.');
    }
    for (const scheme of SCHEMES)
        readProxy(scheme, variables);
}
/**
 * The settings in the environment for proxies and trusted certificates, for the log: an earlier step may have set them.
 * Includes no password of a proxy.
 *
 * @throws InputError for an address of a proxy that cannot be used
 */
function describeNetwork(variables) {
    const lines = [];
    for (const scheme of SCHEMES) {
        const proxy = readProxy(scheme, variables);
        if (proxy === null)
            continue;
        const direct = proxyVariable('NO_PROXY', variables);
        const exceptions = direct === '' ? '' : ` and to the hosts of NO_PROXY (${direct})`;
        lines.push(`Requests to ${scheme} addresses go through the proxy ${proxy.host} (${proxy.variable}), except to loopback${exceptions}.`);
    }
    const ignored = lines.length === 0 ? [] : ignoredNoProxyEntries(variables);
    if (ignored.length > 0) {
        const entries = ignored.map((entry) => JSON.stringify(entry)).join(', ');
        lines.push(`These entries of NO_PROXY are ignored: ${entries}. Write hosts or domains, such as example.com, separated by commas.`);
    }
    const { NODE_EXTRA_CA_CERTS: authorities = '', NODE_USE_SYSTEM_CA: system } = variables;
    if (authorities !== '')
        lines.push(`The certificates in NODE_EXTRA_CA_CERTS (${authorities}) are trusted, too, unless Node warns that it ignores them.`);
    if (system === '1')
        lines.push('Certificates that this machine trusts are trusted, too (NODE_USE_SYSTEM_CA).');
    return lines;
}

;// CONCATENATED MODULE: ./src/inputs/preceding-run.ts


const preceding_run_Repository = valibot/* object */.Ik({ full_name: valibot/* string */.Yj() });
const preceding_run_Payload = valibot/* object */.Ik({
    repository: preceding_run_Repository,
    workflow_run: valibot/* object */.Ik({
        event: valibot/* string */.Yj(),
        head_repository: valibot/* fallback */.Np(valibot/* nullish */.cl(preceding_run_Repository, null), null),
    }),
});
/**
 * The run before a `workflow_run`; null if the event is another, or its file cannot be read.
 *
 * @param path of the event's payload, as the runner passes it in GITHUB_EVENT_PATH
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
 */
async function readPrecedingRun(path) {
    try {
        const { repository, workflow_run } = valibot/* parse */.qg(preceding_run_Payload, JSON.parse(await readRegularFile(path)));
        const { event, head_repository } = workflow_run;
        return { event, isForeign: head_repository?.full_name !== repository.full_name };
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/inputs/run-attempt.ts
/**
 * Which attempt of the workflow run this is, counted from 1; 1 if the runner does not say.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
function runAttemptOf({ GITHUB_RUN_ATTEMPT = '' }) {
    return /^[1-9]\d{0,5}$/.test(GITHUB_RUN_ATTEMPT) ? Number(GITHUB_RUN_ATTEMPT) : 1;
}

// EXTERNAL MODULE: ./src/retry/read-with-retry.ts
var read_with_retry = __nccwpck_require__(6998);
;// CONCATENATED MODULE: ./src/pull-request/permission.ts






/** The lowest first; null is no role. */
const RANKS = [null, ...ROLES];
/** Null if the person who triggered the workflow has the role; else a sentence that says why the step may not start. */
async function checkPermission(check, runtime) {
    const { github, login, role } = check;
    const unknown = (why) => `${(0,sentence/* withFullStop */.uo)(`require-permission is ${role}, but the role of ${(0,sanitize/* quote */.hD)(login)} could not be read: ${why}`)} ${explainFix(role)}`;
    if (github === null)
        return unknown('github-token is empty');
    if (login === '')
        return unknown('the runner does not say who triggered the workflow');
    const reading = await readPermission(github, login, runtime);
    if (reading instanceof domain_errors/* RequestError */.GI)
        return unknown(reading.message);
    if (reading.login.toLowerCase() !== login.toLowerCase())
        return unknown(`GitHub's response is about ${(0,sanitize/* quote */.hD)(reading.login)}`);
    if (RANKS.indexOf(reading.role) >= RANKS.indexOf(role))
        return null;
    const has = reading.role === null ? 'no role' : `the role ${reading.role}`;
    return `${(0,sanitize/* quote */.hD)(login)} triggered this workflow and has ${has} in this repository, but require-permission is ${role}. ${explainFix(role)}`;
}
function explainFix(role) {
    return `Nothing was started. Ask somebody who has the role ${role} to re-run the job.`;
}
async function readPermission(github, login, runtime) {
    const deadline = runtime.clock.monotonic() + budgets/* PULL_REQUEST_READ_BUDGET_MS */.M7;
    try {
        return await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => github.getPermission(login, limits));
    }
    catch (error) {
        if (!(error instanceof domain_errors/* RequestError */.GI))
            throw error;
        // GitHub's status for a user without access to this repository.
        return error.status === 404 ? { login, role: null } : error;
    }
}

;// CONCATENATED MODULE: ./src/pull-request/superseded.ts




/** The pull request as it is now, or the error of a read that failed, which decides nothing. */
async function readPullRequest(github, pullNumber, runtime) {
    const deadline = runtime.clock.monotonic() + budgets/* PULL_REQUEST_READ_BUDGET_MS */.M7;
    try {
        return await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => github.getPullRequest(pullNumber, limits));
    }
    catch (error) {
        if (error instanceof domain_errors/* RequestError */.GI)
            return error;
        throw error;
    }
}
/**
 * The fault if the pull request has changed since the event; else null. A closed or retargeted one can never be allowed,
 * because its check would stay green on it.
 */
function findSuperseded(event, { isOpen, change: now }) {
    const { change: then } = event;
    const nothing = 'Nothing was started.';
    if (!isOpen && event.kind === 'pull-request' && !event.isClosing)
        return {
            outcome: 'superseded',
            reasons: [
                `The pull request is closed. ${nothing} Reopen it and re-run the job if it needs an evaluation.`,
            ],
            isFinal: true,
        };
    if (then !== null && then.base.ref !== null && now.base.ref !== null && now.base.ref !== then.base.ref)
        return {
            outcome: 'superseded',
            reasons: [
                `The pull request now goes to branch ${(0,sanitize/* quote */.hD)(now.base.ref)}; the event is about branch ${(0,sanitize/* quote */.hD)(then.base.ref)}. ${nothing} Add edited to the types of pull_request in this workflow.`,
            ],
            isFinal: true,
        };
    if (then !== null && now.head.sha !== then.head.sha)
        return {
            outcome: 'superseded',
            reasons: [
                `The pull request has moved on to ${now.head.sha}; the event is about the older commit ${then.head.sha}. ${nothing} The workflow run of the newer commit evaluates it.`,
            ],
        };
    return null;
}

;// CONCATENATED MODULE: ./src/pull-request/admission.ts




/** Reads permission and pull request at the same time, if they are needed. Rejects only with the signal's reason. */
async function admit(applicant, runtime) {
    const { event, github, role, login, usesPullRequest } = applicant;
    const page = usesPullRequest ? admission_pageOf(event) : null;
    const [denial, pull] = await Promise.all([
        role === null ? null : checkPermission({ github, login, role }, runtime),
        page === null || github === null ? null : readPullRequest(github, page.number, runtime),
    ]);
    if (denial !== null)
        return { fault: { outcome: 'not-permitted', reasons: [denial] }, event, warnings: [] };
    if (page === null || pull === null)
        return { fault: null, event, warnings: [] };
    if (pull instanceof domain_errors/* RequestError */.GI)
        return { fault: null, event, warnings: [unread(pull)] };
    return { fault: findSuperseded(page, pull), event: withCommits(page, pull), warnings: [] };
}
function admission_pageOf(event) {
    return event === null || event.kind === 'merge-group' ? null : event;
}
function withCommits(event, { change }) {
    return event.change === null ? { ...event, change } : event;
}
function unread({ message, status }) {
    const advice = status === 403 || status === 404 ? ' Give the job the permission pull-requests: read.' : '';
    return `${(0,sentence/* sentence */.em)(`The state of the pull request could not be read: ${message}`)}${advice}`;
}

// EXTERNAL MODULE: ./src/domain/change.ts
var change = __nccwpck_require__(438);
;// CONCATENATED MODULE: ./src/pull-request/git-names.ts
const UNSAFE = /[\p{Cc}"\\]/gu;
const ESCAPE = /\\([0-7]{3}|.)/g;
const LETTERS = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
};
/**
 * A file's name as git writes it in a diff: in quotes if a character in it could end the line or the quotes.
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
function quoteName(name) {
    const escaped = name.replace(UNSAFE, (character) => character === '"' || character === '\\' ? `\\${character}` : octal(character));
    return escaped === name ? name : `"${escaped}"`;
}
/** The name that git has written, in quotes or not. */
function unquoteName(written) {
    if (!written.startsWith('"'))
        return written;
    // An escape stands for a byte, and several of them may be one character.
    const bytes = Buffer.from(written.slice(1, -1)).toString('latin1');
    const name = bytes.replace(ESCAPE, (_, code) => code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (LETTERS[code] ?? code));
    return Buffer.from(name, 'latin1').toString('utf8');
}
function octal(character) {
    return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

;// CONCATENATED MODULE: ./src/pull-request/diff.ts

const FILE = 'diff --git ';
const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const BLOBS = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/;
// No file, and a file without content, by SHA-1 and by SHA-256.
const EMPTY_BLOBS = [
    '0'.repeat(64),
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
    '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];
/**
 * The sections of a diff as git writes it; null if it is truncated, or not such a diff. A truncation between two files is
 * visible only in the number of files. A file that became a link, for example, has two sections.
 */
function splitDiff(diff) {
    if (!diff.startsWith(FILE) || !diff.endsWith('\n'))
        return null;
    const hunks = new HunkReader();
    const starts = [];
    for (const { line, at } of linesOf(diff)) {
        if (!hunks.isOpen && line.startsWith(FILE))
            starts.push(at);
        if (!hunks.take(line))
            return null;
    }
    if (hunks.isOpen)
        return null;
    const sections = [];
    for (const [index, start] of starts.entries()) {
        const text = diff.slice(start, starts[index + 1]);
        const header = headerOf(text);
        const names = diff_namesOf(header);
        if (names === null || !(text.includes('\n@@ ') || isWholeWithoutHunks(header)))
            return null;
        sections.push({ ...names, text });
    }
    return sections;
}
/** The number of files in the sections. */
function countFiles(sections) {
    return new Set(sections.map(({ path }) => path)).size;
}
/** The lines that a patch of one file adds and removes; null if it is truncated. A patch has only hunks, and no final line end. */
function countLines(patch) {
    const hunks = new HunkReader();
    for (const line of patch.split('\n')) {
        const mayBeOutside = HUNK.test(line) || line.startsWith('\\');
        if ((!hunks.isOpen && !mayBeOutside) || !hunks.take(line))
            return null;
    }
    return hunks.isOpen ? null : { additions: hunks.additions, deletions: hunks.deletions };
}
/** The lines that a section adds, as the new file has them. */
function addedLines(section) {
    const hunks = new HunkReader();
    const ranges = [];
    for (const { line } of linesOf(section)) {
        const { additions, nextLine } = hunks;
        hunks.take(line);
        if (hunks.additions === additions)
            continue;
        const before = ranges.at(-1);
        if (before?.last === nextLine - 1)
            ranges.splice(-1, 1, { first: before.first, last: nextLine });
        else
            ranges.push({ first: nextLine, last: nextLine });
    }
    return ranges;
}
/** The lines of a text that have an end, and where each begins. */
function* linesOf(text) {
    let at = 0;
    let end = text.indexOf('\n');
    while (end !== -1) {
        yield { line: text.slice(at, end), at };
        at = end + 1;
        end = text.indexOf('\n', at);
    }
}
/** The lines of a section before its hunks. */
function headerOf(section) {
    // Without hunks, -1 removes the line end after the last line.
    return section.slice(0, section.indexOf('\n@@ ')).split('\n');
}
/** The lines of a section's hunks, without those that begin one. */
function hunkLinesOf(section) {
    const hunk = section.indexOf('\n@@ ');
    if (hunk === -1)
        return [];
    return section
        .slice(hunk + 1, -1)
        .split('\n')
        .filter((line) => !HUNK.test(line));
}
/** True for a file that is binary or empty, or of which only name or mode has changed: it has no hunks. */
function isWholeWithoutHunks(header) {
    const has = (start) => header.some((line) => line.startsWith(start));
    if (has('Binary files ') || has('GIT binary patch'))
        return true;
    if (has('--- '))
        return false;
    const blobs = header.map((line) => BLOBS.exec(line)).find((match) => match !== null);
    if (blobs !== undefined)
        return blobs.slice(1).every((blob) => EMPTY_BLOBS.some((id) => id.startsWith(blob)));
    return (has('old mode ') && has('new mode ')) || has('similarity index 100%');
}
function diff_namesOf(header) {
    const nameAfter = (...keys) => {
        for (const key of keys) {
            const line = header.find((one) => one.startsWith(key));
            if (line !== undefined)
                return unquoteName(line.slice(key.length));
        }
        return null;
    };
    const path = nameAfter('rename to ', 'copy to ') ?? sameName(String(header[0]).slice(FILE.length));
    return path === null ? null : { path, previousPath: nameAfter('rename from ', 'copy from ') };
}
/** The name in a first line that has it twice: `a/NAME b/NAME`; null if the two differ. */
function sameName(pair) {
    // Quoted or not, both halves are equally long if the names are the same.
    const half = (pair.length - 1) / 2;
    const [before, after] = [unquoteName(pair.slice(0, half)), unquoteName(pair.slice(half + 1))];
    return before.startsWith('a/') && after === `b/${before.slice(2)}` ? after.slice(2) : null;
}
/** Follows hunks line by line. */
class HunkReader {
    additions = 0;
    deletions = 0;
    #oldLines = 0;
    #newLines = 0;
    #newEnd = 0;
    /** True if more lines must follow. */
    get isOpen() {
        return this.#oldLines > 0 || this.#newLines > 0;
    }
    /** The number of the next line of the new file. */
    get nextLine() {
        return this.#newEnd - this.#newLines;
    }
    /** False if the line is not valid there. */
    take(line) {
        if (this.isOpen)
            return this.#takeContent(line);
        const hunk = HUNK.exec(line);
        if (hunk !== null) {
            [this.#oldLines, this.#newLines] = [Number(hunk[1] ?? 1), Number(hunk[3] ?? 1)];
            this.#newEnd = Number(hunk[2]) + this.#newLines;
        }
        return true;
    }
    #takeContent(line) {
        // An empty line is a context line whose only space was removed.
        const sign = line.charAt(0) || ' ';
        if (sign === '-')
            this.deletions += 1;
        if (sign === '+')
            this.additions += 1;
        if (sign === ' ' || sign === '-')
            this.#oldLines -= 1;
        if (sign === ' ' || sign === '+')
            this.#newLines -= 1;
        return ' +-\\'.includes(sign) && this.#oldLines >= 0 && this.#newLines >= 0;
    }
}

;// CONCATENATED MODULE: ./src/pull-request/hidden-files.ts





const BINARY = { kind: 'binary', what: 'binary' };
const LFS_POINTER = { kind: 'lfs-pointer', what: 'Git LFS pointer' };
const MEDIA = new Set([
    'avif bmp gif heic heif ico jpeg jpg png tif tiff webp',
    'eot otf ttc ttf woff woff2',
    'aac flac m4a mid midi mp3 oga ogg opus wav wma',
    'avi m4v mkv mov mp4 mpeg mpg ogv webm wmv',
    'pdf',
]
    .join(' ')
    .split(' ')
    .map((extension) => `.${extension}`));
// A pointer has less than 1024 bytes, and a change of one has two of them.
const MAX_POINTER_CHARS = 4096;
// A hunk may begin after the first lines.
const POINTER = /^(?:version \S+\n)?(?:ext-\d-\S+ \S+\n)*oid sha256:[0-9a-f]{64}\nsize \d+$/;
const SUBMODULE = /^([-+])Subproject commit ([0-9a-f]{40,64})(?:-dirty)?$/;
const MAX_NAMED = 50;
/** The content that a section of a diff does not show; null if it shows all. */
function findHidden(section, isRemoved) {
    const header = headerOf(section);
    if (header.some((line) => line.startsWith('Binary files ') || line === 'GIT binary patch'))
        return BINARY;
    if (section.length - header.join('\n').length > MAX_POINTER_CHARS)
        return null;
    const lines = hunkLinesOf(section).filter((line) => !line.startsWith('\\'));
    const submodule = lines.map((line) => SUBMODULE.exec(line)).filter((match) => match !== null);
    if (lines.length > 0 && submodule.length === lines.length) {
        const commitOf = (sign) => submodule.find((match) => match[1] === sign)?.[2] ?? null;
        return submoduleOf(commitOf('-'), commitOf('+'));
    }
    const other = isRemoved ? '+' : '-';
    const side = lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(1));
    return POINTER.test(side.join('\n')) ? LFS_POINTER : null;
}
/** A submodule, with its commits before and after; null if it does not exist. */
function submoduleOf(before, after) {
    const commits = before === null ? `at ${after}` : after === null ? `was at ${before}` : `${before} to ${after}`;
    return { kind: 'submodule', what: `submodule, ${commits}` };
}
/**
 * Checks that each part is complete, or may be listed without its content: submodules, removed files, and images, fonts, audio,
 * video and PDF.
 *
 * @throws InputError that names all others
 */
function checkHidden(parts) {
    const rejected = parts.flatMap((part) => part.hidden === null || mayBeListed(part, part.hidden) ? [] : [explainRejected(part.path, part.hidden)]);
    if (rejected.length === 0)
        return;
    const more = rejected.length - MAX_NAMED;
    const problems = rejected.slice(0, MAX_NAMED);
    if (more > 0)
        problems.push(`The same is true of ${more} more ${more === 1 ? 'file' : 'files'}. The report file has the names.`);
    throw new domain_errors/* InputError */.dz(problems);
}
/** The lines that the parts add, of those whose text is all of the change. */
function changedLinesOf(parts) {
    const shown = parts.filter(({ hidden }) => hidden === null);
    // Of a file that became a link there are two parts, and the first one only removes lines.
    return new Map(shown.map(({ path, text }) => [path, addedLines(text)]));
}
function mayBeListed({ path, isRemoved }, { kind }) {
    if (kind === 'cut')
        return false;
    return (kind === 'submodule' || isRemoved || (kind !== 'no-patch' && MEDIA.has(external_node_path_.posix.extname(path).toLowerCase())));
}
function explainRejected(path, { what }) {
    const pattern = (0,path_filter/* patternToExclude */.o8)(path);
    const fix = pattern === null
        ? 'Exclude its folder with diff-paths.'
        : `To exclude it, add this line at the end of diff-paths: ${pattern}`;
    return `pr:diff does not include the complete text of ${(0,sanitize/* quote */.hD)(path)} (${what}), so the agent could not review it. ${fix}`;
}

;// CONCATENATED MODULE: ./src/pull-request/trees.ts
/** The sides before they are read. */
const UNREAD_SIDES = { before: null, after: null };
/** The mode of a submodule. */
const SUBMODULE_MODE = '160000';
const FOLDER_MODE = '040000';
/** Finds files in commits, folder by folder, and reads no folder twice. */
class Trees {
    #list;
    #folders = new Map();
    constructor(list) {
        this.#list = list;
    }
    /** The file, link or submodule at a path; null if the path does not exist. */
    async find(commit, path) {
        const names = path.split('/');
        const last = String(names.pop());
        let folderId = commit;
        for (const name of names) {
            const entry = (await this.#folder(folderId)).get(name);
            if (entry?.mode !== FOLDER_MODE)
                return null;
            folderId = entry.id;
        }
        const entry = (await this.#folder(folderId)).get(last);
        return entry === undefined || entry.mode === FOLDER_MODE ? null : entry;
    }
    #folder(id) {
        const known = this.#folders.get(id) ??
            this.#list(id).then((entries) => new Map(entries.map((entry) => [entry.name, entry])));
        this.#folders.set(id, known);
        return known;
    }
}
/** Whether both sides have the same content, so that only name or mode differ. An empty file counts as no file. */
function hasSameContent({ before, after }) {
    if (before === null || after === null)
        return (before ?? after)?.size === 0;
    return before.id === after.id;
}

;// CONCATENATED MODULE: ./src/pull-request/assemble-diff.ts




/** The part for a section of git's diff. */
function partOfSection({ path, previousPath, text }) {
    const isRemoved = headerOf(text).some((line) => line.startsWith('deleted file mode '));
    return { path, previousPath, text, isRemoved, hidden: findHidden(text, isRemoved) };
}
/** The part for a file in GitHub's list, in the form of git. It has modes only if no line differs. */
function partOfFile(file) {
    const { path, previousPath, patch, sides } = file;
    const isRemoved = file.status === 'removed';
    const part = { path, previousPath, isRemoved };
    if (patch !== null) {
        const text = `${[...nameLines(file), ...contentLines(file), patch].join('\n')}\n`;
        return { ...part, text, hidden: isWhole(file, patch) ? findHidden(text, isRemoved) : CUT };
    }
    const head = [...nameLines(file), ...modeLines(sides)];
    if (hasSameContent(sides))
        return { ...part, text: `${head.join('\n')}\n`, hidden: null };
    const hidden = hiddenOf(file, sides);
    return { ...part, text: `${[...head, `(${hidden.what})`].join('\n')}\n`, hidden };
}
const CUT = { kind: 'cut', what: 'GitHub gives only a part of its lines' };
const NO_LINES = { kind: 'binary', what: 'binary, or too large for GitHub to show' };
const NO_PATCH = { kind: 'no-patch', what: 'GitHub gives no lines of it' };
function isWhole({ additions, deletions }, patch) {
    const counts = countLines(patch);
    return counts?.additions === additions && counts.deletions === deletions;
}
function hiddenOf({ additions, deletions }, { before, after }) {
    const [was, is] = [assemble_diff_commitOf(before), assemble_diff_commitOf(after)];
    if (is !== null || (was !== null && after === null))
        return submoduleOf(was, is);
    // GitHub counts no lines of a binary file.
    return additions + deletions > 0 ? NO_PATCH : NO_LINES;
}
/** The commit of a submodule; null for anything else. */
function assemble_diff_commitOf(entry) {
    return entry?.mode === SUBMODULE_MODE ? entry.id : null;
}
function nameLines({ path, previousPath, status }) {
    const before = previousPath ?? path;
    const first = `diff --git ${quoteName(`a/${before}`)} ${quoteName(`b/${path}`)}`;
    if (previousPath === null)
        return [first];
    const verb = status === 'copied' ? 'copy' : 'rename';
    return [first, `${verb} from ${quoteName(previousPath)}`, `${verb} to ${quoteName(path)}`];
}
function contentLines({ path, previousPath, status }) {
    return [
        `--- ${status === 'added' ? '/dev/null' : quoteName(`a/${previousPath ?? path}`)}`,
        `+++ ${status === 'removed' ? '/dev/null' : quoteName(`b/${path}`)}`,
    ];
}
function modeLines({ before, after }) {
    if (before === null)
        return after === null ? [] : [`new file mode ${after.mode}`];
    if (after === null)
        return [`deleted file mode ${before.mode}`];
    return before.mode === after.mode ? [] : [`old mode ${before.mode}`, `new mode ${after.mode}`];
}

;// CONCATENATED MODULE: ./src/pull-request/change-text.ts

const change_text_MAX_NAMED = 200;
/** The diff for the agent: first the files that are left out or have no text, then the parts. */
function renderDiff(parts, { leftOut, listed }) {
    const notes = [
        ...noteLines('Changed files that diff-paths leaves out of this diff', leftOut.map(nameOf)),
        ...noteLines('Changed files whose content is not in this diff', listed.map(({ path, what }) => `${nameOf(path)}: ${what}`)),
    ];
    const head = notes.length === 0 ? '' : `${notes.join('\n')}\n\n`;
    return `${head}${parts.map(({ text }) => text).join('')}`;
}
/** The list of files as JSON, one file in each line. */
function renderFiles(files, leftOut) {
    const lines = files.map(({ path, status, additions, deletions, previousPath }) => {
        const file = { path, status, additions, deletions };
        return JSON.stringify(previousPath === null ? file : { ...file, previousPath });
    });
    const more = leftOut.length - change_text_MAX_NAMED;
    lines.push(...leftOut.slice(0, change_text_MAX_NAMED).map((path) => JSON.stringify({ path, leftOut: true })));
    if (more > 0)
        lines.push(JSON.stringify({ moreLeftOut: more }));
    return `[\n${lines.join(',\n')}\n]`;
}
function noteLines(title, items) {
    if (items.length === 0)
        return [];
    const more = items.length - change_text_MAX_NAMED;
    return [
        `# ${title} (${items.length}):`,
        ...items.slice(0, change_text_MAX_NAMED).map((item) => `# - ${item}`),
        ...(more > 0 ? [`# and ${more} more`] : []),
    ];
}
function nameOf(path) {
    return (0,sanitize/* escapeInvisible */.ts)(JSON.stringify(path));
}

;// CONCATENATED MODULE: ./src/pull-request/changed-files.ts




// Above some number of lines, a response has no more patches. Smaller pages have fewer lines.
const SMALLER_PAGE = 10;
/**
 * Reads the files of a change, and the patch of each that the filter includes, if GitHub gives one.
 *
 * @throws InputError if the list is not complete, or changed while it was read
 */
function readChangedFiles(request, reads) {
    const { pullNumber } = request;
    return pullNumber === null ? readComparison(request, reads) : readPages(request, pullNumber, reads);
}
async function readComparison({ github, commits, filter }, reads) {
    const compared = await reads.read('the list of changed files', (limits) => github.compare(commits, limits));
    const { files, mergeBase } = compared;
    if (files.length >= pull_request_github/* MAX_COMPARED_FILES */.nS)
        throw new domain_errors/* InputError */.dz(TOO_MANY_COMPARED);
    checkNoneTwice(files);
    const { kept, leftOut } = divide(files, filter);
    return { files: await findSides(kept, { github, mergeBase, head: commits.head }, reads), leftOut };
}
async function readPages({ github, commits, filter }, pullNumber, reads) {
    const readCommits = () => reads.read('the pull request', (limits) => github.getCommits(pullNumber, limits));
    const readPage = (size) => (number) => reads.read('the list of changed files', (limits) => github.listPullFiles(pullNumber, { number, size }, limits));
    const before = await readCommits();
    assertUnmoved(commits.head, before.head);
    const count = before.changedFiles;
    if (count === null || count > pull_request_github/* MAX_PULL_FILES */.jX)
        throw new domain_errors/* InputError */.dz(TOO_MANY_LISTED);
    const numbers = Array.from({ length: Math.ceil(count / pull_request_github/* FILES_PER_PAGE */.g8) }, (_, index) => index + 1);
    const files = (await reads.forEach(numbers, readPage(pull_request_github/* FILES_PER_PAGE */.g8))).flat();
    checkNoneTwice(files);
    if (files.length !== count)
        throw new domain_errors/* InputError */.dz(explainOtherNumber(files.length, count));
    const { kept, leftOut } = divide(files, filter);
    const positions = new Map(files.map(({ path }, index) => [path, index]));
    const again = (size, rows) => readAgain(rows, { size, positions }, readPage(size), reads);
    const few = await again(SMALLER_PAGE, kept);
    const mergeBase = few.some(({ patch }) => patch === null)
        ? await reads.read('the merge base', (limits) => github.getMergeBase(before, limits))
        : before.base;
    const known = await findSides(few, { github, mergeBase, head: before.head }, reads);
    const read = await again(1, known);
    const after = await readCommits();
    assertUnmoved(before.head, after.head);
    assertUnmoved(before.base, after.base);
    return { files: read, leftOut };
}
/** Reads the files that lack a patch and need one again, with smaller pages. */
async function readAgain(files, { size, positions }, readPage, reads) {
    const pageOf = ({ path }) => Math.floor(Number(positions.get(path)) / size) + 1;
    const lacking = files.filter(lacksPatch);
    const pages = await reads.forEach([...new Set(lacking.map(pageOf))], readPage);
    const rows = new Map(pages.flat().map((row) => [row.path, row]));
    return files.map((file) => {
        if (!lacksPatch(file))
            return file;
        const row = rows.get(file.path);
        assertUnmoved(file.blob, row?.blob);
        return { ...file, ...row };
    });
}
function lacksPatch({ patch, sides }) {
    return patch === null && !hasSameContent(sides);
}
function findSides(files, { github, mergeBase, head }, reads) {
    const trees = new Trees((id) => reads.read('a folder of the repository', (limits) => github.listFolder(id, limits)));
    const sidesOf = async ({ path, previousPath }) => ({
        before: await trees.find(mergeBase, previousPath ?? path),
        after: await trees.find(head, path),
    });
    return reads.forEach(files, async (file) => file.patch === null ? { ...file, sides: await sidesOf(file) } : file);
}
function divide(files, filter) {
    return {
        kept: files.filter((file) => filter.lets(file)).map((file) => ({ ...file, sides: UNREAD_SIDES })),
        leftOut: files.filter((file) => !filter.lets(file)).map(({ path }) => path),
    };
}
function checkNoneTwice(files) {
    const seen = new Set();
    for (const { path } of files) {
        if (seen.has(path)) {
            throw new domain_errors/* InputError */.dz(`GitHub lists ${(0,sanitize/* quote */.hD)(path)} twice in the change. ${RE_RUN}`);
        }
        seen.add(path);
    }
}
function assertUnmoved(before, now) {
    if (before === now)
        return;
    throw new domain_errors/* InputError */.dz(`The pull request changed while it was read: ${before} became ${now}. Nothing was sent to the agent. The workflow run of the new commit reads the new state.`);
}
function explainOtherNumber(listed, count) {
    return `The number of changed files of the pull request differs: GitHub reports ${count}, and lists ${listed}. ${RE_RUN}`;
}
const RE_RUN = 'Nothing was sent to the agent. Re-run the job.';
const RECIPE = 'Check out the repository with fetch-depth: 0, write git diff into a file in an earlier step, and use file:PATH.';
const TOO_MANY_COMPARED = `GitHub compares ${pull_request_github/* MAX_COMPARED_FILES */.nS} files at most, and this merge group may have more. ${RECIPE}`;
const TOO_MANY_LISTED = `GitHub lists ${pull_request_github/* MAX_PULL_FILES */.jX} changed files of a pull request at most, and this one has more. ${RECIPE}`;

// EXTERNAL MODULE: ./src/pull-request/advice.ts
var advice = __nccwpck_require__(7843);
;// CONCATENATED MODULE: ./src/pull-request/reads.ts




const MAX_AT_ONCE = 4;
function createReads(runtime, { budgetMs, maxRequests }) {
    const deadline = runtime.clock.monotonic() + budgetMs;
    let requests = 0;
    return {
        async read(what, call) {
            try {
                return await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => {
                    requests += 1;
                    if (requests > maxRequests)
                        throw new domain_errors/* InputError */.dz(explainTooMany(maxRequests));
                    return call(limits);
                });
            }
            catch (error) {
                if (error instanceof domain_errors/* RequestError */.GI)
                    throw new domain_errors/* InputError */.dz(explain(what, error), { cause: error });
                throw error;
            }
        },
        async forEach(items, work) {
            const results = [];
            // All workers take from this one.
            const queue = items.entries();
            let isStopped = false;
            const worker = async () => {
                for (const [index, item] of queue) {
                    if (isStopped)
                        return;
                    try {
                        results[index] = await work(item);
                    }
                    catch (error) {
                        isStopped = true;
                        throw error;
                    }
                }
            };
            await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
            return results;
        },
    };
}
function explainTooMany(maxRequests) {
    return `The change takes more than ${maxRequests} requests to read, because GitHub gives no text of many of its files. Exclude generated and binary files with diff-paths, or split the change.`;
}
function explain(what, error) {
    const failed = (0,sentence/* sentence */.em)(`${what} could not be read for inputs-from`);
    return `${failed} ${(0,sentence/* sentence */.em)(error.message)} ${(0,advice/* adviceOn */.i)(error, PERMISSIONS) ?? adviceOnRead(error)}`;
}
function adviceOnRead(error) {
    return TAKES_TOO_LONG.test(error.message) || (0,domain_errors/* isTransient */.dg)(error)
        ? 'Nothing was sent to the agent. Re-run the job.'
        : 'Nothing was sent to the agent. Check github-token.';
}
const PERMISSIONS = 'Give the job the permissions contents: read and pull-requests: read. github-token must be a token of this repository.';
// GitHub's message for a diff of any size. It may be available a moment later.
const TAKES_TOO_LONG = /taking too long|temporarily unavailable/i;

;// CONCATENATED MODULE: ./src/pull-request/read-inputs.ts











const MAX_REQUESTS = 400;
const read_inputs_MAX_MIB = 10;
/**
 * Reads the parts of the pull request that only GitHub has: each file that the filter includes completely, or nothing.
 *
 * @throws InputError
 */
async function readRemoteInputs(request, runtime) {
    const { github, event, wanted, filter, onRead } = request;
    const reads = createReads(runtime, { budgetMs: budgets/* REMOTE_INPUTS_BUDGET_MS */.g$, maxRequests: MAX_REQUESTS });
    const commits = await readCommits(event, github, reads);
    const source = { github, commits, pullNumber: event.kind === 'merge-group' ? null : event.number, filter };
    let listing = null;
    const list = () => {
        listing ??= readChangedFiles(source, createReads(runtime, { budgetMs: budgets/* CHANGED_FILES_BUDGET_MS */.OR, maxRequests: MAX_REQUESTS }));
        return listing;
    };
    let unread = change/* NOTHING_UNREAD */.e;
    const found = (more) => {
        unread = { ...unread, ...more };
        onRead(unread);
    };
    let changed = new Map();
    // Each is null if the filter excludes all files.
    const readPart = {
        async files() {
            const { files, leftOut } = await list();
            found({ leftOut });
            checkNotEmpty('files', files.length + leftOut.length, commits);
            return files.length === 0 ? null : renderFiles(files, leftOut);
        },
        async diff() {
            const { parts, leftOut } = await readDiff(source, reads, list);
            const listed = parts.flatMap(({ path, hidden }) => hidden === null ? [] : [{ path, what: hidden.what }]);
            found({ leftOut, listed });
            checkNotEmpty('diff', parts.length + leftOut.length, commits);
            checkHidden(parts);
            changed = changedLinesOf(parts);
            return parts.length === 0 ? null : renderDiff(parts, unread);
        },
    };
    const values = new Map();
    for (const [label, part] of wanted) {
        const text = await readPart[part]();
        if (text === null)
            return { values: null, commits, changed };
        checkSize(part, text);
        values.set(label, text);
    }
    return { values, commits, changed };
}
function readCommits(event, github, reads) {
    if (event.kind !== 'comment')
        return Promise.resolve(commitsOf(event.change));
    if (event.change !== null)
        return Promise.resolve(commitsOf(event.change));
    return reads.read('the pull request', (limits) => github.getCommits(event.number, limits));
}
/** The change as git writes it. If GitHub does not give that completely, it is assembled from the list of files. */
async function readDiff(source, reads, list) {
    const whole = await readWholeDiff(source, reads);
    if (whole === null) {
        const { files, leftOut } = await list();
        return { parts: files.map(partOfFile), leftOut };
    }
    const isLet = (part) => source.filter.lets(part);
    const leftOut = new Set(whole.filter((part) => !isLet(part)).map(({ path }) => path));
    return { parts: whole.filter(isLet), leftOut: [...leftOut] };
}
/** Null if GitHub does not give the diff, or gives a part of it. */
async function readWholeDiff({ github, commits }, reads) {
    const diff = await reads.read('the diff', (limits) => unlessTooLarge((within) => github.getDiff(commits, within), limits));
    if (diff === null)
        return null;
    if (diff === '')
        return [];
    const sections = splitDiff(diff);
    if (sections === null)
        return null;
    const parts = sections.map(partOfSection);
    const count = countFiles(sections);
    if (commits.changedFiles !== null && count >= commits.changedFiles)
        return parts;
    // The number in the event may be outdated. The list is of the same commits.
    const { files } = await reads.read('the list of changed files', (limits) => github.compare(commits, limits));
    return files.length < pull_request_github/* MAX_COMPARED_FILES */.nS && count >= files.length ? parts : null;
}
async function unlessTooLarge(read, limits) {
    try {
        return await read(limits);
    }
    catch (error) {
        if (error instanceof domain_errors/* RequestError */.GI && (error.status === 406 || error.status === 422))
            return null;
        throw error;
    }
}
function checkNotEmpty(part, files, { head, base }) {
    if (files > 0)
        return;
    throw new domain_errors/* InputError */.dz(`pr:${part} is empty, because ${head} changes no file compared with ${base}. Push a change, or remove the source.`);
}
function checkSize(part, text) {
    if (Buffer.byteLength(text) <= read_inputs_MAX_MIB * 1024 * 1024)
        return;
    throw new domain_errors/* InputError */.dz(`pr:${part} is larger than ${read_inputs_MAX_MIB} MiB. Exclude generated files with diff-paths, or send pr:url instead.`);
}

// EXTERNAL MODULE: ./src/inputs/text-file.ts
var text_file = __nccwpck_require__(3289);
;// CONCATENATED MODULE: ./src/pull-request/schema-file.ts






// Their payload has the base commit. The workspace is not read, because the author of the pull request may have changed it.
const schema_file_PULL_REQUEST_EVENTS = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
];
/**
 * The text of the schema: on events of a pull request, a comment on it and a merge group from the base commit, because the
 * author of the pull request could empty the file in the workspace; on `workflow_run` from the default branch; else from
 * the workspace.
 *
 * @throws InputError
 */
async function readSchemaFile(request, runtime) {
    const { path, variables, event } = request;
    const name = `result-schema ${(0,sanitize/* quote */.hD)(path)}`;
    const { GITHUB_EVENT_NAME: eventName } = variables;
    if (event === null && schema_file_PULL_REQUEST_EVENTS.includes(eventName)) {
        throw new domain_errors/* InputError */.dz(`${name} cannot be read: the payload of the event ${eventName} names no base commit. The pull request may have changed the file in the workspace. Use another event.`);
    }
    if (event === null && eventName !== 'workflow_run')
        return readFromWorkspace(path, variables);
    const bytes = await readFromGitHub(request, runtime, name);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new domain_errors/* InputError */.dz(`${name} is not UTF-8 text: save it as UTF-8.`, { cause: error });
    }
}
function readFromWorkspace(path, variables) {
    try {
        // Relative, so that a link out of the workspace is the only way to the runner's temporary folder.
        return (0,text_file/* readTextFile */.G)(path, { ...variables, RUNNER_TEMP: '' });
    }
    catch (error) {
        const { message, cause } = Object(error);
        const advice = (0,domain_errors/* codeOf */.$N)(cause) === 'ENOENT'
            ? ' The file is read from the workspace: run actions/checkout before this step.'
            : '';
        throw new domain_errors/* InputError */.dz(`result-schema ${(0,sanitize/* quote */.hD)(path)} names a file ${message}${advice}`, { cause: error });
    }
}
async function readFromGitHub({ path, event, github }, runtime, name) {
    if (github === null) {
        throw new domain_errors/* InputError */.dz(`github-token is empty, and ${name} is read from GitHub on this event. Remove the input github-token to use the job's token, or pass a token of this repository.`);
    }
    const deadline = runtime.clock.monotonic() + budgets/* READ_BUDGET_MS */.aY;
    let where = 'the default branch';
    try {
        const ref = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, async (limits) => baseOf(event, (number) => github.getCommits(number, limits)));
        if (ref !== null)
            where = `the base commit ${ref}`;
        const file = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => github.readFile(path, ref, limits));
        return file.bytes;
    }
    catch (error) {
        if (!(error instanceof domain_errors/* RequestError */.GI))
            throw error;
        throw new domain_errors/* InputError */.dz(`${(0,sentence/* withFullStop */.uo)(`${name} could not be read from ${where}: ${error.message}`)} ${adviceFor(error)}`, {
            cause: error,
        });
    }
}
/** The commit that the pull request's author cannot change; null for the default branch. */
async function baseOf(event, getCommits) {
    if (event === null)
        return null;
    if (event.kind !== 'comment')
        return event.change.base.sha;
    return event.change === null ? (await getCommits(event.number)).base : event.change.base.sha;
}
function adviceFor({ status, kind }) {
    if (status === 404)
        return 'Add the schema to the base branch first. Give the job the permission contents: read.';
    if (status === 401 || status === 403)
        return 'Give the job the permission contents: read. github-token must be a token of this repository.';
    return kind === 'undecodable' ? 'Write the path of a JSON file.' : 'Nothing was started. Re-run the job.';
}

;// CONCATENATED MODULE: ./src/pull-request/preflight.ts













/**
 * Everything before the first request to the service: the network's settings, the event, the inputs, whether the step may start, and
 * the inputs that only GitHub has.
 *
 * @returns the settings, or the step's end if nothing must be started
 * @throws InputError
 */
async function preflight(stage) {
    const { variables, given, github, runtime, progress, status } = stage;
    progress.attemptKnown(runAttemptOf(variables));
    const { request, role } = await readRequest(stage);
    const login = triggeringActor(variables);
    const usesPullRequest = request.kind === 'settings' && needsPullRequest(request, given.event);
    const admitted = await admit({ event: given.event, github, role, login, usesPullRequest }, runtime);
    const { fault, event } = admitted;
    if (fault?.outcome !== 'not-permitted')
        given.mayWrite = true;
    given.event = event;
    for (const warning of admitted.warnings)
        progress.warn(warning);
    if (fault !== null)
        return { kind: 'stopped', ...fault };
    if (request.kind === 'skip')
        return { kind: 'stopped', outcome: 'skipped', reasons: [request.reason] };
    const { settings } = request;
    const { command } = settings;
    if (command.kind !== 'validate')
        await status.begin(event, agentNameOf(command));
    const [schema, values] = await both(readSchema(settings.resultSchema, { variables, event, github }, runtime), readChange(stage, request, event));
    given.schema = schema;
    if (values === null) {
        const reason = 'diff-paths excludes every file that changed, so no run was started. If such a change needs no review, set allow: nothing-to-review.';
        return { kind: 'stopped', outcome: 'nothing-to-review', reasons: [reason] };
    }
    if (command.kind === 'attach' || values.size === 0)
        return { kind: 'ready', settings };
    const complete = withRemoteInputs(command, values, secretsOf(variables, settings.apiKey));
    return { kind: 'ready', settings: { ...settings, command: complete } };
}
/**
 * The results of two reads, which run side by side. Waits for both, so that none of them runs on when the step ends.
 *
 * @throws InputError with the problems of both
 */
async function both(one, other) {
    const results = await Promise.allSettled([one, other]);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const [first, second] = errors;
    if (first instanceof domain_errors/* InputError */.dz && second instanceof domain_errors/* InputError */.dz) {
        throw new domain_errors/* InputError */.dz([...first.problems, ...second.problems], { cause: first });
    }
    return Promise.all([one, other]);
}
/**
 * The inputs that only GitHub has, by label; empty if none is wanted, null if the filter excludes all files that changed.
 *
 * @throws InputError
 */
async function readChange({ given, github, runtime, progress }, { settings, remoteInputs: wanted, diffPaths: filter }, event) {
    if (settings.command.kind === 'attach')
        return new Map();
    const change = event?.change ?? null;
    if (change !== null)
        progress.headKnown(change.head.sha, change.base);
    if (event === null || github === null || wanted.size === 0)
        return new Map();
    const onRead = (unread) => progress.changeRead(unread);
    const { values, commits, changed } = await readRemoteInputs({ wanted, event, github, filter, onRead }, runtime);
    given.changed = changed;
    progress.headKnown(commits.head, { sha: commits.base, ref: change?.base.ref ?? null });
    return values;
}
/** What the inputs request, and the required role. */
async function readRequest({ variables, readEvent, given, runtime, }) {
    checkNetwork(variables);
    for (const line of describeNetwork(variables))
        runtime.log.info(line);
    const { GITHUB_EVENT_NAME = '', GITHUB_ACTOR = '', GITHUB_EVENT_PATH = '' } = variables;
    const event = await readEvent(GITHUB_EVENT_PATH);
    const precedingRun = GITHUB_EVENT_NAME === 'workflow_run' ? await readPrecedingRun(GITHUB_EVENT_PATH) : null;
    given.event = event;
    given.mayWrite = orElse(() => readRequiredRole(variables, precedingRun) === null, false);
    const isFork = event?.change?.head.isFork ?? false;
    const secretless = secretlessEvent(GITHUB_EVENT_NAME, GITHUB_ACTOR, isFork);
    const request = await parseInputs(variables, secretless, event, precedingRun);
    given.policy = request.kind === 'skip' ? request.policy : request.settings.policy;
    if (request.kind === 'settings')
        given.settings = request.settings;
    return { request, role: readRequiredRole(variables, precedingRun) };
}
/** True if the step needs the pull request as it is now; a comment's event does not name the head. */
function needsPullRequest({ usesPullRequest, settings }, event) {
    const isHeadUnknown = event?.kind === 'comment' && event.change === null;
    return usesPullRequest || (isHeadUnknown && settings.command.kind !== 'attach');
}
/** The agent as the inputs name it; null if they do not. */
function agentNameOf(command) {
    if (command.kind === 'attach')
        return command.agentId;
    return command.agent.kind === 'agent-id' ? command.agent.agentId : command.agent.agentName;
}
/**
 * The schema that the result must satisfy; null without a path.
 *
 * @throws InputError
 */
async function readSchema(path, from, runtime) {
    if (path === null)
        return null;
    const text = await readSchemaFile({ ...from, path }, runtime);
    const { parseSchema } = await __nccwpck_require__.e(/* import() */ 958).then(__nccwpck_require__.bind(__nccwpck_require__, 5958));
    return parseSchema(text, `result-schema ${(0,sanitize/* quote */.hD)(path)}`);
}

;// CONCATENATED MODULE: ./src/report/status-description.ts
// GitHub's own limit.
const status_description_MAX_CHARS = 140;
const WITHOUT_STATUS = ['not-permitted', 'superseded', 'skipped', 'validated'];
const ERRORS = ['unavailable', 'ambiguous-start', 'abandoned', 'internal-error'];
/** The state of the commit status for a verdict; null if no status is written. */
function endStateOf({ outcome, passes }) {
    if (WITHOUT_STATUS.includes(outcome))
        return null;
    if (passes)
        return 'success';
    return ERRORS.includes(outcome) ? 'error' : 'failure';
}
/** Agent, outcome and counts, as the description of a commit status. */
function describeEnd({ outcome, passes, wouldFail }, { agent, evals }, redact) {
    const steps = evals.kind === 'read' ? evals.report.steps : [];
    const passed = steps.filter(({ result }) => result === 'pass').length;
    const counts = steps.length === 0
        ? ''
        : `, ${passed} of ${steps.length} eval ${steps.length === 1 ? 'step' : 'steps'} passed`;
    const trial = passes && wouldFail ? 'Advisory: ' : '';
    return describeStatus(agent?.name ?? agent?.id ?? null, `${outcome}${counts}`, redact, trial);
}
/**
 * A description that GitHub accepts: one line of at most 140 characters, none above U+FFFF. Only the name is truncated. It is
 * in quotes, and its own quotes are replaced.
 *
 * @param name of the agent; null if it is not known
 * @param start what stands before the name
 */
function describeStatus(name, what, redact, start = '') {
    const plain = redact(name ?? '')
        .replace(/\s/gu, ' ')
        .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u{10000}-\u{10FFFF}]/gu, '')
        .replace(/ +/g, ' ')
        .replaceAll('"', "'")
        .trim();
    if (plain === '')
        return start + what;
    const room = status_description_MAX_CHARS - `${start}"": ${what}`.length;
    const shown = plain.length > room ? `${plain.slice(0, room - 1)}…` : plain;
    return `${start}"${shown}": ${what}`;
}

;// CONCATENATED MODULE: ./src/retry/classify-error.ts

// With these a service rejects a start, or the answer to an interrupt.
const REJECTED = [400, 401, 403, 404, 413, 422];
/**
 * What the error of a start, or of an answer to an interrupt, says about it: the service rejected it, wants it later, or
 * may have accepted it. Only the first two certainly had no effect.
 */
function classifyWriteError(error) {
    switch (error.kind) {
        case 'status':
            if (REJECTED.includes(error.status))
                return 'rejected';
            return (0,domain_errors/* isRateLimited */.Jz)(error) ? 'rate-limited' : 'unknown';
        case 'unreachable':
        case 'redirect':
        case 'undecodable':
            return 'unknown';
    }
}

// EXTERNAL MODULE: ./src/retry/poll.ts
var poll = __nccwpck_require__(4753);
;// CONCATENATED MODULE: ./src/pull-request/commit-status.ts








const commit_status_MAX_PAGES = 20;
/** The share of the time that success has. The rest is for its replacement, if the step does not pass after all. */
const SUCCESS_SHARE = 5 / 6;
/**
 * Writes `pending`, and retries it only after a rate limit, so that at most one is written. Never rejects, and takes at most
 * 30 s.
 */
async function writePending({ github, place, description, onRequest }, runtime) {
    const deadline = runtime.clock.monotonic() + budgets/* STATUS_BUDGET_MS */.Yw;
    try {
        const limited = { ...runtime, deadline, onRequest };
        const id = await append(github, place, { state: 'pending', description }, limited);
        return { kind: 'written', id };
    }
    catch (error) {
        return { kind: 'unknown', error };
    }
}
/** Writes the end of the status within 30 s, or 3 s if the job is cancelled, less the time used. Never rejects. */
async function endStatus(ending, runtime) {
    const { pending, place, usedMs } = ending;
    const isCancelled = runtime.signal.aborted;
    const budgetMs = (isCancelled ? budgets/* CANCELLED_STATUS_BUDGET_MS */.yB : budgets/* STATUS_BUDGET_MS */.Yw) - usedMs;
    const beganAt = runtime.clock.monotonic();
    const own = await pending;
    // The signal of a cancelled job would end every request at once.
    const signal = isCancelled ? new AbortController().signal : runtime.signal;
    const limited = (ms) => ({ ...runtime, signal, deadline: beganAt + ms });
    const writer = new Writer(ending, own, limited(budgetMs), limited(budgetMs * SUCCESS_SHARE));
    const warnings = new Set();
    if (own?.kind === 'unknown')
        warnings.add(couldNotWrite(place, own.error));
    try {
        for (const note of await writer.write())
            warnings.add(note);
        return { warnings: [...warnings], isSettled: true };
    }
    catch (error) {
        warnings.add(couldNotWrite(place, error));
        return { warnings: [...warnings], isSettled: !runtime.signal.aborted };
    }
}
class Writer {
    #ending;
    #own;
    #limits;
    #successLimits;
    constructor(ending, own, limits, successLimits) {
        this.#ending = ending;
        this.#own = own;
        this.#limits = limits;
        this.#successLimits = successLimits;
    }
    /** Writes the end of the step, and returns warnings. */
    async write() {
        const { end } = this.#ending;
        const note = end.state === 'success' ? this.pass() : this.fail(end);
        return [await note].filter((warning) => warning !== null);
    }
    /** Writes success if nobody else has written. Returns a sentence on why it has not; else null. */
    async pass() {
        const { github, place, end } = this.#ending;
        if (this.#own?.kind !== 'written')
            return `The commit status ${(0,sanitize/* quote */.hD)(place.context)} does not show success, because its state pending was not written. Re-run the job.`;
        const own = this.#own.id;
        const before = await this.#readOthers(own).catch(asRequestError);
        if (before instanceof domain_errors/* RequestError */.GI)
            return (0,sentence/* sentence */.em)(`The commit status ${(0,sanitize/* quote */.hD)(place.context)} does not show success, because the statuses could not be read: ${(0,domain_errors/* describe */.q0)(before)}`);
        if (before === 'later')
            return `The commit status ${(0,sanitize/* quote */.hD)(place.context)} does not show success, because a later status replaced it. The later attempt sets the final state.`;
        if (before === 'step')
            return this.#failForStep();
        const error = await append(github, place, end, this.#successLimits).then(() => null, asRequestError);
        if (error !== null && classifyWriteError(error) === 'rejected')
            throw error;
        // Another step may have written in the meantime, and may fail to report it.
        const after = await this.#readOthers(own).catch(asRequestError);
        if (after === 'step' || after instanceof domain_errors/* RequestError */.GI)
            return this.#failForStep();
        if (error !== null)
            throw error;
        return null;
    }
    /** Writes the end of a step that fails, even if others have written. */
    async fail(end) {
        const { github, place } = this.#ending;
        const write = (limits) => github.createStatus(place.sha, { ...contentOf(place), ...end }, limits);
        await (0,read_with_retry/* readWithRetry */.r)(this.#limits, this.#limits.deadline, write);
        return null;
    }
    async #failForStep() {
        const { context } = this.#ending.place;
        await this.fail({
            state: 'failure',
            description: 'Several steps share this context, or it could not be read',
        });
        return `The commit status ${(0,sanitize/* quote */.hD)(context)} shows failure, because another step of this attempt may have written it. Give each step its own commit-status.`;
    }
    async #readOthers(own) {
        const { github, place } = this.#ending;
        const statuses = await readContext(github, place, this.#successLimits);
        // A step writes success only after its own pending, so its pending is enough to find it.
        const isOther = ({ id, state, targetUrl }) => id !== own && state !== 'success' && targetUrl === place.targetUrl;
        if (statuses.some(isOther))
            return 'step';
        return statuses[0]?.id === own ? null : 'later';
    }
}
/**
 * The statuses of the context, the newest first.
 *
 * @throws RequestError
 */
async function readContext(github, { sha, context }, limited) {
    const found = [];
    for (let page = 1; page <= commit_status_MAX_PAGES; page += 1) {
        const statuses = await (0,read_with_retry/* readWithRetry */.r)(limited, limited.deadline, (limits) => github.listStatuses(sha, page, limits));
        found.push(...statuses.filter((status) => status.context.toLowerCase() === context.toLowerCase()));
        if (statuses.length < pull_request_github/* STATUSES_PER_PAGE */.pJ)
            return found;
    }
    throw new domain_errors/* RequestError */.GI(`the commit has more than ${commit_status_MAX_PAGES * pull_request_github/* STATUSES_PER_PAGE */.pJ} statuses`, {
        kind: 'undecodable',
    });
}
/** Appends a status once: it is retried only after a rate limit, because then it was not written. */
async function append(github, place, content, { clock, signal, deadline, onRequest }) {
    let last = new domain_errors/* RequestError */.GI('the time limit passed before the first request', {
        kind: 'unreachable',
    });
    const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs: () => 1000, pollsAtDeadline: false };
    const written = await (0,poll/* poll */.w)(plan, async (limits) => {
        try {
            const status = { ...contentOf(place), ...content };
            return { done: true, value: await github.createStatus(place.sha, status, { ...limits, onRequest }) };
        }
        catch (error) {
            if (!(error instanceof domain_errors/* RequestError */.GI) || error.status !== 429)
                throw error;
            last = error;
            return { done: false, retryAfterMs: error.retryAfterMs };
        }
    });
    if (written === null)
        throw last;
    return written.value;
}
function contentOf({ context, targetUrl }) {
    return { context, targetUrl };
}
function asRequestError(error) {
    if (error instanceof domain_errors/* RequestError */.GI)
        return error;
    throw error;
}
/** A sentence about a status that could not be written, and the fix. */
function couldNotWrite({ context }, error) {
    const problem = (0,sentence/* sentence */.em)(`The commit status ${(0,sanitize/* quote */.hD)(context)} could not be written: ${(0,domain_errors/* describe */.q0)(error)}`);
    if (!(error instanceof domain_errors/* RequestError */.GI) || (error.status !== 403 && error.status !== 404))
        return problem;
    return `${problem} Give the job the permission statuses: write. The token of a pull request from a fork or from Dependabot can only read.`;
}

;// CONCATENATED MODULE: ./src/pull-request/step-status.ts




/** The commit status of one step: `pending` before the start, and the end. */
class StepStatus {
    #options;
    #pending = null;
    #usedMs = 0;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Sends `pending` if a commit status is requested. Resolves as soon as the request is passed to the network, so that it is
     * there before the next one is sent. Nothing waits for its connection or its response. Never rejects.
     *
     * @param agentName as the inputs name the agent; null if they do not
     */
    async begin(event, agentName) {
        const { variables, github, runtime, redact } = this.#options;
        const place = statusPlaceOf(variables, event);
        if (github === null || place === null || !isKnown(place))
            return;
        const description = describeStatus(agentName, 'in progress', redact);
        await new Promise((resolve) => {
            this.#pending = writePending({ github, place, description, onRequest: resolve }, runtime);
            // Not every write comes to a request.
            void this.#pending.then((own) => this.#keep(place, own)).then(resolve);
        });
    }
    /**
     * Writes the end, unless the outcome has none. Never rejects. Called again if the report fails after that; all calls have
     * 30 s together.
     *
     * @returns warnings
     */
    async end(event, { verdict, progress }) {
        const { variables, github, runtime, redact } = this.#options;
        const place = statusPlaceOf(variables, event);
        const state = endStateOf(verdict);
        if (github === null || place === null || state === null)
            return [];
        if (!isKnown(place))
            return [`The commit status ${(0,sanitize/* quote */.hD)(place.context)} could not be written: ${NO_HEAD}.`];
        const end = { state, description: describeEnd(verdict, progress, redact) };
        const ending = { github, place, pending: this.#pending, end, usedMs: this.#usedMs };
        const beganAt = runtime.clock.monotonic();
        const { warnings, isSettled } = await endStatus(ending, runtime);
        this.#usedMs += runtime.clock.monotonic() - beganAt;
        if (isSettled && this.#pending !== null)
            await this.#save('');
        return warnings;
    }
    async #keep({ sha, context, targetUrl }, own) {
        if (own.kind !== 'written')
            return;
        const { apiUrl, repository } = this.#options.api;
        const left = { apiUrl, repository, sha, context, targetUrl, id: own.id };
        await this.#save(JSON.stringify(left));
    }
    /** An error is reported when the report is loaded. */
    async #save(left) {
        await this.#options.save(left).catch(() => undefined);
    }
}
function isKnown(place) {
    return place.sha !== null;
}
const NO_HEAD = 'the head commit of the pull request could not be read. Give the job the permission pull-requests: read';

;// CONCATENATED MODULE: ./src/report/files.ts


/** Files in a new folder under `temporaryFolder`, which is created with the first file. */
function createReportFiles(temporaryFolder) {
    let folder = null;
    const path = (name) => {
        folder ??= (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temporaryFolder, 'run-kindo-agent-'));
        return (0,external_node_path_.join)(folder, name);
    };
    return { path, write: (name, content) => (0,external_node_fs_.writeFileSync)(path(name), content, { mode: 0o600 }) };
}

// EXTERNAL MODULE: ./src/domain/trace.ts
var domain_trace = __nccwpck_require__(9665);
;// CONCATENATED MODULE: ./src/retry/heartbeat.ts

/** Calls `beat` every 30 s until the work is done. */
async function withHeartbeat(clock, beat, work) {
    let cancel = clock.timer(budgets/* HEARTBEAT_INTERVAL_MS */.sU, onTimer);
    function onTimer() {
        beat();
        cancel = clock.timer(budgets/* HEARTBEAT_INTERVAL_MS */.sU, onTimer);
    }
    try {
        return await work();
    }
    finally {
        cancel();
    }
}

;// CONCATENATED MODULE: ./src/text/same-name.ts


const MAX_CODE_POINTS = 4;
// Characters that every font shows unambiguously.
const PLAIN = /^[\x20-\x7e]*$/;
/** A name in the form that is compared: trimmed, each white space as one space, composed (NFC). */
function foldName(name) {
    return name
        .normalize('NFC')
        .replace(/[\s\u0085]+/g, ' ')
        .trim();
}
/** True for two spellings of one name. Case-sensitive. */
function isSameName(a, b) {
    return foldName(a) === foldName(b);
}
/**
 * The name that is nearest to `given`, in quotes, with their difference if it is not visible; null without names.
 */
function nearestName(given, names) {
    const near = (0,closest_match/* closestMatch */.h)(foldName(given), names, foldName)[0];
    return near === undefined ? null : `${(0,sanitize/* quote */.hD)(near.item)}${explainDifference(given, near.item)}`;
}
/**
 * The difference of two names that may look the same, in parentheses after a space: the code points at the first place
 * that differs, or a note that names are case-sensitive. Empty if the difference is visible.
 */
function explainDifference(given, other) {
    const begin = (name) => foldName(name.slice(0, closest_match/* MAX_COMPARED_CHARS */.$));
    const [a, b] = [begin(given), begin(other)];
    if (a !== b && a.toLowerCase() === b.toLowerCase())
        return ' (names are case-sensitive)';
    const [ours, theirs] = [[...a], [...b]];
    const first = sameAtStart(ours, theirs);
    const last = sameAtStart(ours.slice(first).reverse(), theirs.slice(first).reverse());
    const mine = ours.slice(first, ours.length - last);
    const its = theirs.slice(first, theirs.length - last);
    if (PLAIN.test([...mine, ...its].join('')))
        return '';
    return ` (from character ${first + 1}, it has ${codePoints(its)} instead of ${codePoints(mine)})`;
}
function sameAtStart(a, b) {
    const place = a.findIndex((character, index) => character !== b[index]);
    return place < 0 ? a.length : place;
}
function codePoints(characters) {
    if (characters.length === 0)
        return 'nothing';
    const shown = characters.slice(0, MAX_CODE_POINTS).map((character) => {
        const hex = Number(character.codePointAt(0)).toString(16).toUpperCase();
        return `U+${hex.padStart(4, '0')}`;
    });
    return `${shown.join(' ')}${characters.length > MAX_CODE_POINTS ? ' …' : ''}`;
}

;// CONCATENATED MODULE: ./src/run/find-agent.ts





const MAX_SHOWN_NAMES = 5;
/**
 * Finds the agent.
 *
 * @param deadline until when to retry, of the monotonic clock
 * @throws InputError if there is no such agent, or more than one
 */
async function findAgent(service, target, runtime, deadline) {
    let agentId;
    if (target.kind === 'agent-id') {
        agentId = target.agentId;
    }
    else {
        const list = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => service.listAgents(limits));
        agentId = pickByName(list, target.agentName, service.name).id;
    }
    const found = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, (limits) => service.getAgent(agentId, limits));
    if (!('knownIds' in found))
        return found;
    const near = (0,closest_match/* closestMatch */.h)(agentId, found.knownIds, String)
        .slice(0, MAX_SHOWN_NAMES)
        .map(({ item }) => (0,sanitize/* quoteUnlessWord */.z3)(item));
    const known = near.length === 0 ? '' : ` The nearest: ${near.join(', ')}.`;
    throw new domain_errors/* InputError */.dz(`Agent ${agentId} was not found, or this API key cannot see it.${known} Check agent-id, and which account created the key.`);
}
/** The name of an agent in quotes; `unknown` if the service gives none. */
function quotedName({ name }) {
    return name === null ? 'unknown' : (0,sanitize/* quote */.hD)(name);
}
function agentTitle(agent) {
    return `${quotedName(agent)} (${(0,sanitize/* quoteUnlessWord */.z3)(agent.id)})`;
}
/** The description of an agent, in lines for the log. */
function describeAgent(agent) {
    const labels = agent.labels.map((label) => (0,sanitize/* quote */.hD)(label)).join(', ');
    const declared = labels === '' ? 'no labels' : `the labels ${labels}`;
    const line = `Agent ${agentTitle(agent)} declares ${declared}.`;
    return agent.notice === null ? [line] : [line, agent.notice];
}
/** The only agent that has the name. If two names look the same, even an exact spelling does not choose one. */
function pickByName(list, name, serviceName) {
    const [first, ...others] = list.agents.filter((agent) => agent.name !== null && isSameName(agent.name, name));
    if (first !== undefined && others.length === 0)
        return first;
    const cap = list.atCap
        ? ` The list ends after ${list.agents.length} agents, so there may be more. Use agent-id, which always works.`
        : '';
    if (first !== undefined) {
        const ids = [first, ...others].map((agent) => (0,sanitize/* quoteUnlessWord */.z3)(agent.id)).join(', ');
        throw new domain_errors/* InputError */.dz(`agent-name ${(0,sanitize/* quote */.hD)(name)} matches ${others.length + 1} agents: write agent-id, one of ${ids}.${cap}`);
    }
    const near = nearestAgents(list.agents, name);
    const known = near.length === 0
        ? 'This API key can see no agent: check which account created it.'
        : `The nearest: ${near.join(', ')}. Correct agent-name, or write agent-id.`;
    throw new domain_errors/* InputError */.dz(`${serviceName} lists no agent with the name ${(0,sanitize/* quote */.hD)(name)}. ${known}${cap}`);
}
function nearestAgents(agents, name) {
    return (0,closest_match/* closestMatch */.h)(foldName(name), agents, (agent) => foldName(agent.name ?? ''))
        .slice(0, MAX_SHOWN_NAMES)
        .map(({ item }) => `${agentTitle(item)}${explainDifference(name, item.name ?? '')}`);
}

;// CONCATENATED MODULE: ./src/run/check-labels.ts




const MAX_SHOWN_LABELS = 20;
/**
 * Finds the declared label for each given one. An unknown label must never be sent, because a service may drop it silently.
 *
 * @throws InputError with a sentence for every label that does not match exactly one declared label
 */
function checkLabels(agent, given, serviceName) {
    const inputs = new Map();
    const writtenAs = new Map();
    const problems = [];
    for (const [label, value] of given) {
        const [declared, ...others] = declaredAs(agent, label);
        const before = declared === undefined ? undefined : writtenAs.get(declared);
        if (declared === undefined)
            problems.push(explainUnknown(agent, label, serviceName));
        else if (others.length > 0)
            problems.push(explainSeveral(agent, label, [declared, ...others]));
        else if (before !== undefined) {
            problems.push(`The labels ${(0,sanitize/* quote */.hD)(before)} and ${(0,sanitize/* quote */.hD)(label)} both match ${(0,sanitize/* quote */.hD)(declared)} of agent ${quotedName(agent)}: keep one.`);
        }
        else {
            inputs.set(declared, value);
            writtenAs.set(declared, label);
        }
    }
    if (problems.length > 0)
        throw new domain_errors/* InputError */.dz(problems);
    return { inputs, notGiven: agent.labels.filter((label) => !inputs.has(label)) };
}
/** The declared labels that a given one matches: itself, or else all that differ only in white space and composition. */
function declaredAs({ labels }, given) {
    return labels.includes(given) ? [given] : labels.filter((label) => isSameName(label, given));
}
function explainUnknown(agent, label, serviceName) {
    const start = `Agent ${quotedName(agent)} has no input ${(0,sanitize/* quote */.hD)(label)}; ${serviceName} would silently drop it.`;
    const near = nearestName(label, agent.labels);
    if (near === null)
        return `${start} The agent declares no labels: remove it.`;
    return `${start} Correct the label. The nearest is ${near}. The agent declares ${listOf(agent.labels)}.`;
}
function explainSeveral(agent, label, declared) {
    return `The label ${(0,sanitize/* quote */.hD)(label)} matches several labels of agent ${quotedName(agent)} that differ only in white space or Unicode composition: ${listOf(declared)}. Rename one of them.`;
}
function listOf(labels) {
    const shown = labels.slice(0, MAX_SHOWN_LABELS).map((known) => (0,sanitize/* quote */.hD)(known));
    return `${shown.join(', ')}${labels.length > MAX_SHOWN_LABELS ? ' and more' : ''}`;
}

;// CONCATENATED MODULE: ./src/domain/evals.ts
/** True unless the report says that nothing was evaluated: only `skipped` without steps does. */
function hasVerdicts(report) {
    return report.steps.length > 0 || report.result !== 'skipped';
}
/** True if at least one eval step passed: without one, nothing supports a verdict of `pass`. */
function hasPassedStep(report) {
    return report.steps.some(({ result }) => result === 'pass');
}

// EXTERNAL MODULE: ./src/retry/backoff.ts
var backoff = __nccwpck_require__(8974);
;// CONCATENATED MODULE: ./src/run/eval-history.ts


/**
 * What the reads of a run's verdicts have shown so far. Steps are identified by their names, because numbers may shift
 * while verdicts are pending. Steps without a name only count in the sum of all.
 */
class EvalHistory {
    #most = new Map();
    #hasFailed = false;
    #last = null;
    /** The last report; null if no read has shown one. */
    get last() {
        return this.#last;
    }
    /**
     * Compares a report with all reads before it, and stores it.
     *
     * @param report null if the service has no verdicts
     * @returns a clause for each step that has vanished or is no longer `fail`, and for a verdict that is no longer `fail`,
     * or has vanished
     */
    compare(report) {
        const now = countByName(report);
        const clauses = this.#contradictions(now);
        if (this.#hasFailed && report?.result !== 'fail')
            clauses.unshift('the verdict is no longer fail');
        // A verdict that had no steps.
        if (report === null && clauses.length === 0 && this.#last !== null && hasVerdicts(this.#last))
            clauses.push('the verdict has vanished');
        for (const [name, { steps, failed }] of now) {
            const most = this.#most.get(name) ?? { steps: 0, failed: 0 };
            this.#most.set(name, {
                steps: Math.max(most.steps, steps),
                failed: Math.max(most.failed, failed),
            });
        }
        this.#hasFailed ||= report?.result === 'fail';
        this.#last = report ?? this.#last;
        return clauses;
    }
    #contradictions(now) {
        const clauses = [...this.#most].flatMap(([name, most]) => {
            const { steps, failed } = now.get(name) ?? { steps: 0, failed: 0 };
            if (steps < most.steps)
                return [`${titleOf(name)} has vanished`];
            return failed < most.failed ? [`${titleOf(name)} is no longer fail`] : [];
        });
        // The sum of all repeats what a name says already.
        const named = clauses.filter((clause) => !clause.startsWith(ANY));
        return named.length > 0 ? named : clauses;
    }
}
const ANY = 'an eval step';
const ALL_STEPS = '';
function titleOf(name) {
    return name === ALL_STEPS ? ANY : `eval step ${(0,sanitize/* quote */.hD)(name)}`;
}
/** The steps by their names; all of them under the empty name. */
function countByName(report) {
    const counts = new Map();
    const add = (name, isFailed) => {
        const count = counts.get(name) ?? { steps: 0, failed: 0 };
        counts.set(name, { steps: count.steps + 1, failed: count.failed + (isFailed ? 1 : 0) });
    };
    for (const { name, result } of report?.steps ?? []) {
        add(ALL_STEPS, result === 'fail');
        if (name !== ALL_STEPS)
            add(name, result === 'fail');
    }
    return counts;
}

;// CONCATENATED MODULE: ./src/run/evals.ts






/**
 * Reads the verdicts on a run that has succeeded, and waits for those that are pending. Some results count only
 * if they are read twice: this second read is sent even after the timeout.
 *
 * @returns the last reading if the time runs out
 * @throws ProtocolError if a response is about another run
 * @throws RequestError after a redirect
 */
async function readEvals(request, runtime) {
    const { clock, signal, random } = runtime;
    const history = new EvalHistory();
    let latest = { kind: 'not-read' };
    const read = async (limits) => {
        const result = await readOnce(request, history, limits);
        latest = result.reading;
        request.onReading(latest);
        return result;
    };
    const plan = {
        clock,
        signal,
        deadline: request.beganAt + request.timeoutMs,
        firstPauseMs: 0,
        pauseMs: (attempts) => Math.min(request.pollIntervalMs, (0,backoff/* growingPauseMs */.aw)(attempts, random())),
        pollsAtDeadline: true,
    };
    const end = await (0,poll/* poll */.w)(plan, async (limits, isLast) => {
        let before = await read(limits);
        // This loop ends: after a pass, a 404 contradicts the read before, and so needs no second read.
        while (needsSecondRead(before, isLast, request.required)) {
            await clock.sleep(budgets/* SECOND_READ_PAUSE_MS */.ec, signal);
            const again = await read({ timeoutMs: budgets/* LAST_POLL_TIMEOUT_MS */.MP, signal });
            if (again.reading.kind === before.reading.kind)
                return attemptOf(again);
            before = again;
        }
        return attemptOf(before);
    });
    return end?.value ?? latest;
}
function attemptOf({ reading, isSettled, retryAfterMs }) {
    return isSettled ? { done: true, value: reading } : { done: false, retryAfterMs };
}
function needsSecondRead({ reading, isSettled }, isLast, required) {
    if (reading.kind === 'none')
        return isSettled || isLast;
    if (reading.kind !== 'read' || reading.contradictions !== undefined)
        return false;
    return required && isSettled && reading.report.result === 'pass' && hasPassedStep(reading.report);
}
async function readOnce({ service, runId, required }, history, limits) {
    try {
        const report = await service.getEvals(runId, limits);
        return {
            reading: readingOf(report, history),
            isSettled: isSettled(report, required),
            retryAfterMs: null,
        };
    }
    catch (error) {
        if (error instanceof domain_errors/* ProtocolError */.bd && error.kind === 'untrusted')
            return { reading: unreadable(error), isSettled: true, retryAfterMs: null };
        if (!(error instanceof domain_errors/* RequestError */.GI) || error.kind === 'redirect')
            throw error;
        const isSettled = error.kind === 'status' && !(0,domain_errors/* isTransient */.dg)(error);
        return { reading: unreadable(error), isSettled, retryAfterMs: error.retryAfterMs };
    }
}
function unreadable({ message }) {
    return { kind: 'unreadable', reason: message };
}
function readingOf(report, history) {
    const contradictions = history.compare(report);
    const shown = history.last;
    if (contradictions.length > 0 && shown !== null)
        return { kind: 'read', report: shown, contradictions };
    return report === null ? { kind: 'none' } : { kind: 'read', report };
}
function isSettled(report, required) {
    if (report === null)
        return !required;
    const statuses = [report.result, ...report.steps.map((step) => step.result)];
    if (statuses.includes('unrecognised'))
        return true;
    if (statuses.includes('pending'))
        return false;
    return hasVerdicts(report) || !required;
}

;// CONCATENATED MODULE: ./src/run/log-settings.ts


/** Logs what the step will do, and its settings. */
function logSettings({ settings, service, runtime }) {
    const { command, policy, timeoutMs, evalTimeoutMs } = settings;
    const inputs = command.kind === 'attach' ? [] : command.inputs;
    const sizes = Array.from(inputs, ([label, value]) => `${(0,sanitize/* quote */.hD)(label)} (${Buffer.byteLength(value)} bytes)`);
    runtime.log.group(`${service.name}: ${subjectOf(command)}`, [
        `service: ${service.baseUrl}`,
        `inputs: ${sizes.join(', ') || 'none'}`,
        `mode: ${modeOf(command)}, timeout: ${(0,duration/* formatDuration */.a3)(timeoutMs)}, eval-timeout: ${(0,duration/* formatDuration */.a3)(evalTimeoutMs)}`,
        `verdicts required: ${policy.requireEvals}${policy.requireSteps.map((name) => `, eval step ${(0,sanitize/* quote */.hD)(name)}`).join('')}`,
        ...(policy.failOnFindings === null
            ? []
            : [`findings that fail the step: level ${policy.failOnFindings} and above`]),
        ...(settings.resultSchema === null ? [] : [`schema of the result: ${settings.resultSchema}`]),
        ...(policy.isAdvisory ? ['advisory: true'] : []),
        `allowed besides passed: ${[...policy.allow].join(', ') || 'nothing'}`,
    ]);
}
function subjectOf(command) {
    if (command.kind === 'attach')
        return `run ${command.runId}`;
    const { agent } = command;
    return agent.kind === 'agent-id' ? `agent ${agent.agentId}` : `agent ${(0,sanitize/* quote */.hD)(agent.agentName)}`;
}
function modeOf(command) {
    switch (command.kind) {
        case 'validate':
            return 'validate-only';
        case 'start':
            return command.wait ? 'run' : 'start-only';
        case 'attach':
            return 'run';
    }
}

;// CONCATENATED MODULE: ./src/run/median-duration.ts



const MAX_RUNS = 3;
/** The median duration of the agent's last runs, for the progress line alone: no error of it is reported. */
class MedianDuration {
    #options;
    #runtime;
    #ended = new AbortController();
    #durationsMs = [];
    #isStarted = false;
    constructor(options, runtime) {
        this.#options = options;
        this.#runtime = runtime;
    }
    /** Begins to read the runs, once, unless the last response was a rate limit. Returns at once, and never throws. */
    start() {
        if (this.#isStarted || this.#options.isLimited())
            return;
        this.#isStarted = true;
        void this.#read();
    }
    /** Ends the reading. */
    stop() {
        this.#ended.abort(new Error('the wait is over'));
    }
    /** A clause for the progress line, beginning with a comma; empty as long as nothing is known. */
    clause(elapsedMs) {
        const sorted = this.#durationsMs.toSorted((a, b) => a - b);
        const middle = sorted[Math.floor(sorted.length / 2)];
        if (middle === undefined)
            return '';
        const median = sorted.length === 1 ? 'the last run' : `the median of the last ${sorted.length} runs`;
        const relation = elapsedMs > middle ? 'longer than' : 'compared with';
        return `, ${relation} ${(0,duration/* formatDuration */.a3)(middle)}, ${median}`;
    }
    async #read() {
        const { service, runIds, isLimited } = this.#options;
        const signal = AbortSignal.any([this.#runtime.signal, this.#ended.signal]);
        try {
            for (const runId of runIds.filter(domain_run/* isRunId */.Pk).slice(0, MAX_RUNS)) {
                if (isLimited())
                    return;
                const run = await service.getRun(runId, { timeoutMs: budgets/* REQUEST_TIMEOUT_MS */.j2, signal });
                if (run.state !== 'success' || run.createdAtMs === null || run.endedAtMs === null)
                    continue;
                this.#durationsMs.push(Math.max(0, run.endedAtMs - run.createdAtMs));
            }
        }
        catch {
            // If the error matters, the wait for the run gets it, too.
        }
    }
}

;// CONCATENATED MODULE: ./src/run/run-search.ts


const MAX_CANDIDATES = 50;
/** A search for new runs of an agent, which reads the list several times. */
class RunSearch {
    #service;
    #query;
    #limits;
    /**
     * Those that existed before, and those that turned out to be older or another agent's when they were read; in lower
     * case.
     */
    #dismissed;
    #candidates = new Map();
    /** Those without a time of creation in the list. */
    #unread = new Set();
    #error = null;
    constructor({ service, agent, sinceMs, limits }) {
        this.#service = service;
        this.#query = { agentId: agent.id, sinceMs };
        this.#limits = limits;
        this.#dismissed = new Set(agent.earlierRunIds.map((runId) => runId.toLowerCase()));
    }
    get candidates() {
        return [...this.#candidates.values()];
    }
    /** Why the last reading of the list, or of a run in it, was not complete; null if it was. */
    get error() {
        return this.#error;
    }
    /**
     * Reads the list, and then every run whose time of creation is not in it. An error does not remove what was found before.
     *
     * @throws only what is not an error of a response
     */
    async read() {
        this.#error = null;
        await this.#try(() => this.#readList());
        // An error of a single run must not hide that the list rejects the key.
        if (!isKeyError(this.#error))
            await this.#try(() => this.#readRuns());
    }
    async #try(work) {
        try {
            await work();
        }
        catch (error) {
            if (!(0,domain_errors/* isResponseError */.cH)(error))
                throw error;
            this.#error = error;
        }
    }
    async #readList() {
        for await (const run of this.#service.listRunsSince(this.#query, this.#limits))
            this.#consider(run);
    }
    #consider(run) {
        if (this.#dismissed.has(run.runId.toLowerCase()) || this.#candidates.has(run.runId))
            return;
        if (this.#candidates.size === MAX_CANDIDATES) {
            throw new domain_errors/* RequestError */.GI(`there are more than ${MAX_CANDIDATES} new runs`, { kind: 'undecodable' });
        }
        this.#candidates.set(run.runId, run);
        if (run.createdAtMs === null)
            this.#unread.add(run.runId);
    }
    async #readRuns() {
        for (const runId of this.#unread) {
            const { agentId, createdAtMs } = await this.#service.getRun(runId, this.#limits());
            const run = { runId, agentId, createdAtMs };
            this.#unread.delete(runId);
            if ((0,domain_run/* mayMatch */.B7)(run, this.#query)) {
                this.#candidates.set(runId, run);
            }
            else {
                this.#candidates.delete(runId);
                this.#dismissed.add(runId.toLowerCase());
            }
        }
    }
}
/** True for the error of a rejected key. */
function isKeyError(error) {
    return error instanceof domain_errors/* RequestError */.GI && (0,domain_errors/* isKeyRejected */.IG)(error);
}

;// CONCATENATED MODULE: ./src/run/reconcile.ts






const MAX_SHOWN_CANDIDATES = 5;
/**
 * Searches for the run of a start whose response was lost: runs of the agent that did not exist before and were created
 * after it, by the service's own clock if it is known. None is ever used as the run of the start, because somebody else may
 * have started it. The search decides nothing, so its errors are only reported in the message; only a rejected key
 * changes the outcome, and ends the search.
 *
 * It ends after 90 s, or as soon as the whole list was read with a new run in it and showed no other for 10 s. That is
 * safe because the message does not say that there is no other: a list that shows runs which began after the start is up
 * to date, a start makes at most one, and the outcome is the same for any number.
 *
 * @throws the signal's reason
 */
async function reconcile(lost, runtime) {
    const { clock, signal, random, log } = runtime;
    const beganAt = clock.monotonic();
    log.info(`The response to the start was lost. Searching for a run that it may have created, for at most ${(0,duration/* formatDuration */.a3)(budgets/* SEARCH_BUDGET_MS */.Sc)}.`);
    const limits = () => {
        const leftMs = beganAt + budgets/* SEARCH_BUDGET_MS */.Sc - clock.monotonic();
        return { signal, timeoutMs: Math.max(0, Math.min(budgets/* REQUEST_TIMEOUT_MS */.j2, leftMs)) };
    };
    const sinceMs = lost.serviceClock.at(lost.sentAt) - budgets/* MAX_CLOCK_SKEW_MS */.s9;
    const search = new RunSearch({ ...lost, sinceMs, limits });
    let newestAt = beganAt;
    const plan = {
        clock,
        signal,
        deadline: beganAt + budgets/* SEARCH_BUDGET_MS */.Sc - budgets/* LAST_POLL_TIMEOUT_MS */.MP,
        firstPauseMs: budgets/* FIRST_SEARCH_PAUSE_MS */.CW,
        pauseMs: (polls) => (0,backoff/* growingPauseMs */.aw)(polls + 1, random()),
        pollsAtDeadline: true,
    };
    await (0,poll/* poll */.w)(plan, async () => {
        if (clock.monotonic() - beganAt >= budgets/* SEARCH_BUDGET_MS */.Sc)
            return { done: false };
        const known = search.candidates.length;
        await search.read().finally(() => {
            if (search.candidates.length > known)
                newestAt = clock.monotonic();
            lost.onCandidates(search.candidates);
        });
        return reconcile_attemptOf(search, clock.monotonic() - newestAt >= budgets/* SEARCH_SETTLED_MS */.o7);
    });
    const waited = (0,duration/* formatDuration */.a3)(clock.monotonic() - beganAt);
    const { candidates, error } = search;
    const message = reconcile_explain(lost.service.name, candidates, error, waited);
    return isKeyError(error)
        ? { outcome: 'invalid-input', message: `${message} ${explainRefusal(error)}` }
        : { outcome: 'ambiguous-start', message };
}
/** Whether the search has ended: with a rejected key, or with candidates that are the same for long enough. */
function reconcile_attemptOf({ error, candidates }, isSettled) {
    if (error instanceof domain_errors/* RequestError */.GI)
        return (0,domain_errors/* isKeyRejected */.IG)(error)
            ? { done: true, value: null }
            : { done: false, retryAfterMs: error.retryAfterMs };
    const isOver = error === null && candidates.length > 0 && isSettled;
    return isOver ? { done: true, value: null } : { done: false };
}
function explainRefusal(error) {
    return (error.advice ||
        'The API key was rejected after the start. Check that it is not revoked, and is allowed to read runs.');
}
function reconcile_explain(service, candidates, problem, waited) {
    const [first, ...others] = candidates;
    if (first === undefined) {
        return problem === null
            ? `No new run of this agent appeared within ${waited}. One may still exist: check ${service} before you re-run this step.`
            : `The list of new runs could not be read completely (${problem.message}). Check ${service} before you re-run this step.`;
    }
    const shown = candidates.slice(0, MAX_SHOWN_CANDIDATES).map(({ runId }) => runId);
    if (candidates.length > shown.length)
        shown.push(`and ${candidates.length - shown.length} more`);
    const found = others.length === 0
        ? `${service} lists a new run of this agent: ${first.runId}. This start or another one may have created it, so it was not evaluated. Check this run. If it is yours, attach to it with run-id.`
        : `${service} lists ${candidates.length} new runs of this agent: ${shown.join(', ')}. This start or another one may have created each of them, so none was evaluated. Check these runs, and attach to yours with run-id.`;
    return problem === null
        ? found
        : `${found} There may be more, because not all could be read (${problem.message}).`;
}

;// CONCATENATED MODULE: ./src/run/record.ts



/**
 * Records and reports the agent.
 *
 * @throws InputError if it cannot be started
 */
async function recordAgent({ runtime, progress }, agent) {
    await progress.agentFound(agent);
    for (const line of describeAgent(agent))
        runtime.log.info(line);
    if (agent.cannotStart !== null) {
        throw new domain_errors/* InputError */.dz(`Agent ${agentTitle(agent)} cannot be started here: ${agent.cannotStart}`);
    }
}
/** A clause with the link to a run; empty if the service has no links. */
function linkTo({ service }, runId) {
    const url = service.runUrl(runId);
    return url === null ? '' : ` ${url}`;
}
/** Records a poll of the run, and reports a new status. */
function recordPoll({ progress, runtime }, run, elapsed) {
    const before = progress.snapshot().run;
    progress.observed(run);
    if (before?.rawStatus !== run.rawStatus)
        runtime.log.info(`The run is ${(0,sanitize/* quoteUnlessWord */.z3)(run.rawStatus)} (${elapsed} elapsed)`);
    if (run.message !== null && run.message.payload === null) {
        progress.warn("The shape of the agent's message is not as documented, so result is its raw text and result-payload is empty.");
    }
}

;// CONCATENATED MODULE: ./src/retry/send-once.ts





const MAX_UNSENT = 4;
/**
 * Sends a request that has an effect. It is sent again only if the first one certainly had none: it never left, or its
 * response is a complete 429. One that never left is sent four times, within 60 s of the first of them.
 *
 * @throws RequestError if the service could not be reached, or its responses stayed 429
 */
async function sendOnce(request, runtime) {
    const { clock, signal, random, log } = runtime;
    const { what, send, onState } = request;
    let last;
    let isSent = false;
    let unsent = { times: 0, since: 0 };
    const mark = (mayHaveArrived) => {
        isSent = mayHaveArrived;
        onState(mayHaveArrived);
    };
    const afterError = (error, sentAt) => {
        if (!isSent) {
            unsent = { times: unsent.times + 1, since: unsent.times === 0 ? sentAt : unsent.since };
            const isOver = unsent.times === MAX_UNSENT || clock.monotonic() - unsent.since >= budgets/* UNSENT_WRITE_BUDGET_MS */.XL;
            if (error.permanent || isOver)
                throw error;
            log.info(`${what} was not sent. Retrying: ${(0,domain_errors/* describe */.q0)(error)}`);
            return { done: false };
        }
        unsent = { times: 0, since: 0 };
        const judgement = classifyWriteError(error);
        if (judgement === 'unknown')
            return { done: true, value: { kind: 'unknown', error, sentAt } };
        mark(false);
        if (judgement === 'rejected')
            return { done: true, value: { kind: 'rejected', error } };
        log.info(`The service limits the rate of requests. Waiting: ${(0,domain_errors/* describe */.q0)(error)}`);
        return { done: false, retryAfterMs: error.retryAfterMs };
    };
    const plan = {
        clock,
        signal,
        deadline: clock.monotonic() + budgets/* RATE_LIMITED_WRITE_BUDGET_MS */.V1,
        firstPauseMs: 0,
        pauseMs: (attempts) => (0,backoff/* retryPauseMs */.vd)(attempts, random()),
        pollsAtDeadline: false,
    };
    const end = await (0,poll/* poll */.w)(plan, async () => {
        const sentAt = clock.monotonic();
        try {
            const value = await send({ timeoutMs: budgets/* REQUEST_TIMEOUT_MS */.j2, signal, onSent: () => mark(true) });
            return { done: true, value: { kind: 'accepted', value, sentAt } };
        }
        catch (error) {
            if (error instanceof domain_errors/* ProtocolError */.bd)
                return { done: true, value: { kind: 'unknown', error, sentAt } };
            if (!(error instanceof domain_errors/* RequestError */.GI))
                throw error;
            last = error;
            return afterError(error, sentAt);
        }
    });
    if (end === null)
        throw last;
    return end.value;
}

// EXTERNAL MODULE: ./src/retry/retry-state.ts
var retry_state = __nccwpck_require__(4736);
;// CONCATENATED MODULE: ./src/run/wait.ts






/**
 * Polls the run until it is no longer in progress, or was seen if that is enough, the deadline has passed, or every poll
 * has failed for 10 minutes.
 *
 * @throws InputError if the run is not found, or is another one than the inputs name
 * @throws RequestError if the responses are not this API's
 * @throws ProtocolError if a response is not about this run
 */
async function waitForRun(wait, runtime) {
    const { clock, signal, random } = runtime;
    const poller = new RunPoller(wait, runtime);
    const plan = {
        clock,
        signal,
        deadline: wait.beganAt + wait.timeoutMs,
        firstPauseMs: wait.firstPauseMs,
        pauseMs: () => (0,backoff/* pollPauseMs */.CF)(poller.ageMs(), wait.pollIntervalMs, random()),
        pollsAtDeadline: true,
    };
    const end = await (0,poll/* poll */.w)(plan, (limits) => poller.poll(limits));
    return end === null ? poller.endAtDeadline() : end.value;
}
/** Polls one run, and keeps what is known of it and of the service between two polls. */
class RunPoller {
    #wait;
    #runtime;
    #retryState = new retry_state/* RetryState */.O({ acceptsPermanent: true });
    #wasSeen;
    /** When the run was created, of the monotonic clock; null if this step started it, or that is not known. */
    #createdAt = null;
    /** The first of the polls without a usable response; null if the last one had one, or was only rate-limited. */
    #failingSince = null;
    constructor(wait, runtime) {
        this.#wait = wait;
        this.#runtime = runtime;
        this.#wasSeen = wait.wasSeen ?? false;
    }
    /** The age of the run: since it was created, if it was started elsewhere, else since the wait began. */
    ageMs() {
        return Math.max(0, this.#runtime.clock.monotonic() - (this.#createdAt ?? this.#wait.beganAt));
    }
    async poll(limits) {
        const { service, runId, verify, endsWhenSeen = false } = this.#wait;
        try {
            const run = await service.getRun(runId, limits);
            verify(run);
            this.#accept(run);
            const continues = run.state === 'in_progress' && !endsWhenSeen;
            return continues ? { done: false } : { done: true, value: { kind: 'ended', run } };
        }
        catch (error) {
            return this.#afterError(error);
        }
    }
    endAtDeadline() {
        return this.#retryState.last === null
            ? { kind: 'timed-out' }
            : this.#unanswered(`After the timeout of ${(0,duration/* formatDuration */.a3)(this.#wait.timeoutMs)},`);
    }
    #accept(run) {
        if (this.#retryState.last !== null)
            this.#runtime.log.info('The service responds again.');
        this.#retryState.reset();
        this.#failingSince = null;
        this.#wasSeen = true;
        if (!this.#wait.isNew)
            this.#createdAt = momentOfCreation(run, this.#runtime.clock);
        this.#wait.onPoll(run);
    }
    #afterError(error) {
        const isFirst = this.#retryState.last === null;
        const attempt = isNotFound(error) ? this.#afterNotFound(error) : this.#retryState.retryOrThrow(error);
        if (attempt.done)
            return attempt;
        if (isFirst) {
            const message = this.#retryState.lastMessage();
            this.#runtime.log.info(`A poll of the run failed. The wait continues: ${message}`);
        }
        if (!this.#isOutage())
            return attempt;
        return { done: true, value: this.#unanswered(`For ${(0,duration/* formatDuration */.a3)(budgets/* MAX_OUTAGE_MS */.SB)},`) };
    }
    #afterNotFound(error) {
        const { runId, isNew } = this.#wait;
        if (!this.#wasSeen && !isNew)
            throw explainNotThere(runId, error);
        if (!this.#wasSeen && this.#waitedMs() < budgets/* NEW_RUN_VISIBLE_WITHIN_MS */.xY) {
            this.#retryState.note(error);
            return { done: false };
        }
        const reason = `Run ${runId} is no longer found, so its end is unknown (${error.message}). Check the run at the service before you re-run the job.`;
        return { done: true, value: { kind: 'unavailable', reason } };
    }
    #isOutage() {
        const now = this.#runtime.clock.monotonic();
        this.#failingSince = this.#retryState.isRateLimited() ? null : (this.#failingSince ?? now);
        return this.#failingSince !== null && now - this.#failingSince >= budgets/* MAX_OUTAGE_MS */.SB;
    }
    #waitedMs() {
        return this.#runtime.clock.monotonic() - this.#wait.beganAt;
    }
    #unanswered(when) {
        const message = this.#retryState.lastMessage();
        const reason = `${when} there was no usable response about run ${this.#wait.runId} (${message}). The run may still be running: attach to it with run-id in a later job.`;
        return { kind: 'unavailable', reason };
    }
}
function momentOfCreation({ createdAtMs, serviceTimeMs }, clock) {
    return createdAtMs === null ? null : clock.monotonic() - ((serviceTimeMs ?? clock.now()) - createdAtMs);
}
/** The error of a first poll of a run that was started before; the error itself unless it is a 404. */
function explainNotThere(runId, error) {
    if (!isNotFound(error))
        return error;
    return new domain_errors/* InputError */.dz(`run-id ${runId} was not found, or this API key cannot see it (${error.message}). Copy run-id from the outputs of the step that started the run.`, { cause: error });
}
function isNotFound(error) {
    return error instanceof domain_errors/* RequestError */.GI && error.status === 404;
}

;// CONCATENATED MODULE: ./src/run/resume.ts






/**
 * Answers what a run waits for, once. If the response is lost, the answer is not retried: the status of the run shows
 * whether it arrived.
 *
 * @returns the service to poll the run with from now on: an answered interrupt does not count as pending for a while
 * @throws InputError if the run does not wait for this answer, before anything is sent, or if the service rejects it
 * @throws RequestError if the service could not be reached
 */
async function resumeOnce(resume, runtime) {
    const { service, runId, answer, deadline, planned } = resume;
    const run = await (0,read_with_retry/* readWithRetry */.r)(runtime, deadline, async (limits) => {
        try {
            return await service.getRun(runId, limits);
        }
        catch (error) {
            throw explainNotThere(runId, error);
        }
    });
    resume.onPoll(run);
    checkPending(run, answer);
    const sent = await sendOnce({
        what: 'The answer',
        send: (limits) => service.resumeRun(runId, answer.json, limits),
        onState: planned.mark,
    }, runtime);
    if (sent.kind === 'rejected')
        throw new domain_errors/* InputError */.dz(resume_explainRefusal(resume, sent.error), { cause: sent.error });
    runtime.log.info(sent.kind === 'accepted'
        ? 'The answer was accepted.'
        : `The answer was sent, but its response was lost (${(0,domain_errors/* describe */.q0)(sent.error)}). It was not retried. The status of the run shows whether it arrived.`);
    if (sent.kind === 'accepted')
        resume.onPoll(withoutInterrupt(run, answer.id));
    return withoutAnswered(service, answer.id, runtime.clock);
}
function checkPending({ runId, state, rawStatus, interrupts }, { id }) {
    if (state !== 'interrupted') {
        throw new domain_errors/* InputError */.dz(`resume answers a run that waits, and run ${runId} does not: its status is ${(0,sanitize/* quoteUnlessWord */.z3)(rawStatus)}. Remove resume to wait for it and to evaluate it.`);
    }
    if (interrupts.some((interrupt) => interrupt.id === id))
        return;
    const ids = interrupts.map((interrupt) => (0,sanitize/* quote */.hD)(interrupt.id)).join(', ');
    throw new domain_errors/* InputError */.dz(`resume has the id of an interrupt that run ${runId} does not wait for. ${ids === '' ? 'It names no interrupt' : `It waits for ${ids}`}. Read the interrupts output again before you answer.`);
}
function resume_explainRefusal({ service, runId }, { message }) {
    return `${service.name} rejected the answer to run ${runId} (${message}). Check resume, and that the run still waits for it.`;
}
/** The service, without an interrupt that was just answered. */
function withoutAnswered(service, id, clock) {
    const until = clock.monotonic() + budgets/* ANSWERED_INTERRUPT_SHOWN_MS */.Nk;
    return {
        ...service,
        async getRun(runId, limits) {
            const run = await service.getRun(runId, limits);
            return run.state === 'interrupted' && clock.monotonic() < until ? withoutInterrupt(run, id) : run;
        },
    };
}
function withoutInterrupt(run, id) {
    const interrupts = run.interrupts.filter((interrupt) => interrupt.id !== id);
    return interrupts.length === 0 ? { ...run, state: 'in_progress', interrupts } : { ...run, interrupts };
}

;// CONCATENATED MODULE: ./src/run/service-clock.ts


/**
 * The service's clock, from the `Date` of its responses; as long as none has one, the clock of this machine, which may be
 * wrong by any amount. All moments are of the monotonic clock, all times in milliseconds since the epoch.
 */
class ServiceClock {
    #clock;
    /** Time minus moment, by this machine. */
    #ownOffsetMs;
    /** The same by the service; null as long as it is not known. */
    #offsetMs = null;
    #isExplained = false;
    constructor(clock) {
        this.#clock = clock;
        this.#ownOffsetMs = clock.now() - clock.monotonic();
    }
    /** @param serviceTimeMs the `Date` of a response that has just arrived; null if it has none */
    learn(serviceTimeMs) {
        if (serviceTimeMs === null)
            return;
        const offsetMs = serviceTimeMs - this.#clock.monotonic();
        // A response that is repeated is late, and never early.
        this.#offsetMs = Math.max(this.#offsetMs ?? offsetMs, offsetMs);
    }
    now() {
        return this.at(this.moment());
    }
    moment() {
        return this.#clock.monotonic();
    }
    at(moment) {
        return moment + (this.#offsetMs ?? this.#ownOffsetMs);
    }
    /** A sentence on this machine's clock if it differs much from the service's, once; null otherwise. */
    explainDifference() {
        const differenceMs = this.#offsetMs === null ? 0 : this.#ownOffsetMs - this.#offsetMs;
        if (this.#isExplained || Math.abs(differenceMs) <= budgets/* REPORTED_CLOCK_SKEW_MS */.fo)
            return null;
        this.#isExplained = true;
        const by = (0,duration/* formatDuration */.a3)(Math.abs(differenceMs));
        return `The clock of this machine is ${by} ${differenceMs > 0 ? 'ahead of' : 'behind'} the service's. Ages and times of creation are measured by the service's clock. Set the clock of the runner.`;
    }
}

;// CONCATENATED MODULE: ./src/run/start.ts



/**
 * Starts a run at most once. The result says if it is unknown whether a run exists. `sentAt` is when the last start was
 * sent, of the monotonic clock.
 *
 * @throws InputError if the service rejected the start
 * @throws RequestError if the service could not be reached, or its responses stayed 429
 * @throws ProtocolError if the response cannot be trusted, or names a run that existed before the start
 */
async function startOnce(start, runtime) {
    const { service, agent, inputs, progress } = start;
    const planned = progress.planStart();
    const sent = await sendOnce({
        what: 'The start',
        send: (limits) => service.startRun({ agentId: agent.id, inputs }, limits),
        onState: planned.mark,
    }, runtime);
    if (sent.kind === 'rejected')
        throw new domain_errors/* InputError */.dz(start_explainRefusal(start, sent.error), { cause: sent.error });
    if (sent.kind === 'unknown') {
        if (sent.error instanceof domain_errors/* ProtocolError */.bd)
            throw explainUntrusted(sent.error);
        return { kind: 'ambiguous', reason: explainAmbiguous(sent.error), sentAt: sent.sentAt };
    }
    if (agent.earlierRunIds.some((runId) => runId.toLowerCase() === sent.value.toLowerCase())) {
        throw new domain_errors/* ProtocolError */.bd(`the response to the start names run ${sent.value}, which existed before it: a cache or proxy may repeat old responses. Exclude the API's host from it`);
    }
    planned.accepted(sent.value, service.runUrl(sent.value));
    return { kind: 'accepted', runId: sent.value, sentAt: sent.sentAt };
}
function explainUntrusted(error) {
    return new domain_errors/* ProtocolError */.bd(`the start was sent, so a run may exist, but its response cannot be trusted: ${error.message}`, error.kind, { cause: error });
}
function explainAmbiguous(error) {
    return `The start request was sent, but its response was lost (${(0,domain_errors/* describe */.q0)(error)}), so a run may exist. It was not retried.`;
}
function start_explainRefusal({ service, agent, notGiven }, error) {
    const refused = `${service.name} rejected the start of agent ${agent.id} (${error.message}).`;
    switch (error.status) {
        case 401:
        case 403:
            return `${refused} ${error.advice || 'Check that the API key is not revoked, and is allowed to run this agent.'}`;
        case 404:
            return `${refused} Check that the agent was not deleted, and that this API key is allowed to run it.`;
        case 413:
            return `${refused} The inputs are too large: send shorter values.`;
        case 422:
            return notGiven.length === 0
                ? `${refused} Every label that the agent declares was given, so check the agent's settings.`
                : `${refused} These labels that the agent declares were not given: ${notGiven.map((label) => (0,sanitize/* quote */.hD)(label)).join(', ')}. Add those that it requires to inputs.`;
        default:
            return `${refused} Check inputs, and that base-url is the address of the API.`;
    }
}

;// CONCATENATED MODULE: ./src/run/trace.ts


/**
 * Reads the steps of a run that has ended, with one request that is never retried: nothing depends on them.
 *
 * @param deadline of the wait for the run, of the monotonic clock; the request has as long as a last poll of it
 */
async function readTrace(service, runId, deadline, { clock, signal }) {
    const leftMs = deadline + budgets/* LAST_POLL_TIMEOUT_MS */.MP - clock.monotonic();
    const timeoutMs = Math.max(1, Math.min(budgets/* LAST_POLL_TIMEOUT_MS */.MP, leftMs));
    try {
        return { kind: 'read', trace: await service.getTrace(runId, { timeoutMs, signal }) };
    }
    catch (error) {
        if (!(0,domain_errors/* isResponseError */.cH)(error))
            throw error;
        return { kind: 'unreadable', reason: error.message };
    }
}

;// CONCATENATED MODULE: ./src/run/verify.ts




/**
 * For a run that this step started: the start must have created it, and it must belong to the agent of the start, if the
 * service names one.
 *
 * @param sentAt when the start was sent, of the monotonic clock
 */
function verifyStarted(agentId, sentAt, clock) {
    return (run) => {
        clock.learn(run.serviceTimeMs);
        const createdAtMs = creationOf(run, clock);
        const tooOldMs = clock.at(sentAt) - createdAtMs;
        if (tooOldMs > budgets/* MAX_CLOCK_SKEW_MS */.s9) {
            throw new domain_errors/* ProtocolError */.bd(`run ${run.runId} was created ${(0,duration/* formatDuration */.a3)(tooOldMs)} before the start whose response names it: a cache or proxy may repeat old responses. Exclude the API's host from it`);
        }
        assertAgent(run, agentId);
    };
}
/**
 * For a run that was started elsewhere: the first poll must show the agent that was named, and later polls the same one.
 * The age that it had at the first poll must be allowed. It is measured again at later polls, because the first response
 * may have had an old date.
 */
function verifyAttached({ agentId, maxRunAgeMs }, clock) {
    let first = null;
    return (run) => {
        clock.learn(run.serviceTimeMs);
        if (first === null) {
            if (agentId !== null)
                assertNamed(run, agentId);
            first = { moment: clock.moment(), agentId: run.agentId };
        }
        const ageMs = clock.at(first.moment) - creationOf(run, clock);
        if (ageMs > maxRunAgeMs) {
            throw new domain_errors/* InputError */.dz(`run-id ${run.runId} was created ${(0,duration/* formatDuration */.a3)(ageMs)} ago, and max-run-age is ${(0,duration/* formatDuration */.a3)(maxRunAgeMs)}: attach to a newer run, or raise max-run-age.`);
        }
        if (first.agentId !== null)
            assertAgent(run, first.agentId);
    };
}
function assertNamed({ runId, agentId }, wanted) {
    if (agentId === wanted)
        return;
    const whose = agentId === null ? 'an agent that the service no longer names' : `agent ${(0,sanitize/* quoteUnlessWord */.z3)(agentId)}`;
    throw new domain_errors/* InputError */.dz(`run-id ${runId} is a run of ${whose}, not of agent-id ${wanted}: take both from the outputs of the same step.`);
}
function creationOf({ runId, createdAtMs }, clock) {
    if (createdAtMs === null) {
        throw new domain_errors/* ProtocolError */.bd(`run ${runId} has no readable time of creation, so it is unknown whether it is the right run. Check for a proxy that changes responses, or report it to the service`);
    }
    const earlyMs = createdAtMs - clock.now();
    if (earlyMs > budgets/* MAX_CLOCK_SKEW_MS */.s9) {
        throw new domain_errors/* ProtocolError */.bd(`run ${runId} has a time of creation that is ${(0,duration/* formatDuration */.a3)(earlyMs)} in the future. Set the clock of the runner, and check for a proxy that changes responses`);
    }
    return createdAtMs;
}
function assertAgent({ runId, agentId }, wanted) {
    if (agentId === null || agentId === wanted)
        return;
    throw new domain_errors/* ProtocolError */.bd(`run ${runId} is of agent ${(0,sanitize/* quoteUnlessWord */.z3)(agentId)}, but agent ${wanted} was started. Check the run at the service`);
}

;// CONCATENATED MODULE: ./src/run/run-step.ts



















/** All of the step: agent, labels, start, wait, verdicts. Rejects if the inputs or the service's responses end it. */
function runStep(step) {
    const { settings, progress } = step;
    const { command } = settings;
    logSettings(step);
    for (const notice of settings.notices)
        progress.warn(notice);
    switch (command.kind) {
        case 'validate':
            return validate(step, command);
        case 'start':
            return start(step, command);
        case 'attach':
            return attach(step, command);
    }
}
async function validate(step, command) {
    await prepare(step, command);
    return notEvaluated('validated', 'Nothing was evaluated: the API key, the agent and the labels are valid, and no run was started. To start one, remove validate-only.');
}
async function start(step, command) {
    const { service, runtime, progress } = step;
    const { clock, log } = runtime;
    const { agent, serviceClock, inputs, notGiven } = await prepare(step, command);
    const started = await startOnce({ service, agent, inputs, notGiven, progress }, runtime);
    const { sentAt } = started;
    if (started.kind === 'ambiguous') {
        const found = await findLost(step, { agent, serviceClock, sentAt });
        return stopped(found.outcome, `${started.reason} ${found.message}`);
    }
    const beganAt = clock.monotonic();
    const { runId } = started;
    log.info(`Run ${runId} was started.${linkTo(step, runId)}`);
    const verify = verifyStarted(agent.id, sentAt, serviceClock);
    const { earlierRunIds } = agent;
    const firstPauseMs = budgets/* FIRST_POLL_PAUSE_MS */.hx;
    const beginning = { runId, isNew: true, beganAt, firstPauseMs, verify, serviceClock, earlierRunIds };
    return command.wait ? follow(step, beginning) : run_step_confirm(step, beginning);
}
/** Checks that the start created the run that its response names, because the attach step cannot check that. */
async function run_step_confirm(step, beginning) {
    const { settings, service, runtime } = step;
    const { pollIntervalMs } = settings;
    const timeoutMs = Math.min(settings.timeoutMs, budgets/* NEW_RUN_VISIBLE_WITHIN_MS */.xY);
    const onPoll = () => warnOfClock(step, beginning.serviceClock);
    const wait = { ...beginning, service, timeoutMs, pollIntervalMs, endsWhenSeen: true, onPoll };
    const end = await waitForRun(wait, runtime);
    if (end.kind === 'unavailable')
        return stopped('unavailable', end.reason);
    return notEvaluated('started', `Nothing was evaluated: run ${beginning.runId} was started, and wait is false. To get its verdict, attach to it with run-id in a later job.`);
}
function warnOfClock({ progress }, serviceClock) {
    const difference = serviceClock.explainDifference();
    if (difference !== null)
        progress.warn(difference);
}
function notEvaluated(outcome, reason) {
    return { kind: 'not-evaluated', outcome, reason };
}
async function attach(step, command) {
    const { service, runtime, progress, beganAt } = step;
    const { clock, log } = runtime;
    const { runId, answer } = command;
    const planned = await progress.attached(runId, service.runUrl(runId));
    log.info(`Attaching to run ${runId}.${linkTo(step, runId)}`);
    const serviceClock = new ServiceClock(clock);
    const verify = verifyAttached(command, serviceClock);
    const attached = { runId, isNew: false, beganAt, firstPauseMs: 0, verify, serviceClock, earlierRunIds: [] };
    if (answer === null)
        return follow(step, attached);
    const deadline = clock.monotonic() + budgets/* READ_BUDGET_MS */.aY;
    const onPoll = (run) => {
        verify(run);
        warnOfClock(step, serviceClock);
        recordPoll(step, run, (0,duration/* formatDuration */.a3)(clock.monotonic() - beganAt));
    };
    const answered = await resumeOnce({ service, runId, answer, deadline, onPoll, planned }, runtime);
    const firstPauseMs = budgets/* FIRST_POLL_PAUSE_MS */.hx;
    return follow({ ...step, service: answered }, { ...attached, wasSeen: true, firstPauseMs });
}
/** Finds the agent, and checks the labels. */
async function prepare(step, { agent: target, inputs: given }) {
    const { settings, service, runtime, progress } = step;
    const { clock } = runtime;
    const serviceClock = new ServiceClock(clock);
    const agent = await findAgent(service, target, runtime, clock.monotonic() + budgets/* READ_BUDGET_MS */.aY);
    serviceClock.learn(agent.serviceTimeMs);
    warnOfClock(step, serviceClock);
    await recordAgent(step, agent);
    const { inputs, notGiven } = checkLabels(agent, given, service.name);
    if (notGiven.length > 0 && settings.provider.checkInputs === null)
        progress.warn(explainNotGiven(notGiven));
    return { agent, serviceClock, inputs, notGiven };
}
function stopped(outcome, reason) {
    return { kind: 'stopped', outcome, reasons: [reason] };
}
function explainNotGiven(labels) {
    const names = labels.map((label) => (0,sanitize/* quote */.hD)(label)).join(', ');
    return `The agent declares labels that are not given: ${names}. The service does not say which of them it requires.`;
}
function findLost({ service, runtime, progress }, lost) {
    const onCandidates = (candidates) => progress.candidatesFound(candidates);
    onCandidates([]);
    return reconcile({ ...lost, service, onCandidates }, runtime);
}
async function follow(step, beginning) {
    const { settings, service, runtime, progress } = step;
    const { clock, log } = runtime;
    const { runId } = beginning;
    const { timeoutMs, pollIntervalMs } = settings;
    const elapsed = () => (0,duration/* formatDuration */.a3)(clock.monotonic() - beginning.beganAt);
    const onPoll = (run) => {
        warnOfClock(step, beginning.serviceClock);
        recordPoll(step, run, elapsed());
    };
    const wait = { ...beginning, service, timeoutMs, pollIntervalMs, onPoll };
    const stateOf = () => {
        const { run } = progress.snapshot();
        return run === null ? 'not seen yet' : (0,sanitize/* quoteUnlessWord */.z3)(run.rawStatus);
    };
    const isLimited = () => progress.snapshot().timeline.slice(-1).some(domain_errors/* isRateLimited */.Jz);
    const median = new MedianDuration({ service, runIds: beginning.earlierRunIds, isLimited }, runtime);
    const beat = () => {
        const usual = median.clause(clock.monotonic() - beginning.beganAt);
        log.info(`Waiting for the run: ${stateOf()} (${elapsed()} elapsed${usual})`);
        median.start();
    };
    const end = await withHeartbeat(clock, beat, () => waitForRun(wait, runtime)).finally(() => median.stop());
    if (end.kind === 'unavailable')
        return stopped('unavailable', end.reason);
    if (end.kind === 'timed-out') {
        return stopped('timed-out', `Run ${runId} did not finish within ${(0,duration/* formatDuration */.a3)(timeoutMs)}. It is still running at ${service.name}. Raise timeout, or attach to the run with run-id in a later job.`);
    }
    // The last poll may end after the deadline, and must not extend the time of the whole step.
    const endedAt = Math.min(clock.monotonic(), beginning.beganAt + timeoutMs);
    if (end.run.state === 'success')
        await awaitEvals(step, runId, endedAt, elapsed);
    await recordTrace(step, runId, beginning.beganAt + timeoutMs);
    const { trace, evals } = progress.snapshot();
    const failedAt = (0,domain_trace/* failedTraceSteps */.q)(trace).map(({ name }) => name);
    return { kind: 'ended', run: end.run, evals, failedAt };
}
function announcementOf({ kind }, status) {
    if (kind === 'read')
        return `The verdict is ${status}`;
    return kind === 'none' ? 'The run has no verdicts' : 'The verdicts could not be read';
}
async function recordTrace(step, runId, deadline) {
    const { service, runtime, progress } = step;
    const reading = await readTrace(service, runId, deadline, runtime);
    if (reading.kind === 'read')
        progress.traceRead(reading.trace);
    else
        progress.warn(`The trace of the run could not be read, so the report does not show it (${reading.reason}).`);
}
async function awaitEvals({ settings, service, runtime, progress }, runId, beganAt, elapsed) {
    const { clock, log } = runtime;
    let known = '';
    const onReading = (reading) => {
        progress.evalsRead(reading);
        const status = reading.kind === 'read' ? (0,sanitize/* quoteUnlessWord */.z3)(reading.report.rawResult) : reading.kind;
        if (status !== known)
            log.info(`${announcementOf(reading, status)} (${elapsed()} elapsed)`);
        known = status;
    };
    if (!settings.provider.hasEvals) {
        onReading({ kind: 'none' });
        return;
    }
    await withHeartbeat(clock, () => log.info(`Waiting for the verdicts: ${known} (${elapsed()} elapsed)`), () => readEvals({
        service,
        runId,
        required: settings.policy.requireEvals,
        beganAt,
        timeoutMs: settings.evalTimeoutMs,
        pollIntervalMs: settings.pollIntervalMs,
        onReading,
    }, runtime));
}

;// CONCATENATED MODULE: ./src/text/map-strings.ts
/**
 * Plain data with every string changed, names of fields included, at any depth: a copy, or the data itself if nothing
 * changes.
 */
function mapStrings(root, change) {
    let isChanged = false;
    const changed = (text) => {
        const result = change(text);
        isChanged ||= result !== text;
        return result;
    };
    // Not by recursion: the depth is not limited.
    const left = [];
    const copy = (value) => {
        if (typeof value === 'string')
            return changed(value);
        if (typeof value !== 'object' || value === null)
            return value;
        if (Array.isArray(value)) {
            const list = [];
            left.push(() => {
                for (const item of value)
                    list.push(copy(item));
            });
            return list;
        }
        const fields = {};
        left.push(() => {
            for (const [name, item] of Object.entries(value)) {
                const field = { value: copy(item), enumerable: true, configurable: true, writable: true };
                Object.defineProperty(fields, changed(name), field);
            }
        });
        return fields;
    };
    const box = { root: copy(root) };
    for (let fill = left.pop(); fill !== undefined; fill = left.pop())
        fill();
    return isChanged ? box.root : root;
}

// EXTERNAL MODULE: ./src/text/views.ts
var views = __nccwpck_require__(617);
;// CONCATENATED MODULE: ./src/text/redact.ts


const MASK = '***';
// A shorter form may be in any text by chance.
const MIN_FORM_CHARS = 8;
// Other JSON is a bare number or literal, which has no escapes.
const HAS_STRINGS = /^\s*[{["]/;
const INVISIBLE = '\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';
// Between the characters of a secret, these only change its rendering.
const MARKUP_IN_SECRET = {
    token: new RegExp(`[\\s*_~\`\\\\[\\]()<>|!#^${INVISIBLE}]+`, 'gu'),
    read: () => '',
};
// The patterns of secrets include more of these characters, and end at white space.
const MARKUP_IN_SHAPE = {
    token: new RegExp(`(?!\\s)[*~\`${INVISIBLE}]+`, 'gu'),
    read: () => '',
};
// If these were removed from Markdown, the text around them would have another meaning.
const NOT_STRUCTURE = /[^\s`|<>[\]()"]+/g;
/**
 * Removes secrets from untrusted text, in every form in which a service, an agent or Markdown would write them: from JSON,
 * which stays JSON, and from any other text.
 *
 * @param secrets of printable ASCII; a secret shorter than eight characters is not searched for
 */
function createRedact(secrets) {
    return redactWith(createFind(secrets));
}
function redactWith(find) {
    const redact = (text) => mask(text, find(text));
    return (text) => {
        const ranges = find(text);
        if (ranges.length === 0)
            return text;
        const json = HAS_STRINGS.test(text) ? redactJson(text, redact) : null;
        return json !== null && find(json).length === 0 ? json : mask(text, ranges);
    };
}
/** Null for a text that is not JSON, or is too deep to be written again. */
function redactJson(text, redact) {
    try {
        return JSON.stringify(mapStrings(JSON.parse(text), redact));
    }
    catch {
        return null;
    }
}
function createFind(secrets) {
    const forms = secrets
        .flatMap(formsOf)
        .flatMap((form) => [0, 1, 2, 3, 4].map((times) => (0,views/* unescaped */.tv)(form, times)));
    const sought = [...forms, ...forms.map((form) => (0,views/* readWith */.$5)(form, MARKUP_IN_SECRET))].filter((form) => form.length >= MIN_FORM_CHARS);
    // Longest first, so that the mask of a shorter form leaves no rest of a longer one.
    const literals = [...new Set(sought)].toSorted((one, other) => other.length - one.length).map(literal);
    if (literals.length === 0)
        return () => [];
    const pattern = new RegExp(literals.join('|'), 'gi');
    const find = (text) => Array.from(text.matchAll(pattern), views/* rangeOf */.be);
    return (text) => findInViews(text, MARKUP_IN_SECRET, find);
}
/** The ranges of a text that contain a secret in one of its views, in order, without overlaps. */
function findInViews(text, markup, find) {
    return merge(Array.from((0,views/* viewsOf */.W6)(text, markup), (view) => view.trace(find(view.text))).flat());
}
function merge(ranges) {
    const merged = [];
    for (const range of ranges.toSorted((one, other) => one.begin - other.begin)) {
        const last = merged.at(-1);
        if (last === undefined || range.begin >= last.end)
            merged.push(range);
        else
            merged.splice(-1, 1, { begin: last.begin, end: Math.max(last.end, range.end) });
    }
    return merged;
}
/** @param hide returns the replacement of a part */
function mask(text, ranges, hide = () => MASK) {
    const parts = [];
    let from = 0;
    for (const { begin, end } of ranges) {
        parts.push(text.slice(from, begin), hide(text.slice(begin, end)));
        from = end;
    }
    return parts.join('') + text.slice(from);
}
/** Removes the key, the token and, if a text is published, known patterns of secrets. */
class Redactor {
    /** Without key and token: for outputs and files that are not made to be published. */
    redact;
    #findSecrets;
    #findShapes = () => [];
    #loading = null;
    constructor(secrets) {
        this.#findSecrets = createFind(secrets);
        this.redact = redactWith(this.#findSecrets);
    }
    /** Loads the known patterns, which are searched for from then on. Rejects if they cannot be loaded. */
    load() {
        this.#loading ??= Promise.all(/* import() */[__nccwpck_require__.e(577), __nccwpck_require__.e(352)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7352)).then(({ findKnownSecrets }) => {
            this.#findShapes = findKnownSecrets;
        });
        return this.#loading;
    }
    /** Without key, token and known patterns of secrets. */
    redactPublished(text) {
        return mask(text, this.#find(text));
    }
    /** The same for rendered Markdown: characters that structure the text around a secret stay. */
    redactMarkdown(markdown) {
        return mask(markdown, this.#find(markdown), (secret) => secret.replace(NOT_STRUCTURE, MASK));
    }
    /** Plain data without key and token. */
    redactFields(data) {
        return mapStrings(data, remembering(this.redact));
    }
    /** Plain data without key, token and known patterns of secrets, and how many were masked. */
    redactData(data) {
        let count = 0;
        const find = remembering((text) => this.#find(text));
        const clean = mapStrings(data, (text) => {
            const ranges = find(text);
            count += ranges.length;
            return mask(text, ranges);
        });
        return { data: clean, count };
    }
    #find(text) {
        return merge([...this.#findSecrets(text), ...findInViews(text, MARKUP_IN_SHAPE, this.#findShapes)]);
    }
}
/** The same, with each text worked out once: lists repeat the names of their fields, and many of their values. */
function remembering(work) {
    const results = new Map();
    return (text) => {
        const known = results.get(text);
        if (known !== undefined)
            return known;
        const result = work(text);
        results.set(text, result);
        return result;
    };
}
/** The forms of a secret that do not become the secret when escapes are read. The search ignores case anyway. */
function formsOf(secret) {
    const bytes = Buffer.from(secret);
    const base64 = [0, 1, 2].map((shift) => base64Within(bytes, shift));
    return [
        secret,
        secret.replace(/^["']|["']$/g, ''),
        secret.replaceAll("'", "''"),
        ...base64,
        ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
        bytes.toString('hex'),
        [...secret].toReversed().join(''),
    ];
}
/** The base64 characters that depend on these bytes alone, if they begin `shift` bytes after a multiple of three. */
function base64Within(bytes, shift) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3));
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

;// CONCATENATED MODULE: ./src/verdict/evals.ts



const evals_MAX_SHOWN_NAMES = 10;
const WAYS_OUT = 'Give the agent objectives. Or set require-evals: false, so that the success of the run is enough.';
const NEXT_STEPS = {
    fail: 'Read the explanations, fix the cause, and re-run the job.',
    unknown: 'Re-run the job. If this repeats, make the objectives more specific.',
    pending: 'Raise eval-timeout, or attach to the run with run-id in a later job.',
    skipped: 'Check the conditions of the objectives, and re-run the job.',
};
// For a verdict of the whole run, which has no explanation.
const CHECK_RUN = 'Check the run at the service, fix the cause, and re-run the job.';
/** The faults in the verdicts on a run that has succeeded. */
function judgeEvals(reading, policy) {
    switch (reading.kind) {
        case 'not-read':
            return evals_unreadable('they were not requested', policy);
        case 'unreadable':
            return evals_unreadable(reading.reason, policy);
        case 'none':
            return missing('the service reports none', policy);
        case 'read':
            return hasVerdicts(reading.report) || reading.contradictions !== undefined
                ? judgeReport(reading, policy)
                : missing(`the service evaluated nothing (its status is ${(0,sanitize/* quote */.hD)(reading.report.rawResult)})`, policy);
    }
}
/** The verdicts as one status: the worst of all. */
function resultOf(reading, policy) {
    if (reading.kind === 'unreadable')
        return 'unknown';
    if (reading.kind !== 'read')
        return 'none';
    const { report, contradictions } = reading;
    if (!hasVerdicts(report) && contradictions === undefined)
        return 'none';
    if (finds(report, 'fail'))
        return 'fail';
    const isUnknown = finds(report, 'unrecognised') || finds(report, 'unknown');
    if (isUnknown || contradictions !== undefined)
        return 'unknown';
    if (finds(report, 'pending'))
        return 'pending';
    return isSkipped(report, policy) ? 'skipped' : 'pass';
}
function evals_unreadable(reason, policy) {
    const fault = {
        outcome: 'eval-unknown',
        reasons: [
            `The verdicts could not be read: ${reason}. To read them again, attach to the run with run-id.`,
        ],
    };
    return [fault, ...missing('they could not be read', policy)];
}
function missing(why, policy) {
    if (!policy.requireEvals)
        return [];
    return [
        {
            outcome: 'eval-missing',
            reasons: [`Verdicts are required, and the run has no verdicts: ${why}. ${WAYS_OUT}`],
        },
    ];
}
function judgeReport(reading, policy) {
    const { report } = reading;
    const faults = [];
    const add = (outcome, ...reasons) => {
        if (reasons.length > 0)
            faults.push({ outcome, reasons });
    };
    const addIf = (applies, outcome, reason) => {
        if (applies)
            add(outcome, reason);
    };
    addIf(finds(report, 'unrecognised'), 'unrecognised', `The service gave a verdict that it does not document: ${rawVerdictsOf(report)}. Update this action, or check the run at the service.`);
    addIf(finds(report, 'fail'), 'eval-failed', evals_explain(report, 'fail', 'did not pass'));
    add('eval-unknown', ...unknowns(reading));
    addIf(finds(report, 'pending'), 'eval-pending', evals_explain(report, 'pending', 'are not evaluated yet'));
    addIf(isSkipped(report, policy), 'eval-skipped', evals_explain(report, 'skipped', 'were skipped'));
    add('eval-missing', ...lacks(report, policy));
    return faults;
}
function unknowns({ report, contradictions = [] }) {
    const more = contradictions.length > evals_MAX_SHOWN_NAMES ? ` and ${contradictions.length - evals_MAX_SHOWN_NAMES} more` : '';
    const shown = contradictions.slice(0, evals_MAX_SHOWN_NAMES).join(', ');
    return [
        ...(finds(report, 'unknown') ? [evals_explain(report, 'unknown', 'could not be evaluated')] : []),
        ...(shown === ''
            ? []
            : [
                `The verdicts contradict an earlier read of them: ${shown}${more}. Check the run at the service before you re-run the job.`,
            ]),
    ];
}
/** Which requirements the verdicts do not meet, a sentence each. */
function lacks(report, { requireEvals, requireSteps }) {
    const absent = requireSteps.filter((name) => !report.steps.some((step) => isSameName(step.name, name)));
    return [
        ...(requireEvals && !hasPassedStep(report)
            ? ['Verdicts are required, and no eval step passed. Give the agent objectives that apply to this run.']
            : []),
        ...(absent.length > 0
            ? [
                `Required eval steps are not among the verdicts: ${evals_listOf(absent)}.${nearestSteps(report, absent)} Correct require-steps, or the objectives of the agent.`,
            ]
            : []),
    ];
}
function finds(report, status) {
    return report.result === status || report.steps.some((step) => step.result === status);
}
function isSkipped(report, policy) {
    const isRequired = (name) => policy.requireSteps.some((required) => isSameName(required, name));
    return ((report.result === 'skipped' && hasVerdicts(report)) ||
        report.steps.some((step) => step.result === 'skipped' && isRequired(step.name)));
}
function nearestSteps({ steps }, absent) {
    const names = steps.map((step) => step.name);
    const near = new Set(absent.slice(0, evals_MAX_SHOWN_NAMES).map((name) => nearestName(name, names)));
    return names.length === 0 ? '' : ` The nearest: ${[...near].join(', ')}.`;
}
function rawVerdictsOf(report) {
    const steps = report.steps.filter((step) => step.result === 'unrecognised');
    const verdict = report.result === 'unrecognised' ? [`the verdict is ${(0,sanitize/* quote */.hD)(report.rawResult)}`] : [];
    return [
        ...verdict,
        ...steps
            .slice(0, evals_MAX_SHOWN_NAMES)
            .map((step) => `eval step ${(0,sanitize/* quote */.hD)(step.name)} is ${(0,sanitize/* quote */.hD)(step.rawResult)}`),
    ].join(', ');
}
function evals_explain(report, status, clause) {
    const names = report.steps.filter((step) => step.result === status).map((step) => step.name);
    const verdict = `The verdict is ${(0,sanitize/* quoteUnlessWord */.z3)(report.rawResult)}`;
    if (names.length === 0)
        return `${verdict}. ${status === 'fail' ? CHECK_RUN : NEXT_STEPS[status]}`;
    const steps = report.result === status ? `. Eval steps that ${clause}` : `, but eval steps ${clause}`;
    return `${verdict}${steps}: ${evals_listOf(names)}. ${NEXT_STEPS[status]}`;
}
/** Names in quotes, at most ten. */
function evals_listOf(names) {
    const shown = names.slice(0, evals_MAX_SHOWN_NAMES).map((name) => (0,sanitize/* quote */.hD)(name));
    const more = names.length > evals_MAX_SHOWN_NAMES ? ` and ${names.length - evals_MAX_SHOWN_NAMES} more` : '';
    return `${shown.join(', ')}${more}`;
}

// EXTERNAL MODULE: ./src/domain/findings.ts
var domain_findings = __nccwpck_require__(8944);
;// CONCATENATED MODULE: ./src/verdict/findings.ts


const MAX_PLACE_CHARS = 200;
/**
 * The faults in findings and data of the agent's message. They only add faults: no message can remove one.
 *
 * @param failsFrom the level from which on findings fail the step; null if they never do
 */
function judgeResult({ findings, violations }, failsFrom) {
    const faults = [];
    if (failsFrom !== null) {
        const failing = (0,domain_findings/* byRank */.O5)(findings.findings.filter((finding) => (0,domain_findings/* isFailing */.DI)(finding, failsFrom)));
        const [first] = failing;
        if (first !== undefined)
            faults.push({ outcome: 'findings-failed', reasons: [explainFailing(failing, first, failsFrom)] });
        if (!(0,domain_findings/* isReadable */.hS)(findings))
            faults.push({ outcome: 'findings-missing', reasons: explainMissing(findings.problems) });
    }
    if (violations.length > 0) {
        const intro = 'The data of the answer does not satisfy result-schema.';
        faults.push({
            outcome: 'result-invalid',
            reasons: [
                `${intro} ${violations.join(' ')} Put the schema into the agent's prompt, or change the schema.`,
            ],
        });
    }
    return faults;
}
function explainFailing(failing, first, failsFrom) {
    const isOne = failing.length === 1;
    const subject = isOne ? '1 finding' : `${failing.length} findings`;
    const list = (0,domain_findings/* listLevels */.YC)((0,domain_findings/* countFindings */.Gt)(failing, failsFrom));
    // Nothing is above the level error.
    const levels = failsFrom === 'error'
        ? `${isOne ? 'has' : 'have'} the level error`
        : `${isOne ? 'is' : 'are'} at or above the level ${failsFrom} (${list})`;
    return `${subject} ${levels}. ${isOne ? 'It' : 'The first'} is ${findings_titleOf(first)}. Fix the cause, or change fail-on-findings.`;
}
function findings_titleOf({ rule, place }) {
    const line = place?.line == null ? '' : `:${place.line}`;
    const where = place === null ? '' : ` at ${(0,sanitize/* quote */.hD)(`${place.path}${line}`, MAX_PLACE_CHARS)}`;
    return `${rule === '' ? 'a finding without a rule' : (0,sanitize/* quote */.hD)(rule)}${where}`;
}
function explainMissing(problems) {
    const why = problems.length === 0
        ? 'fail-on-findings is set, and the answer has no list of findings.'
        : `fail-on-findings is set, and findings could not be read. ${problems.join(' ')}`;
    return [
        `${why} Put this action's docs/findings.schema.json into the agent's prompt, and request the list in every answer, even if it is empty.`,
    ];
}

;// CONCATENATED MODULE: ./src/verdict/judge.ts





/**
 * Decides on the step. Pure and total: the same end, policy and result always give the same verdict.
 *
 * @param result data and findings of the agent's message; used only if the run has ended
 */
function judge(outcome, policy, result) {
    switch (outcome.kind) {
        case 'not-evaluated':
            return {
                outcome: outcome.outcome,
                passes: true,
                wouldFail: false,
                reason: outcome.reason,
                faults: [],
                evalResult: 'none',
            };
        case 'stopped':
            return decide([faultOfStop(outcome)], policy, 'none');
        case 'ended': {
            const evalResult = resultOf(outcome.evals, policy);
            const [first, ...others] = faultsOfRun(outcome, policy, result);
            if (first !== undefined)
                return decide([first, ...others], policy, evalResult);
            const reason = reasonToPass(outcome.evals);
            return { outcome: 'passed', passes: true, wouldFail: false, reason, faults: [], evalResult };
        }
    }
}
function decide(faults, policy, evalResult) {
    const decisive = faults.find((fault) => !isAllowed(fault, policy));
    const { outcome, reasons } = decisive ?? faults[0];
    const reason = reasons.join(' ');
    if (decisive === undefined) {
        const allowed = `${reason} The workflow allows this outcome.`;
        return { outcome, passes: true, wouldFail: false, reason: allowed, faults, evalResult };
    }
    // A faulty configuration must not pass because of advisory.
    return policy.isAdvisory && faults.every(mayBeAllowed)
        ? {
            outcome,
            passes: true,
            wouldFail: true,
            reason: `${reason} The step still succeeds, because advisory is true.`,
            faults,
            evalResult,
        }
        : { outcome, passes: false, wouldFail: true, reason, faults, evalResult };
}
function mayBeAllowed(fault) {
    return fault.isFinal !== true && !outcome/* NEVER_ALLOWED */.yd.some((never) => never === fault.outcome);
}
function isAllowed(fault, policy) {
    return mayBeAllowed(fault) && policy.allow.has(fault.outcome);
}
// Without `eval-missing`: a fault from before the run's end is the only one.
function faultOfStop({ outcome, reasons, isFinal }) {
    return isFinal ? { outcome, reasons, isFinal } : { outcome, reasons };
}
// In the order of the outcomes: the first one decides.
function faultsOfRun(end, policy, result) {
    const faults = faultsOfEnd(end, policy);
    // A run that waits for an answer has not ended: there may be findings and data later.
    return end.run.state === 'interrupted'
        ? faults
        : [...faults, ...judgeResult(result, policy.failOnFindings)];
}
function faultsOfEnd({ run, evals, failedAt = [] }, policy) {
    switch (run.state) {
        case 'success':
            return judgeEvals(evals, policy);
        case 'failure':
            return [faultOf('run-failed', explainFailure(run, failedAt)), ...judge_unread(policy)];
        case 'cancelled':
            return [
                faultOf('run-cancelled', `Run ${run.runId} was cancelled at the service, by a person or by its time limit there. To start a new run, re-run the job.`),
                ...judge_unread(policy),
            ];
        case 'interrupted':
            // It has not ended: the attach step that answers it reads its verdicts.
            return [
                faultOf('needs-input', `Run ${run.runId} is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.`),
            ];
        case 'in_progress':
        case 'unrecognised':
            return [
                faultOf('unrecognised', `Run ${run.runId} has the status ${(0,sanitize/* quote */.hD)(run.rawStatus)}, which the service does not document for an ended run. Update this action, or check the run at the service.`),
                ...judge_unread(policy),
            ];
    }
}
function faultOf(outcome, reason) {
    return { outcome, reasons: [reason] };
}
function judge_unread(policy) {
    if (!policy.requireEvals)
        return [];
    return [
        faultOf('eval-missing', 'Verdicts are required, and were not read, because the run did not succeed. Fix the run first.'),
    ];
}
function explainFailure({ runId, conversationId }, failedAt) {
    return failedAt.length === 0
        ? `Run ${runId} failed. The service's response does not say why. ${whereToCheck(conversationId)}`
        : `Run ${runId} failed at ${evals_listOf(failedAt)}. Read these trace steps in the job summary, fix the cause, and re-run the job.`;
}
function whereToCheck(conversationId) {
    const conversation = conversationId === null ? '' : `, or open conversation ${(0,sanitize/* quoteUnlessWord */.z3)(conversationId)}`;
    return `Open the run on the service's web page${conversation}.`;
}
function reasonToPass(evals) {
    if (evals.kind !== 'read' || !hasVerdicts(evals.report)) {
        return 'The run succeeded, and the service has no verdicts for it.';
    }
    const { length } = evals.report.steps;
    return `The run succeeded, and its verdict is pass (${length === 1 ? '1 eval step' : `${length} eval steps`}).`;
}

;// CONCATENATED MODULE: ./src/verdict/outcome-of-error.ts



const BEING_SENT = 'The start request was being sent, so a run may exist. Check the service before you re-run this step.';
/** The end of a step that an error has stopped. */
function outcomeOfError(error, progress) {
    if (error instanceof domain_errors/* InputError */.dz)
        return { kind: 'stopped', outcome: 'invalid-input', reasons: error.problems };
    if (error instanceof domain_errors/* CancelledError */.cc)
        return { kind: 'stopped', outcome: 'abandoned', reasons: [explainAbandoned(error, progress)] };
    if (error instanceof domain_errors/* ProtocolError */.bd) {
        return { kind: 'stopped', outcome: 'protocol-error', reasons: [(0,sentence/* sentence */.em)(error.message)] };
    }
    if (error instanceof domain_errors/* RequestError */.GI) {
        return {
            kind: 'stopped',
            outcome: outcomeOfRead(error),
            reasons: [explainService(error, progress.start)],
        };
    }
    const reason = `${(0,sentence/* sentence */.em)(`Internal error: ${(0,domain_errors/* describe */.q0)(error)}`)} Please report it. The run, if any, was not evaluated.`;
    return { kind: 'stopped', outcome: 'internal-error', reasons: [reason] };
}
/** The outcome of a read that failed and is not retried. */
function outcomeOfRead(error) {
    switch (error.kind) {
        case 'unreachable':
            return 'unavailable';
        case 'status':
            if ((0,domain_errors/* isKeyRejected */.IG)(error))
                return 'invalid-input';
            return (0,domain_errors/* isTransient */.dg)(error) ? 'unavailable' : 'protocol-error';
        case 'redirect':
        case 'undecodable':
            return 'protocol-error';
    }
}
function explainService(error, start) {
    const message = (0,sentence/* sentence */.em)(error.message);
    if (error.status === 401)
        return `The service rejected the API key. ${message} Store a valid key as the secret: this one is mistyped, revoked, or for another base-url.`;
    if (error.status === 403) {
        return `The API key is not allowed to do this. ${message} ${error.advice || 'Check which account created the key.'}`;
    }
    if (outcomeOfRead(error) === 'unavailable')
        return `${message} ${explainOutage(start)}`;
    return error.kind === 'status' ? `${message} Check that base-url is the address of the API.` : message;
}
function explainOutage(start) {
    switch (start.kind) {
        case 'not-sent':
            return 'No run was started. Re-run the job later.';
        case 'in-flight':
            return BEING_SENT;
        case 'run':
            return `Run ${start.id} may still be running. To get its verdict, attach to it with run-id in a later job.`;
    }
}
function explainAbandoned(error, { start, run }) {
    const what = (0,sentence/* sentence */.em)(error.message);
    switch (start.kind) {
        case 'not-sent':
            return `${what} No run was started. Re-run the job.`;
        case 'in-flight':
            return `${what} ${BEING_SENT}`;
        case 'run':
            return start.how === 'answered' && run?.state === 'interrupted'
                ? `${what} The answer was being sent, so run ${start.id} may have continued. Attach to the run with run-id in a later job.`
                : explainKnown(what, start.id, run);
    }
}
function explainKnown(what, runId, run) {
    if (run?.state === 'interrupted')
        return `${what} Run ${runId} is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.`;
    return run === null || run.state === 'in_progress'
        ? `${what} Run ${runId} is still running. To get its verdict, attach to it with run-id in a later job.`
        : `${what} Run ${runId} has ended (${(0,sanitize/* quoteUnlessWord */.z3)(run.rawStatus)}), and was not evaluated. Attach to it with run-id to evaluate it.`;
}

;// CONCATENATED MODULE: ./src/main.ts



























const FIRST_OUTPUTS_MS = 1000;
const HOUR_MS = 3_600_000;
const FIX_REPORT = 'Check the disk of the runner, and its temporary folder.';
const USUAL_RUN_AGE_MS = (0,duration/* durationMs */.pc)(DECLARED_INPUTS['max-run-age']);
const CLOSED = {
    allow: new Set(),
    requireEvals: true,
    requireSteps: [],
    failOnFindings: null,
    isAdvisory: false,
};
const REPORT_FAILED = { outcome: 'internal-error', passes: false, wouldFail: true };
const NOTHING_GIVEN = {
    settings: null,
    policy: CLOSED,
    event: null,
    changed: new Map(),
    schema: null,
    mayWrite: false,
};
/** The process that runs the step. Removes the key from its environment, and begins to listen for signals. */
function systemPlatform() {
    return {
        environment: takeEnvironment(process.env),
        log: platform_log/* standardOutput */.d,
        loadRunner: () => loadRunner(process.env),
        clock: clock.systemClock,
        withinTime: withinTime,
        random: Math.random,
        interrupted: listenForSignals(process),
        readEvent: readEvent,
        createSend: createSend,
    };
}
/**
 * Runs the step from its inputs to its report. Never rejects.
 *
 * @returns true only if the step passes
 */
async function main(platform = systemPlatform()) {
    const { environment, clock, random, interrupted, readEvent } = platform;
    const { variables } = environment;
    const beganAt = clock.monotonic();
    maskKey(platform);
    const redactor = new Redactor(readCredentials(variables));
    const log = redactLog(platform.log, redactor);
    const given = { ...NOTHING_GIVEN };
    const reporting = once(() => loadReporting(platform, redactor, (warning) => progress.warn(warning)));
    const openReporting = once(async () => {
        const loaded = await reporting();
        loaded.writeFirstOutputs();
        await redactor.load();
        return loaded;
    });
    const progress = new domain_progress/* Progress */.k({
        openSink: async () => (await openReporting()).createSink(termsOf(variables, given.settings, redactor)),
        onWarning: (warning) => (0,platform_log/* logWarning */.F)(log, warning),
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
    const save = async (left) => (await reporting()).savePending(left);
    const { redact } = redactor;
    const status = new StepStatus({ variables, github, api: commentSettings, runtime, redact, save });
    const run = async () => {
        const ready = await preflight({ variables, readEvent, given, github, runtime, progress, status });
        if (ready.kind !== 'ready')
            return ready;
        const { settings } = ready;
        const onExchange = (exchange) => progress.exchanged(exchange);
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
            .catch((error) => outcomeOfError(error, progress.snapshot()));
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
    }
    catch (error) {
        await replaceVerdict(error, { reporting, redactor, status, given, progress, log });
        return false;
    }
}
/** Replaces the verdict whose report failed in the outputs and in the commit status, which may have it already. */
async function replaceVerdict(error, { reporting, redactor, status, given, progress, log }) {
    const why = `${(0,sentence/* sentence */.em)(`Nothing could be reported: ${(0,domain_errors/* describe */.q0)(error)}`)} ${FIX_REPORT}`;
    // Without the publisher no output was written.
    const replace = ({ publisher }) => publisher.replaceOutcome(redactor.redact(why));
    await reporting().then(replace, () => undefined);
    const end = { verdict: REPORT_FAILED, progress: progress.snapshot() };
    const warnings = given.mayWrite ? await status.end(given.event, end) : [];
    for (const warning of warnings)
        (0,platform_log/* logWarning */.F)(log, warning);
    log.fail(`internal-error: ${why}`);
}
function maskKey({ environment: { variables }, log }) {
    const key = variables['INPUT_API-KEY'] ?? '';
    // As it is in the input, and as it is sent.
    for (const secret of new Set([key, key.trim()]))
        if (secret !== '')
            log.mask(secret);
}
/** GitHub with the token's access; null without a token. */
function openGitHub(settings, network) {
    const { token } = settings;
    if (token === null)
        return null;
    const options = { ...settings, ...network, token };
    return { ...createGitHub(options), ...createContents(options) };
}
/** Work that begins with the first call. Every call returns its result. */
function once(work) {
    let result = null;
    return () => {
        result ??= work();
        return result;
    };
}
/**
 * All untrusted text comes in responses, so the patterns of secrets are loaded before a response is read. If they cannot be
 * loaded, the report cannot be opened, and nothing is started.
 */
function readable(send, redactor) {
    return (request) => send(request).finally(() => Promise.allSettled([redactor.load()]));
}
/** Loads the code that reports the step. */
async function loadReporting({ environment, loadRunner, withinTime }, redactor, warn) {
    const { variables, temporaryFolder } = environment;
    const [{ Publisher }, { createSink, writeFirstOutputs }, { SavedNotice }, { updatePullRequest }, results, loaded,] = await Promise.all([
        __nccwpck_require__.e(/* import() | report */ 857).then(__nccwpck_require__.bind(__nccwpck_require__, 6227)),
        __nccwpck_require__.e(/* import() | report */ 857).then(__nccwpck_require__.bind(__nccwpck_require__, 7469)),
        __nccwpck_require__.e(/* import() | report */ 857).then(__nccwpck_require__.bind(__nccwpck_require__, 8550)),
        __nccwpck_require__.e(/* import() | report */ 857).then(__nccwpck_require__.bind(__nccwpck_require__, 1185)),
        __nccwpck_require__.e(/* import() | report */ 857).then(__nccwpck_require__.bind(__nccwpck_require__, 3165)),
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
        readResult: (run, { settings, changed, schema }) => results.readResult(run, {
            workspace,
            changed,
            failsFrom: settings?.policy.failOnFindings ?? null,
            schema,
            isWholeOutput: settings?.provider.hasFindings === false,
            withinTime,
        }),
        writeFirstOutputs: () => writeFirstOutputs(runner),
        savePending: (left) => saved.savePending(left),
        createSink: (terms) => createSink(runner, saved, terms),
    };
}
function termsOf(variables, settings, redactor) {
    const { hasEvals } = settings?.provider ?? DEFAULT_PROVIDER;
    return { attach: attachStep(variables, settings), hasEvals, redactor };
}
function attachStep(variables, settings) {
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
function maxRunAgeOf({ command, timeoutMs }) {
    const ageMs = command.kind === 'attach' ? command.maxRunAgeMs : Math.max(USUAL_RUN_AGE_MS, 2 * timeoutMs);
    return ageMs === USUAL_RUN_AGE_MS ? null : `${Math.ceil(ageMs / HOUR_MS)}h`;
}


/***/ }),

/***/ 3037:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   systemClock: () => (/* binding */ systemClock)
/* harmony export */ });
// Node fires a longer timer at once.
const MAX_TIMER_MS = 2 ** 31 - 1;
function setTimer(ms, fire) {
    return setTimeout(fire, Math.min(Math.ceil(ms), MAX_TIMER_MS));
}
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    timer(ms, fire) {
        const timer = setTimer(ms, fire);
        return () => clearTimeout(timer);
    },
    sleep(ms, signal) {
        return new Promise((resolve, reject) => {
            signal.throwIfAborted();
            const onAbort = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            const timer = setTimer(ms, () => {
                signal.removeEventListener('abort', onAbort);
                resolve();
            });
            signal.addEventListener('abort', onAbort, { once: true });
        });
    },
};


/***/ }),

/***/ 5073:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   drained: () => (/* binding */ drained)
/* harmony export */ });
// The reader of a pipe may have stopped reading.
const DRAIN_LIMIT_MS = 3000;
/**
 * Resolves once everything that was written to the streams has left the process, or after 3 s: a process that
 * ends before that loses what a pipe has not taken.
 */
function drained(streams, clock) {
    return new Promise((resolve) => {
        const cancel = clock.timer(DRAIN_LIMIT_MS, resolve);
        void Promise.all(streams.map(flushed)).then(() => {
            cancel();
            resolve();
        });
    });
}
function flushed(stream) {
    // On Windows, the reader of a pipe may take an empty write for its end.
    if (stream.writableLength === 0)
        return Promise.resolve();
    return new Promise((resolve) => {
        stream.write('', resolve);
    });
}


/***/ }),

/***/ 4425:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ logWarning),
/* harmony export */   d: () => (/* binding */ standardOutput)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4212);


/** Logs a warning. */
function logWarning(log, warning) {
    log.info(`Warning: ${warning}`);
}
/**
 * Prints a workflow command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function command(name, data) {
    const escaped = data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    print(`::${name}::${escaped}`);
}
function print(line) {
    process.stdout.write(`${line}${node_os__WEBPACK_IMPORTED_MODULE_0__.EOL}`);
}
/** Standard output. Loads nothing: the toolkit's own functions would delay the first request. */
const standardOutput = {
    info: (text) => print((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .logLine */ .BP)(text)),
    group(title, lines) {
        command('group', (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .logLine */ .BP)(title));
        for (const line of lines)
            print((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .logLine */ .BP)(line));
        command('endgroup', '');
    },
    mask: (secret) => command('add-mask', secret),
    fail: (reason) => command('error', (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(reason)),
};


/***/ }),

/***/ 9807:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ isInside),
/* harmony export */   _: () => (/* binding */ isClosedPlace)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

// Git's own folder contains tokens, and so does what a checkout leaves in the temporary folder. The runner reads commands
// from its files.
const CLOSED_PLACE = /^(?:\.git|git-credentials-.*|_runner_file_commands)$/i;
/** True for a path below the folder, both without links in them. */
function isInside(path, folder) {
    return path.startsWith((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, node_path__WEBPACK_IMPORTED_MODULE_0__.sep));
}
/** True for a path below the folder in which git or the runner keep their own files. */
function isClosedPlace(path, folder) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(folder, path)
        .split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep)
        .some((part) => CLOSED_PLACE.test(part));
}


/***/ }),

/***/ 7843:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ adviceOn)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(241);

const RULES = [
    {
        pattern: /\barchived\b/i,
        advice: 'The repository is archived, so nothing can be written to it: unarchive it, or remove the input comment.',
    },
    {
        pattern: /\blocked\b/i,
        advice: 'The conversation is locked: unlock it, or remove the input comment.',
    },
    {
        pattern: /IP allow list|IP address is not permitted/i,
        advice: "Add the runner's address to the allow list of the organization or enterprise, or use a runner with an address that is on it.",
    },
    {
        pattern: /SAML/,
        advice: 'Authorize the token in github-token for the single sign-on of the organization.',
    },
    {
        pattern: /Bad credentials/i,
        advice: "The token is expired, revoked or mistyped. Renew it, or remove the input github-token to use the job's token.",
    },
];
const NO_ACCESS = /not accessible|permission|must have|requires authentication/i;
/**
 * How to fix a request to GitHub that failed; null if its response does not say why.
 *
 * @param permissions a sentence about the permissions that the request needs
 * @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
function adviceOn(error, permissions) {
    if (!(error instanceof _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI) || error.kind !== 'status')
        return null;
    const { status, message } = error;
    const rule = RULES.find(({ pattern }) => pattern.test(message));
    if (rule !== undefined)
        return rule.advice;
    // GitHub responds with 404 to a token without access.
    const isNoAccess = status === 404 || ((status === 401 || status === 403) && NO_ACCESS.test(message));
    return isNoAccess ? permissions : null;
}


/***/ }),

/***/ 3156:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ZD: () => (/* binding */ COMMENTS_PER_PAGE),
/* harmony export */   g8: () => (/* binding */ FILES_PER_PAGE),
/* harmony export */   jX: () => (/* binding */ MAX_PULL_FILES),
/* harmony export */   nS: () => (/* binding */ MAX_COMPARED_FILES),
/* harmony export */   pJ: () => (/* binding */ STATUSES_PER_PAGE)
/* harmony export */ });
/** The number of statuses on a full page. */
const STATUSES_PER_PAGE = 100;
/** The maximum number of files that GitHub lists for two commits. */
const MAX_COMPARED_FILES = 300;
/** The maximum number of files that GitHub lists for a pull request. */
const MAX_PULL_FILES = 3000;
/** The number of files on a full page. */
const FILES_PER_PAGE = 100;
/** The number of comments on a full page. */
const COMMENTS_PER_PAGE = 100;


/***/ }),

/***/ 8974:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ pollPauseMs),
/* harmony export */   aw: () => (/* binding */ growingPauseMs),
/* harmony export */   vd: () => (/* binding */ retryPauseMs)
/* harmony export */ });
/* harmony import */ var _budgets_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(176);

// A run that has been in progress for long is polled less often, so that a pause adds at most a 25th to its age.
const AGE_SHARE = 25;
const JITTER = 0.2;
/**
 * The pause before the next poll of a run.
 *
 * @param ageMs how long ago the run was started
 * @param longestMs the `poll-interval`
 * @param random from 0 to 1
 */
function pollPauseMs(ageMs, longestMs, random) {
    const wanted = ageMs < _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .YOUNG_RUN_AGE_MS */ .se ? _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .YOUNG_RUN_POLL_PAUSE_MS */ .tT : Math.max(_budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .MIN_POLL_PAUSE_MS */ .Dr, ageMs / AGE_SHARE);
    return Math.min(longestMs, wanted * (1 + JITTER * random));
}
/**
 * The pause before a failed request is retried. Nearly all of it is random, so that many steps whose requests failed at
 * the same time do not retry at the same time.
 *
 * @param tries how often it was sent so far, from 1
 * @param random from 0 to 1
 */
function retryPauseMs(tries, random) {
    return _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .MIN_RETRY_PAUSE_MS */ .Cu + (backoffMs(tries) - _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .MIN_RETRY_PAUSE_MS */ .Cu) * random;
}
/**
 * The pause before the next poll of something that may take long.
 *
 * @param polls how many polls there were, from 1
 * @param random from 0 to 1
 */
function growingPauseMs(polls, random) {
    return backoffMs(polls) * (1 + JITTER * random);
}
function backoffMs(times) {
    return Math.min(_budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_BACKOFF_MS */ .BT, _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .FIRST_BACKOFF_MS */ .dL * 2 ** (times - 1));
}


/***/ }),

/***/ 176:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BT: () => (/* binding */ MAX_BACKOFF_MS),
/* harmony export */   CW: () => (/* binding */ FIRST_SEARCH_PAUSE_MS),
/* harmony export */   Cu: () => (/* binding */ MIN_RETRY_PAUSE_MS),
/* harmony export */   Dr: () => (/* binding */ MIN_POLL_PAUSE_MS),
/* harmony export */   I4: () => (/* binding */ HEAD_BUDGET_MS),
/* harmony export */   M7: () => (/* binding */ PULL_REQUEST_READ_BUDGET_MS),
/* harmony export */   MP: () => (/* binding */ LAST_POLL_TIMEOUT_MS),
/* harmony export */   Nk: () => (/* binding */ ANSWERED_INTERRUPT_SHOWN_MS),
/* harmony export */   OR: () => (/* binding */ CHANGED_FILES_BUDGET_MS),
/* harmony export */   PF: () => (/* binding */ PULL_REQUEST_UPDATE_BUDGET_MS),
/* harmony export */   SB: () => (/* binding */ MAX_OUTAGE_MS),
/* harmony export */   Sc: () => (/* binding */ SEARCH_BUDGET_MS),
/* harmony export */   V1: () => (/* binding */ RATE_LIMITED_WRITE_BUDGET_MS),
/* harmony export */   XL: () => (/* binding */ UNSENT_WRITE_BUDGET_MS),
/* harmony export */   Yd: () => (/* binding */ MAX_COMMENT_RETRY_AFTER_MS),
/* harmony export */   Yw: () => (/* binding */ STATUS_BUDGET_MS),
/* harmony export */   aY: () => (/* binding */ READ_BUDGET_MS),
/* harmony export */   dL: () => (/* binding */ FIRST_BACKOFF_MS),
/* harmony export */   ec: () => (/* binding */ SECOND_READ_PAUSE_MS),
/* harmony export */   fo: () => (/* binding */ REPORTED_CLOCK_SKEW_MS),
/* harmony export */   g$: () => (/* binding */ REMOTE_INPUTS_BUDGET_MS),
/* harmony export */   hx: () => (/* binding */ FIRST_POLL_PAUSE_MS),
/* harmony export */   j2: () => (/* binding */ REQUEST_TIMEOUT_MS),
/* harmony export */   o7: () => (/* binding */ SEARCH_SETTLED_MS),
/* harmony export */   s9: () => (/* binding */ MAX_CLOCK_SKEW_MS),
/* harmony export */   sU: () => (/* binding */ HEARTBEAT_INTERVAL_MS),
/* harmony export */   se: () => (/* binding */ YOUNG_RUN_AGE_MS),
/* harmony export */   tT: () => (/* binding */ YOUNG_RUN_POLL_PAUSE_MS),
/* harmony export */   xY: () => (/* binding */ NEW_RUN_VISIBLE_WITHIN_MS),
/* harmony export */   xc: () => (/* binding */ MIN_LAST_POLL_TIMEOUT_MS),
/* harmony export */   yB: () => (/* binding */ CANCELLED_STATUS_BUDGET_MS),
/* harmony export */   z3: () => (/* binding */ DEFAULT_GITHUB_RETRY_AFTER_MS)
/* harmony export */ });
/** The timeout of one request, the body of its response included. */
const REQUEST_TIMEOUT_MS = 30_000;
/** The timeout of the last poll, which is sent when the deadline has come. */
const LAST_POLL_TIMEOUT_MS = 10_000;
/** The least that a last poll has, if the machine slept past the deadline. */
const MIN_LAST_POLL_TIMEOUT_MS = 500;
/** The pause between the start of a run and the first poll of it. */
const FIRST_POLL_PAUSE_MS = 1500;
/** A run is young until this age. The next poll of a young run is sent when most short runs have ended. */
const YOUNG_RUN_AGE_MS = 5000;
/** The pause between two polls of a young run. */
const YOUNG_RUN_POLL_PAUSE_MS = 7000;
/** The shortest pause between two polls of a run that is no longer young. */
const MIN_POLL_PAUSE_MS = 5000;
/** The time between two progress lines in the log. */
const HEARTBEAT_INTERVAL_MS = 30_000;
/** The shortest pause before a retry. */
const MIN_RETRY_PAUSE_MS = 250;
/** The longest pause before the first retry; it doubles with each further one. */
const FIRST_BACKOFF_MS = 1000;
/** The longest pause before any retry, if the service does not request a longer one. */
const MAX_BACKOFF_MS = 15_000;
/** How long a start, or the answer to an interrupt, is retried while the response is 429. */
const RATE_LIMITED_WRITE_BUDGET_MS = 120_000;
/** How long a start, or the answer to an interrupt, is retried while it cannot be sent. */
const UNSENT_WRITE_BUDGET_MS = 60_000;
/** All reads before the start together: the list of agents and the agent. Also the first read of a run to resume. */
const READ_BUDGET_MS = 60_000;
/** How long after its start a run may be unknown to the service, and how long a step that does not wait polls it. */
const NEW_RUN_VISIBLE_WITHIN_MS = 60_000;
/** How long a wait continues without any usable response. A service whose response is 429 is not down. */
const MAX_OUTAGE_MS = 600_000;
/** How long a service may still show an interrupt that was answered. */
const ANSWERED_INTERRUPT_SHOWN_MS = 60_000;
/** A 404 for verdicts, and a pass that is required, count only if a second read so much later shows the same. */
const SECOND_READ_PAUSE_MS = 2000;
/** How much the clocks may differ that date responses and runs. */
const MAX_CLOCK_SKEW_MS = 60_000;
/** A larger difference between the clocks of the runner and of the service is a warning. */
const REPORTED_CLOCK_SKEW_MS = 300_000;
/** The search for runs of a start whose response was lost. */
const SEARCH_BUDGET_MS = 90_000;
/** The pause before that search. */
const FIRST_SEARCH_PAUSE_MS = 1000;
/** The search ends when no other run has appeared for so long. */
const SEARCH_SETTLED_MS = 10_000;
/** All reads of what `inputs-from` takes from GitHub together. */
const REMOTE_INPUTS_BUDGET_MS = 60_000;
/** The list of the files that a pull request changes, and all reads to assemble its diff. */
const CHANGED_FILES_BUDGET_MS = 180_000;
/** The permission of the person who triggered the workflow, and the state of the pull request, each before the start. */
const PULL_REQUEST_READ_BUDGET_MS = 60_000;
/** All reads and writes of one commit status at one moment. */
const STATUS_BUDGET_MS = 30_000;
/** The same in a job that was cancelled: the post step does the rest. */
const CANCELLED_STATUS_BUDGET_MS = 3000;
/** Everything that is done in the pull request after the verdict. */
const PULL_REQUEST_UPDATE_BUDGET_MS = 90_000;
/** The read of the pull request's head after the verdict, with its retries. */
const HEAD_BUDGET_MS = 10_000;
/** The longest Retry-After of GitHub that the comment waits for. */
const MAX_COMMENT_RETRY_AFTER_MS = 60_000;
/**
 * The Retry-After of a rate limit for which GitHub names no time.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
const DEFAULT_GITHUB_RETRY_AFTER_MS = 60_000;


/***/ }),

/***/ 4753:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ poll)
/* harmony export */ });
/* harmony import */ var _budgets_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(176);

/**
 * Attempts something until it is done or the deadline has passed; then resolves to null.
 *
 * @throws whatever the attempt throws, and the signal's reason
 */
async function poll(plan, attempt) {
    const { clock, signal, deadline } = plan;
    let pauseMs = plan.firstPauseMs;
    for (let attempts = 1;; attempts += 1) {
        const leftMs = deadline - clock.monotonic();
        if (pauseMs >= leftMs && !plan.pollsAtDeadline)
            return null;
        await clock.sleep(Math.max(0, Math.min(pauseMs, leftMs)), signal);
        const remainingMs = deadline - clock.monotonic();
        const isLast = remainingMs < 1;
        const timeoutMs = isLast ? lastPollTimeoutMs(remainingMs) : Math.min(_budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .REQUEST_TIMEOUT_MS */ .j2, remainingMs);
        const result = await attempt({ timeoutMs, signal }, isLast);
        if (result.done)
            return { value: result.value };
        if (isLast)
            return null;
        pauseMs = Math.max(plan.pauseMs(attempts), result.retryAfterMs ?? 0);
    }
}
/** Ends 10 s after the deadline, unless a machine that slept past that would have no time left for a poll. */
function lastPollTimeoutMs(remainingMs) {
    const leftMs = _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .LAST_POLL_TIMEOUT_MS */ .MP + Math.min(0, remainingMs);
    return leftMs < _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .MIN_LAST_POLL_TIMEOUT_MS */ .xc ? _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .LAST_POLL_TIMEOUT_MS */ .MP : leftMs;
}


/***/ }),

/***/ 6998:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ readWithRetry)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(241);
/* harmony import */ var _backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8974);
/* harmony import */ var _poll_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4753);
/* harmony import */ var _retry_state_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4736);




/**
 * Reads something, and retries after an error that may pass, until the deadline.
 *
 * @param deadline a moment of the monotonic clock
 * @throws RequestError, the last one if the deadline passed
 */
async function readWithRetry(runtime, deadline, read, policy = {}) {
    const { clock, signal, random, log, onSent } = runtime;
    const retryState = new _retry_state_js__WEBPACK_IMPORTED_MODULE_1__/* .RetryState */ .O(policy);
    const pauseMs = (attempts) => (0,_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .retryPauseMs */ .vd)(attempts, random());
    const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs, pollsAtDeadline: false };
    const result = await (0,_poll_js__WEBPACK_IMPORTED_MODULE_3__/* .poll */ .w)(plan, async (limits) => {
        try {
            return { done: true, value: await read({ ...limits, onSent }) };
        }
        catch (error) {
            const again = retryState.retryOrThrow(error);
            log.info(`Retrying: ${retryState.lastMessage()}`);
            return again;
        }
    });
    if (result !== null)
        return result.value;
    throw (retryState.last ??
        new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI('the time limit for reading passed before the first request', { kind: 'unreachable' }));
}


/***/ }),

/***/ 4736:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ RetryState)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(241);

// A proxy's page may replace one response; three in a row mean that the address is another server.
const UNDECODABLE_IN_A_ROW = 3;
/** Decides which failed reads are retried, and remembers the last. */
class RetryState {
    #acceptsPermanent;
    #maxRetryAfterMs;
    #undecodable = 0;
    #last = null;
    constructor({ acceptsPermanent = false, maxRetryAfterMs = Number.POSITIVE_INFINITY } = {}) {
        this.#acceptsPermanent = acceptsPermanent;
        this.#maxRetryAfterMs = maxRetryAfterMs;
    }
    /** The last error; null if the last read succeeded. */
    get last() {
        return this.#last;
    }
    /**
     * Notes a failed read that is to be retried.
     *
     * @throws the error itself if a retry cannot help
     */
    retryOrThrow(error) {
        if (!(error instanceof _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI))
            throw error;
        this.#undecodable = error.kind === 'undecodable' ? this.#undecodable + 1 : 0;
        this.#last = error;
        if (!this.#mayHelp(error))
            throw error;
        return { done: false, retryAfterMs: error.retryAfterMs };
    }
    /** Notes an error after which the caller retries. */
    note(error) {
        this.#undecodable = 0;
        this.#last = error;
    }
    /** Forgets earlier errors, after a usable response. */
    reset() {
        this.#undecodable = 0;
        this.#last = null;
    }
    /** True if the last read failed because the service limits how often it is called. */
    isRateLimited() {
        return this.#last !== null && (0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRateLimited */ .Jz)(this.#last);
    }
    /** The message of the last error; empty if the last read succeeded. */
    lastMessage() {
        return this.#last === null ? '' : this.#last.message;
    }
    #mayHelp(error) {
        if ((error.retryAfterMs ?? 0) > this.#maxRetryAfterMs)
            return false;
        switch (error.kind) {
            case 'unreachable':
                return this.#acceptsPermanent || (0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(error);
            case 'undecodable':
                return this.#undecodable < UNDECODABLE_IN_A_ROW;
            case 'status':
            case 'redirect':
                return (0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(error);
        }
    }
}


/***/ }),

/***/ 8820:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $: () => (/* binding */ MAX_COMPARED_CHARS),
  h: () => (/* binding */ closest_match_closestMatch)
});

;// CONCATENATED MODULE: ./node_modules/leven/index.js
const array = [];
const characterCodeCache = [];

function leven(first, second, options) {
	if (first === second) {
		return 0;
	}

	const maxDistance = options?.maxDistance;
	const swap = first;

	// Swapping the strings if `a` is longer than `b` so we know which one is the
	// shortest & which one is the longest
	if (first.length > second.length) {
		first = second;
		second = swap;
	}

	let firstLength = first.length;
	let secondLength = second.length;

	// Performing suffix trimming:
	// We can linearly drop suffix common to both strings since they
	// don't increase distance at all
	// Note: `~-` is the bitwise way to perform a `- 1` operation
	while (firstLength > 0 && (first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength))) {
		firstLength--;
		secondLength--;
	}

	// Performing prefix trimming
	// We can linearly drop prefix common to both strings since they
	// don't increase distance at all
	let start = 0;

	while (start < firstLength && (first.charCodeAt(start) === second.charCodeAt(start))) {
		start++;
	}

	firstLength -= start;
	secondLength -= start;

	// Early termination after trimming: if difference in length exceeds max distance
	if (maxDistance !== undefined && secondLength - firstLength > maxDistance) {
		return maxDistance;
	}

	if (firstLength === 0) {
		return maxDistance !== undefined && secondLength > maxDistance
			? maxDistance
			: secondLength;
	}

	let bCharacterCode;
	let result;
	let temporary;
	let temporary2;
	let index = 0;
	let index2 = 0;

	while (index < firstLength) {
		characterCodeCache[index] = first.charCodeAt(start + index);
		array[index] = ++index;
	}

	while (index2 < secondLength) {
		bCharacterCode = second.charCodeAt(start + index2);
		temporary = index2++;
		result = index2;

		for (index = 0; index < firstLength; index++) {
			temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
			temporary = array[index];
			// eslint-disable-next-line no-multi-assign
			result = array[index] = temporary > result
				? (temporary2 > result ? result + 1 : temporary2)
				: (temporary2 > temporary ? temporary + 1 : temporary2);
		}

		// Early termination: if all values in current row exceed maxDistance
		if (maxDistance !== undefined) {
			let rowMinimum = result;
			for (index = 0; index < firstLength; index++) {
				if (array[index] < rowMinimum) {
					rowMinimum = array[index];
				}
			}

			if (rowMinimum > maxDistance) {
				return maxDistance;
			}
		}
	}

	// Bound arrays to avoid retaining large previous sizes
	array.length = firstLength;
	characterCodeCache.length = firstLength;

	return maxDistance !== undefined && result > maxDistance ? maxDistance : result;
}

function closestMatch(target, candidates, options) {
	if (!Array.isArray(candidates) || candidates.length === 0) {
		return undefined;
	}

	const userMax = options?.maxDistance;
	const targetLength = target.length;

	// Exact match fast-path
	for (const candidate of candidates) {
		if (candidate === target) {
			return candidate;
		}
	}

	if (userMax === 0) {
		return undefined;
	}

	let best;
	let bestDist = Number.POSITIVE_INFINITY;
	const seen = new Set();

	for (const candidate of candidates) {
		if (seen.has(candidate)) {
			continue;
		}

		seen.add(candidate);

		const lengthDiff = Math.abs(candidate.length - targetLength);
		if (lengthDiff >= bestDist) {
			continue;
		}

		if (userMax !== undefined && lengthDiff > userMax) {
			continue;
		}

		const cap = Number.isFinite(bestDist)
			? (userMax === undefined ? bestDist : Math.min(bestDist, userMax))
			: userMax;

		const distance = cap === undefined
			? leven(target, candidate)
			: leven(target, candidate, {maxDistance: cap});

		// Skip candidates that exceed the user's maximum distance
		if (userMax !== undefined && distance > userMax) {
			continue;
		}

		// If we got a capped result that equals the cap, we need the actual distance
		// for accurate comparison, but only if the cap was due to userMax
		let actualD = distance;
		if (cap !== undefined && distance === cap && cap === userMax) {
			actualD = leven(target, candidate);
		}

		if (actualD < bestDist) {
			bestDist = actualD;
			best = candidate;
			if (bestDist === 0) {
				break;
			}
		}
	}

	if (userMax !== undefined && bestDist > userMax) {
		return undefined;
	}

	return best;
}

;// CONCATENATED MODULE: ./src/text/closest-match.ts

/** Only the beginning of a name is compared: a service, or a pull request, may send names of megabytes. */
const MAX_COMPARED_CHARS = 1000;
/** The items, the one whose name is nearest to `given` first. */
function closest_match_closestMatch(given, items, nameOf) {
    const comparable = (name) => name.slice(0, MAX_COMPARED_CHARS).toLowerCase();
    const wanted = comparable(given);
    return items
        .map((item) => ({ item, distance: leven(wanted, comparable(nameOf(item))) }))
        .sort((a, b) => a.distance - b.distance);
}


/***/ }),

/***/ 9495:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   pc: () => (/* binding */ durationMs)
/* harmony export */ });
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DURATION = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
/** Milliseconds of a duration such as `90s`, `30m` or `1h30m`; null for anything else. */
function parseDuration(text) {
    const match = DURATION.exec(text);
    if (match === null)
        return null;
    const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
    return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
}
/**
 * Milliseconds of a duration that is written in the code.
 *
 * @throws RangeError if it is not a duration
 */
function durationMs(text) {
    const ms = parseDuration(text);
    if (ms === null)
        throw new RangeError(`${text} is not a duration`);
    return ms;
}
/** Milliseconds for a person, in the two largest units: `45s`, `1m 30s`, `2h 5m`. */
function formatDuration(ms) {
    const parts = [
        [Math.floor(ms / DAY), 'd'],
        [Math.floor(ms / HOUR) % 24, 'h'],
        [Math.floor(ms / MINUTE) % 60, 'm'],
        [Math.floor(ms / SECOND) % 60, 's'],
    ];
    const first = parts.findIndex(([amount]) => amount > 0);
    if (first < 0)
        return '0s';
    return parts
        .slice(first, first + 2)
        .filter(([amount]) => amount > 0)
        .map(([amount, unit]) => `${amount}${unit}`)
        .join(' ');
}


/***/ }),

/***/ 4212:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   QY: () => (/* binding */ truncateBytes),
/* harmony export */   SS: () => (/* binding */ codeSpan),
/* harmony export */   SV: () => (/* binding */ truncateLines),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   jk: () => (/* binding */ prosePieces),
/* harmony export */   kq: () => (/* binding */ quotedBlock),
/* harmony export */   pF: () => (/* binding */ singleLine),
/* harmony export */   ts: () => (/* binding */ escapeInvisible),
/* harmony export */   vi: () => (/* binding */ escapeNull),
/* harmony export */   z3: () => (/* binding */ quoteUnlessWord),
/* harmony export */   zW: () => (/* binding */ fencedBlock)
/* harmony export */ });
/**
 * Sanitizes untrusted text: of the agent, the service, a pull request, an error. Every sink (log, annotation, output,
 * summary) passes its text through here.
 */
// Control, bidirectional and invisible characters, line separators, and lone surrogates: each can hide or forge text.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
// Parts of an emoji: the variation selector, the joiner of two, and the selector inside a keycap.
const PART_OF_EMOJI = /(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D(?=\p{Extended_Pictographic})|(?<=[0-9#*])\uFE0F(?=\u20E3)/u;
const HIDDEN = new RegExp(`(?!${PART_OF_EMOJI.source})${INVISIBLE.source}`, 'gu');
const MAX_LINE_CHARS = 2000;
const MAX_QUOTED_CHARS = 80;
const MAX_SPAN_CHARS = 300;
const WORD = /^[\w.-]{1,100}$/;
// `a.ts:1:2: error`, `a.ts(1,2): error`, `a.go: vet`, `a.js: line 1, col 2, Error`.
const AT_LINE_NUMBER = /(?<=[\d)]|\.\w{1,5}):(?=[\s\d])|(?<=\d)[,)]/g;
function escapeCharacter(character) {
    return `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
}
/** Text with every line ending as `\n`, and invisible characters as escapes; tabs stay. */
function escapeInvisible(text) {
    return text
        .replace(/\r\n?/g, '\n')
        .replace(HIDDEN, (character) => character === '\n' || character === '\t' ? character : escapeCharacter(character));
}
/** Text without U+0000: no environment variable can contain it, so no later step could start. */
function escapeNull(text) {
    return text.replaceAll('\0', escapeCharacter);
}
/** Text as one line of at most `longest` characters, with invisible characters as escapes. */
function singleLine(text, longest = MAX_LINE_CHARS) {
    const line = escapeInvisible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim();
    return line.length > longest ? `${line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
// A quotation mark, which could end a quotation too early, or its end: with the backslashes before it.
const MARK = /(\\*)("|$)/g;
const ESCAPED_MARK = /(\\*)(\\"|$)/g;
// A quotation as `quote` writes it, with white space or a parenthesis before it; the end of the text may truncate it.
const QUOTED = /(?<=(?:^|\s)\(?)"((?:[^"\\]|\\.)+)(?:"(?=[).,;?!]*:?(?:\s|$))|(?<=…)$)/g;
/** A name or message of somebody else inside a sentence: one line, in quotes, its own quotes escaped, truncated. */
function quote(text, longest = MAX_QUOTED_CHARS) {
    const line = singleLine(text, longest);
    return `"${line.replace(MARK, (_, slashes, mark) => `${slashes}${slashes}${mark && '\\"'}`)}"`;
}
/** What stands in a quotation, as it was before. */
function unquote(content) {
    return content.replace(ESCAPED_MARK, (_, slashes, mark) => `${slashes.slice(slashes.length / 2)}${mark && '"'}`);
}
/** The same, without quotes for what is a single word, such as an id or an enum value. */
function quoteUnlessWord(text) {
    return WORD.test(text) ? text : quote(text);
}
/**
 * One line for the log. The runner acts on a line that begins with `::` after white space, and on `##[` anywhere in it.
 * Its comparison depends on the culture, and may ignore characters that are not ASCII. So only a visible ASCII character
 * breaks a command. In quotations, a backslash stands where the problem matchers of other actions look for a line number.
 */
function logLine(text) {
    return singleLine(text)
        .replace(QUOTED, (quotation) => quotation.replace(AT_LINE_NUMBER, '\\$&'))
        .replace(/(#[^\x20-\x7e]*#[^\x20-\x7e]*)\[/g, '$1\\[')
        .replace(/^(?=[^\x21-\x7e]*:[^\x20-\x7e]*:)/, '\\');
}
/** A Markdown code span, also inside a table: no link, picture, mention or markup in it is rendered. */
function codeSpan(text, longest = MAX_SPAN_CHARS) {
    return spanOf(singleLine(text, longest));
}
function spanOf(line) {
    return line
        .split('|')
        .map((piece) => (piece === '' ? '' : fenceSpan(piece)))
        .join('&#124;');
}
function fenceSpan(piece) {
    const ticks = '`'.repeat(longestTicks(piece) + 1);
    // Markdown removes one space at both ends if both have one, unless there are only spaces.
    const space = /^`|`$|^ .*[^ ].* $/.test(piece) ? ' ' : '';
    return `${ticks}${space}${piece}${space}${ticks}`;
}
function longestTicks(text) {
    let longest = 0;
    for (const [run] of text.matchAll(/`+/g))
        longest = Math.max(longest, run.length);
    return longest;
}
// Words of letters, digits, plain punctuation and non-ASCII characters are plain text in Markdown. A reference such as
// GH-1, a commit, a host or a path from the root would become a link or a command, and :x: a picture.
const PLAIN_WORD = /^(?:&|[A-Za-z0-9.,;:?!%'()"/\P{ASCII}-]+)$/u;
const REFERENCE = /\bgh-\d|www\.|\b[0-9a-f]{7,}\b|[\w-]\.[a-z]{2}|:\S+:|:\/\/|^["(]*\//i;
// Begins a list, a rule or a table.
const BLOCK_START = /^\W*(?:\d+[.)]|[-:])/;
// The punctuation of the sentence around a word.
const PARTS = /([("]*)(.*?)([)".,;?!]*)$/u;
// The same of a word between spaces: a colon after it cannot end the name of a picture unless there is one in the word.
const PARTS_OF_SENTENCE = /([("]*)(.*?)((?:(?<!:.*):)?[)".,;?!]*)$/u;
/** A sentence as Markdown: plain words unchanged; quotations, and everything that could be markup, in code spans. */
function escapeMarkdown(text) {
    return singleLine(text)
        .split(QUOTED)
        .map((part, place) => (place % 2 === 0 ? escapeWords(part, place === 0) : spanOf(unquote(part))))
        .join('');
}
function escapeWords(text, isStart) {
    return text
        .split(' ')
        .map((word, place) => isStart && place === 0 && BLOCK_START.test(word)
        ? spanOf(word)
        : write(wordPieces(word, PARTS_OF_SENTENCE)))
        .join(' ');
}
function write(pieces) {
    return pieces.map(({ text, isPlain }) => (isPlain ? text : spanOf(text))).join('');
}
/** A text with its lines, with invisible characters as escapes, divided into plain pieces and others. */
function prosePieces(text) {
    return escapeInvisible(text)
        .split(/([ \n\t]+)/)
        .flatMap((part, place) => place % 2 === 0 ? wordPieces(part, PARTS) : [{ text: part.includes('\n') ? '\n' : ' ', isPlain: true }]);
}
function wordPieces(word, parts) {
    if (PLAIN_WORD.test(word) && !REFERENCE.test(word))
        return [{ text: word, isPlain: true }];
    // The pattern matches the whole word, so the parts around it are empty.
    return word
        .split(parts)
        .map((text, place) => ({ text, isPlain: place !== 2 }))
        .filter(({ text }) => text !== '');
}
/** A fenced block that its content cannot close. */
function fencedBlock(text, language = 'text') {
    const content = escapeInvisible(text);
    const fence = '`'.repeat(Math.max(3, longestTicks(content) + 1));
    return `${fence}${language}\n${content.replace(/\n$/, '')}\n${fence}`;
}
/** The same inside a quotation, so that nothing stands at the start of a line, where a bot may take it for a command. */
function quotedBlock(text, language = 'text') {
    return fencedBlock(text, language).replace(/^(.?)/gm, (start) => (start === '' ? '>' : `> ${start}`));
}
/** The longest beginning of `text` that has at most `maxBytes` bytes as UTF-8 and ends at a whole character. */
function truncateBytes(text, maxBytes) {
    const bytes = Buffer.from(text);
    let end = Math.max(0, maxBytes);
    if (bytes.length <= end)
        return text;
    while ((bytes.readUInt8(end) & 0xc0) === 0x80)
        end -= 1;
    return bytes.subarray(0, end).toString('utf8');
}
/** The same, ending at a line's end if it has one. */
function truncateLines(text, maxBytes) {
    const cut = truncateBytes(text, maxBytes);
    const end = cut === text ? -1 : cut.lastIndexOf('\n');
    return end > 0 ? cut.slice(0, end) : cut;
}


/***/ }),

/***/ 4966:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   YG: () => (/* binding */ quoteMessage),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   uo: () => (/* binding */ withFullStop)
/* harmony export */ });
/* harmony import */ var _sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4212);

/** A clause as a sentence: with a capital, and with a full stop unless it ends with another mark. */
function sentence(clause) {
    return withFullStop(clause.charAt(0).toUpperCase() + clause.slice(1));
}
/** The same for a sentence that begins with a name, such as that of an input. */
function withFullStop(text) {
    return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
/** The message of a service in quotes, on one line, without its full stop, because the sentence continues after it. */
function quoteMessage(message, maxChars) {
    return (0,_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(message.trim().replace(/(?<!\.)\.$/, ''), maxChars);
}


/***/ }),

/***/ 617:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ readWith),
/* harmony export */   W6: () => (/* binding */ viewsOf),
/* harmony export */   be: () => (/* binding */ rangeOf),
/* harmony export */   tv: () => (/* binding */ unescaped)
/* harmony export */ });
/** The part of a text that a match is. */
function rangeOf({ 0: whole, index }) {
    return { begin: index, end: index + whole.length };
}
// Every ASCII character with a name in HTML.
const NAMED = new Map(Object.entries({
    '&': 'amp',
    '`': 'grave diacriticalgrave',
    '>': 'gt',
    '^': 'hat',
    '<': 'lt',
    '\n': 'newline',
    '"': 'quot',
    '\t': 'tab',
    _: 'lowbar underbar',
    '|': 'vert verbar verticalline',
    "'": 'apos',
    '*': 'ast midast',
    '\\': 'bsol',
    ':': 'colon',
    ',': 'comma',
    '@': 'commat',
    $: 'dollar',
    '=': 'equals',
    '!': 'excl',
    '{': 'lbrace lcub',
    '[': 'lbrack lsqb',
    '(': 'lpar',
    '#': 'num',
    '%': 'percnt',
    '.': 'period',
    '+': 'plus',
    '?': 'quest',
    '}': 'rbrace rcub',
    ']': 'rbrack rsqb',
    ')': 'rpar',
    ';': 'semi',
    '/': 'sol',
}).flatMap(([character, names]) => names.split(' ').map((name) => [name, character])));
const BACKSLASHES = '\\\\+(?:u[0-9a-f]{4}|u\\{[0-9a-f]{1,6}\\}|x[0-9a-f]{2}|[nrt])?';
const PERCENT = '%(?:25)*[0-9a-f]{2}';
const REFERENCE = `&(?:amp;)*(?:#\\d{1,10};?|#x[0-9a-f]{1,8};?|(?:${[...NAMED.keys()].join('|')});)`;
/** Escapes of JSON, JavaScript, Markdown, addresses and HTML, each at any depth. An escape is one character, or none. */
const ESCAPES = {
    token: new RegExp(`${BACKSLASHES}|${PERCENT}|${REFERENCE}`, 'gi'),
    read(token) {
        const hex = /(?:^%(?:25)*|^\\+[ux]\{?|#x)([0-9a-f]+)[;}]?$/i.exec(token);
        if (hex !== null)
            return characterOf(Number.parseInt(`${hex[1]}`, 16));
        const decimal = /#(\d+);?$/.exec(token);
        if (decimal !== null)
            return characterOf(Number(decimal[1]));
        // In JSON, an escaped line end is not a letter of the next word.
        return token.startsWith('\\') ? token.replace(/^\\+/, '').replace(/^[nrt]$/i, ' ') : namedIn(token);
    },
};
function namedIn(token) {
    return `${NAMED.get(token.toLowerCase().replace(/^&(?:amp;)*(?=\w+;)|;$/g, ''))}`;
}
/** No secret has a character beyond the first plane, so it is removed. */
function characterOf(code) {
    return code > 0xffff ? '' : String.fromCharCode(code);
}
// Escapes within escapes: an entity of a percent sign before the digits of a letter.
const MAX_DEPTH = 4;
/**
 * The text itself, with its escapes read up to four times, and each of these without what `markup` removes. Each takes time
 * in proportion to the text.
 */
function* viewsOf(source, markup) {
    let readings = [];
    let text = source;
    for (;;) {
        yield viewOf(source, text, readings);
        yield viewOf(source, readWith(text, markup), [...readings, markup]);
        const deeper = readWith(text, ESCAPES);
        if (deeper === text || readings.length === MAX_DEPTH)
            return;
        readings = [...readings, ESCAPES];
        text = deeper;
    }
}
/** A text with its escapes read so many times. */
function unescaped(text, times) {
    return times === 0 ? text : unescaped(readWith(text, ESCAPES), times - 1);
}
/** A text with every match of the reading replaced. */
function readWith(text, { token, read }) {
    return text.replace(token, (whole) => read(whole));
}
function viewOf(source, text, readings) {
    return {
        text,
        trace(ranges) {
            if (readings.length === 0 || ranges.length === 0)
                return [...ranges];
            const { begins, ends } = readings.reduce(follow, untouched(source));
            return ranges.map(({ begin, end }) => ({ begin: Number(begins[begin]), end: Number(ends[end - 1]) }));
        },
    };
}
function untouched(text) {
    const begins = new Uint32Array(text.length);
    const ends = new Uint32Array(text.length);
    for (let index = 0; index < text.length; index += 1) {
        begins[index] = index;
        ends[index] = index + 1;
    }
    return { text, begins, ends };
}
function follow({ text, begins, ends }, { token, read }) {
    const next = { begins: new Uint32Array(text.length), ends: new Uint32Array(text.length) };
    const parts = [];
    let from = 0;
    let size = 0;
    const copy = (to) => {
        next.begins.set(begins.subarray(from, to), size);
        next.ends.set(ends.subarray(from, to), size);
        parts.push(text.slice(from, to));
        size += to - from;
    };
    for (const { 0: whole, index } of text.matchAll(token)) {
        copy(index);
        from = index + whole.length;
        const shown = read(whole);
        next.begins.fill(Number(begins[index]), size, size + shown.length);
        next.ends.fill(Number(ends[from - 1]), size, size + shown.length);
        parts.push(shown);
        size += shown.length;
    }
    copy(text.length);
    return { text: parts.join(''), ...next };
}


/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 8483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ getDotPath),
/* harmony export */   Fs: () => (/* binding */ pipe),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   KI: () => (/* binding */ picklist),
/* harmony export */   L5: () => (/* binding */ unknown),
/* harmony export */   Np: () => (/* binding */ fallback),
/* harmony export */   Ww: () => (/* binding */ minValue),
/* harmony export */   YO: () => (/* binding */ array),
/* harmony export */   Yj: () => (/* binding */ string),
/* harmony export */   _H: () => (/* binding */ looseObject),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   cG: () => (/* binding */ maxValue),
/* harmony export */   cl: () => (/* binding */ nullish),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   hq: () => (/* binding */ nonEmpty),
/* harmony export */   is: () => (/* binding */ is),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   me: () => (/* binding */ nullable),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   pd: () => (/* binding */ transform),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   qg: () => (/* binding */ parse),
/* harmony export */   xL: () => (/* binding */ safeParse),
/* harmony export */   yG: () => (/* binding */ regex),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && true) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? void 0,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? void 0,
		abortPipeEarly: config$1?.abortPipeEarly ?? void 0
	};
}
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? (context.reference, issue.lang, void 0) ?? (isSchema ? (issue.lang, void 0) : null) ?? config$1.message ?? (issue.lang, void 0);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function parseJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}
const ABORT_EARLY_CONFIG = { abortEarly: true };
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/**
* Returns a fallback value as output if the input does not match the schema.
*
* @param schema The schema to catch.
* @param fallback The fallback value.
*
* @returns The passed schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}



/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};
process.exitCode = 1;
void Promise.all([
    Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 4365)),
    Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 3037)),
    Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 5073)),
]).then(async ([{ main }, { systemClock }, { drained }]) => {
    const passes = await main();
    await drained([process.stdout, process.stderr], systemClock);
    // A socket, a server or a timer may still be open. Nothing that was left to it would end the step.
    process.exit(passes === true ? 0 : 1);
});

