import type { Provider } from '../agent-service.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');
const NIL_UUID = /^[0-]+$/;

/** An agent's UUID, in lower case. */
export function readAgentId(id: string): ReturnType<Provider['readAgentId']> {
  if (WHOLE_UUID.test(id)) {
    return NIL_UUID.test(id)
      ? {
          problem:
            "the nil UUID, which no agent has: copy the UUID from the agent's address in the Kindo Terminal",
        }
      : { id: id.toLowerCase() };
  }
  const inside = UUID.exec(id)?.[0];
  const fix =
    inside === undefined
      ? "copy the UUID from the agent's address in the Kindo Terminal, or write the display name in agent-name"
      : `write ${inside.toLowerCase()}, the UUID in it`;
  return { problem: `which is not a UUID: ${fix}` };
}

/** The path of an agent, below `/v1`. */
export function agentPath(agentId: string): string {
  return `/agents/${encodeURIComponent(agentId)}`;
}
