/** The documented responses of Middesk. */
export const MIDDESK_API = 'https://middesk.test';
export const MIDDESK_TYPE = 'cip_orchestrator';
export const MIDDESK_RUN_ID = '5b7d9c1e-3f64-4a8b-9c0d-1e2f3a4b5c6d';
export const MIDDESK_THREAD_ID = '0f9e8d7c-6b5a-4948-8372-615049382716';
export const MIDDESK_BUSINESS_ID = '2f1f9a0e-5f0b-4f0a-9f9d-3a1de3f0c9b1';

export const MIDDESK_AGENTS = {
  data: [
    {
      object: 'agent',
      id: 'c3a1f0de-0b52-4c87-b7d9-13e5a7c9d0f2',
      type: 'address_verification',
      name: 'Address Verification',
      description: 'Verifies the addresses of a business.',
      created_at: '2026-01-10T09:00:00.000Z',
      updated_at: '2026-01-10T09:00:00.000Z',
    },
    {
      object: 'agent',
      id: 'd4b2f1ef-1c63-4d98-88ea-24f6b8dae103',
      type: MIDDESK_TYPE,
      name: 'CIP Orchestrator',
      description:
        'Orchestrates customer identification program reviews across multiple verification domains',
      created_at: '2026-01-10T09:00:00.000Z',
      updated_at: '2026-01-10T09:00:00.000Z',
    },
  ],
};

export const MIDDESK_OUTPUT = {
  artifacts: [
    {
      title: 'CIP verification summary',
      type: 'cip_summary',
      confidence: 'high',
      summary: 'The business is registered and active in Delaware.',
      sources: [
        {
          url: 'https://icis.corp.delaware.gov',
          source_name: 'Delaware Secretary of State',
          source_tier: 'primary',
          source_type: 'sos',
        },
      ],
    },
  ],
};

export const MIDDESK_TEXT = [
  '## CIP verification summary',
  'Confidence: high',
  'The business is registered and active in Delaware.',
  'Sources:',
  '- Delaware Secretary of State: https://icis.corp.delaware.gov (primary, sos)',
].join('\n\n');

export const MIDDESK_RUN = {
  object: 'run',
  id: MIDDESK_RUN_ID,
  created_at: '2026-03-12T15:00:00.000Z',
  updated_at: '2026-03-12T15:00:08.000Z',
  status: 'completed',
  thread_id: MIDDESK_THREAD_ID,
  agent: MIDDESK_TYPE,
  requester: { id: '8d1c2b3a-4f5e-4d6c-8b7a-9f0e1d2c3b4a', name: 'Onboarding', email: null },
  started_at: '2026-03-12T15:00:01.000Z',
  ended_at: '2026-03-12T15:00:08.000Z',
  output: MIDDESK_OUTPUT,
  interrupts: [],
};

export const MIDDESK_RUN_IN_PROGRESS = { ...MIDDESK_RUN, status: 'running', ended_at: null, output: null };

/** The question of an agent to a person, as documented. */
export const MIDDESK_INTERRUPT = {
  id: 'intr_01J9ZQ',
  value: {
    agent: 'tin_agent',
    label: 'Approve the TIN match?',
    artifacts: MIDDESK_OUTPUT.artifacts,
  },
  agent: 'tin_agent',
};

export const MIDDESK_INTERRUPTED = {
  ...MIDDESK_RUN_IN_PROGRESS,
  status: 'interrupted',
  interrupts: [MIDDESK_INTERRUPT],
};
