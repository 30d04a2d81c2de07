import { describe, expect, it } from 'vitest';
import { type Performance, play } from '../../demo/play.ts';
import { COMMON_INPUTS, scenarios } from '../../demo/scenarios.ts';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES } from '../../src/domain.ts';
import { anyName, commandsIn } from '../support/runner-commands.ts';

const LONGEST_SHOWN = 6000;

/** Everything that a step leaves behind, without what differs from one time to the next. */
function transcript({ lines, outputs, summary, exitCode, starts }: Performance): string {
  const shown = Object.entries(outputs).map(([name, value]) => `${name}: ${shorten(steady(value))}`);
  const parts = [
    ['log', steady(lines.join('\n'))],
    ['outputs', shown.join('\n')],
    ['summary', shorten(steady(summary))],
    ['end', `exit code ${exitCode}, start requests ${starts}`],
  ];
  return parts.map(([title, text]) => `=== ${title} ===\n${text}\n`).join('\n');
}

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… and more` : text;
}

function steady(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\S*\/runner-\w+\/run-kindo-agent-\w+/g, 'RUNNER_TEMP/run-kindo-agent-XXXXXX')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/\(\d+s elapsed\)/g, '(Ns elapsed)');
}

// What the action asks of the runner, and nothing else does.
const OWN_COMMANDS = ['add-mask', 'group', 'endgroup', 'error', 'warning'];

/** Where the key could have leaked to: everything but the command that has the runner mask it. */
function everythingVisible({ lines, outputs, summary, files }: Performance): string {
  const log = lines.filter((line) => !line.startsWith('::add-mask::'));
  return JSON.stringify([log, outputs, summary, files]);
}

describe.concurrent('the bundled action', () => {
  for (const [name, scenario] of Object.entries(scenarios())) {
    const { outcome, exitCode, starts = 1 } = scenario;
    it(`ends with ${outcome || 'no outputs'} and exit code ${exitCode} in scenario ${name}`, async ({
      expect,
    }) => {
      const result = await play(scenario);

      expect(result.outputs.outcome ?? '').toBe(outcome);
      expect(result.exitCode).toBe(exitCode);
      expect(result.starts).toBe(starts);
      expect(everythingVisible(result)).not.toContain(COMMON_INPUTS['api-key']);
      const [written, complained] = result.printed;
      const commands = commandsIn(written, anyName);
      expect(commands.filter((command) => !OWN_COMMANDS.includes(command.name))).toEqual([]);
      expect(commands.filter(({ name }) => ['error', 'warning'].includes(name))).toHaveLength(
        outcome === 'passed' ? 0 : 1,
      );
      expect(commandsIn(complained, anyName)).toEqual([]);
      expect(Buffer.byteLength(result.summary)).toBeLessThan(900 * 1024);
      await expect(transcript(result)).toMatchFileSnapshot(`transcripts/${name}.txt`);
    });
  }

  it('has a scenario for every outcome that Kindo can reach', () => {
    const reached = new Set(Object.values(scenarios()).map(({ outcome }) => outcome || 'internal-error'));
    const all: string[] = [...FAULT_OUTCOMES, ...CLEAN_OUTCOMES];
    expect(all.filter((outcome) => !reached.has(outcome))).toEqual(['needs-input']);
  });
});
