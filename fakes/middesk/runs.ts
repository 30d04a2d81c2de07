import { FIRST_MIDDESK_RUN_ID } from './data.ts';
import type { DemoInterrupt, RunScript } from './script.ts';

/** A run of the service. */
export interface RunRecord {
  readonly id: string;
  readonly type: string;
  readonly threadId: string;
  readonly createdAtMs: number;
  readonly script: RunScript;
  /** When it continued after its last answered interrupt; the start without one. */
  runningSinceMs: number;
  /** The index of the entry of `waitsFor` that it stops for next. */
  round: number;
  readonly answers: { readonly id: string; readonly atMs: number; readonly body: unknown }[];
}

/** The state of a run at a moment. */
export interface RunStanding {
  readonly status: string;
  readonly endedAtMs: number | null;
  readonly pending: readonly DemoInterrupt[];
}

/** The runs of the service. */
export class RunStore {
  readonly startedIds: string[] = [];
  /** Called with every created run. */
  readonly listeners: ((runId: string) => void)[] = [];
  readonly #records = new Map<string, RunRecord>();
  readonly #script: RunScript;

  constructor(script: RunScript) {
    this.#script = script;
  }

  find(id: string): RunRecord | undefined {
    return this.#records.get(id);
  }

  hasThread(threadId: string): boolean {
    return [...this.#records.values()].some((run) => run.threadId === threadId);
  }

  newestFirst(): readonly RunRecord[] {
    return [...this.#records.values()].toReversed();
  }

  start(type: string, threadId: string | null): RunRecord {
    const id = countedUp(FIRST_MIDDESK_RUN_ID, this.#records.size);
    const nowMs = Date.now();
    const run: RunRecord = {
      id,
      type,
      threadId: threadId ?? countedUp('0f9e8d7c-6b5a-4948-8372-615049382716', this.#records.size),
      createdAtMs: nowMs,
      script: this.#script,
      runningSinceMs: nowMs,
      round: 0,
      answers: [],
    };
    this.#records.set(id, run);
    this.startedIds.push(id);
    for (const listener of this.listeners) listener(id);
    return run;
  }

  /** Accepts an answer. Returns false if the run has no interrupt with this id. */
  answer(run: RunRecord, id: string, body: unknown): boolean {
    const nowMs = Date.now();
    if (!waitsFor(run, nowMs).some((interrupt) => interrupt.id === id)) return false;
    run.answers.push({ id, atMs: nowMs, body });
    if (waitsFor(run, nowMs).length === 0) {
      run.round += 1;
      run.runningSinceMs = nowMs;
    }
    return true;
  }
}

export function standingOf(run: RunRecord, nowMs: number): RunStanding {
  const { script } = run;
  const waiting = waitsFor(run, nowMs);
  const stillShown = (script.waitsFor ?? [])
    .flat()
    .filter(({ id }) =>
      run.answers.some((answer) => answer.id === id && nowMs < answer.atMs + (script.staysPendingMs ?? 0)),
    );
  const pending = [...waiting, ...stillShown];
  if (pending.length > 0) return { status: 'interrupted', endedAtMs: null, pending };
  const stopsAtMs = run.runningSinceMs + script.takesMs;
  if (nowMs < stopsAtMs) return { status: 'running', endedAtMs: null, pending };
  return { status: script.status, endedAtMs: stopsAtMs, pending };
}

function waitsFor({ script, round, runningSinceMs, answers }: RunRecord, nowMs: number): DemoInterrupt[] {
  if (nowMs < runningSinceMs + script.takesMs) return [];
  const asked = script.waitsFor?.[round] ?? [];
  return asked.filter(({ id }) => !answers.some((answer) => answer.id === id));
}

function countedUp(id: string, by: number): string {
  const at = id.lastIndexOf('-') + 1;
  return id.slice(0, at) + (Number.parseInt(id.slice(at), 16) + by).toString(16).padStart(12, '0');
}
