export const id = 179;
export const ids = [179];
export const modules = {

/***/ 4179:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findViolations: () => (/* binding */ findViolations)
/* harmony export */ });
/* harmony import */ var _cfworker_json_schema__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1339);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(241);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);



/** The time limit of one check, because a pattern may backtrack without end. */
const LIMIT_MS = 5000;
const MAX_SHOWN = 5;
const MAX_SHOWN_CHARS = 300;
// One error for all errors below these keywords: no error of a single alternative is the cause.
const ALTERNATIVES = ['anyOf', 'oneOf'];
/**
 * The first five violations of the schema, a sentence each: the place in the data and the rule, without any value. If the
 * check itself fails, that is a violation. Never throws.
 */
function findViolations({ schema, draft, parts }, data, withinTime) {
    try {
        return withinTime(LIMIT_MS, () => {
            const first = (0,_cfworker_json_schema__WEBPACK_IMPORTED_MODULE_2__/* .validate */ .t)(data, schema, draft, parts, true);
            return first.valid ? [] : describeErrors(allErrors({ schema, draft, parts }, data) ?? first.errors);
        });
    }
    catch (error) {
        return [
            `The check against the schema failed: ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)((0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(error), MAX_SHOWN_CHARS)}. Simplify the patterns of the schema.`,
        ];
    }
}
/** Null if there are too many for the validator. */
function allErrors({ schema, draft, parts }, data) {
    try {
        return (0,_cfworker_json_schema__WEBPACK_IMPORTED_MODULE_2__/* .validate */ .t)(data, schema, draft, parts, false).errors;
    }
    catch {
        return null;
    }
}
function describeErrors(errors) {
    const shown = new Set();
    let skipped = null;
    const specific = errors.filter(({ keyword }) => keyword !== 'false');
    for (const [index, error] of specific.entries()) {
        const { keyword, keywordLocation } = error;
        if (skipped !== null && keywordLocation.startsWith(skipped))
            continue;
        skipped = ALTERNATIVES.includes(keyword) ? `${keywordLocation}/` : null;
        // An error that only reports errors below it comes before them.
        const hasCause = specific[index + 1]?.keywordLocation.startsWith(`${keywordLocation}/`) ?? false;
        if (skipped !== null || !hasCause)
            shown.add(sentenceOf(error));
    }
    const sentences = [...shown];
    const more = sentences.length - MAX_SHOWN;
    return more > 0
        ? [
            ...sentences.slice(0, MAX_SHOWN),
            `${more} more ${more === 1 ? 'violation is' : 'violations are'} not listed.`,
        ]
        : sentences;
}
function sentenceOf({ instanceLocation, keyword, keywordLocation, error }) {
    const place = instanceLocation === '#' ? 'The whole data' : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(instanceLocation.slice(1), MAX_SHOWN_CHARS);
    // The only message that quotes no data. It has the name of the missing property.
    const missing = keyword === 'required'
        ? `, ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(error.replace('Instance', 'it').replace(/\.$/, ''), MAX_SHOWN_CHARS)}`
        : '';
    return `${place} breaks the rule "${keyword}" (${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(keywordLocation, MAX_SHOWN_CHARS)}${missing}).`;
}


/***/ })

};
