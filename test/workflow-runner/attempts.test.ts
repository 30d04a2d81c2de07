import { describe, expect, it } from 'vitest';
import { requiredChecks } from '../../fakes/workflow-runner/checks.ts';
import { KeptFiles } from '../../fakes/workflow-runner/kept-files.ts';
import { rerunWorkflow, runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { scriptJob, setupWith } from './setup.ts';

const UPLOAD = `
      - if: always()
        uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a
        with:
          name: attempt
          path: attempt.txt`;

const TEXT = `
on: push
jobs:
  good:${scriptJob('echo "good in $GITHUB_RUN_ATTEMPT"')}
  legs:
    name: Leg \${{ matrix.leg }}
    strategy:
      fail-fast: false
      matrix:
        leg: [1, 2]${scriptJob('test "$GITHUB_RUN_ATTEMPT" -ge ${{ matrix.leg }}')}
  writes:${scriptJob('echo "$GITHUB_RUN_ATTEMPT" > attempt.txt')}${UPLOAD}
  sum:
    name: Sum of attempt
    needs: [good, legs]
    if: always()${scriptJob('echo "${{ github.run_attempt }} ${{ github.actor }} ${{ github.triggering_actor }}"\ntest ${{ needs.legs.result }} = success')}`;

describe.concurrent('a further attempt', () => {
  async function attempts(failedOnly: boolean) {
    const kept = new KeptFiles();
    const setup = setupWith({ kept });
    const github = { ...setup.github, actor: 'octocat', run_id: '42' };
    const first = await runWorkflow('a.yml', TEXT, { ...setup, github });
    const how = { failedOnly, triggeringActor: 'hubot' };
    return { first, second: await rerunWorkflow('a.yml', TEXT, { ...setup, github }, first, how), kept };
  }

  it('of failed jobs repeats the failed legs and their dependents, and keeps the rest', async () => {
    const { first, second } = await attempts(true);
    expect(first.results).toEqual({ good: 'success', legs: 'failure', writes: 'success', sum: 'failure' });
    expect(second.attempt).toBe(2);
    expect(second.results).toEqual({ good: 'success', legs: 'success', writes: 'success', sum: 'success' });
    const lines = (id: string) => second.jobs.find((job) => job.id === id)?.steps[0]?.lines;
    expect(lines('good')).toEqual(['good in 1']);
    expect(lines('sum')).toEqual(['2 octocat hubot']);
  });

  it('of all jobs repeats every job', async () => {
    const { second } = await attempts(false);
    expect(second.jobs[0]?.steps[0]?.lines).toEqual(['good in 2']);
  });

  it('replaces the artifacts of the first', async () => {
    const { kept } = await attempts(false);
    expect(kept.artifactsOf('42').get('attempt')?.get('attempt.txt')?.toString()).toBe('2\n');
  });

  it('decides the required checks', async () => {
    const { first, second } = await attempts(true);
    expect(requiredChecks(['Leg 2', 'Sum of attempt'], first)).toEqual({
      'Leg 2': 'red',
      'Sum of attempt': 'red',
    });
    expect(requiredChecks(['Leg 2', 'Sum of attempt', 'none'], first, second)).toEqual({
      'Leg 2': 'green',
      'Sum of attempt': 'green',
      none: 'pending',
    });
  });
});
