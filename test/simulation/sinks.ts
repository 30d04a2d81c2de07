import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { VirtualTime } from './time.ts';

// Where the files of the simulated machine are.
const VIRTUAL = '/virtual';
export const OUTPUT_FILE = `${VIRTUAL}/output`;
export const SUMMARY_FILE = `${VIRTUAL}/summary`;
export const STATE_FILE = `${VIRTUAL}/state`;
export const EVENT_FILE = `${VIRTUAL}/event.json`;
export const TEMPORARY_FOLDER = `${VIRTUAL}/temporary`;

/** What one write left behind. */
export interface Written {
  readonly sink: 'stdout' | 'stderr' | 'file';
  /** Empty for the two streams. */
  readonly path: string;
  readonly text: string;
  readonly appends: boolean;
}

/** Which writes fail: those to paths that begin so, from the nth on, counted from 1. */
export interface DiskFault {
  readonly path: string;
  readonly from: number;
  readonly code: string;
}

/** What a step writes to, down to the bytes that a runner would find. */
export class Sinks {
  readonly files = new Map<string, string>();
  readonly #faults: readonly DiskFault[];
  readonly #onWritten: (written: Written) => void;
  readonly #onRefused: (path: string) => void;
  readonly #time: VirtualTime;
  readonly #summaryTakesMs: number;
  readonly #breaksReport: boolean;
  readonly #writes = new Map<DiskFault, number>();
  #folders = 0;

  constructor(options: {
    readonly time: VirtualTime;
    readonly faults: readonly DiskFault[];
    /** The duration of the asynchronous write of the summary. */
    readonly summaryTakesMs: number;
    /** Whether the log fails where it is to say how the step ends. */
    readonly breaksReport: boolean;
    /** The payload of the event. */
    readonly payload: object;
    readonly onWritten: (written: Written) => void;
    readonly onRefused: (path: string) => void;
  }) {
    this.#time = options.time;
    this.#faults = options.faults;
    this.#summaryTakesMs = options.summaryTakesMs;
    this.#breaksReport = options.breaksReport;
    this.#onWritten = options.onWritten;
    this.#onRefused = options.onRefused;
    for (const path of [OUTPUT_FILE, SUMMARY_FILE, STATE_FILE]) this.files.set(path, '');
    this.files.set(EVENT_FILE, JSON.stringify(options.payload));
  }

  print(sink: 'stdout' | 'stderr', text: string): void {
    if (this.#breaksReport && text.startsWith('Outcome: ')) throw fault('EPIPE', sink);
    this.#onWritten({ sink, path: '', text, appends: true });
  }

  append(path: string, text: string): void {
    this.#mayFail(path);
    this.files.set(path, (this.files.get(path) ?? '') + text);
    this.#onWritten({ sink: 'file', path, text, appends: true });
  }

  write(path: string, text: string): void {
    this.#mayFail(path);
    this.files.set(path, text);
    this.#onWritten({ sink: 'file', path, text, appends: false });
  }

  makeFolder(prefix: string): string {
    this.#mayFail(prefix);
    this.#folders += 1;
    return `${prefix}${this.#folders}`;
  }

  read(path: string): string {
    const text = this.files.get(path);
    if (text === undefined) throw fault('ENOENT', path);
    return text;
  }

  async later(work: () => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#time.timer(this.#summaryTakesMs, resolve);
    });
    work();
  }

  #mayFail(path: string): void {
    for (const entry of this.#faults) {
      if (!path.startsWith(entry.path)) continue;
      const count = (this.#writes.get(entry) ?? 0) + 1;
      this.#writes.set(entry, count);
      if (count < entry.from) continue;
      this.#onRefused(path);
      throw fault(entry.code, path);
    }
  }
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: the simulated disk fails, '${path}'`), { code });
}

let current: Sinks | null = null;

/** Sends everything that is written during the work to these sinks. */
export async function withSinks<T>(sinks: Sinks, work: () => Promise<T>): Promise<T> {
  current = sinks;
  try {
    return await work();
  } finally {
    current = null;
  }
}

/**
 * Replaces the two streams and the files under the simulated folder permanently: the toolkit takes its functions of
 * the file system when it is loaded, so this must come before.
 */
export function installSinks(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const write = stream.write;
    stream.write = (...given: unknown[]): boolean => {
      if (current === null) return Reflect.apply(write, stream, given);
      const [chunk] = given;
      current.print(name, chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk));
      return true;
    };
  }
  const real = { ...fs };
  const realPromises = { ...fs.promises };
  /** The sinks for a path of the simulated machine. */
  const sinksFor = (given: unknown) => {
    const path = typeof given === 'string' ? given.replaceAll('\\', '/') : '';
    return current !== null && path.startsWith(`${VIRTUAL}/`) ? { sinks: current, path } : null;
  };
  const replace = <K extends keyof typeof fs>(
    name: K,
    simulated: (sinks: Sinks, path: string, content: unknown) => unknown,
  ) => {
    const original = Reflect.get(real, name) as (...given: unknown[]) => unknown;
    Reflect.set(fs, name, (...given: unknown[]) => {
      const target = sinksFor(given[0]);
      return target === null ? original(...given) : simulated(target.sinks, target.path, given[1]);
    });
  };
  const replacePromise = <K extends keyof typeof fs.promises>(
    name: K,
    simulated: (sinks: Sinks, path: string, content: unknown) => Promise<unknown>,
  ) => {
    const original = Reflect.get(realPromises, name) as (...given: unknown[]) => unknown;
    Reflect.set(fs.promises, name, (...given: unknown[]) => {
      const target = sinksFor(given[0]);
      return target === null ? original(...given) : simulated(target.sinks, target.path, given[1]);
    });
  };
  replace('existsSync', (sinks, path) => sinks.files.has(path));
  replace('readFileSync', (sinks, path) => sinks.read(path));
  replace('appendFileSync', (sinks, path, content) => sinks.append(path, String(content)));
  replace('writeFileSync', (sinks, path, content) => sinks.write(path, String(content)));
  replace('mkdtempSync', (sinks, path) => sinks.makeFolder(path));
  replacePromise('open', (sinks, path) => Promise.resolve().then(() => openedFile(sinks.read(path))));
  replacePromise('access', (sinks, path) => sinks.later(() => void sinks.read(path)));
  replacePromise('appendFile', (sinks, path, content) =>
    sinks.later(() => sinks.append(path, String(content))),
  );
  replacePromise('writeFile', (sinks, path, content) =>
    sinks.later(() => sinks.write(path, String(content))),
  );
  syncBuiltinESMExports();
}

/** What the step uses of an opened file. */
function openedFile(text: string) {
  return {
    stat: () => Promise.resolve({ isFile: () => true, size: text.length }),
    readFile: () => Promise.resolve(text),
    close: () => Promise.resolve(),
  };
}
