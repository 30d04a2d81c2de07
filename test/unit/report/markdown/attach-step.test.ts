import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answerOf, renderAttachStep } from '../../../../src/report/markdown/attach-step.ts';
import type { AttachStep } from '../../../../src/report/report.ts';
import { attachOf, INTERRUPT, progressOf, snapshotOf } from '../../../support/records.ts';

const BARE = attachOf();

const FULL = attachOf({
  baseUrl: 'https://kindo.example.com',
  requireEvals: true,
  requireSteps: ['No secrets: "none" # at all', '- Tests', 'yes'],
  failOnFindings: 'warning',
  resultSchema: 'schemas/answer.json',
  allow: ['timed-out', 'eval-pending'],
  isAdvisory: true,
  maxRunAge: '96h',
});

function render(step: AttachStep, { runId = 'run-1', agentId = 'agent-1' } = {}): unknown {
  return parse(renderAttachStep(step, runId, progressOf({ agentId })));
}

describe('the attach step', () => {
  it('has every input that it needs for the same verdict as this step', () => {
    expect(render(FULL)).toEqual([
      {
        uses: 'owner/run-kindo-agent@v1',
        with: {
          'api-key': '${{ secrets.KINDO_API_KEY }}',
          'run-id': 'run-1',
          'agent-id': 'agent-1',
          'base-url': 'https://kindo.example.com',
          'require-evals': true,
          'require-steps': 'No secrets: "none" # at all\n- Tests\nyes',
          'fail-on-findings': 'warning',
          'result-schema': 'schemas/answer.json',
          allow: 'timed-out, eval-pending',
          advisory: true,
          'max-run-age': '96h',
        },
      },
    ]);
  });

  it('omits inputs that have their default', () => {
    expect(render(BARE)).toEqual([
      {
        uses: 'owner/run-kindo-agent@v1',
        with: { 'api-key': '${{ secrets.KINDO_API_KEY }}', 'run-id': 'run-1', 'agent-id': 'agent-1' },
      },
    ]);
  });

  it('omits the agent if it is not known', () => {
    expect(render(BARE, { agentId: '' })).toEqual([
      {
        uses: 'owner/run-kindo-agent@v1',
        with: { 'api-key': '${{ secrets.KINDO_API_KEY }}', 'run-id': 'run-1' },
      },
    ]);
  });

  it.each(['0123', '1e5', 'true', 'null', '-', '2026-01-02'])(
    'writes the run id %s as a YAML string',
    (runId) => {
      expect(render(BARE, { runId })).toMatchObject([{ with: { 'run-id': runId } }]);
    },
  );

  it.each([
    'a: b',
    'a:',
    'a #b',
    ' a',
    'a ',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '{a}',
    '[a',
    '? a',
    '"a" \'b\' \\n',
    'off',
    'Null',
    '0x1F',
    '0o17',
    '0b1',
    '1_000',
    '12:30:45',
    '2026-01-02T10:00:00Z',
    '.inf',
    '~',
    '7.5',
    'é\u{1f600}',
    'a\x7f\x85\u2028\u2029\ufeffb',
  ])('writes the step name %j as a YAML string', (name) => {
    expect(render({ ...BARE, requireSteps: [name] })).toMatchObject([{ with: { 'require-steps': name } }]);
  });

  it.each(['7a7ced7d-95a8-416f-95bb-5c0ff3599f53', '5059f14', 'cip_orchestrator', 'x:1'])(
    'writes the run id %s without quotes',
    (runId) => {
      expect(renderAttachStep(BARE, runId, progressOf())).toContain(`run-id: ${runId}\n`);
    },
  );

  it('has only printable characters, and no line break from a name', () => {
    const text = renderAttachStep(
      { ...BARE, requireSteps: ['a\x7f\x85\u2028b', 'c'] },
      'run-1',
      progressOf(),
    );
    expect(text).toContain('require-steps: "a\\u007f\\u0085\\u2028b\\nc"\n');
  });

  it('does not fold long names', () => {
    const requireSteps = ['The change has no secrets '.repeat(10).trim(), 'Tests'];
    const requireOne = ['The change has no secrets '.repeat(10).trim()];
    expect(render({ ...FULL, requireSteps })).toMatchObject([
      { with: { 'require-steps': requireSteps.join('\n') } },
    ]);
    expect(render({ ...FULL, requireSteps: requireOne })).toMatchObject([
      { with: { 'require-steps': requireOne[0] } },
    ]);
  });

  it('has the provider if it is not the default, and its secret', () => {
    expect(render({ ...BARE, provider: 'middesk', keySecret: 'MIDDESK_API_KEY' })).toMatchObject([
      { with: { provider: 'middesk', 'api-key': '${{ secrets.MIDDESK_API_KEY }}' } },
    ]);
  });

  it('answers the interrupts of the run, with placeholders', () => {
    const interrupts = [{ ...INTERRUPT, id: 'no ${{ id }}' }, INTERRUPT, { ...INTERRUPT, id: 'i-2' }];
    const progress = progressOf({ run: snapshotOf({ state: 'interrupted', interrupts }) });
    const [step] = parse(renderAttachStep(BARE, 'run-1', progress));
    expect(parse(step.with.resume)).toEqual({ id: 'i-1', input: 'YOUR ANSWER' });
    // A person may take longer than a run usually may be old.
    expect(step.with['max-run-age']).toBe('30d');
  });

  it.each(['', ' ', 'a b', '${{ secrets.X }}', 'x\ny', 'x'.repeat(201)])(
    'does not answer an interrupt with the id %j',
    (id) => {
      const interrupts = [{ ...INTERRUPT, id, answer: { id } }];
      const progress = progressOf({ run: snapshotOf({ state: 'interrupted', interrupts }) });
      expect(answerOf(progress)).toBeNull();
      expect(renderAttachStep(BARE, 'run-1', progress)).not.toContain('resume');
    },
  );

  it('names only inputs of action.yml', () => {
    const action: unknown = parse(readFileSync(new URL('../../../../action.yml', import.meta.url), 'utf8'));
    const [step] = render({ ...FULL, provider: 'middesk' }) as [{ with: Record<string, unknown> }];
    const inputs = Object.keys((action as { inputs: Record<string, unknown> }).inputs);
    expect(Object.keys(step.with)).toHaveLength(12);
    expect(inputs).toEqual(expect.arrayContaining(Object.keys(step.with)));
  });
});
