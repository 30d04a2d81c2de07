import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../fakes/workflow-runner/job.ts';
import { combinationsOf } from '../../fakes/workflow-runner/matrix.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';

const FIXTURE: Host = {
  github: { event: { number: 7 }, event_name: 'push', ref: 'refs/heads/main' },
  secrets: { TOKEN: 'secret of this test' },
  ourInputs: () => ({}),
  cancelled: new AbortController().signal,
};

const run = (jobs: string, setup: Partial<Host> = {}) =>
  runWorkflow('test.yml', `on: push\n${jobs}`, { ...FIXTURE, ...setup });

describe.concurrent('the host runner', () => {
  it('continues after a failure only if the condition allows it', async () => {
    const { jobs, results } = await run(`
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - id: allowed
        run: exit 3
        continue-on-error: true
      - id: after
        if: steps.allowed.outcome == 'failure' && steps.allowed.conclusion == 'success'
        run: echo after
      - id: broken
        run: exit 1
      - id: not-run
        run: echo never
      - id: failed
        if: failure()
        run: echo failed
      - id: last
        if: always() && steps.not-run.outcome == 'skipped'
        run: echo last
      - id: cancelled
        if: cancelled()
        run: echo never
`);
    expect(results).toEqual({ one: 'failure' });
    expect(jobs[0]?.steps.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'allowed failure',
      'after success',
      'broken failure',
      'not-run skipped',
      'failed success',
      'last success',
      'cancelled skipped',
    ]);
  });

  it('hands outputs and variables from step to step and from job to job', async () => {
    const { jobs } = await run(`
env:
  WHO: workflow
jobs:
  first:
    runs-on: ubuntu-latest
    env:
      WHAT: job of \${{ github.ref }}
    outputs:
      word: \${{ steps.make.outputs.word }}
    steps:
      - id: make
        env:
          GIVEN: \${{ secrets.TOKEN }}
        run: |
          echo "word=$WHO, $WHAT, $(printf %s "$GIVEN" | wc -c)" >> "$GITHUB_OUTPUT"
          echo "LATER=kept" >> "$GITHUB_ENV"
          echo "summed up" >> "$GITHUB_STEP_SUMMARY"
      - run: echo "$LATER \${{ env.LATER }}"
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "\${{ needs.first.result }}: \${{ needs.first.outputs.word }}"
`);
    const [first, second] = jobs;
    expect(first?.steps.map(({ lines, summary }) => [lines, summary])).toEqual([
      [[], 'summed up\n'],
      [['kept kept'], ''],
    ]);
    expect(second?.steps[0]?.lines).toEqual(['success: workflow, job of refs/heads/main, 19']);
  });

  it('drops an output of a job that contains a secret', async () => {
    const { jobs } = await run(`
jobs:
  first:
    runs-on: ubuntu-latest
    outputs:
      leaked: \${{ steps.make.outputs.leaked }}
    steps:
      - id: make
        env:
          GIVEN: \${{ secrets.TOKEN }}
        run: echo "leaked=<$GIVEN>" >> "$GITHUB_OUTPUT"
`);
    expect(jobs[0]?.steps[0]?.outputs).toEqual({ leaked: '<secret of this test>' });
    expect(jobs[0]?.outputs).toEqual({ leaked: '' });
  });

  it('passes a failure in a pipe only with shell: bash', async () => {
    const { jobs } = await run(`
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: exit 1 | cat
      - shell: bash
        run: exit 1 | cat
`);
    expect(jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
  });

  it('finds commands in a folder that an earlier step adds to the path', async () => {
    const { results } = await run(`
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: |
          mkdir tools
          printf '#!/bin/sh\\necho found\\n' > tools/of-this-test
          chmod +x tools/of-this-test
          echo "$PWD/tools" >> "$GITHUB_PATH"
      - run: test "$(of-this-test)" = found
`);
    expect(results).toEqual({ one: 'success' });
  });

  it('skips a job whose needs have failed, unless it runs always', async () => {
    const { results } = await run(`
jobs:
  last:
    needs: [broken, skipped]
    if: always() && needs.broken.result == 'failure' && needs.skipped.result == 'skipped'
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
  skipped:
    needs: broken
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
  broken:
    runs-on: ubuntu-latest
    steps:
      - run: exit 1
`);
    expect(results).toEqual({ last: 'success', skipped: 'skipped', broken: 'failure' });
  });

  it('runs every leg of a matrix, and keeps the outputs of each', async () => {
    const { jobs, results } = await run(`
jobs:
  legs:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        name: [a, b]
    outputs:
      a: \${{ steps.one.outputs.a }}
      b: \${{ steps.one.outputs.b }}
    steps:
      - id: one
        run: echo "\${{ matrix.name }}=leg \${{ matrix.name }}" >> "$GITHUB_OUTPUT"
  sum:
    needs: legs
    runs-on: ubuntu-latest
    steps:
      - run: echo '\${{ toJSON(needs.legs.outputs) }}'
`);
    expect(results).toEqual({ legs: 'success', sum: 'success' });
    const sum = jobs.find(({ id }) => id === 'sum');
    expect(JSON.parse(sum?.steps[0]?.lines.join('\n') ?? '')).toEqual({ a: 'leg a', b: 'leg b' });
  });

  it('cancels the other legs of a matrix when one fails', async () => {
    const { jobs, results } = await run(`
jobs:
  legs:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        take: [0, 600]
    steps:
      - run: |
          test \${{ matrix.take }} != 0
          exec sleep \${{ matrix.take }}
`);
    expect(jobs.map(({ result }) => result)).toEqual(['failure', 'cancelled']);
    expect(results).toEqual({ legs: 'failure' });
  });

  it('skips a job if an indirect dependency was skipped, although the direct one ran', async () => {
    const { results } = await run(`
jobs:
  first:
    if: false
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
  between:
    needs: first
    if: always()
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
  last:
    needs: between
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
`);
    expect(results).toEqual({ first: 'skipped', between: 'success', last: 'skipped' });
  });

  it('builds a matrix from an output', async () => {
    const { jobs } = await run(`
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs:
      names: \${{ steps.list.outputs.names }}
    steps:
      - id: list
        run: echo 'names=["a","b"]' >> "$GITHUB_OUTPUT"
  legs:
    needs: plan
    runs-on: ubuntu-latest
    strategy:
      matrix:
        name: \${{ fromJSON(needs.plan.outputs.names) }}
    steps:
      - run: exit 0
`);
    expect(jobs.map(({ name }) => name)).toEqual(['plan', 'legs (a)', 'legs (b)']);
  });

  it('reports other actions, and their inputs', async () => {
    const others: object[] = [];
    await run(
      `
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/upload-artifact@v4
        with:
          name: \${{ github.event.number }}
`,
      { onOther: (other) => void others.push(other) },
    );
    expect(others).toEqual([{ uses: 'actions/upload-artifact@v4', with: { name: '7' } }]);
  });

  it.for([
    [
      'is not pinned by a commit',
      'actions/upload-artifact@v4',
      'is not pinned by a commit SHA. npm run workflow requires it',
    ],
    [
      'is not known here',
      'other/action@08c6903cd8c0fde910a37f88322edcfb5dd907a8',
      'cannot play other/action',
    ],
  ])('fails a step whose action %s', async ([, uses, message]) => {
    const { jobs, results } = await run(
      `jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n`,
    );
    expect(results).toEqual({ one: 'failure' });
    expect(jobs[0]?.steps[0]?.lines.join()).toContain(message);
  });

  it('ends the running step when the workflow is cancelled, and still runs steps with always()', async () => {
    const controller = new AbortController();
    const folder = mkdtempSync(join(tmpdir(), 'mark-'));
    const mark = join(folder, 'mark');
    const cancelling = run(
      `
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444
      - id: waits
        run: echo waiting > ${JSON.stringify(mark)}; exec sleep 600
      - id: next
        run: echo never
      - id: told
        if: cancelled()
        run: echo told
`,
      { cancelled: controller.signal },
    );
    await expect.poll(() => existsSync(mark)).toBe(true);
    controller.abort();
    const { jobs, results } = await cancelling;
    rmSync(folder, { recursive: true });
    expect(results).toEqual({ one: 'cancelled' });
    expect(jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual([
      'success',
      'failure',
      'skipped',
      'success',
    ]);
  });

  it("refuses a file that GitHub's parser refuses", async () => {
    await expect(run('jobs:\n  one:\n    runs-on: ubuntu-latest\n    stepz: []\n')).rejects.toThrow(/stepz/);
  });
});

describe('a matrix', () => {
  it('has every combination, without those that are excluded', () => {
    expect(combinationsOf({ a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1, b: 'y' }] })).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });

  it('includes into those that fit, and adds what fits none', () => {
    expect(combinationsOf({ a: [1, 2], include: [{ a: 1, extra: true }, { all: 'yes' }, { a: 3 }] })).toEqual(
      [{ a: 1, extra: true, all: 'yes' }, { a: 2, all: 'yes' }, { a: 3 }],
    );
  });

  it('may be a list only', () => {
    expect(combinationsOf({ include: [{ a: 1 }, { a: 2 }] })).toEqual([{ a: 1 }, { a: 2 }]);
  });
});
