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



/** How long one check may take, so that a pattern that backtracks for ever ends. */
const LIMIT_MS = 5000;
const MAX_SHOWN = 5;
const MAX_SHOWN_CHARS = 300;
// One error for all that stands below them: each alternative has its own, and none of them is the reason.
const ALTERNATIVES = ['anyOf', 'oneOf', 'contains'];
/**
 * What of the data breaks the schema: the place in the data and the rule of the first five violations, a sentence each,
 * without any value. A check that fails is a violation. Never throws.
 */
function findViolations({ schema, draft, parts }, data, withinTime) {
    try {
        return withinTime(LIMIT_MS, () => {
            const first = (0,_cfworker_json_schema__WEBPACK_IMPORTED_MODULE_2__/* .validate */ .t)(data, schema, draft, parts, true);
            return first.valid ? [] : describeErrors(allErrors({ schema, draft, parts }, data) ?? first.errors);
        });
    }
    catch (error) {
        return [`The check against the schema failed: ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)((0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(error), MAX_SHOWN_CHARS)}.`];
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
        // What only says that there are errors below stands in front of them.
        const hasCause = specific[index + 1]?.keywordLocation.startsWith(`${keywordLocation}/`) ?? false;
        if (skipped !== null || !hasCause)
            shown.add(sentenceOf(error));
    }
    const sentences = [...shown];
    const more = sentences.length - MAX_SHOWN;
    return more > 0 ? [...sentences.slice(0, MAX_SHOWN), `${more} more violations are not listed.`] : sentences;
}
function sentenceOf({ instanceLocation, keyword, keywordLocation, error }) {
    const place = instanceLocation === '#' ? 'The whole' : (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(instanceLocation.slice(1), MAX_SHOWN_CHARS);
    // The only message whose words are all of the schema, and without which nobody knows what is missing.
    const missing = keyword === 'required'
        ? `, ${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(error.replace(/^Instance/, 'it').replace(/\.$/, ''), MAX_SHOWN_CHARS)}`
        : '';
    return `${place} breaks the rule "${keyword}" (${(0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .singleLine */ .pF)(keywordLocation, MAX_SHOWN_CHARS)}${missing}).`;
}


/***/ })

};
