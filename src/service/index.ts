import { KINDO } from './kindo.ts';
import { MIDDESK } from './middesk.ts';
import type { Provider } from './service.ts';

/** The service where the workflow names none. */
export const DEFAULT_PROVIDER: Provider = KINDO;

/** Every service that can run the agent. */
export const PROVIDERS: readonly Provider[] = [KINDO, MIDDESK];
