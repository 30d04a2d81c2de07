import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const markdownIt = new MarkdownIt({ html: true, linkify: true, xhtmlOut: true });
// GitHub makes no link of a bare host.
markdownIt.linkify.set({ fuzzyLink: false });

const GFM = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };

/** Markdown as HTML, as independent parsers read it: the one of the family that writes the quotation, and another. */
export const READINGS: Readonly<Record<string, (markdown: string) => string>> = {
  micromark: (markdown) => micromark(markdown, GFM),
  'markdown-it': (markdown) => markdownIt.render(markdown),
};

/** The elements of a page that are not the report's own: links, pictures, boxes and other HTML. */
export function foreignElements(html: string): string[] {
  return (outsideCode(html).match(/<[^>]*>/g) ?? []).filter((element) => !isOwn(element));
}

/** What GitHub makes references, addresses or pictures of in the text of a page. */
export function references(html: string): string[] {
  const text = outsideCode(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(OWN_TIMES, ' ');
  return text.match(REFERENCES) ?? [];
}

const REFERENCES = /@[\w-]|[\w/]?#\d|\bgh-\d|\bwww\.|:\/\/|\w@\w|:[\w+-]+:|\b[0-9a-f]{7,40}\b/gi;

/** The parts of a page outside code, where GitHub renders more than Markdown. */
function outsideCode(html: string): string {
  return html.replace(/<code[^>]*>.*?<\/code>/gs, ' ');
}

const OWN_ELEMENTS = new Set(
  [
    'h2',
    'h3',
    'p',
    'ul',
    'li',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'pre',
    'details',
    'summary',
    ...['blockquote', 'h4', 'h5', 'h6', 'ol', 'em', 'strong', 'del', 's'],
  ].flatMap((name) => [`<${name}>`, `</${name}>`]),
);

function isOwn(element: string): boolean {
  return (
    OWN_ELEMENTS.has(element) ||
    /^<(?:hr|br) \/>$|^<ol start="\d+">$|^<t[hd] (?:align="\w+"|style="text-align:\w+")>$|^<input type="checkbox" disabled="" (?:checked="" )?\/>$/.test(
      element,
    )
  );
}

// Of the facts, which the service cannot choose the form of.
const OWN_TIMES = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
