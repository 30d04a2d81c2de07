import { describe, expect, it } from 'vitest';
import { readToken } from '../../fakes/github/token.ts';
import {
  dispatchEvent,
  EVENT_PULL,
  type GitHubContext,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
} from '../../fakes/workflow-runner/events.ts';
import { fitsFilter } from '../../fakes/workflow-runner/globs.ts';
import { permissionsOf } from '../../fakes/workflow-runner/privileges.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { scriptJob, setupWith } from './setup.ts';

const whyNot = async (on: string, github: GitHubContext, changedFiles?: readonly string[]) => {
  const text = `on:\n  ${on}\njobs:\n  one:${scriptJob('exit 0')}`;
  const setup = setupWith({ github, ...(changedFiles === undefined ? {} : { changedFiles }) });
  const { notStarted, results } = await runWorkflow('on.yml', text, setup);
  expect(results).toEqual(notStarted === null ? { one: 'success' } : {});
  return notStarted;
};

const toRelease = pullRequestEvent('opened', { ...EVENT_PULL, baseRef: 'release' });

describe.concurrent('an event', () => {
  it.for([
    ['a pull request', 'pull_request:', pullRequestEvent('synchronize')],
    ['a listed type', 'pull_request:\n    types: [edited]', pullRequestEvent('edited')],
    ['a listed base', 'pull_request:\n    branches: [main]', pullRequestEvent('opened')],
    ['a merge group', 'merge_group:\n    branches: [main]', mergeGroupEvent()],
    ['a push', 'push:\n    branches: [main, "releases/**"]', pushEvent('refs/heads/releases/1/2')],
    ['a tag', 'push:\n    tags: ["v*"]', pushEvent('refs/tags/v1')],
    ['a comment', 'issue_comment:\n    types: [created]', issueCommentEvent('/agent', 'octocat')],
    ['a schedule', 'schedule:\n    - cron: "17 3 * * *"', scheduleEvent('17 3 * * *')],
    ['another workflow', 'workflow_run:\n    workflows: [CI]', workflowRunEvent('CI', 'success')],
    ['a person', 'workflow_dispatch:', dispatchEvent({})],
  ] as const)('starts a workflow: %s', async ([, on, event]) => {
    expect(await whyNot(on, event)).toBeNull();
  });

  it.for([
    ['push:', pullRequestEvent('opened'), 'does not list pull_request'],
    ['pull_request:', pullRequestEvent('edited'), 'does not list the type edited'],
    ['pull_request:', pullRequestEvent('ready_for_review'), 'does not list the type ready_for_review'],
    ['pull_request:\n    branches: [main]', toRelease, 'does not list release in branches'],
    ['pull_request:\n    branches-ignore: [release]', toRelease, 'ignores release'],
    ['push:\n    branches: [main]', pushEvent('refs/tags/v1'), 'lists no tags'],
    [
      'workflow_run:\n    workflows: [CI]',
      workflowRunEvent('Other', 'success'),
      'does not list the workflow Other',
    ],
  ] as const)('does not start a workflow with %j', async ([on, event, why]) => {
    expect(await whyNot(on, event)).toContain(why);
  });

  it('is filtered by the paths that it changes', async () => {
    const event = pullRequestEvent('opened');
    expect(await whyNot('pull_request:\n    paths: ["docs/**"]', event, ['docs/a/b.md', 'c.ts'])).toBeNull();
    expect(await whyNot('pull_request:\n    paths: ["docs/**"]', event, ['c.ts'])).toContain('fits paths');
    expect(await whyNot('pull_request:\n    paths-ignore: ["docs/**"]', event, ['docs/a.md'])).toContain(
      'paths-ignore',
    );
    expect(
      await whyNot('pull_request:\n    paths-ignore: ["docs/**"]', event, ['docs/a.md', 'c.ts']),
    ).toBeNull();
  });
});

describe('a filter pattern', () => {
  it.for([
    ['a/b.js', ['*.js'], false],
    ['a/b.js', ['**.js'], true],
    ['b.js', ['**/b.js'], true],
    ['a/b.js', ['a/**', '!a/b.js'], false],
    ['a.js', ['a-js'], false],
  ] as const)('%s, %j: %s', ([name, patterns, fits]) => {
    expect(fitsFilter(name, patterns)).toBe(fits);
  });
});

describe.concurrent('the context of a run', () => {
  const text = `
on: [push, pull_request, workflow_run]
permissions:
  contents: read
  pull-requests: write
jobs:
  one:${scriptJob('echo "${{ secrets.KEY }}:${{ vars.PLACE }}"')}`;

  const given = async (github: GitHubContext) => {
    const setup = setupWith({ github, secrets: { KEY: 'key' }, vars: { PLACE: 'here' } });
    const { jobs } = await runWorkflow('one.yml', text, setup);
    return [jobs[0]?.steps[0]?.lines[0], jobs[0]?.permissions];
  };
  const WRITES = { contents: 'read', 'pull-requests': 'write' };
  const READS = { contents: 'read', 'pull-requests': 'read' };
  const fork = { ...EVENT_PULL, headRepository: 'stranger/octo-repo' };

  it.for([
    ['secrets in a pull request', pullRequestEvent('opened'), 'key:here', WRITES],
    ['no secrets in one of a fork', pullRequestEvent('opened', fork), ':', READS],
    [
      'no secrets in one of a fork that is gone',
      pullRequestEvent('opened', { ...fork, headRepository: null }),
      ':',
      READS,
    ],
    [
      'no secrets in one of Dependabot',
      pullRequestEvent('opened', EVENT_PULL, 'dependabot[bot]'),
      ':',
      READS,
    ],
    ['no secrets in a push of Dependabot', pushEvent('refs/heads/main', 'dependabot[bot]'), ':', READS],
    ['secrets behind a run of a fork', workflowRunEvent('CI', 'success', fork), 'key:here', WRITES],
  ] as const)('%s', async ([, event, line, permissions]) => {
    // Nothing but the listed workflow starts on workflow_run.
    if (event.event_name === 'workflow_run') {
      const named = text.replace(
        '[push, pull_request, workflow_run]',
        '\n  workflow_run:\n    workflows: [CI]',
      );
      const setup = setupWith({ github: event, secrets: { KEY: 'key' }, vars: { PLACE: 'here' } });
      const { jobs } = await runWorkflow('one.yml', named, setup);
      expect([jobs[0]?.steps[0]?.lines[0], jobs[0]?.permissions]).toEqual([line, permissions]);
    } else expect(await given(event)).toEqual([line, permissions]);
  });

  it('has a token with the permissions of its job', async () => {
    const { jobs } = await runWorkflow(
      'one.yml',
      text.replace('${{ secrets.KEY }}', '${{ github.token }} ${{ secrets.GITHUB_TOKEN }}'),
      setupWith({ github: { ...pushEvent(), token: 'base' } }),
    );
    const [token = '', secret] = (jobs[0]?.steps[0]?.lines[0] ?? '').replace(/:$/, '').split(' ');
    expect(readToken(token)).toEqual({ base: 'base', permissions: WRITES });
    expect(secret).toBe(token);
  });

  it('has permissions from a keyword, a mapping, or the default', () => {
    expect(permissionsOf(undefined, null, false)).toEqual({ contents: 'read', packages: 'read' });
    expect(permissionsOf('write-all', null, false)).toMatchObject({ statuses: 'write', issues: 'write' });
    expect(permissionsOf('write-all', null, true)).toMatchObject({ statuses: 'read' });
    expect(permissionsOf({}, null, false)).toEqual({});
    expect(permissionsOf({ issues: 'none', actions: 'read' }, null, false)).toEqual({ actions: 'read' });
    expect(permissionsOf(undefined, { issues: 'write' }, false)).toEqual({ issues: 'write' });
  });
});

describe.concurrent('inputs of a dispatch', () => {
  const text = `
on:
  workflow_dispatch:
    inputs:
      id:
        required: true
      strict:
        type: boolean
      count:
        type: number
        default: 2
      place:
        type: choice
        options: [here, there]
        default: here
jobs:
  one:${scriptJob("echo '${{ toJSON(inputs) }}' | tr -d ' \\n'")}`;
  const run = (inputs: Record<string, string>) =>
    runWorkflow('dispatch.yml', text, setupWith({ github: dispatchEvent(inputs) }));

  it('have the declared type and default', async () => {
    const { jobs } = await run({ id: '7', strict: 'true' });
    expect(JSON.parse(jobs[0]?.steps[0]?.lines[0] ?? '')).toEqual({
      id: '7',
      strict: true,
      count: 2,
      place: 'here',
    });
  });

  it.for([
    [{}, 'Input id is required.'],
    [{ id: '7', other: '1' }, 'declares no input other'],
    [{ id: '7', place: 'nowhere' }, 'no option nowhere'],
    [{ id: '7', count: 'two' }, 'not a number'],
  ] as const)('are refused: %j', async ([inputs, message]) => {
    await expect(run(inputs)).rejects.toThrow(message);
  });
});

describe.concurrent('concurrency', () => {
  it('is reported for the workflow and for each job', async () => {
    const text = `
on: push
concurrency:
  group: all-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'push' }}
jobs:
  one:
    concurrency: one${scriptJob('exit 0')}
  two:${scriptJob('exit 0')}`;
    const { concurrency, jobs } = await runWorkflow('c.yml', text, setupWith());
    expect(concurrency).toEqual({ group: 'all-refs/heads/main', cancelInProgress: true });
    expect(jobs.map((job) => job.concurrency)).toEqual([{ group: 'one', cancelInProgress: false }, null]);
  });
});
