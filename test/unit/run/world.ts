import { WORLDS } from '../../support/worlds.ts';
import { sendUnderNock } from './kindo-under-nock.ts';
import * as kindo from './kindo-world.ts';

/**
 * The service that the tests of this room run with: Kindo, and with-middesk.test.ts runs them again with Middesk. None of
 * them says which it is.
 */
const word = process.env.SERVICE_UNDER_TEST ?? 'kindo';
const found = WORLDS.find(({ provider }) => provider.id === word);
if (found === undefined) throw new Error(`there is no service "${word}"`);

export const WORLD = found;
export const NAME = WORLD.provider.name;
export const API = WORLD.api;
export const AGENT = WORLD.agent;
export const AGENT_ID = WORLD.agentId;
export const OTHER_AGENT_ID = WORLD.otherAgentId;
export const RUN_ID = WORLD.runId;
export const INPUTS = WORLD.inputs;
export const AGENT_PATH = WORLD.agentPath;
export const AGENT_ANSWER = WORLD.agentAnswer;
export const START_PATH = WORLD.startPath;
export const START_BODY = WORLD.startBody;
export const RUN_PATH = WORLD.runPath;
export const { startAnswer, runAnswer, errorBody, adviceOn403: ADVICE_ON_403 } = WORLD;

/** A path as messages and the timeline have it. */
export function shownPath(path: string): string {
  return path.replace(/^\/v1/, '');
}

export { EARLIER_RUN_ID, fault, type World } from './kindo-world.ts';

/** The real adapter of the service, on a clock that stands still. */
export function newWorld(options: Parameters<typeof kindo.newWorld>[0] = {}): kindo.World {
  return kindo.newWorld({ provider: WORLD.provider, baseUrl: API, send: sendUnderNock, ...options });
}
