import type { Provider } from './agent-service.ts';
import { KINDO } from './kindo/kindo.ts';
import { MIDDESK } from './middesk/middesk.ts';

/** The service if the workflow names no other. */
export const DEFAULT_PROVIDER: Provider = KINDO;

/** Every service that can run the agent. */
export const PROVIDERS: readonly Provider[] = [KINDO, MIDDESK];
