import { describe } from 'vitest';

process.env.SERVICE_UNDER_TEST = 'middesk';

// Separate from the others, whose network is simulated by nock.
describe('with Middesk', async () => {
  await import('./start-on-the-wire.test.ts');
});
