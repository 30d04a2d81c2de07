import type { ExpectStatic } from 'vitest';
import { newRepository } from '../../fakes/github/repository.ts';
import { DAILY_SECURITY_SCAN, DEPENDENCY_REVIEW } from '../../fakes/kindo/data.ts';
import type { ExistingRun } from '../../fakes/kindo/script.ts';
import { requiredChecks } from '../../fakes/workflow-runner/checks.ts';
import { dispatchEvent, EVENT_PULL, pushEvent, scheduleEvent } from '../../fakes/workflow-runner/events.ts';
import {
  type Circumstances,
  describeExample,
  FAIL,
  FAILED_RUN,
  PASS,
  type Played,
  play,
  replaced,
  WITHOUT_VERDICT,
} from './example-plays.ts';
import { concurrencyFor } from './setup.ts';

const HOUR_MS = 3_600_000;
const OUR_ID = `agent-id: ${DAILY_SECURITY_SCAN.agentId}\n`;

function existingRun(agentId: string, hoursAgo: number): ExistingRun {
  const at = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
  return {
    runId: '3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9',
    agentId,
    createdAtUtc: at(hoursAgo),
    endedAtUtc: at(hoursAgo - 0.01),
    script: PASS,
  };
}

function expectOutcome(expect: ExpectStatic, played: Played, outcome: string, result: string): void {
  expect([played.step('agent').outputs.outcome, Object.values(played.results).at(-1)]).toEqual([
    outcome,
    result,
  ]);
}

const onPush = (text: string, name: string, more: Omit<Circumstances, 'event'>) =>
  play(name, text, { event: pushEvent(), ...more });

const quickStart = (text: string, more: Omit<Circumstances, 'event'>) =>
  // The shortest workflow names no step.
  onPush(replaced(text, '- uses:', '- id: agent\n        uses:'), 'quick-start.yml', more);

describeExample(
  'examples/quick-start.yml',
  {
    'has 15 lines': (text, expect) => {
      expect(text.trimEnd().split('\n')).toHaveLength(15);
    },
    'is green when the verdict is pass': async (text, expect) => {
      const played = await quickStart(text, { kindo: PASS });
      expectOutcome(expect, played, 'passed', 'success');
      expect(played.kindo.requests.find(({ kind }) => kind === 'start')?.inputs).toEqual([
        { name: 'query', value: `Check the commit ${EVENT_PULL.head}` },
      ]);
    },
    'waits for the run of an earlier push': async (text, expect) => {
      const group = 'quick-start.yml-refs/heads/main';
      const concurrency = await concurrencyFor('quick-start.yml', text, pushEvent());
      expect(concurrency).toEqual({ group, cancelInProgress: false });
    },
    'is red when the verdict is fail': async (text, expect) => {
      expectOutcome(expect, await quickStart(text, { kindo: FAIL }), 'eval-failed', 'failure');
    },
    'is red when the run fails': async (text, expect) => {
      expectOutcome(expect, await quickStart(text, { kindo: FAILED_RUN }), 'run-failed', 'failure');
    },
    'is red when the run has no verdict': async (text, expect) => {
      expectOutcome(expect, await quickStart(text, { kindo: WITHOUT_VERDICT }), 'eval-missing', 'failure');
    },
    'is red when the service is down': async (text, expect) => {
      expectOutcome(expect, await quickStart(text, { isDown: true }), 'unavailable', 'failure');
    },
    'runs for the main branch only': async (text, expect) => {
      const event = pushEvent('refs/heads/topic');
      const { notStarted } = await play('quick-start.yml', text, { event });
      expect(notStarted).toBe('push does not list topic in branches');
    },
  },
  [
    {
      guard: 'the list of branches',
      part: '{ push: { branches: [main] } }',
      by: 'push',
      found: 'runs for the main branch only',
    },
    {
      guard: 'the concurrency group',
      part: 'concurrency: ${{ github.workflow }}-${{ github.ref }}\n',
      by: '',
      found: 'waits for the run of an earlier push',
    },
  ],
);

const release = (text: string, more: Omit<Circumstances, 'event'>) =>
  onPush(text, 'start-and-attach.yml', more);
/** The start step gives this run's id, and starts nothing. */
const withRun = (text: string, run: ExistingRun) =>
  release(replaced(text, 'steps.start.outputs.run-id', 'vars.RUN'), {
    existingRuns: [run],
    vars: { RUN: run.runId },
  });

describeExample(
  'examples/start-and-attach.yml',
  {
    'finds the run that it started, and publishes after its pass': async (text, expect) => {
      const played = await release(text, { kindo: PASS });
      expectOutcome(expect, played, 'passed', 'success');
      expect(played.step('start').outputs.outcome).toBe('started');
      expect(played.step('agent').outputs['run-id']).toBe(played.kindo.runIds[0]);
      expect(played.step('Publish').outcome).toBe('success');
      expect(played.kindo.startRequests()).toBe(1);
    },
    'does not end the release of an earlier push': async (text, expect) => {
      const group = 'start-and-attach.yml-refs/heads/main';
      const concurrency = await concurrencyFor('start-and-attach.yml', text, pushEvent());
      expect(concurrency).toEqual({ group, cancelInProgress: false });
    },
    'builds, and does not publish, when the verdict is fail': async (text, expect) => {
      const played = await release(text, { kindo: FAIL });
      expectOutcome(expect, played, 'eval-failed', 'failure');
      expect(played.step('Build while the agent runs').outcome).toBe('success');
      expect(played.step('Publish').outcome).toBe('skipped');
    },
    'does not publish when the run fails': async (text, expect) => {
      const played = await release(text, { kindo: FAILED_RUN });
      expectOutcome(expect, played, 'run-failed', 'failure');
      expect(played.step('Publish').outcome).toBe('skipped');
    },
    'does not publish when the service is down': async (text, expect) => {
      const { results, step } = await release(text, { isDown: true });
      expect(step('start').outputs.outcome).toBe('unavailable');
      expect([step('Publish').outcome, results.release]).toEqual(['skipped', 'failure']);
    },
    'starts no second run when the first step set no run-id': async (text, expect) => {
      const played = await release(replaced(text, 'id: start\n', 'id: other\n'), { kindo: PASS });
      expect(played.kindo.startRequests()).toBe(1);
      expectOutcome(expect, played, 'invalid-input', 'failure');
      expect(played.step('Publish').outcome).toBe('skipped');
    },
    'rejects a run of another agent': async (text, expect) => {
      const played = await withRun(text, existingRun(DEPENDENCY_REVIEW.agentId, 0.2));
      expectOutcome(expect, played, 'invalid-input', 'failure');
    },
    'rejects a run that is older than its job can be': async (text, expect) => {
      const played = await withRun(text, existingRun(DAILY_SECURITY_SCAN.agentId, 2));
      expectOutcome(expect, played, 'invalid-input', 'failure');
    },
    'does not publish what is only allowed': async (text, expect) => {
      const played = await release(text, { kindo: FAIL, inputs: { allow: 'eval-failed, eval-missing' } });
      expectOutcome(expect, played, 'eval-failed', 'success');
      expect(played.step('Publish').outcome).toBe('skipped');
    },
  },
  [
    {
      guard: 'an error for an empty run-id',
      part: 'run-id: ${{ steps.start.outputs.run-id }}',
      by: "run-id: ${{ steps.start.outputs.run-id || 'none' }}",
      found: 'starts no second run when the first step set no run-id',
    },
    {
      guard: 'the agent of the run',
      part: `          ${OUR_ID}          max-run-age`,
      by: '          max-run-age',
      found: 'rejects a run of another agent',
    },
    {
      guard: 'the age of the run',
      part: '          max-run-age: 1h\n',
      by: '',
      found: 'rejects a run that is older than its job can be',
    },
    {
      guard: 'the concurrency group',
      part: 'concurrency: ${{ github.workflow }}-${{ github.ref }}\n',
      by: '',
      found: 'does not end the release of an earlier push',
    },
    {
      guard: 'the condition of the publishing step',
      part: "        if: steps.agent.outputs.outcome == 'passed'\n",
      by: '',
      found: 'does not publish what is only allowed',
    },
  ],
);

const SCHEDULED = scheduleEvent('17 1 * * *');
const longRun = (text: string, more: Omit<Circumstances, 'event'>) =>
  play('long-run.yml', text, { event: SCHEDULED, ...more });

describeExample(
  'examples/long-run.yml',
  {
    'has no runner wait, and is green when the verdict is pass': async (text, expect) => {
      const repository = newRepository({ 'agent-wait': { waitMinutes: 120 } });
      const played = await longRun(text, { repository });
      expectOutcome(expect, played, 'passed', 'success');
      expect(played.kindo.startRequests()).toBe(1);
      expect(played.jobs.map(({ environment }) => environment?.skippedMinutes ?? 0)).toEqual([0, 120]);
    },
    'waits for the night before': async (text, expect) => {
      const concurrency = await concurrencyFor('long-run.yml', text, SCHEDULED);
      expect(concurrency).toEqual({ group: 'long-run.yml-refs/heads/main', cancelInProgress: false });
    },
    'is red when the verdict is fail': async (text, expect) => {
      expectOutcome(expect, await longRun(text, { kindo: FAIL }), 'eval-failed', 'failure');
    },
    'is red when the run fails': async (text, expect) => {
      expectOutcome(expect, await longRun(text, { kindo: FAILED_RUN }), 'run-failed', 'failure');
    },
    'is red, and not skipped, when the service is down': async (text, expect) => {
      const played = await longRun(text, { isDown: true });
      expect(requiredChecks(['verdict'], played)).toEqual({ verdict: 'red' });
    },
    'starts no second run when the first job gave no run-id': async (text, expect) => {
      const lost = replaced(text, 'run-id: ${{ steps.start.outputs.run-id }}', "run-id: ''");
      const played = await longRun(lost, {});
      expect(played.kindo.startRequests()).toBe(1);
      expectOutcome(expect, played, 'invalid-input', 'failure');
    },
    'is red when the first job failed, although it gave a run-id': async (text, expect) => {
      const failing = replaced(
        text,
        '          wait: false\n',
        '          wait: false\n      - run: exit 1\n',
      );
      const played = await longRun(failing, {});
      expect(played.kindo.startRequests()).toBe(1);
      expectOutcome(expect, played, 'invalid-input', 'failure');
    },
  },
  [
    {
      guard: 'the condition of the job',
      part: '    if: always()\n',
      by: '',
      found: 'is red, and not skipped, when the service is down',
    },
    {
      guard: 'an error for an empty run-id',
      part: "needs.start.outputs.run-id || '' }}",
      by: "needs.start.outputs.run-id || 'none' }}",
      found: 'starts no second run when the first job gave no run-id',
    },
    {
      guard: 'the result of the first job',
      part: "needs.start.result == 'success' && ",
      by: '',
      found: 'is red when the first job failed, although it gave a run-id',
    },
    {
      guard: 'the concurrency group',
      part: 'concurrency: ${{ github.workflow }}-${{ github.ref }}\n',
      by: '',
      found: 'waits for the night before',
    },
    {
      guard: 'the environment',
      part: '    environment: agent-wait\n',
      by: '',
      found: 'has no runner wait, and is green when the verdict is pass',
    },
  ],
);

const QUERY = 'Check #42: "all of it"\nseverity: none # now';
const dispatch = (text: string, more: Omit<Circumstances, 'event'> & { severity?: string }) =>
  play('dispatch.yml', text, {
    event: dispatchEvent({ query: QUERY, severity: more.severity ?? 'high' }),
    ...more,
  });
const sent = ({ kindo }: Played) => kindo.requests.find(({ kind }) => kind === 'start')?.inputs;

describeExample(
  'examples/dispatch.yml',
  {
    'sends what was typed, as it was typed': async (text, expect) => {
      const played = await dispatch(text, {});
      expect(sent(played)).toEqual([
        { name: 'query', value: QUERY },
        { name: 'severity', value: 'high' },
      ]);
      expectOutcome(expect, played, 'passed', 'success');
    },
    'leaves out a field that is empty': async (text, expect) => {
      const played = await dispatch(text, { severity: '' });
      expect(sent(played)).toEqual([{ name: 'query', value: QUERY }]);
      expectOutcome(expect, played, 'passed', 'success');
    },
    'is red when the verdict is fail': async (text, expect) => {
      expectOutcome(expect, await dispatch(text, { kindo: FAIL }), 'eval-failed', 'failure');
    },
    'is red when the run fails': async (text, expect) => {
      expectOutcome(expect, await dispatch(text, { kindo: FAILED_RUN }), 'run-failed', 'failure');
    },
    'is red when the service is down': async (text, expect) => {
      expectOutcome(expect, await dispatch(text, { isDown: true }), 'unavailable', 'failure');
    },
    'does not delay or cancel the runs of other people': async (text, expect) => {
      const groups = ['octocat', 'hubot'].map(async (login) => {
        const event = dispatchEvent({ query: QUERY }, login);
        return (await concurrencyFor('dispatch.yml', text, event))?.group;
      });
      expect(await Promise.all(groups)).toEqual([
        'dispatch.yml-refs/heads/main-octocat',
        'dispatch.yml-refs/heads/main-hubot',
      ]);
    },
  },
  [
    {
      guard: 'the environment variable',
      part: '          inputs-from: |\n            query: env:QUERY\n            severity: env:SEVERITY?\n',
      by: '          inputs: |\n            query: ${{ inputs.query }}\n            severity: ${{ inputs.severity }}\n',
      found: 'sends what was typed, as it was typed',
    },
    {
      guard: 'the question mark',
      part: 'env:SEVERITY?',
      by: 'env:SEVERITY',
      found: 'leaves out a field that is empty',
    },
    {
      guard: 'the person in the concurrency group',
      part: '-${{ github.actor }}',
      by: '',
      found: 'does not delay or cancel the runs of other people',
    },
  ],
);
