// Longer than any wait of this action, and short enough for every timer.
const MAX_MS = 2 ** 31 - 1;

const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const TIME = String.raw`\d\d:\d\d:[0-5]\d`;
// The documented forms. Without the check, Date.parse takes a bare number for a year, and ignores another zone than GMT.
const FORMS = [
  String.raw`${DAY}, \d\d ${MONTH} \d{4} ${TIME} gmt`,
  String.raw`${DAY}[a-z]*day, \d\d-${MONTH}-\d\d ${TIME} gmt`,
  String.raw`${DAY} ${MONTH} [ \d]\d ${TIME} \d{4}`,
];
const HTTP_DATE = new RegExp(`^(?:${FORMS.join('|')})$`, 'i');

/**
 * Milliseconds of a Retry-After header, by the response's own clock if it has one; null without a header, or for one that
 * cannot be read. Never more than the maximum of a timer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(
  header: string | null,
  dateHeader: string | null,
  nowMs: number,
): number | null {
  if (header?.match(/^\d+$/)) return Math.min(Number(header) * 1000, MAX_MS);
  const until = parseHttpDate(header);
  if (until === null) return null;
  const waitMs = until - (parseHttpDate(dateHeader) ?? nowMs);
  return Math.min(Math.max(waitMs, 0), MAX_MS);
}

/**
 * A moment in an HTTP header in any of the three documented forms, milliseconds since the epoch; null if it cannot be
 * read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(header: string | null): number | null {
  if (!header?.match(HTTP_DATE)) return null;
  // One of the forms names no zone; to the others a second one changes nothing.
  const ms = Date.parse(`${header} GMT`);
  return Number.isNaN(ms) ? null : ms;
}
