export const id = 352;
export const ids = [352];
export const modules = {

/***/ 352:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findKnownSecrets: () => (/* binding */ findKnownSecrets)
/* harmony export */ });
/* harmony import */ var _secretlint_secretlint_rule_preset_recommend__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(577);
/* harmony import */ var _views_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(617);


const BEGIN_OF_KEY = '-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----';
// In a file, in a string of JSON, and in a quotation.
const LINE_END = '(?:\\s|\\\\+[nr]|>)';
/** Patterns that the preset does not have. */
const SHAPES = {
    'key id of AWS': /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    'account key of Azure': /(?<=AccountKey=)[A-Za-z0-9+/]{86}==/g,
    'API key of Google': /(?<![\w-])AIza[\w-]{35}(?![\w-])/g,
    'client secret of Google': /(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/g,
    'access token of Google': /(?<![\w-])ya29\.[\w-]{20,}/g,
    'JSON web token': /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
    'token of PyPI': /(?<![\w-])pypi-AgEI[\w-]{50,}/g,
    'app token of Slack': /(?<![\w-])xapp-\d-[A-Z0-9]+-\d+-[0-9a-f]{32,}/gi,
    'private key, whole or cut': new RegExp(`${BEGIN_OF_KEY}(?:[^-]*(?:-(?!----)[^-]*)*-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----|${LINE_END}*(?:[A-Za-z0-9+/=]{16,}${LINE_END}+)*[A-Za-z0-9+/=]*)`, 'g'),
};
const found = [];
const context = {
    sharedOptions: {},
    createTranslator: () => () => ({}),
    // Comments in a text must not switch rules off.
    ignore: () => undefined,
    report: ({ range: [begin, end] }) => {
        found.push({ begin, end });
    },
};
// The preset uses types of a package that is not among its dependencies.
const known = _secretlint_secretlint_rule_preset_recommend__WEBPACK_IMPORTED_MODULE_0__/* .rules */ .a;
const scanners = known.map((rule) => rule.create(context, {}));
/**
 * The ranges of a text that match the pattern of a secret.
 *
 * @see https://github.com/secretlint/secretlint
 */
const findKnownSecrets = (text) => {
    const own = Object.values(SHAPES).flatMap((shape) => Array.from(text.matchAll(shape), _views_js__WEBPACK_IMPORTED_MODULE_1__/* .rangeOf */ .be));
    // Without a path and an extension, no rule reads a file, and none waits for anything.
    for (const { file } of scanners)
        file?.({ content: text, filePath: '', ext: '' });
    return [...own, ...found.splice(0)];
};


/***/ })

};
