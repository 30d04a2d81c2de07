import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMON_INPUTS } from '../demo/scenarios.ts';
import { largePull } from '../fakes/github/data.ts';
import { generatedAgent } from '../fakes/kindo/data.ts';
import { DEMO_RUN, type ServiceScript, startKindoService } from '../fakes/kindo/service.ts';
import { inputVariables } from '../fakes/runner/action-run.ts';
import { startPullRequestJob } from '../fakes/runner/pull-request-job.ts';
import { type Cost, runNode } from './child.ts';
import type { Section } from './section.ts';
import { markdownTable, median } from './statistics.ts';

const REPEATS = 5;
const MEGABYTE = 1_000_000;
const ACTION = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const POLLING = fileURLToPath(new URL('polling.ts', import.meta.url));

/** Work of one kind in several sizes. */
interface Series {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly label: (size: number) => string;
  readonly run: (size: number) => Promise<Cost>;
}

async function runAction(
  script: ServiceScript,
  inputs: Readonly<Record<string, string>>,
  exitCode = 0,
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const service = await startKindoService(script);
  const folder = await mkdtemp(join(tmpdir(), 'growth-'));
  try {
    const files = {
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    await Promise.all([writeFile(files.GITHUB_OUTPUT, ''), writeFile(files.GITHUB_STEP_SUMMARY, '')]);
    const variables = inputVariables({
      ...COMMON_INPUTS,
      ...WITHOUT_VERDICTS,
      'base-url': service.url,
      ...inputs,
    });
    const cost = await runNode([ACTION], { ...env, ...files, ...variables, GITHUB_EVENT_NAME: 'push' });
    // A step that ends otherwise has not done the work that is measured.
    if (cost.exitCode !== exitCode) throw new Error(`The step has ended with ${cost.exitCode}`);
    return cost;
  } finally {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const QUICK = { ...DEMO_RUN, takesMs: 0, evals: null };
// Such a run has no verdicts, and a step that requires them would fail.
const WITHOUT_VERDICTS = { 'require-evals': 'false' };
// Lines of prose, some of them with quotes and letters beyond ASCII, as an agent writes them.
const PROSE = 'The scan looked at 214 dependencies — "lodash" among them — and found nothing to object to.\n';

/** A log of about 400 bytes for each result. */
function sarifLog(size: number): string {
  const rules = Array.from({ length: 100 }, (_, index) => ({
    id: `rule-${index}`,
    shortDescription: { text: `Rule ${index}` },
    help: { text: PROSE.trim() },
    defaultConfiguration: { level: 'warning' },
  }));
  const results = Array.from({ length: size }, (_, index) => ({
    ruleId: `rule-${index % 100}`,
    ruleIndex: index % 100,
    message: { text: `${PROSE}${PROSE}`.trim() },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/file-${index % 500}.ts`, uriBaseId: '%SRCROOT%' },
          region: { startLine: index + 1 },
        },
      },
    ],
  }));
  return JSON.stringify({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Agent', rules } }, results }],
  });
}

const SERIES: readonly Series[] = [
  {
    name: 'result',
    sizes: [1, 4, 16],
    label: (size) => `${size} MB`,
    // Its length as text within the JSON of the response, of which the action reads at most 16 MiB.
    run: (size) => {
      const escaped = Buffer.byteLength(JSON.stringify(JSON.stringify(PROSE))) - '"\\"\\""'.length;
      const message = PROSE.repeat(Math.floor((size * MEGABYTE) / escaped));
      return runAction({ run: { ...QUICK, message } }, {});
    },
  },
  {
    name: 'findings',
    sizes: [2500, 25_000],
    label: String,
    run: (size) => {
      const findings = Array.from({ length: size }, (_, index) => ({
        level: 'warning',
        rule: `rule-${index % 100}`,
        message: PROSE.trim(),
        path: `src/file-${index % 500}.ts`,
        line: index + 1,
      }));
      return runAction({ run: { ...QUICK, message: JSON.stringify({ findings }) } }, {});
    },
  },
  {
    name: 'findings as SARIF',
    sizes: [2500, 25_000],
    label: (size) => `${size} (${(Buffer.byteLength(sarifLog(size)) / MEGABYTE).toFixed(0)} MB)`,
    run: (size) => runAction({ run: { ...QUICK, message: sarifLog(size) } }, {}),
  },
  {
    name: 'eval steps',
    sizes: [100, 1000],
    label: String,
    run: (size) => {
      const steps = Array.from({ length: size }, (_, index) => ({
        name: `Step ${index + 1}`,
        result: index % 10 === 0 ? 'fail' : 'pass',
        explanation: PROSE.trim(),
      }));
      return runAction({ run: { ...QUICK, evals: { pendingMs: 0, result: 'fail', steps } } }, {}, 1);
    },
  },
  {
    name: 'agents in the list, by name',
    sizes: [50, 500],
    label: String,
    run: (size) =>
      runAction(
        { run: QUICK, totalAgents: size },
        { 'agent-id': 'none', 'agent-name': generatedAgent(size).name, inputs: '' },
      ),
  },
  {
    name: 'changed files, and a lockfile of 40,000 lines that diff-paths excludes',
    sizes: [725, 2900],
    label: String,
    run: async (size) => {
      const job = await startPullRequestJob({ pull: largePull(size) });
      try {
        const inputs = { inputs: '', 'inputs-from': 'query: pr:diff', 'diff-paths': '!**/package-lock.json' };
        return await runAction({ run: QUICK }, { ...job.inputs, ...inputs }, 0, job.env);
      } finally {
        await job.close();
      }
    },
  },
  {
    name: 'hours of polling',
    sizes: [1, 10],
    label: String,
    run: (size) => runNode([POLLING, String(size)]),
  },
];

interface Point {
  readonly size: number;
  readonly cpuMs: number;
  readonly peakMib: number;
}

function seconds({ cpuMs }: Point): string {
  return (cpuMs / 1000).toFixed(1);
}

async function measure(series: Series): Promise<Point[]> {
  const costs = new Map<number, Cost[]>(series.sizes.map((size) => [size, []]));
  // Size after size and all over again, so that what else the machine does falls on all of them.
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const size of series.sizes) costs.get(size)?.push(await series.run(size));
  }
  return series.sizes.map((size) => {
    const all = costs.get(size) ?? [];
    return {
      size,
      cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
      peakMib: median(all.map(({ peakMib }) => peakMib)),
    };
  });
}

/** The power of the size that the cost beyond that of the smallest work grows with, between the two largest sizes. */
function exponent(points: readonly Point[], base: number, costOf: (point: Point) => number): string {
  const [smaller, larger] = points.slice(-2);
  if (smaller === undefined || larger === undefined) return '';
  const grown = Math.max(1, costOf(larger) - base) / Math.max(1, costOf(smaller) - base);
  return (Math.log(grown) / Math.log(larger.size / smaller.size)).toFixed(2);
}

/**
 * Measures how a step's cost grows with its work.
 *
 * @param only a part of the names of the series to measure; null for all of them
 */
export async function reportGrowth(only: string | null = null): Promise<Section> {
  const chosen = SERIES.filter(({ name }) => only === null || name.includes(only));
  if (chosen.length === 0)
    throw new Error(`No series is named "${only}": ${SERIES.map(({ name }) => name).join('; ')}`);
  const base = await measure({
    name: 'the smallest work',
    sizes: [1],
    label: String,
    run: () => runAction({ run: QUICK }, {}),
  });
  const [smallest = { size: 1, cpuMs: 0, peakMib: 0 }] = base;
  const rows: string[][] = [
    [
      'the smallest step',
      '',
      `${smallest.cpuMs.toFixed(0)} ms`,
      `${smallest.peakMib.toFixed(0)} MiB`,
      '',
      '',
    ],
  ];
  let short = `The smallest step takes ${seconds(smallest)} s of processor time and ${smallest.peakMib.toFixed(0)} MiB`;
  for (const series of chosen) {
    const points = await measure(series);
    const largest = points.at(-1);
    if (series.name === 'result' && largest !== undefined)
      short += `, one with a result of ${series.label(largest.size)} ${seconds(largest)} s and ${largest.peakMib.toFixed(0)} MiB.`;
    points.forEach((point, index) => {
      const isLast = index === points.length - 1;
      rows.push([
        series.name,
        series.label(point.size),
        `${point.cpuMs.toFixed(0)} ms`,
        `${point.peakMib.toFixed(0)} MiB`,
        isLast ? exponent(points, smallest.cpuMs, ({ cpuMs }) => cpuMs) : '',
        isLast ? exponent(points, smallest.peakMib, ({ peakMib }) => peakMib) : '',
      ]);
    });
  }
  const text = [
    `The processor time and the most memory of a whole step as its work grows, medians of ${REPEATS}; the exponent is the power of the size that they grow with beyond the smallest step, between the two largest sizes.`,
    markdownTable([['work', 'size', 'time', 'memory', 'exponent of time', 'of memory'], ...rows]),
  ].join('\n\n');
  return { short, text };
}
