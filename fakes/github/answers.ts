import type { Answer } from '../faults.ts';
import { compare, listPullFiles, showTree } from './changes.ts';
import { DEMO_REPOSITORY, DEMO_TOKEN } from './data.ts';
import { NOT_FOUND, problem } from './problems.ts';
import { createStatus, listStatuses, showPermission } from './required.ts';
import type { DemoPull, GitHubRequestKind, KeptComment } from './script.ts';
import type { Call, GitHubState } from './state.ts';
import { readToken } from './token.ts';

const HERE = `/repos/${DEMO_REPOSITORY}`;
const REPO = { full_name: DEMO_REPOSITORY };
const MAX_COMMENT_CHARACTERS = 65_536;

export function routeGitHub(method: string, pathname: string, accept: string): GitHubRequestKind | 'other' {
  const route = `${method} ${pathname}`;
  if (route === 'POST /graphql') return 'viewer';
  if (route.startsWith(`GET ${HERE}/compare/`)) return accept.includes('diff') ? 'diff' : 'files';
  if (route.startsWith(`GET ${HERE}/git/trees/`)) return 'tree';
  if (route.startsWith(`GET ${HERE}/pulls/`)) return pathname.endsWith('/files') ? 'pull-files' : 'pull';
  if (route.startsWith(`GET ${HERE}/contents/`)) return 'contents';
  if (route.startsWith(`PATCH ${HERE}/issues/comments/`)) return 'update';
  if (route.startsWith(`GET ${HERE}/collaborators/`) && route.endsWith('/permission')) return 'permission';
  if (route.startsWith(`POST ${HERE}/statuses/`)) return 'status';
  if (route.startsWith(`GET ${HERE}/commits/`) && route.endsWith('/statuses')) return 'statuses';
  if (/\/issues\/\d+\/comments$/.test(pathname) && pathname.startsWith(HERE)) {
    if (method === 'GET') return 'comments';
    if (method === 'POST') return 'create';
  }
  return 'other';
}

export function answerGitHub(call: Call, state: GitHubState): Answer {
  if (!/^(?:token|bearer) ./i.test(call.authorization)) return problem(401, 'Requires authentication');
  if (readToken(call.authorization.replace(/^\S+ /, '')).base !== DEMO_TOKEN)
    return problem(401, 'Bad credentials');
  switch (call.kind) {
    case 'viewer':
      return { status: 200, body: { data: { viewer: { login: state.login } } } };
    case 'diff':
    case 'files':
      return compare(call, state.pull);
    case 'tree':
      return showTree(call, state.pull);
    case 'pull-files':
      return isOf(call, state.pull, /\/pulls\/(\d+)\/files$/) ? listPullFiles(call, state.pull) : NOT_FOUND;
    case 'pull':
      return isOf(call, state.pull, /\/pulls\/(\d+)$/) ? { status: 200, body: pullOf(state) } : NOT_FOUND;
    case 'contents':
      return contents(call, state);
    case 'comments':
      return isOf(call, state.pull, /\/issues\/(\d+)\/comments$/) ? list(call, state) : NOT_FOUND;
    case 'create':
    case 'update':
      return state.mayWrite ? write(call, state) : problem(403, 'Resource not accessible by integration');
    case 'permission':
      return showPermission(call, state);
    case 'status':
      return createStatus(call, state);
    case 'statuses':
      return listStatuses(call, state);
    case 'other':
      return NOT_FOUND;
  }
}

function isOf({ pathname }: Call, pull: DemoPull, pattern: RegExp): boolean {
  return pattern.exec(pathname)?.[1] === String(pull.number);
}

/** Of a file above 1 MB there is no content. */
const MAX_CONTENT_BYTES = 1_000_000;

function contents({ pathname, query }: Call, { pull, baseFiles }: GitHubState): Answer {
  const path = decodeURIComponent(pathname.slice(`${HERE}/contents/`.length));
  const ref = query.get('ref');
  if (ref !== null && ref !== pull.base) return problem(404, `No commit found for the ref ${ref}`);
  const below = Object.keys(baseFiles).filter((name) => name.startsWith(`${path}/`));
  if (below.length > 0) return { status: 200, body: below.map((name) => ({ type: 'file', path: name })) };
  if (!Object.hasOwn(baseFiles, path)) return NOT_FOUND;
  const text = baseFiles[path] ?? null;
  if (text === null) return { status: 200, body: { type: 'submodule', path, size: 0 } };
  const bytes = Buffer.from(text);
  const file = { type: 'file', path, size: bytes.length };
  return bytes.length > MAX_CONTENT_BYTES
    ? { status: 200, body: { ...file, encoding: 'none', content: '' } }
    : {
        status: 200,
        // In lines of 60 characters, as GitHub writes them.
        body: { ...file, encoding: 'base64', content: bytes.toString('base64').replace(/.{60}/g, '$&\n') },
      };
}

function pullOf({ pull, headNow, isClosed, baseBranch }: GitHubState): object {
  const { number, title, body, base, files } = pull;
  return {
    number,
    title,
    body,
    state: isClosed ? 'closed' : 'open',
    changed_files: files.length,
    base: { sha: base, ref: baseBranch, repo: REPO },
    head: { sha: headNow, ref: 'login-page', repo: REPO },
  };
}

function list({ pathname, query }: Call, { comments }: GitHubState): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(comments.length / size));
  const link = (to: number, rel: string) =>
    `<http://127.0.0.1${pathname}?per_page=${size}&page=${to}>; rel="${rel}"`;
  return {
    status: 200,
    headers: page < last ? { link: `${link(page + 1, 'next')}, ${link(last, 'last')}` } : {},
    body: comments.slice((page - 1) * size, page * size).map(show),
  };
}

function show({ id, login, body }: KeptComment): object {
  return { id, body, user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' } };
}

function write(call: Call, { pull, comments, login }: GitHubState): Answer {
  const body = textOf(call.body);
  if (body === null || body.trim() === '') return invalid("body can't be blank");
  if (Array.from(body).length > MAX_COMMENT_CHARACTERS) {
    return invalid(`body is too long (maximum is ${MAX_COMMENT_CHARACTERS} characters)`);
  }
  if (call.kind === 'create') {
    if (!isOf(call, pull, /\/issues\/(\d+)\/comments$/)) return NOT_FOUND;
    const comment = { id: comments.length + 1, login, body, edits: 0 };
    comments.push(comment);
    return { status: 201, body: show(comment) };
  }
  const id = /\/comments\/(\d+)$/.exec(call.pathname)?.[1];
  const comment = comments.find((kept) => String(kept.id) === id);
  if (comment === undefined) return NOT_FOUND;
  comment.body = body;
  comment.edits += 1;
  return { status: 200, body: show(comment) };
}

function invalid(message: string): Answer {
  return problem(422, 'Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
  ]);
}

function textOf(json: string): string | null {
  try {
    const { body }: { body?: unknown } = JSON.parse(json);
    return typeof body === 'string' ? body : null;
  } catch {
    return null;
  }
}
