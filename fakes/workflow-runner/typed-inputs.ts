import { textOf } from './workflow.ts';

const EMPTY: Readonly<Record<string, unknown>> = { boolean: false, number: 0 };

/**
 * The `inputs` context of a dispatched or called workflow, from its declarations.
 *
 * @throws if a required input is missing, an undeclared one is given, or a value is of another type
 */
export function typedInputs(
  declared: unknown,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const declarations = new Map(Object.entries(Object(declared)));
  for (const name of Object.keys(given)) {
    if (!declarations.has(name)) throw new Error(`The workflow declares no input ${name}.`);
  }
  return Object.fromEntries(
    Array.from(declarations, ([name, declaration]) => [
      name,
      inputValue(name, Object(declaration), given[name]),
    ]),
  );
}

interface Declaration {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly options?: readonly string[];
}

function inputValue(name: string, declaration: Declaration, given: unknown): unknown {
  const { type = 'string', required = false, options } = declaration;
  if (required && (given === undefined || given === '')) throw new Error(`Input ${name} is required.`);
  const value = given ?? declaration.default ?? EMPTY[type] ?? '';
  if (type === 'boolean') {
    if (!['true', 'false'].includes(textOf(value))) throw new Error(`Input ${name} is not a boolean.`);
    return textOf(value) === 'true';
  }
  if (type === 'number') {
    if (textOf(value).trim() === '' || Number.isNaN(Number(value)))
      throw new Error(`Input ${name} is not a number.`);
    return Number(value);
  }
  const text = textOf(value);
  if (options !== undefined && !options.includes(text))
    throw new Error(`Input ${name} has no option ${text}.`);
  return text;
}
