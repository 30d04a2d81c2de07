/** A guard of an example, and the claim that finds a copy without it. */
export interface Guard {
  /** The file that has the guard. */
  readonly file: string;
  readonly guard: string;
  /** What is replaced in the copy, and by what; each must stand in the file once. */
  readonly cut: string;
  readonly by: string;
  /** The example that is played, if it is not the file. */
  readonly example?: string;
  readonly foundBy: string;
}

const JUDGED = 'is green for a pass, and sends the agent only what GitHub makes';
const FAILED = 'is red if the verdict is fail, for a draft too';
const TRIGGERED = 'is triggered by everything that changes the diff, and by no other base';
const CANCELLED = 'is cancelled by a newer commit of the same pull request only';
const FORKED = 'is red for a fork, and starts nothing';
const CALLER = 'reusable-gate-caller.yml';
const DRAFT_IF = '    if: ${{ !github.event.pull_request.draft }}\n';
const GROUP = '${{ github.event.pull_request.number || github.ref }}';

/** Guards that several gates have. `job` is the first line of the required job's content. */
function common(file: string, job: string, isSummedUp = false): Guard[] {
  const types = 'types: [opened, synchronize, reopened, edited, ready_for_review]';
  const guards: Guard[] = [
    { file, guard: 'type edited', cut: ' edited,', by: '', foundBy: TRIGGERED },
    {
      file,
      guard: 'type ready_for_review',
      cut: types,
      by: types.replace(', ready_for_review', ''),
      foundBy: TRIGGERED,
    },
    {
      file,
      guard: 'branches of pull_request',
      cut: 'pull_request:\n    branches: [main]\n',
      by: 'pull_request:\n',
      foundBy: TRIGGERED,
    },
    { file, guard: 'a group for each pull request', cut: GROUP, by: 'all', foundBy: CANCELLED },
    {
      file,
      guard: 'cancel-in-progress',
      cut: 'cancel-in-progress: true',
      by: 'cancel-in-progress: false',
      foundBy: CANCELLED,
    },
  ];
  if (isSummedUp) {
    const run = 'test "$RESULT" = success';
    return [
      ...guards,
      {
        file,
        guard: 'always() of the required job',
        cut: '    if: always()\n    runs-on',
        by: '    runs-on',
        foundBy: FAILED,
      },
      { file, guard: 'the result of the legs', cut: run, by: 'echo "$RESULT"', foundBy: FAILED },
    ];
  }
  return [
    ...guards,
    { file, guard: 'no if: on the required job', cut: job, by: `${job}${DRAFT_IF}`, foundBy: FAILED },
  ];
}

const allowing = (outcome: string) => `          allow: ${outcome}\n          timeout: 20m\n`;
const TIMEOUT = '          timeout: 20m\n';

/** A verdict that a copy of a gate with one step of this action must not allow. */
function judging(file: string, example = file): Guard {
  return {
    file,
    example,
    guard: 'eval-failed is not allowed',
    cut: TIMEOUT,
    by: allowing('eval-failed, eval-missing'),
    foundBy: FAILED,
  };
}

/** What else a copy must not allow. One step and a matrix show that the claims, which the gates share, find it. */
function closed(file: string): Guard[] {
  return [
    judging(file),
    {
      file,
      guard: 'run-failed is not allowed',
      cut: TIMEOUT,
      by: allowing('run-failed, eval-missing, findings-missing'),
      foundBy: "is red if the agent's run fails",
    },
    {
      file,
      guard: 'unavailable is not allowed',
      cut: TIMEOUT,
      by: allowing('unavailable'),
      foundBy: 'is red if the service is down',
    },
    {
      file,
      guard: 'skipped is not allowed',
      cut: TIMEOUT,
      by: allowing('skipped'),
      foundBy: FORKED,
    },
  ];
}

/** No text of the author in `inputs`. */
function untouched(file: string, cut: string, example = file, key = ''): Guard {
  return {
    file,
    example,
    guard: 'no text of the author in inputs',
    cut,
    by: `${cut}${key}            Title: \${{ github.event.pull_request.title }}\n`,
    foundBy: JUDGED,
  };
}

const COMMIT = '            Commit: ${{ github.event.pull_request.head.sha }}\n';
const ALWAYS_GATE = '    needs: [judge, override]\n';

export const GUARDS: readonly Guard[] = [
  ...common(
    'security-gate.yml',
    "    name: Agent gate${{ vars.AGENT_GATE_ADVISORY == 'true' && ' (advisory)' || '' }}\n",
  ),
  ...closed('security-gate.yml'),
  untouched('security-gate.yml', COMMIT),
  {
    file: 'security-gate.yml',
    guard: 'verdicts are required',
    cut: TIMEOUT,
    by: `          require-evals: false\n${TIMEOUT}`,
    foundBy: 'is red without a verdict',
  },
  {
    file: 'security-gate.yml',
    guard: 'fail-on-findings',
    cut: '          fail-on-findings: error\n',
    by: '',
    foundBy: 'is red for an error among the findings, and uploads them',
  },
  {
    file: 'security-gate.yml',
    guard: 'the category of the upload',
    cut: '          category: agent-security-gate\n',
    by: '',
    foundBy: 'is red for an error among the findings, and uploads them',
  },
  {
    file: 'security-gate.yml',
    guard: 'continue-on-error of the upload',
    cut: '        continue-on-error: true\n',
    by: '',
    foundBy: 'does not depend on the upload',
  },
  {
    file: 'security-gate.yml',
    guard: 'skipped is not allowed, and a fork that is gone is one',
    cut: TIMEOUT,
    by: allowing('skipped'),
    foundBy: 'is red for a fork that is gone, and starts nothing',
  },
  {
    file: 'security-gate.yml',
    guard: 'superseded is not allowed',
    cut: TIMEOUT,
    by: allowing('superseded'),
    foundBy: 'is red if the pull request has another head or base by now',
  },
  {
    file: 'security-gate.yml',
    guard: 'the name while advisory',
    cut: "${{ vars.AGENT_GATE_ADVISORY == 'true' && ' (advisory)' || '' }}",
    by: '',
    foundBy: 'is advisory by a variable, and then satisfies no required check',
  },

  ...common('merge-queue.yml', '    name: Agent gate\n'),
  judging('merge-queue.yml'),
  {
    file: 'merge-queue.yml',
    guard: 'the trigger merge_group',
    cut: '  merge_group:\n    branches: [main]\n',
    by: '',
    foundBy: 'judges a merge group again',
  },
  {
    file: 'merge-queue.yml',
    guard: 'the head of the group',
    cut: ' || github.sha',
    by: '',
    foundBy: 'judges a merge group again',
  },
  {
    file: 'merge-queue.yml',
    guard: 'a group for each merge group',
    cut: ' || github.ref',
    by: '',
    foundBy: 'does not cancel another merge group',
  },
  {
    file: 'merge-queue.yml',
    guard: 'the variant is for merge groups only',
    cut: "        # if: github.event_name != 'merge_group'\n",
    by: "        # if: github.event_name == 'never'\n",
    foundBy: 'has a variant that still judges each pull request',
  },

  ...common(CALLER, '  gate:\n'),
  judging('reusable-gate.yml', CALLER),
  untouched(
    'reusable-gate.yml',
    '          agent-id: ${{ inputs.agent-id }}\n',
    CALLER,
    '          inputs: |\n',
  ),
  {
    file: CALLER,
    guard: 'one secret',
    cut: '    secrets:\n      api-key: ${{ secrets.KINDO_API_KEY }}\n',
    by: '    secrets: inherit\n',
    foundBy: 'gives the called workflow one secret',
  },
  {
    file: 'reusable-gate.yml',
    guard: 'the output',
    cut: '        value: ${{ jobs.judge.outputs.outcome }}',
    by: "        value: ''",
    foundBy: 'reports the outcome, and fails the calling job',
  },
  {
    file: 'reusable-gate.yml',
    guard: 'the diff comes from the event',
    cut: '            Pull Request: pr:url\n            Diff: pr:diff\n',
    by: '            Diff: env:GITHUB_REPOSITORY\n',
    foundBy: 'is red on an event without a change',
  },

  ...common('several-agents.yml', '', true),
  ...closed('several-agents.yml'),
  untouched('several-agents.yml', COMMIT),
  {
    file: 'several-agents.yml',
    guard: 'fail-fast: false',
    cut: '      fail-fast: false\n',
    by: '',
    foundBy: 'is red if one agent does not pass, and lets the other end',
  },
  {
    file: 'several-agents.yml',
    guard: 'a list that is not empty',
    cut: 'if length > 0 then . else error("no agents") end',
    by: '.',
    foundBy: 'is red if no agent is planned',
  },
  {
    file: 'several-agents.yml',
    guard: 'skipped legs are red',
    cut: '= success',
    by: '!= failure',
    foundBy: 'is red if no agent is planned',
  },

  ...common('monorepo.yml', '', true),
  untouched('monorepo.yml', COMMIT),
  {
    file: 'monorepo.yml',
    guard: 'the name while advisory',
    cut: "${{ needs.plan.outputs.advisory == 'true' && ' (advisory)' || '' }}",
    by: '',
    foundBy: 'is advisory by a variable, and then satisfies no required check',
  },
  {
    file: 'monorepo.yml',
    guard: 'an area without files passes',
    cut: 'allow: "nothing-to-review"',
    by: 'allow: ""',
    foundBy: JUDGED,
  },
  {
    file: 'monorepo.yml',
    guard: 'the last leg',
    cut: '$files != null and all(',
    by: 'true or all(',
    foundBy: 'judges a file that nobody owns',
  },
  {
    file: 'monorepo.yml',
    guard: 'the last leg reads what the others exclude',
    cut: 'map("!\\(.)/**")',
    by: 'map("\\(.)/**")',
    foundBy: 'gives each area its files, and the rest what nobody owns',
  },
  {
    file: 'monorepo.yml',
    guard: 'the last leg allows nothing',
    cut: 'allow: ""}',
    by: 'allow: "nothing-to-review"}',
    foundBy: 'is red if the last leg is planned and finds nothing to review',
  },
  {
    file: 'monorepo.yml',
    guard: 'no file is no pass',
    cut: '$files != null and ',
    by: '',
    foundBy: 'is red if no file changed',
  },
  {
    file: 'monorepo.yml',
    guard: 'the files of this head',
    cut: '[ "$head" != "$HEAD" ]',
    by: 'false',
    foundBy: 'plans nothing from the files of another head',
  },
  {
    file: 'monorepo.yml',
    guard: 'the path before a file was renamed',
    cut: '.previous_filename // .filename',
    by: '.filename',
    foundBy: 'judges a file that was moved into an area for both places',
  },
  {
    file: 'monorepo.yml',
    guard: '--paginate',
    cut: '--paginate ',
    by: '',
    foundBy: 'finds a file that nobody owns behind a hundred others',
  },
  {
    file: 'monorepo.yml',
    guard: 'skipped legs are red',
    cut: '= success',
    by: '!= failure',
    foundBy: 'is red if the files cannot be listed',
  },

  {
    file: 'comment-command.yml',
    guard: 'the body of the comment',
    cut: " && github.event.comment.body == '/agent review'",
    by: '',
    foundBy: 'starts nothing for another comment',
  },
  {
    file: 'comment-command.yml',
    guard: 'the whole body',
    cut: "github.event.comment.body == '/agent review'",
    by: "contains(github.event.comment.body, '/agent review')",
    foundBy: 'starts nothing for another comment',
  },
  {
    file: 'comment-command.yml',
    guard: 'the type created',
    cut: '    types: [created]\n',
    by: '',
    foundBy: 'starts nothing for a comment that is edited or deleted',
  },
  {
    file: 'comment-command.yml',
    guard: 'pull requests only',
    cut: 'github.event.issue.pull_request && ',
    by: '',
    foundBy: 'starts nothing in an ordinary issue',
  },
  {
    file: 'comment-command.yml',
    guard: 'the role',
    cut: 'require-permission: write',
    by: 'require-permission: anyone',
    foundBy: 'starts and writes nothing for a stranger',
  },
  {
    file: 'comment-command.yml',
    guard: 'no cancelling',
    cut: 'cancel-in-progress: false',
    by: 'cancel-in-progress: true',
    foundBy: 'reviews the head, and shows the verdict on that commit',
  },
  {
    file: 'comment-command.yml',
    guard: 'the commit status',
    cut: '          commit-status: agent/review\n',
    by: '',
    foundBy: 'shows a verdict that is fail',
  },
  {
    file: 'comment-command.yml',
    guard: 'the permission for the status',
    cut: 'statuses: write',
    by: 'statuses: read',
    foundBy: 'reviews the head, and shows the verdict on that commit',
  },

  ...common('override.yml', '', false).slice(0, -1),
  judging('override.yml'),
  untouched('override.yml', COMMIT),
  {
    file: 'override.yml',
    guard: 'always() of the required job',
    cut: `${ALWAYS_GATE}    # Without this, the job is skipped if the agent fails, and a skipped job counts as green.\n    if: always()\n`,
    by: ALWAYS_GATE,
    foundBy: FAILED,
  },
  {
    file: 'override.yml',
    guard: 'the environment',
    cut: '    environment: gate-override\n',
    by: '',
    foundBy: 'is green if another person approves, and says who and why',
  },
  {
    file: 'override.yml',
    guard: 'an approval on record',
    cut: '            exit 1\n',
    by: '',
    foundBy: 'is red if the environment is unprotected or absent',
  },
  {
    file: 'override.yml',
    guard: 'no rejection',
    cut: 'if all(.[]; .state == "approved") then .[] else empty end',
    by: '.[]',
    foundBy: 'is red if somebody has rejected it, in an earlier attempt too',
  },
  {
    file: 'override.yml',
    guard: 'this environment',
    cut: 'map(select(any(.environments[]; .name == "gate-override")))',
    by: '.',
    foundBy: 'is red if only another environment was approved',
  },
  {
    file: 'override.yml',
    guard: 'not the author',
    cut: 'IN(env.AUTHOR, ',
    by: 'IN(',
    foundBy: 'is red if the author of the pull request approves',
  },
  {
    file: 'override.yml',
    guard: 'not who pushed',
    cut: 'env.ACTOR, ',
    by: '',
    foundBy: 'is red if who pushed approves',
  },
  {
    file: 'override.yml',
    guard: 'not who ran the jobs again',
    cut: ', env.TRIGGERED_BY)',
    by: ')',
    foundBy: 'is red if who ran the jobs again approves',
  },
  {
    file: 'override.yml',
    guard: 'an override that succeeded',
    cut: 'test "$OVERRIDE" = success',
    by: 'test -n "$OVERRIDE"',
    foundBy: 'is red if a reviewer rejects',
  },

  ...common('rerun.yml', '    name: Agent gate\n'),
  untouched('rerun.yml', COMMIT),
  {
    file: 'rerun.yml',
    guard: 'this head',
    cut: 'test "$head $base $agent" = "$HEAD $BASE $AGENT_ID"',
    by: 'test "$base $agent" = "$BASE $AGENT_ID"',
    foundBy: 'starts a run if the record names another head',
  },
  {
    file: 'rerun.yml',
    guard: 'this base',
    cut: 'test "$head $base $agent" = "$HEAD $BASE $AGENT_ID"',
    by: 'test "$head $agent" = "$HEAD $AGENT_ID"',
    foundBy: 'starts a run if the record names another base',
  },
  {
    file: 'rerun.yml',
    guard: 'this agent',
    cut: 'test "$head $base $agent" = "$HEAD $BASE $AGENT_ID"',
    by: 'test "$head $base" = "$HEAD $BASE"',
    foundBy: 'starts a run if the record names another agent',
  },
  {
    file: 'rerun.yml',
    guard: 'undecided runs only',
    cut: 'timed-out | eval-pending | unavailable | abandoned)',
    by: '*)',
    foundBy: 'never takes over a run that was decided',
  },
  {
    file: 'rerun.yml',
    guard: 'a run that timed out is not paid again',
    cut: 'timed-out | ',
    by: '',
    foundBy: 'reads a run that timed out',
  },
  {
    file: 'rerun.yml',
    guard: 'nothing kept is no error',
    cut: '--dir earlier || exit 0',
    by: '--dir earlier',
    foundBy: 'starts a run if nothing was kept',
  },
  {
    file: 'rerun.yml',
    guard: 'the record of an attempt that attached',
    cut: ' || steps.attach.outputs.run-id',
    by: '',
    foundBy: 'pays once for a run that two attempts left undecided',
  },
  {
    file: 'rerun.yml',
    guard: 'one of the two steps runs',
    cut: "        if: steps.earlier.outputs.run-id == ''\n",
    by: '',
    foundBy: 'reads a run that timed out',
  },
  {
    file: 'rerun.yml',
    guard: 'no code of the pull request',
    cut: '    steps:\n',
    by: '    steps:\n      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0\n',
    foundBy: 'runs no code of the pull request, which could write the record',
  },
];
