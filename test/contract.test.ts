import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY } from '../demo/kindo-data.ts';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES, NEVER_ALLOWED } from '../src/domain.ts';
import { parseDuration } from '../src/duration.ts';
import { DECLARED_INPUTS } from '../src/inputs/declared.ts';
import { parseInputs } from '../src/inputs/parse.ts';
import type { Settings } from '../src/inputs/settings.ts';
import { OUTPUT_NAMES } from '../src/report/outputs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KEY = 'kindo_key_of_this_test_0000000000';
// The job needs time besides the two that the action waits for: reads before the start, and a start that is put off.
const SPARE_MS = 5 * 60_000;

interface Declared {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, Declared>>;
  readonly runs: { readonly using: string; readonly main: string };
}

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const find = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

const action: ActionFile = parse(read('action.yml'));
const readme = read('README.md');
const EXAMPLES = find('examples/*.yml');
const WORKFLOWS = find('.github/workflows/*.{yml,yaml}');

/** The rows of the only table between a heading of the README and the next heading. */
function table(heading: string): string[][] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [own = ''] = section.split(/\n##+ /);
  const lines = own.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function unquoted(cell = ''): string {
  return cell.replace(/^`(.*)`$/, '$1');
}

function codeSpans(cell = ''): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

function readWorkflow(path: string): Workflow {
  return parse(read(path));
}

function stepsOf(workflow: Workflow): WorkflowStep[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps);
}

function isOurs({ uses = '' }: WorkflowStep): boolean {
  return uses === './' || uses.startsWith('OWNER/run-kindo-agent@');
}

function ourInputs(workflow: Workflow): Readonly<Record<string, unknown>>[] {
  return stepsOf(workflow)
    .filter(isOurs)
    .map((step) => step.with ?? {});
}

const STAND_INS: Readonly<Record<string, string>> = {
  'secrets.KINDO_API_KEY': KEY,
  'env.DEMO_API_KEY': DEMO_API_KEY,
  'env.DEMO_AGENT_ID': DAILY_SECURITY_SCAN.agentId,
  'github.sha': '9ee1a6d1f9a1d0c0d6c7c1bb3f3a2f0e4d5b6a78',
  'github.event.pull_request.html_url': 'https://github.com/octo-org/octo-repo/pull/17',
  'github.event.pull_request.head.sha': '1234567890123456789012345678901234567e89',
};

function evaluated(text: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = STAND_INS[expression];
    if (value === undefined) throw new Error(`no stand-in for ${expression}`);
    return value;
  });
}

/** Parses inputs as the runner passes them; throws where one is at fault. */
function settingsOf(inputs: Readonly<Record<string, unknown>>): Settings {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
  const all: Record<string, unknown> = { ...Object.fromEntries(defaults), ...inputs };
  const variables = Object.entries(all).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    evaluated(String(value)),
  ]);
  const request = parseInputs(Object.fromEntries(variables), null);
  if (request.kind === 'skip') throw new Error('the step would be skipped');
  return request.settings;
}

/** The sources, with every value that a message takes in shown as `…`. */
const sources = find('src/**/*.ts')
  .map(read)
  .join('\n')
  .replace(/\$\{(service\.name|serviceName)\}/g, 'Kindo')
  .replace(/\$\{(?!\{)[^{}]*\}/g, '…');

describe('action.yml', () => {
  it('declares the inputs that the code reads, with the same defaults', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
    expect(declared).toEqual(Object.entries(DECLARED_INPUTS));
  });

  it('declares the outputs that the code writes', () => {
    expect(Object.keys(action.outputs).sort()).toEqual([...OUTPUT_NAMES].sort());
  });

  it('describes every input and output', () => {
    for (const [name, { description }] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(description, name).toMatch(/\w.*\.$/s);
    }
  });

  it('requires only the key', () => {
    const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
    expect(required.map(([name]) => name)).toEqual(['api-key']);
  });

  it('runs a file that is there, on Node 24', () => {
    expect(action.runs.using).toBe('node24');
    expect(existsSync(join(ROOT, action.runs.main))).toBe(true);
  });
});

describe('README.md', () => {
  it('lists the inputs of action.yml with their defaults', () => {
    const rows = table('Inputs').map(([name, value]) => [unquoted(name), unquoted(value)]);
    const declared = Object.entries(action.inputs).map(([name, input]) => [
      name,
      input.required === true ? 'required' : (input.default ?? ''),
    ]);
    expect(rows).toEqual(declared);
  });

  it('lists the outputs of action.yml', () => {
    expect(table('Outputs').map(([name]) => unquoted(name))).toEqual(Object.keys(action.outputs));
  });

  it('lists the outcomes in the order in which they are judged, with those that may be allowed', () => {
    const never: readonly string[] = NEVER_ALLOWED;
    const faults = FAULT_OUTCOMES.map((word) => [word, never.includes(word) ? 'no' : 'yes']);
    const clean = CLEAN_OUTCOMES.map((word) => [word, 'passes']);
    const rows = table('Outcomes').map(([word, , allowed]) => [unquoted(word), allowed]);
    expect(rows).toEqual([...faults, ...clean]);
  });

  it.each([
    ['Inputs', 2],
    ['Outputs', 1],
    ['Outcomes', 1],
    ['Troubleshooting', 1],
  ])('explains every row of %s', (heading, column) => {
    for (const row of table(heading)) expect(row[column], row[0]).toMatch(/\w/);
  });

  it('gives the ranges that durations are held to', () => {
    const ranges = table('Inputs').flatMap(([name, , meaning = '']) => {
      const [, least, most] = /`(\d+\w)` to `(\d+\w)`/.exec(meaning) ?? [];
      return least === undefined || most === undefined ? [] : [{ name: unquoted(name), least, most }];
    });
    expect(ranges).toHaveLength(4);
    for (const { name, least, most } of ranges) {
      const given = { 'api-key': KEY, 'agent-id': DAILY_SECURITY_SCAN.agentId };
      expect(() => settingsOf({ ...given, [name]: least })).not.toThrow();
      expect(() => settingsOf({ ...given, [name]: most })).not.toThrow();
      expect(() => settingsOf({ ...given, [name]: '999d' })).toThrow(
        `${name} is "999d", which is out of range: write a duration from ${least} to ${most}.`,
      );
    }
  });

  it('quotes messages that the code has', () => {
    const quotes = table('Troubleshooting').flatMap(([message]) => codeSpans(message));
    expect(quotes.length).toBeGreaterThan(20);
    for (const quote of quotes) expect(sources.includes(quote), quote).toBe(true);
  });

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = Array.from(
      `${readme}${read('.ci/run')}`.matchAll(/npm run ([\w:-]+)/g),
      ([, name]) => name,
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['test', ...named]));
  });

  it('links only to files that there are', () => {
    const links = Array.from(readme.matchAll(/\]\((?!https:|#)([^)#]+)\)/g), ([, path = '']) => path);
    expect(links).toEqual(expect.arrayContaining(EXAMPLES));
    for (const path of links) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });

  it('says once what OWNER stands for', () => {
    expect(readme.match(/`OWNER`/g)).toHaveLength(1);
  });

  it('puts no expression into a script', () => {
    const blocks = Array.from(readme.matchAll(/^```yaml\n(.*?)^```$/gms), ([, yaml = '']) => parse(yaml));
    expect(blocks).toHaveLength(EXAMPLES.length + 2);
    const steps = blocks.flatMap((block) => (Array.isArray(block) ? block : stepsOf(block)));
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

describe.each(EXAMPLES)('%s', (path) => {
  const workflow = readWorkflow(path);

  it('is shown in the README as it is', () => {
    expect(readme).toContain(`\n\`\`\`yaml\n${read(path)}\`\`\`\n`);
  });

  it('asks for no more than to read the repository', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.values(workflow.jobs).map((job) => job.permissions)).toEqual([undefined]);
  });

  it('has one step of this action, with declared inputs and every required one', () => {
    const names = ourInputs(workflow).map((inputs) => Object.keys(inputs));
    const required = Object.keys(action.inputs).filter((name) => action.inputs[name]?.required === true);
    expect(names).toHaveLength(1);
    expect(names[0]).toEqual(expect.arrayContaining(required));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(names[0] ?? []));
  });

  it('gives values that the action accepts', () => {
    const [settings] = ourInputs(workflow).map(settingsOf);
    expect(settings?.apiKey).toBe(KEY);
    expect(settings?.inputs.size).toBeGreaterThan(0);
  });

  it('leaves the action the time to end by itself', () => {
    const [job] = Object.values(workflow.jobs);
    const [settings] = ourInputs(workflow).map(settingsOf);
    const ownMs = Number(settings?.timeoutMs) + Number(settings?.evalTimeoutMs);
    expect(parseDuration(`${job?.['timeout-minutes']}m`)).toBeGreaterThanOrEqual(ownMs + SPARE_MS);
  });

  it('pins the actions of others by commit', () => {
    for (const step of stepsOf(workflow).filter((one) => !isOurs(one))) {
      if (step.uses !== undefined) expect(step.uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
  });
});

describe('examples', () => {
  it('are a CI step, a security gate and a scheduled job', () => {
    expect(EXAMPLES.map((path) => basename(path))).toEqual([
      'ci-step.yml',
      'scheduled-job.yml',
      'security-gate.yml',
    ]);
  });

  it('gate pull requests by an id that nobody can rename, with verdicts required', () => {
    const gate = readWorkflow('examples/security-gate.yml');
    const [inputs] = ourInputs(gate);
    expect(gate.on).toEqual({ pull_request: null });
    expect(inputs).toMatchObject({ 'require-evals': true });
    expect(inputs).not.toHaveProperty('on-missing-key');
    expect(inputs).toHaveProperty('agent-id');
    expect(inputs).not.toHaveProperty('agent-name');
    expect(inputs).not.toHaveProperty('allow');
  });
});

describe.each(WORKFLOWS)('%s', (path) => {
  const workflow = readWorkflow(path);

  it('may only read the repository', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeUndefined();
  });

  it('uses this action, and others only by commit and with the version beside it', () => {
    const lines = read(path)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines).toHaveLength(stepsOf(workflow).filter((step) => step.uses !== undefined).length);
    for (const line of lines) {
      expect(line).toMatch(/uses: (\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('leaves no credentials behind after a checkout', () => {
    const checkouts = stepsOf(workflow).filter((step) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  it('puts no expression into a script', () => {
    for (const { run = '' } of stepsOf(workflow)) expect(run).not.toContain('${{');
  });

  it('gives this action values that it accepts', () => {
    for (const inputs of ourInputs(workflow)) expect(() => settingsOf(inputs)).not.toThrow();
  });

  it('has the key and the agent of the demo', () => {
    const demo = { DEMO_API_KEY, DEMO_AGENT_ID: DAILY_SECURITY_SCAN.agentId };
    for (const { env, steps } of Object.values(workflow.jobs)) {
      if (steps.some(isOurs)) expect(env).toEqual(demo);
    }
  });
});

describe('.github/workflows', () => {
  it('use the action itself, for a pass and for a failure', () => {
    const uses = WORKFLOWS.map(readWorkflow).flatMap(ourInputs);
    expect(uses.map((inputs) => inputs['base-url'])).toEqual([
      'http://127.0.0.1:8787',
      'http://127.0.0.1:8788',
    ]);
  });
});
