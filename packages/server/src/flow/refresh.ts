import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import { findDevice, tracksDevices } from '../domain/devices.ts'
import { checkSecretHash, matchesClientSecret } from '../domain/secret-hash.ts'
import { originOf } from '../domain/session-origin.ts'
import { issueTokens, refreshTokenHash, successorOf } from '../domain/tokens.ts'
import { userOf } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { readRefreshToken, rotateRefreshToken } from '../store/units/sessions.ts'
import { readUser } from '../store/units/users.ts'
import type { SignInContext } from './sign-in.ts'

interface Refresh {
  readonly refreshToken: string
  /** The device that the client says it is, which pools that track devices ask for. */
  readonly deviceKey?: string | undefined
  /** Proves the client: SECRET_HASH of the old flow, or the secret itself of the new operation. */
  readonly proof:
    | { readonly secretHash: string | undefined }
    | { readonly clientSecret: string | undefined }
    /** The client has proven who it is before. */
    | 'proven'
  /** Scopes that must have been granted. */
  readonly scopes?: readonly string[]
}

/**
 * New tokens for a refresh token. Where the client rotates, the old token is replaced in one atomic step: within
 * the grace time a repeat gets the same successor, after it the whole family dies.
 *
 * @throws ServiceError `NotAuthorizedException`, `RefreshTokenReuseException`, `UserNotFoundException`
 */
export async function refreshTokens(
  { environment, pool, client, clientMetadata }: SignInContext,
  { refreshToken, proof, deviceKey, scopes = [] }: Refresh,
): Promise<AuthenticationResultType> {
  const { engine } = environment
  const now = environment.now()
  const found = await engine.read(() => readRefreshToken(pool.id, refreshTokenHash(refreshToken)))
  if (!found || found.session.client_id !== client.id) throw errors.invalidRefreshToken()
  const { token, session } = found
  const row = await engine.read(() => readUser(pool.id, session.sub))
  if (!row) throw errors.userNotFound()
  const user = userOf(row)
  if (proof === 'proven') {
    // Nothing to check.
  } else if ('secretHash' in proof) {
    const names = [user.username, user.sub]
    await checkSecretHash(environment, client, names, proof.secretHash, true)
  } else if (!(await matchesClientSecret(environment, client, proof.clientSecret))) {
    throw errors.secretHashWrong(client.id)
  }
  if (session.revoked_at > 0) throw errors.refreshTokenRevoked()
  if (now > token.expires_at) throw errors.refreshTokenExpired()
  if (!user.enabled) throw errors.userIsDisabled()
  const granted = session.scope.split(' ')
  if (!scopes.every(scope => granted.includes(scope))) throw errors.scopeNotGranted()
  if (tracksDevices(pool) && session.device_key) {
    const device = await engine.read(() => findDevice(pool.id, user.sub, session.device_key))
    if (!device || deviceKey !== session.device_key) throw errors.invalidRefreshToken()
  }
  const origin = originOf(session)
  const rotation = client.configuration.RefreshTokenRotation
  const issue = {
    pool,
    client,
    user,
    source: 'TokenGeneration_RefreshTokens' as const,
    clientMetadata,
    session: {
      id: session.session_id,
      scope: session.scope,
      authenticatedAt: session.authenticated_at,
      ...(session.device_key ? { deviceKey: session.device_key } : {}),
      ...(origin.kind === 'oauth' ? { oauth: { resource: origin.resource } } : {}),
    },
  }
  if (rotation?.Feature !== 'ENABLED') {
    if (token.rotated_at > 0) throw errors.refreshTokenReused()
    return await issueTokens(environment, issue)
  }
  const { successors } = await environment.keys.secrets(pool.id)
  const successor = successorOf(successors, refreshToken)
  const grace = (rotation.RetryGracePeriodSeconds ?? 0) * 1000
  const outcome = await engine.write(() => rotateRefreshToken(token, refreshTokenHash(successor), now, grace))
  if (outcome.kind === 'reused') {
    environment.log.warn({
      event: 'refreshTokenReused',
      userPoolId: pool.id,
      sub: session.sub,
      clientId: client.id,
    })
    throw errors.refreshTokenReused()
  }
  return await issueTokens(environment, { ...issue, refreshToken: successor })
}
