import { describe, expect, it } from 'vitest';
import { type Environment, newRepository } from '../../fakes/github/repository.ts';
import { DEMO_TOKEN, startGitHubService } from '../../fakes/github/service.ts';
import type { Review } from '../../fakes/workflow-runner/environments.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { scriptJob, setupWith } from './setup.ts';

const READ_APPROVALS = `gh api "repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals" \\
  --jq '.[] | "\\(.state) by \\(.user.login) for \\(.environments[].name): \\(.comment)"'`;

async function play(environment: Environment | null, review: Review | null, permission = 'actions: read') {
  const repository = newRepository(environment === null ? {} : { production: environment });
  const service = await startGitHubService({}, repository);
  const text = `
on: push
permissions:
  ${permission}
jobs:
  deploy:
    environment:
      name: production${scriptJob(
        `echo "\${#KEY} $PLACE"\n${READ_APPROVALS}`,
        `
    env:
      GH_TOKEN: \${{ github.token }}
      KEY: \${{ secrets.KEY }}
      PLACE: \${{ vars.PLACE }}`,
      )}`;
  try {
    const setup = setupWith({ repository, decide: () => review, vars: { PLACE: 'everywhere' } });
    const github = {
      ...setup.github,
      actor: 'octocat',
      token: DEMO_TOKEN,
      run_id: '42',
      api_url: service.url,
    };
    const { jobs, results } = await runWorkflow('deploy.yml', text, { ...setup, github });
    return { job: jobs[0], results, repository };
  } finally {
    await service.close();
  }
}

const PROTECTED: Environment = {
  reviewers: ['hubot', 'octocat'],
  waitMinutes: 30,
  secrets: { KEY: 'four' },
  vars: { PLACE: 'production' },
};

describe.concurrent('an environment', () => {
  it('lets the job run when a reviewer approves, with its secrets and variables, and records the review', async () => {
    const { job, results } = await play(PROTECTED, { login: 'hubot', state: 'approved', comment: 'Seen.' });
    expect(job?.environment).toEqual({
      name: 'production',
      state: 'approved',
      login: 'hubot',
      skippedMinutes: 30,
    });
    expect(job?.steps[0]?.lines).toEqual(['4 production', 'approved by hubot for production: Seen.']);
    expect(results).toEqual({ deploy: 'success' });
  });

  it('fails the job before its first step when a reviewer rejects', async () => {
    const { job, results, repository } = await play(PROTECTED, { login: 'hubot', state: 'rejected' });
    expect(results).toEqual({ deploy: 'failure' });
    expect(job?.steps).toEqual([]);
    expect(repository.approvals.get('42')).toMatchObject([{ state: 'rejected', login: 'hubot' }]);
  });

  it.for([
    ['nobody decides', PROTECTED, null],
    ['who decides is no reviewer', PROTECTED, { login: 'stranger', state: 'approved' }],
    [
      'who triggered the run decides, and may not',
      { ...PROTECTED, preventSelfReview: true },
      { login: 'octocat', state: 'approved' },
    ],
  ] as const)('fails the job when %s', async ([, environment, review]) => {
    const { job, results, repository } = await play(environment, review);
    expect(job?.environment?.state).toBe('undecided');
    expect(results).toEqual({ deploy: 'failure' });
    expect(repository.approvals.size).toBe(0);
  });

  it('is created without protection when a job names one that does not exist', async () => {
    const { job, repository } = await play(null, null);
    expect(job?.environment?.state).toBe('unprotected');
    expect(job?.steps[0]?.lines).toEqual(['0 everywhere']);
    expect(repository.environments.get('production')).toEqual({});
  });

  it('shows its approvals only to a token with actions: read', async () => {
    const { job, results } = await play(PROTECTED, { login: 'hubot', state: 'approved' }, 'contents: read');
    expect(results).toEqual({ deploy: 'failure' });
    expect(job?.steps[0]?.lines.join()).toContain('Resource not accessible by integration (HTTP 403)');
  });
});
