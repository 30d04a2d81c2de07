import { expect, it } from 'vitest';
import { simulateWorlds } from './worlds.ts';

// In a file of its own, so that it runs beside the first ones.
it('a step breaks no invariant in the next 10,000 worlds', async () => {
  const { broken, shown } = await simulateWorlds(10_000, 20_000);
  expect({ broken, shown }).toEqual({ broken: 0, shown: [] });
}, 180_000);
