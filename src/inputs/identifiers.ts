import { isRunId } from '../domain.ts';
import { InputError } from '../errors.ts';
import { shown } from './read.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');
const NIL_UUID = /^[0-]+$/;

/**
 * An agent's UUID, in lower case.
 *
 * @throws InputError
 */
export function parseAgentId(raw: string): string {
  const id = raw.trim();
  if (WHOLE_UUID.test(id)) {
    if (NIL_UUID.test(id))
      throw new InputError(
        `agent-id is ${shown(id)}, the nil UUID, which no agent has: write the agent's own.`,
      );
    return id.toLowerCase();
  }
  const inside = UUID.exec(id)?.[0];
  const mend =
    inside === undefined
      ? 'write the UUID from the address of the agent in the service, or give the display name as agent-name.'
      : `write ${inside.toLowerCase()}, the UUID in it.`;
  throw new InputError(`agent-id is ${shown(raw)}, which is not a UUID: ${mend}`);
}

/**
 * The id of a run that was started before.
 *
 * @throws InputError
 */
export function parseRunId(raw: string): string {
  const id = raw.trim();
  if (isRunId(id)) return id;
  throw new InputError(
    `run-id is ${shown(raw)}, which is not a run id: write the run-id output of the step that started the run (letters, digits, - and _).`,
  );
}
