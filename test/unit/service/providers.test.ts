import { describe, expect, it } from 'vitest';
import { createSend } from '../../../src/http/transport.ts';
import { DECLARED_INPUTS } from '../../../src/inputs/declared.ts';
import { DEFAULT_PROVIDER, PROVIDERS } from '../../../src/service/providers.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('the services', () => {
  it('have different ids, names and secrets', () => {
    for (const field of ['id', 'name', 'keySecret'] as const) {
      expect(new Set(PROVIDERS.map((provider) => provider[field])).size).toBe(PROVIDERS.length);
    }
  });

  it('include the default of the provider input', () => {
    expect(PROVIDERS).toContain(DEFAULT_PROVIDER);
    expect(DEFAULT_PROVIDER.id).toBe(DECLARED_INPUTS.provider);
  });

  it.each([
    ['kindo', { hasAgentNames: true, hasEvals: true, hasFindings: true, canResume: false }],
    ['middesk', { hasAgentNames: false, hasEvals: false, hasFindings: false, canResume: true }],
  ])('have what their APIs have: %s', (id, abilities) => {
    expect(PROVIDERS.find((one) => one.id === id)).toMatchObject(abilities);
  });

  it.each([
    ['kindo', 'Kindo', 'https://api.kindo.ai'],
    ['middesk', 'Middesk', 'https://api.middesk.com'],
  ])('have a default address if no other is given: %s', (word, name, baseUrl) => {
    const runtime = {
      clock: new FakeClock(),
      send: createSend({}),
      onExchange: () => undefined,
      redact: createRedact([]),
    };
    const provider = PROVIDERS.find((one) => one.id === word);
    expect(provider?.create('key-0123456789abcdef', null, runtime)).toMatchObject({ name, baseUrl });
  });
});
