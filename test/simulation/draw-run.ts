import { type AnswerFacts, drawAnswer, NO_ANSWER } from './draw-answer.ts';
import { type Given, INTERRUPT_ID, STEP_NAMES } from './draw-inputs.ts';
import type { Random } from './random.ts';
import { anyText, longText } from './texts.ts';

/** The verdicts on a run, as the service has them. */
export interface SimulatedEvals {
  /** Counted from the end of the run; pending until then. */
  readonly readyAfterMs: number;
  readonly result: unknown;
  readonly steps: unknown;
}

/** How a run goes, whether it is started or was there before. */
export interface SimulatedRun {
  /** As the service names it in the run. */
  readonly agentId: unknown;
  readonly takesMs: number;
  /** The status that it comes to. */
  readonly word: unknown;
  /** What it waits for once it has come to that status. */
  readonly interruptIds: readonly string[];
  /** How long it continues, and its final status, after the answer. */
  readonly answered: { readonly takesMs: number; readonly word: unknown };
  readonly result: unknown;
  readonly answer: AnswerFacts;
  /** False if a reader need not find the message. */
  readonly isAnswerPlain: boolean;
  readonly evals: SimulatedEvals | null;
  /** The response of Kindo without verdicts: a 404, or this value without steps. */
  readonly withoutObjectives: 'not-found' | 'skipped' | 'unknown';
  /** As Middesk names who had the run started. */
  readonly requester: unknown;
  /** True: Middesk leaves out the thread, and every other field that is null and may be left out. */
  readonly leavesOut: boolean;
  /** Not to be found for so long after its start. */
  readonly hiddenForMs: number;
  /** Overrides the time of creation. */
  readonly createdAt: unknown;
}

const WORDS = {
  kindo: {
    good: 'success',
    bad: ['failure', 'cancelled', 'completed', 'SUCCESS', 'queued', '', 'success ', null, 1, ['success']],
    other: '28d20df4-d9b3-4cb0-a009-9f11ec9c5d3d',
  },
  middesk: {
    good: 'completed',
    bad: ['error', 'error', 'success', 'COMPLETED', 'queued', '', 'completed ', null, 1, ['completed']],
    other: 'another_agent',
  },
} as const;

/** Draws how the step's run goes. */
export function drawRun(random: Random, given: Given, isCalm: boolean): SimulatedRun {
  const { good, bad, other } = WORDS[given.provider];
  const key = given.wanted.key;
  const anyEnd = () => (random.chance(isCalm ? 0.1 : 0.2) ? random.pick<unknown>(bad) : good);
  const output = given.provider === 'kindo' ? drawMessage(random, key) : drawOutput(random, key);
  const isAsking = given.provider === 'middesk' && random.chance(given.wanted.answers === '' ? 0.15 : 0.85);
  return {
    agentId: random.weighted<unknown>([
      [90, given.agentId],
      [4, given.provider === 'kindo' ? given.agentId.toUpperCase() : given.agentId],
      [4, null],
      [isCalm ? 0 : 3, other],
      [isCalm ? 0 : 1, 7],
    ]),
    takesMs: random.weighted([
      [12, random.whole(0, 8000)],
      [isCalm ? 0 : 3, random.whole(0, given.wanted.timeoutMs * 1.4)],
      [isCalm ? 0 : 1, Number.POSITIVE_INFINITY],
    ]),
    word: isAsking ? 'interrupted' : anyEnd(),
    interruptIds: isAsking ? (random.chance(0.9) ? [INTERRUPT_ID] : [INTERRUPT_ID, 'interrupt-2']) : [],
    answered: { takesMs: random.whole(0, 8000), word: anyEnd() },
    ...output,
    evals: given.provider === 'kindo' ? drawEvals(random, key, isCalm) : null,
    withoutObjectives: random.pick(['not-found', 'skipped', 'unknown']),
    requester: random.pick<unknown>([
      null,
      { id: 'r-1', name: 'Ops', email: null },
      { id: 'r-1' },
      {},
      'r-1',
    ]),
    leavesOut: random.chance(0.3),
    hiddenForMs: isCalm || random.chance(0.8) ? 0 : random.whole(0, 90_000),
    createdAt:
      !isCalm && random.chance(0.05)
        ? random.pick<unknown>([null, 'yesterday', 5, '2026-03-12', ['x']])
        : undefined,
  };
}

function drawEvals(random: Random, key: string, isCalm: boolean): SimulatedEvals | null {
  if (random.chance(0.15)) return null;
  const isGood = random.chance(isCalm ? 0.8 : 0.55);
  const words: readonly unknown[] = isGood
    ? ['pass']
    : [
        ...['pass', 'pass', 'fail', 'skipped', 'unknown', 'pending', 'PASS', 'pass ', 'passed', ''],
        ...[1, null, ['pass']],
      ];
  const names: string[] = STEP_NAMES.slice(0, random.whole(0, STEP_NAMES.length));
  if (random.chance(0.1)) names.push(random.pick(STEP_NAMES));
  if (random.chance(0.1)) names.push(anyText(random, key));
  const steps = names.map((name, index) => ({
    stepNumber: index + 1,
    name,
    result: random.pick(words),
    explanation: random.chance(0.2) ? null : anyText(random, key),
  }));
  const odd = random.pick<unknown>([
    null,
    'pass',
    { 0: { result: 'pass' } },
    [null],
    [[]],
    [{ name: 'Scan' }],
  ]);
  return {
    readyAfterMs: random.weighted([
      [10, 0],
      [4, random.whole(0, 4000)],
      [isCalm ? 0 : 3, random.whole(0, 80_000)],
      [isCalm ? 0 : 1, Number.POSITIVE_INFINITY],
    ]),
    result: random.pick(words),
    steps: !isGood && random.chance(0.08) ? odd : steps,
  };
}

type Output = Pick<SimulatedRun, 'result' | 'answer' | 'isAnswerPlain'>;

function drawMessage(random: Random, key: string): Output {
  const text = () => ({ type: 'text', text: anyText(random, key), state: 'done' });
  const tool = {
    type: 'tool-scan',
    toolCallId: 'call_1',
    state: 'output-available',
    input: { query: anyText(random, key) },
    output: text(),
  };
  const { text: answer, ...facts } = random.chance(0.7)
    ? drawAnswer(random)
    : { text: anyText(random, key), ...NO_ANSWER };
  const parts = [
    { type: 'step-start' },
    ...(random.chance(0.5) ? [text(), tool, { type: 'step-start' }] : []),
    { type: 'text', text: answer, state: 'done' },
  ];
  const message = { id: 'msg_1', role: 'assistant', parts, metadata: {} };
  const without = (result: unknown): Output => ({ result, answer: NO_ANSWER, isAnswerPlain: false });
  const odd = (result: unknown): Output => ({ result, answer: facts, isAnswerPlain: false });
  return random.weighted<() => Output>([
    [14, () => ({ result: JSON.stringify(message), answer: facts, isAnswerPlain: true })],
    [2, () => without(null)],
    [1, () => without(anyText(random, key))],
    [1, () => odd(message)],
    [1, () => without(JSON.stringify({ role: 'user', parts: [] }))],
    [1, () => odd(JSON.stringify({ ...message, parts: [null, { type: 'tool' }, { text: 1 }, ...parts] }))],
    [0.02, () => without(JSON.stringify({ ...message, parts: [{ type: 'text', text: longText(random) }] }))],
  ])();
}

function drawOutput(random: Random, key: string): Output {
  const text = () => anyText(random, key);
  const source = { url: 'https://example.com', source_name: text(), source_tier: 'primary' };
  const artifact = { type: 'report', title: text(), confidence: 'high', summary: text(), sources: [source] };
  const without = (result: unknown): Output => ({ result, answer: NO_ANSWER, isAnswerPlain: true });
  return random.weighted<() => Output>([
    [
      8,
      () => ({
        result: { artifacts: [artifact] },
        answer: { level: null, isValid: true },
        isAnswerPlain: true,
      }),
    ],
    [2, () => without(null)],
    [1, () => without({ artifacts: [] })],
    [1, () => without({ artifacts: [artifact, null] })],
    [1, () => without(text())],
    [1, () => without([[[artifact]]])],
  ])();
}
