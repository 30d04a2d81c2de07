import { withoutComments } from '../text/json.ts';
import { quoteUnlessWord } from '../text/sanitize.ts';
import { type Fence, findFences } from './fences.ts';

/** The JSON in an agent's answer. */
export interface FoundData {
  /** A JSON object or array as written, without the comments of `jsonc`; null if the answer has no JSON. */
  readonly data: string | null;
  /** Which text seems to be JSON and was not used, and why; null if there is no such text. */
  readonly warning: string | null;
}

const DATA_LANGUAGES = ['json', 'jsonc', 'sarif'];
// A line that begins like this, also in a quotation, is not Markdown: not a link, a task or a placeholder.
const DATA_LINE = /^[ \t>]*(?:\{\s*["}]|\[\s*[{"])/m;
const DATA_START = /^\s*(?:\{\s*["}]|\[\s*[{"])/;
const NOT_JSON = 'is not a JSON object or array';

type Taken = { readonly data: string } | { readonly problem: string | null };

/**
 * Finds the JSON object or array in an answer: in the last text part that has one, then in earlier ones, then in all of them
 * joined. In each, it is the whole text, or the last closed fence marked `json`, `jsonc` or `sarif`, or the only fence
 * without a mark.
 */
export function findData(parts: readonly string[]): FoundData {
  const texts = parts.map((text, index) => ({
    text,
    name: parts.length > 1 ? `text part ${index + 1}` : 'the message',
  }));
  const joined = parts.length > 1 ? [{ text: parts.join('\n\n'), name: 'the joined text parts' }] : [];
  let warning: string | null = null;
  for (const { text, name } of [...texts.toReversed(), ...joined]) {
    const taken = takeFrom(answerIn(text));
    if ('data' in taken) return { data: taken.data, warning };
    if (taken.problem !== null && warning === null)
      warning = `The JSON in ${name} is not in result-data: ${taken.problem}.`;
  }
  return { data: null, warning };
}

/** True if the whole text is a JSON object or array. */
export function isData(text: string): boolean {
  return asData(answerIn(text)) !== null;
}

/** A text without a byte order mark, and without the thoughts of a model before its answer. */
export function answerIn(text: string): string {
  return text.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
}

/** The text of a block with this mark, as JSON if it is valid. */
export function jsonIn(language: string, text: string): string {
  return language === 'jsonc' ? withoutComments(text) : text;
}

function takeFrom(text: string): Taken {
  const whole = asData(text);
  if (whole !== null) return { data: whole };
  const { fences, outside } = findFences(text);
  const fence = dataFence(fences.filter(({ depth, isClosed }) => depth === 0 && isClosed));
  const data = fence === null ? null : asData(jsonIn(fence.language, fence.content));
  if (data !== null) return { data };
  if (fence?.isMarked) return { problem: `its last block marked ${fence.language} ${NOT_JSON}` };
  const skipped = fences.find(looksLikeData);
  if (skipped !== undefined) return { problem: reasonToSkip(skipped, fence) };
  return {
    problem: DATA_LINE.test(outside)
      ? 'it is among other text. Make the agent put it into a block marked json'
      : null,
  };
}

/** The last fence that is marked as data; without such a one, the only one without a mark. */
function dataFence(fences: readonly Fence[]): Fence | null {
  const marked = fences.findLast(({ language }) => DATA_LANGUAGES.includes(language));
  const [unmarked = null, ...others] = fences.filter(({ isMarked }) => !isMarked);
  return marked ?? (others.length === 0 ? unmarked : null);
}

function looksLikeData({ language, content }: Fence): boolean {
  return DATA_LANGUAGES.includes(language) || DATA_START.test(content);
}

function reasonToSkip(fence: Fence, tried: Fence | null): string {
  if (fence === tried) return `its only block without a mark ${NOT_JSON}`;
  if (!fence.isClosed) return 'its block is not closed';
  if (fence.depth > 0) return 'its block is inside another block';
  return fence.isMarked
    ? `its block is marked ${quoteUnlessWord(fence.language)}, not json, jsonc or sarif`
    : 'it is in one of several blocks without a mark. Make the agent mark it with json';
}

function asData(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text.trim() : null;
  } catch {
    return null;
  }
}
