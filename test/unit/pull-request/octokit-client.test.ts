import { expect, it, vi } from 'vitest';
import { useSetups } from './setup.ts';

const newSetup = useSetups();

// Alone in its file: the library keeps the functions of the console that it finds when it is loaded.
it('writes nothing to the console if an endpoint is deprecated', async () => {
  const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;
  const written = methods.map((method) => vi.spyOn(console, method).mockReturnValue());
  const headers = { deprecation: 'true', sunset: 'soon', link: '<https://x>; rel="deprecation"' };
  const body = { base: { sha: 'a'.repeat(40) }, head: { sha: 'b'.repeat(40) } };
  const { github } = await newSetup({ faults: [{ on: 'pull', does: { status: 200, headers, body } }] });
  const limits = { timeoutMs: 30_000, signal: new AbortController().signal };
  expect((await github.getCommits(17, limits)).changedFiles).toBeNull();
  for (const method of written) {
    expect(method).not.toHaveBeenCalled();
    method.mockRestore();
  }
});
