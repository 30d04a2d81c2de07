import type { Random } from './random.ts';
import type { Scenario, SimulatedAgent } from './scenario.ts';
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

const OTHER_AGENT_ID = '28d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';
const USUAL_PAGE = 20;
const DISABLED = 'API key has been disabled.';

/** Kindo, over one agent of its. */
export class SimulatedKindo implements SimulatedService {
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #iso: (ms: number) => string;
  readonly #runs: Runs;

  /** @param iso a moment of the record's clock as the service writes it */
  constructor(scenario: Scenario, random: Random, iso: (ms: number) => string) {
    this.#scenario = scenario;
    this.#random = random;
    this.#iso = iso;
    this.#runs = new Runs(scenario);
  }

  answer(arrival: Arrival, effects: Effects): Answer {
    const { key, agent, given } = this.#scenario;
    if (key !== 'good') return key === 'unknown' ? this.#problem(401) : this.#problem(403, DISABLED);
    const { method, url } = arrival;
    if (method === 'POST') return this.#start(arrival, effects);
    if (url.pathname === '/v1/agents/list') {
      const own = agent.isThere ? [{ agentId: given.agentId, ...nameOf(agent) }] : [];
      const items = [...own, { agentId: OTHER_AGENT_ID, name: agent.otherName }];
      return json(200, { items, total: items.length });
    }
    const [, collection, id = '', rest] = /^\/v1\/(agents|runs)\/([^/]+)(\/evals)?$/.exec(url.pathname) ?? [];
    if (collection === 'agents') return this.#describeAgent(id, arrival);
    const run = this.#runs.find(id, arrival.nowMs);
    if (run === null) return this.#problem(404);
    return rest === undefined
      ? this.#describeRun(run, arrival.nowMs)
      : this.#describeEvals(run, arrival.nowMs);
  }

  #describeAgent(id: string, { url, nowMs }: Arrival): Answer {
    const { agent, given } = this.#scenario;
    if (id !== given.agentId || !agent.isThere) return this.#problem(404);
    const query = url.searchParams;
    const since = query.get('startDate') ?? '';
    const ids = this.#runs
      .newestFirst(nowMs)
      .filter(({ createdMs }) => this.#iso(createdMs) >= since)
      .map(({ runId }) => runId);
    const from = Number(query.get('cursor') ?? 0);
    const isPaged = query.size > 0;
    return json(200, {
      agentId: id,
      ...nameOf(agent),
      inputs: agent.labels,
      ...(agent.tellsTriggers ? { hasTriggers: agent.hasTriggers } : {}),
      recentRunIds: ids.slice(from, from + USUAL_PAGE),
      ...(isPaged ? { nextCursor: ids.length > from + USUAL_PAGE ? String(from + USUAL_PAGE) : null } : {}),
    });
  }

  #start({ body, nowMs }: Arrival, effects: Effects): Answer {
    const { agent, given } = this.#scenario;
    const { agentId, inputs = [] }: { agentId?: string; inputs?: { name: string }[] } = JSON.parse(body);
    if (agentId !== given.agentId || !agent.isThere) return this.#problem(404);
    if (agent.hasTriggers) return this.#problem(422);
    const missing = agent.required.filter((label) => !inputs.some(({ name }) => name === label));
    if (missing.length > 0) return this.#problem(422, `Missing required inputs: '${missing.join("', '")}'`);
    return json(202, { runId: this.#runs.start(nowMs, effects).runId });
  }

  #describeRun(run: KnownRun, nowMs: number): Answer {
    const { run: simulated } = this.#scenario;
    const standing = this.#runs.standing(run, nowMs);
    return json(200, {
      runId: run.runId,
      agentId: simulated.agentId,
      conversationId: 'conversation-1',
      createdAtUtc: this.#runs.createdAt(run, this.#iso),
      endedAtUtc: standing === null ? null : this.#iso(standing.sinceMs),
      result: standing === null ? null : simulated.result,
      status: standing === null ? 'in_progress' : standing.word,
    });
  }

  #describeEvals(run: KnownRun, nowMs: number): Answer {
    const { evals, withoutObjectives } = this.#scenario.run;
    const { runId } = run;
    if (evals === null) {
      if (withoutObjectives === 'not-found') return this.#problem(404);
      return json(200, { runId, result: withoutObjectives, steps: [] });
    }
    const standing = this.#runs.standing(run, nowMs);
    const isReady = standing !== null && nowMs >= standing.sinceMs + evals.readyAfterMs;
    return json(
      200,
      isReady ? { runId, result: evals.result, steps: evals.steps } : { runId, result: 'pending', steps: [] },
    );
  }

  #problem(status: number, message = anyWords(this.#random, this.#scenario)): Answer {
    return json(status, { error: 'Error', message });
  }
}

function nameOf({ tellsName, name }: SimulatedAgent): { readonly name?: string } {
  return tellsName ? { name } : {};
}
