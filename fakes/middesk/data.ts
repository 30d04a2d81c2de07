import type { DemoAgent, DemoInterrupt, RunScript } from './script.ts';

/** The key that the service accepts. It is valid for no other service. */
export const DEMO_MIDDESK_KEY = 'mk_test_that_opens_nothing_000000000000';

/** The id of the first run that is started; the next ones count its last group up. */
export const FIRST_MIDDESK_RUN_ID = '5b7d9c1e-3f64-4a8b-9c0d-1e2f3a4b5c6d';

export const BUSINESS_ID = '2f1f9a0e-5f0b-4f0a-9f9d-3a1de3f0c9b1';

/** Who the key belongs to. */
export const ACCOUNT = { id: '8d1c2b3a-4f5e-4d6c-8b7a-9f0e1d2c3b4a', name: 'Onboarding', email: null };

/** The agents of the vendor's pages. */
export const MIDDESK_AGENTS: readonly DemoAgent[] = [
  {
    id: 'd4b2f1ef-1c63-4d98-88ea-24f6b8dae103',
    type: 'cip_orchestrator',
    name: 'CIP Orchestrator',
    description: 'Orchestrates customer identification program reviews across multiple verification domains',
  },
  { id: 'c3a1f0de-0b52-4c87-b7d9-13e5a7c9d0f2', type: 'address_verification' },
];

const DELAWARE = {
  url: 'https://icis.corp.delaware.gov',
  source_name: 'Delaware Secretary of State',
  source_tier: 'primary',
  source_type: 'sos',
};

/** How a run behaves by default: the run of the vendor's page. */
export const MIDDESK_RUN: RunScript = {
  takesMs: 2000,
  status: 'completed',
  output: {
    artifacts: [
      {
        title: 'CIP verification summary',
        type: 'cip_summary',
        confidence: 'high',
        summary: 'The business is registered and active in Delaware. Name, address and TIN match.',
        sources: [DELAWARE],
      },
    ],
  },
  steps: [
    {
      type: 'activity',
      name: 'collect_records',
      label: 'Collect registration records',
      status: 'completed',
      agent: 'registration_agent',
      steps: [
        {
          type: 'activity',
          name: 'search_sos',
          label: 'Search the Secretary of State',
          status: 'completed',
          agent: 'registration_agent',
        },
        {
          type: 'interrupt',
          name: 'confirm_entity',
          label: 'Confirm the entity',
          status: 'completed',
          agent: 'registration_agent',
          result: { resolution: 'auto_approve' },
        },
      ],
    },
    {
      type: 'activity',
      name: 'verify_tin',
      label: 'Verify the TIN',
      status: 'completed',
      agent: 'tin_agent',
    },
    {
      type: 'output',
      name: 'summarise',
      label: 'Write the summary',
      status: 'completed',
      agent: 'cip_orchestrator',
    },
  ],
};

/** A run that fails; only its steps show the place. */
export const FAILED_RUN: RunScript = {
  takesMs: 1000,
  status: 'error',
  leavesOut: ['thread_id', 'agent', 'requester', 'output'],
  steps: [
    {
      type: 'activity',
      name: 'collect_records',
      label: 'Collect registration records',
      status: 'completed',
      agent: 'registration_agent',
    },
    {
      type: 'activity',
      name: 'verify_tin',
      label: 'Verify the TIN',
      status: 'error',
      agent: 'tin_agent',
      steps: [
        {
          type: 'error',
          name: 'tin_lookup_failed',
          label: 'The IRS did not answer within 60 seconds',
          status: 'error',
          agent: 'tin_agent',
        },
      ],
    },
  ],
};

/** The interrupt of the demo's run: two agents propose something at once. */
export const APPROVAL: DemoInterrupt = {
  id: 'intr_7f3a9c',
  agent: 'cip_orchestrator',
  value: {
    agent: 'cip_orchestrator',
    type: 'combined_proposal',
    label: 'Two findings need a decision before the review continues.',
    proposals: [
      {
        agent: 'tin_agent',
        label: 'Accept the TIN although the name differs by a comma?',
        artifacts: [
          {
            title: 'TIN match',
            type: 'tin_match',
            confidence: 'medium',
            summary: 'The IRS has "Example Inc", the application "Example, Inc".',
            sources: [{ url: 'https://la.www4.irs.gov/e-services', source_name: 'IRS' }],
          },
        ],
      },
      {
        agent: 'address_agent',
        label: 'Use the registered address?',
        artifacts: [
          { title: 'Address', type: 'address', confidence: 'high', summary: '1209 Orange St, Wilmington' },
        ],
      },
    ],
  },
};
