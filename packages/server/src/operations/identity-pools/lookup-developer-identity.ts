import { identityErrors } from '../../domain/identity-errors.ts'
import { findDeveloperIdentity } from '../../store/units/developer-identities.ts'
import { readIdentity } from '../../store/units/identities.ts'
import { pageToken, parsePageToken } from '../user-pools/page-token.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** LookupDeveloperIdentity: the identity of a developer's user, and all users of it. */
export const lookupDeveloperIdentity: IdentityPoolOperation<'LookupDeveloperIdentity'> = async (
  { environment },
  input,
) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const { IdentityId, DeveloperUserIdentifier: user } = input
  if (IdentityId === undefined && user === undefined) {
    throw identityErrors.invalidParameter('Either IdentityId or DeveloperUserIdentifier must be given.')
  }
  const provider = pool.configuration.DeveloperProviderName ?? ''
  const identity = await environment.engine.read(function* () {
    return user === undefined
      ? yield* readIdentity(pool.id, IdentityId ?? '')
      : yield* findDeveloperIdentity(pool.id, provider, user)
  })
  if (!identity) {
    throw user === undefined
      ? identityErrors.identityNotFound(IdentityId ?? '')
      : identityErrors.developerUserNotFound(user)
  }
  if (IdentityId !== undefined && identity.id !== IdentityId) throw identityErrors.lookupMismatch()
  const users = identity.logins.filter(login => login.provider === provider).map(login => login.subject)
  const [start = '0'] = parsePageToken(input.NextToken)
  const end = Number(start) + (input.MaxResults ?? 60)
  return {
    IdentityId: identity.id,
    DeveloperUserIdentifierList: users.slice(Number(start), end),
    ...(end < users.length ? { NextToken: pageToken([String(end)]) } : {}),
  }
}
