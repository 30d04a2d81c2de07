import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { lint } from 'markdownlint/sync';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { action, EXAMPLES, find, isOurs, PAGES, ROOT, read, stepsOf, type WorkflowStep } from './files.ts';
import { codeSpans, readPage, targetOf } from './page.ts';

/** The sources, with every value in a message shown as `…`, in quotes or not. */
const sources = find('src/**/*.ts')
  .map(read)
  .join('\n')
  .replace(/\$\{(service\.name|serviceName)\}/g, 'Kindo')
  .replace(/\$\{(?!\{)[^{}]*\}/g, '…')
  .replaceAll('"…"', '…');

const { scripts } = JSON.parse(read('package.json'));

/** The steps of a YAML block: a workflow, or a list of steps. */
function stepsIn(yaml: string): WorkflowStep[] {
  const block = parse(yaml);
  return Array.isArray(block) ? block : stepsOf(block);
}

/** The files of the repository that a page links to. */
function linkedFrom(path: string): string[] {
  return readPage(path).links.flatMap((link) => targetOf(path, link)?.file ?? []);
}

/** Every rule of markdownlint, but for what Markdown of GitHub is free to do otherwise. */
const RULES = {
  'line-length': { line_length: 125, code_blocks: false, tables: false },
  'no-inline-html': { allowed_elements: ['details', 'summary', 'picture', 'source', 'img'] },
  'no-duplicate-heading': { siblings_only: true },
  // Messages are quoted as they are.
  'no-space-in-code': false,
};

describe.each(PAGES)('%s', (path) => {
  const page = readPage(path);
  const yaml = page.blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text);

  it('is Markdown in one style', () => {
    const problems = Object.values(lint({ strings: { [path]: read(path) }, config: RULES })).flat();
    expect(
      problems.map(({ lineNumber, ruleDescription }) => `${path}:${lineNumber} ${ruleDescription}`),
    ).toEqual([]);
  });

  it('links only to existing targets', () => {
    for (const link of page.links) {
      const target = targetOf(path, link);
      if (target === null) continue;
      expect(target.file.startsWith('..'), link).toBe(false);
      expect(existsSync(join(ROOT, target.file)), link).toBe(true);
      if (target.anchor !== null) expect(readPage(target.file).anchors, link).toContain(target.anchor);
    }
  });

  it('has YAML that passes only inputs of action.yml to this action', () => {
    for (const step of yaml.flatMap(stepsIn).filter(isOurs)) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    }
  });

  it('puts no expression into a script [T4]', () => {
    for (const { run = '' } of yaml.flatMap(stepsIn)) expect(run).not.toContain('${{');
  });

  it('names only existing scripts', () => {
    const named = Array.from(read(path).matchAll(/npm run ([\w:-]+)/g), ([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

describe('README.md', () => {
  it('links to every example, and with CONTRIBUTING.md to every page of docs', () => {
    expect(linkedFrom('README.md')).toEqual(expect.arrayContaining(EXAMPLES));
    expect([...linkedFrom('README.md'), ...linkedFrom('CONTRIBUTING.md')]).toEqual(
      expect.arrayContaining(find('docs/*.md')),
    );
  });

  it('has only links and pictures that resolve on every site that shows it', () => {
    for (const link of readPage('README.md').links) expect(link).toMatch(/^(?:https:\/\/|#)/);
  });

  it('explains messages in the same way as docs/troubleshooting.md', () => {
    const page = [...readPage('docs/troubleshooting.md').tables.values()].flat();
    const rows = readPage('README.md').tables.get('Common messages') ?? [];
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(page).toContainEqual(row);
  });
});

describe('docs/prepare-the-agent.md', () => {
  const page = readPage('docs/prepare-the-agent.md');
  const [prompt = '', required = ''] = page.blocks
    .filter(({ language }) => language === 'text')
    .map(({ text }) => text);

  it('has the same four steps in the prompt, the objectives and require-steps', () => {
    const steps = page.tables.get('An agent for a security gate')?.map(([name]) => name) ?? [];
    expect(steps).toHaveLength(4);
    expect(Array.from(prompt.matchAll(/^\d\. ([^:]+):/gm), ([, name]) => name)).toEqual(steps);
    expect(
      required
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual(steps);
  });

  it('shows messages that are valid against docs/findings.schema.json', () => {
    const schema = new Validator(JSON.parse(read('docs/findings.schema.json')), '2020-12');
    const answers = prompt.match(/\{"findings": \[(?:\{[^}]*\})?\]\}/g) ?? [];
    expect(answers).toHaveLength(2);
    for (const answer of answers) expect(schema.validate(JSON.parse(answer)).valid, answer).toBe(true);
  });
});

describe('docs/recipes.md', () => {
  it('says when to use each example', () => {
    expect(linkedFrom('docs/recipes.md')).toEqual(expect.arrayContaining(EXAMPLES));
  });
});

describe('docs/troubleshooting.md', () => {
  const rows = [...readPage('docs/troubleshooting.md').tables.values()].flat();

  it('quotes only messages of the code', () => {
    const quotes = rows.flatMap(([message]) => codeSpans(message));
    expect(quotes.length).toBeGreaterThan(40);
    for (const quote of quotes) expect(sources.includes(quote.replaceAll('"…"', '…')), quote).toBe(true);
  });

  it('explains every message', () => {
    for (const [message, fix] of rows) expect(fix, message).toMatch(/\w.*\.$/);
  });
});

const DEVELOPER_PAGES = ['CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions.md'];

describe.each(DEVELOPER_PAGES)('%s', (path) => {
  const spans = codeSpans(read(path).replace(/^```.*?^```$/gms, ''));

  it('names only files that exist', () => {
    const paths = spans.filter((span) => /^\.?\w[\w.-]*\/\S*$|^\S+\.(?:json|md|mjs|ts|yml)$/.test(span));
    expect(paths.length).toBeGreaterThan(5);
    for (const file of paths) expect(existsSync(join(ROOT, file)), file).toBe(true);
  });

  it('names only functions of src', () => {
    for (const span of spans.filter((text) => text.endsWith('()'))) {
      const declaration = new RegExp(
        `^(?:export )?(?: +)?(?:async )?(?:function )?${span.slice(0, -2)}[(<]`,
        'm',
      );
      expect(sources, span).toMatch(declaration);
    }
  });
});

describe('docs/architecture.md', () => {
  it('lists every room of src', () => {
    const rooms = readPage('docs/architecture.md')
      .tables.get('Rooms')
      ?.flatMap(([room]) => codeSpans(room));
    expect(rooms?.toSorted()).toEqual(find('src/*/').map((room) => `${room.replace(/\/$/, '')}/`));
  });
});

describe('.ci/run', () => {
  it('names only existing scripts', () => {
    const named = Array.from(read('.ci/run').matchAll(/npm run ([\w:-]+)/g), ([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
