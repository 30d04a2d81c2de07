import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/domain/errors.ts';
import type { WorkflowEvent } from '../../../../src/inputs/event.ts';
import { readSources } from '../../../../src/inputs/yaml/sources.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../../support/pull-requests.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Setup {
  readonly variables?: Record<string, string>;
  readonly event?: WorkflowEvent | null;
  readonly given?: ReadonlyMap<string, string>;
}

function read(text: string, { variables = {}, event = null, given = new Map() }: Setup = {}) {
  const all = { GITHUB_WORKSPACE: folder, ...variables };
  return [...readSources(text, given, { variables: all, event }).values];
}

function problemsOf(text: string, setup: Setup = {}): readonly string[] {
  try {
    read(text, setup);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe('readSources', () => {
  it('returns nothing for an empty text', () => {
    expect(read('')).toEqual([]);
  });

  it('returns text from variables, files and the pull request exactly [B39]', () => {
    const hostile = 'a: *b\n${{ secrets.X }}\n::error::\u0000\u202e';
    writeFileSync(join(folder, 'notes.md'), hostile);
    const text = 'a: env:A\nb: file:notes.md\nc: pr:title\nd: "pr:body"\ne: pr:url\nf: pr:number';
    const event = pullRequestOf({ title: hostile, body: '' });
    expect(read(text, { variables: { A: hostile }, event })).toEqual([
      ['a', hostile],
      ['b', hostile],
      ['c', hostile],
      ['d', ''],
      ['e', 'https://github.com/octo-org/octo-repo/pull/17'],
      ['f', '17'],
    ]);
  });

  it('accepts variables whose names only contain names of secrets, and white space around a source', () => {
    const names = ['MY_INPUT_API-KEY', 'INPUT_API-KEY-NAME', 'MY_ACTIONS_TOKEN', 'ACTIONS_TOKEN_NAME'];
    for (const name of names) {
      expect(read(`a: " env:${name} "`, { variables: { [name]: 'text' } })).toEqual([['a', 'text']]);
    }
  });

  it('reads the comment of a pull request', () => {
    expect(read('t: pr:title', { event: commentOf() })).toHaveLength(1);
  });

  it.each([
    [
      'a: "env:"',
      'inputs-from takes "a" from a text, which is not a source: write env:NAME, env:NAME?, file:PATH',
    ],
    ['a: ENV:A', 'which is not a source'],
    ['a: A', 'which is not a source'],
    ['a: an env:A', 'which is not a source'],
    ['a: file:title', 'which cannot be found'],
    ['a: file', 'which is not a source'],
    ['a:', 'inputs-from takes "a" from a text, which is not a source'],
    ['a: pr:author', 'which is not a source'],
    [
      'a: pr:diff',
      'but this event is not about a pull request: run the workflow on pull_request, pull_request_target, merge_group, or issue_comment on a pull request.',
    ],
    ['a: {env: A}', 'inputs-from takes "a" from a text, which is not a source'],
    ['a: env:A', 'inputs-from takes "a" from an environment variable, which is not set'],
    ['a: " env:A"', 'inputs-from takes "a" from an environment variable, which is not set'],
    ['a: env:constructor', 'which is not set'],
    ['a: env:EMPTY', 'which is empty'],
    ['a: file:none', 'inputs-from takes "a" from a file, which cannot be found'],
    ['a: env:?', 'from an environment variable, which is not a source'],
    ['a: env:INPUT_API-KEY?', 'is never sent to the agent'],
    ['a: pr:title?', 'inputs-from takes "a" from the pull request, which is not a source'],
    ['a: env:A # comment', 'inputs-from would lose text (line 1, column 10, label "a")'],
    ['"a: env:A"', 'inputs-from is one text in quotes'],
    ['a: pr:title', 'but this event is not about a pull request'],
    ['a: env:INPUT_API-KEY', 'is never sent to the agent'],
    ['a: env:INPUT_GITHUB-TOKEN', 'is never sent to the agent'],
    ['a: env:ACTIONS_RUNTIME_TOKEN', 'is never sent to the agent'],
    ['a: env:actions_id_token_request_url', 'is never sent to the agent'],
    ['[', 'inputs-from cannot be read as YAML'],
  ])('refuses %j', (text, why) => {
    const variables = { EMPTY: ' \n', 'INPUT_API-KEY': 'x', ACTIONS_RUNTIME_TOKEN: 'x' };
    const problems = problemsOf(text, { variables });
    expect(problems[0]).toContain(why);
  });

  it('omits a label if its optional variable is unset or empty', () => {
    const variables = { SET: ' text ', EMPTY: '', BLANK: ' \n', 'ODD?': 'x', 'A?B': 'y' };
    const text =
      'a: env:SET?\nb: env:EMPTY?\nc: env:BLANK?\nd: env:UNSET?\ne: env:ODD??\nf: env:toString?\ng: env:A?B';
    expect(read(text, { variables })).toEqual([
      ['a', ' text '],
      ['e', 'x'],
      ['g', 'y'],
    ]);
  });

  it('shows no source in a message [T39]', () => {
    const sources = ['S3cr3t', 'env:S3cr3t', 'file:S3cr3t', 'file:/S3cr3t', 'file:../S3cr3t', 'pr:S3cr3t'];
    for (const source of [...sources, ...sources.map((text) => `${text}/S3cr3t`)]) {
      const [problem] = problemsOf(`a: "${source}"`);
      expect(problem).toContain('inputs-from takes "a" from ');
      expect(problem).not.toContain('S3cr3t');
    }
  });

  it('refuses a source that a merge group does not have, and an empty title', () => {
    expect(problemsOf('a: pr:title', { event: mergeGroupOf() })[0]).toContain(
      'which a merge group does not have',
    );
    expect(problemsOf('a: pr:title', { event: pullRequestOf({ title: '' }) })[0]).toContain('which is empty');
  });

  it.each(['title', 'body', 'url'] as const)('refuses %s if the event does not include it', (part) => {
    const event = pullRequestOf({ [part]: null });
    expect(problemsOf(`a: pr:${part}`, { event })).toEqual([
      `inputs-from takes "a" from the pull request, but the payload of the event does not have the pull request's ${part}: remove this source.`,
    ]);
    expect(read('a: pr:number', { event })).toEqual([['a', '17']]);
  });

  it('names every source that cannot be used, and every label that is given twice [B33]', () => {
    const problems = problemsOf('a: env:A\nb: nothing\nc: env:C', {
      given: new Map([['c', 'x']]),
      variables: { C: 'y' },
    });
    expect(problems).toEqual([
      expect.stringContaining('takes "a" from'),
      expect.stringContaining('takes "b" from'),
      '"c" is in both inputs and inputs-from: keep one.',
    ]);
  });

  it('does not report an error of another type as a source problem', () => {
    const variables = {
      get A(): string {
        throw new TypeError('not a source at all');
      },
    };
    expect(() => readSources('a: env:A', new Map(), { variables, event: null })).toThrow(
      new TypeError('not a source at all'),
    );
  });
});
