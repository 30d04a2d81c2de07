import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What a file of tests holds, read from its source. */
export interface TestFile {
  /** As they are written; of a template, what is filled in is an ellipsis. */
  readonly titles: ReadonlySet<string>;
  /** Every text, number and name of a field in the file, and in those of test/ and demo/ that it imports: among them its cases. */
  readonly literals: ReadonlySet<string>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const UNIT = /^unit\//;
const ENDING = /(?:\.process)?\.test\.ts$/;

/** All files of tests, by their path below test/ or test/unit/ without its ending. */
export function testFiles(): ReadonlyMap<string, TestFile> {
  const files = globSync('**/*.test.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  return new Map(files.map((file) => [file.replace(UNIT, '').replace(ENDING, ''), readTestFile(file)]));
}

function readTestFile(file: string): TestFile {
  const own = literalsAndTitles(file);
  const imported = own.imports.flatMap((path) => [...literalsAndTitles(path).literals]);
  return { titles: new Set(own.titles), literals: new Set([...own.literals, ...imported]) };
}

function literalsAndTitles(file: string) {
  const titles: string[] = [];
  const literals: string[] = [];
  const imports: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) literals.push(node.text);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) literals.push(node.name.text);
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const path = normalize(join(dirname(file), node.moduleSpecifier.text));
      if (node.moduleSpecifier.text.startsWith('.') && !path.startsWith(join('..', 'src')))
        imports.push(path);
    }
    if (ts.isCallExpression(node) && isTest(node.expression))
      titles.push(...node.arguments.slice(0, 1).map(textOf));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest));
  return { titles, literals, imports };
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
