import { SERVICE_FIXTURES } from '../../support/service-fixtures.ts';
import * as kindo from './kindo-setup.ts';
import { sendUnderNock } from './kindo-under-nock.ts';

/**
 * The service that the tests of this room run with: Kindo, and with-middesk.test.ts runs them again with Middesk. None of
 * them says which it is.
 */
const word = process.env.SERVICE_UNDER_TEST ?? 'kindo';
const found = SERVICE_FIXTURES.find(({ provider }) => provider.id === word);
if (found === undefined) throw new Error(`there is no service "${word}"`);

export const FIXTURE = found;
export const NAME = FIXTURE.provider.name;
export const API = FIXTURE.api;
export const AGENT = FIXTURE.agent;
export const AGENT_ID = FIXTURE.agentId;
export const OTHER_AGENT_ID = FIXTURE.otherAgentId;
export const RUN_ID = FIXTURE.runId;
export const INPUTS = FIXTURE.inputs;
export const AGENT_PATH = FIXTURE.agentPath;
export const AGENT_RESPONSE = FIXTURE.agentResponse;
export const START_PATH = FIXTURE.startPath;
export const START_BODY = FIXTURE.startBody;
export const RUN_PATH = FIXTURE.runPath;
export const { startResponse, runResponse, errorBody, adviceOn403: ADVICE_ON_403 } = FIXTURE;

/** A path as messages and the timeline have it. */
export function shownPath(path: string): string {
  return path.replace(/^\/v1/, '');
}

export { EARLIER_RUN_ID, errorOf, type Setup } from './kindo-setup.ts';

/** The real adapter of the service, on a clock that stands still. */
export function newSetup(options: Parameters<typeof kindo.newSetup>[0] = {}): kindo.Setup {
  return kindo.newSetup({ provider: FIXTURE.provider, baseUrl: API, send: sendUnderNock, ...options });
}
