import * as v from 'valibot';
import type { Answer } from '../../domain/command.ts';
import { InputError } from '../../domain/errors.ts';
import { parseJson } from './mapping.ts';

const WithId = v.object({ id: v.pipe(v.string(), v.nonEmpty()) });

/**
 * The answer to an interrupt of a run, from a YAML or JSON mapping. It must have the id of the interrupt, so that an approval
 * never counts for another question.
 *
 * @throws InputError
 */
export function parseAnswer(text: string): Answer {
  const json = parseJson(text, 'resume');
  const parsed = v.safeParse(WithId, JSON.parse(json));
  if (parsed.success) return { id: parsed.output.id, json };
  throw new InputError(
    'resume has no id, or its id is not text: copy the id from the interrupts output, in quotes if it is a number.',
  );
}
