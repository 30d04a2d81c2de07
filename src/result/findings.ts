import { type Finding, type FindingsReport, NO_FINDINGS } from '../domain/findings.ts';
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
  /** The checkout, so that absolute paths below it are in the repository; empty if there is none. */
  readonly workspace: string | null;
  /** Whether the run ended with success: otherwise its answer is unreadable. */
  readonly succeeded: boolean;
}

// Each is shown to a person, and an answer may have any number of them.
const MAX_PROBLEMS = 20;
// A list that has one of these names, or that is cut right behind it.
const LOOKS_LIKE_FINDINGS = /"(?:runs|findings)"[\s>]*:[\s>]*(?:\[|$)/;
// In a quotation too.
const JSON_LINE = /^[ \t>]*(?:\{|\[\s*\{)/m;

/**
 * Reads the findings of all blocks of an answer: of each text part, and of each fence in it. A block that looks like findings
 * and cannot be read makes the answer unreadable, so that it never counts as one without findings. Never throws.
 *
 * @param message null if the agent gave no answer
 */
export function readFindings(
  message: AgentMessage | null,
  { workspace, succeeded }: FindingsContext,
): FindingsReport {
  if (message === null) return { ...NO_FINDINGS, problems: ['The agent gave no answer.'] };
  const findings: Finding[] = [];
  const problems = new Set<string>(succeeded ? [] : ['The run did not succeed.']);
  let lists = 0;
  message.parts.forEach((part, index) => {
    const { fences, outside } = findFences(answerIn(part));
    const read = (name: string, block: Block) => {
      readBlock(block, {
        workspace,
        list: () => {
          lists += 1;
        },
        add: (finding) => findings.push(finding),
        problem: (problem) => {
          if (problems.size < MAX_PROBLEMS) problems.add(`${name} in text part ${index + 1} ${problem}`);
        },
      });
    };
    read('The text', { json: outside, start: outside.search(JSON_LINE), isSarif: false });
    for (const fence of fences) read(nameOf(fence), blockOf(fence));
  });
  return { lists, findings, problems: [...problems] };
}

interface Block {
  readonly json: string;
  /** Where JSON may begin; -1 if nowhere. */
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
  const parsed = start === -1 ? null : parse(json);
  const runs = field(parsed, 'runs');
  const list = field(parsed, 'findings');
  if (runs === undefined && list === undefined) {
    if (isSarif || (start !== -1 && LOOKS_LIKE_FINDINGS.test(json.slice(start))))
      sink.problem(
        parsed === null
          ? 'looks like findings and is not valid JSON.'
          : 'has neither `runs` nor `findings` at its top.',
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
