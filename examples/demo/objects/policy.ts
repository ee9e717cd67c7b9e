/** What somebody wants to do to an object, or to the list of those whose keys begin so. */
export type Action = 'read' | 'write' | 'list'

/**
 * The policy of the demo's bucket, which at Amazon would be that of the two roles: everybody reads `public/`, and
 * `private/<identity id>/` is its identity's own.
 */
export function isAllowed(
  { roleArn, identityId }: { readonly roleArn: string; readonly identityId: string },
  action: Action,
  key: string,
): boolean {
  if (key.startsWith('public/')) return action !== 'write'
  return roleArn.endsWith('/member') && key.startsWith(`private/${identityId}/`)
}
