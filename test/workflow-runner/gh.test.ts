import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRepository, type Repository } from '../../fakes/github/repository.ts';
import { DEMO_TOKEN, type GitHubService, startGitHubService } from '../../fakes/github/service.ts';
import { EVENT_PULL, showPull } from '../../fakes/workflow-runner/events.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { scriptJob, setupWith } from './setup.ts';

let repository: Repository;
let service: GitHubService;
beforeAll(async () => {
  repository = newRepository(
    { production: { reviewers: ['hubot'], waitMinutes: 5 } },
    { octocat: 'maintain' },
  );
  repository.pull = showPull(EVENT_PULL);
  service = await startGitHubService({}, repository);
});
afterAll(() => service.close());

const ALL = 'GH_TOKEN: ${{ github.token }}\n      GH_REPO: ${{ github.repository }}';

async function lines(script: string, env = ALL, permissions = 'write-all') {
  const text = `on: push\npermissions: ${permissions}\njobs:\n  one:${scriptJob(script, `\n    env:\n      ${env}`)}`;
  const setup = setupWith({ repository });
  const github = { ...setup.github, token: DEMO_TOKEN, run_id: '42', api_url: service.url };
  const { jobs } = await runWorkflow('gh.yml', text, { ...setup, github });
  return { lines: jobs[0]?.steps[0]?.lines, result: jobs[0]?.result };
}

describe('gh', () => {
  it('opens an issue, finds it by its label, edits it, comments on it and closes it', async () => {
    const { lines: printed, result } = await lines(`
echo "the report" > body.md
gh issue create --title "Bad night" --body-file body.md --label scan
number=$(gh issue list --label scan --json number,title --jq '.[0].number')
gh issue list --label other --json number
gh issue edit "$number" --body "two nights"
gh issue comment "$number" --body-file - <<< "again"
gh issue list
gh issue close "$number"
gh issue list --label scan --json number --jq '.[0].number'`);
    expect(result).toBe('success');
    expect(printed).toEqual([
      'https://github.com/octo-org/octo-repo/issues/100',
      '[]',
      'https://github.com/octo-org/octo-repo/issues/100',
      '100\tOPEN\tBad night',
      '',
    ]);
    expect(repository.issues).toMatchObject([
      { title: 'Bad night', body: 'two nights', state: 'closed', labels: ['scan'], comments: ['again\n'] },
    ]);
  });

  it('reads a pull request', async () => {
    const fields = 'headRefOid,baseRefName,isDraft,state,author,isCrossRepository';
    const { lines: printed } = await lines(`gh pr view 17 --json ${fields} --jq '[.[]] | tostring'`);
    expect(JSON.parse(printed?.[0] ?? '')).toEqual([
      EVENT_PULL.head,
      'main',
      false,
      'OPEN',
      { login: 'octocat' },
      false,
    ]);
  });

  it('calls the API with fields, and reads it through jq with the environment', async () => {
    const sha = EVENT_PULL.head;
    const { lines: printed, result } = await lines(
      `
gh api "repos/$GH_REPO/statuses/${sha}" -f state=success -f context=gate --silent
gh api "repos/{owner}/{repo}/commits/${sha}/statuses" --jq '.[] | select(.context == env.NAME) | .state'
gh api "repos/$GH_REPO/collaborators/octocat/permission" --jq '[.role_name, $ENV.NAME] | join(" ")'
gh api "repos/$GH_REPO/environments/production" --jq '.protection_rules[].type'
gh api "repos/$GH_REPO/actions/runs/42" --jq '.run_attempt, .nothing'
echo '{"title": "By hand", "body": ""}' | gh api "repos/$GH_REPO/issues" --input - --jq .title`,
      `${ALL}\n      NAME: gate`,
    );
    expect(result).toBe('success');
    expect(printed).toEqual([
      'success',
      'maintain gate',
      'wait_timer',
      'required_reviewers',
      '1',
      '',
      'By hand',
    ]);
  });

  it('downloads an artifact of the run, and the pages of a list', async () => {
    repository.pull = showPull(EVENT_PULL);
    const { lines: printed, result } = await lines(`
gh run download 42 --name none --dir kept || echo "nothing"
gh api --paginate "repos/$GH_REPO/pulls/17/files?per_page=1" --jq '.[].filename' | tee files.txt
gh api "repos/$GH_REPO/pulls/17/files?per_page=1" --jq 'length'
jq --raw-input --slurp -c --arg more "$GH_REPO" '[split("\n")[:-1][], $more, env.GH_REPO == $more]' files.txt
jq . <<< 'no JSON' || echo "jq ended with $?"`);
    expect(result).toBe('success');
    expect(printed).toEqual([
      'no valid artifacts found to download',
      'nothing',
      'README.md',
      'src/login.ts',
      '1',
      '["README.md","src/login.ts","octo-org/octo-repo",true]',
      expect.stringContaining('parse error'),
      'jq ended with 5',
    ]);
  });

  it.for([
    ['has no token', 'gh issue list', 'GH_REPO: octo-org/octo-repo', 'set the GH_TOKEN environment variable'],
    [
      'does not know the repository',
      'gh issue list',
      'GH_TOKEN: ${{ github.token }}',
      'not a git repository',
    ],
    ['has a wrong token', 'gh api user', 'GH_TOKEN: wrong', 'Bad credentials (HTTP 401)'],
    [
      'asks for what is not there',
      'gh api repos/octo-org/octo-repo/actions/runs/7',
      ALL,
      'Not Found (HTTP 404)',
    ],
    ['asks for an unknown field', 'gh pr view 17 --json other', ALL, 'Unknown JSON field: "other"'],
    ['uses a command that is not here', 'gh run list', ALL, 'unknown command'],
    ['uses an option that is not here', 'gh issue list --web', ALL, '--web'],
  ] as const)('fails when it %s', async ([, script, env, message]) => {
    const { lines: printed, result } = await lines(script, env);
    expect(result).toBe('failure');
    expect(printed?.join('\n')).toContain(message);
  });

  it('may do only what the permissions of the job grant', async () => {
    const { lines: printed, result } = await lines('gh issue create --title a --body b', ALL, 'read-all');
    expect(result).toBe('failure');
    expect(printed?.join()).toContain('HTTP 403');
  });

  it('comments on the pull request with either permission', async () => {
    expect((await lines('gh issue comment 17 --body a')).result).toBe('success');
    expect((await lines('gh issue comment 17 --body a', ALL, 'read-all')).result).toBe('failure');
    expect(service.comments.map(({ body }) => body)).toEqual(['a']);
  });
});
