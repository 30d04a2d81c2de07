import type { DemoAgent, RunScript } from './script.ts';

/** The key that the service accepts. It is valid for no other service. */
export const DEMO_API_KEY = 'demo_key_that_opens_nothing_000000000000';

/** The id of the first run that is started; the next ones count its last group up. */
export const FIRST_RUN_ID = '7a7ced7d-95a8-416f-95bb-5c0ff3599f53';

/** The agent of the vendor's quickstart page, with an optional input besides. */
export const DAILY_SECURITY_SCAN: DemoAgent = {
  agentId: '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d',
  name: 'Daily Security Scan',
  description: 'Runs the daily vulnerability check workflow.',
  required: ['query'],
  optional: ['severity'],
  hasTriggers: false,
  createdAt: '2026-03-10T18:45:23.000Z',
  creatorName: 'Security Team',
  earlierRuns: [
    { runId: '3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9', createdAtUtc: '2026-03-12T15:00:00.000Z' },
    { runId: 'e2b7a5d0-6c41-4f0b-9d1e-2f8c7b3a6e15', createdAtUtc: '2026-03-11T15:00:00.000Z' },
  ],
};

/** An agent that only its trigger may run. */
export const ALERT_TRIAGE: DemoAgent = {
  agentId: '5f0c2b9e-7d34-4a61-8e0f-c1a2d3e4f506',
  name: 'Alert Triage',
  description: 'Sorts incoming alerts as they arrive.',
  required: [],
  optional: [],
  hasTriggers: true,
  createdAt: '2026-02-02T09:12:00.000Z',
  creatorName: 'Platform Team',
  earlierRuns: [],
};

/** The first of two agents with one name; it can be started without any input. */
export const DEPENDENCY_REVIEW: DemoAgent = {
  agentId: '9b6d1f3a-0e52-4c87-b7d9-13e5a7c9d0f2',
  name: 'Dependency Review',
  description: 'Reviews the dependencies that a change adds.',
  required: [],
  optional: ['Pull Request', 'Base Branch'],
  hasTriggers: false,
  createdAt: '2026-01-15T11:30:00.000Z',
  creatorName: 'Platform Team',
  earlierRuns: [],
};

/** The second agent with that name. */
export const DEPENDENCY_REVIEW_COPY: DemoAgent = {
  ...DEPENDENCY_REVIEW,
  agentId: 'c40e8a7d-2b19-4f65-a3c8-6d7e5f4a3b21',
  description: 'A copy, with a changed prompt.',
  createdAt: '2026-03-01T16:05:00.000Z',
  creatorName: 'Security Team',
};

/** An agent that exists, and that the caller cannot see. */
export const INCIDENT_POSTMORTEM: DemoAgent = {
  agentId: 'f7a1c3e5-4d2b-4890-9c6e-0b8d7f5e3a19',
  name: 'Incident Postmortem',
  description: 'Drafts the report after an incident.',
  required: ['incident'],
  optional: [],
  hasTriggers: false,
  createdAt: '2025-11-20T08:00:00.000Z',
  creatorName: 'Incident Response',
  earlierRuns: [],
  visible: false,
};

/** The agents that the service has unless it is given others. */
export const DEMO_AGENTS: readonly DemoAgent[] = [
  DAILY_SECURITY_SCAN,
  ALERT_TRIAGE,
  DEPENDENCY_REVIEW,
  DEPENDENCY_REVIEW_COPY,
  INCIDENT_POSTMORTEM,
];

/** How a run behaves by default. */
export const DEMO_RUN: RunScript = {
  takesMs: 3_000,
  status: 'success',
  message: [
    'I run the scan, and compare it with the one of the day before.',
    {
      type: 'tool-scanDependencies',
      toolCallId: 'call_0f3b8c2d',
      state: 'output-available',
      input: { severity: 'high' },
      output: { dependencies: 214, images: 12, findings: 2 },
    },
    { type: 'step-start' },
    [
      '## Daily security scan',
      '',
      'Looked at 214 dependencies and 12 images.',
      '',
      '- **Critical**: none',
      '- **High**: none',
      '- **Medium**: 2, both accepted',
      '',
      'Security scan complete. No critical findings.',
      '',
      '```json',
      '{ "critical": 0, "high": 0, "medium": 2 }',
      '```',
    ].join('\n'),
  ],
  evals: {
    pendingMs: 2_500,
    result: 'pass',
    steps: [
      {
        name: 'Run the daily security scan',
        result: 'pass',
        explanation: 'Kindo completed the scan and found no critical vulnerabilities.',
      },
      {
        name: 'Compare with the previous scan',
        result: 'pass',
        explanation: 'Nothing new since the scan of the day before.',
      },
      {
        name: 'Report the findings',
        result: 'pass',
        explanation: 'The report names every finding with its severity.',
      },
    ],
  },
};

/** How a run behaved that an agent lists among its earlier ones: the run of the quickstart page. */
export const EARLIER_RUN: RunScript = {
  takesMs: 8_000,
  status: 'success',
  message: 'Security scan complete. No critical findings.',
};

/** The agent that fills this place, counted from 1, in the list of visible agents. */
export function generatedAgent(place: number): DemoAgent {
  return {
    agentId: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
    name: `Generated Agent ${place}`,
    description: 'One of many.',
    required: [],
    optional: [],
    hasTriggers: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    creatorName: 'Platform Team',
    earlierRuns: [],
  };
}
