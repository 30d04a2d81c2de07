import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDuration } from '../../src/text/duration.ts';
import { action, EXAMPLES, isOurs, ourInputs, read, stepsOf, type Workflow } from './files.ts';
import { KEY, settingsOf } from './settings.ts';

// The job needs time besides the two that the action waits for: reads before the start, and a start that is put off.
const SPARE_MS = 5 * 60_000;
/** The example that the README shows whole. */
const FIRST = 'quick-start.yml';
/** The examples with more permissions than reading the repository, and the reason. */
const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // The record of approvals.
  'business-review.yml': { contents: 'read', actions: 'read' },
  // The issue, and code scanning.
  'scheduled-scan.yml': { contents: 'read', issues: 'write', 'security-events': 'write' },
  // The comment, and the upload of findings.
  'security-gate.yml': { contents: 'read', 'pull-requests': 'write', 'security-events': 'write' },
  // The diff.
  'merge-queue.yml': { contents: 'read', 'pull-requests': 'read' },
  'several-agents.yml': { contents: 'read', 'pull-requests': 'read' },
  'monorepo.yml': { contents: 'read', 'pull-requests': 'read' },
  // The comment.
  'reusable-gate.yml': { contents: 'read', 'pull-requests': 'write' },
  'reusable-gate-caller.yml': { contents: 'read', 'pull-requests': 'write' },
  // The comment and the commit status.
  'comment-command.yml': { contents: 'read', 'pull-requests': 'write', statuses: 'write' },
  // The approvals, and the artifact of an earlier attempt.
  'override.yml': { contents: 'read', 'pull-requests': 'read', actions: 'read' },
  'rerun.yml': { contents: 'read', 'pull-requests': 'read', actions: 'read' },
};

const readme = read('README.md');

describe.each(EXAMPLES)('%s', (path) => {
  const workflow: Workflow = parse(read(path));
  const jobs = Object.values(workflow.jobs);
  const ourJobs = jobs.filter(({ steps = [] }) => steps.some(isOurs));

  it('requests no permission that it does not need', () => {
    expect(workflow.permissions).toEqual(PERMISSIONS[basename(path)] ?? { contents: 'read' });
    for (const { permissions } of jobs) expect(permissions).toBeUndefined();
  });

  const calls = jobs.flatMap(({ uses = [] }) => uses);

  it('uses this action, with declared inputs and every required one', () => {
    const required = Object.keys(action.inputs).filter((name) => action.inputs[name]?.required === true);
    expect(ourInputs(workflow).length + calls.length).toBeGreaterThan(0);
    for (const inputs of ourInputs(workflow)) {
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required));
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    }
  });

  it('passes only values that the action accepts', async () => {
    for (const inputs of ourInputs(workflow)) expect((await settingsOf(inputs)).apiKey).toBe(KEY);
  });

  it('has a job timeout that lets the action end by itself [F60]', async () => {
    for (const job of ourJobs) {
      const { steps = [] } = job;
      const settings = steps.filter(isOurs).map((step) => settingsOf(step.with ?? {}));
      const ownMs = (await Promise.all(settings))
        .filter(({ command }) => command.kind === 'attach' || (command.kind === 'start' && command.wait))
        .reduce((sum, { timeoutMs, evalTimeoutMs }) => sum + timeoutMs + evalTimeoutMs, 0);
      expect(parseDuration(`${job['timeout-minutes']}m`)).toBeGreaterThanOrEqual(ownMs + SPARE_MS);
    }
  });

  it('pins the actions and workflows of others by commit', () => {
    for (const uses of calls) expect(uses).toMatch(/^OWNER\/[\w/.-]+\.yml@[0-9a-f]{40}$/);
    for (const step of stepsOf(workflow).filter((one) => !isOurs(one))) {
      if (step.uses !== undefined) expect(step.uses).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40}$/);
    }
  });

  it('puts no expression into a script [T4]', () => {
    for (const { run = '' } of stepsOf(workflow)) expect(run).not.toContain('${{');
  });
});

describe('examples', () => {
  it('have different names, so that two in a repository do not cancel each other', () => {
    const names = EXAMPLES.map((path) => Object(parse(read(path))).name);
    expect(new Set(names).size).toBe(EXAMPLES.length);
  });

  it('begin with one that the README quotes in full', () => {
    expect(readme).toContain(`\n\`\`\`yaml\n${read(`examples/${FIRST}`)}\`\`\`\n`);
  });

  it('gate pull requests by agent-id, with verdicts required', async () => {
    const gate: Workflow = parse(read('examples/security-gate.yml'));
    const [inputs] = ourInputs(gate);
    expect((await settingsOf(inputs ?? {})).policy).toMatchObject({ requireEvals: true, isAdvisory: false });
    expect(inputs).toHaveProperty('agent-id');
    expect(inputs).not.toHaveProperty('agent-name');
    expect(inputs).not.toHaveProperty('allow');
    expect(inputs).not.toHaveProperty('require-evals');
  });
});
