export const id = 429;
export const ids = [429];
export const modules = {

/***/ 429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ HttpClient),
/* harmony export */   hd: () => (/* binding */ fetch)
/* harmony export */ });
/* unused harmony exports BearerCredentialHandler, getExecOutput */
/**
 * Stands in for undici, @actions/http-client and @actions/exec in the bundle. @actions/core and @actions/github import
 * them for OpenID tokens, details of the operating system, and requests without their own `fetch`. This action uses
 * none of these. The packages would be two fifths of the download.
 */
class HttpClient {
    /** No agent: every request brings its own way to GitHub. */
    getAgent() {
        return undefined;
    }
    getAgentDispatcher() {
        return undefined;
    }
}
class BearerCredentialHandler {
}
/** Throws: every request has its own `fetch`. */
function fetch() {
    throw new Error('The bundle has no undici: give the request its own fetch.');
}
/** Throws: nothing starts a process. */
function getExecOutput() {
    throw new Error('The bundle has no @actions/exec.');
}


/***/ })

};
