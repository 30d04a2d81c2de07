import { basename } from 'node:path';
import { describe, it } from 'vitest';
import { EXAMPLES, read } from '../../repository/files.ts';
import { GUARDS, type Guard } from './guards.ts';
import type { Files } from './plays.ts';
import { PROMISES } from './promises.ts';
import type { Promised } from './pull-request-gates.ts';

const FILES: Files = Object.fromEntries(EXAMPLES.map((path) => [basename(path), read(path)]));

// Claims that show a row of docs/faults.md.
const TRIGGERED = 'is triggered by everything that changes the diff, and by no other base';
const MOVED = 'is red if the pull request has another head or base by now';
const JUDGED = 'is green for a pass, and sends the agent only what GitHub makes';
const CANCELLED = 'is cancelled by a newer commit of the same pull request only';
const STRANGER = 'starts and writes nothing for a stranger';
const ANEW = [
  'never takes over a run that was decided',
  'starts a run if the record names another head',
  'starts a run if the record names another base',
  'starts a run if the record names another agent',
];
const ALONE = [
  'is red if the author of the pull request approves',
  'is red if who pushed approves',
  'is red if who ran the jobs again approves',
  'is red if somebody has rejected it, in an earlier attempt too',
];
const TIED = [TRIGGERED, MOVED, JUDGED, CANCELLED, STRANGER, ...ANEW, ...ALONE];

function promised(claims: readonly string[]): Promised[] {
  const missing = claims.filter((wanted) => !PROMISES.some(({ claim }) => claim === wanted));
  if (missing.length > 0) throw new Error(`No example promises: ${missing.join(', ')}`);
  return PROMISES.filter(({ claim }) => claims.includes(claim));
}

describe.concurrent('an example', () => {
  const keepIt = ({ keep }: Promised) => keep(FILES);
  it.for(promised([TRIGGERED]))('$example $claim [T47]', keepIt);
  it.for(promised([MOVED]))('$example $claim [F140 T47]', keepIt);
  it.for(promised([JUDGED, CANCELLED]))('$example $claim [T52]', keepIt);
  it.for(promised([STRANGER]))('$example $claim [T46]', keepIt);
  it.for(promised(ANEW))('$example $claim [T53]', keepIt);
  it.for(promised(ALONE))('$example $claim [T54]', keepIt);
  it.for(PROMISES.filter(({ claim }) => !TIED.includes(claim)))('$example $claim', keepIt);
});

/** The examples, of which one has lost a guard. */
function without({ file, guard, cut, by }: Guard): Files {
  const text = FILES[file] ?? '';
  if (text.split(cut).length !== 2) throw new Error(`${file} does not have ${guard} once: ${cut}`);
  return { ...FILES, [file]: text.replace(cut, () => by) };
}

describe.concurrent('a copy without its guard is found', () => {
  it.for(GUARDS)('$file: $guard', async (guard, { expect }) => {
    const { example = guard.file, foundBy } = guard;
    const promised = PROMISES.filter(
      (one) => one.claim === foundBy && [example, guard.file].includes(one.example),
    );
    expect(promised).toHaveLength(1);
    // A copy that cannot be played at all would prove nothing.
    const lost = await promised[0]?.keep(without(guard)).then(
      () => null,
      (error: unknown) => error,
    );
    expect(lost).toMatchObject({ name: 'AssertionError' });
  });

  it('in every example of these tests', ({ expect }) => {
    const files = [...new Set(PROMISES.map(({ example }) => example))];
    expect([...new Set(GUARDS.map(({ file }) => file))].sort()).toEqual(files.sort());
  });
});
