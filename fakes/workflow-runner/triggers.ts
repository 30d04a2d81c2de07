import { fitsFilter } from './globs.ts';
import { resolve, type WorkflowModel } from './workflow.ts';

/** An event as the runner compares it with `on:`. */
export interface TriggerEvent {
  readonly github: Readonly<Record<string, unknown>>;
  /** The files that a push or a pull request changes; undefined: every path filter fits. */
  readonly changedFiles: readonly string[] | undefined;
}

/** The activity types that start a workflow without `types:`; an event that is not listed here is started by any type. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** Why the event does not start the workflow, as a clause; null if it does. */
export function whyNotStarted(workflow: WorkflowModel, event: TriggerEvent): string | null {
  const name = String(event.github.event_name);
  const filters = filtersOf(workflow, name);
  if (filters === undefined) return `on: does not list ${name}`;
  return typeProblem(name, filters, event) ?? refProblem(name, filters, event) ?? pathProblem(filters, event);
}

/** The value of the event's name in `on:`; undefined if it is not listed. */
function filtersOf({ token }: WorkflowModel, name: string): Readonly<Record<string, unknown>> | undefined {
  const on = token.find('on');
  if (on === undefined) return undefined;
  if (!('find' in on)) return [resolve(on, {})].flat().includes(name) ? {} : undefined;
  const mapping = on.assertMapping('on');
  const names = Array.from(mapping, ({ key }) => key.toString());
  if (!names.includes(name)) return undefined;
  // Outputs of a called workflow are expressions of its jobs, not a filter.
  return name === 'workflow_call' ? {} : Object(resolve(mapping.find(name), {}));
}

function typeProblem(
  name: string,
  { types, workflows }: Readonly<Record<string, unknown>>,
  { github }: TriggerEvent,
): string | null {
  const { action, workflow_run: other } = Object(github.event);
  const listed = listOf(types) ?? DEFAULT_TYPES[name];
  if (action !== undefined && listed !== undefined && !listed.includes(action)) {
    return `${name} does not list the type ${action}`;
  }
  const isOther = name === 'workflow_run' && !(listOf(workflows) ?? []).includes(other?.name);
  return isOther ? `workflow_run does not list the workflow ${other?.name}` : null;
}

function refProblem(
  name: string,
  filters: Readonly<Record<string, unknown>>,
  { github }: TriggerEvent,
): string | null {
  const ref = String(github.ref ?? '');
  const isTag = ref.startsWith('refs/tags/');
  const branch = branchOf(name, github);
  const [kind, value] =
    isTag && name === 'push' ? ['tags', ref.slice('refs/tags/'.length)] : ['branches', branch];
  const wanted = listOf(filters[kind]);
  const other = listOf(filters[kind === 'tags' ? 'branches' : 'tags']);
  const ignored = listOf(filters[`${kind}-ignore`]);
  if (wanted === undefined && other !== undefined && name === 'push') return `push lists no ${kind}`;
  if (wanted !== undefined && !fitsFilter(value, wanted)) return `${name} does not list ${value} in ${kind}`;
  return ignored !== undefined && fitsFilter(value, ignored) ? `${name} ignores ${value}` : null;
}

/** The branch that `branches:` of the event is compared with. */
function branchOf(name: string, github: Readonly<Record<string, unknown>>): string {
  const { merge_group: group, workflow_run: run } = Object(github.event);
  if (name.startsWith('pull_request')) return String(github.base_ref ?? '');
  if (name === 'merge_group') return String(group?.base_ref ?? '').replace('refs/heads/', '');
  if (name === 'workflow_run') return String(run?.head_branch ?? '');
  return String(github.ref ?? '').replace('refs/heads/', '');
}

function pathProblem(
  filters: Readonly<Record<string, unknown>>,
  { changedFiles }: TriggerEvent,
): string | null {
  if (changedFiles === undefined) return null;
  const wanted = listOf(filters.paths);
  const ignored = listOf(filters['paths-ignore']);
  if (wanted !== undefined && !changedFiles.some((file) => fitsFilter(file, wanted))) {
    return 'no changed file fits paths:';
  }
  const isIgnored = ignored !== undefined && changedFiles.every((file) => fitsFilter(file, ignored));
  return isIgnored ? 'paths-ignore: fits every changed file' : null;
}

function listOf(value: unknown): readonly string[] | undefined {
  return value === undefined || value === null ? undefined : [value].flat().map(String);
}
