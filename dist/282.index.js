export const id = 282;
export const ids = [282];
export const modules = {

/***/ 282:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   firstProblem: () => (/* binding */ firstProblem)
/* harmony export */ });
/* harmony import */ var _cfworker_json_schema__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(207);
/* harmony import */ var _microsoft_jest_sarif_lib_schemas_sarif_2_1_0_rtm_5_json__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6120);


/** What is first wrong with a SARIF 2.1.0 log, after its path; null where nothing is. */
function firstProblem(log) {
    const { valid, errors } = new _cfworker_json_schema__WEBPACK_IMPORTED_MODULE_1__/* .Validator */ .D(schema(), '4').validate(log);
    // The last error is the cause of those before it.
    const cause = errors.at(-1);
    return valid || cause === undefined ? null : `${cause.instanceLocation} ${cause.error}`;
}
function schema() {
    // Whether all items of a list differ is looked for in each pair of them, which takes minutes for a few thousand.
    return JSON.parse(JSON.stringify(_microsoft_jest_sarif_lib_schemas_sarif_2_1_0_rtm_5_json__WEBPACK_IMPORTED_MODULE_0__), (key, value) => (key === 'uniqueItems' ? undefined : value));
}


/***/ })

};
