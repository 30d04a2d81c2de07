export const id = 627;
export const ids = [627];
export const modules = {

/***/ 5627:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseDiffPaths: () => (/* binding */ parseDiffPaths)
/* harmony export */ });
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4006);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(picomatch__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(241);
/* harmony import */ var _domain_path_filter_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3732);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4212);




const MAX_STARS = 12;
const OPTIONS = {
    dot: true,
    // A line end matches like any other character, or the name of a file could hide it.
    flags: 's',
    // The `!` before a pattern is read here.
    nonegate: true,
    windows: false,
    // An invalid glob throws. Otherwise it would match nothing.
    debug: true,
    strictBrackets: true,
};
/**
 * Reads the globs of `diff-paths`. The last that matches wins; if all of them exclude, every other path is included.
 *
 * @param lines not empty, trimmed
 * @throws InputError with a sentence for every pattern that cannot be used
 * @see https://github.com/micromatch/picomatch
 */
function parseDiffPaths(lines) {
    const problems = [];
    const patterns = [];
    for (const line of lines.filter((one) => !one.startsWith('#'))) {
        const excludes = line.startsWith('!');
        const glob = excludes ? line.slice(1).trim() : line;
        const problem = findProblem(glob);
        if (problem === null)
            patterns.push({ excludes, matches: picomatch__WEBPACK_IMPORTED_MODULE_3___default()(glob, OPTIONS) });
        else
            problems.push(`diff-paths has ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(line)}, ${problem}`);
    }
    if (problems.length > 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
    if (patterns.length === 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('diff-paths has only comments: add a pattern, or remove it.');
    const letsByDefault = patterns.every(({ excludes }) => excludes);
    const letsPath = (path) => {
        const last = patterns.findLast(({ matches }) => matches(path));
        return last === undefined ? letsByDefault : !last.excludes;
    };
    return {
        lets: ({ path, previousPath }) => letsPath(path) || (previousPath !== null && letsPath(previousPath)),
    };
}
function findProblem(glob) {
    if (glob.length > _domain_path_filter_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_PATTERN_CHARS */ .EO)
        return `which has more than ${_domain_path_filter_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_PATTERN_CHARS */ .EO} characters: write a shorter pattern.`;
    if (glob.split('*').length - 1 > MAX_STARS)
        return `which has more than ${MAX_STARS} "*": write a simpler pattern.`;
    if (/\{[^}]*\.\./.test(glob))
        return 'which has a brace range: write all its members, as in {1,2,3}.';
    if (/[+*]\(/.test(glob))
        return 'which repeats a group: write all its members, as in {a,aa}.';
    if (/\\[A-Za-z0-9]/.test(glob))
        return 'which has a backslash: write / between folders.';
    if (glob.startsWith('/'))
        return 'which begins with /: write paths from the root of the repository, without a first /.';
    try {
        picomatch__WEBPACK_IMPORTED_MODULE_3___default()(glob, OPTIONS);
        return null;
    }
    catch {
        return 'which is not a glob pattern: check its brackets.';
    }
}


/***/ })

};
