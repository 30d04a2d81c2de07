/** A fenced block of Markdown. */
export interface Fence {
  /** The first word after the fence, in lower case; empty for a fence without a mark. */
  readonly language: string;
  /** False if no text follows the fence on its line. */
  readonly isMarked: boolean;
  readonly content: string;
  /** The content without the blocks in it. */
  readonly own: string;
  /** 0 for a block that is not inside another block. */
  readonly depth: number;
  /** False if the text ends before the block does. */
  readonly isClosed: boolean;
}

export interface Fences {
  /** Each before the block that contains it, otherwise in the order of the text. */
  readonly fences: readonly Fence[];
  /** The text without its blocks. */
  readonly outside: string;
}

// Ends with the fence itself: a pattern for the rest of the line would backtrack in a long line.
const FENCE = /^\s*(?:`{3,}|~{3,})/;
// Each level has a copy of the text.
const MAX_DEPTH = 8;
const MAX_LANGUAGE_CHARS = 20;

interface OpenFence {
  readonly fence: string;
  readonly info: string;
  readonly firstLine: number;
  readonly own: string[];
}

/**
 * The fenced blocks of a text, at any indentation, and those inside other blocks. It is read line by line, because Markdown
 * parsers take quadratic time for some texts, and an agent wrote this one.
 */
export function findFences(text: string): Fences {
  const lines = text.split(/\r\n|\r|\n/);
  const open: OpenFence[] = [];
  const fences: Fence[] = [];
  const outside: string[] = [];
  const close = (outermost: number, end: number, isClosed: boolean) => {
    const closed = open.splice(outermost).map(({ info, firstLine, own }, index) => ({
      language: info
        .toLowerCase()
        .replace(/[^\w+#.-].*/, '')
        .slice(0, MAX_LANGUAGE_CHARS),
      isMarked: info !== '',
      content: lines.slice(firstLine, end).join('\n'),
      own: own.join('\n'),
      depth: outermost + index,
      isClosed,
    }));
    fences.push(...closed.toReversed());
  };
  lines.forEach((line, index) => {
    const { fence, info } = readFence(line);
    const ended = info === '' ? open.findIndex((one) => fence.startsWith(one.fence)) : -1;
    if (ended !== -1) close(ended, index, true);
    else if (fence !== '' && open.length < MAX_DEPTH)
      open.push({ fence, info, firstLine: index + 1, own: [] });
    else (open.at(-1)?.own ?? outside).push(line);
  });
  close(0, lines.length, false);
  return { fences, outside: outside.join('\n') };
}

/** The fence is empty for a line without one. */
function readFence(line: string): { readonly fence: string; readonly info: string } {
  const start = FENCE.exec(line)?.[0] ?? '';
  const info = line.slice(start.length).trim();
  // A line such as ```code``` is a code span, not a fence.
  const isCode = start.includes('`') && info.includes('`');
  return { fence: isCode ? '' : start.trim(), info };
}
