import type { HttpConditions } from './http.ts';
import { createKindo } from './kindo.ts';
import type { AgentService } from './service.ts';

/** The service that runs the agent. */
export function createService(apiKey: string, baseUrl: string, conditions: HttpConditions): AgentService {
  return createKindo(apiKey, baseUrl, conditions);
}
