import { describe, expect, it } from 'vitest';
import { titlesIn } from './faults/titles.ts';
import { EXAMPLES, find, PAGES, read } from './files.ts';
import { readPage } from './page.ts';

/** What no text for a person says, as the source of a pattern, and what it says instead. */
const BANNED: Readonly<Record<string, string>> = {
  'looks? at the runs?': 'poll',
  '(one|two|last|next|more) looks?': 'poll',
  told: 'called with, included',
  'tells?': 'reports, includes, shows',
  'mend(s|ed|ing)?': 'fix',
  'un(-)?judged|judge[sd]? nothing|nothing (is|was) judged|is not judged': 'not evaluated, without a verdict',
  'steps? that attach(es)?': 'the attach step',
  'what of it is cut': 'truncated',
  '(made|makes?) harmless|disarm(s|ed|ing)?': 'escaped, sanitized',
  'talk(s|ed|ing)? (\\S+ ){0,3}round': 'prompt injection',
  'letter for letter|letter case counts': 'exact, case-sensitive',
  'at most one start is ever sent': 'at-most-once start',
  '(go|goes|going|went) on': 'continues',
  'worth knowing': 'Warnings',
  'is content|are content': 'the verdict is pass',
  'c[ao]m(e|es|ing) to life': 'is rendered, is active',
  'bears? with': 'tolerates',
  'c[ao]mes? of': 'the result, because of',
  'for good(?! \\w)': 'permanently',
  '(is|are) none': 'has no, does not exist',
  'of (its|their|your|our) own': 'its own, a separate',
  'in (its|their|your) place|takes? (its|their) place': 'instead',
  whoever: 'anybody who',
  'by the way of': 'like, by',
  'knows no': 'was not found',
  'may not see it': 'cannot see it',
  'it would not reach the agent': 'Kindo would silently drop it',
  'was still in progress after the': 'did not finish within',
  'it cannot be known whether': 'may exist',
  'nothing is sent again': 'It was not retried',
  'does not prove that there': 'One may still exist',
  'before you run this step again': 'before you re-run this step',
  'the action itself failed|a fault of the action': 'Internal error',
  'what opens this job|is not for the agent|take another variable': 'is a credential of this job',
};

/**
 * Where people read, and how the text is taken from a file. Words that are wrong in one sense only (answer, fault, look, ask,
 * words, holds, where, since) are found by reading. A code span of a page quotes a message, which is checked at its source.
 */
const TEXTS: readonly {
  readonly files: readonly string[];
  readonly textsOf: (path: string) => readonly string[];
  readonly isChecked: boolean;
}[] = [
  // docs/faults.md is written by npm run faults.
  {
    files: PAGES.filter((path) => path !== 'docs/faults.md'),
    textsOf: (path) => [...readPage(path).passages, ...readPage(path).blocks.flatMap(commentsIn)],
    isChecked: true,
  },
  { files: ['action.yml'], textsOf: (path) => [read(path)], isChecked: true },
  {
    files: EXAMPLES,
    textsOf: (path) => [...commentsIn({ text: read(path) }), ...namesIn(path)],
    isChecked: true,
  },
  {
    files: ['src', 'fakes', 'demo', 'bench', 'scripts'].flatMap(sourcesOf),
    textsOf: (path) => [read(path)],
    isChecked: true,
  },
  {
    files: find('test/**/*.ts'),
    textsOf: (path) => [...titlesIn(path, read(path)).map(({ text }) => text), ...sourceCommentsIn(path)],
    isChecked: true,
  },
];

const MAX_README_LINES = 300;
const MAX_MEDIAN_WORDS = 18;

/** What a text says that it must not say, each with what to say instead. */
function bannedIn(text: string): string[] {
  const line = text.replace(/\n\s*(?:\/\/|\*|#)?\s*/g, ' ');
  return Object.entries(BANNED).flatMap(([source, instead]) => {
    const found = new RegExp(`(?<![\\w-])(?:${source})(?![\\w-])`, 'iu').exec(line);
    return found === null ? [] : [`"${found[0]}", instead: ${instead}`];
  });
}

function sourcesOf(folder: string): string[] {
  return find(`${folder}/**/*.ts`);
}

/** The comments of YAML, those on consecutive lines as one. */
function commentsIn({ text }: { readonly text: string }): string[] {
  return text.match(/(?:^ *#.*(?:\n|$))+/gm) ?? [];
}

/** The comments of TypeScript that begin a line, those on consecutive lines as one. */
function sourceCommentsIn(path: string): string[] {
  return read(path).match(/^ *\/\*\*[\s\S]*?\*\/|(?:^ *\/\/.*(?:\n|$))+/gm) ?? [];
}

function namesIn(path: string): string[] {
  return Array.from(read(path).matchAll(/^[- ]*(?:name|description): (.*)$/gm), ([, name = '']) => name);
}

/** The sentences of a page: of its paragraphs, lists and cells. */
function sentencesOf(path: string): string[] {
  return readPage(path)
    .passages.flatMap((passage) => passage.split(/(?<=[.!?])\s+/))
    .filter((sentence) => /\w \w/.test(sentence));
}

describe('the texts', () => {
  it.each(
    TEXTS.filter(({ isChecked }) => isChecked).flatMap(({ files, textsOf }) =>
      files.map((path) => ({ path, textsOf })),
    ),
  )('in $path contain no banned word', ({ path, textsOf }) => {
    expect(textsOf(path).flatMap(bannedIn)).toEqual([]);
  });

  it('are found in any case, across lines, and as whole words', () => {
    expect(bannedIn('Whoever\n  # goes\n  # on')).toEqual([
      '"goes on", instead: continues',
      '"Whoever", instead: anybody who',
    ]);
    expect(bannedIn('We recommend a contents list; the go-on flag is untold.')).toEqual([]);
  });
});

describe('README.md', () => {
  it(`has at most ${MAX_README_LINES} lines`, () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_README_LINES);
  });

  it(`has sentences of at most ${MAX_MEDIAN_WORDS} words in the median`, () => {
    const lengths = sentencesOf('README.md').map((sentence) => sentence.split(' ').length);
    expect(lengths.length).toBeGreaterThan(100);
    expect(lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(
      MAX_MEDIAN_WORDS,
    );
  });
});
