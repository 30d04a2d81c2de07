import { createHash } from 'node:crypto';
import { type Performance, play } from './play.ts';
import { scenarios } from './scenarios.ts';

/** What a picture shows. */
export interface PictureSource {
  readonly scenario: string;
  /** What GitHub shows above it. */
  readonly heading: string;
  readonly take: (performance: Performance) => string;
}

const summaryOf = ({ summary }: Performance) => summary;

/** The pictures of the pages, by their names. */
export const PICTURES: Readonly<Record<string, PictureSource>> = {
  'gate-failed': { scenario: 'gate-failed', heading: 'Agent gate summary', take: summaryOf },
  'comment-failed': {
    scenario: 'gate-failed',
    heading: '<b>github-actions</b> <i>bot</i> commented',
    take: ({ comments }) => comments.join(),
  },
  'needs-input': { scenario: 'middesk-interrupted', heading: 'Business review summary', take: summaryOf },
  'invalid-input': { scenario: 'invalid-input', heading: 'Agent check summary', take: summaryOf },
};

/** In which themes and for which screens each picture is drawn. */
export const KINDS = [
  { theme: 'light', width: 'wide' },
  { theme: 'dark', width: 'wide' },
  { theme: 'light', width: 'narrow' },
  { theme: 'dark', width: 'narrow' },
] as const;

export type Kind = (typeof KINDS)[number];

/** The file of a picture in docs/pictures. */
export function pictureFile(name: string, { width, theme }: Kind): string {
  return `${name}-${width}-${theme}.png`;
}

/** The file that records what was drawn. */
export const DRAWN_FROM = 'docs/pictures/drawn-from.json';

/** SHA-256 of the Markdown that a picture was drawn from, and of its files by their names; by the picture's name. */
export type DrawnFrom = Readonly<
  Record<string, { readonly markdown: string; readonly pictures: Readonly<Record<string, string>> }>
>;

/** The Markdown of each picture, which is the same whenever and wherever the scenario is played. */
export async function pictureMarkdown(): Promise<Map<string, string>> {
  const all = scenarios();
  const markdown = new Map<string, string>();
  const played = new Map<string, Performance>();
  for (const [name, { scenario: key, take }] of Object.entries(PICTURES)) {
    const scenario = all[key];
    if (scenario === undefined) throw new Error(`There is no scenario "${key}".`);
    const performance = played.get(key) ?? (await play(scenario));
    played.set(key, performance);
    markdown.set(name, steady(take(performance)));
  }
  return markdown;
}

/** The same text for every time and every port, and the service at its own address. */
function steady(markdown: string): string {
  return markdown
    .replace(/^ *base-url: http:\/\/127\.0\.0\.1:\d+\n/gm, '')
    .replace(/\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g, '28 Nov 2026, 20:04 UTC');
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
