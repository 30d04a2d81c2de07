import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** The titles of all tests, by their file below test/. A title that is filled in is as it is written. */
export function testTitles(): ReadonlyMap<string, ReadonlySet<string>> {
  const root = new URL('../', import.meta.url);
  const files = globSync('**/*.test.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  return new Map(files.map((file) => [file, titlesIn(readFileSync(new URL(file, root), 'utf8'))]));
}

function titlesIn(source: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      if (title !== undefined) titles.add(textOf(title));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest));
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
