import type { AWSMobileClient } from '@latchkey/client'

/** Addresses in the token that nobody has proved to be the person's. */
export async function unprovedAddresses(client: AWSMobileClient): Promise<('email' | 'phone_number')[]> {
  const claims: Readonly<Record<string, unknown>> = await client
    .getTokens({ whenSignedOut: 'reject' })
    .then(({ idToken }) => idToken?.claims ?? {})
    // Somebody signed in without a user pool has no tokens, and nothing to prove to it.
    .catch(() => ({}))
  const open = (['email', 'phone_number'] as const).filter(
    name => claims[name] !== undefined && claims[`${name}_verified`] === false,
  )
  // One proved address is enough to get back in with.
  const proved = claims['email_verified'] === true || claims['phone_number_verified'] === true
  return proved ? [] : open
}
