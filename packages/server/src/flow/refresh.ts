import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import { findDevice, tracksDevices } from '../domain/devices.ts'
import { readRefreshToken, refreshTokenText } from '../domain/refresh-tokens.ts'
import { checkSecretHash, matchesClientSecret } from '../domain/secret-hash.ts'
import { originOf } from '../domain/session-origin.ts'
import { issueTokens } from '../domain/tokens.ts'
import { userOf } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { readSessionWithUser, repeatRefreshToken, replaceRefreshToken } from '../store/units/sessions.ts'
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
 * @throws ServiceError `NotAuthorizedException`, `RefreshTokenReuseException`
 */
export async function refreshTokens(
  { environment, pool, client, clientMetadata }: SignInContext,
  { refreshToken, proof, deviceKey, scopes = [] }: Refresh,
): Promise<AuthenticationResultType> {
  const { engine } = environment
  const now = environment.now()
  const { refreshTokens: key } = await environment.keys.secrets(pool.id)
  const token = readRefreshToken(key, pool, refreshToken)
  if (!token) throw errors.invalidRefreshToken()
  const session = await engine.read(() => readSessionWithUser(pool.id, token.sessionId))
  // A generation that was never given comes from after the moment that a backup brought back.
  const isOurs = session?.client_id === client.id && token.generation <= session.refresh_generation
  if (!session || !isOurs) throw errors.invalidRefreshToken()
  const user = userOf(session)
  if (proof === 'proven') {
    // Nothing to check.
  } else if ('secretHash' in proof) {
    const names = [user.username, user.sub]
    await checkSecretHash(environment, client, names, proof.secretHash, true)
  } else if (!(await matchesClientSecret(environment, client, proof.clientSecret))) {
    throw errors.secretHashWrong(client.id)
  }
  if (session.revoked_at > 0) throw errors.refreshTokenRevoked()
  if (now > session.refresh_expires_at) throw errors.refreshTokenExpired()
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
  const isReplaced = token.generation < session.refresh_generation
  if (rotation?.Feature !== 'ENABLED') {
    if (isReplaced) throw errors.refreshTokenReused()
    return await issueTokens(environment, issue)
  }
  const grace = (rotation.RetryGracePeriodSeconds ?? 0) * 1000
  const isRotated = !isReplaced && (await engine.writeOne(() => replaceRefreshToken(session, now, grace)))
  if (!isRotated) {
    const { sessionId, generation } = token
    const repeat = await engine.write(() => repeatRefreshToken(pool.id, sessionId, generation, now, grace))
    if (repeat === 'reused') {
      environment.log.warn({
        event: 'refreshTokenReused',
        userPoolId: pool.id,
        sub: session.sub,
        clientId: client.id,
      })
      throw errors.refreshTokenReused()
    }
  }
  const successor = refreshTokenText(key, pool, { ...token, generation: token.generation + 1 })
  return await issueTokens(environment, { ...issue, refreshToken: successor })
}
