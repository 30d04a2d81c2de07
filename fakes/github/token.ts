/** What a job's token may do, by the scope's name in `permissions:`. A scope that is missing is not granted. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** A token that may do only this. The base alone may do everything. */
export function limitToken(base: string, permissions: Permissions): string {
  return `${base}.${Buffer.from(JSON.stringify(permissions)).toString('base64url')}`;
}

/** The base of a token, and its permissions; null for a token without a limit. */
export function readToken(token: string): {
  readonly base: string;
  readonly permissions: Permissions | null;
} {
  const [base = '', limits] = token.split('.');
  if (limits === undefined) return { base, permissions: null };
  return { base, permissions: JSON.parse(Buffer.from(limits, 'base64url').toString('utf8')) };
}

export function isGranted(permissions: Permissions | null, scope: string, level: 'read' | 'write'): boolean {
  if (permissions === null) return true;
  return permissions[scope] === 'write' || permissions[scope] === level;
}
