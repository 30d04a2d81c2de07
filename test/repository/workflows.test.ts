import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY } from '../../fakes/kindo/data.ts';
import { isOurs, ourInputs, read, stepsOf, WORKFLOWS, type Workflow } from './files.ts';
import { settingsOf } from './settings.ts';

/** The jobs that may do more than read the repository, and all that they may. Every other job inherits that. */
const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'codeql.yml analyse': { contents: 'read', 'security-events': 'write' },
  'scorecard.yml analyse': { contents: 'read', 'security-events': 'write', 'id-token': 'write' },
  'release.yml publish': { contents: 'write', 'id-token': 'write', attestations: 'write' },
};

const TRIGGERS = ['push', 'pull_request', 'schedule', 'branch_protection_rule', 'workflow_dispatch'];

describe.each(WORKFLOWS)('%s', (path) => {
  const text = read(path);
  const workflow: Workflow = parse(text);
  const jobs = Object.entries(workflow.jobs);

  it('may only read the repository, except for the jobs listed here [T27]', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [id, job] of jobs) {
      expect(job.permissions).toEqual(PERMISSIONS[`${basename(path)} ${id}`]);
    }
  });

  it('explains every write permission in a comment', () => {
    for (const [before] of text.matchAll(/^.*\n +[\w-]+: write$/gm)) expect(before).toMatch(/^ +# \w/);
  });

  it('has no trigger that gives strangers its secrets [T12]', () => {
    expect(TRIGGERS).toEqual(expect.arrayContaining(Object.keys(Object(workflow.on))));
  });

  it('uses this action, and others only by commit and with the version beside it [T27]', () => {
    const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines).toHaveLength(stepsOf(workflow).filter((step) => step.uses !== undefined).length);
    for (const line of lines) {
      expect(line).toMatch(/uses: (\.\/|[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('keeps no credentials after a checkout, and uses no cache', () => {
    const uses = (name: string) => stepsOf(workflow).filter((step) => step.uses?.startsWith(`${name}@`));
    expect(uses('actions/checkout').length).toBeGreaterThan(0);
    for (const step of uses('actions/checkout'))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    for (const step of uses('actions/setup-node'))
      expect(step.with).toMatchObject({ 'package-manager-cache': false });
  });

  it('puts no expression into a script', () => {
    for (const { run = '' } of stepsOf(workflow)) expect(run).not.toContain('${{');
  });

  it('reads no secret', () => {
    expect(text).not.toContain('secrets.');
  });

  it('has a time limit for every job', () => {
    for (const [id, job] of jobs) expect(job['timeout-minutes'], id).toBeLessThanOrEqual(30);
  });

  it('runs each leg of a matrix of systems on its system', () => {
    for (const [id, { strategy, ...job }] of jobs) {
      expect(job['runs-on'] === '${{ matrix.os }}', id).toBe(strategy?.matrix.os !== undefined);
    }
  });

  it('passes only values that this action accepts', async () => {
    for (const inputs of ourInputs(workflow))
      await expect(settingsOf(inputs)).resolves.toHaveProperty('apiKey');
  });

  it('has the key and the agent of the demo', () => {
    const demo = { DEMO_API_KEY, DEMO_AGENT_ID: DAILY_SECURITY_SCAN.agentId };
    for (const { env, steps = [] } of Object.values(workflow.jobs)) {
      if (steps.some(isOurs)) expect(env).toEqual(demo);
    }
  });
});

describe('.github/workflows', () => {
  const workflows = WORKFLOWS.map((path): Workflow => parse(read(path)));

  it('use the action itself, for a pass and for a failure', () => {
    expect(workflows.flatMap(ourInputs).map((inputs) => inputs['base-url'])).toEqual([
      'http://127.0.0.1:8787',
      'http://127.0.0.1:8788',
    ]);
  });

  it('use one commit for each version of an action', () => {
    const commits = new Map<string, string>();
    for (const [, action = '', commit = '', version] of WORKFLOWS.map(read)
      .join('\n')
      .matchAll(/uses: ([\w-]+\/[\w-]+)\S*@([0-9a-f]{40}) # (v\S+)/g)) {
      expect(commits.get(`${action} ${version}`) ?? commit).toBe(commit);
      commits.set(`${action} ${version}`, commit);
    }
    expect(commits.size).toBeGreaterThan(4);
  });

  it('have a job for every permission listed here', () => {
    const ids = WORKFLOWS.flatMap((path) =>
      Object.keys(Object(parse(read(path)).jobs)).map((id) => `${basename(path)} ${id}`),
    );
    expect(ids).toEqual(expect.arrayContaining(Object.keys(PERMISSIONS)));
  });
});

describe('.github/dependabot.yml', () => {
  it('accepts no release younger than a week', () => {
    const { updates } = parse(read('.github/dependabot.yml'));
    expect(updates).toHaveLength(2);
    for (const { cooldown } of updates) expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
  });
});
