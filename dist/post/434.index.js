export const id = 434;
export const ids = [434];
export const modules = {

/***/ 876:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  afterStep: () => (/* binding */ afterStep)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
var external_node_https_default = /*#__PURE__*/__webpack_require__.n(external_node_https_);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
var external_node_net_default = /*#__PURE__*/__webpack_require__.n(external_node_net_);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(692);
var external_node_tls_default = /*#__PURE__*/__webpack_require__.n(external_node_tls_);
;// CONCATENATED MODULE: ./src/http/connect.ts


// By default Node drops an address after 250 ms, which is too early for a slow link.
const ADDRESS_ATTEMPT_MS = 2500;
/** The settings that every request shares: a lenient parser and larger headers could be set by NODE_OPTIONS. */
const PARSER_OPTIONS = { insecureHTTPParser: false, maxHeaderSize: 16 * 1024 };
function isSecure({ protocol }) {
    return protocol === 'https:';
}
function defaultPortOf(endpoint) {
    return isSecure(endpoint) ? 443 : 80;
}
/** `host:port`, with the default port too. */
function authorityOf(endpoint) {
    return `${endpoint.hostname}:${endpoint.port || defaultPortOf(endpoint)}`;
}
/** Opens the connection that the scheme of the endpoint requires, directly or through a tunnel. */
function openSocket(endpoint, tunnel) {
    // An IPv6 address stands in brackets in a URL only.
    const host = endpoint.hostname.replace(/[[\]]/g, '');
    const address = {
        host,
        port: Number(endpoint.port) || defaultPortOf(endpoint),
        autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    };
    if (!isSecure(endpoint))
        return tunnel ?? external_node_net_default().connect(address);
    return external_node_tls_default().connect({
        ...address,
        socket: tunnel,
        // In TLS, an address cannot be a server name.
        servername: external_node_net_default().isIP(host) === 0 ? host : '',
        ALPNProtocols: ['http/1.1'],
        // Whatever NODE_TLS_REJECT_UNAUTHORIZED says. No `ca`: it would replace the authorities of NODE_EXTRA_CA_CERTS.
        rejectUnauthorized: true,
    });
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: ./src/domain/errors.ts
/** Something that the workflow's author must fix. Contains every problem that was found, a sentence each. */
class errors_InputError extends Error {
    problems;
    constructor(problems, options) {
        const list = typeof problems === 'string' ? [problems] : problems;
        super(list.join(' '), options);
        this.name = 'InputError';
        this.problems = list;
    }
}
/** A request without a usable response. */
class RequestError extends Error {
    kind;
    status;
    retryAfterMs;
    permanent;
    transient;
    advice;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.name = 'RequestError';
        this.kind = facts.kind;
        this.status = facts.status ?? null;
        this.retryAfterMs = facts.retryAfterMs ?? null;
        this.permanent = facts.permanent ?? false;
        this.transient = facts.transient ?? false;
        this.advice = facts.advice ?? '';
    }
}
/** A complete response that cannot be from the service, or not for this request. It is never used, and never retried. */
class ProtocolError extends Error {
    kind;
    constructor(message, kind = 'mismatch', options) {
        super(message, options);
        this.name = 'ProtocolError';
        this.kind = kind;
    }
}
/** True for what a request ends with instead of a usable response; any other error is not the service's. */
function isResponseError(error) {
    return error instanceof RequestError || error instanceof ProtocolError;
}
/** True if the service limits how often it is called. The response is complete, so the request had no effect. */
function isRateLimited({ status }) {
    return status === 429;
}
/** True if a read that failed like this may succeed when it is retried. */
function isTransient(error) {
    switch (error.kind) {
        case 'unreachable':
            return !error.permanent;
        case 'status':
            return error.transient || isRateLimited(error) || (error.status ?? 0) >= 500;
        case 'redirect':
        case 'undecodable':
            return false;
    }
}
/** True if the service rejects the key. */
function isKeyRejected({ status }) {
    return status === 401 || status === 403;
}
/** The job was cancelled. */
class CancelledError extends Error {
    constructor(signalName) {
        super(`the job was cancelled (${signalName})`);
        this.name = 'CancelledError';
    }
}
const MAX_CAUSES = 6;
/** An error with all its causes in one line, whatever was thrown. Contains no stack. */
function describe(thrown) {
    const clauses = [];
    let current = thrown;
    // Counted, because an error can be its own cause.
    for (let depth = 0; depth < MAX_CAUSES && current !== undefined && current !== null; depth += 1) {
        const clause = clauseOf(current)
            .trim()
            .replace(/\s*[\r\n]\s*/g, ' ');
        if (clause !== '' && !clauses.some((known) => known.includes(clause)))
            clauses.push(clause);
        current = current instanceof Error ? current.cause : undefined;
    }
    return clauses.join(': ') || 'no reason was given';
}
function clauseOf(thrown) {
    return thrown instanceof AggregateError && thrown.message === ''
        ? thrown.errors.map(ownClauseOf).join(', ')
        : ownClauseOf(thrown);
}
function ownClauseOf(thrown) {
    if (!(thrown instanceof Error))
        return textOf(thrown);
    const message = textOf(thrown.message);
    const code = codeOf(thrown);
    if (message === '')
        return code || textOf(thrown.name);
    return message.includes(code) ? message : `${message} (${code})`;
}
/** The code of an error, such as `ENOENT`; empty if it has none. Unlike the message, it contains no path. */
function codeOf(thrown) {
    const hasCode = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
    return hasCode && typeof thrown.code === 'string' ? thrown.code : '';
}
function textOf(value) {
    try {
        return String(value);
    }
    catch {
        return `a thrown ${typeof value} that has no text`;
    }
}

;// CONCATENATED MODULE: ./src/http/proxy.ts


// The forms that the toolkit's rule can match.
const NO_PROXY_ENTRY = /^(\*|\.?[\w-]+(\.[\w-]+)*(:\d+)?|\[[\da-f:.]+\](:\d+)?)$/i;
/** The value of a proxy variable. The name in lower case comes first. */
function proxyVariable(name, variables) {
    return variables[name.toLowerCase()] || variables[name] || '';
}
/**
 * The proxy for the addresses of a scheme; null if none is set.
 *
 * @throws InputError for an address that cannot be used. It shows no credentials.
 */
function readProxy(scheme, variables) {
    const variable = `${scheme.toUpperCase()}_PROXY`;
    const raw = proxyVariable(variable, variables).trim();
    if (raw === '')
        return null;
    // Without it, a URL takes the host for the scheme.
    const text = raw.includes('://') ? raw : `http://${raw}`;
    if (!URL.canParse(text))
        throw unusable(variable, raw, 'is not a URL');
    const { protocol, hostname, port, host, username, password } = new URL(text);
    if (protocol !== 'http:' && protocol !== 'https:') {
        throw unusable(variable, raw, `has the scheme ${protocol}//, which is not supported`);
    }
    return {
        variable,
        protocol,
        hostname,
        port,
        host,
        authorization: authorizationOf(variable, username, password),
    };
}
function authorizationOf(variable, username, password) {
    if (username === '' && password === '')
        return null;
    try {
        const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
        return `Basic ${Buffer.from(credentials).toString('base64')}`;
    }
    catch {
        throw new errors_InputError(`${variable} has a user name or password that is not percent-encoded: write % as %25, @ as %40, : as %3A.`);
    }
}
function unusable(variable, raw, what) {
    const shown = raw.includes('@') ? variable : `${variable} ${JSON.stringify(raw)}`;
    return new errors_InputError(`${shown} ${what}. Write the proxy as http://host:port.`);
}
/**
 * The proxy that a request goes through; null for a direct connection, as to loopback always. Which hosts are reached
 * directly is the toolkit's rule, so that all actions of a job agree on it. It reads NO_PROXY from the environment.
 *
 * @throws InputError for an address of a proxy that cannot be used
 */
function proxyFor(url, variables) {
    if (checkBypass(url))
        return null;
    return readProxy(url.protocol === 'https:' ? 'https' : 'http', variables);
}
/** The entries of NO_PROXY that match nothing, such as `*.example.com` and `10.0.0.0/8`. */
function ignoredNoProxyEntries(variables) {
    return proxyVariable('NO_PROXY', variables)
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '' && !NO_PROXY_ENTRY.test(entry));
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(975);
;// CONCATENATED MODULE: ./src/text/sanitize.ts
/**
 * Sanitizes untrusted text: of the agent, the service, a pull request, an error. Every sink (log, annotation, output,
 * summary) passes its text through here.
 */
// Control, bidirectional and invisible characters, line separators, and lone surrogates: each can hide or forge text.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
// Parts of an emoji: the variation selector, the joiner of two, and the selector inside a keycap.
const PART_OF_EMOJI = /(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D(?=\p{Extended_Pictographic})|(?<=[0-9#*])\uFE0F(?=\u20E3)/u;
const HIDDEN = new RegExp(`(?!${PART_OF_EMOJI.source})${INVISIBLE.source}`, 'gu');
const MAX_LINE_CHARS = 2000;
const MAX_QUOTED_CHARS = 80;
const MAX_SPAN_CHARS = 300;
const WORD = /^[\w.-]{1,100}$/;
// `a.ts:1:2: error`, `a.ts(1,2): error`, `a.go: vet`, `a.js: line 1, col 2, Error`.
const AT_LINE_NUMBER = /(?<=[\d)]|\.\w{1,5}):(?=[\s\d])|(?<=\d)[,)]/g;
function escapeCharacter(character) {
    return `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
}
/** Text with every line ending as `\n`, and invisible characters as escapes; tabs stay. */
function escapeInvisible(text) {
    return text
        .replace(/\r\n?/g, '\n')
        .replace(HIDDEN, (character) => character === '\n' || character === '\t' ? character : escapeCharacter(character));
}
/** Text without U+0000: no environment variable can contain it, so no later step could start. */
function escapeNull(text) {
    return text.replaceAll('\0', escapeCharacter);
}
/** Text as one line of at most `longest` characters, with invisible characters as escapes. */
function singleLine(text, longest = MAX_LINE_CHARS) {
    const line = escapeInvisible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim();
    return line.length > longest ? `${line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
// A quotation mark, which could end a quotation too early, or its end: with the backslashes before it.
const MARK = /(\\*)("|$)/g;
const ESCAPED_MARK = /(\\*)(\\"|$)/g;
// A quotation as `quote` writes it, with white space or a parenthesis before it; the end of the text may truncate it.
const QUOTED = /(?<=(?:^|\s)\(?)"((?:[^"\\]|\\.)+)(?:"(?=[).,;?!]*:?(?:\s|$))|(?<=…)$)/g;
/** A name or message of somebody else inside a sentence: one line, in quotes, its own quotes escaped, truncated. */
function sanitize_quote(text, longest = MAX_QUOTED_CHARS) {
    const line = singleLine(text, longest);
    return `"${line.replace(MARK, (_, slashes, mark) => `${slashes}${slashes}${mark && '\\"'}`)}"`;
}
/** What stands in a quotation, as it was before. */
function unquote(content) {
    return content.replace(ESCAPED_MARK, (_, slashes, mark) => `${slashes.slice(slashes.length / 2)}${mark && '"'}`);
}
/** The same, without quotes for what is a single word, such as an id or an enum value. */
function quoteUnlessWord(text) {
    return WORD.test(text) ? text : sanitize_quote(text);
}
/**
 * One line for the log. The runner acts on a line that begins with `::` after white space, and on `##[` anywhere in it.
 * Its comparison depends on the culture, and may ignore characters that are not ASCII. So only a visible ASCII character
 * breaks a command. In quotations, a backslash stands where the problem matchers of other actions look for a line number.
 */
function logLine(text) {
    return singleLine(text)
        .replace(QUOTED, (quotation) => quotation.replace(AT_LINE_NUMBER, '\\$&'))
        .replace(/(#[^\x20-\x7e]*#[^\x20-\x7e]*)\[/g, '$1\\[')
        .replace(/^(?=[^\x21-\x7e]*:[^\x20-\x7e]*:)/, '\\');
}
/** A Markdown code span, also inside a table: no link, picture, mention or markup in it is rendered. */
function codeSpan(text, longest = MAX_SPAN_CHARS) {
    return spanOf(singleLine(text, longest));
}
function spanOf(line) {
    return line
        .split('|')
        .map((piece) => (piece === '' ? '' : fenceSpan(piece)))
        .join('&#124;');
}
function fenceSpan(piece) {
    const ticks = '`'.repeat(longestTicks(piece) + 1);
    // Markdown removes one space at both ends if both have one, unless there are only spaces.
    const space = /^`|`$|^ .*[^ ].* $/.test(piece) ? ' ' : '';
    return `${ticks}${space}${piece}${space}${ticks}`;
}
function longestTicks(text) {
    let longest = 0;
    for (const [run] of text.matchAll(/`+/g))
        longest = Math.max(longest, run.length);
    return longest;
}
// Words of letters, digits, plain punctuation and non-ASCII characters are plain text in Markdown. A reference such as
// GH-1, a commit, a host or a path from the root would become a link or a command, and :x: a picture.
const PLAIN_WORD = /^(?:&|[A-Za-z0-9.,;:?!%'()"/\P{ASCII}-]+)$/u;
const REFERENCE = /\bgh-\d|www\.|\b[0-9a-f]{7,}\b|[\w-]\.[a-z]{2}|:\S+:|:\/\/|^["(]*\//i;
// Begins a list, a rule or a table.
const BLOCK_START = /^\W*(?:\d+[.)]|[-:])/;
// The punctuation of the sentence around a word.
const PARTS = /([("]*)(.*?)([)".,;?!]*)$/u;
// The same of a word between spaces: a colon after it cannot end the name of a picture unless there is one in the word.
const PARTS_OF_SENTENCE = /([("]*)(.*?)((?:(?<!:.*):)?[)".,;?!]*)$/u;
/** A sentence as Markdown: plain words unchanged; quotations, and everything that could be markup, in code spans. */
function escapeMarkdown(text) {
    return singleLine(text)
        .split(QUOTED)
        .map((part, place) => (place % 2 === 0 ? escapeWords(part, place === 0) : spanOf(unquote(part))))
        .join('');
}
function escapeWords(text, isStart) {
    return text
        .split(' ')
        .map((word, place) => isStart && place === 0 && BLOCK_START.test(word)
        ? spanOf(word)
        : write(wordPieces(word, PARTS_OF_SENTENCE)))
        .join(' ');
}
function write(pieces) {
    return pieces.map(({ text, isPlain }) => (isPlain ? text : spanOf(text))).join('');
}
/** A text with its lines, with invisible characters as escapes, divided into plain pieces and others. */
function prosePieces(text) {
    return escapeInvisible(text)
        .split(/([ \n\t]+)/)
        .flatMap((part, place) => place % 2 === 0 ? wordPieces(part, PARTS) : [{ text: part.includes('\n') ? '\n' : ' ', isPlain: true }]);
}
function wordPieces(word, parts) {
    if (PLAIN_WORD.test(word) && !REFERENCE.test(word))
        return [{ text: word, isPlain: true }];
    // The pattern matches the whole word, so the parts around it are empty.
    return word
        .split(parts)
        .map((text, place) => ({ text, isPlain: place !== 2 }))
        .filter(({ text }) => text !== '');
}
/** A fenced block that its content cannot close. */
function fencedBlock(text, language = 'text') {
    const content = escapeInvisible(text);
    const fence = '`'.repeat(Math.max(3, longestTicks(content) + 1));
    return `${fence}${language}\n${content.replace(/\n$/, '')}\n${fence}`;
}
/** The same inside a quotation, so that nothing stands at the start of a line, where a bot may take it for a command. */
function quotedBlock(text, language = 'text') {
    return fencedBlock(text, language).replace(/^(.?)/gm, (start) => (start === '' ? '>' : `> ${start}`));
}
/** The longest beginning of `text` that has at most `maxBytes` bytes as UTF-8 and ends at a whole character. */
function truncateBytes(text, maxBytes) {
    const bytes = Buffer.from(text);
    let end = Math.max(0, maxBytes);
    if (bytes.length <= end)
        return text;
    while ((bytes.readUInt8(end) & 0xc0) === 0x80)
        end -= 1;
    return bytes.subarray(0, end).toString('utf8');
}
/** The same, ending at a line's end if it has one. */
function truncateLines(text, maxBytes) {
    const cut = truncateBytes(text, maxBytes);
    const end = cut === text ? -1 : cut.lastIndexOf('\n');
    return end > 0 ? cut.slice(0, end) : cut;
}

;// CONCATENATED MODULE: ./src/http/read-response.ts



// A header that decides something must have one value.
const SINGLE_HEADERS = ['age', 'date', 'retry-after'];
const CODINGS = {
    '': null,
    identity: null,
    gzip: 'gunzip',
    'x-gzip': 'gunzip',
    br: 'brotliDecompress',
};
/** What a request accepts as content-coding. */
const ACCEPT_ENCODING = 'gzip, br';
/**
 * Reads a response to its end.
 *
 * @param maxMiB the maximum size of its body, before and after it is decompressed
 * @throws RequestError if it cannot be used, any other error if it is not complete
 */
async function readResponse(response, maxMiB) {
    const headers = headersOf(response);
    const coding = headers.get('content-encoding') ?? '';
    if (!isCoding(coding)) {
        throw read_response_unusable(`the response is compressed as ${sanitize_quote(coding)}, and only gzip and br are accepted: check for a proxy that compresses responses`);
    }
    const raw = await readBytes(response, maxMiB);
    const { statusCode: status = 0, statusMessage: statusText = '' } = response;
    return { status, statusText, headers, body: await decompress(raw, CODINGS[coding], maxMiB) };
}
function isCoding(coding) {
    return Object.hasOwn(CODINGS, coding);
}
function headersOf(response) {
    const headers = new Map();
    for (const [name, values = []] of Object.entries(response.headersDistinct)) {
        const isSingle = SINGLE_HEADERS.includes(name);
        const different = isSingle ? [...new Set(values)] : values;
        if (isSingle && different.length > 1) {
            throw read_response_unusable(`the response has ${different.length} different headers "${name}": check for a proxy that changes responses`);
        }
        headers.set(name, different.join(', '));
    }
    return headers;
}
async function readBytes(response, maxMiB) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response) {
            size += chunk.length;
            if (size > bytesOf(maxMiB))
                throw tooLarge(maxMiB);
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw error instanceof RequestError ? error : new Error('the response is incomplete', { cause: error });
    }
    return Buffer.concat(chunks);
}
async function decompress(raw, method, maxMiB) {
    // A response without a body may name a coding, too.
    if (method === null || raw.length === 0)
        return raw;
    const { default: zlib } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 522, 23));
    try {
        return await (0,external_node_util_.promisify)(zlib[method])(raw, { maxOutputLength: bytesOf(maxMiB) });
    }
    catch (error) {
        if (error instanceof RangeError)
            throw tooLarge(maxMiB);
        throw new Error('the response cannot be decompressed', { cause: error });
    }
}
function bytesOf(mib) {
    return mib * 1024 * 1024;
}
function tooLarge(maxMiB) {
    return read_response_unusable(`the response is larger than ${maxMiB} MiB`);
}
// Without its status, because the whole response is not known.
function read_response_unusable(message) {
    return new RequestError(message, { kind: 'undecodable' });
}

;// CONCATENATED MODULE: ./src/http/tunnel.ts



/** A connection through a proxy was not established. Nothing of the request has left. */
class ProxyError extends Error {
    variable;
    status;
    isThrough;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.variable = facts.variable;
        this.status = facts.status ?? null;
        this.isThrough = facts.isThrough ?? false;
    }
}
/**
 * Has a proxy open a tunnel to a host, and resolves to the connection through it. After an error no connection is left.
 *
 * @throws ProxyError
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
function openTunnel(proxy, target, signal) {
    const authority = authorityOf(target);
    return new Promise((resolve, reject) => {
        const request = (isSecure(proxy) ? (external_node_https_default()) : (external_node_http_default())).request({
            ...PARSER_OPTIONS,
            method: 'CONNECT',
            path: authority,
            // No agent: Node's own would read NODE_USE_ENV_PROXY.
            createConnection: () => openSocket(proxy),
        });
        const stop = () => request.destroy(signal.reason);
        const fail = (what, facts) => {
            signal.removeEventListener('abort', stop);
            reject(new ProxyError(`the proxy ${proxy.host} ${what}`, { variable: proxy.variable, ...facts }));
        };
        signal.addEventListener('abort', stop);
        request.on('error', (cause) => fail(`did not open a connection to ${authority}`, { cause }));
        request.once('connect', ({ statusCode: status = 0 }, socket, head) => {
            if (status === 200 && head.length === 0) {
                signal.removeEventListener('abort', stop);
                resolve(socket);
                return;
            }
            socket.destroy();
            if (status === 200)
                fail(`sent data before it connected to ${authority}`, {});
            else
                fail(`refused a connection to ${authority} with status ${status}`, { status });
        });
        request.setHeader('host', authority);
        // Not among the options, which NODE_DEBUG prints.
        if (proxy.authorization !== null)
            request.setHeader('proxy-authorization', proxy.authorization);
        request.end();
    });
}

;// CONCATENATED MODULE: ./src/http/transport.ts






const MAX_INTERIM_RESPONSES = 16;
/** The network, with the proxies of these variables. */
function createSend(variables) {
    return async (outgoing) => {
        const proxy = proxyFor(outgoing.url, variables);
        return proxy === null ? await exchange(outgoing) : await exchangeThrough(proxy, outgoing);
    };
}
async function exchangeThrough(proxy, outgoing) {
    const { url, signal } = outgoing;
    const tunnel = await openTunnel(proxy, url, signal);
    let isSent = false;
    const onSent = () => {
        isSent = true;
        outgoing.onSent();
    };
    try {
        return await exchange({ ...outgoing, onSent }, tunnel);
    }
    catch (cause) {
        if (isSent)
            throw cause;
        throw new ProxyError(`no connection to ${authorityOf(url)} through the proxy ${proxy.host}`, {
            variable: proxy.variable,
            isThrough: true,
            cause,
        });
    }
    finally {
        tunnel.destroy();
    }
}
async function exchange(outgoing, tunnel) {
    const { url, method, signal } = outgoing;
    signal.throwIfAborted();
    const request = (isSecure(url) ? (external_node_https_default()) : (external_node_http_default())).request(url, {
        ...PARSER_OPTIONS,
        method,
        // No agent: Node's own would read NODE_USE_ENV_PROXY. Without one Node does not know the default port.
        defaultPort: defaultPortOf(url),
        createConnection: () => openSocket(url, tunnel),
    });
    const stop = () => request.destroy(signal.reason);
    signal.addEventListener('abort', stop);
    try {
        return await readResponse(await responseTo(request, outgoing), outgoing.maxMiB);
    }
    finally {
        signal.removeEventListener('abort', stop);
        request.destroy();
    }
}
/** Writes the request, and resolves to the response once its headers are there. */
function responseTo(request, outgoing) {
    return new Promise((resolve, reject) => {
        let response;
        let interim = 0;
        request.once('socket', (socket) => callWhenConnected(socket, isSecure(outgoing.url), outgoing.onSent));
        const refuse = (status) => reject(new Error(`unexpected interim response ${status}`));
        request.once('response', (received) => {
            response = received;
            if (received.statusCode === 101)
                refuse(101);
            else
                resolve(received);
        });
        request.on('error', (error) => {
            reject(error);
            // A complete response counts, whatever happens to the rest of the request. If its connection breaks, a response
            // without a length may be incomplete.
            if (response?.complete === false)
                response.destroy(error);
        });
        request.on('information', ({ statusCode }) => {
            interim += 1;
            // Rejects at once: the last response may be in the same packet.
            if (interim > MAX_INTERIM_RESPONSES)
                refuse(statusCode);
        });
        request.once('upgrade', (_, socket) => {
            socket.destroy();
            refuse(101);
        });
        // Not among the options, which NODE_DEBUG prints.
        for (const [name, value] of Object.entries(outgoing.headers))
            request.setHeader(name, value);
        request.setHeader('accept-encoding', ACCEPT_ENCODING);
        // A connection that is kept may be closed by the other side just as the next request is written to it.
        request.setHeader('connection', 'close');
        request.end(outgoing.body);
    });
}
/** From then on a request may arrive, whatever of it was flushed. */
function callWhenConnected(socket, secure, onConnected) {
    if (secure)
        socket.once('secureConnect', onConnected);
    else if (socket.connecting)
        socket.once('connect', onConnected);
    else
        onConnected();
}

;// CONCATENATED MODULE: ./src/platform/clock.ts
// Node fires a longer timer at once.
const MAX_TIMER_MS = 2 ** 31 - 1;
function setTimer(ms, fire) {
    return setTimeout(fire, Math.min(Math.ceil(ms), MAX_TIMER_MS));
}
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    timer(ms, fire) {
        const timer = setTimer(ms, fire);
        return () => clearTimeout(timer);
    },
    sleep(ms, signal) {
        return new Promise((resolve, reject) => {
            signal.throwIfAborted();
            const onAbort = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            const timer = setTimer(ms, () => {
                signal.removeEventListener('abort', onAbort);
                resolve();
            });
            signal.addEventListener('abort', onAbort, { once: true });
        });
    },
};

;// CONCATENATED MODULE: ./src/platform/log.ts


/** Logs a warning. */
function logWarning(log, warning) {
    log.info(`Warning: ${warning}`);
}
/**
 * Prints a workflow command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function command(name, data) {
    const escaped = data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    print(`::${name}::${escaped}`);
}
function print(line) {
    process.stdout.write(`${line}${external_node_os_.EOL}`);
}
/** Standard output. Loads nothing: the toolkit's own functions would delay the first request. */
const standardOutput = {
    info: (text) => print(logLine(text)),
    group(title, lines) {
        command('group', logLine(title));
        for (const line of lines)
            print(logLine(line));
        command('endgroup', '');
    },
    mask: (secret) => command('add-mask', secret),
    fail: (reason) => command('error', singleLine(reason)),
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
;// CONCATENATED MODULE: ./src/platform/regular-file.ts


const MAX_MIB = 32;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
// The opening of a pipe does not wait for a writer.
const FLAGS = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK;
/** The text of a file. Rejects if it cannot be read, is not a regular file, or is larger than 32 MiB. */
async function readRegularFile(path) {
    const file = await open(path, FLAGS);
    try {
        const stats = await file.stat();
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        if (stats.size > MAX_BYTES)
            throw new Error(`the file is larger than ${MAX_MIB} MiB`);
        return await file.readFile('utf8');
    }
    finally {
        await file.close();
    }
}
/**
 * Checks a file before it is written: a pipe would wait for its reader for ever.
 *
 * @throws if there is something else than a regular file
 */
function assertRegularFile(path) {
    if ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === false)
        throw new Error(NOT_REGULAR);
}
const NOT_REGULAR = 'the file is not a regular file. Let no other step replace it';

;// CONCATENATED MODULE: ./src/report/saved-state.ts
/** The name in the runner's state under which it is saved, as JSON. */
const UNFINISHED_STATE = 'unfinished';
/** The pending commit status that a killed step leaves, as JSON; empty once it is ended. */
const PENDING_STATE = 'pending';
/** Not empty in the runner's state once the step has reported by itself. */
const REPORTED_STATE = 'reported';
/** The notice to report after the step; null if the step has reported, or had nothing to report. */
function readPostStepNotice(variables) {
    const kept = variables[`STATE_${UNFINISHED_STATE}`] ?? '';
    const reported = variables[`STATE_${REPORTED_STATE}`] ?? '';
    if (kept === '' || reported !== '')
        return null;
    const { lines, summary } = JSON.parse(kept);
    if (!Array.isArray(lines))
        return null;
    return { lines: lines.map(String), summary: String(summary) };
}

;// CONCATENATED MODULE: ./build/valibot.js
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && true) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? void 0,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? void 0,
		abortPipeEarly: config$1?.abortPipeEarly ?? void 0
	};
}
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? (context.reference, issue.lang, void 0) ?? (isSchema ? (issue.lang, void 0) : null) ?? config$1.message ?? (issue.lang, void 0);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function parseJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}
const ABORT_EARLY_CONFIG = { abortEarly: true };
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/**
* Returns a fallback value as output if the input does not match the schema.
*
* @param schema The schema to catch.
* @param fallback The fallback value.
*
* @returns The passed schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function valibot_boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: valibot_boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}


;// CONCATENATED MODULE: ./src/inputs/declared.ts
/**
 * The default of the inputs that would open the gate if they were empty. So an empty value is an error: the step or variable
 * that it comes from may have no value.
 */
const declared_NONE = 'none';
/** The inputs of action.yml with their defaults; an input without a default is empty if it is not given. */
const declared_DECLARED_INPUTS = {
    provider: 'kindo',
    'api-key': '',
    'agent-id': declared_NONE,
    'agent-name': '',
    inputs: '',
    'inputs-from': '',
    'diff-paths': '',
    'run-id': declared_NONE,
    'max-run-age': '24h',
    resume: '',
    wait: 'true',
    'validate-only': 'false',
    timeout: '30m',
    'eval-timeout': '2m',
    'poll-interval': '10s',
    'require-evals': 'auto',
    'require-steps': declared_NONE,
    'fail-on-findings': 'never',
    'result-schema': declared_NONE,
    allow: '',
    advisory: 'false',
    'require-permission': 'auto',
    summary: 'true',
    comment: 'never',
    'comment-key': '${{ github.workflow }}/${{ github.job }}/${{ toJSON(matrix) }}',
    'commit-status': '',
    'github-token': '${{ github.token }}',
    'base-url': declared_NONE,
};
const declared_INPUT_NAMES = Object.keys(declared_DECLARED_INPUTS);

;// CONCATENATED MODULE: ./src/inputs/raw.ts




/**
 * The text of an input as the runner passes it; its default if the variable does not exist.
 *
 * @throws InputError if an input with a default is empty
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
function readInput(variables, name) {
    const fallback = DECLARED_INPUTS[name];
    const value = variables[variableName(name)] ?? fallback;
    if (fallback !== '' && value.trim() === '') {
        throw new InputError(`${name} is empty: define the variable that its value comes from, or remove ${name} to use its default, ${fallback}.`);
    }
    return value;
}
/**
 * The trimmed text of an optional input; empty if it is absent, or `none` if that is its default. `findEmpty` reports those
 * with an empty value.
 */
function readOptional(variables, name) {
    const value = (variables[variableName(name)] ?? '').trim();
    return value === DECLARED_INPUTS[name] ? '' : value;
}
/** A sentence for every empty input that would open the gate. */
function findEmpty(variables) {
    return INPUT_NAMES.filter((name) => DECLARED_INPUTS[name] === NONE && variables[variableName(name)]?.trim() === '').map((name) => `${name} is empty: the step, output or variable that its value comes from has no value. Fix that, or remove ${name}.`);
}
/** What `read` returns; `fallback` if it throws, because the problem is reported elsewhere. */
function orElse(read, fallback) {
    try {
        return read();
    }
    catch {
        return fallback;
    }
}
/** The environment variable in which the runner passes an input. */
function variableName(name) {
    return `INPUT_${name.toUpperCase()}`;
}
/**
 * Undeclared inputs whose names differ from a declared one by at most one character: the runner only warns about them and
 * continues.
 */
function findNearMisses(variables) {
    const declared = new Set(INPUT_NAMES.map(variableName));
    return Object.keys(variables)
        .filter((name) => name.startsWith('INPUT_') && !declared.has(name))
        .flatMap((name) => {
        const given = name.slice('INPUT_'.length).toLowerCase();
        const meant = closestMatch(bare(given), INPUT_NAMES, bare)[0];
        return meant !== undefined && meant.distance <= 1
            ? [`There is no input ${quote(given)}: write ${meant.item}.`]
            : [];
    });
}
function bare(name) {
    return name.replace(/[^a-z0-9]/g, '');
}

;// CONCATENATED MODULE: ./src/inputs/github-token.ts



/**
 * The token for GitHub's API; null without a token, as with act and some other servers. No message contains any part
 * of it.
 *
 * @throws InputError if a header cannot contain it
 */
function readGitHubToken(variables) {
    const token = (variables[variableName('github-token')] ?? '').trim();
    // Outside of a runner, the default is not evaluated.
    if (token === '' || token.startsWith('${{'))
        return null;
    if (/^[\x21-\x7e]+$/.test(token))
        return token;
    throw new errors_InputError("github-token has white space or another character that no header can contain: store only the token, or remove the input github-token to use the job's token.");
}
const FIX = "Remove the input github-token to use the job's token, or pass a token of this repository.";
/** A sentence for every input that cannot work without a token. */
function explainMissingToken(labels, inputs) {
    const problems = [];
    if (labels.length > 0) {
        const list = labels.map((label) => quote(label)).join(', ');
        problems.push(`github-token is empty, and inputs-from reads ${list} from GitHub. ${FIX}`);
    }
    for (const name of inputs)
        problems.push(`github-token is empty, and ${name} needs it. ${FIX}`);
    return problems;
}

;// CONCATENATED MODULE: ./src/retry/budgets.ts
/** The timeout of one request, the body of its response included. */
const REQUEST_TIMEOUT_MS = 30_000;
/** The timeout of the last poll, which is sent when the deadline has come. */
const LAST_POLL_TIMEOUT_MS = 10_000;
/** The least that a last poll has, if the machine slept past the deadline. */
const MIN_LAST_POLL_TIMEOUT_MS = 500;
/** The pause between the start of a run and the first poll of it. */
const FIRST_POLL_PAUSE_MS = 1500;
/** A run is young until this age. The next poll of a young run is sent when most short runs have ended. */
const budgets_YOUNG_RUN_AGE_MS = 5000;
/** The pause between two polls of a young run. */
const budgets_YOUNG_RUN_POLL_PAUSE_MS = 7000;
/** The shortest pause between two polls of a run that is no longer young. */
const budgets_MIN_POLL_PAUSE_MS = 5000;
/** The time between two progress lines in the log. */
const HEARTBEAT_INTERVAL_MS = 30_000;
/** The shortest pause before a retry. */
const MIN_RETRY_PAUSE_MS = 250;
/** The longest pause before the first retry; it doubles with each further one. */
const FIRST_BACKOFF_MS = 1000;
/** The longest pause before any retry, if the service does not request a longer one. */
const MAX_BACKOFF_MS = 15_000;
/** How long a start, or the answer to an interrupt, is retried while the response is 429. */
const RATE_LIMITED_WRITE_BUDGET_MS = 120_000;
/** How long a start, or the answer to an interrupt, is retried while it cannot be sent. */
const UNSENT_WRITE_BUDGET_MS = 60_000;
/** All reads before the start together: the list of agents and the agent. Also the first read of a run to resume. */
const READ_BUDGET_MS = 60_000;
/** How long after its start a run may be unknown to the service, and how long a step that does not wait polls it. */
const NEW_RUN_VISIBLE_WITHIN_MS = 60_000;
/** How long a wait continues without any usable response. A service whose response is 429 is not down. */
const MAX_OUTAGE_MS = 600_000;
/** How long a service may still show an interrupt that was answered. */
const ANSWERED_INTERRUPT_SHOWN_MS = 60_000;
/** A 404 for verdicts, and a pass that is required, count only if a second read so much later shows the same. */
const SECOND_READ_PAUSE_MS = 2000;
/** How much the clocks may differ that date responses and runs. */
const MAX_CLOCK_SKEW_MS = 60_000;
/** A larger difference between the clocks of the runner and of the service is a warning. */
const REPORTED_CLOCK_SKEW_MS = 300_000;
/** The search for runs of a start whose response was lost. */
const SEARCH_BUDGET_MS = 90_000;
/** The pause before that search. */
const FIRST_SEARCH_PAUSE_MS = 1000;
/** The search ends when no other run has appeared for so long. */
const SEARCH_SETTLED_MS = 10_000;
/** All reads of what `inputs-from` takes from GitHub together. */
const REMOTE_INPUTS_BUDGET_MS = 60_000;
/** The list of the files that a pull request changes, and all reads to assemble its diff. */
const CHANGED_FILES_BUDGET_MS = 180_000;
/** The permission of the person who triggered the workflow, and the state of the pull request, each before the start. */
const PULL_REQUEST_READ_BUDGET_MS = 60_000;
/** All reads and writes of one commit status at one moment. */
const budgets_STATUS_BUDGET_MS = 30_000;
/** The same in a job that was cancelled: the post step does the rest. */
const CANCELLED_STATUS_BUDGET_MS = 3000;
/** Everything that is done in the pull request after the verdict. */
const PULL_REQUEST_UPDATE_BUDGET_MS = 90_000;
/** The read of the pull request's head after the verdict, with its retries. */
const HEAD_BUDGET_MS = 10_000;
/** The longest Retry-After of GitHub that the comment waits for. */
const MAX_COMMENT_RETRY_AFTER_MS = 60_000;
/**
 * The Retry-After of a rate limit for which GitHub names no time.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
const DEFAULT_GITHUB_RETRY_AFTER_MS = 60_000;

;// CONCATENATED MODULE: ./src/text/map-strings.ts
/**
 * Plain data with every string changed, names of fields included, at any depth: a copy, or the data itself if nothing
 * changes.
 */
function map_strings_mapStrings(root, change) {
    let isChanged = false;
    const changed = (text) => {
        const result = change(text);
        isChanged ||= result !== text;
        return result;
    };
    // Not by recursion: the depth is not limited.
    const left = [];
    const copy = (value) => {
        if (typeof value === 'string')
            return changed(value);
        if (typeof value !== 'object' || value === null)
            return value;
        if (Array.isArray(value)) {
            const list = [];
            left.push(() => {
                for (const item of value)
                    list.push(copy(item));
            });
            return list;
        }
        const fields = {};
        left.push(() => {
            for (const [name, item] of Object.entries(value)) {
                const field = { value: copy(item), enumerable: true, configurable: true, writable: true };
                Object.defineProperty(fields, changed(name), field);
            }
        });
        return fields;
    };
    const box = { root: copy(root) };
    for (let fill = left.pop(); fill !== undefined; fill = left.pop())
        fill();
    return isChanged ? box.root : root;
}

// EXTERNAL MODULE: ./src/text/views.ts
var views = __webpack_require__(617);
;// CONCATENATED MODULE: ./src/text/redact.ts


const MASK = '***';
// A shorter form may be in any text by chance.
const MIN_FORM_CHARS = 8;
// Other JSON is a bare number or literal, which has no escapes.
const HAS_STRINGS = /^\s*[{["]/;
const redact_INVISIBLE = '\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';
// Between the characters of a secret, these only change its rendering.
const MARKUP_IN_SECRET = {
    token: new RegExp(`[\\s*_~\`\\\\[\\]()<>|!#^${redact_INVISIBLE}]+`, 'gu'),
    read: () => '',
};
// The patterns of secrets include more of these characters, and end at white space.
const MARKUP_IN_SHAPE = {
    token: new RegExp(`(?!\\s)[*~\`${redact_INVISIBLE}]+`, 'gu'),
    read: () => '',
};
// If these were removed from Markdown, the text around them would have another meaning.
const NOT_STRUCTURE = /[^\s`|<>[\]()"]+/g;
/**
 * Removes secrets from untrusted text, in every form in which a service, an agent or Markdown would write them: from JSON,
 * which stays JSON, and from any other text.
 *
 * @param secrets of printable ASCII; a secret shorter than eight characters is not searched for
 */
function createRedact(secrets) {
    return redactWith(createFind(secrets));
}
function redactWith(find) {
    const redact = (text) => mask(text, find(text));
    return (text) => {
        const ranges = find(text);
        if (ranges.length === 0)
            return text;
        const json = HAS_STRINGS.test(text) ? redactJson(text, redact) : null;
        return json !== null && find(json).length === 0 ? json : mask(text, ranges);
    };
}
/** Null for a text that is not JSON, or is too deep to be written again. */
function redactJson(text, redact) {
    try {
        return JSON.stringify(map_strings_mapStrings(JSON.parse(text), redact));
    }
    catch {
        return null;
    }
}
function createFind(secrets) {
    const forms = secrets
        .flatMap(formsOf)
        .flatMap((form) => [0, 1, 2, 3, 4].map((times) => (0,views/* unescaped */.tv)(form, times)));
    const sought = [...forms, ...forms.map((form) => (0,views/* readWith */.$5)(form, MARKUP_IN_SECRET))].filter((form) => form.length >= MIN_FORM_CHARS);
    // Longest first, so that the mask of a shorter form leaves no rest of a longer one.
    const literals = [...new Set(sought)].toSorted((one, other) => other.length - one.length).map(redact_literal);
    if (literals.length === 0)
        return () => [];
    const pattern = new RegExp(literals.join('|'), 'gi');
    const find = (text) => Array.from(text.matchAll(pattern), views/* rangeOf */.be);
    return (text) => findInViews(text, MARKUP_IN_SECRET, find);
}
/** The ranges of a text that contain a secret in one of its views, in order, without overlaps. */
function findInViews(text, markup, find) {
    return merge(Array.from((0,views/* viewsOf */.W6)(text, markup), (view) => view.trace(find(view.text))).flat());
}
function merge(ranges) {
    const merged = [];
    for (const range of ranges.toSorted((one, other) => one.begin - other.begin)) {
        const last = merged.at(-1);
        if (last === undefined || range.begin >= last.end)
            merged.push(range);
        else
            merged.splice(-1, 1, { begin: last.begin, end: Math.max(last.end, range.end) });
    }
    return merged;
}
/** @param hide returns the replacement of a part */
function mask(text, ranges, hide = () => MASK) {
    const parts = [];
    let from = 0;
    for (const { begin, end } of ranges) {
        parts.push(text.slice(from, begin), hide(text.slice(begin, end)));
        from = end;
    }
    return parts.join('') + text.slice(from);
}
/** Removes the key, the token and, if a text is published, known patterns of secrets. */
class Redactor {
    /** Without key and token: for outputs and files that are not made to be published. */
    redact;
    #findSecrets;
    #findShapes = () => [];
    #loading = null;
    constructor(secrets) {
        this.#findSecrets = createFind(secrets);
        this.redact = redactWith(this.#findSecrets);
    }
    /** Loads the known patterns, which are searched for from then on. Rejects if they cannot be loaded. */
    load() {
        this.#loading ??= Promise.all(/* import() */[__webpack_require__.e(577), __webpack_require__.e(352)]).then(__webpack_require__.bind(__webpack_require__, 352)).then(({ findKnownSecrets }) => {
            this.#findShapes = findKnownSecrets;
        });
        return this.#loading;
    }
    /** Without key, token and known patterns of secrets. */
    redactPublished(text) {
        return mask(text, this.#find(text));
    }
    /** The same for rendered Markdown: characters that structure the text around a secret stay. */
    redactMarkdown(markdown) {
        return mask(markdown, this.#find(markdown), (secret) => secret.replace(NOT_STRUCTURE, MASK));
    }
    /** Plain data without key and token. */
    redactFields(data) {
        return mapStrings(data, remembering(this.redact));
    }
    /** Plain data without key, token and known patterns of secrets, and how many were masked. */
    redactData(data) {
        let count = 0;
        const find = remembering((text) => this.#find(text));
        const clean = mapStrings(data, (text) => {
            const ranges = find(text);
            count += ranges.length;
            return mask(text, ranges);
        });
        return { data: clean, count };
    }
    #find(text) {
        return merge([...this.#findSecrets(text), ...findInViews(text, MARKUP_IN_SHAPE, this.#findShapes)]);
    }
}
/** The same, with each text worked out once: lists repeat the names of their fields, and many of their values. */
function remembering(work) {
    const results = new Map();
    return (text) => {
        const known = results.get(text);
        if (known !== undefined)
            return known;
        const result = work(text);
        results.set(text, result);
        return result;
    };
}
/** The forms of a secret that do not become the secret when escapes are read. The search ignores case anyway. */
function formsOf(secret) {
    const bytes = Buffer.from(secret);
    const base64 = [0, 1, 2].map((shift) => base64Within(bytes, shift));
    return [
        secret,
        secret.replace(/^["']|["']$/g, ''),
        secret.replaceAll("'", "''"),
        ...base64,
        ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
        bytes.toString('hex'),
        [...secret].toReversed().join(''),
    ];
}
/** The base64 characters that depend on these bytes alone, if they begin `shift` bytes after a multiple of three. */
function base64Within(bytes, shift) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3));
}
function redact_literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

;// CONCATENATED MODULE: ./src/retry/classify-error.ts

// With these a service rejects a start, or the answer to an interrupt.
const REJECTED = [400, 401, 403, 404, 413, 422];
/**
 * What the error of a start, or of an answer to an interrupt, says about it: the service rejected it, wants it later, or
 * may have accepted it. Only the first two certainly had no effect.
 */
function classifyWriteError(error) {
    switch (error.kind) {
        case 'status':
            if (REJECTED.includes(error.status))
                return 'rejected';
            return isRateLimited(error) ? 'rate-limited' : 'unknown';
        case 'unreachable':
        case 'redirect':
        case 'undecodable':
            return 'unknown';
    }
}

;// CONCATENATED MODULE: ./src/retry/poll.ts

/**
 * Attempts something until it is done or the deadline has passed; then resolves to null.
 *
 * @throws whatever the attempt throws, and the signal's reason
 */
async function poll(plan, attempt) {
    const { clock, signal, deadline } = plan;
    let pauseMs = plan.firstPauseMs;
    for (let attempts = 1;; attempts += 1) {
        const leftMs = deadline - clock.monotonic();
        if (pauseMs >= leftMs && !plan.pollsAtDeadline)
            return null;
        await clock.sleep(Math.max(0, Math.min(pauseMs, leftMs)), signal);
        const remainingMs = deadline - clock.monotonic();
        const isLast = remainingMs < 1;
        const timeoutMs = isLast ? lastPollTimeoutMs(remainingMs) : Math.min(REQUEST_TIMEOUT_MS, remainingMs);
        const result = await attempt({ timeoutMs, signal }, isLast);
        if (result.done)
            return { value: result.value };
        if (isLast)
            return null;
        pauseMs = Math.max(plan.pauseMs(attempts), result.retryAfterMs ?? 0);
    }
}
/** Ends 10 s after the deadline, unless a machine that slept past that would have no time left for a poll. */
function lastPollTimeoutMs(remainingMs) {
    const leftMs = LAST_POLL_TIMEOUT_MS + Math.min(0, remainingMs);
    return leftMs < MIN_LAST_POLL_TIMEOUT_MS ? LAST_POLL_TIMEOUT_MS : leftMs;
}

;// CONCATENATED MODULE: ./src/retry/backoff.ts

// A run that has been in progress for long is polled less often, so that a pause adds at most a 25th to its age.
const AGE_SHARE = 25;
const JITTER = 0.2;
/**
 * The pause before the next poll of a run.
 *
 * @param ageMs how long ago the run was started
 * @param longestMs the `poll-interval`
 * @param random from 0 to 1
 */
function pollPauseMs(ageMs, longestMs, random) {
    const wanted = ageMs < YOUNG_RUN_AGE_MS ? YOUNG_RUN_POLL_PAUSE_MS : Math.max(MIN_POLL_PAUSE_MS, ageMs / AGE_SHARE);
    return Math.min(longestMs, wanted * (1 + JITTER * random));
}
/**
 * The pause before a failed request is retried. Nearly all of it is random, so that many steps whose requests failed at
 * the same time do not retry at the same time.
 *
 * @param tries how often it was sent so far, from 1
 * @param random from 0 to 1
 */
function retryPauseMs(tries, random) {
    return MIN_RETRY_PAUSE_MS + (backoffMs(tries) - MIN_RETRY_PAUSE_MS) * random;
}
/**
 * The pause before the next poll of something that may take long.
 *
 * @param polls how many polls there were, from 1
 * @param random from 0 to 1
 */
function growingPauseMs(polls, random) {
    return backoffMs(polls) * (1 + JITTER * random);
}
function backoffMs(times) {
    return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (times - 1));
}

;// CONCATENATED MODULE: ./src/retry/retry-state.ts

// A proxy's page may replace one response; three in a row mean that the address is another server.
const UNDECODABLE_IN_A_ROW = 3;
/** Decides which failed reads are retried, and remembers the last. */
class RetryState {
    #acceptsPermanent;
    #maxRetryAfterMs;
    #undecodable = 0;
    #last = null;
    constructor({ acceptsPermanent = false, maxRetryAfterMs = Number.POSITIVE_INFINITY } = {}) {
        this.#acceptsPermanent = acceptsPermanent;
        this.#maxRetryAfterMs = maxRetryAfterMs;
    }
    /** The last error; null if the last read succeeded. */
    get last() {
        return this.#last;
    }
    /**
     * Notes a failed read that is to be retried.
     *
     * @throws the error itself if a retry cannot help
     */
    retryOrThrow(error) {
        if (!(error instanceof RequestError))
            throw error;
        this.#undecodable = error.kind === 'undecodable' ? this.#undecodable + 1 : 0;
        this.#last = error;
        if (!this.#mayHelp(error))
            throw error;
        return { done: false, retryAfterMs: error.retryAfterMs };
    }
    /** Notes an error after which the caller retries. */
    note(error) {
        this.#undecodable = 0;
        this.#last = error;
    }
    /** Forgets earlier errors, after a usable response. */
    reset() {
        this.#undecodable = 0;
        this.#last = null;
    }
    /** True if the last read failed because the service limits how often it is called. */
    isRateLimited() {
        return this.#last !== null && isRateLimited(this.#last);
    }
    /** The message of the last error; empty if the last read succeeded. */
    lastMessage() {
        return this.#last === null ? '' : this.#last.message;
    }
    #mayHelp(error) {
        if ((error.retryAfterMs ?? 0) > this.#maxRetryAfterMs)
            return false;
        switch (error.kind) {
            case 'unreachable':
                return this.#acceptsPermanent || isTransient(error);
            case 'undecodable':
                return this.#undecodable < UNDECODABLE_IN_A_ROW;
            case 'status':
            case 'redirect':
                return isTransient(error);
        }
    }
}

;// CONCATENATED MODULE: ./src/retry/read-with-retry.ts




/**
 * Reads something, and retries after an error that may pass, until the deadline.
 *
 * @param deadline a moment of the monotonic clock
 * @throws RequestError, the last one if the deadline passed
 */
async function readWithRetry(runtime, deadline, read, policy = {}) {
    const { clock, signal, random, log, onSent } = runtime;
    const retryState = new RetryState(policy);
    const pauseMs = (attempts) => retryPauseMs(attempts, random());
    const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs, pollsAtDeadline: false };
    const result = await poll(plan, async (limits) => {
        try {
            return { done: true, value: await read({ ...limits, onSent }) };
        }
        catch (error) {
            const again = retryState.retryOrThrow(error);
            log.info(`Retrying: ${retryState.lastMessage()}`);
            return again;
        }
    });
    if (result !== null)
        return result.value;
    throw (retryState.last ??
        new RequestError('the time limit for reading passed before the first request', { kind: 'unreachable' }));
}

;// CONCATENATED MODULE: ./src/text/sentence.ts

/** A clause as a sentence: with a capital, and with a full stop unless it ends with another mark. */
function sentence(clause) {
    return withFullStop(clause.charAt(0).toUpperCase() + clause.slice(1));
}
/** The same for a sentence that begins with a name, such as that of an input. */
function withFullStop(text) {
    return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
/** The message of a service in quotes, on one line, without its full stop, because the sentence continues after it. */
function quoteMessage(message, maxChars) {
    return sanitize_quote(message.trim().replace(/(?<!\.)\.$/, ''), maxChars);
}

;// CONCATENATED MODULE: ./src/pull-request/github.ts
/** The number of statuses on a full page. */
const STATUSES_PER_PAGE = 100;
/** The maximum number of files that GitHub lists for two commits. */
const MAX_COMPARED_FILES = 300;
/** The maximum number of files that GitHub lists for a pull request. */
const MAX_PULL_FILES = 3000;
/** The number of files on a full page. */
const FILES_PER_PAGE = 100;
/** The number of comments on a full page. */
const COMMENTS_PER_PAGE = 100;

;// CONCATENATED MODULE: ./src/pull-request/commit-status.ts








const MAX_PAGES = 20;
/** The share of the time that success has. The rest is for its replacement, if the step does not pass after all. */
const SUCCESS_SHARE = 5 / 6;
/**
 * Writes `pending`, and retries it only after a rate limit, so that at most one is written. Never rejects, and takes at most
 * 30 s.
 */
async function writePending({ github, place, description, onRequest }, runtime) {
    const deadline = runtime.clock.monotonic() + STATUS_BUDGET_MS;
    try {
        const limited = { ...runtime, deadline, onRequest };
        const id = await append(github, place, { state: 'pending', description }, limited);
        return { kind: 'written', id };
    }
    catch (error) {
        return { kind: 'unknown', error };
    }
}
/** Writes the end of the status within 30 s, or 3 s if the job is cancelled, less the time used. Never rejects. */
async function endStatus(ending, runtime) {
    const { pending, place, usedMs } = ending;
    const isCancelled = runtime.signal.aborted;
    const budgetMs = (isCancelled ? CANCELLED_STATUS_BUDGET_MS : budgets_STATUS_BUDGET_MS) - usedMs;
    const beganAt = runtime.clock.monotonic();
    const own = await pending;
    // The signal of a cancelled job would end every request at once.
    const signal = isCancelled ? new AbortController().signal : runtime.signal;
    const limited = (ms) => ({ ...runtime, signal, deadline: beganAt + ms });
    const writer = new Writer(ending, own, limited(budgetMs), limited(budgetMs * SUCCESS_SHARE));
    const warnings = new Set();
    if (own?.kind === 'unknown')
        warnings.add(couldNotWrite(place, own.error));
    try {
        for (const note of await writer.write())
            warnings.add(note);
        return { warnings: [...warnings], isSettled: true };
    }
    catch (error) {
        warnings.add(couldNotWrite(place, error));
        return { warnings: [...warnings], isSettled: !runtime.signal.aborted };
    }
}
class Writer {
    #ending;
    #own;
    #limits;
    #successLimits;
    constructor(ending, own, limits, successLimits) {
        this.#ending = ending;
        this.#own = own;
        this.#limits = limits;
        this.#successLimits = successLimits;
    }
    /** Writes the end of the step, and returns warnings. */
    async write() {
        const { end } = this.#ending;
        const note = end.state === 'success' ? this.pass() : this.fail(end);
        return [await note].filter((warning) => warning !== null);
    }
    /** Writes success if nobody else has written. Returns a sentence on why it has not; else null. */
    async pass() {
        const { github, place, end } = this.#ending;
        if (this.#own?.kind !== 'written')
            return `The commit status ${sanitize_quote(place.context)} does not show success, because its state pending was not written. Re-run the job.`;
        const own = this.#own.id;
        const before = await this.#readOthers(own).catch(asRequestError);
        if (before instanceof RequestError)
            return sentence(`The commit status ${sanitize_quote(place.context)} does not show success, because the statuses could not be read: ${describe(before)}`);
        if (before === 'later')
            return `The commit status ${sanitize_quote(place.context)} does not show success, because a later status replaced it. The later attempt sets the final state.`;
        if (before === 'step')
            return this.#failForStep();
        const error = await append(github, place, end, this.#successLimits).then(() => null, asRequestError);
        if (error !== null && classifyWriteError(error) === 'rejected')
            throw error;
        // Another step may have written in the meantime, and may fail to report it.
        const after = await this.#readOthers(own).catch(asRequestError);
        if (after === 'step' || after instanceof RequestError)
            return this.#failForStep();
        if (error !== null)
            throw error;
        return null;
    }
    /** Writes the end of a step that fails, even if others have written. */
    async fail(end) {
        const { github, place } = this.#ending;
        const write = (limits) => github.createStatus(place.sha, { ...contentOf(place), ...end }, limits);
        await readWithRetry(this.#limits, this.#limits.deadline, write);
        return null;
    }
    async #failForStep() {
        const { context } = this.#ending.place;
        await this.fail({
            state: 'failure',
            description: 'Several steps share this context, or it could not be read',
        });
        return `The commit status ${sanitize_quote(context)} shows failure, because another step of this attempt may have written it. Give each step its own commit-status.`;
    }
    async #readOthers(own) {
        const { github, place } = this.#ending;
        const statuses = await readContext(github, place, this.#successLimits);
        // A step writes success only after its own pending, so its pending is enough to find it.
        const isOther = ({ id, state, targetUrl }) => id !== own && state !== 'success' && targetUrl === place.targetUrl;
        if (statuses.some(isOther))
            return 'step';
        return statuses[0]?.id === own ? null : 'later';
    }
}
/**
 * The statuses of the context, the newest first.
 *
 * @throws RequestError
 */
async function readContext(github, { sha, context }, limited) {
    const found = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const statuses = await readWithRetry(limited, limited.deadline, (limits) => github.listStatuses(sha, page, limits));
        found.push(...statuses.filter((status) => status.context.toLowerCase() === context.toLowerCase()));
        if (statuses.length < STATUSES_PER_PAGE)
            return found;
    }
    throw new RequestError(`the commit has more than ${MAX_PAGES * STATUSES_PER_PAGE} statuses`, {
        kind: 'undecodable',
    });
}
/** Appends a status once: it is retried only after a rate limit, because then it was not written. */
async function append(github, place, content, { clock, signal, deadline, onRequest }) {
    let last = new RequestError('the time limit passed before the first request', {
        kind: 'unreachable',
    });
    const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs: () => 1000, pollsAtDeadline: false };
    const written = await poll(plan, async (limits) => {
        try {
            const status = { ...contentOf(place), ...content };
            return { done: true, value: await github.createStatus(place.sha, status, { ...limits, onRequest }) };
        }
        catch (error) {
            if (!(error instanceof RequestError) || error.status !== 429)
                throw error;
            last = error;
            return { done: false, retryAfterMs: error.retryAfterMs };
        }
    });
    if (written === null)
        throw last;
    return written.value;
}
function contentOf({ context, targetUrl }) {
    return { context, targetUrl };
}
function asRequestError(error) {
    if (error instanceof RequestError)
        return error;
    throw error;
}
/** A sentence about a status that could not be written, and the fix. */
function couldNotWrite({ context }, error) {
    const problem = sentence(`The commit status ${sanitize_quote(context)} could not be written: ${describe(error)}`);
    if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 404))
        return problem;
    return `${problem} Give the job the permission statuses: write. The token of a pull request from a fork or from Dependabot can only read.`;
}

;// CONCATENATED MODULE: ./src/http/retry-after.ts
// Longer than any wait of this action, and short enough for every timer.
const MAX_MS = 2 ** 31 - 1;
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const TIME = String.raw `\d\d:\d\d:[0-5]\d`;
// The documented forms. Without the check, Date.parse takes a bare number for a year, and ignores another zone than GMT.
const FORMS = [
    String.raw `${DAY}, \d\d ${MONTH} \d{4} ${TIME} gmt`,
    String.raw `${DAY}[a-z]*day, \d\d-${MONTH}-\d\d ${TIME} gmt`,
    String.raw `${DAY} ${MONTH} [ \d]\d ${TIME} \d{4}`,
];
const HTTP_DATE = new RegExp(`^(?:${FORMS.join('|')})$`, 'i');
/**
 * Milliseconds of a Retry-After header, by the response's own clock if it has one; null without a header, or for one that
 * cannot be read. Never more than the maximum of a timer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
function parseRetryAfter(header, dateHeader, nowMs) {
    if (header?.match(/^\d+$/))
        return Math.min(Number(header) * 1000, MAX_MS);
    const until = parseHttpDate(header);
    if (until === null)
        return null;
    const waitMs = until - (parseHttpDate(dateHeader) ?? nowMs);
    return Math.min(Math.max(waitMs, 0), MAX_MS);
}
/**
 * A moment in an HTTP header in any of the three documented forms, milliseconds since the epoch; null if it cannot be
 * read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
function parseHttpDate(header) {
    if (!header?.match(HTTP_DATE))
        return null;
    // One of the forms names no zone; to the others a second one changes nothing.
    const ms = Date.parse(`${header} GMT`);
    return Number.isNaN(ms) ? null : ms;
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-errors.ts






const MAX_MESSAGE_CHARS = 500;
const Headers = object({
    'retry-after': optional(string()),
    'x-ratelimit-remaining': optional(string()),
    'x-ratelimit-reset': optional(string()),
});
const ErrorResponse = object({
    status: number(),
    message: string(),
    response: object({ headers: Headers }),
});
/**
 * Converts an error of the library to a RequestError.
 *
 * @param redact removes secrets from a message
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function explainError(error, nowMs, redact) {
    // The library wraps what its fetch throws.
    for (const thrown of [error, error instanceof Error ? error.cause : null]) {
        if (thrown instanceof RequestError)
            return thrown;
    }
    const parsed = safeParse(ErrorResponse, error);
    if (!parsed.success) {
        const cause = singleLine(redact(describe(error)), MAX_MESSAGE_CHARS);
        return new RequestError(`The request to GitHub failed: ${cause}`, {
            kind: 'status',
            cause: error,
        });
    }
    const { status, message, response } = parsed.output;
    const waitMs = limitMs(status, message, response.headers, nowMs);
    return new RequestError(`GitHub responded with ${status}: ${quoteMessage(redact(message), MAX_MESSAGE_CHARS)}`, {
        kind: 'status',
        status: waitMs === null ? status : 429,
        retryAfterMs: waitMs,
    });
}
/**
 * Rethrows the error of a comparison. For a moment after a push, GitHub may respond with 404, so that is marked for a retry.
 */
function rethrowNotFound(error) {
    if (!(error instanceof RequestError) || error.status !== 404)
        throw error;
    throw new RequestError(error.message, { kind: 'status', status: 404, transient: true, cause: error });
}
/** The wait that a rate limit requests, in milliseconds; null if the response is not a rate limit. */
function limitMs(status, message, headers, nowMs) {
    if (status !== 403 && status !== 429)
        return null;
    const requestedMs = parseRetryAfter(headers['retry-after'] ?? null, null, nowMs);
    if (requestedMs !== null)
        return requestedMs;
    if (headers['x-ratelimit-remaining'] === '0') {
        const resetMs = Number(headers['x-ratelimit-reset']) * 1000 - nowMs;
        return Number.isFinite(resetMs) ? Math.max(resetMs, 0) : DEFAULT_GITHUB_RETRY_AFTER_MS;
    }
    return status === 429 || /rate limit/i.test(message) ? DEFAULT_GITHUB_RETRY_AFTER_MS : null;
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-changes.ts



const Sha = pipe(string(), regex(/^[0-9a-f]{40,64}$/));
const Commit = object({ sha: Sha });
const Pull = object({
    base: Commit,
    head: Commit,
    changed_files: fallback(nullish(number(), null), null),
});
const Files = array(object({
    filename: string(),
    status: string(),
    additions: number(),
    deletions: number(),
    previous_filename: nullish(string(), null),
    patch: nullish(string(), null),
    sha: fallback(nullish(string(), null), null),
}));
const Merge = object({ merge_base_commit: Commit });
const Compared = object({ ...Merge.entries, files: Files });
const Tree = object({
    tree: array(object({ path: string(), mode: string(), sha: Sha, size: nullish(number(), null) })),
    truncated: valibot_boolean(),
});
/**
 * @see https://docs.github.com/rest/commits/commits#compare-two-commits
 * @see https://docs.github.com/rest/pulls/pulls#list-pull-requests-files
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
function changeReads({ request }) {
    const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const between = ({ base, head }) => ({ basehead: `${base}...${head}` });
    const comparison = (schema, parameters, limits) => request(schema, COMPARE, parameters, limits).catch(rethrowNotFound);
    return {
        getDiff: (commits, limits) => comparison(string(), { ...between(commits), mediaType: { format: 'diff' } }, limits),
        async compare(commits, limits) {
            // The files come with the first page of the commits, however short that is.
            const parameters = { ...between(commits), per_page: 1 };
            const { files, merge_base_commit } = await comparison(Compared, parameters, limits);
            return { files: files.map(fileOf), mergeBase: merge_base_commit.sha };
        },
        async getMergeBase(commits, limits) {
            // Only the first page has files.
            const parameters = { ...between(commits), per_page: 1, page: 2 };
            return (await comparison(Merge, parameters, limits)).merge_base_commit.sha;
        },
        async listPullFiles(pullNumber, { number, size }, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
            const parameters = { pull_number: pullNumber, per_page: size, page: number };
            return (await request(Files, route, parameters, limits)).map(fileOf);
        },
        async listFolder(id, limits) {
            const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
            const { tree, truncated } = await request(Tree, route, { tree_sha: id }, limits);
            if (truncated) {
                throw new RequestError(`GitHub lists only a part of the folder with the tree ${id}`, {
                    kind: 'undecodable',
                    status: 200,
                });
            }
            return tree.map(({ path, sha, mode, size }) => ({ name: path, id: sha, mode, size }));
        },
        async getCommits(pullNumber, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
            const pull = await request(Pull, route, { pull_number: pullNumber }, limits);
            return { base: pull.base.sha, head: pull.head.sha, changedFiles: pull.changed_files };
        },
    };
}
function fileOf({ filename, previous_filename, sha, ...file }) {
    const { status, additions, deletions, patch } = file;
    return { path: filename, previousPath: previous_filename, status, additions, deletions, patch, blob: sha };
}

;// CONCATENATED MODULE: ./src/http/connection-errors.ts


// A retry cannot help.
const PERMANENT = [
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|self-signed|unable to verify/i,
        advice: () => "the certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the PEM file of your certificate authority, or NODE_USE_SYSTEM_CA to 1, in the job's env",
    },
    {
        pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
        advice: () => "the certificate is not valid now: compare the machine's clock with the certificate's dates",
    },
    {
        pattern: /ERR_TLS_CERT_ALTNAME_INVALID/,
        advice: (setting) => `the certificate is for another host: check ${setting}`,
    },
    {
        pattern: /WRONG_VERSION_NUMBER|EPROTO/,
        advice: (setting) => `the port does not use TLS: check the port in ${setting}`,
    },
];
const TRANSIENT = [
    {
        pattern: /ENOTFOUND|EAI_AGAIN/,
        advice: (setting) => `the host's name was not found: check ${setting} and the network`,
    },
    {
        pattern: /ECONNREFUSED/,
        advice: (setting) => `nothing listens there: check ${setting}, or whether the server is up`,
    },
];
/** True if the same request would fail again. */
function isPermanentError(error) {
    if (error instanceof ProxyError && isRefusal(error.status))
        return true;
    const text = describe(error);
    return PERMANENT.some(({ pattern }) => pattern.test(text));
}
/**
 * What went wrong with a connection, with the likely cause and the fix.
 *
 * @param setting what sets the address
 */
function connection_errors_explainError(error, setting) {
    const text = describe(error);
    const rule = [...PERMANENT, ...TRANSIENT].find(({ pattern }) => pattern.test(text));
    const advice = error instanceof ProxyError ? proxyAdvice(error, rule, setting) : rule?.advice(setting);
    return advice === undefined ? text : `${text}; ${advice}`;
}
function isRefusal(status) {
    return Math.floor((status ?? 0) / 100) === 4;
}
function proxyAdvice(error, rule, setting) {
    const { variable, status, isThrough } = error;
    if (status === 407)
        return `the proxy requires a user name and a password: check those in ${variable}`;
    if (isRefusal(status))
        return 'allow the host at the proxy, or add it to NO_PROXY';
    if (status !== null)
        return `the proxy did not reach the host: check ${setting} and the proxy`;
    return (rule?.advice(isThrough ? `${setting} and ${variable}` : variable) ??
        `check that ${variable} names an HTTP proxy that reaches the host`);
}

;// CONCATENATED MODULE: ./src/http/deadline.ts


/**
 * Sends a request within the limits of its call, the body of the response included.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
async function sendWithin({ timeoutMs, signal, onSent }, { clock, send }, request, peer) {
    const deadline = new AbortController();
    const cancelTimer = clock.timer(timeoutMs, () => deadline.abort(new Error(`no complete response within ${Math.ceil(timeoutMs / 1000)} s`)));
    try {
        return await send({
            ...request,
            signal: AbortSignal.any([signal, deadline.signal]),
            onSent: () => onSent?.(),
        });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof RequestError)
            throw error;
        throw new RequestError(`${peer.subject} got no response: ${connection_errors_explainError(error, peer.setting)}`, {
            kind: 'unreachable',
            permanent: isPermanentError(error),
            cause: error,
        });
    }
    finally {
        cancelTimer();
    }
}

;// CONCATENATED MODULE: ./src/http/octokit-fetch.ts


// A page of the longest comments has about as much.
const octokit_fetch_MAX_MIB = 32;
const GITHUB = { subject: 'GitHub', setting: 'GITHUB_API_URL' };
/**
 * The `fetch` for GitHub's library: it keeps to the limits of one call, and follows no redirect. The body is
 * complete before it resolves, because the library takes a body that breaks off for an empty one.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
function createOctokitFetch(network, limits) {
    return async (address, { method, headers = {}, body = null }) => {
        const request = { method, url: new URL(address), headers, body, maxMiB: octokit_fetch_MAX_MIB };
        const sending = sendWithin(limits, network, request, GITHUB);
        limits.onRequest?.();
        const response = await sending;
        const { status, statusText } = response;
        if (status >= 300 && status < 400) {
            throw new RequestError(`GitHub responded with ${status}, a redirect, which is never followed`, {
                kind: 'redirect',
                status,
            });
        }
        return {
            status,
            statusText,
            url: address,
            headers: response.headers,
            text: () => Promise.resolve(new TextDecoder().decode(response.body)),
            arrayBuffer: () => Promise.resolve(new Uint8Array(response.body).buffer),
        };
    };
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-client.ts




// The library logs deprecated addresses to the console, and no author of a workflow can fix those.
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/** The library behind it is loaded with the first request. */
function createOctokitClient({ token, apiUrl, repository, redact, ...network }) {
    const [owner, repo] = repository.split('/');
    const send = async (schema, call, limits) => {
        const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(413), __webpack_require__.e(429)]).then(__webpack_require__.bind(__webpack_require__, 413));
        const octokit = getOctokit(token, {
            baseUrl: apiUrl,
            log: SILENT,
            request: { fetch: createOctokitFetch(network, limits), log: SILENT },
        });
        let response;
        try {
            response = await call(octokit);
        }
        catch (error) {
            limits.signal.throwIfAborted();
            throw explainError(error, network.clock.now(), redact);
        }
        return decode(schema, response);
    };
    return {
        send,
        request: (schema, route, parameters, limits) => send(schema, async (octokit) => (await octokit.request(route, { owner, repo, ...parameters })).data, limits),
    };
}
function decode(schema, response) {
    const result = safeParse(schema, response);
    if (result.success)
        return result.output;
    const path = getDotPath(result.issues[0]) ?? 'the whole response';
    throw new RequestError(`GitHub's response is not as documented (at ${path}): check GITHUB_API_URL`, {
        kind: 'undecodable',
        status: 200,
    });
}

;// CONCATENATED MODULE: ./src/pull-request/octokit-comments.ts


const Viewer = object({ viewer: object({ login: string() }) });
const Written = object({ id: number() });
const Comments = array(object({
    id: number(),
    // A comment without these is not from this step.
    body: fallback(nullish(string(), ''), ''),
    user: fallback(nullish(object({ login: string() }), null), null),
}));
/** @see https://docs.github.com/rest/issues/comments */
function commentCalls({ send, request }) {
    return {
        async whoAmI(limits) {
            // The REST route for the user rejects the tokens of jobs. GraphQL accepts all tokens.
            const { viewer } = await send(Viewer, (octokit) => octokit.graphql('{ viewer { login } }'), limits);
            return viewer.login;
        },
        async listComments(pullNumber, page, limits) {
            const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
            const parameters = { issue_number: pullNumber, per_page: COMMENTS_PER_PAGE, page };
            const comments = await request(Comments, route, parameters, limits);
            return comments.map(({ id, body, user }) => ({ id, body, author: user?.login ?? null }));
        },
        async createComment(pullNumber, body, limits) {
            const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
            await request(Written, route, { issue_number: pullNumber, body }, limits);
        },
        async updateComment(commentId, body, limits) {
            const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
            await request(Written, route, { comment_id: commentId, body }, limits);
        },
    };
}

;// CONCATENATED MODULE: ./src/domain/role.ts
/** The roles in a repository, each with all rights of those before it. A custom role counts as the one it is based on. */
const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'];

;// CONCATENATED MODULE: ./src/pull-request/octokit-required.ts



const octokit_required_Sha = pipe(string(), regex(/^[0-9a-f]{40,64}$/));
const Name = fallback(nullish(string(), null), null);
const Repository = fallback(nullish(object({ full_name: string() }), null), null);
const End = object({ sha: octokit_required_Sha, ref: Name, repo: Repository });
const octokit_required_Pull = object({
    state: picklist(['open', 'closed']),
    base: End,
    head: End,
    changed_files: fallback(nullish(number(), null), null),
});
const Permissions = object({
    pull: valibot_boolean(),
    triage: optional(valibot_boolean(), false),
    push: valibot_boolean(),
    maintain: optional(valibot_boolean(), false),
    admin: valibot_boolean(),
});
const Collaborator = object({ user: object({ login: string(), permissions: Permissions }) });
const Status = object({ id: number() });
const Statuses = array(object({
    id: number(),
    context: string(),
    state: string(),
    target_url: nullish(string(), null),
}));
const FIELD_OF_ROLE = {
    read: 'pull',
    triage: 'triage',
    write: 'push',
    maintain: 'maintain',
    admin: 'admin',
};
/**
 * The calls that a required check needs: permission, state of the pull request, commit status.
 *
 * @see https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 * @see https://docs.github.com/rest/commits/statuses
 */
function requiredCalls({ request }) {
    return {
        async getPermission(username, limits) {
            const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
            const { user } = await request(Collaborator, route, { username }, limits);
            // Not role_name, which may be the name of a custom role.
            const role = ROLES.findLast((one) => user.permissions[FIELD_OF_ROLE[one]]) ?? null;
            return { login: user.login, role };
        },
        async getPullRequest(pullNumber, limits) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
            const { state, base, head, changed_files } = await request(octokit_required_Pull, route, { pull_number: pullNumber }, limits);
            return {
                isOpen: state === 'open',
                change: {
                    base: { sha: base.sha, ref: base.ref },
                    head: { sha: head.sha, ref: head.ref, isFork: isForkOf(head.repo, base.repo) },
                    changedFiles: changed_files,
                },
            };
        },
        async createStatus(sha, { targetUrl, ...status }, limits) {
            const route = 'POST /repos/{owner}/{repo}/statuses/{sha}';
            const target = targetUrl === null ? {} : { target_url: targetUrl };
            const { id } = await request(Status, route, { sha, ...status, ...target }, limits);
            return id;
        },
        async listStatuses(sha, page, limits) {
            const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
            const statuses = await request(Statuses, route, { ref: sha, per_page: STATUSES_PER_PAGE, page }, limits);
            return statuses.map(({ target_url, ...status }) => ({ ...status, targetUrl: target_url }));
        },
    };
}
/** False if a repository was deleted: it may not be a fork. */
function isForkOf(head, base) {
    return head !== null && base !== null && head.full_name !== base.full_name;
}

;// CONCATENATED MODULE: ./src/pull-request/octokit.ts




/**
 * GitHub's API for one repository.
 *
 * @see https://docs.github.com/rest
 */
function createGitHub(options) {
    const client = createOctokitClient(options);
    return { ...changeReads(client), ...commentCalls(client), ...requiredCalls(client) };
}

;// CONCATENATED MODULE: ./src/pull-request/left-pending.ts







const Left = object({
    apiUrl: string(),
    repository: string(),
    sha: string(),
    context: string(),
    targetUrl: nullable(string()),
    id: number(),
});
/**
 * Ends the status of a step that was killed, if its own pending is still the latest.
 *
 * @param saved a {@link LeftPending} as JSON
 * @returns warnings
 * @throws an error that no user can fix, such as a state of another action
 */
async function endLeftPending(saved, variables, send, runtime) {
    const { apiUrl, repository, id, ...place } = parse(Left, JSON.parse(saved));
    const token = orElse(() => readGitHubToken(variables), null);
    if (token === null)
        return [];
    const { clock } = runtime;
    const github = createGitHub({ token, apiUrl, repository, clock, send, redact: createRedact([token]) });
    try {
        const deadline = clock.monotonic() + budgets_STATUS_BUDGET_MS;
        const [latest] = await readContext(github, place, { ...runtime, deadline });
        if (latest?.id !== id)
            return [];
    }
    catch (error) {
        return [couldNotWrite(place, error)];
    }
    const end = { state: 'error', description: 'The step was stopped before it could report' };
    return (await endStatus({ github, place, pending: null, end, usedMs: 0 }, runtime)).warnings;
}

;// CONCATENATED MODULE: ./src/pull-request/after-step.ts








/**
 * The work of the post step after a killed step: it writes the notice, and ends the commit status.
 *
 * @throws an error that no user can fix, after both were tried
 */
async function afterStep(variables) {
    await Promise.all([writeNotice(variables), endPending(variables)]);
}
// Async, so that after an error of one, the other is still tried.
async function writeNotice(variables) {
    const notice = await Promise.resolve(variables).then(readPostStepNotice);
    for (const line of notice?.lines ?? [])
        standardOutput.info(line);
    if (!notice?.summary)
        return;
    const path = variables.GITHUB_STEP_SUMMARY ?? '';
    assertRegularFile(path);
    (0,external_node_fs_.appendFileSync)(path, `${notice.summary}${external_node_os_.EOL}`);
}
async function endPending(variables) {
    const saved = variables[`STATE_${PENDING_STATE}`] ?? '';
    if (saved === '')
        return;
    const signal = new AbortController().signal;
    const runtime = { clock: systemClock, random: Math.random, signal, log: standardOutput };
    for (const warning of await endLeftPending(saved, variables, createSend(variables), runtime))
        logWarning(standardOutput, warning);
}


/***/ }),

/***/ 617:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ readWith),
/* harmony export */   W6: () => (/* binding */ viewsOf),
/* harmony export */   be: () => (/* binding */ rangeOf),
/* harmony export */   tv: () => (/* binding */ unescaped)
/* harmony export */ });
/** The part of a text that a match is. */
function rangeOf({ 0: whole, index }) {
    return { begin: index, end: index + whole.length };
}
// Every ASCII character with a name in HTML.
const NAMED = new Map(Object.entries({
    '&': 'amp',
    '`': 'grave diacriticalgrave',
    '>': 'gt',
    '^': 'hat',
    '<': 'lt',
    '\n': 'newline',
    '"': 'quot',
    '\t': 'tab',
    _: 'lowbar underbar',
    '|': 'vert verbar verticalline',
    "'": 'apos',
    '*': 'ast midast',
    '\\': 'bsol',
    ':': 'colon',
    ',': 'comma',
    '@': 'commat',
    $: 'dollar',
    '=': 'equals',
    '!': 'excl',
    '{': 'lbrace lcub',
    '[': 'lbrack lsqb',
    '(': 'lpar',
    '#': 'num',
    '%': 'percnt',
    '.': 'period',
    '+': 'plus',
    '?': 'quest',
    '}': 'rbrace rcub',
    ']': 'rbrack rsqb',
    ')': 'rpar',
    ';': 'semi',
    '/': 'sol',
}).flatMap(([character, names]) => names.split(' ').map((name) => [name, character])));
const BACKSLASHES = '\\\\+(?:u[0-9a-f]{4}|u\\{[0-9a-f]{1,6}\\}|x[0-9a-f]{2}|[nrt])?';
const PERCENT = '%(?:25)*[0-9a-f]{2}';
const REFERENCE = `&(?:amp;)*(?:#\\d{1,10};?|#x[0-9a-f]{1,8};?|(?:${[...NAMED.keys()].join('|')});)`;
/** Escapes of JSON, JavaScript, Markdown, addresses and HTML, each at any depth. An escape is one character, or none. */
const ESCAPES = {
    token: new RegExp(`${BACKSLASHES}|${PERCENT}|${REFERENCE}`, 'gi'),
    read(token) {
        const hex = /(?:^%(?:25)*|^\\+[ux]\{?|#x)([0-9a-f]+)[;}]?$/i.exec(token);
        if (hex !== null)
            return characterOf(Number.parseInt(`${hex[1]}`, 16));
        const decimal = /#(\d+);?$/.exec(token);
        if (decimal !== null)
            return characterOf(Number(decimal[1]));
        // In JSON, an escaped line end is not a letter of the next word.
        return token.startsWith('\\') ? token.replace(/^\\+/, '').replace(/^[nrt]$/i, ' ') : namedIn(token);
    },
};
function namedIn(token) {
    return `${NAMED.get(token.toLowerCase().replace(/^&(?:amp;)*(?=\w+;)|;$/g, ''))}`;
}
/** No secret has a character beyond the first plane, so it is removed. */
function characterOf(code) {
    return code > 0xffff ? '' : String.fromCharCode(code);
}
// Escapes within escapes: an entity of a percent sign before the digits of a letter.
const MAX_DEPTH = 4;
/**
 * The text itself, with its escapes read up to four times, and each of these without what `markup` removes. Each takes time
 * in proportion to the text.
 */
function* viewsOf(source, markup) {
    let readings = [];
    let text = source;
    for (;;) {
        yield viewOf(source, text, readings);
        yield viewOf(source, readWith(text, markup), [...readings, markup]);
        const deeper = readWith(text, ESCAPES);
        if (deeper === text || readings.length === MAX_DEPTH)
            return;
        readings = [...readings, ESCAPES];
        text = deeper;
    }
}
/** A text with its escapes read so many times. */
function unescaped(text, times) {
    return times === 0 ? text : unescaped(readWith(text, ESCAPES), times - 1);
}
/** A text with every match of the reading replaced. */
function readWith(text, { token, read }) {
    return text.replace(token, (whole) => read(whole));
}
function viewOf(source, text, readings) {
    return {
        text,
        trace(ranges) {
            if (readings.length === 0 || ranges.length === 0)
                return [...ranges];
            const { begins, ends } = readings.reduce(follow, untouched(source));
            return ranges.map(({ begin, end }) => ({ begin: Number(begins[begin]), end: Number(ends[end - 1]) }));
        },
    };
}
function untouched(text) {
    const begins = new Uint32Array(text.length);
    const ends = new Uint32Array(text.length);
    for (let index = 0; index < text.length; index += 1) {
        begins[index] = index;
        ends[index] = index + 1;
    }
    return { text, begins, ends };
}
function follow({ text, begins, ends }, { token, read }) {
    const next = { begins: new Uint32Array(text.length), ends: new Uint32Array(text.length) };
    const parts = [];
    let from = 0;
    let size = 0;
    const copy = (to) => {
        next.begins.set(begins.subarray(from, to), size);
        next.ends.set(ends.subarray(from, to), size);
        parts.push(text.slice(from, to));
        size += to - from;
    };
    for (const { 0: whole, index } of text.matchAll(token)) {
        copy(index);
        from = index + whole.length;
        const shown = read(whole);
        next.begins.fill(Number(begins[index]), size, size + shown.length);
        next.ends.fill(Number(ends[from - 1]), size, size + shown.length);
        parts.push(shown);
        size += shown.length;
    }
    copy(text.length);
    return { text: parts.join(''), ...next };
}


/***/ })

};
