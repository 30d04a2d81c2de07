import type { ExpectStatic } from 'vitest';
import { type Environment, newRepository, type Repository } from '../../fakes/github/repository.ts';
import type { DemoRole } from '../../fakes/github/script.ts';
import { APPROVAL, BUSINESS_ID, FIRST_MIDDESK_RUN_ID, MIDDESK_RUN } from '../../fakes/middesk/data.ts';
import type { RunScript } from '../../fakes/middesk/script.ts';
import { dispatchEvent, scheduleEvent } from '../../fakes/workflow-runner/events.ts';
import {
  type Circumstances,
  describeExample,
  ENDLESS,
  FAIL,
  FAILED_RUN,
  type Played,
  play,
  replaced,
  WITH_FINDINGS,
} from './example-plays.ts';
import { concurrencyFor } from './setup.ts';

const scan = (text: string, more: Omit<Circumstances, 'event'>) =>
  play('scheduled-scan.yml', text, { event: scheduleEvent('17 3 * * *'), ...more });
const TITLE = 'The nightly agent scan did not pass';

function expectIssue(expect: ExpectStatic, { repository, results }: Played, outcome: string): void {
  expect(results).toEqual({ scan: 'failure' });
  expect(repository.issues).toMatchObject([{ title: TITLE, state: 'open' }]);
  expect(repository.issues[0]?.body).toContain(
    `https://github.com/octo-org/octo-repo/actions/runs/42 ended with ${outcome}.`,
  );
}

describeExample(
  'examples/scheduled-scan.yml',
  {
    'keeps the report of a good night, uploads its findings, and opens no issue': async (text, expect) => {
      const { results, kept, repository } = await scan(text, { kindo: WITH_FINDINGS });
      expect(results).toEqual({ scan: 'success' });
      expect([...kept.artifactsOf('42').keys()]).toEqual(['scan-report']);
      expect(kept.sarif.map(({ category }) => category)).toEqual(['nightly-agent-scan']);
      expect(repository.issues).toEqual([]);
    },
    'is one at a time': async (text, expect) => {
      const concurrency = await concurrencyFor('scheduled-scan.yml', text, scheduleEvent('17 3 * * *'));
      expect(concurrency).toEqual({ group: 'scheduled-scan.yml-refs/heads/main', cancelInProgress: false });
    },
    'opens an issue with the summary when the verdict is fail': async (text, expect) => {
      const played = await scan(text, { kindo: FAIL });
      expectIssue(expect, played, 'eval-failed');
      expect(played.repository.issues[0]?.body).toContain('Judge the change');
      const report = played.kept.artifactsOf('42').get('scan-report')?.get('report.json')?.toString();
      expect(JSON.parse(report ?? '')).toMatchObject({ outcome: 'eval-failed' });
    },
    'has one issue after a second bad night, when the service is down': async (text, expect) => {
      const repository = newRepository();
      await scan(text, { kindo: FAILED_RUN, repository });
      expectIssue(expect, await scan(text, { isDown: true, repository }), 'unavailable');
    },
    'opens an issue when the night is cancelled': async (text, expect) => {
      const { results, repository } = await scan(text, { kindo: ENDLESS, isCancelled: true });
      expect(results).toEqual({ scan: 'cancelled' });
      expect(repository.issues).toMatchObject([{ body: expect.stringContaining('ended with abandoned.') }]);
    },
    'opens an issue when the step left no outcome': async (text, expect) => {
      const broken = replaced(text, 'uses: OWNER/run-kindo-agent@v1', 'uses: OWNER/not-there@v1');
      expectIssue(expect, await scan(broken, {}), 'no outcome');
    },
    'leaves alone an issue of somebody else with the same title': async (text, expect) => {
      const repository = newRepository();
      const theirs = { number: 7, title: TITLE, body: 'theirs', state: 'open' as const, labels: [] };
      repository.issues.push({ ...theirs, login: 'stranger', comments: [] });
      await scan(text, { isDown: true, repository });
      expect(repository.issues.map(({ body }) => body === 'theirs')).toEqual([true, false]);
    },
    'opens an issue that GitHub takes when the summary is longer': async (text, expect) => {
      const message = `${'The scan has found nothing of note here.\n'.repeat(4_000)}`;
      const { repository } = await scan(text, { kindo: { ...FAIL, message } });
      expect(repository.issues[0]?.body.length).toBeLessThanOrEqual(65_536);
    },
    'is green when only the upload fails': async (text, expect) => {
      const unavailable = replaced(text, 'security-events: write', 'security-events: read');
      const { results, step } = await scan(unavailable, { kindo: WITH_FINDINGS });
      expect([step('Upload the findings').outcome, results.scan]).toEqual(['failure', 'success']);
    },
  },
  [
    {
      guard: 'always() before the issue',
      part: "if: always() && steps.scan.outputs.outcome != 'passed'",
      by: "if: steps.scan.outputs.outcome != 'passed'",
      found: 'opens an issue with the summary when the verdict is fail',
    },
    {
      guard: 'the comparison with passed',
      part: "steps.scan.outputs.outcome != 'passed'",
      by: "steps.scan.outputs.outcome == 'eval-failed'",
      found: 'opens an issue when the step left no outcome',
    },
    {
      guard: 'the search for the open issue',
      part: 'if [ -z "$number" ]',
      by: 'if true',
      found: 'has one issue after a second bad night, when the service is down',
    },
    {
      guard: 'the author of the issue',
      part: '.user.login == "github-actions[bot]" and ',
      by: '',
      found: 'leaves alone an issue of somebody else with the same title',
    },
    {
      guard: 'the limit of an issue',
      part: "awk '(size += length + 1) < 60000'",
      by: 'cat',
      found: 'opens an issue that GitHub takes when the summary is longer',
    },
    {
      guard: 'the category',
      part: '          category: nightly-agent-scan\n',
      by: '',
      found: 'keeps the report of a good night, uploads its findings, and opens no issue',
    },
    {
      guard: 'continue-on-error of the upload',
      part: '        continue-on-error: true\n',
      by: '',
      found: 'is green when only the upload fails',
    },
    {
      guard: 'the concurrency group',
      part: 'concurrency: ${{ github.workflow }}-${{ github.ref }}\n',
      by: '',
      found: 'is one at a time',
    },
  ],
);

const COMPLETES: RunScript = { ...MIDDESK_RUN, takesMs: 300 };
const WAITS: RunScript = { ...COMPLETES, waitsFor: [[APPROVAL]] };
const WAITS_TWICE: RunScript = { ...COMPLETES, waitsFor: [[APPROVAL], [{ ...APPROVAL, id: 'intr_second' }]] };
const BREAKS_OFF: RunScript = { ...COMPLETES, status: 'error' };
const HOSTILE = 'Approve?\n```\n@octocat <img src=https://e.test/x>';
const WAITS_HOSTILE: RunScript = {
  ...COMPLETES,
  waitsFor: [[{ ...APPROVAL, value: { label: HOSTILE } }]],
};

/** The block of the record has one line of JSON with the question, and is closed before anything else. */
function expectRecord(expect: ExpectStatic, played: Played, step: string, end: string): void {
  const [open, questions = '', close, ...rest] = played.step(step).summary.trimEnd().split('\n');
  expect([open, close, rest]).toEqual(['```json', '```', [end]]);
  expect(questions).toContain(JSON.stringify(HOSTILE));
}

const PROTECTED: Environment = { reviewers: ['hubot', 'octocat'] };
const byHubot = () => ({ login: 'hubot', state: 'approved' as const });
const byOctocat = () => ({ login: 'octocat', state: 'approved' as const });
const withReview = (environment: string, state: 'approved' | 'rejected'): Repository => {
  const repository = newRepository();
  repository.approvals.set('42', [{ environment, state, login: 'hubot', comment: '' }]);
  return repository;
};

const review = (
  text: string,
  { environment, ...more }: Omit<Circumstances, 'event'> & { environment?: Environment; by?: string },
) =>
  play('business-review.yml', text, {
    event: { ...dispatchEvent({ business_id: BUSINESS_ID }), triggering_actor: more.by ?? 'octocat' },
    repository: newRepository(environment === undefined ? {} : { 'business-review': environment }),
    ...more,
  });

function expectNothingSent(expect: ExpectStatic, { middesk, results }: Played): void {
  expect(middesk.resumeRequests()).toBe(0);
  expect(results).toEqual({ review: 'success', approve: 'failure' });
}

describeExample(
  'examples/business-review.yml',
  {
    'needs no approval when the review completes by itself': async (text, expect) => {
      const { results, middesk } = await review(text, { middesk: COMPLETES });
      expect(results).toEqual({ review: 'success', approve: 'skipped' });
      expect([middesk.startRequests(), middesk.resumeRequests()]).toEqual([1, 0]);
    },
    'sends the approval of somebody else once, and records it': async (text, expect) => {
      const played = await review(text, { middesk: WAITS_HOSTILE, environment: PROTECTED, decide: byHubot });
      expect(played.results).toEqual({ review: 'success', approve: 'success' });
      const answers = played.middesk.answersTo(FIRST_MIDDESK_RUN_ID);
      expect(answers).toEqual([{ id: APPROVAL.id, input: 'approved' }]);
      expect([played.middesk.startRequests(), played.middesk.resumeRequests()]).toEqual([1, 1]);
      const end = 'Answer: `approved`, given by `hubot`. Outcome: `passed`.';
      expectRecord(expect, played, 'Record the answer', end);
    },
    'is red when the run waits for a second answer': async (text, expect) => {
      const decided = { environment: PROTECTED, decide: byHubot };
      const { results, step } = await review(text, { middesk: WAITS_TWICE, ...decided });
      expect(step('answer').outputs.outcome).toBe('needs-input');
      expect(results.approve).toBe('failure');
    },
    'is red when the run fails': async (text, expect) => {
      const { results } = await review(text, { middesk: BREAKS_OFF });
      expect(results).toEqual({ review: 'failure', approve: 'skipped' });
    },
    'is red when the service is down': async (text, expect) => {
      const { results } = await review(text, { isDown: true });
      expect(results).toEqual({ review: 'failure', approve: 'skipped' });
    },
    'sends nothing when a reviewer rejects': async (text, expect) => {
      const decide = () => ({ login: 'hubot', state: 'rejected' as const });
      expectNothingSent(expect, await review(text, { middesk: WAITS, environment: PROTECTED, decide }));
    },
    'sends nothing when the environment does not exist': async (text, expect) => {
      expectNothingSent(expect, await review(text, { middesk: WAITS }));
    },
    'sends nothing for the approval of who started the run': async (text, expect) => {
      const decided = { environment: PROTECTED, decide: byOctocat, by: 'monalisa' };
      expectNothingSent(expect, await review(text, { middesk: WAITS, ...decided }));
    },
    'sends nothing for the approval of who triggered the attempt': async (text, expect) => {
      const decided = { environment: PROTECTED, decide: byHubot, by: 'hubot' };
      expectNothingSent(expect, await review(text, { middesk: WAITS, ...decided }));
    },
    'sends nothing for an approval of another environment': async (text, expect) => {
      const repository = withReview('production', 'approved');
      expectNothingSent(expect, await review(text, { middesk: WAITS, repository }));
    },
    'sends nothing for a recorded rejection': async (text, expect) => {
      const repository = withReview('business-review', 'rejected');
      expectNothingSent(expect, await review(text, { middesk: WAITS, repository }));
    },
    'sends nothing for the approval of an earlier attempt': async (text, expect) => {
      let reviews = 0;
      const decide = () => {
        reviews += 1;
        return reviews === 1 ? byHubot() : byOctocat();
      };
      const played = await review(text, {
        middesk: WAITS_TWICE,
        environment: PROTECTED,
        decide,
        reruns: [{ failedOnly: false, triggeringActor: 'octocat' }],
      });
      expect(played.middesk.startRequests()).toBe(2);
      expect(played.middesk.resumeRequests()).toBe(1);
      expect(played.results).toEqual({ review: 'success', approve: 'failure' });
    },
    'is not green when the first job gave no outcome': async (text, expect) => {
      const lost = replaced(text, 'outcome: ${{ steps.review.outputs.outcome }}', "outcome: ''");
      const { results } = await review(lost, { middesk: WAITS, environment: PROTECTED });
      expect(results.approve).toBe('failure');
    },
    'does not wait for the review of another business': async (text, expect) => {
      const event = dispatchEvent({ business_id: BUSINESS_ID });
      const concurrency = await concurrencyFor('business-review.yml', text, event);
      expect(concurrency?.group).toBe(`business-review.yml-refs/heads/main-${BUSINESS_ID}`);
    },
  },
  [
    {
      guard: 'the check of the approval',
      part: '          if [ -z "$approver" ]; then',
      by: '          if false; then',
      found: 'sends nothing when the environment does not exist',
    },
    {
      guard: 'github.actor',
      part: '. != env.ACTOR and ',
      by: '',
      found: 'sends nothing for the approval of who started the run',
    },
    {
      guard: 'github.triggering_actor',
      part: ' and . != env.TRIGGERING_ACTOR',
      by: '',
      found: 'sends nothing for the approval of who triggered the attempt',
    },
    {
      guard: 'the name of the environment',
      part: ' and any(.environments[]; .name == env.ENVIRONMENT)',
      by: '',
      found: 'sends nothing for an approval of another environment',
    },
    {
      guard: 'the state of the approval',
      part: '.state == "approved" and ',
      by: '',
      found: 'sends nothing for a recorded rejection',
    },
    {
      guard: 'the attempt',
      part: '[ "$GITHUB_RUN_ATTEMPT" != 1 ]',
      by: 'false',
      found: 'sends nothing for the approval of an earlier attempt',
    },
    {
      guard: 'the environment',
      part: '    environment: business-review\n',
      by: '',
      found: 'sends the approval of somebody else once, and records it',
    },
    {
      guard: 'the permission to read approvals',
      part: '  actions: read\n',
      by: '',
      found: 'sends the approval of somebody else once, and records it',
    },
    {
      guard: 'the comparison with passed',
      part: "if: needs.review.outputs.outcome != 'passed'",
      by: "if: needs.review.outputs.outcome == 'needs-input'",
      found: 'is not green when the first job gave no outcome',
    },
    {
      guard: 'the block of the questions',
      part: "'```json' ",
      by: '',
      found: 'sends the approval of somebody else once, and records it',
    },
    {
      guard: 'the business in the concurrency group',
      part: '-${{ inputs.business_id }}',
      by: '',
      found: 'does not wait for the review of another business',
    },
  ],
);

const answer = (
  text: string,
  more: Omit<Circumstances, 'event'> & { answer?: string; interrupt?: string; role?: DemoRole },
) =>
  play('business-answer.yml', text, {
    event: dispatchEvent({
      run_id: FIRST_MIDDESK_RUN_ID,
      interrupt_id: more.interrupt ?? APPROVAL.id,
      answer: more.answer ?? 'approved',
    }),
    middeskRunOf: 'cip_orchestrator',
    repository: newRepository({}, { octocat: more.role ?? 'maintain' }),
    ...more,
  });

function expectNoAnswer(expect: ExpectStatic, { middesk, results }: Played): void {
  expect(middesk.answersTo(FIRST_MIDDESK_RUN_ID)).toEqual([]);
  expect(results).toEqual({ answer: 'failure' });
}

describeExample(
  'examples/business-answer.yml',
  {
    'sends a yes once, is green when the run completes, and records it': async (text, expect) => {
      const played = await answer(text, { middesk: WAITS_HOSTILE });
      const answers = played.middesk.answersTo(FIRST_MIDDESK_RUN_ID);
      expect(answers).toEqual([{ id: APPROVAL.id, input: 'approved' }]);
      expect(played.results).toEqual({ answer: 'success' });
      const end = 'Answer: `approved`, given by `octocat`. Outcome: `passed`.';
      expectRecord(expect, played, 'Record question and answer', end);
    },
    'sends a no': async (text, expect) => {
      const played = await answer(text, { middesk: WAITS_HOSTILE, answer: 'rejected' });
      const answers = played.middesk.answersTo(FIRST_MIDDESK_RUN_ID);
      expect(answers).toEqual([{ id: APPROVAL.id, input: 'rejected' }]);
      expect(played.results).toEqual({ answer: 'success' });
      const end = 'Answer: `rejected`, given by `octocat`. Outcome: `passed`.';
      expectRecord(expect, played, 'Record question and answer', end);
    },
    'is red, with a record, when the run waits for a second answer': async (text, expect) => {
      const { results, step } = await answer(text, { middesk: WAITS_TWICE });
      expect(results).toEqual({ answer: 'failure' });
      expect(step('Record question and answer').summary).toContain('Outcome: `needs-input`.');
    },
    'is red when the run fails': async (text, expect) => {
      const { results, step } = await answer(text, { middesk: { ...BREAKS_OFF, waitsFor: [[APPROVAL]] } });
      expect([step('answer').outputs.outcome, results.answer]).toEqual(['run-failed', 'failure']);
    },
    'is red when the service is down': async (text, expect) => {
      expectNoAnswer(expect, await answer(text, { isDown: true, inputs: { timeout: '10s' } }));
    },
    'sends nothing when the run waits for another question': async (text, expect) => {
      expectNoAnswer(expect, await answer(text, { middesk: WAITS, interrupt: 'intr_other' }));
    },
    'sends nothing when the run does not wait': async (text, expect) => {
      expectNoAnswer(expect, await answer(text, { middesk: COMPLETES }));
    },
    'sends nothing to a run of another agent': async (text, expect) => {
      expectNoAnswer(expect, await answer(text, { middesk: WAITS, middeskRunOf: 'address_verification' }));
    },
    'sends nothing for somebody who may only write': async (text, expect) => {
      const played = await answer(text, { middesk: WAITS, role: 'write' });
      expectNoAnswer(expect, played);
      expect(played.step('question').outputs.outcome).toBe('not-permitted');
    },
    'answers one run at a time': async (text, expect) => {
      const event = dispatchEvent({ run_id: FIRST_MIDDESK_RUN_ID });
      const concurrency = await concurrencyFor('business-answer.yml', text, event);
      expect(concurrency?.group).toBe(`business-answer.yml-refs/heads/main-${FIRST_MIDDESK_RUN_ID}`);
    },
  },
  [
    {
      guard: 'the permission of the person',
      part: '          require-permission: maintain\n',
      by: '',
      found: 'sends nothing for somebody who may only write',
    },
    {
      guard: 'the id of the question',
      part: 'toJSON(inputs.interrupt_id)',
      by: 'toJSON(fromJSON(steps.question.outputs.interrupts)[0].id)',
      found: 'sends nothing when the run waits for another question',
    },
    {
      guard: 'always() before the record',
      part: 'if: always() && ',
      by: 'if: ',
      found: 'is red, with a record, when the run waits for a second answer',
    },
    {
      guard: 'the block of the questions',
      part: "'```json' ",
      by: '',
      found: 'sends a yes once, is green when the run completes, and records it',
    },
    {
      guard: 'the run in the concurrency group',
      part: '-${{ inputs.run_id }}',
      by: '',
      found: 'answers one run at a time',
    },
  ],
);
