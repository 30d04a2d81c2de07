import * as v from 'valibot';
import { COMMENTS_PER_PAGE, type CommentCalls } from './github.ts';
import type { OctokitClient } from './octokit-client.ts';

const Viewer = v.object({ viewer: v.object({ login: v.string() }) });
const Written = v.object({ id: v.number() });
const Comments = v.array(
  v.object({
    id: v.number(),
    // A comment without these is not from this step.
    body: v.fallback(v.nullish(v.string(), ''), ''),
    user: v.fallback(v.nullish(v.object({ login: v.string() }), null), null),
  }),
);

/** @see https://docs.github.com/rest/issues/comments */
export function commentCalls({ send, request }: OctokitClient): CommentCalls {
  return {
    async whoAmI(limits) {
      // The REST route for the user rejects the tokens of jobs. GraphQL accepts all tokens.
      const { viewer } = await send(Viewer, (octokit) => octokit.graphql('{ viewer { login } }'), limits);
      return viewer.login;
    },

    async listComments(pullNumber, page, limits) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const parameters = { issue_number: pullNumber, per_page: COMMENTS_PER_PAGE, page };
      const comments = await request(Comments, route, parameters, limits);
      return comments.map(({ id, body, user }) => ({ id, body, author: user?.login ?? null }));
    },

    async createComment(pullNumber, body, limits) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      await request(Written, route, { issue_number: pullNumber, body }, limits);
    },

    async updateComment(commentId, body, limits) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      await request(Written, route, { comment_id: commentId, body }, limits);
    },
  };
}
