import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import {
  type Answer,
  type Arrival,
  anyWords,
  type Effects,
  json,
  type KnownRun,
  Runs,
  type SimulatedService,
} from './simulated-service.ts';

/** Middesk, over one agent of its. */
export class SimulatedMiddesk implements SimulatedService {
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #iso: (ms: number) => string;
  readonly #runs: Runs;

  /** @param iso a moment of the record's clock as the service writes it */
  constructor(scenario: Scenario, random: Random, iso: (ms: number) => string) {
    this.#scenario = scenario;
    this.#random = random;
    // In whole seconds.
    this.#iso = (ms) => iso(ms).replace(/\.\d{3}Z$/, 'Z');
    this.#runs = new Runs(scenario);
  }

  answer(arrival: Arrival, effects: Effects): Answer {
    const { key, agent, given } = this.#scenario;
    if (key !== 'good') return this.#problem(key === 'unknown' ? 401 : 403);
    const { method, url, nowMs } = arrival;
    if (url.pathname === '/v1/agents') {
      const own = agent.isThere
        ? [{ type: given.agentId, ...(agent.tellsName ? { name: agent.name } : {}) }]
        : [];
      return json(200, { data: [...own, { type: 'another_agent', name: agent.otherName }] });
    }
    if (url.pathname === '/v1/runs') {
      return method === 'POST' ? this.#start(arrival, effects) : this.#list(url.searchParams, nowMs);
    }
    const [, id = '', rest] = /^\/v1\/runs\/([^/]+)(\/resume)?$/.exec(url.pathname) ?? [];
    const run = this.#runs.find(id, nowMs);
    if (run === null) return this.#problem(404);
    if (rest !== undefined) return this.#resume(run, arrival, effects);
    return json(200, this.#describe(run, nowMs));
  }

  #start({ body, nowMs }: Arrival, effects: Effects): Answer {
    const { agent, given } = this.#scenario;
    const sent: Readonly<Record<string, unknown>> = JSON.parse(body);
    if (sent.type !== given.agentId || !agent.isThere) return this.#problem(422);
    if (!agent.required.every((label) => label in sent)) return this.#problem(400);
    return json(201, this.#describe(this.#runs.start(nowMs, effects), nowMs));
  }

  #list(query: URLSearchParams, nowMs: number): Answer {
    const size = Number(query.get('per_page') ?? 25);
    const from = (Number(query.get('page') ?? 1) - 1) * size;
    const all = this.#runs.newestFirst(nowMs);
    const data = all.slice(from, from + size).map((run) => this.#describe(run, nowMs));
    return json(200, { object: 'list', data, has_more: all.length > from + size });
  }

  #resume(run: KnownRun, { body, nowMs }: Arrival, { onAnswerTaken }: Effects): Answer {
    const sent: { id?: unknown } = JSON.parse(body);
    const isPending = this.#pending(run, nowMs).some((id) => id === sent.id);
    if (!isPending) return this.#problem(422);
    run.answeredMs = nowMs;
    onAnswerTaken();
    return json(200, this.#describe(run, nowMs));
  }

  #pending(run: KnownRun, nowMs: number): readonly string[] {
    if (run.answeredMs !== null) return [];
    return this.#runs.standing(run, nowMs)?.word === 'interrupted' ? this.#scenario.run.interruptIds : [];
  }

  #describe(run: KnownRun, nowMs: number): object {
    const { run: simulated } = this.#scenario;
    const standing = this.#runs.standing(run, nowMs);
    const word = standing === null ? 'running' : standing.word;
    const body = {
      object: 'run',
      id: run.runId,
      created_at: this.#runs.createdAt(run, this.#iso),
      status: word,
      thread_id: 'thread-1',
      agent: simulated.agentId,
      requester: simulated.requester,
      ended_at: standing === null || word === 'interrupted' ? null : this.#iso(standing.sinceMs),
      output: standing === null || word === 'interrupted' ? null : simulated.result,
      interrupts: this.#pending(run, nowMs).map((id) => ({
        id,
        value: { agent: 'reviewer', label: anyWords(this.#random, this.#scenario), artifacts: [] },
      })),
    };
    const isLeftOut = (name: string, value: unknown) =>
      name === 'thread_id' ||
      ((name === 'agent' || name === 'requester' || name === 'output') && value === null);
    return simulated.leavesOut
      ? Object.fromEntries(Object.entries(body).filter(([name, value]) => !isLeftOut(name, value)))
      : body;
  }

  #problem(status: number): Answer {
    return json(status, { errors: [{ message: anyWords(this.#random, this.#scenario) }] });
  }
}
