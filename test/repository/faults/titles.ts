import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The title of a test, or of a table of tests, as its source has it. */
export interface Title {
  /** The path of its file below test/. */
  readonly file: string;
  /** Of a template, an expression is an ellipsis. */
  readonly text: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TAG = / \[([FBT]\d+(?: [FBT]\d+)*)\]$/;

/** The ids at the end of a title, as in `retries a 503 until the deadline [F23 F24]`. */
export function idsOf({ text }: Title): string[] {
  return TAG.exec(text)?.[1]?.split(' ') ?? [];
}

/** The titles of all tests, sorted by file. */
export function readTitles(): Title[] {
  const files = globSync('**/*.test.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  return files.toSorted().flatMap((file) => titlesIn(file, readFileSync(join(ROOT, file), 'utf8')));
}

/** The titles of the tests in a source. */
export function titlesIn(file: string, source: string): Title[] {
  const titles: Title[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && isTest(node.expression))
      titles.push(...node.arguments.slice(0, 1).map((title) => ({ file, text: textOf(title) })));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return titles;
}

/** True for `it`, and for `it.each(...)` and `it.for(...)`, which are called once more. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it';
  return (
    ts.isCallExpression(callee) &&
    ts.isPropertyAccessExpression(callee.expression) &&
    isTest(callee.expression.expression) &&
    ['each', 'for'].includes(callee.expression.name.text)
  );
}

function textOf(title: ts.Expression): string {
  if (ts.isStringLiteralLike(title)) return title.text;
  if (!ts.isTemplateExpression(title)) return '';
  return title.head.text + title.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
