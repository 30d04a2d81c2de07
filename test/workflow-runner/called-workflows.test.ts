import { describe, expect, it } from 'vitest';
import { requiredChecks } from '../../fakes/workflow-runner/checks.ts';
import { EVENT_PULL, pullRequestEvent } from '../../fakes/workflow-runner/events.ts';
import type { Host } from '../../fakes/workflow-runner/job.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { scriptJob, setupWith } from './setup.ts';

const GATE = `
on:
  workflow_call:
    inputs:
      agent:
        type: string
        required: true
      strict:
        type: boolean
        default: true
    secrets:
      key:
        required: true
    outputs:
      outcome:
        value: \${{ jobs.judge.outputs.outcome }}
permissions:
  contents: read
jobs:
  judge:
    name: Judge by \${{ inputs.agent }}
    outputs:
      outcome: \${{ steps.script.outputs.outcome }}${scriptJob(
        'echo "$AGENT $STRICT ${#KEY} $OTHER"\necho "outcome=passed" >> "$GITHUB_OUTPUT"\nexit "$CODE"',
        `
    env:
      AGENT: \${{ inputs.agent }}
      STRICT: \${{ inputs.strict }}
      KEY: \${{ secrets.key }}
      OTHER: \${{ secrets.OTHER }}
      CODE: \${{ vars.CODE || 0 }}`,
      )}
  extra:
    if: false${scriptJob('exit 1')}`;

const caller = (more = '') => `
on: push
jobs:
  gate:
    uses: octo-org/gates/.github/workflows/gate.yml@08c6903cd8c0fde910a37f88322edcfb5dd907a8
    with:
      agent: security
    secrets:
      key: \${{ secrets.KEY }}${more}
  after:
    needs: gate${scriptJob('echo "${{ needs.gate.result }}: ${{ needs.gate.outputs.outcome }}"')}`;

const run = (text: string, changes: Partial<Host> = {}, gate = GATE) =>
  runWorkflow(
    'caller.yml',
    text,
    setupWith({
      secrets: { KEY: 'four', OTHER: 'not given' },
      readCalled: (uses) => (uses.includes('/gate.yml@') ? gate : null),
      ...changes,
    }),
  );

describe.concurrent('a called workflow', () => {
  it('gets typed inputs and only the secrets that the job names, and returns outputs', async () => {
    const { jobs, results } = await run(caller());
    expect(jobs.map(({ id, steps }) => [id, steps[0]?.lines])).toEqual([
      ['gate/judge', ['security true 4 ']],
      ['after', ['success: passed']],
    ]);
    expect(results).toEqual({ gate: 'success', after: 'success' });
  });

  it('gets all secrets if the job inherits them', async () => {
    const text = caller().replace(/secrets:\n.*\n/, 'secrets: inherit\n');
    const { jobs } = await run(text, {}, GATE.replace('secrets.key', 'secrets.KEY'));
    expect(jobs[0]?.steps[0]?.lines).toEqual(['security true 4 not given']);
  });

  it('reports checks under the name of the calling job', async () => {
    const { checks } = await run(caller());
    expect(checks).toEqual([
      { name: 'gate / Judge by security', conclusion: 'success' },
      { name: 'gate / extra', conclusion: 'skipped' },
      { name: 'after', conclusion: 'success' },
    ]);
  });

  it('may only read in a pull request of a fork, like its caller', async () => {
    const gate = GATE.replace('contents: read', 'contents: write');
    const text = caller().replace('on: push', 'on: pull_request\npermissions:\n  contents: write');
    const github = pullRequestEvent('opened', { ...EVENT_PULL, headRepository: 'stranger/octo-repo' });
    const { jobs } = await run(text, { github }, gate);
    expect(jobs.map(({ permissions }) => permissions)).toEqual([{ contents: 'read' }, { contents: 'read' }]);
  });

  it('fails the calling job if one of its jobs fails', async () => {
    const { results, checks } = await run(caller(), { vars: { CODE: '3' } });
    expect(results).toEqual({ gate: 'failure', after: 'skipped' });
    expect(requiredChecks(['gate / Judge by security', 'after', 'gate'], { checks })).toEqual({
      'gate / Judge by security': 'red',
      after: 'green',
      gate: 'pending',
    });
  });

  it('is skipped if all its jobs are skipped', async () => {
    const { results } = await run(
      caller(),
      {},
      GATE.replace('    name: Judge', '    if: false\n    name: Judge'),
    );
    expect(results).toEqual({ gate: 'skipped', after: 'skipped' });
  });

  it.for([
    [
      'a missing required input',
      caller().replace('with:\n      agent: security\n    ', ''),
      'Input agent is required.',
    ],
    [
      'an undeclared input',
      caller().replace('agent: security', 'agent: a\n      other: b'),
      'no input other',
    ],
    [
      'a value of another type',
      caller().replace('agent: security', 'agent: a\n      strict: perhaps'),
      'not a boolean',
    ],
    ['a missing required secret', caller().replace(/secrets:\n.*\n/, '\n'), 'requires the secret key'],
    ['an undeclared secret', caller('\n      other: a'), 'declares no secret other'],
    ['an unknown file', caller().replace('gate.yml', 'none.yml'), 'There is no workflow'],
    ['more permissions than the caller has', caller('\n    permissions: {}'), 'requests contents: read'],
  ] as const)('is refused with %s', async ([, text, message]) => {
    await expect(run(text)).rejects.toThrow(message);
  });

  it('is refused without the trigger', async () => {
    await expect(run(caller(), {}, `on:\n  push:\njobs:\n  one:${scriptJob('exit 0')}`)).rejects.toThrow(
      'has no trigger workflow_call',
    );
  });
});
