import { inspect, styleText } from 'node:util';

const TITLE_STYLES = { '✅': 'green', '⚠️': 'yellow', '❌': 'red' } as const;

/** The heading of a part of the output. */
export function heading(text: string): string {
  return styleText(['bold', 'underline'], text);
}

/** Markdown for a terminal: still Markdown, with headings in bold, and what GitHub does not show dimmed. */
export function styleMarkdown(markdown: string): string {
  return markdown.replaceAll('&nbsp;', ' ').replaceAll('&#124;', '|').split('\n').map(styleLine).join('\n');
}

function styleLine(line: string): string {
  if (/^(?:<|\| ---)/.test(line)) return styleText('dim', line);
  if (!/^#{2,3} /.test(line)) return line;
  const [, color] = Object.entries(TITLE_STYLES).find(([icon]) => line.startsWith(`## ${icon}`)) ?? [];
  return styleText(color === undefined ? 'bold' : ['bold', color], line);
}

/** Text in quotes if it contains what a terminal would act on. */
export function harmless(text: string): string {
  return /(?![\n\t])\p{Cc}|\p{Cf}/u.test(text)
    ? inspect(text, { breakLength: Number.POSITIVE_INFINITY })
    : text;
}

export function shorten(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars)}… (${text.length} characters)` : text;
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
