export const id = 910;
export const ids = [910];
export const modules = {

/***/ 8910:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
/**
 * Stands in for undici in the bundle. What @actions/github takes of it serves only those requests for which it is given
 * no `fetch`; here every one has Node's own, which knows the proxies, too. Undici itself was two fifths of the download.
 */
class ProxyAgent {
}
/** Refuses: nothing asks for it. */
function fetch() {
    throw new Error('The bundle has no undici: give the request a fetch of its own.');
}


/***/ })

};
