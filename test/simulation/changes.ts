import type { Random } from './random.ts';
import type { Answer } from './simulated-service.ts';

/** Stands for a body that is larger than anybody should read. */
export const HUGE = '(a huge body)';

export type Change = (answer: Answer) => Answer;

/** What a change may draw on. */
export interface ChangeContext {
  readonly random: Random;
  readonly method: string;
  readonly path: string;
  /** The first response to each read so far, by its path. */
  readonly seen: ReadonlyMap<string, Answer>;
  readonly earlierRunIds: readonly string[];
}

const same: Change = (answer) => answer;

/** Draws how a response of the service is changed: never into a pass that the service did not send. */
export function drawChange({ random, method, path, seen, earlierRunIds }: ChangeContext): Change {
  const isStart = method === 'POST' && path.endsWith('/runs');
  const odd = random.pick<unknown>([null, 0, 1, true, [], {}, '', ' ', [null], { toString: 'x' }]);
  return random.weighted<() => Change>([
    // A stale replica, or a cache.
    [6, () => (answer) => seen.get(path) ?? answer],
    // A cache that mixes its entries up.
    [3, () => (answer) => random.pick([answer, ...seen.values()])],
    // The response to a start has the id of its run, so another id could not be detected.
    [2, () => (isStart ? onObject((body) => ({ ...body, [idOf(body)]: odd })) : aboutAnother)],
    [4, () => (isStart ? same : aboutAnotherThatPasses)],
    [3, () => onObject((body) => replaced(body, random.pick(Object.keys(body)), odd))],
    [2, () => onObject((body) => replaced(body, random.pick(Object.keys(body)), undefined))],
    [1, () => onObject((body) => [body])],
    [1, () => onObject((body) => ({ data: body }))],
    [1, () => onText((text) => `\ufeff${text}`)],
    [1, () => onText((text) => text.replace(/^\{/, `{${POLLUTION}"status":"x",`))],
    // The value for a reader that uses the last of two keys.
    [2, () => onText((text) => text.replace(/\}$/, `,${PASSES}}`))],
    // Such a response to a start is not trusted, although it names the run.
    [isStart ? 0 : 1, () => otherSuccess(random.pick([203, 206, 226]))],
    [isStart ? 0 : 1, () => aged(random.pick(['1', '86400', 'x']))],
    [1, () => onText((text) => `${'['.repeat(3000)}${text}${']'.repeat(3000)}`)],
    [1, () => onText((text) => `${text}${text}`)],
    [0.2, () => onText(() => HUGE)],
    [2, () => (answer) => (answer.status === 202 ? { ...answer, status: random.pick([200, 201]) } : answer)],
    // A proxy that repeats an old response to a start.
    [isStart ? 12 : 0, () => (earlierRunIds.length > 0 ? repeated(random.pick(earlierRunIds)) : same)],
  ])();
}

/** Draws how a response of GitHub is changed: never into a role, or a status, that does not exist. */
export function drawGitHubChange({
  random,
  path,
  seen,
}: Pick<ChangeContext, 'random' | 'path' | 'seen'>): Change {
  return random.weighted<() => Change>([
    [4, () => (answer) => seen.get(path) ?? answer],
    [4, () => onAnything((body) => (isObject(body) ? { ...body, ...ABOUT_SOMEBODY_ELSE } : body))],
    [2, () => onAnything((body) => (isObject(body) ? without(body, random) : body))],
    [1, () => onAnything((body) => [body])],
    [1, () => onAnything((body) => ({ data: body }))],
    [1, () => onAnything(() => null)],
    [1, () => onText((text) => `\ufeff${text}`)],
    [1, () => onText((text) => `${text}${text}`)],
    [1, () => onText((text) => text.slice(0, -1))],
    [0.2, () => onText(() => HUGE)],
  ])();
}

/** A role of another user, and another status or comment. */
const ABOUT_SOMEBODY_ELSE = {
  id: 4711,
  user: {
    login: 'somebody-else',
    permissions: { pull: true, triage: true, push: true, maintain: true, admin: true },
  },
};

function without(body: Record<string, unknown>, random: Random): Record<string, unknown> {
  const { [random.pick(Object.keys(body))]: _left, ...rest } = body;
  return rest;
}

function onAnything(change: (body: unknown) => unknown): Change {
  return (answer) => {
    const isJson = answer.status < 300 && answer.headers['content-type'] === 'application/json';
    return isJson ? { ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) } : answer;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PASSES = '"status":"success","status":"completed","result":"pass"';
const POLLUTION = '"__proto__":{"status":"success","result":"pass"},';

function onObject(change: (body: Record<string, unknown>) => unknown): Change {
  return (answer) =>
    answer.status < 300 ? { ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) } : answer;
}

function onText(change: (text: string) => string): Change {
  return (answer) => ({ ...answer, body: change(answer.body) });
}

function otherSuccess(status: number): Change {
  return (answer) => (answer.status < 300 ? { ...answer, status } : answer);
}

function aged(age: string): Change {
  return (answer) => ({ ...answer, headers: { ...answer.headers, age } });
}

function repeated(runId: string): Change {
  return (answer) => (answer.status < 300 ? { ...answer, body: JSON.stringify({ runId }) } : answer);
}

/** The field with the id of the object in a response. */
function idOf(body: Record<string, unknown>): string {
  return ['runId', 'id'].find((name) => name in body) ?? 'agentId';
}

/** A well-formed response about another object than requested, otherwise the same. */
function aboutAnother(answer: Answer): Answer {
  const body: Record<string, unknown> | null = answer.status === 200 ? JSON.parse(answer.body) : null;
  if (body === null || 'data' in body) return answer;
  const id = idOf(body);
  const other = id === 'agentId' ? '38d20df4-d9b3-4cb0-a009-9f11ec9c5d3d' : 'another-run';
  return { ...answer, body: JSON.stringify({ ...body, [id]: other }) };
}

/** The response to another client whose run and verdicts are a pass. */
function aboutAnotherThatPasses(answer: Answer): Answer {
  const other = aboutAnother(answer);
  if (other === answer) return answer;
  const body: Record<string, unknown> = JSON.parse(other.body);
  const pass = {
    ...('status' in body ? { status: 'id' in body ? 'completed' : 'success' } : {}),
    ...('steps' in body ? { result: 'pass', steps: [] } : {}),
    ...('hasTriggers' in body ? { hasTriggers: false } : {}),
  };
  return { ...other, body: JSON.stringify({ ...body, ...pass }) };
}

const MEANINGFUL_WHEN_ABSENT = ['steps', 'agentId', 'agent', 'recentRunIds', 'data'];

/** The body with one field changed, unless that would make the service say something else that is well-formed. */
function replaced(body: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  // Whatever is not true says nothing of triggers.
  if (name === 'hasTriggers' && value !== true) return body;
  const isNothing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return isNothing && MEANINGFUL_WHEN_ABSENT.includes(name) ? body : { ...body, [name]: value };
}
