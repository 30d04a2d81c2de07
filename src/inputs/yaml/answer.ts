import * as v from 'valibot';
import type { Answer } from '../../domain/command.ts';
import { InputError } from '../../domain/errors.ts';
import { parseJson } from './mapping.ts';

const WithId = v.object({ id: v.pipe(v.string(), v.nonEmpty()) });

/**
 * The answer to something that a run waits for, from a YAML or JSON mapping. It must name what it answers, so that no
 * approval can be taken for something that nobody has seen.
 *
 * @throws InputError
 */
export function parseAnswer(text: string): Answer {
  const json = parseJson(text, 'resume');
  const parsed = v.safeParse(WithId, JSON.parse(json));
  if (parsed.success) return { id: parsed.output.id, json };
  throw new InputError(
    'resume has no id, as text, of what it answers: write the id of the interrupt, as the interrupts output has it, in quotes where it is a number.',
  );
}
