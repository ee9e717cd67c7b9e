export interface SignOutOptions {
  /** Signs the person out everywhere. It needs the network: offline it rejects, and nothing changes. */
  readonly signOutGlobally?: boolean
  /** Has the service revoke this session's refresh token, if it can be reached; `true` when absent. */
  readonly invalidateTokens?: boolean
  /**
   * Whether the hosted UI's sign-out page is shown, which ends the browser's session there; `true` when absent,
   * but not after a private session, and not with `invalidateTokens: false`.
   */
  readonly showSignOutPage?: boolean
}
