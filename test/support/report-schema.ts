import { readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';

interface ReportSchema extends Schema {
  readonly properties: Record<string, Schema>;
  readonly required: string[];
}

/** docs/report.schema.json. */
export const REPORT_SCHEMA: ReportSchema = JSON.parse(
  readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'),
);

const validator = new Validator(REPORT_SCHEMA, '2020-12', false);

/** Where the text of a report file violates the schema, and why. */
export function problemsOf(reportFile: string): string[] {
  const { errors } = validator.validate(JSON.parse(reportFile));
  return errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
}
