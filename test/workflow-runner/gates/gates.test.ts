import { basename } from 'node:path';
import { describe, it } from 'vitest';
import { EXAMPLES, read } from '../../repository/files.ts';
import { GUARDS, type Guard } from './guards.ts';
import type { Files } from './plays.ts';
import { PROMISES } from './promises.ts';

const FILES: Files = Object.fromEntries(EXAMPLES.map((path) => [basename(path), read(path)]));

describe.concurrent('an example', () => {
  it.for(PROMISES)('$example $claim', ({ keep }) => keep(FILES));
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
