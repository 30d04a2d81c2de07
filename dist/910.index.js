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
 * Takes the place of undici in the bundle. @actions/github uses it only for requests that are given no `fetch`; here every
 * one is given the transport of src/http. Undici itself was two fifths of the download.
 */
class ProxyAgent {
}
/** Refuses: nothing asks for it. */
function fetch() {
    throw new Error('The bundle has no undici: give the request a fetch of its own.');
}


/***/ })

};
