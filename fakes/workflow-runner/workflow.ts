import {
  convertWorkflowTemplate,
  isBasicExpression,
  isMapping,
  isSequence,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import type {
  ActionStep,
  Job,
  ReusableWorkflowJob,
  RunStep,
} from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken, TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { type Contexts, evaluate, type JobStatus, toPlain } from './expressions.ts';

/** A step as GitHub's parser reads it, with what the parser's own model leaves out. */
export interface StepModel {
  readonly id: string;
  /** Always has a function of the status in it. */
  readonly condition: string;
  /** The parts of the step that are only known when it runs. */
  readonly token: MappingToken;
}

export interface JobModel {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly token: MappingToken;
  /** Empty for a job that calls a workflow. */
  readonly steps: readonly StepModel[];
  /** The workflow that the job calls, as the file names it; null for a job with steps. */
  readonly calls: string | null;
}

export interface WorkflowModel {
  readonly token: MappingToken;
  readonly jobs: readonly JobModel[];
}

/** Reads a workflow file; throws with everything that GitHub's parser finds wrong with it. */
export async function readWorkflow(name: string, content: string): Promise<WorkflowModel> {
  const { value, context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const template = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || template === undefined || errors.length > 0) throw new Error(errors.join('\n'));
  const token = value.assertMapping('workflow');
  return { token, jobs: template.jobs.map((job) => jobOf(job, token)) };
}

function jobOf(job: WorkflowModel['jobs'][number] | object, workflow: MappingToken): JobModel {
  if (!isJob(job)) throw new Error('A job is of a kind that is not run here.');
  const token = workflow.find('jobs')?.assertMapping('jobs').find(job.id.value)?.assertMapping('job');
  if (token === undefined) throw new Error(`Job ${job.id.value} is not read.`);
  return {
    id: job.id.value,
    needs: (job.needs ?? []).map(({ value }) => value),
    condition: job.if.expression,
    token,
    steps: job.type === 'job' ? stepsOf(job, token) : [],
    calls: job.type === 'job' ? null : job.ref.value,
  };
}

function stepsOf(job: Job, token: MappingToken): StepModel[] {
  const tokens = [...(token.find('steps')?.assertSequence('steps') ?? [])];
  if (tokens.length !== job.steps.length) throw new Error('A step is not read.');
  return job.steps.map((step, index) => {
    if (!isPlainStep(step)) throw new Error(`Step ${step.id} is of a kind that is not run here.`);
    return {
      id: step.id,
      condition: step.if.expression,
      token: Object(tokens[index]).assertMapping('step'),
    };
  });
}

function isJob(job: object): job is Job | ReusableWorkflowJob {
  return 'type' in job && (job.type === 'job' || job.type === 'reusableWorkflowJob');
}

function isPlainStep(step: Job['steps'][number]): step is ActionStep | RunStep {
  return 'run' in step || 'uses' in step;
}

/** The plain value of a token, with its expressions evaluated; undefined without a token. */
export function resolve(
  token: TemplateToken | undefined,
  contexts: Contexts,
  status: JobStatus = 'success',
): unknown {
  if (token === undefined) return undefined;
  if (isBasicExpression(token)) return toPlain(evaluate(token.expression, contexts, status));
  if (isSequence(token)) return Array.from(token, (item) => resolve(item, contexts, status));
  if (!isMapping(token)) return token.toJSON();
  return Object.fromEntries(
    Array.from(token, ({ key, value }) => [key.toString(), resolve(value, contexts, status)]),
  );
}

/** The same for a mapping of text to text, such as `env` and `with`. */
export function resolveTexts(token: TemplateToken | undefined, contexts: Contexts): Record<string, string> {
  const values = Object.entries(Object(resolve(token, contexts)));
  return Object.fromEntries(values.map(([name, value]) => [name, textOf(value)]));
}

/** A scalar as GitHub turns it into text. */
export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
