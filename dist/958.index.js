export const id = 958;
export const ids = [958];
export const modules = {

/***/ 5958:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseSchema: () => (/* binding */ parseSchema)
});

// UNUSED EXPORTS: MAX_SCHEMA_BYTES

// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/dereference.js
var dereference = __webpack_require__(1176);
// EXTERNAL MODULE: ./src/domain/errors.ts
var errors = __webpack_require__(241);
// EXTERNAL MODULE: ./src/text/closest-match.ts + 1 modules
var closest_match = __webpack_require__(8820);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/format.js
var format = __webpack_require__(4025);
;// CONCATENATED MODULE: ./src/result/schema/keywords.ts

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isText = (value) => typeof value === 'string';
const areNames = (value) => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** True for a pattern that the validator can use. */
function isPattern(value) {
    try {
        return isText(value) && new RegExp(value, 'u') instanceof RegExp;
    }
    catch {
        return false;
    }
}
const ANY = { is: () => true, expected: 'any value' };
const TEXT = { is: isText, expected: 'text' };
const FLAG = { is: (value) => typeof value === 'boolean', expected: 'true or false' };
const NUMBER = { is: Number.isFinite, expected: 'a number' };
const FACTOR = {
    is: (value) => Number.isFinite(value) && Number(value) > 0,
    expected: 'a number above 0',
};
const COUNT = {
    is: (value) => Number.isInteger(value) && Number(value) >= 0,
    expected: 'a whole number from 0',
};
const LIST = { is: Array.isArray, expected: 'a list' };
const VALUES = {
    is: (value) => Array.isArray(value) && value.length > 0,
    expected: 'a list with a value',
};
const NAMES = { is: areNames, expected: 'a list of different names' };
const NAME_LISTS = {
    is: (value) => isRecord(value) && Object.values(value).every(areNames),
    expected: 'an object with lists of different names',
};
const TYPE = {
    is: (value) => TYPES.includes(value) ||
        (areNames(value) &&
            Array.isArray(value) &&
            value.length > 0 &&
            value.every((one) => TYPES.includes(one))),
    expected: `one or several of ${TYPES.join(', ')}`,
};
const PATTERN = { is: isPattern, expected: 'a regular expression that is valid with the flag u' };
const FORMAT = {
    is: (value) => isText(value) && Object.hasOwn(format/* format */.G, value),
    expected: `one of ${Object.keys(format/* format */.G).join(', ')}: other formats would not be checked`,
};
const REFERENCE = {
    is: (value) => isText(value) && value.startsWith('#'),
    expected: 'a reference within the schema, which begins with #, because no other file is read',
};
const COMMON = {
    $comment: TEXT,
    $ref: REFERENCE,
    title: TEXT,
    description: TEXT,
    default: ANY,
    examples: LIST,
    readOnly: FLAG,
    writeOnly: FLAG,
    contentEncoding: TEXT,
    contentMediaType: TEXT,
    definitions: 'map',
    type: TYPE,
    const: ANY,
    enum: VALUES,
    not: 'schema',
    allOf: 'schemas',
    anyOf: 'schemas',
    oneOf: 'schemas',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema, and the object is never awaited.
    then: 'schema',
    else: 'schema',
    format: FORMAT,
    pattern: PATTERN,
    minLength: COUNT,
    maxLength: COUNT,
    minimum: NUMBER,
    maximum: NUMBER,
    exclusiveMinimum: NUMBER,
    exclusiveMaximum: NUMBER,
    multipleOf: FACTOR,
    properties: 'map',
    patternProperties: 'pattern-map',
    additionalProperties: 'schema',
    propertyNames: 'schema',
    required: NAMES,
    minProperties: COUNT,
    maxProperties: COUNT,
    contains: 'schema',
    minItems: COUNT,
    maxItems: COUNT,
    uniqueItems: FLAG,
};
/**
 * The keywords of a draft that the validator checks, or that are for people. Keywords that it would ignore are left out.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
const KEYWORDS = {
    '2020-12': new Map(Object.entries({
        ...COMMON,
        $anchor: TEXT,
        $defs: 'map',
        deprecated: FLAG,
        contentSchema: 'schema',
        prefixItems: 'schemas',
        items: 'schema',
        minContains: COUNT,
        maxContains: COUNT,
        unevaluatedItems: 'schema',
        unevaluatedProperties: 'schema',
        dependentRequired: NAME_LISTS,
        dependentSchemas: 'map',
    })),
    '7': new Map(Object.entries({
        ...COMMON,
        items: 'schema-or-list',
        additionalItems: 'schema',
        dependencies: 'map-or-names',
    })),
};
/** The keywords that are allowed beside `$ref` in draft-07, because they decide nothing. */
const ALLOWED_BESIDE_REF = [
    '$schema',
    '$id',
    '$ref',
    '$comment',
    'title',
    'description',
    'default',
    'examples',
    'definitions',
];
/** True for a list of names as in `required`. */
function isNameList(value) {
    return areNames(value);
}

;// CONCATENATED MODULE: ./src/result/schema/parse-schema.ts






const MAX_SCHEMA_BYTES = 1024 * 1024;
// The validator calls itself for each level.
const MAX_DEPTH = 100;
const MAX_PROBLEMS = 5;
const MAX_SHOWN_CHARS = 200;
const DEFAULT_DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const DRAFTS = new Map([
    [DEFAULT_DRAFT, '2020-12'],
    ['http://json-schema.org/draft-07/schema', '7'],
    ['https://json-schema.org/draft-07/schema', '7'],
]);
/**
 * Parses a JSON Schema of draft 2020-12 or draft-07. All that the validator would ignore is an error: an unknown keyword, a
 * format that it does not check, a reference without a target.
 *
 * @param name the subject of the messages
 * @throws InputError with a sentence for each problem, the first five
 */
function parseSchema(text, name = 'The schema') {
    const parsed = readSchema(text);
    if ('schema' in parsed)
        return parsed;
    throw new errors/* InputError */.dz(parsed.problems.map((problem) => `${name} ${problem}`));
}
function refused(...problems) {
    return { problems };
}
function readSchema(text) {
    if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES)
        return refused('is larger than 1 MiB: write a smaller schema.');
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        return refused(`is not valid JSON (${(0,sanitize/* quote */.hD)((0,errors/* describe */.q0)(error), MAX_SHOWN_CHARS)}).`);
    }
    if ((0,json/* hasDuplicateKeys */.u)(text))
        return refused('has an object with the same key twice: keep one.');
    if (!isRecord(value))
        return refused('is not a JSON object: write a JSON Schema.');
    return checkSchema(value);
}
function checkSchema(schema) {
    const { $schema = DEFAULT_DRAFT, $id, ...keywords } = schema;
    const draft = DRAFTS.get(String($schema).replace(/#$/, ''));
    if (draft === undefined) {
        const given = (0,sanitize/* singleLine */.pF)(JSON.stringify($schema), MAX_SHOWN_CHARS);
        return refused(`has the "$schema" ${given}, which is not a supported draft: write ${DEFAULT_DRAFT} or http://json-schema.org/draft-07/schema#.`);
    }
    const isAddress = typeof $id === 'string' && URL.canParse($id) && !$id.includes('#');
    if ($id !== undefined && !isAddress)
        return refused('has an "$id" that is not an absolute URI without a fragment: correct or remove it.');
    const problems = problemsOf(keywords, { draft, path: '', depth: 0 }).take(MAX_PROBLEMS).toArray();
    if (problems.length > 0)
        return refused(...problems);
    const parts = (0,dereference/* dereference */.DS)(schema);
    const lost = lostReferences(parts).slice(0, MAX_PROBLEMS);
    if (lost.length > 0)
        return refused(`has references to parts that it does not have: ${lost.join(', ')}. Correct each "$ref".`);
    return { schema, draft, parts };
}
function lostReferences(parts) {
    return Object.values(parts).flatMap((part) => {
        if (typeof part === 'boolean' || part.$ref === undefined)
            return [];
        const isThere = Object.hasOwn(parts, String(part.__absolute_ref__));
        return isThere ? [] : [(0,sanitize/* quote */.hD)(part.$ref, MAX_SHOWN_CHARS)];
    });
}
function problemAt(path, clause) {
    return `${(0,sanitize/* singleLine */.pF)(clause, 2 * MAX_SHOWN_CHARS)} (at ${(0,sanitize/* quote */.hD)(path, MAX_SHOWN_CHARS)}).`;
}
/** Checks a schema against the keywords of its draft, more strictly than the draft's own meta-schema. */
function* problemsOf(schema, part) {
    const { draft, path, depth } = part;
    if (typeof schema === 'boolean')
        return;
    if (depth > MAX_DEPTH) {
        yield problemAt(path, `is nested more than ${MAX_DEPTH} levels deep`);
    }
    else if (isRecord(schema)) {
        for (const [keyword, value] of Object.entries(schema))
            yield* problemsOfKeyword(keyword, value, part);
        const ignored = draft === '7' && '$ref' in schema ? ignoredKeywords(Object.keys(schema)) : [];
        if (ignored.length > 0)
            yield problemAt(path, `has ${ignored.join(', ')} beside "$ref", which draft-07 ignores: put them into "allOf"`);
    }
    else {
        yield problemAt(path, 'has a value that is not a schema: write an object, true or false');
    }
}
function* problemsOfKeyword(name, value, { draft, path, depth }) {
    const keywords = KEYWORDS[draft];
    const rule = keywords.get(name);
    const inner = { draft, path: `${path}/${name}`, depth: depth + 1 };
    if (rule === undefined) {
        const nearest = (0,closest_match/* closestMatch */.h)(name, [...keywords.keys()], String)[0]?.item;
        yield problemAt(path, `has the keyword ${(0,sanitize/* quote */.hD)(name)}, which would not be checked: the nearest supported keyword is "${nearest}"`);
    }
    else if (typeof rule === 'string') {
        yield* problemsOfParts(rule, value, inner);
    }
    else if (!rule.is(value)) {
        yield problemAt(inner.path, `has a "${name}" that must be ${rule.expected}`);
    }
}
function* problemsOfParts(rule, value, part) {
    switch (rule) {
        case 'schema':
            return yield* problemsOf(value, part);
        case 'schemas':
            return yield* problemsOfList(value, part);
        case 'schema-or-list':
            return yield* Array.isArray(value) ? problemsOfList(value, part) : problemsOf(value, part);
        case 'map':
        case 'pattern-map':
        case 'map-or-names':
            return yield* problemsOfMap(rule, value, part);
    }
}
function* problemsOfList(value, part) {
    if (!Array.isArray(value) || value.length === 0)
        yield problemAt(part.path, 'must be a list of schemas');
    else
        for (const [index, one] of value.entries())
            yield* problemsOf(one, { ...part, path: `${part.path}/${index}` });
}
function* problemsOfMap(rule, value, part) {
    if (!isRecord(value)) {
        yield problemAt(part.path, 'must be an object of schemas');
        return;
    }
    for (const [name, one] of Object.entries(value)) {
        const path = `${part.path}/${name}`;
        if (rule === 'pattern-map' && !isPattern(name))
            yield problemAt(path, 'has a name that is not a regular expression');
        if (rule !== 'map-or-names' || !isNameList(one))
            yield* problemsOf(one, { ...part, path });
    }
}
function ignoredKeywords(keywords) {
    return keywords.filter((keyword) => !ALLOWED_BESIDE_REF.includes(keyword)).map((keyword) => (0,sanitize/* quote */.hD)(keyword));
}


/***/ }),

/***/ 1789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ withoutComments),
/* harmony export */   u: () => (/* binding */ hasDuplicateKeys)
/* harmony export */ });
// Text without any of the characters that matter here: it is copied in one piece.
const PLAIN = /[^"/,}\]]+/y;
/**
 * True for JSON with an object that has a key twice. `JSON.parse` returns the last value of it without an error.
 *
 * @param json what `JSON.parse` accepts
 */
function hasDuplicateKeys(json) {
    const open = [];
    const mark = /["{}]/g;
    for (let found = mark.exec(json); found !== null; found = mark.exec(json)) {
        if (found[0] === '{')
            open.push(new Set());
        else if (found[0] === '}')
            open.pop();
        else {
            const end = endOfString(json, found.index);
            mark.lastIndex = end;
            if (!isKey(json, end))
                continue;
            const key = JSON.parse(json.slice(found.index, end));
            const keys = open.at(-1);
            if (keys?.has(String(key)))
                return true;
            keys?.add(String(key));
        }
    }
    return false;
}
/** JSON with comments and trailing commas as JSON; other text stays invalid. Numbers and strings stay as written. */
function withoutComments(jsonc) {
    const pieces = [];
    // A comma that only space and comments follow so far.
    let comma = -1;
    for (let at = 0, end = 0; at < jsonc.length; at = end) {
        end = endOfToken(jsonc, at);
        const token = jsonc.slice(at, end);
        const isComment = /^\/[/*]/.test(token);
        if ((token === '}' || token === ']') && comma !== -1)
            pieces[comma] = '';
        if (token === ',')
            comma = pieces.length;
        else if (!isComment && token.trim() !== '')
            comma = -1;
        pieces.push(isComment ? ' ' : token);
    }
    return pieces.join('');
}
/** The index after the string, the comment, the plain text or the character that begins here. */
function endOfToken(text, start) {
    if (text[start] === '"')
        return endOfString(text, start);
    if (text.startsWith('//', start))
        return endOf(text, '\n', start);
    if (text.startsWith('/*', start))
        return endOf(text, '*/', start + 2);
    PLAIN.lastIndex = start;
    return start + (PLAIN.exec(text)?.[0].length ?? 1);
}
/** The index after the string whose first quote is at `start`. */
function endOfString(text, start) {
    for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
        let slash = quote;
        while (text[slash - 1] === '\\')
            slash -= 1;
        if ((quote - slash) % 2 === 0)
            return quote + 1;
    }
    return text.length;
}
function endOf(text, mark, from) {
    const at = text.indexOf(mark, from);
    return at === -1 ? text.length : at + mark.length;
}
/** True if a colon follows, which only follows keys. */
function isKey(json, end) {
    let at = end;
    while (/\s/.test(json.charAt(at)))
        at += 1;
    return json[at] === ':';
}


/***/ }),

/***/ 1176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DS: () => (/* binding */ dereference)
/* harmony export */ });
/* unused harmony exports schemaKeyword, schemaArrayKeyword, schemaMapKeyword, ignoredKeyword, initialBaseURI */
/* harmony import */ var _pointer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8449);

const uriFragmentCharacter = /^[A-Za-z0-9._~!$&'()*+,;=:@/?-]$/;
const uriPercentEncoding = /^%[0-9A-Fa-f]{2}$/;
const uriUnreservedCharacter = /^[A-Za-z0-9._~-]$/;
function normalizeURIFragment(fragment) {
    let normalized = '';
    for (let index = 0; index < fragment.length;) {
        const character = fragment[index];
        const encoded = fragment.slice(index, index + 3);
        if (character === '%' && uriPercentEncoding.test(encoded)) {
            const decoded = String.fromCharCode(parseInt(encoded.slice(1), 16));
            normalized += uriUnreservedCharacter.test(decoded)
                ? decoded
                : encoded.toUpperCase();
            index += 3;
            continue;
        }
        const codePoint = String.fromCodePoint(fragment.codePointAt(index));
        normalized += uriFragmentCharacter.test(codePoint)
            ? codePoint
            : encodeURIComponent(codePoint);
        index += codePoint.length;
    }
    return normalized;
}
function resolveURI(reference, baseURI) {
    const url = new URL(reference, baseURI.href);
    url.hash = url.hash ? normalizeURIFragment(url.hash.slice(1)) : '';
    return url;
}
const schemaKeyword = {
    additionalItems: true,
    unevaluatedItems: true,
    items: true,
    contains: true,
    additionalProperties: true,
    unevaluatedProperties: true,
    propertyNames: true,
    not: true,
    if: true,
    then: true,
    else: true
};
const schemaArrayKeyword = {
    prefixItems: true,
    items: true,
    allOf: true,
    anyOf: true,
    oneOf: true
};
const schemaMapKeyword = {
    $defs: true,
    definitions: true,
    properties: true,
    patternProperties: true,
    dependentSchemas: true
};
const ignoredKeyword = {
    id: true,
    $id: true,
    $ref: true,
    $schema: true,
    $anchor: true,
    $vocabulary: true,
    $comment: true,
    default: true,
    enum: true,
    const: true,
    required: true,
    dependentRequired: true,
    type: true,
    maximum: true,
    minimum: true,
    exclusiveMaximum: true,
    exclusiveMinimum: true,
    multipleOf: true,
    maxLength: true,
    minLength: true,
    pattern: true,
    format: true,
    maxItems: true,
    minItems: true,
    uniqueItems: true,
    maxProperties: true,
    minProperties: true
};
let initialBaseURI = typeof self !== 'undefined' &&
    self.location &&
    self.location.origin !== 'null'
    ?
        new URL(self.location.origin + self.location.pathname + location.search)
    : new URL('https://github.com/cfworker');
function dereference(schema, lookup = Object.create(null), baseURI = initialBaseURI, basePointer = '') {
    if (schema && typeof schema === 'object' && !Array.isArray(schema)) {
        const id = schema.$id || schema['id'];
        if (id) {
            const url = resolveURI(id, baseURI);
            if (url.hash.length > 1) {
                lookup[url.href] = schema;
            }
            else {
                url.hash = '';
                if (basePointer === '') {
                    baseURI = url;
                }
                else {
                    dereference(schema, lookup, baseURI);
                }
            }
        }
    }
    else if (schema !== true && schema !== false) {
        return lookup;
    }
    const schemaURI = baseURI.href + (basePointer ? '#' + basePointer : '');
    if (lookup[schemaURI] !== undefined && lookup[schemaURI] !== schema) {
        throw new Error(`Duplicate schema URI "${schemaURI}".`);
    }
    lookup[schemaURI] = schema;
    if (schema === true || schema === false) {
        return lookup;
    }
    if (schema.__absolute_uri__ === undefined) {
        Object.defineProperty(schema, '__absolute_uri__', {
            enumerable: false,
            value: schemaURI
        });
    }
    if (schema.$ref && schema.__absolute_ref__ === undefined) {
        const url = resolveURI(schema.$ref, baseURI);
        Object.defineProperty(schema, '__absolute_ref__', {
            enumerable: false,
            value: url.href
        });
    }
    if (schema.$recursiveRef && schema.__absolute_recursive_ref__ === undefined) {
        const url = resolveURI(schema.$recursiveRef, baseURI);
        Object.defineProperty(schema, '__absolute_recursive_ref__', {
            enumerable: false,
            value: url.href
        });
    }
    if (schema.$anchor) {
        const url = resolveURI('#' + schema.$anchor, baseURI);
        lookup[url.href] = schema;
    }
    for (let key in schema) {
        if (ignoredKeyword[key]) {
            continue;
        }
        const keyBase = `${basePointer}/${(0,_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .encodePointer */ .Q)(key)}`;
        const subSchema = schema[key];
        if (Array.isArray(subSchema)) {
            if (schemaArrayKeyword[key]) {
                const length = subSchema.length;
                for (let i = 0; i < length; i++) {
                    dereference(subSchema[i], lookup, baseURI, `${keyBase}/${i}`);
                }
            }
        }
        else if (schemaMapKeyword[key]) {
            for (let subKey in subSchema) {
                dereference(subSchema[subKey], lookup, baseURI, `${keyBase}/${(0,_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .encodePointer */ .Q)(subKey)}`);
            }
        }
        else {
            dereference(subSchema, lookup, baseURI, keyBase);
        }
    }
    return lookup;
}
//# sourceMappingURL=dereference.js.map

/***/ }),

/***/ 4025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ format)
/* harmony export */ });
const DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const TIME = /^(\d\d):(\d\d):(\d\d)(\.\d+)?(z|([+-])(\d\d):(\d\d))?$/i;
const HOSTNAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*$/i;
const URIREF = /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
const URITEMPLATE = /^(?:(?:[^\x00-\x20\x7f"<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?:\.(?:[a-z0-9_]|%[0-9a-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?:\.(?:[a-z0-9_]|%[0-9a-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i;
const URL_ = /^(?:(?:https?|ftp):\/\/)(?:\S+(?::\S*)?@)?(?:(?!10(?:\.\d{1,3}){3})(?!127(?:\.\d{1,3}){3})(?!169\.254(?:\.\d{1,3}){2})(?!192\.168(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z\u{00a1}-\u{ffff}0-9]+-?)*[a-z\u{00a1}-\u{ffff}0-9]+)(?:\.(?:[a-z\u{00a1}-\u{ffff}0-9]+-?)*[a-z\u{00a1}-\u{ffff}0-9]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const JSON_POINTER = /^(?:\/(?:[^~/]|~0|~1)*)*$/;
const JSON_POINTER_URI_FRAGMENT = /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i;
const RELATIVE_JSON_POINTER = /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/;
const EMAIL_ADDRESS = /^("(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+)@(.+)$/i;
const EMAIL = (input) => {
    const matches = input.match(EMAIL_ADDRESS);
    if (!matches)
        return false;
    const name = matches[1];
    const host = matches[2];
    if (!name || !host || name.length > 64 || host.length > 253)
        return false;
    if (name[0] !== '"' &&
        (name[0] === '.' || name.endsWith('.') || name.includes('..'))) {
        return false;
    }
    if (host.startsWith('[') && host.endsWith(']')) {
        const address = host.slice(1, -1);
        if (/^ipv6:/i.test(address))
            return IPV6.test(address.slice(5));
        return IPV4.test(address);
    }
    return HOSTNAME.test(host);
};
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)$/;
const IPV6 = /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i;
const DURATION = (input) => /^P(?:\d+W|(?:(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)))$/.test(input);
function bind(r) {
    return r.test.bind(r);
}
const format = {
    date,
    time: time.bind(undefined, true),
    'date-time': date_time,
    duration: DURATION,
    uri,
    'uri-reference': bind(URIREF),
    'uri-template': bind(URITEMPLATE),
    url: bind(URL_),
    email: EMAIL,
    hostname: bind(HOSTNAME),
    ipv4: bind(IPV4),
    ipv6: bind(IPV6),
    regex: regex,
    uuid: bind(UUID),
    'json-pointer': bind(JSON_POINTER),
    'json-pointer-uri-fragment': bind(JSON_POINTER_URI_FRAGMENT),
    'relative-json-pointer': bind(RELATIVE_JSON_POINTER)
};
function isLeapYear(year) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
function date(str) {
    const matches = str.match(DATE);
    if (!matches)
        return false;
    const yearPart = matches[1];
    const monthPart = matches[2];
    const dayPart = matches[3];
    if (!yearPart || !monthPart || !dayPart)
        return false;
    const year = +yearPart;
    const month = +monthPart;
    const day = +dayPart;
    const maxDay = month == 2 && isLeapYear(year) ? 29 : DAYS[month];
    return (month >= 1 &&
        month <= 12 &&
        day >= 1 &&
        maxDay !== undefined &&
        day <= maxDay);
}
function time(full, str) {
    const matches = str.match(TIME);
    if (!matches)
        return false;
    const hourPart = matches[1];
    const minutePart = matches[2];
    const secondPart = matches[3];
    if (!hourPart || !minutePart || !secondPart)
        return false;
    const hour = +hourPart;
    const minute = +minutePart;
    const second = +secondPart;
    const timeZone = matches[5];
    const offsetSign = matches[6];
    const offsetHour = +(matches[7] ?? 0);
    const offsetMinute = +(matches[8] ?? 0);
    if (hour > 23 ||
        minute > 59 ||
        second > 60 ||
        offsetHour > 23 ||
        offsetMinute > 59 ||
        (full && timeZone === undefined)) {
        return false;
    }
    if (second < 60)
        return true;
    const offsetDirection = offsetSign === '+' ? 1 : offsetSign === '-' ? -1 : 0;
    const utcMinute = (hour * 60 +
        minute -
        offsetDirection * (offsetHour * 60 + offsetMinute) +
        24 * 60) %
        (24 * 60);
    return utcMinute === 23 * 60 + 59;
}
const DATE_TIME_SEPARATOR = /t|\s/i;
function date_time(str) {
    const [datePart, timePart, extra] = str.split(DATE_TIME_SEPARATOR);
    return (datePart !== undefined &&
        timePart !== undefined &&
        extra === undefined &&
        date(datePart) &&
        time(true, timePart));
}
const NOT_URI_FRAGMENT = /\/|:/;
const URI_PATTERN = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
function uri(str) {
    return NOT_URI_FRAGMENT.test(str) && URI_PATTERN.test(str);
}
const Z_ANCHOR = /[^\\]\\Z/;
function regex(str) {
    if (Z_ANCHOR.test(str))
        return false;
    try {
        new RegExp(str, 'u');
        return true;
    }
    catch (e) {
        return false;
    }
}
//# sourceMappingURL=format.js.map

/***/ }),

/***/ 8449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ encodePointer)
/* harmony export */ });
/* unused harmony export escapePointer */
function encodePointer(p) {
    return encodeURI(escapePointer(p)).replace(/#/g, '%23');
}
function escapePointer(p) {
    return p.replace(/~/g, '~0').replace(/\//g, '~1');
}
//# sourceMappingURL=pointer.js.map

/***/ })

};
