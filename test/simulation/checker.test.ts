import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ACTOR, DEMO_TOKEN } from '../../fakes/github/data.ts';
import { check, type INVARIANTS } from './invariants.ts';
import { simulate } from './simulate.ts';
import { OUTPUT_FILE, STATE_FILE } from './sinks.ts';
import type { Expected, SimulationEvent, StepRecord, TakenStatus, Wanted } from './step-record.ts';

/** A record in which a run was started, waited for and passed. */
let good: StepRecord;

beforeAll(async () => {
  for (let seed = 0; ; seed += 1) {
    const record = await simulate(seed);
    const { broken, outcome } = check(record);
    const { mode, allow, context, comments, evalTimeoutMs } = record.wanted;
    const usesGitHub = record.expected.role !== '' || context !== '' || comments !== 'never';
    if (broken.length > 0) throw new Error(`seed ${seed} breaks ${broken.join('; ')}`);
    if (usesGitHub || !record.expected.isGitHubReliable || !record.expected.isAnswerPlain) continue;
    if (
      record.isCalm &&
      !record.breaksReport &&
      mode === 'run' &&
      outcome === 'passed' &&
      allow.length === 0 &&
      evalTimeoutMs > 9000
    ) {
      good = { ...record, seed: 1 };
      return;
    }
  }
});

const isEnd = ({ kind }: SimulationEvent) => kind === 'ended';
const isAccepted = (one: SimulationEvent) =>
  one.kind === 'answered' && (one.status === 201 || one.status === 202);
const isPoll = (one: SimulationEvent) =>
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

const HERE = '/repos/octo-org/octo-repo';
const CONTEXT = 'Agent gate';

/** The record of a step that shows its end in a separate context, with these statuses. */
function shown(
  statuses: readonly Partial<TakenStatus>[],
  { wanted = {}, expected = {} }: { wanted?: Partial<Wanted>; expected?: Partial<Expected> } = {},
): StepRecord {
  const events = statuses.map((status): SimulationEvent => {
    const { sha, attemptUrl: target } = good.expected;
    return { at: 3, kind: 'status-taken', by: 0, sha, state: 'success', context: CONTEXT, target, ...status };
  });
  return {
    ...inserted(isEnd, ...events),
    wanted: { ...good.wanted, context: CONTEXT, ...wanted },
    expected: { ...good.expected, mayWriteStatuses: true, ...expected },
  };
}

/** The record of a step that needs a role, with a response about it. */
function permitted(body: string, expected: Partial<Expected>, ...more: SimulationEvent[]): StepRecord {
  const path = `${HERE}/collaborators/${DEMO_ACTOR}/permission`;
  return {
    ...inserted(
      ({ kind }) => kind === 'request',
      { at: 0, kind: 'request', id: 90, method: 'GET', path },
      { at: 0, kind: 'answered', id: 90, status: 200, body },
      ...more,
    ),
    expected: { ...good.expected, role: 'write', isPermitted: true, ...expected },
  };
}

const ROLE_OF_ACTOR = `{"user":{"login":"${DEMO_ACTOR}"}}`;

function failed(record: StepRecord): StepRecord {
  const events = record.events.map(
    (one): SimulationEvent => (isEnd(one) ? { at: one.at, kind: 'ended', passes: false } : one),
  );
  return { ...record, events };
}

function posted(id: number, path: string): SimulationEvent {
  return { at: 2, kind: 'request', id, method: 'POST', path };
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
    [
      'findings or schema refuse the answer',
      () => ({ ...good, expected: { ...good.expected, isAnswerPass: false } }),
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
      () => changed(isPoll, (one) => (one.kind === 'answered' ? { ...one, status: 403 } : one)),
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
    [
      'its report has failed, and it passes',
      () => ({ ...inserted(isEnd, said('::error::x\n')), breaksReport: true }),
    ],
    [
      'its report has failed, and no annotation says so',
      () => {
        const record = inserted(isEnd, said('outcome<<E\ninternal-error\nE\n', OUTPUT_FILE));
        return { ...failed(record), breaksReport: true };
      },
    ],
    [
      'its report has failed, and the outcome is not replaced',
      () => ({ ...failed(inserted(isEnd, said('::error::x\n'))), breaksReport: true }),
    ],
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
  'starts nothing without the role': [
    ['the actor lacks it', () => permitted(ROLE_OF_ACTOR, { isPermitted: false })],
    [
      'it was not read',
      () => ({ ...good, expected: { ...good.expected, role: 'write', isPermitted: true } }),
    ],
    ['the response is about somebody else', () => permitted('{"user":{"login":"somebody-else"}}', {})],
    [
      'a comment is made all the same',
      () => ({
        ...failed(good),
        events: [posted(91, `${HERE}/issues/17/comments`), { at: 2, kind: 'ended', passes: false }],
        expected: { ...good.expected, role: 'write', isPermitted: false },
      }),
    ],
    [
      'a status is taken all the same',
      () => {
        const { events, ...record } = shown([{ state: 'failure' }], {
          expected: { role: 'write', isPermitted: false },
        });
        return {
          ...record,
          events: events.filter(({ kind }) => kind === 'status-taken' || kind === 'ended'),
        };
      },
    ],
  ],
  'shows success only of a pass': [
    ['the step fails', () => failed(shown([{ state: 'pending' }, {}]))],
    [
      'its report has failed, and success is not replaced',
      () => ({ ...failed(shown([{ state: 'pending' }, {}])), breaksReport: true }),
    ],
    ['it shows success twice', () => shown([{ state: 'pending' }, {}, {}])],
    ['it shows it on another commit', () => shown([{ sha: '0'.repeat(40) }])],
    ['it shows it under another context', () => shown([{ context: 'Another' }])],
    ['it shows it for another attempt', () => shown([{ target: 'https://github.com/x' }])],
    [
      'the outcome has no status',
      () => {
        const { events, ...record } = shown([{ state: 'failure' }]);
        const end = said('outcome<<E\nsuperseded\nE\n', OUTPUT_FILE);
        return { ...record, events: events.toSpliced(events.findIndex(isEnd), 0, end) };
      },
    ],
  ],
  'shares no green context': [
    ['another step wrote there before', () => shown([{ by: 1, state: 'pending' }, {}])],
    [
      'another step, written in capitals, is the green one',
      () =>
        shown([{ state: 'pending' }, { by: 1, context: CONTEXT.toUpperCase() }], {
          expected: { passingSteps: [1] },
        }),
    ],
    ['the only step that wrote there fails', () => failed(shown([{}]))],
    [
      'the other step that alone wrote there fails',
      () => shown([{ by: 1 }], { expected: { passingSteps: [] } }),
    ],
  ],
  'shows how it ended': [
    ['a pass stays pending', () => shown([{ state: 'pending' }])],
    ['a pass shows nothing', () => shown([])],
    ['a failure shows success', () => failed(shown([{}]))],
    ['a failure stays pending', () => failed(shown([{ state: 'pending' }]))],
  ],
  'is closed by findings and schema, never opened': [
    [
      'it fails without them',
      () => ({
        ...good,
        others: { ...good.others, withoutGates: { passes: false, outcome: 'eval-missing' } },
      }),
    ],
  ],
  'judges the same whatever GitHub does': [
    [
      'it fails where GitHub answers',
      () => ({
        ...good,
        others: { ...good.others, withoutGitHubErrors: { passes: false, outcome: 'eval-failed' } },
      }),
    ],
    [
      'it passes where GitHub answers',
      () => ({
        ...failed(good),
        others: { ...good.others, withoutGitHubErrors: { passes: true, outcome: 'passed' } },
      }),
    ],
  ],
  'judges nothing that is outdated': [
    [
      'a run is started for a closed pull request',
      () => ({ ...good, expected: { ...good.expected, superseded: { kind: 'closed', atMs: 0 } } }),
    ],
    ['it is superseded by nothing', () => inserted(isEnd, said('outcome<<E\nsuperseded\nE\n', OUTPUT_FILE))],
    [
      'a retargeted pull request passes',
      () => ({
        ...inserted(isEnd, said('outcome<<E\nsuperseded\nE\n', OUTPUT_FILE)),
        expected: { ...good.expected, superseded: { kind: 'retargeted', atMs: 9000 } },
      }),
    ],
  ],
  'comments once': [
    ['nobody asked for one', () => inserted(isEnd, posted(91, `${HERE}/issues/17/comments`))],
    [
      'the response to the first was lost',
      () => ({
        ...inserted(
          isEnd,
          posted(91, `${HERE}/issues/17/comments`),
          posted(92, `${HERE}/issues/17/comments`),
        ),
        wanted: { ...good.wanted, comments: 'always' },
      }),
    ],
  ],
  'keeps the token to itself': [['it stands in the log', () => inserted(isEnd, said(`${DEMO_TOKEN}\n`))]],
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
  it('finds no violation in a valid one', () => {
    expect(check(good)).toEqual({ broken: [], outcome: 'passed', passes: true });
  });

  describe.each(Object.entries(BAD))('finds that it no longer %s', (name, stories) => {
    it.each(stories)('if %s', (_, bad) => {
      expect(check(bad()).broken.filter((how) => how.startsWith(`${name}: `))).not.toEqual([]);
    });
  });
});
