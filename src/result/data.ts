/**
 * The JSON object or array in the agent's text: the whole text, or else its last fenced block marked `json`. Null if
 * there is none. The text of the JSON is kept as it is.
 */
export function findData(text: string): string | null {
  return asData(text) ?? asData(lastJsonBlock(text));
}

/** True where the text is nothing but a JSON object or array. */
export function isData(text: string): boolean {
  return asData(text) !== null;
}

function asData(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text.trim() : null;
  } catch {
    return null;
  }
}

// Ends with the fence itself: a pattern for what stands behind it would have to go back and forth in a long line.
const FENCE = /^\s*(`{3,}|~{3,})/;

interface Block {
  readonly fence: string;
  readonly isJson: boolean;
  readonly lines: string[];
}

/**
 * The last block that stands in a fence marked `json`, at any indentation. Line by line, since Markdown parsers take
 * quadratic time for some texts, and this one is written by an agent.
 */
function lastJsonBlock(text: string): string {
  let open: Block | null = null;
  let last = '';
  for (const line of text.split(/\r\n|\r|\n/)) {
    const { fence, info } = readFence(line);
    if (open === null) {
      if (fence !== '') open = { fence, isJson: /^json\b/i.test(info), lines: [] };
    } else if (fence.startsWith(open.fence) && info === '') {
      if (open.isJson) last = open.lines.join('\n');
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  return last;
}

function readFence(line: string): { readonly fence: string; readonly info: string } {
  const [start = '', fence = ''] = FENCE.exec(line) ?? [];
  const info = line.slice(start.length).trim();
  // A line such as ```code``` is a code span, and no fence.
  return fence.startsWith('`') && info.includes('`') ? { fence: '', info: '' } : { fence, info };
}
