import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions can name, as plain values: `github`, `secrets`, `steps` and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How a step, a job or those that a job needs have ended: what `success()`, `failure()` and `cancelled()` return. */
export type JobStatus = 'success' | 'failure' | 'cancelled' | 'skipped';

const STATUS_FUNCTIONS: Readonly<Record<string, (status: JobStatus) => boolean>> = {
  success: (status) => status === 'success',
  failure: (status) => status === 'failure',
  cancelled: (status) => status === 'cancelled',
  always: () => true,
};

/** The value of an expression, without its `${{` and `}}`. */
export function evaluate(
  expression: string,
  contexts: Contexts,
  status: JobStatus = 'success',
): data.ExpressionData {
  const functions = Object.entries(STATUS_FUNCTIONS).map(([name, holds]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds(status)),
  }));
  const tokens = new Lexer(expression).lex().tokens.map((token) =>
    // The lexer reads only the first of several doubled quotes as a quote.
    token.lexeme.startsWith("'")
      ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
      : token,
  );
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const values = Object.entries(contexts).map(([key, value]) => ({ key, value: toData(value) }));
  const byName = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, new data.Dictionary(...values), byName).evaluate();
}

/** Text with every `${{ … }}` in it replaced by its value. */
export function interpolate(text: string, contexts: Contexts, status: JobStatus = 'success'): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, status).coerceString(),
  );
}

/** Whether a value counts as true. */
export function isTruthy(value: data.ExpressionData): boolean {
  switch (value.kind) {
    case data.Kind.Null:
      return false;
    case data.Kind.Boolean:
      return value.coerceString() === 'true';
    case data.Kind.Number:
      return value.number() !== 0 && !Number.isNaN(value.number());
    case data.Kind.String:
      return value.coerceString() !== '';
    default:
      return true;
  }
}

/** The plain value of what an expression gave. */
export function toPlain(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer));
}

function toData(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value), data.reviver);
}
