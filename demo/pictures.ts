// Draws the pictures of the pages with Chromium: what runs of the bundled action leave, as GitHub shows Markdown.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { ROOT } from '../fakes/runner/action-file.ts';
import {
  DRAWN_FROM,
  KINDS,
  type Kind,
  PICTURES,
  pictureFile,
  pictureMarkdown,
  sha256,
} from './picture-sources.ts';

const FOLDER = join(ROOT, 'docs/pictures');
const LIMIT_MS = 60_000;
const NONCE = 'measure';
const COLORS = {
  light: { page: '#ffffff', frame: '#d1d9e0', heading: '#f6f8fa', text: '#1f2328' },
  dark: { page: '#0d1117', frame: '#3d444d', heading: '#151b23', text: '#f0f6fc' },
} as const;
/**
 * In pixels of CSS. The zoom makes text sharp in a README and on a phone. On a phone one screen is enough, since the picture
 * is between the reader and the text below it.
 */
const SCREENS = {
  wide: { width: 1012, maxHeight: Number.POSITIVE_INFINITY, padding: 24, zoom: 1.5 },
  narrow: { width: 390, maxHeight: 932, padding: 16, zoom: 2 },
} as const;
type Screen = (typeof SCREENS)[keyof typeof SCREENS];

async function pageOf(title: string, markdown: string, { width, theme }: Kind): Promise<string> {
  const css = createRequire(import.meta.url).resolve(`github-markdown-css/github-markdown-${theme}.css`);
  const { page, frame, heading, text } = COLORS[theme];
  const body = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${NONCE}'">
<style>${await readFile(css, 'utf8')}
html { zoom: ${SCREENS[width].zoom}; }
body { margin: 0; background: ${page}; }
section { border: 1px solid ${frame}; border-radius: 6px; overflow: hidden; }
header { padding: 10px 16px; background: ${heading}; color: ${text}; border-bottom: 1px solid ${frame}; font-size: 14px; }
header i { border: 1px solid ${frame}; border-radius: 2em; padding: 0 6px; font-size: 12px; font-style: normal; }
header, .markdown-body { font-family: "Liberation Sans", "Noto Color Emoji", sans-serif; }
.markdown-body { padding: ${SCREENS[width].padding}px; }</style>
<section><header>${title}</header><article class="markdown-body">${body}</article></section>
<script nonce="${NONCE}">
document.title = [document.documentElement.scrollWidth, Math.ceil(document.querySelector('section').getBoundingClientRect().height)].join();
</script>`;
}

function chromium(nodeArguments: readonly string[], folder: string): Promise<string> {
  const program = process.env.CHROMIUM ?? 'chromium';
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--hide-scrollbars',
    `--user-data-dir=${join(folder, 'profile')}`,
  ];
  return run(program, [...flags, ...nodeArguments]);
}

async function run(program: string, programArguments: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, programArguments, { timeout: LIMIT_MS });
    return stdout;
  } catch (error) {
    throw new Error(
      `${program} could not be run. Install what draws the pictures (on Debian: apt-get install chromium pngquant fonts-noto-color-emoji fonts-liberation), or name Chromium in CHROMIUM.`,
      { cause: error },
    );
  }
}

async function draw(
  file: string,
  html: string,
  { width: cssWidth, maxHeight, zoom }: Screen,
): Promise<Buffer> {
  const width = cssWidth * zoom;
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const page = join(folder, 'page.html');
    const picture = join(folder, 'picture.png');
    await writeFile(page, html);
    const dom = await chromium([`--window-size=${width},400`, '--dump-dom', `file://${page}`], folder);
    const [, shownWidth, height] = /<title>(\d+),(\d+)<\/title>/.exec(dom) ?? [];
    if (Number(shownWidth) !== width)
      throw new Error(`${file} is ${shownWidth} px wide, and must be ${width}.`);
    await chromium(
      [
        `--window-size=${width},${Math.min(Number(height), maxHeight * zoom)}`,
        `--screenshot=${picture}`,
        `file://${page}`,
      ],
      folder,
    );
    const small = join(folder, 'small.png');
    await run('pngquant', ['--strip', '--nofs', '--output', small, '256', picture]);
    return await readFile(small);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const drawnFrom: Record<string, { markdown: string; pictures: Record<string, string> }> = {};
await mkdir(FOLDER, { recursive: true });
for (const old of await readdir(FOLDER)) await rm(join(FOLDER, old));
for (const [name, markdown] of await pictureMarkdown()) {
  const pictures: Record<string, string> = {};
  for (const kind of KINDS) {
    const file = pictureFile(name, kind);
    const html = await pageOf(PICTURES[name]?.heading ?? '', markdown, kind);
    const picture = await draw(file, html, SCREENS[kind.width]);
    await writeFile(join(FOLDER, file), picture);
    pictures[file] = sha256(picture);
    console.log(`docs/pictures/${file}: ${Math.ceil(picture.length / 1024)} KiB`);
  }
  drawnFrom[name] = { markdown: sha256(markdown), pictures };
}
await writeFile(join(ROOT, DRAWN_FROM), `${JSON.stringify(drawnFrom, null, 2)}\n`);
