// Makes the pictures of the README: what real runs of the bundled action against the demo services leave behind, drawn as
// GitHub draws Markdown.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type Performance, play } from './play.ts';
import { scenarios } from './scenarios.ts';

const PICTURES = fileURLToPath(new URL('../docs/pictures', import.meta.url));
// As wide as GitHub shows a job summary.
const WIDTH = 1012;
const LIMIT_MS = 60_000;
const THEMES = ['light', 'dark'] as const;
const BACKGROUNDS = { light: '#ffffff', dark: '#0d1117' } as const;
const NONCE = 'measure';

/** The Markdown of each picture, by its name. */
const SUBJECTS: Readonly<Record<string, () => Promise<string>>> = {
  'summary-passed': () => summaryOf('passed'),
  'summary-failed': () => summaryOf('eval-failed'),
  comment: () => commentOf('pull-request'),
};

function performanceOf(name: string): Promise<Performance> {
  const scenario = scenarios()[name];
  if (scenario === undefined) throw new Error(`There is no scenario "${name}".`);
  return play(scenario);
}

async function commentOf(name: string): Promise<string> {
  return (await performanceOf(name)).comments.at(-1) ?? '';
}

async function summaryOf(name: string): Promise<string> {
  // The folder of the files that are named differs from run to run and from machine to machine.
  return (await performanceOf(name)).summary.replace(/\S*\/(run-kindo-agent-)\w+/g, 'RUNNER_TEMP/$1x1y2z3');
}

type Theme = (typeof THEMES)[number];

async function pageOf(markdown: string, theme: Theme): Promise<string> {
  const css = createRequire(import.meta.url).resolve(`github-markdown-css/github-markdown-${theme}.css`);
  const body = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${NONCE}'">
<style>${await readFile(css, 'utf8')}
body { margin: 0; padding: 24px; background: ${BACKGROUNDS[theme]}; }
.markdown-body { font-family: "Liberation Sans", "Noto Color Emoji", sans-serif; }</style>
<article class="markdown-body">${body}</article>
<script nonce="${NONCE}">
document.title = [document.documentElement.scrollWidth, document.querySelector('article').offsetHeight].join();
</script>`;
}

async function chromium(nodeArguments: readonly string[], folder: string): Promise<string> {
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
  try {
    const { stdout } = await promisify(execFile)(program, [...flags, ...nodeArguments], {
      timeout: LIMIT_MS,
    });
    return stdout;
  } catch (error) {
    throw new Error(
      `${program} could not be run. Install it (on Debian: apt-get install chromium fonts-noto-color-emoji fonts-liberation), or name it in CHROMIUM.`,
      { cause: error },
    );
  }
}

async function draw(name: string, markdown: string, theme: Theme): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const page = join(folder, 'page.html');
    await writeFile(page, await pageOf(markdown, theme));
    const dom = await chromium([`--window-size=${WIDTH},400`, '--dump-dom', `file://${page}`], folder);
    const [, width, height] = /<title>(\d+),(\d+)<\/title>/.exec(dom) ?? [];
    if (Number(width) > WIDTH)
      throw new Error(`${name} is ${width} px wide, more than the ${WIDTH} of a page.`);
    const file = join(PICTURES, `${name}-${theme}.png`);
    // The page's padding stands above and below the article.
    const size = `--window-size=${WIDTH},${Number(height) + 48}`;
    await chromium([size, `--screenshot=${file}`, `file://${page}`], folder);
    console.log(`docs/pictures/${name}-${theme}.png`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await mkdir(PICTURES, { recursive: true });
for (const [name, markdownOf] of Object.entries(SUBJECTS)) {
  const markdown = await markdownOf();
  for (const theme of THEMES) await draw(name, markdown, theme);
}
