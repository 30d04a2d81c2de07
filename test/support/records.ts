import { NOTHING_UNREAD } from '../../src/domain/change.ts';
import { Progress, type ProgressSnapshot } from '../../src/domain/progress.ts';
import type { Interrupt, RunSnapshot } from '../../src/domain/run.ts';
import type { TraceStep } from '../../src/domain/trace.ts';
import type { AttachStep } from '../../src/report/report.ts';

/** Something that a run waits for. */
export const INTERRUPT: Interrupt = {
  id: 'i-1',
  agent: 'asker',
  prompt: 'Go on?',
  proposals: [{ agent: '', prompt: '', text: 'To go on.' }],
  value: { deep: ['x'] },
  answer: { id: 'i-1', input: 'YOUR ANSWER' },
};

/** A step of a run that took a second, but for the given facts. */
export function stepOf(facts: Partial<TraceStep> = {}): TraceStep {
  return {
    kind: 'activity',
    name: 'do_it',
    label: 'Do it',
    agent: '',
    status: 'completed',
    resolution: '',
    isFailed: false,
    startedAtMs: 0,
    endedAtMs: 1000,
    steps: [],
    ...facts,
  };
}

/** A snapshot of a run that has succeeded, except for the given facts. */
export function snapshotOf(facts: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    runId: 'run-1',
    agentId: 'agent-1',
    conversationId: 'conversation-1',
    state: 'success',
    rawStatus: 'success',
    createdAtMs: Date.parse('2026-03-12T15:00:00.000Z'),
    serviceTimeMs: null,
    endedAtMs: Date.parse('2026-03-12T15:01:30.499Z'),
    message: null,
    interrupts: [],
    requester: null,
    ...facts,
  };
}

/** What is known of a step, as a flat object. */
export interface ProgressFacts extends Partial<Omit<ProgressSnapshot, 'agent' | 'start'>> {
  /** Empty for no agent. */
  readonly agentId?: string;
  readonly agentName?: string | null;
  /** Of a run that was started or attached to. */
  readonly runId?: string;
  readonly runUrl?: string | null;
  readonly start?: StartWord;
}

export type StartWord = 'not-sent' | 'in-flight' | 'started' | 'attached' | 'answered';

/** What is known of a started run that has succeeded and has no verdicts, but for the given facts. */
export function progressOf(facts: ProgressFacts = {}): ProgressSnapshot {
  const { agentId = 'agent-1', agentName = 'Reviewer', runId = 'run-1', ...others } = facts;
  const { runUrl = 'https://app.example.com/run-1', start = 'started', ...known } = others;
  return {
    attempt: 1,
    agent: agentId === '' ? null : { id: agentId, name: agentName },
    models: null,
    labels: null,
    base: null,
    headSha: '5059b14',
    start:
      start === 'not-sent' || start === 'in-flight'
        ? { kind: start }
        : { kind: 'run', id: runId, url: runUrl, how: start },
    unread: NOTHING_UNREAD,
    candidates: null,
    run: snapshotOf(),
    evals: { kind: 'none' },
    trace: [],
    warnings: [],
    timeline: [],
    ...known,
  };
}

/** A step that has just begun, without a sink for its progress. */
export function newProgress(): Progress {
  return new Progress({ openSink: () => Promise.resolve(() => undefined), onWarning: () => undefined });
}

/** What is known when nothing is. */
export const NOTHING_KNOWN = newProgress().snapshot();

/** How far the start has come. */
export function startOf(progress: Progress): StartWord {
  const { start } = progress.snapshot();
  return start.kind === 'run' ? start.how : start.kind;
}

/** The way to attach to a run as the default service's users write it, but for the given facts. */
export function attachOf(facts: Partial<AttachStep> = {}): AttachStep {
  return {
    uses: 'owner/run-kindo-agent@v1',
    keySecret: 'KINDO_API_KEY',
    provider: null,
    baseUrl: null,
    requireEvals: null,
    requireSteps: [],
    failOnFindings: null,
    resultSchema: null,
    allow: [],
    isAdvisory: false,
    maxRunAge: null,
    ...facts,
  };
}
