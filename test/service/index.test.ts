import { expect, it } from 'vitest';
import { createService } from '../../src/service/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

it('is Kindo on its own host where no other is given', () => {
  const conditions = { clock: new FakeClock(), onExchange: () => undefined };
  const service = createService('key-0123456789abcdef', '', conditions);
  expect(service.name).toBe('Kindo');
  expect(service.baseUrl).toBe('https://api.kindo.ai');
});
