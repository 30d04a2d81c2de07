import { addsLine, type ChangedLines } from '../domain/change.ts';
import { type Finding, type FindingPlace, type FindingsReport, NO_FINDINGS } from '../domain/findings.ts';
import type { AgentMessage } from '../domain/run.ts';
import { hasDuplicateKeys } from '../text/json.ts';
import { quoteUnlessWord } from '../text/sanitize.ts';
import { answerIn, jsonIn } from './data.ts';
import { type Fence, findFences } from './fences.ts';
import type { FindingsSink } from './finding-parts.ts';
import { field } from './json-values.ts';
import { readSarif } from './sarif-findings.ts';
import { readSimpleFindings } from './simple-findings.ts';

export interface FindingsContext {
  /** The checkout, so that absolute paths below it are in the repository; null without a checkout. */
  readonly workspace: string | null;
  /** The lines that the pull request changed, as far as the diff was read. */
  readonly changed: ChangedLines;
  /** Whether the run ended with success: otherwise its answer is unreadable. */
  readonly succeeded: boolean;
}

// Each is shown to a person, and an answer may have any number of them.
const MAX_PROBLEMS = 20;
// Of more, a step would run out of memory before its report.
const MAX_FINDINGS = 200_000;
// A list with one of these names, or the name at the end of a truncated text.
const LOOKS_LIKE_FINDINGS = /"(?:runs|findings)"[\s>]*:[\s>]*(?:\[|$)/;
// In a quotation too.
const JSON_LINE = /^[ \t>]*(?:\{|\[\s*\{)/m;

/**
 * Reads the findings in all blocks of an answer: in each text part, and in each fence in it. A block that seems to have
 * findings and cannot be read makes the answer unreadable, so that it never counts as one without findings. Never throws.
 *
 * @param message null if the agent wrote no answer
 */
export function readFindings(
  message: AgentMessage | null,
  { workspace, changed, succeeded }: FindingsContext,
): FindingsReport {
  if (message === null) return { ...NO_FINDINGS, problems: ['The agent wrote no answer.'] };
  const findings: Finding[] = [];
  const problems = new Set<string>(succeeded ? [] : ['The run did not succeed.']);
  let lists = 0;
  message.parts.forEach((part, index) => {
    const { fences, outside } = findFences(answerIn(part));
    const read = (name: string, block: Block) => {
      const problem = (text: string) => {
        if (problems.size < MAX_PROBLEMS) problems.add(`${name} in text part ${index + 1} ${text}`);
      };
      readBlock(block, {
        workspace,
        list: () => {
          lists += 1;
        },
        add: (finding) => {
          if (findings.length === MAX_FINDINGS)
            problem('has findings beyond the first 200,000, which are not read.');
          else findings.push({ ...finding, isOnChange: isOnChange(finding.place, changed) });
        },
        problem,
      });
    };
    read('The text', { json: outside, start: outside.search(JSON_LINE), isSarif: false });
    for (const fence of fences) read(nameOf(fence), blockOf(fence));
  });
  return { lists, findings, problems: [...problems] };
}

function isOnChange(place: FindingPlace | null, changed: ChangedLines): boolean {
  if (place === null || place.line === null) return false;
  return addsLine(changed, place.path, { first: place.line, last: place.endLine ?? place.line });
}

interface Block {
  readonly json: string;
  /** The index at which JSON may begin; -1 if it has none. */
  readonly start: number;
  readonly isSarif: boolean;
}

function nameOf({ language }: Fence): string {
  return language === '' ? 'A block' : `A block marked ${quoteUnlessWord(language)}`;
}

function blockOf({ language, own }: Fence): Block {
  const json = jsonIn(language, own);
  return { json, start: json.search(JSON_LINE), isSarif: language === 'sarif' };
}

function readBlock({ json, start, isSarif }: Block, sink: FindingsSink): void {
  const parsed = parse(json);
  const runs = field(parsed, 'runs');
  const list = field(parsed, 'findings');
  if (runs === undefined && list === undefined) {
    if (isSarif || (start !== -1 && LOOKS_LIKE_FINDINGS.test(json.slice(start))))
      sink.problem(
        parsed === null
          ? 'seems to have findings, and is not valid JSON.'
          : 'has neither "runs" nor "findings" at its top level.',
      );
    return;
  }
  if (hasDuplicateKeys(json)) sink.problem('has an object with the same key twice.');
  if (list !== undefined) readSimpleFindings(list, sink);
  if (runs !== undefined) readSarif(parsed, sink);
}

/** Null also if the text is not JSON. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
