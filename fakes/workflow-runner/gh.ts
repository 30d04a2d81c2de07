import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runJq } from './jq.ts';

/**
 * The part of the GitHub CLI that workflows here use, against GITHUB_API_URL. The real one speaks only HTTPS, and would
 * reach github.com from a test.
 *
 * @see https://cli.github.com/manual
 */
const HELP = `gh here has: gh api, gh issue list|create|edit|comment|close, gh pr view, gh run download.`;

const env = process.env;

class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const COMMANDS: Readonly<Record<string, (parts: string[]) => Promise<void>>> = {
  api,
  'issue list': listIssues,
  'issue create': createIssue,
  'issue edit': editIssue,
  'issue comment': commentIssue,
  'issue close': closeIssue,
  'pr view': viewPull,
  'run download': downloadArtifact,
};

async function main(parts: string[]): Promise<void> {
  if (!env.GH_TOKEN && !env.GITHUB_TOKEN) {
    throw new Failure(
      'gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.',
      4,
    );
  }
  const [first = '', second = ''] = parts;
  const length = first === 'api' ? 1 : 2;
  const command = COMMANDS[length === 1 ? first : `${first} ${second}`];
  if (command === undefined) throw new Failure(`unknown command "${parts.join(' ')}". ${HELP}`);
  await command(parts.slice(length));
}

async function request(
  method: string,
  path: string,
  body?: string,
  headers: readonly string[] = [],
): Promise<string> {
  return (await send(method, path, body, headers)).text;
}

/** The text of a response, and the path of the next page; null on the last page. */
async function send(
  method: string,
  path: string,
  body: string | undefined,
  headers: readonly string[],
): Promise<{ readonly text: string; readonly next: string | null }> {
  const response = await fetch(`${env.GITHUB_API_URL}/${path.replace(/^\//, '')}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `token ${env.GH_TOKEN || env.GITHUB_TOKEN}`,
      ...Object.fromEntries(headers.map((header) => header.split(/:\s*/, 2))),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const [, next = null] =
    /<https?:\/\/[^/]+([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
  if (response.ok) return { text, next };
  process.stdout.write(text);
  throw new Failure(`gh: ${Object(JSON.parse(text || '{}')).message ?? 'error'} (HTTP ${response.status})`);
}

async function api(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: parts,
    allowPositionals: true,
    options: {
      method: { type: 'string', short: 'X' },
      field: { type: 'string', short: 'F', multiple: true, default: [] },
      'raw-field': { type: 'string', short: 'f', multiple: true, default: [] },
      header: { type: 'string', short: 'H', multiple: true, default: [] },
      input: { type: 'string' },
      jq: { type: 'string', short: 'q' },
      silent: { type: 'boolean', default: false },
      paginate: { type: 'boolean', default: false },
      slurp: { type: 'boolean', default: false },
    },
  });
  const fields = Object.fromEntries([
    ...values['raw-field'].map((field) => pairOf(field)),
    ...values.field.map((field) => {
      const [name, text] = pairOf(field);
      return [name, magicValue(text)];
    }),
  ]);
  const hasFields = Object.keys(fields).length > 0;
  const method = values.method ?? (hasFields || values.input !== undefined ? 'POST' : 'GET');
  let [path = ''] = positionals;
  path = path.replace(/\{owner\}\/\{repo\}/, () => repository(undefined));
  let body: string | undefined;
  if (values.input !== undefined) body = fileText(values.input);
  else if (hasFields && method === 'GET')
    path += `${path.includes('?') ? '&' : '?'}${new URLSearchParams(fields)}`;
  else if (hasFields) body = JSON.stringify(fields);
  for (let next: string | null = path; next !== null; ) {
    const page: Awaited<ReturnType<typeof send>> = await send(method, next, body, values.header);
    if (!values.silent) await print(page.text, values.jq);
    next = values.paginate ? page.next : null;
  }
}

function pairOf(field: string): [string, string] {
  const at = field.indexOf('=');
  if (at < 1) throw new Failure(`field "${field}" requires a value separated by an '=' sign`);
  return [field.slice(0, at), field.slice(at + 1)];
}

function magicValue(text: string): unknown {
  if (text.startsWith('@')) return fileText(text.slice(1));
  if (/^(?:true|false|null|-?\d+)$/.test(text)) return JSON.parse(text);
  return text;
}

function fileText(path: string): string {
  return readFileSync(path === '-' ? 0 : path, 'utf8');
}

/** OWNER/REPO; like the real one, `gh` does not read GITHUB_REPOSITORY. */
function repository(flag: string | undefined): string {
  const name = flag ?? env.GH_REPO;
  if (name) return name;
  throw new Failure('failed to run git: fatal: not a git repository. Set GH_REPO or give --repo.');
}

const COMMON = {
  repo: { type: 'string', short: 'R' },
  json: { type: 'string' },
  jq: { type: 'string', short: 'q' },
} as const;
const TEXTS = {
  title: { type: 'string', short: 't' },
  body: { type: 'string', short: 'b' },
  'body-file': { type: 'string', short: 'F' },
} as const;

interface Texts {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly 'body-file'?: string | undefined;
}

function textsOf({ title, body, 'body-file': file }: Texts): { title?: string; body?: string } {
  const text = file === undefined ? body : fileText(file);
  return { ...(title === undefined ? {} : { title }), ...(text === undefined ? {} : { body: text }) };
}

async function listIssues(parts: string[]): Promise<void> {
  const { values } = parseArgs({
    args: parts,
    options: {
      ...COMMON,
      label: { type: 'string', short: 'l', multiple: true, default: [] },
      state: { type: 'string', short: 's', default: 'open' },
      limit: { type: 'string', short: 'L', default: '30' },
    },
  });
  const query = new URLSearchParams({ state: values.state, labels: values.label.join(',') });
  const issues: object[] = JSON.parse(
    await request('GET', `repos/${repository(values.repo)}/issues?${query}`),
  );
  const limited = issues.slice(0, Number(values.limit));
  if (values.json !== undefined) return printFields(limited.map(issueFields), values.json, values.jq);
  for (const { number, state, title } of limited.map(issueFields))
    console.log(`${number}\t${state}\t${title}`);
}

async function createIssue(parts: string[]): Promise<void> {
  const { values } = parseArgs({
    args: parts,
    options: { ...COMMON, ...TEXTS, label: { type: 'string', short: 'l', multiple: true, default: [] } },
  });
  const { title, body } = textsOf(values);
  if (title === undefined || body === undefined) {
    throw new Failure('must provide `--title` and `--body` when not running interactively');
  }
  const text = JSON.stringify({ title, body, labels: values.label });
  console.log(JSON.parse(await request('POST', `repos/${repository(values.repo)}/issues`, text)).html_url);
}

async function editIssue(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: parts,
    allowPositionals: true,
    options: { ...COMMON, ...TEXTS },
  });
  const path = `repos/${repository(values.repo)}/issues/${positionals[0]}`;
  console.log(JSON.parse(await request('PATCH', path, JSON.stringify(textsOf(values)))).html_url);
}

async function commentIssue(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: parts,
    allowPositionals: true,
    options: { ...COMMON, ...TEXTS },
  });
  const path = `repos/${repository(values.repo)}/issues/${positionals[0]}/comments`;
  await request('POST', path, JSON.stringify(textsOf(values)));
}

async function closeIssue(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: parts, allowPositionals: true, options: COMMON });
  const path = `repos/${repository(values.repo)}/issues/${positionals[0]}`;
  await request('PATCH', path, JSON.stringify({ state: 'closed' }));
}

async function viewPull(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: parts, allowPositionals: true, options: COMMON });
  const text = await request('GET', `repos/${repository(values.repo)}/pulls/${positionals[0]}`);
  if (values.json === undefined) throw new Failure(`gh pr view needs --json here. ${HELP}`);
  const pull = JSON.parse(text);
  await printFields(
    {
      ...issueFields(pull),
      isDraft: pull.draft ?? false,
      headRefOid: pull.head.sha,
      headRefName: pull.head.ref ?? '',
      baseRefOid: pull.base.sha,
      baseRefName: pull.base.ref ?? '',
      isCrossRepository: pull.head.repo?.full_name !== pull.base.repo?.full_name,
    },
    values.json,
    values.jq,
  );
}

/** @see https://cli.github.com/manual/gh_run_download */
async function downloadArtifact(parts: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: parts,
    allowPositionals: true,
    options: {
      repo: COMMON.repo,
      name: { type: 'string', short: 'n' },
      dir: { type: 'string', short: 'D', default: '.' },
    },
  });
  if (values.name === undefined) throw new Failure(`gh run download needs --name here. ${HELP}`);
  const path = `repos/${repository(values.repo)}/actions/runs/${positionals[0]}/artifacts`;
  const { artifacts }: { artifacts: { name: string; files: Record<string, string> }[] } = JSON.parse(
    await request('GET', path),
  );
  if (artifacts.length === 0) throw new Failure('no valid artifacts found to download');
  const found = artifacts.find(({ name }) => name === values.name);
  if (found === undefined) throw new Failure('no artifact matches any of the names or patterns provided');
  for (const [name, content] of Object.entries(found.files)) {
    const file = join(values.dir, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(content, 'base64'));
  }
}

function issueFields(issue: object): Record<string, unknown> {
  const { number, title, body, state, labels = [], user, html_url: url } = Object(issue);
  return {
    number,
    title,
    body,
    state: String(state).toUpperCase(),
    labels,
    author: { login: user?.login },
    url,
  };
}

async function printFields(
  data: Record<string, unknown> | readonly Record<string, unknown>[],
  json: string,
  filter: string | undefined,
): Promise<void> {
  const names = json.split(',');
  const pick = (one: Record<string, unknown>) =>
    Object.fromEntries(
      names.map((name) => {
        if (!(name in one)) throw new Failure(`Unknown JSON field: "${name}"`);
        return [name, one[name]];
      }),
    );
  await print(JSON.stringify(Array.isArray(data) ? data.map(pick) : pick(Object(data))), filter);
}

/** Prints JSON, or what a jq filter makes of it. */
async function print(json: string, filter: string | undefined): Promise<void> {
  if (json === '') return;
  if (filter === undefined) return void process.stdout.write(`${json}\n`);
  const values: unknown[] = JSON.parse(await runJq(json, `[${filter}]`, ['-c']));
  // The CLI prints null as an empty line.
  for (const value of values)
    console.log(typeof value === 'string' ? value : (JSON.stringify(value ?? undefined) ?? ''));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
}
