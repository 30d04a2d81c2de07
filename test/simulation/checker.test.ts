import { beforeAll, describe, expect, it } from 'vitest';
import { check, type INVARIANTS } from './invariants.ts';
import { simulate } from './simulate.ts';
import { OUTPUT_FILE, STATE_FILE } from './sinks.ts';
import type { SimulationEvent, StepRecord } from './step-record.ts';

/** A record in which a run was started, waited for and passed. */
let good: StepRecord;

beforeAll(async () => {
  for (let seed = 0; ; seed += 1) {
    const record = await simulate(seed);
    const { broken, outcome } = check(record);
    const { mode, allow } = record.wanted;
    if (broken.length > 0) throw new Error(`seed ${seed} breaks ${broken.join('; ')}`);
    if (record.isCalm && mode === 'run' && outcome === 'passed' && allow.length === 0) {
      good = { ...record, seed: 1 };
      return;
    }
  }
});

const isEnd = ({ kind }: SimulationEvent) => kind === 'ended';
const isAccepted = (one: SimulationEvent) =>
  one.kind === 'answered' && (one.status === 201 || one.status === 202);
const isLook = (one: SimulationEvent) =>
  one.kind === 'answered' &&
  good.events.some(
    (request) =>
      request.kind === 'request' && request.id === one.id && /^\/v1\/runs\/[^/]+$/.test(request.path),
  );
const isState = (one: SimulationEvent) => one.kind === 'written' && one.path === STATE_FILE;
const isReported = (one: SimulationEvent) =>
  isState(one) && one.kind === 'written' && one.text.startsWith('reported');
const isOutput = (name: string, value: string) => (one: SimulationEvent) =>
  one.kind === 'written' &&
  one.path === OUTPUT_FILE &&
  one.text.startsWith(`${name}<<`) &&
  one.text.includes(`\n${value}\n`);

/** The record with these events put in before the first that fits. */
function inserted(before: (one: SimulationEvent) => boolean, ...more: SimulationEvent[]): StepRecord {
  const at = good.events.findIndex(before);
  return { ...good, events: good.events.toSpliced(at, 0, ...more) };
}

function changed(
  which: (one: SimulationEvent) => boolean,
  change: (one: SimulationEvent) => SimulationEvent | null,
): StepRecord {
  return {
    ...good,
    events: good.events.flatMap((one) => (which(one) ? (change(one) ?? []) : one)),
  };
}

function said(text: string, path = ''): SimulationEvent {
  return { at: 1, kind: 'written', sink: path === '' ? 'stdout' : 'file', path, text, appends: true };
}

/** For every invariant, stories that break it. */
const BAD: Readonly<Record<keyof typeof INVARIANTS, readonly (readonly [string, () => StepRecord])[]>> = {
  'starts at most once': [
    [
      'a second start is sent, and its answer lost',
      () =>
        inserted(
          isEnd,
          { at: 2, kind: 'request', id: 99, method: 'POST', path: '/v1/agents/runs' },
          { at: 2, kind: 'sent', id: 99 },
        ),
    ],
    [
      'a second start follows that could not be sent',
      () => inserted(isEnd, { at: 2, kind: 'request', id: 99, method: 'POST', path: '/v1/agents/runs' }),
    ],
    [
      'an answer to an interrupt is sent twice',
      () =>
        inserted(
          isEnd,
          { at: 2, kind: 'request', id: 98, method: 'POST', path: '/v1/runs/1/resume' },
          { at: 2, kind: 'sent', id: 98 },
          { at: 2, kind: 'request', id: 99, method: 'POST', path: '/v1/runs/1/resume' },
        ),
    ],
    ['two runs are created', () => inserted(isEnd, { at: 2, kind: 'taken', id: 2, runId: 'another' })],
  ],
  'sends only what it may': [
    ['the inputs are at fault', () => ({ ...good, wanted: { ...good.wanted, isSound: false } })],
    ['only checks were asked for', () => ({ ...good, wanted: { ...good.wanted, mode: 'validate-only' } })],
    [
      'the run does not ask what is answered',
      () => inserted(isEnd, { at: 2, kind: 'request', id: 98, method: 'POST', path: '/v1/runs/1/resume' }),
    ],
    ['the agent cannot be started', () => ({ ...good, expected: { ...good.expected, isAllowed: false } })],
  ],
  'passes only as expected': [
    [
      'no pass was expected',
      () => ({ ...good, expected: { ...good.expected, isPass: false, isSuccess: false } }),
    ],
    [
      'the verdict comes later',
      () => ({ ...good, expected: { ...good.expected, passesAfterMs: 1e9, succeedsAfterMs: 1e9 } }),
    ],
    [
      'the run waits for an answer that nobody gave',
      () => ({ ...good, expected: { ...good.expected, needsAnswer: true } }),
    ],
    [
      'the run is another',
      () =>
        changed(
          ({ kind }) => kind === 'taken',
          (one) => (one.kind === 'taken' ? { ...one, runId: 'another' } : one),
        ),
    ],
    ['its outcome is not allowed', () => inserted(isEnd, said('outcome<<E\neval-failed\nE\n', OUTPUT_FILE))],
  ],
  'passes with no key that is refused': [
    [
      'it is refused at the agent',
      () =>
        inserted(
          isEnd,
          { at: 2, kind: 'request', id: 99, method: 'GET', path: '/v1/agents/1?startDate=2026' },
          { at: 2, kind: 'answered', id: 99, status: 401, body: '{}' },
        ),
    ],
    [
      'it is refused at its run',
      () => changed(isLook, (one) => (one.kind === 'answered' ? { ...one, status: 403 } : one)),
    ],
  ],
  'passes what deserves it': [
    ['it fails', () => changed(isEnd, (one) => ({ at: one.at, kind: 'ended', passes: false }))],
  ],
  'finds what came of a lost start': [
    [
      'a run from before is among the candidates',
      () => inserted(isEnd, said('candidate-run-ids<<E\n["earlier-0"]\nE\n', OUTPUT_FILE)),
    ],
    [
      'it takes a run for its own all the same',
      () => ({ ...changed(isAccepted, () => null), losesStart: true }),
    ],
    [
      'it does not find the run',
      () => ({
        ...changed(
          (one) => isAccepted(one) || (one.kind === 'written' && one.text.startsWith('run-id<<')),
          () => null,
        ),
        losesStart: true,
      }),
    ],
  ],
  'ends in time': [
    ['it comes to no end', () => changed(isEnd, () => null)],
    ['it ends late', () => changed(isEnd, () => ({ at: 1e9, kind: 'ended', passes: true }))],
    [
      'it goes on after a signal',
      () => {
        const record = inserted(isAccepted, { at: 0, kind: 'signal', name: 'SIGINT' });
        return {
          ...record,
          events: record.events.map((one) => (isEnd(one) ? { ...one, at: 2500 } : one)),
        };
      },
    ],
  ],
  'keeps the key to itself': [
    ['it stands in the log', () => inserted(isEnd, said(`the key is ${good.wanted.key}\n`))],
    [
      'it stands in a file, reversed',
      () =>
        inserted(isEnd, said([...good.wanted.key].toReversed().join(''), '/virtual/temporary/report.json')),
    ],
  ],
  'issues only its own commands': [
    [
      'an output is set by a printed line',
      () => inserted(isEnd, said('::set-output name=outcome::passed\n')),
    ],
    ['the older form stands within a line', () => inserted(isEnd, said('a ##[add-mask]pass\n'))],
    ['a group stays open', () => inserted(isEnd, said('::group::x\n'))],
  ],
  'writes only where it may': [
    ['it writes elsewhere', () => inserted(isEnd, said('PATH=x', '/virtual/path'))],
    ['it sets an output of another name', () => inserted(isEnd, said('verdict<<E\npass\nE\n', OUTPUT_FILE))],
    ['it writes two outputs at once', () => inserted(isEnd, said('reason=x\noutcome=passed\n', OUTPUT_FILE))],
  ],
  'says the same everywhere': [
    [
      'the outcome is another than in the log',
      () => inserted(isEnd, said('outcome<<E\nstarted\nE\n', OUTPUT_FILE)),
    ],
    ['it passes with an error', () => inserted(isEnd, said('::error::x\n'))],
    ['an output was refused', () => inserted(isEnd, { at: 2, kind: 'refused', path: OUTPUT_FILE })],
    [
      'the summary is about something else',
      () => ({ ...good, files: new Map([...good.files, ['/virtual/summary', 'x']]) }),
    ],
  ],
  'reports after a kill what it knew': [
    ['a start is sent before anything is kept', () => changed(isState, () => null)],
    [
      'nothing is kept of the run',
      () =>
        changed(
          (one) => isState(one) && one.kind === 'written' && one.text.includes('was started'),
          () => null,
        ),
    ],
    ['the notice is written again after the report', () => changed(isReported, () => null)],
  ],
  'leaves the run behind wherever it is killed': [
    [
      'run-id comes after the first look',
      () => {
        const write = good.events.find((one) => one.kind === 'written' && one.text.startsWith('run-id<<'));
        const without = changed(
          (one) => one.kind === 'written' && one.text.startsWith('run-id<<'),
          () => null,
        );
        const at = without.events.findIndex(
          (one) => one.kind === 'request' && one.path.startsWith('/v1/runs/'),
        );
        return {
          ...without,
          events: without.events.toSpliced(at + 1, 0, ...(write === undefined ? [] : [write])),
        };
      },
    ],
    ['it is never said to be abandoned', () => changed(isOutput('outcome', 'abandoned'), () => null)],
    [
      'a pass stands there before the end',
      () => inserted(isAccepted, said('outcome<<E\npassed\nE\n', OUTPUT_FILE)),
    ],
  ],
};

describe('the check of a record', () => {
  it('finds nothing wrong with a good one', () => {
    expect(check(good)).toEqual({ broken: [], outcome: 'passed', passes: true });
  });

  describe.each(Object.entries(BAD))('notices that it no longer %s', (name, stories) => {
    it.each(stories)('where %s', (_, bad) => {
      expect(check(bad()).broken.filter((how) => how.startsWith(`${name}: `))).not.toEqual([]);
    });
  });
});
