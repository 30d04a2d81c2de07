import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

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

export interface Declared {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}

export interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

export const action: ActionFile = parse(read('action.yml'));

export interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
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
  return Object.values(workflow.jobs).flatMap((job) => job.steps);
}

/** What the steps of this action are given. */
export function ourInputs(workflow: Workflow): Readonly<Record<string, unknown>>[] {
  return stepsOf(workflow)
    .filter(isOurs)
    .map((step) => step.with ?? {});
}
