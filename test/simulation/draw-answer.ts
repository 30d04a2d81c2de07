import { SARIF_FINDINGS } from '../../fakes/kindo/findings.ts';
import type { Random } from './random.ts';

/** The levels from which on findings may fail a step, the highest first. */
export const LEVELS = ['error', 'warning', 'note'] as const;
export type Level = (typeof LEVELS)[number];

/** What a message contains, whatever the step reads in it. */
export interface AnswerFacts {
  /** The highest level of its findings: `none` for an empty list, null if they are missing or cannot be read. */
  readonly level: Level | 'none' | null;
  /** Whether its data satisfies the schema in the simulated workspace. */
  readonly isValid: boolean;
}

/** A text part of an agent. */
export interface AgentAnswer extends AnswerFacts {
  readonly text: string;
}

/** A file of the simulated workspace, on which findings are. */
export const FILE_WITH_FINDINGS = 'schema.json';

const WORDS: Readonly<Record<Level, readonly unknown[]>> = {
  error: ['error', 'critical', ' HIGH ', 'no such level', null],
  warning: ['warning', 'medium', 'Moderate'],
  note: ['note', 'low', 'info'],
};

function fence(language: string, json: string): string {
  return `\`\`\`${language}\n${json}\n\`\`\``;
}

/** A message without findings and data. */
export const NO_ANSWER: AnswerFacts = { level: null, isValid: false };

/** Draws the message of an agent with findings and data: in each form, in another form, or broken. */
export function drawAnswer(random: Random): AgentAnswer {
  const level = random.pick(LEVELS);
  const finding = {
    level: random.pick(WORDS[level]),
    rule: 'sql-injection',
    message: 'The name is written into the query.',
    path: random.pick([FILE_WITH_FINDINGS, 'not/there.ts', '../outside.ts']),
    line: 1,
  };
  const findings = [finding, { level: 'note', message: 'The change has no test.' }].slice(
    0,
    random.whole(1, 2),
  );
  const clean = { critical: 0, findings: [] };
  const sarif = fence('sarif', JSON.stringify(SARIF_FINDINGS));
  return random.weighted<AgentAnswer>([
    [6, { text: JSON.stringify(clean), level: 'none', isValid: true }],
    [2, { text: JSON.stringify({ critical: 0, findings }), level, isValid: true }],
    [2, { text: `Found:\n\n${fence('json', JSON.stringify({ findings }))}`, level, isValid: false }],
    [1, { text: `Found:\n\n${sarif}`, level: 'error', isValid: false }],
    [
      2,
      {
        text: `${sarif}\n\nNothing else:\n\n${fence('json', JSON.stringify(clean))}`,
        level: 'error',
        isValid: true,
      },
    ],
    [2, { text: 'All is well.', ...NO_ANSWER }],
    [1, { text: '```json\n{ "findings": [ { "level": "error", \n```', ...NO_ANSWER }],
    [1, { text: `${sarif}\n\n${fence('json', '{"runs":[')}`, ...NO_ANSWER }],
    [1, { text: fence('json', '{"critical":0}'), level: null, isValid: true }],
    [1, { text: JSON.stringify({ ...clean, critical: 1 }), level: 'none', isValid: false }],
  ]);
}
