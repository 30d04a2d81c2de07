import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMON_INPUTS } from '../demo/scenarios.ts';
import { inputVariables } from '../fakes/runner/action-run.ts';
import { type Identity, makeIdentities } from '../test/unit/http/tls-loopback.ts';
import { PEER_FLOOR_MS, PEER_STARTS, PEER_STARTS_DATE } from './peers.ts';
import { measureRequired } from './required.ts';
import type { Section } from './section.ts';
import { markdownTable, median, percentile } from './statistics.ts';

const PAIRS = 30;
const ACTION = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const UNTIL_CONNECTION = fileURLToPath(new URL('until-connection.mjs', import.meta.url));

interface Moments {
  /** Milliseconds from the spawning of the process to the arrival of its first request; NaN if there was none. */
  readonly firstRequestMs: number;
  readonly endMs: number;
}

/** Runs Node with these arguments and environment, nothing inherited but the way to find programs, until it ends. */
function run(nodeArguments: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArguments, {
      env: { PATH: process.env.PATH, ...env },
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}

/** A server that notes when the next request arrives, and responds to every one with 404; over TLS if it has an identity. */
async function listen(identity?: Identity) {
  let arrivedAt = Number.NaN;
  const respond: RequestListener = (_request, response) => {
    if (Number.isNaN(arrivedAt)) arrivedAt = performance.now();
    response.writeHead(404, { 'content-type': 'application/json', connection: 'close' });
    response.end('{"error":"Not found","message":"Nothing is here."}');
  };
  const server = identity === undefined ? createServer(respond) : createSecureServer(identity, respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  async function time(
    nodeArguments: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Moments> {
    arrivedAt = Number.NaN;
    const beganAt = performance.now();
    await run(nodeArguments, env);
    return { firstRequestMs: arrivedAt - beganAt, endMs: performance.now() - beganAt };
  }

  const url = identity === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  return { url, time, close: () => server.close() };
}

/** What is measured, and against what; each returns milliseconds. */
interface Comparison {
  readonly name: string;
  readonly base: string;
  readonly measure: () => Promise<number>;
  readonly measureBase: () => Promise<number>;
}

interface Pairs extends Comparison {
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
  const { authority, good } = await makeIdentities();
  const server = await listen();
  const secureServer = await listen(good);
  try {
    const files = {
      RUNNER_TEMP: folder,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    const trust = { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
    await Promise.all([
      writeFile(files.GITHUB_OUTPUT, ''),
      writeFile(files.GITHUB_STEP_SUMMARY, ''),
      writeFile(trust.NODE_EXTRA_CA_CERTS, authority),
    ]);
    const envOf = async (inputs: Readonly<Record<string, string>>) => ({
      ...files,
      ...inputVariables({ ...COMMON_INPUTS, 'base-url': server.url, ...inputs }),
    });
    const withInputs = await envOf({});
    const withoutInputs = await envOf({ inputs: '' });
    const withoutKey = await envOf({ 'api-key': '' });
    const overTls = { ...(await envOf({ inputs: '', 'base-url': secureServer.url })), ...trust };

    const firstRequest = async (env: Readonly<Record<string, string>>, from = server) =>
      (await from.time([ACTION], env)).firstRequestMs;
    const bareFetch = (from = server) => ['-e', `fetch("${from.url}").catch(() => undefined)`];
    const fetched = async () => (await server.time(bareFetch(), {})).firstRequestMs;
    const fetchedOverTls = async () =>
      (await secureServer.time(bareFetch(secureServer), trust)).firstRequestMs;
    /** Processor time of the main thread until a connection is opened, or else until the end. */
    const untilConnection = async (
      nodeArguments: readonly string[],
      env: Readonly<Record<string, string>> = {},
    ) => {
      const file = join(folder, 'cost');
      await run(['--import', UNTIL_CONNECTION, ...nodeArguments], { COST_FILE: file, ...env });
      return Number(await readFile(file, 'utf8'));
    };
    const compare = (
      name: string,
      measure: () => Promise<number>,
      base: string,
      measureBase: () => Promise<number>,
    ): Pairs => ({ name, measure, base, measureBase, bases: [], values: [] });

    const plain = compare(
      'first request, without `inputs`',
      () => firstRequest(withoutInputs),
      'a bare fetch',
      fetched,
    );
    const yaml = compare(
      'first request, with `inputs` in YAML',
      () => firstRequest(withInputs),
      'a bare fetch',
      fetched,
    );
    const comparisons = [
      plain,
      yaml,
      compare(
        'first request over TLS, without `inputs`',
        () => firstRequest(overTls, secureServer),
        'a bare fetch over TLS',
        fetchedOverTls,
      ),
      compare(
        'processor time before the first request, without `inputs`',
        () => untilConnection([ACTION], withoutInputs),
        'a bare fetch',
        () => untilConnection(bareFetch()),
      ),
      compare(
        'processor time before the first request, with `inputs`',
        () => untilConnection([ACTION], withInputs),
        'a bare fetch',
        () => untilConnection(bareFetch()),
      ),
      compare(
        'processor time before the first request, without `inputs`',
        () => untilConnection([ACTION], withoutInputs),
        '`node -e 0`',
        () => untilConnection(['-e', '0']),
      ),
      compare(
        'whole step on a missing key',
        async () => (await server.time([ACTION], withoutKey)).endMs,
        '`node -e 0`',
        async () => (await server.time(['-e', '0'], {})).endMs,
      ),
    ];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      for (const { bases, values, measure, measureBase } of comparisons) {
        bases.push(await measureBase());
        values.push(await measure());
      }
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
        ...comparisons.map(row),
      ]),
      `For comparison, the first requests of others (${PEER_STARTS_DATE}), and their ratio to the smallest action on fetch in the same runs (${PEER_FLOOR_MS} ms):`,
      markdownTable([['action', 'first request', 'ratio'], ...peers]),
      await measureRequired(),
    ].join('\n\n');
    return {
      short: `Its first request leaves after ${ratio(plain)} times what Node takes for a bare \`fetch\`; after ${ratio(yaml)} times with \`inputs\`.`,
      text,
    };
  } finally {
    server.close();
    secureServer.close();
    await rm(folder, { recursive: true, force: true });
  }
}
