import { DEMO_RUN } from './data.ts';
import type { RunScript } from './script.ts';

/** What the demo agent finds, in the form of docs/findings.schema.json. */
export const SIMPLE_FINDINGS = {
  findings: [
    {
      level: 'error',
      rule: 'sql-injection',
      message: 'The name is written into the query.',
      path: 'src/login.ts',
      line: 12,
      help: 'Use a parameter of the query.',
    },
    {
      level: 'warning',
      rule: 'weak-hash',
      message: 'MD5 is broken.',
      path: 'src/hash.ts',
      line: 3,
      endLine: 4,
    },
    { level: 'note', message: 'The change has no test.' },
  ],
};

/** The same as a SARIF log. */
export const SARIF_FINDINGS = {
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Demo agent',
          rules: [
            {
              id: 'sql-injection',
              shortDescription: { text: 'SQL injection' },
              help: { text: 'Use a parameter of the query.' },
              defaultConfiguration: { level: 'error' },
            },
          ],
        },
      },
      results: [
        {
          ruleId: 'sql-injection',
          ruleIndex: 0,
          message: { text: 'The name is written into the query.' },
          locations: [locationOf('src/login.ts', 12)],
        },
        {
          ruleId: 'weak-hash',
          level: 'warning',
          message: { text: 'MD5 is broken.' },
          locations: [locationOf('src/hash.ts', 3, 4)],
        },
        { level: 'note', message: { text: 'The change has no test.' } },
      ],
    },
  ],
};

function locationOf(uri: string, startLine: number, endLine = startLine) {
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine, endLine } } };
}

function fenced(language: string, value: unknown): string {
  return `\`\`\`${language}\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

const EMPTY = { findings: [] };

/** Messages of agents that answer with findings, each in another form. */
export const FINDINGS_MESSAGES = {
  'simple-text': JSON.stringify(SIMPLE_FINDINGS),
  'simple-fence': `Three findings:\n\n${fenced('json', SIMPLE_FINDINGS)}`,
  'sarif-fence': `Three findings:\n\n${fenced('sarif', SARIF_FINDINGS)}`,
  'two-blocks': `${fenced('sarif', SARIF_FINDINGS)}\n\nNothing else:\n\n${fenced('json', EMPTY)}`,
  'no-findings': `All is well.\n\n${fenced('json', EMPTY)}`,
  unreadable: '```json\n{ "findings": [ { "level": "error", \n```',
} satisfies Readonly<Record<string, string>>;

/** A run of an agent that answers with such a message, and has no objectives. */
export function findingsRun(form: keyof typeof FINDINGS_MESSAGES): RunScript {
  return { ...DEMO_RUN, takesMs: 1000, evals: null, message: FINDINGS_MESSAGES[form] };
}
