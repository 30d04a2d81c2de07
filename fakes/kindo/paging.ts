/** The fields of a run that the paging needs. */
export interface ListedRun {
  readonly runId: string;
  readonly createdAtMs: number;
}

/** One page of the ids of an agent's runs, newest first. */
export interface RunPage {
  readonly recentRunIds: readonly string[];
  /** Absent for a request without parameters. */
  readonly nextCursor?: string | null;
}

const PARAMETERS = ['limit', 'cursor', 'startDate', 'endDate'] as const;
// The page gives this default for the paged shape.
const DEFAULT_LIMIT = 20;
// Invented: no page says how many runs the shape without parameters lists.
const UNPAGED_CAP = 20;
// Invented: a cursor is opaque.
const CURSOR_PREFIX = 'after:';

/** The page that the query requests, or a sentence that says why the query is invalid. */
export function pageRuns(newestFirst: readonly ListedRun[], query: URLSearchParams): RunPage | string {
  if (!PARAMETERS.some((name) => query.has(name))) {
    return { recentRunIds: newestFirst.slice(0, UNPAGED_CAP).map(({ runId }) => runId) };
  }

  // Invented: no page says which limits, dates and cursors are rejected, with which message, or whether a limit is capped.
  const limitText = query.get('limit') ?? String(DEFAULT_LIMIT);
  if (!/^[1-9]\d*$/.test(limitText)) return 'limit must be a positive integer.';
  const limit = Number(limitText);

  const earliest = parseDate(query.get('startDate'), Number.NEGATIVE_INFINITY);
  if (Number.isNaN(earliest)) return 'startDate must be an ISO-8601 date.';
  const latest = parseDate(query.get('endDate'), Number.POSITIVE_INFINITY);
  if (Number.isNaN(latest)) return 'endDate must be an ISO-8601 date.';

  const cursor = query.get('cursor');
  const before = cursor === null ? -1 : newestFirst.findIndex(({ runId }) => cursorAfter(runId) === cursor);
  if (cursor !== null && before === -1) return 'cursor is not valid.';

  // The cursor is a place among all runs, not among the filtered ones: it does not encode the dates.
  const rest = newestFirst
    .slice(before + 1)
    // Invented: no page says whether the two dates themselves are included.
    .filter(({ createdAtMs }) => createdAtMs >= earliest && createdAtMs <= latest);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    recentRunIds: page.map(({ runId }) => runId),
    nextCursor: last !== undefined && rest.length > page.length ? cursorAfter(last.runId) : null,
  };
}

function parseDate(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  // Date.parse alone accepts "page 2" as a date.
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}

function cursorAfter(runId: string): string {
  return Buffer.from(`${CURSOR_PREFIX}${runId}`).toString('base64url');
}
