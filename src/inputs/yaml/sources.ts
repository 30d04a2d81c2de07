import { InputError } from '../../domain/errors.ts';
import type { PullRequestPage, RemotePart } from '../../domain/pull-request.ts';
import { quote } from '../../text/sanitize.ts';
import type { WorkflowEvent } from '../event.ts';
import type { Variables } from '../raw.ts';
import { readTextFile } from '../text-file.ts';
import { parseMapping } from './mapping.ts';

/** The source of a label's value. */
export type Source =
  | { readonly kind: 'env'; readonly name: string; readonly isOptional: boolean }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'page'; readonly part: PagePart }
  | { readonly kind: 'remote'; readonly part: RemotePart };

type PagePart = keyof PullRequestPage;

/** The values of the sources in `inputs-from`. */
export interface SourcedInputs {
  /** Label to text, for every source except those at GitHub. */
  readonly values: ReadonlyMap<string, string>;
  /** Label to the part that is read from GitHub later. */
  readonly remote: ReadonlyMap<string, RemotePart>;
  /** True if one of the sources is `pr:`. */
  readonly usesPullRequest: boolean;
}

/** What the sources read. */
export interface SourceContext {
  readonly variables: Variables;
  /** Null if it is about no pull request. */
  readonly event: WorkflowEvent | null;
}

const PAGE_PARTS = ['title', 'body', 'url', 'number'] as const;
const REMOTE_PARTS = ['diff', 'files'] as const;
const FORMS =
  'write env:NAME, env:NAME?, file:PATH, pr:diff, pr:files, pr:title, pr:body, pr:url or pr:number';
const EVENTS = 'pull_request, pull_request_target, merge_group, or issue_comment on a pull request';
// Credentials and addresses of this action and of the runner's services, which are never sent to an agent.
const SECRET_VARIABLE = /^INPUT_(?:API-KEY|GITHUB-TOKEN)$|^ACTIONS_.*(?:TOKEN|URL)$/i;

/**
 * Reads the sources of `inputs-from`, except those that only GitHub has.
 *
 * @param given the labels that `inputs` has already
 * @throws InputError with a sentence for every label whose source cannot be used, and for every one that is given twice
 */
export function readSources(
  text: string,
  given: ReadonlyMap<string, string>,
  context: SourceContext,
): SourcedInputs {
  const values = new Map<string, string>();
  const remote = new Map<string, RemotePart>();
  const problems: string[] = [];
  let usesPullRequest = false;
  for (const [label, written] of parseMapping(text, 'inputs-from')) {
    if (given.has(label)) problems.push(`${quote(label)} is in both inputs and inputs-from: keep one.`);
    try {
      const source = parseSource(written);
      usesPullRequest ||= source.kind === 'page' || source.kind === 'remote';
      if (source.kind === 'remote') {
        needEvent(context.event);
        remote.set(label, source.part);
      } else if (!isLeftOut(source, context.variables)) {
        values.set(label, readSource(source, context));
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(
        ...error.problems.map(
          (problem) => `inputs-from takes ${quote(label)} from ${sourceType(written)}, ${problem}`,
        ),
      );
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return { values, remote, usesPullRequest };
}

const SOURCE = /^(env|file|pr):(.+)/s;
const KINDS: Readonly<Record<string, string>> = {
  env: 'an environment variable',
  file: 'a file',
  pr: 'the pull request',
};

// The source itself is not shown: somebody who confuses inputs-from with inputs writes a value here.
function sourceType(written: string): string {
  const [, scheme = ''] = SOURCE.exec(written.trim()) ?? [];
  return KINDS[scheme] ?? 'a text';
}

function parseSource(written: string): Source {
  const [, scheme, rest = ''] = SOURCE.exec(written.trim()) ?? [];
  const name = rest.replace(/\?$/, '');
  if (scheme === 'env' && name !== '') return { kind: 'env', name, isOptional: name !== rest };
  if (scheme === 'file') return { kind: 'file', path: rest };
  const part = PAGE_PARTS.find((known) => known === rest);
  if (part !== undefined) return { kind: 'page', part };
  const remotePart = REMOTE_PARTS.find((known) => known === rest);
  if (remotePart !== undefined) return { kind: 'remote', part: remotePart };
  throw new InputError(`which is not a source: ${FORMS}.`);
}

function readSource(source: Exclude<Source, { kind: 'remote' }>, context: SourceContext): string {
  switch (source.kind) {
    case 'env':
      return notEmpty(readVariable(source.name, context.variables));
    case 'file':
      return notEmpty(readTextFile(source.path, context.variables));
    case 'page':
      return readPage(source.part, context.event);
  }
}

/** True for an optional variable that is unset or empty. */
function isLeftOut(source: Source, variables: Variables): boolean {
  if (source.kind !== 'env' || !source.isOptional || SECRET_VARIABLE.test(source.name)) return false;
  return (variableOf(source.name, variables) ?? '').trim() === '';
}

function notEmpty(text: string): string {
  if (text.trim() === '') throw new InputError('which is empty: use a source that has text.');
  return text;
}

function readVariable(name: string, variables: Variables): string {
  if (SECRET_VARIABLE.test(name)) {
    throw new InputError(
      'which is a credential of this job and is never sent to the agent: use another variable.',
    );
  }
  const value = variableOf(name, variables);
  if (value === null) {
    throw new InputError(
      'which is not set: set it under env of the step or the job, or write env:NAME? if it is optional.',
    );
  }
  return value;
}

function variableOf(name: string, variables: Variables): string | null {
  return (Object.hasOwn(variables, name) ? variables[name] : null) ?? null;
}

function readPage(part: PagePart, given: WorkflowEvent | null): string {
  const event = needEvent(given);
  if (event.kind === 'merge-group') {
    throw new InputError(
      'which a merge group does not have, because it may include several pull requests: remove this source.',
    );
  }
  const value = event[part];
  if (value === null) {
    throw new InputError(
      `but the payload of the event does not have the pull request's ${part}: remove this source.`,
    );
  }
  // A pull request may have no description.
  return part === 'body' ? String(value) : notEmpty(String(value));
}

function needEvent(event: WorkflowEvent | null): WorkflowEvent {
  if (event !== null) return event;
  throw new InputError(`but this event is not about a pull request: run the workflow on ${EVENTS}.`);
}
