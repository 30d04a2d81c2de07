import { describe } from 'vitest';

process.env.SERVICE_UNDER_TEST = 'middesk';

// Every test of this room that names no service.
describe('with Middesk', async () => {
  await import('../retry/read-with-retry.test.ts');
  await import('./start.test.ts');
  await import('./wait.test.ts');
});
