/** The roles in a repository, each with all rights of those before it. A custom role counts as the one it is based on. */
export const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof ROLES)[number];
