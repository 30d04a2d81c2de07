export const id = 926;
export const ids = [926];
export const modules = {

/***/ 1926:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseAnswer: () => (/* reexport */ parseAnswer),
  parseMapping: () => (/* reexport */ parseMapping),
  readSources: () => (/* reexport */ readSources)
});

// EXTERNAL MODULE: ./build/valibot.js
var valibot = __webpack_require__(8483);
// EXTERNAL MODULE: ./src/domain/errors.ts
var errors = __webpack_require__(241);
// EXTERNAL MODULE: ./build/yaml.js
var yaml = __webpack_require__(3705);
// EXTERNAL MODULE: ./src/text/sanitize.ts
var sanitize = __webpack_require__(4212);
// EXTERNAL MODULE: ./src/inputs/raw.ts
var raw = __webpack_require__(3071);
;// CONCATENATED MODULE: ./src/inputs/yaml/mapping.ts




const MAX_DEPTH = 64;
// The numbers, booleans and null of JSON: a plain scalar of this form keeps its meaning inside nested values.
const JSON_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const FORMS = 'write a YAML mapping of label: value, or a list of {name, value}';
/**
 * Labels and their values, from a YAML or JSON mapping, or from the service's own list of `{name, value}`. A scalar is
 * kept exactly as written; a nested value becomes JSON text.
 *
 * @param input whose text it is, for the messages
 * @throws InputError with every problem of the text.
 */
function parseMapping(text, input) {
    if (text.trim() === '')
        return new Map();
    const { contents, origin } = parseNodes(text, input);
    return collect(entriesOf(contents, origin), origin);
}
/**
 * A YAML or JSON mapping as JSON: its scalars as those of nested values are.
 *
 * @param input whose text it is, for the messages
 * @throws InputError with every problem of the text.
 */
function parseJson(text, input) {
    const { contents } = parseNodes(text, input);
    if ((0,yaml/* isMap */.jh)(contents))
        return jsonText(contents);
    throw new errors/* InputError */.dz(`${input} is not a mapping: write the fields of the answer as YAML or JSON.`);
}
function parseNodes(text, input) {
    if (isTooDeep(text)) {
        throw new errors/* InputError */.dz(`${input} is nested deeper than ${MAX_DEPTH} levels: pass a flatter value.`);
    }
    const lines = new yaml/* LineCounter */.HN();
    const origin = { input, lines };
    const document = (0,yaml/* parseDocument */.Tp)(text, {
        schema: 'failsafe',
        lineCounter: lines,
        uniqueKeys: false,
        prettyErrors: false,
    });
    const problems = [...document.errors, ...document.warnings].map((error) => {
        const words = (0,sanitize/* singleLine */.pF)(error.message.replace(/; please use .*/, ''));
        const { line } = lines.linePos(error.pos[0]);
        const given = (0,raw/* quote */.hD)(`${text.split('\n')[line - 1]}`);
        return `${input} cannot be read as YAML or JSON (${where(lines, error.pos[0])}, in ${given}): ${words}; ${FORMS}.`;
    });
    (0,yaml/* visit */.YR)(document, {
        Alias(_key, alias) {
            problems.push(`${input} has the alias ${(0,raw/* quote */.hD)(`*${alias.source}`)} (${where(lines, alias.range?.[0])}): aliases are not supported, write the value out.`);
        },
        Map(_key, map) {
            const keys = map.items.map((pair) => pair.key);
            problems.push(...repeated(keys, origin));
            // A key that is nested has no form in JSON.
            for (const key of keys.filter((node) => !(0,yaml/* isScalar */.jn)(node)))
                problems.push(noLabel(key, origin));
        },
    });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { contents: document.contents, origin };
}
// Looked for level by level in the parser's tokens, since everything after the parser recurses into what is nested.
function isTooDeep(text) {
    let level = [...new yaml/* Parser */.iX().parse(text)]
        .map((token) => (token.type === 'document' ? token.value : undefined))
        .filter(yaml/* CST */.DB.isCollection);
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
        level = level
            .flatMap(({ items }) => items)
            .flatMap(({ key, value }) => [key, value])
            .filter(yaml/* CST */.DB.isCollection);
    }
    return level.length > 0;
}
function where(lines, offset = 0) {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
}
function repeated(labels, { input, lines }) {
    const firstLine = new Map();
    const problems = [];
    for (const label of labels) {
        const { line } = lines.linePos(label?.range?.[0] ?? 0);
        const name = scalarText(label);
        const before = firstLine.get(name);
        if (before !== undefined)
            problems.push(`${input} gives ${(0,raw/* quote */.hD)(name)} twice (lines ${before} and ${line}): keep one.`);
        firstLine.set(name, before ?? line);
    }
    return problems;
}
function entriesOf(contents, origin) {
    if ((0,yaml/* isMap */.jh)(contents))
        return contents.items.map((pair) => ({ label: pair.key, value: pair.value }));
    if ((0,yaml/* isSeq */.oP)(contents))
        return listEntries(contents.items, origin);
    const start = (0,yaml/* isScalar */.jn)(contents) ? ` It begins with ${(0,raw/* quote */.hD)(String(contents.value).slice(0, 40))}.` : '';
    throw new errors/* InputError */.dz(`${origin.input} is not a mapping: ${FORMS}.${start}`);
}
function listEntries(items, { input, lines }) {
    const entries = [];
    const problems = [];
    for (const item of items) {
        const entry = listEntry(item);
        if (entry !== null)
            entries.push(entry);
        else
            problems.push(`${input} has a list entry that is not {name, value} (${where(lines, item.range?.[0])}): ${FORMS}.`);
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return entries;
}
function listEntry(item) {
    const pairs = (0,yaml/* isMap */.jh)(item) ? item.items : [];
    const field = (name) => pairs.find((pair) => scalarText(pair.key) === name);
    const [name, value] = [field('name'), field('value')];
    if (name === undefined || value === undefined || pairs.length !== 2)
        return null;
    return { label: name.value, value: value.value };
}
function collect(entries, origin) {
    const values = new Map();
    const problems = repeated(entries.map((entry) => entry.label), origin);
    for (const { label, value } of entries) {
        const name = scalarText(label);
        if (name === '')
            problems.push(noLabel(label, origin));
        // What has no value at all, as in {label}, is as empty as what has an empty one.
        const text = value === null || (0,yaml/* isScalar */.jn)(value) ? scalarText(value) : jsonText(value);
        problems.push(...textProblems(name, text, origin.input));
        values.set(name, text);
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return values;
}
function noLabel(label, { input, lines }) {
    return `${input} has a label that is empty or not plain text (${where(lines, label?.range?.[0])}): ${FORMS}.`;
}
function textProblems(label, text, input) {
    const control = text.search(/(?![\t\n\r])\p{Cc}/u);
    if (control >= 0) {
        const code = text.charCodeAt(control).toString(16).padStart(2, '0');
        return [
            `The value of ${(0,raw/* quote */.hD)(label)} in ${input} has the control character \\x${code} at offset ${control}: take it out.`,
        ];
    }
    return text.isWellFormed()
        ? []
        : [
            `The value of ${(0,raw/* quote */.hD)(label)} in ${input} has half of a character, which is not valid Unicode: take it out.`,
        ];
}
function jsonText(node) {
    if ((0,yaml/* isMap */.jh)(node)) {
        const members = node.items.map((pair) => `${JSON.stringify(scalarText(pair.key))}:${jsonText(pair.value)}`);
        return `{${members.join(',')}}`;
    }
    if ((0,yaml/* isSeq */.oP)(node))
        return `[${node.items.map(jsonText).join(',')}]`;
    if (!(0,yaml/* isScalar */.jn)(node))
        return 'null';
    const text = String(node.value);
    const literal = node.type === yaml/* Scalar */.X5.PLAIN && (JSON_LITERAL.test(text) || text === '');
    return literal ? text || 'null' : JSON.stringify(text);
}
function scalarText(node) {
    return (0,yaml/* isScalar */.jn)(node) ? String(node.value) : '';
}

;// CONCATENATED MODULE: ./src/inputs/yaml/answer.ts



const WithId = valibot/* object */.Ik({ id: valibot/* pipe */.Fs(valibot/* string */.Yj(), valibot/* nonEmpty */.hq()) });
/**
 * The answer to something that a run waits for, from a YAML or JSON mapping. It must name what it answers, so that no
 * approval can be taken for something that nobody has seen.
 *
 * @throws InputError
 */
function parseAnswer(text) {
    const json = parseJson(text, 'resume');
    const parsed = valibot/* safeParse */.xL(WithId, JSON.parse(json));
    if (parsed.success)
        return { id: parsed.output.id, json };
    throw new errors/* InputError */.dz('resume has no id, as text, of what it answers: write the id of the interrupt, as the interrupts output has it, in quotes where it is a number.');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/platform/paths.ts
var paths = __webpack_require__(9807);
// EXTERNAL MODULE: ./src/text/closest-match.ts + 1 modules
var closest_match = __webpack_require__(8820);
;// CONCATENATED MODULE: ./src/inputs/text-file.ts






const MAX_MIB = 10;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
/**
 * The text of a file inside the workspace or the runner's temporary folder, without a byte order mark.
 *
 * @param path relative to the workspace, or absolute
 * @throws InputError with a clause on why the file cannot be used
 */
function readTextFile(path, { GITHUB_WORKSPACE: workspace = '', RUNNER_TEMP: temporary = '' }) {
    if (!(0,external_node_path_.isAbsolute)(path) && workspace === '') {
        throw new errors/* InputError */.dz('but GITHUB_WORKSPACE is not set, so there is no folder that it starts from.');
    }
    const wanted = (0,external_node_path_.resolve)(workspace, path);
    const real = resolveLinks(wanted);
    const roots = [workspace, temporary].filter((root) => root !== '').map(resolveLinks);
    const root = roots.find((folder) => (0,paths/* isInside */.F)(real, folder));
    if (root === undefined) {
        const to = real === wanted ? '' : ` leads to ${(0,raw/* quote */.hD)(real)}, and that`;
        throw new errors/* InputError */.dz(`which${to} is outside of the workspace and of RUNNER_TEMP: copy the file into one of them.`);
    }
    if ((0,paths/* isClosedPlace */._)(real, root)) {
        throw new errors/* InputError */.dz('which is a place where git or the runner keep what is theirs: take another file.');
    }
    return decode(readBytes(real));
}
function resolveLinks(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch (error) {
        throw new errors/* InputError */.dz(`which cannot be found (${(0,errors/* describe */.q0)(error)}).${nearestName(path)}`, { cause: error });
    }
}
function nearestName(path) {
    try {
        const near = (0,closest_match/* closestMatch */.h)((0,external_node_path_.basename)(path), (0,external_node_fs_.readdirSync)((0,external_node_path_.dirname)(path)), String)[0];
        return near === undefined ? '' : ` The nearest name in that folder is ${(0,raw/* quote */.hD)(near.item)}.`;
    }
    catch {
        return '';
    }
}
function readBytes(path) {
    let file;
    try {
        // A pipe without a writer would be waited for, and a link that came after the look would be followed.
        file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK | external_node_fs_.constants.O_NOFOLLOW);
    }
    catch (error) {
        throw new errors/* InputError */.dz(`which cannot be read (${(0,errors/* describe */.q0)(error)}).`, { cause: error });
    }
    try {
        if (!(0,external_node_fs_.fstatSync)(file).isFile())
            throw new errors/* InputError */.dz('which is not a regular file: name a file with text.');
        return readAtMost(file);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
function readAtMost(file) {
    // To the end, whatever size the file is said to have: it may grow just now.
    const bytes = Buffer.allocUnsafe(MAX_BYTES + 1);
    let length = 0;
    for (let count = -1; count !== 0 && length < bytes.length; length += count) {
        count = (0,external_node_fs_.readSync)(file, bytes, length, bytes.length - length, null);
    }
    if (length > MAX_BYTES) {
        throw new errors/* InputError */.dz(`which is larger than ${MAX_MIB} MiB: give the agent less, or a link to it.`);
    }
    return bytes.subarray(0, length);
}
function decode(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new errors/* InputError */.dz('which is not UTF-8 text: save it as UTF-8.', { cause: error });
    }
}

;// CONCATENATED MODULE: ./src/inputs/yaml/sources.ts




const PAGE_PARTS = ['title', 'body', 'url', 'number'];
const REMOTE_PARTS = ['diff', 'files'];
const sources_FORMS = 'write env:NAME, file:PATH, pr:diff, pr:files, pr:title, pr:body, pr:url or pr:number';
const EVENTS = 'pull_request, pull_request_target, merge_group, or issue_comment on a pull request';
// Of this action, or of the runner's own services: nothing in them is meant for an agent.
const SECRET_VARIABLE = /^INPUT_(?:API-KEY|GITHUB-TOKEN)$|^ACTIONS_.*(?:TOKEN|URL)$/i;
/**
 * Reads the sources of `inputs-from`, but for those that only GitHub has.
 *
 * @param given the labels that `inputs` has already
 * @throws InputError with a sentence for every label whose source cannot be used, and for every one that is given twice
 */
function readSources(text, given, world) {
    const values = new Map();
    const remote = new Map();
    const problems = [];
    for (const [label, written] of parseMapping(text, 'inputs-from')) {
        if (given.has(label))
            problems.push(`${(0,raw/* quote */.hD)(label)} is in both inputs and inputs-from: keep one.`);
        try {
            const source = parseSource(written);
            if (source.kind !== 'remote')
                values.set(label, readSource(source, world));
            else if (needPullRequest(world.pullRequest))
                remote.set(label, source.part);
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map((problem) => `inputs-from takes ${(0,raw/* quote */.hD)(label)} from ${(0,raw/* quote */.hD)(written)}, ${problem}`));
        }
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { values, remote };
}
function parseSource(written) {
    const [, scheme, rest = ''] = /^(env|file|pr):(.+)/s.exec(written.trim()) ?? [];
    if (scheme === 'env')
        return { kind: 'env', name: rest };
    if (scheme === 'file')
        return { kind: 'file', path: rest };
    const part = PAGE_PARTS.find((known) => scheme === 'pr' && known === rest);
    if (part !== undefined)
        return { kind: 'page', part };
    const remotePart = REMOTE_PARTS.find((known) => scheme === 'pr' && known === rest);
    if (remotePart !== undefined)
        return { kind: 'remote', part: remotePart };
    throw new errors/* InputError */.dz(`which is no source: ${sources_FORMS}.`);
}
function readSource(source, world) {
    switch (source.kind) {
        case 'env':
            return notEmpty(readVariable(source.name, world.variables));
        case 'file':
            return notEmpty(readTextFile(source.path, world.variables));
        case 'page':
            return readPage(source.part, world.pullRequest);
    }
}
function notEmpty(text) {
    if (text.trim() === '')
        throw new errors/* InputError */.dz('which is empty: give a source that has text.');
    return text;
}
function readVariable(name, variables) {
    if (SECRET_VARIABLE.test(name)) {
        throw new errors/* InputError */.dz('which holds what opens this job, and is not for the agent: take another variable.');
    }
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) {
        throw new errors/* InputError */.dz("which is not set: set it under the step's or the job's env.");
    }
    return value;
}
function readPage(part, pullRequest) {
    const page = needPullRequest(pullRequest).page;
    if (page === null) {
        throw new errors/* InputError */.dz('which a merge group does not have, as it may hold several pull requests: take it out here.');
    }
    const value = page[part];
    if (value === null) {
        throw new errors/* InputError */.dz(`but the event's file does not give the pull request's ${part}: take it out here.`);
    }
    // A pull request may well have no description.
    return part === 'body' ? String(value) : notEmpty(String(value));
}
function needPullRequest(pullRequest) {
    if (pullRequest !== null)
        return pullRequest;
    throw new errors/* InputError */.dz(`but this event is no pull request: the workflow must run on ${EVENTS}.`);
}

;// CONCATENATED MODULE: ./src/inputs/yaml/yaml.ts
// The inputs that are YAML, together: the library behind them takes longer to load than all else before the first request.





/***/ }),

/***/ 9807:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ isInside),
/* harmony export */   _: () => (/* binding */ isClosedPlace)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

// Git's own folder and what a checkout leaves in the temporary one hold tokens; the runner's files are its channel.
const CLOSED_PLACE = /^(?:\.git|git-credentials-.*|_runner_file_commands)$/i;
/** True for a path below the folder, both without links in them. */
function isInside(path, folder) {
    return path.startsWith((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, node_path__WEBPACK_IMPORTED_MODULE_0__.sep));
}
/** True for a path below the folder that leads to what git or the runner keep there. */
function isClosedPlace(path, folder) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(folder, path)
        .split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep)
        .some((part) => CLOSED_PLACE.test(part));
}


/***/ })

};
