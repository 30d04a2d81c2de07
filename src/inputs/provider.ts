import { InputError } from '../domain/errors.ts';
import type { Provider } from '../service/agent-service.ts';
import { DEFAULT_PROVIDER, PROVIDERS } from '../service/providers.ts';
import { quote } from '../text/sanitize.ts';
import { readInput, type Variables } from './raw.ts';

/** A placeholder if the provider is invalid: it accepts the inputs of every service. */
export const ANY_PROVIDER: Provider = { ...DEFAULT_PROVIDER, canResume: true, readAgentId: (id) => ({ id }) };

/**
 * The service that runs the agent.
 *
 * @throws InputError
 */
export function readProvider(variables: Variables): Provider {
  const raw = readInput(variables, 'provider').trim();
  const provider = PROVIDERS.find(({ id }) => id === raw);
  if (provider !== undefined) return provider;
  const ids = PROVIDERS.map(({ id }) => id).join(' or ');
  throw new InputError(`provider is ${quote(raw)}: write ${ids}.`);
}
