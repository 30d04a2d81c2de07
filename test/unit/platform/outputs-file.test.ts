import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFileCommands } from '../../../fakes/runner/commands.ts';
import { loadRunner } from '../../../src/platform/runner.ts';
import { OUTPUT_NAMES } from '../../../src/report/outputs.ts';
import { cases } from '../../support/cases.ts';
import { hostileText } from '../../support/hostile-text.ts';

const WINDOWS = process.platform === 'win32';

const named = fc.constantFrom(...OUTPUT_NAMES);
/** What could pass for the end of a block, or for another output. */
const value = fc.oneof(
  hostileText,
  fc
    .array(
      fc.constantFrom(
        'outcome=passed',
        'outcome<<EOF',
        'EOF',
        'ghadelimiter_',
        '\n',
        '\r\n',
        'passed',
        '<<',
        '=',
      ),
    )
    .map((pieces) => pieces.join('')),
);

const runner = await loadRunner(process.env);

describe('the file of outputs', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    path = join(folder, 'output');
    vi.stubEnv('GITHUB_OUTPUT', path);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  function write(outputs: readonly (readonly [string, string])[]): Buffer {
    writeFileSync(path, '');
    for (const [name, text] of outputs) runner.setOutput(name, text);
    return readFileSync(path);
  }

  it('contains for the runner exactly the outputs that were set, whatever their values [F106 F123 T3]', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(named, value), { maxLength: 6 }), (outputs) => {
        const wellFormed = outputs.map(([name, text]) => [name, text.toWellFormed()] as const);
        expect(readFileCommands(write(wellFormed).toString(), WINDOWS)).toEqual({
          values: Object.fromEntries(wellFormed),
          fault: null,
        });
      }),
      cases(120),
    );
  });

  it('contains only complete outputs that were set, if it is cut at any byte [F116]', () => {
    const outputs = [
      ['outcome', 'abandoned'],
      ['result', 'a\noutcome=passed\noutcome<<EOF\npassed\nEOF\nü'],
      ['outcome', 'run-failed'],
    ] as const;
    const file = write(outputs);
    for (let end = 0; end <= file.length; end += 1) {
      const { values } = readFileCommands(file.subarray(0, end).toString(), WINDOWS);
      expect([undefined, 'abandoned', 'run-failed']).toContain(values.outcome);
      expect([undefined, outputs[1][1]]).toContain(values.result);
      expect(Object.keys(values).filter((name) => !['outcome', 'result'].includes(name))).toEqual([]);
    }
  });
});
