import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputVariables } from '../demo/action-run.ts';
import { COMMON_INPUTS } from '../demo/scenarios.ts';
import { PEER_FLOOR_MS, PEER_STARTS, PEER_STARTS_DATE } from './peers.ts';
import type { Section } from './section.ts';
import { markdownTable, median, percentile } from './statistics.ts';

const PAIRS = 30;
const ACTION = fileURLToPath(new URL('../dist/index.js', import.meta.url));

interface Moments {
  /** Milliseconds from the spawning of the process to the arrival of its first request; NaN where there was none. */
  readonly firstRequestMs: number;
  readonly endMs: number;
}

/** A server that notes when the next request arrives, and answers every one with 404. */
async function listen() {
  let arrivedAt = Number.NaN;
  const server = createServer((_request, response) => {
    if (Number.isNaN(arrivedAt)) arrivedAt = performance.now();
    response.writeHead(404, { 'content-type': 'application/json', connection: 'close' });
    response.end('{"error":"Not found","message":"Nothing is here."}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  async function time(
    nodeArguments: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Moments> {
    arrivedAt = Number.NaN;
    const beganAt = performance.now();
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, nodeArguments, {
        env: { PATH: process.env.PATH, ...env },
        stdio: 'ignore',
      });
      child.once('error', reject);
      child.once('close', () => resolve());
    });
    return { firstRequestMs: arrivedAt - beganAt, endMs: performance.now() - beganAt };
  }

  return { url: `http://127.0.0.1:${port}`, time, close: () => server.close() };
}

interface Pairs {
  readonly name: string;
  readonly base: string;
  readonly bases: number[];
  readonly values: number[];
}

function ratiosOf({ bases, values }: Pairs): number[] {
  return values.map((value, index) => value / (bases[index] ?? Number.NaN));
}

function row(pairs: Pairs): string[] {
  const { name, base, bases, values } = pairs;
  const ratios = ratiosOf(pairs);
  const spread = `${percentile(ratios, 25).toFixed(2)} to ${percentile(ratios, 75).toFixed(2)}`;
  return [
    name,
    `${median(values).toFixed(0)} ms`,
    base,
    `${median(bases).toFixed(0)} ms`,
    `**${median(ratios).toFixed(2)}**`,
    spread,
  ];
}

/** Measures the start of a step. */
export async function reportStart(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const server = await listen();
  try {
    const files = {
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    await Promise.all([writeFile(files.GITHUB_OUTPUT, ''), writeFile(files.GITHUB_STEP_SUMMARY, '')]);
    const envOf = async (inputs: Readonly<Record<string, string>>) => ({
      ...files,
      ...(await inputVariables(inputs)),
    });
    const common = { ...COMMON_INPUTS, 'base-url': server.url };
    const withInputs = await envOf(common);
    const withoutInputs = await envOf({ ...common, inputs: '' });
    const withoutKey = await envOf({ ...common, 'api-key': '' });

    const bareFetch = 'a bare fetch';
    const plain: Pairs = { name: 'first request, without `inputs`', base: bareFetch, bases: [], values: [] };
    const yaml: Pairs = {
      name: 'first request, with `inputs` in YAML',
      base: bareFetch,
      bases: [],
      values: [],
    };
    const wrong: Pairs = { name: 'whole step on a missing key', base: '`node -e 0`', bases: [], values: [] };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const fetched = await server.time(['-e', `fetch("${server.url}")`], {});
      plain.bases.push(fetched.firstRequestMs);
      plain.values.push((await server.time([ACTION], withoutInputs)).firstRequestMs);
      yaml.bases.push((await server.time(['-e', `fetch("${server.url}")`], {})).firstRequestMs);
      yaml.values.push((await server.time([ACTION], withInputs)).firstRequestMs);
      wrong.bases.push((await server.time(['-e', '0'], {})).endMs);
      wrong.values.push((await server.time([ACTION], withoutKey)).endMs);
    }

    const peers = PEER_STARTS.map(({ name, firstRequestMs }) => [
      name,
      `${firstRequestMs} ms`,
      (firstRequestMs / PEER_FLOOR_MS).toFixed(2),
    ]);
    const ratio = (pairs: Pairs) => median(ratiosOf(pairs)).toFixed(2);
    const text = [
      `From the spawning of the process, ${PAIRS} pairs one after the other (A B A B …) against a server on loopback; medians, and the middle half of the ratios.`,
      markdownTable([
        ['what', 'this action', 'against', 'it takes', 'ratio', 'spread'],
        ...[plain, yaml, wrong].map(row),
      ]),
      `For comparison, the first requests of others (${PEER_STARTS_DATE}), and their ratio to the smallest action on fetch in the same runs (${PEER_FLOOR_MS} ms):`,
      markdownTable([['action', 'first request', 'ratio'], ...peers]),
    ].join('\n\n');
    return {
      short: `Its first request leaves after ${ratio(plain)} times what Node takes for a bare \`fetch\`; after ${ratio(yaml)} times with \`inputs\`.`,
      text,
    };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
