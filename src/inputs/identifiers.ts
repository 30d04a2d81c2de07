import { InputError } from '../domain/errors.ts';
import { isRunId } from '../domain/run.ts';
import type { Provider } from '../service/agent-service.ts';
import { quote } from '../text/sanitize.ts';

/**
 * An agent's id, in the form that the service uses.
 *
 * @throws InputError
 */
export function parseAgentId(raw: string, { readAgentId }: Provider): string {
  const reading = readAgentId(raw.trim());
  if ('id' in reading) return reading.id;
  throw new InputError(`agent-id is ${quote(raw)}, ${reading.problem}.`);
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
    `run-id is ${quote(raw)}, which is not a run id (letters, digits, - and _): write the run-id output of the step that started the run.`,
  );
}
