import { describe } from 'vitest';

process.env.SERVICE_UNDER_TEST = 'middesk';

// Apart from the others, whose network is one of words.
describe('with Middesk', async () => {
  await import('./start-on-the-wire.test.ts');
});
