import { createHash, timingSafeEqual } from 'node:crypto'
import { firstRefreshToken, refreshTokenText } from '../../domain/refresh-tokens.ts'
import { holdSessionLimit } from '../../domain/session-configuration.ts'
import { originText } from '../../domain/session-origin.ts'
import { issueTokens } from '../../domain/tokens.ts'
import { userOf } from '../../domain/user.ts'
import { tokenLifetimes, type UserPoolClient } from '../../domain/user-pool.ts'
import { spendTransaction } from '../../store/units/oauth-transactions.ts'
import { openSession, readSession, revokeSession } from '../../store/units/sessions.ts'
import { readUser } from '../../store/units/users.ts'
import { requireFlow } from '../authorization-request.ts'
import type { CodeGrant } from '../authorization-response.ts'
import { OAuthError } from '../oauth-error.ts'
import { look, secretHash } from '../transactions.ts'
import { parameter, type Visit } from '../visit.ts'
import type { Grant, TokenAnswer } from './grant.ts'

const refused = (description: string) => new OAuthError('invalid_grant', description)

/** `authorization_code` (RFC 6749, 4.1.3). */
export const authorizationCode: Grant = async (visit, client) => {
  requireFlow(client, 'code')
  const code = parameter(visit.form, 'code')
  if (code === undefined) throw new OAuthError('invalid_request', 'code is missing.')
  const found = await look<CodeGrant>(visit.environment, visit.pool.id, 'code', code)
  if (!found) throw refused('The code is unknown or too old.')
  requireBinding(visit, client, found.body)
  requireVerifier(visit, found.body)
  return await redeem(visit, client, code, found.body, found.row.session_id)
}

/** A code is its client's and its address's. */
function requireBinding({ form }: Visit, client: UserPoolClient, grant: CodeGrant): void {
  if (grant.clientId !== client.id) throw refused('The code was given to another client.')
  if (parameter(form, 'redirect_uri') !== grant.redirectUri) {
    throw refused('redirect_uri is not the one that the code was asked for with.')
  }
}

/** PKCE: the verifier of the challenge; where there was no challenge, there must be no verifier (RFC 9700, 4.8.2). */
function requireVerifier({ form }: Visit, { codeChallenge }: CodeGrant): void {
  const verifier = parameter(form, 'code_verifier')
  if (codeChallenge === undefined) {
    if (form.has('code_verifier')) throw refused('code_verifier is given for a code without code_challenge.')
    return
  }
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier))
    throw refused('code_verifier is missing.')
  const given = createHash('sha256').update(verifier, 'ascii').digest()
  const expected = Buffer.from(codeChallenge, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refused('code_verifier does not fit.')
  }
}

/**
 * Spends the code and opens the session of its tokens, in one write. A code that was used before costs the tokens
 * that it gave (RFC 6749, 4.1.2).
 */
async function redeem(
  { environment, pool }: Visit,
  client: UserPoolClient,
  code: string,
  grant: CodeGrant,
  sessionId: string,
): Promise<TokenAnswer> {
  const now = environment.now()
  const scope = grant.scopes.join(' ')
  const lifetimes = tokenLifetimes(client)
  const { refreshTokens } = await environment.keys.secrets(pool.id)
  const refreshToken = refreshTokenText(refreshTokens, pool, { sessionId, generation: 1 })
  const refreshExpiresAt = now + lifetimes.refresh
  const verdict = await environment.engine.write(function* () {
    if (!(yield* spendTransaction(pool.id, 'code', secretHash(code), now))) {
      yield* revokeSession(pool.id, sessionId, now)
      return 'used'
    }
    const browser = yield* readSession(pool.id, grant.browserSessionId)
    const row = yield* readUser(pool.id, grant.sub)
    if (!browser || browser.revoked_at > 0 || !row || row.enabled === 0) return 'over'
    yield* openSession({
      pool_id: pool.id,
      session_id: sessionId,
      sub: grant.sub,
      client_id: client.id,
      scope,
      authenticated_at: grant.authenticatedAt,
      expires_at: refreshExpiresAt + Math.max(lifetimes.access, lifetimes.id),
      revoked_at: 0,
      device_key: '',
      origin: originText({ kind: 'oauth', resource: grant.resource }),
      ...firstRefreshToken(refreshExpiresAt),
    })
    yield* holdSessionLimit(pool, grant.sub, now)
    return userOf(row)
  })
  if (verdict === 'used') {
    environment.log.warn({
      event: 'authorizationCodeReused',
      poolId: pool.id,
      clientId: client.id,
      sessionId,
    })
    throw refused('The code was used already.')
  }
  if (verdict === 'over') throw refused('The sign-in that the code came from is over.')
  const { resource, nonce, authenticatedAt } = grant
  const tokens = await issueTokens(environment, {
    pool,
    client,
    user: verdict,
    session: { id: sessionId, scope, authenticatedAt, oauth: { resource, nonce } },
    source: 'TokenGeneration_HostedAuth',
    refreshToken,
  })
  return {
    ...(tokens.IdToken ? { id_token: tokens.IdToken } : {}),
    access_token: tokens.AccessToken ?? '',
    refresh_token: refreshToken,
    expires_in: tokens.ExpiresIn ?? 0,
    token_type: 'Bearer',
  }
}
