import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMON_INPUTS } from '../demo/scenarios.ts';
import type { GitHubRequestKind, GitHubScript } from '../fakes/github/script.ts';
import { DEMO_ACTOR } from '../fakes/github/service.ts';
import { startKindoService } from '../fakes/kindo/service.ts';
import { inputVariables } from '../fakes/runner/action-run.ts';
import { startPullRequestJob } from '../fakes/runner/pull-request-job.ts';
import { markdownTable, median, percentile } from './statistics.ts';

const PAIRS = 12;
/** What a response of GitHub takes. */
const RESPONSE_MS = 100;
const ACTION = fileURLToPath(new URL('../dist/index.js', import.meta.url));

const KINDS: readonly GitHubRequestKind[] = ['permission', 'pull', 'status', 'diff', 'files'];
const SCRIPT: GitHubScript = {
  permissions: { [DEMO_ACTOR]: { role: 'write' } },
  faults: KINDS.map((on) => ({ on, at: 'every', does: { delayMs: RESPONSE_MS } })),
};
const ROLE = { 'require-permission': 'write' };
const STATUS = { 'commit-status': 'Agent gate' };
const DIFF = { inputs: 'severity: high', 'inputs-from': 'query: pr:diff' };
const CASES: readonly (readonly [name: string, inputs: Readonly<Record<string, string>>])[] = [
  ['`require-permission`', ROLE],
  ['`commit-status`', STATUS],
  ['`require-permission`, `commit-status`', { ...ROLE, ...STATUS }],
  ['`require-permission`, `commit-status`, `pr:diff`', { ...ROLE, ...STATUS, ...DIFF }],
];

interface Start {
  /** From the spawning of the process until the service accepts the start. */
  readonly ms: number;
  /** Requests to GitHub until then. */
  readonly requests: number;
}

/** Starts one run from the event of a pull request, and stops the step as soon as the start is accepted. */
async function timeStart(inputs: Readonly<Record<string, string>>): Promise<Start> {
  const job = await startPullRequestJob(SCRIPT);
  const service = await startKindoService();
  const folder = await mkdtemp(join(tmpdir(), 'required-'));
  try {
    const files = {
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    await Promise.all(
      [files.GITHUB_OUTPUT, files.GITHUB_STATE, files.GITHUB_STEP_SUMMARY].map((file) => writeFile(file, '')),
    );
    const given = { ...COMMON_INPUTS, 'base-url': service.url, ...job.inputs, ...inputs };
    const env = { PATH: process.env.PATH, ...job.env, ...files, ...inputVariables(given) };
    return await new Promise<Start>((resolve, reject) => {
      let start: Start | null = null;
      const beganAt = performance.now();
      const child = spawn(process.execPath, [ACTION], { env, stdio: 'ignore' });
      service.onAccepted(() => {
        start = { ms: performance.now() - beganAt, requests: job.requests() };
        child.kill('SIGKILL');
      });
      child.once('error', reject);
      child.once('close', (code) => {
        if (start === null) reject(new Error(`The step has ended with ${code}, and started nothing`));
        else resolve(start);
      });
    });
  } finally {
    await Promise.all([job.close(), service.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures what a role, a commit status and the diff cost before the start, against a step with none of them; as Markdown. */
export async function measureRequired(): Promise<string> {
  const bases: Start[] = [];
  const measured = CASES.map(([name, inputs]) => ({ name, inputs, starts: [] as Start[] }));
  for (let pair = 0; pair < PAIRS; pair += 1) {
    bases.push(await timeStart({}));
    for (const { inputs, starts } of measured) starts.push(await timeStart(inputs));
  }
  const baseMs = median(bases.map(({ ms }) => ms));
  const rows = measured.map(({ name, starts }) => {
    const ratios = starts.map(({ ms }, index) => ms / (bases[index]?.ms ?? Number.NaN));
    const moreMs = median(starts.map(({ ms }, index) => ms - (bases[index]?.ms ?? Number.NaN)));
    return [
      name,
      String(median(starts.map(({ requests }) => requests))),
      `${median(starts.map(({ ms }) => ms)).toFixed(0)} ms`,
      `+${moreMs.toFixed(0)} ms`,
      `**${median(ratios).toFixed(2)}**`,
      `${percentile(ratios, 25).toFixed(2)} to ${percentile(ratios, 75).toFixed(2)}`,
    ];
  });
  const base = [
    'none of these',
    String(median(bases.map(({ requests }) => requests))),
    `${baseMs.toFixed(0)} ms`,
  ];
  return [
    `Until the service accepts the start, on the event of a pull request, if each response of GitHub takes ${RESPONSE_MS} ms; medians of ${PAIRS}, each run beside one with none of the inputs. Role and pull request are read at the same time, and no request waits for the state \`pending\`.`,
    markdownTable([
      ['inputs', 'requests to GitHub before', 'start accepted after', 'more', 'ratio', 'spread'],
      [...base, '', '1.00', ''],
      ...rows,
    ]),
  ].join('\n\n');
}
