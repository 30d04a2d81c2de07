import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readActionFile } from '../../fakes/runner/action-file.ts';

export { ROOT };

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Files of the repository that fit a pattern, as paths with slashes. */
export function find(pattern: string): string[] {
  return globSync(pattern, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

export const EXAMPLES = find('examples/*.yml');
export const WORKFLOWS = find('.github/workflows/*.{yml,yaml}');
export const PAGES = [...find('*.md'), ...find('docs/**/*.md')];

export const action = readActionFile();

export interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: unknown;
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly env?: Readonly<Record<string, string>>;
  /** The workflow that the job calls instead of running steps. */
  readonly uses?: string;
  readonly steps?: readonly WorkflowStep[];
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** True for a step of this action, by its path or as it is published. */
export function isOurs({ uses = '' }: WorkflowStep): boolean {
  return uses === './' || uses.startsWith('OWNER/run-kindo-agent@');
}

export function stepsOf(workflow: Workflow): WorkflowStep[] {
  return Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps);
}

/** What the steps of this action are given. */
export function ourInputs(workflow: Workflow): Readonly<Record<string, unknown>>[] {
  return stepsOf(workflow)
    .filter(isOurs)
    .map((step) => step.with ?? {});
}
