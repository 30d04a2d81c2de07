import * as v from 'valibot';
import { ROLES, type Role } from '../domain/role.ts';
import { type RequiredCalls, STATUSES_PER_PAGE } from './github.ts';
import type { OctokitClient } from './octokit-client.ts';

const Sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const Name = v.fallback(v.nullish(v.string(), null), null);
const Repository = v.fallback(v.nullish(v.object({ full_name: v.string() }), null), null);
const End = v.object({ sha: Sha, ref: Name, repo: Repository });
const Pull = v.object({
  state: v.picklist(['open', 'closed']),
  base: End,
  head: End,
  changed_files: v.fallback(v.nullish(v.number(), null), null),
});
const Permissions = v.object({
  pull: v.boolean(),
  triage: v.optional(v.boolean(), false),
  push: v.boolean(),
  maintain: v.optional(v.boolean(), false),
  admin: v.boolean(),
});
const Collaborator = v.object({ user: v.object({ login: v.string(), permissions: Permissions }) });
const Status = v.object({ id: v.number() });
const Statuses = v.array(
  v.object({
    id: v.number(),
    context: v.string(),
    state: v.string(),
    target_url: v.nullish(v.string(), null),
  }),
);

const FIELD_OF_ROLE: Readonly<Record<Role, keyof v.InferOutput<typeof Permissions>>> = {
  read: 'pull',
  triage: 'triage',
  write: 'push',
  maintain: 'maintain',
  admin: 'admin',
};

/**
 * The calls that a required check needs: permission, state of the pull request, commit status.
 *
 * @see https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 * @see https://docs.github.com/rest/commits/statuses
 */
export function requiredCalls({ request }: OctokitClient): RequiredCalls {
  return {
    async getPermission(username, limits) {
      const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
      const { user } = await request(Collaborator, route, { username }, limits);
      // Not role_name, which may be the name of a custom role.
      const role = ROLES.findLast((one) => user.permissions[FIELD_OF_ROLE[one]]) ?? null;
      return { login: user.login, role };
    },

    async getPullRequest(pullNumber, limits) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      const { state, base, head, changed_files } = await request(
        Pull,
        route,
        { pull_number: pullNumber },
        limits,
      );
      return {
        isOpen: state === 'open',
        change: {
          base: { sha: base.sha, ref: base.ref },
          head: { sha: head.sha, ref: head.ref, isFork: isForkOf(head.repo, base.repo) },
          changedFiles: changed_files,
        },
      };
    },

    async createStatus(sha, { targetUrl, ...status }, limits) {
      const route = 'POST /repos/{owner}/{repo}/statuses/{sha}';
      const target = targetUrl === null ? {} : { target_url: targetUrl };
      const { id } = await request(Status, route, { sha, ...status, ...target }, limits);
      return id;
    },

    async listStatuses(sha, page, limits) {
      const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
      const statuses = await request(
        Statuses,
        route,
        { ref: sha, per_page: STATUSES_PER_PAGE, page },
        limits,
      );
      return statuses.map(({ target_url, ...status }) => ({ ...status, targetUrl: target_url }));
    },
  };
}

/** False if a repository was deleted: it may not be a fork. */
function isForkOf(head: v.InferOutput<typeof Repository>, base: v.InferOutput<typeof Repository>): boolean {
  return head !== null && base !== null && head.full_name !== base.full_name;
}
