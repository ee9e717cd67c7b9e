import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { newerTokens, readKept } from '../session/kept.ts'
import { recordKey, storeSession } from '../session/records.ts'
import { remaining, serviceNow } from '../session/service-time.ts'
import { leeways, readTokens, type Session, scaledLeeway, type Tokens } from '../session/session.ts'
import type { Refreshed, Waiter } from '../session/waits.ts'
import { request } from '../transport/request.ts'

/** The closed list of what ends a session, by the service's names. Nothing else does. */
const refusals =
  /^((NotAuthorized|TokenRevoked|RefreshTokenReuse|UserNotFound|UserNotConfirmed|PasswordResetRequired)Exception|invalid_grant)$/

/** How long another tab may take to store the tokens that it was given, in milliseconds. */
const storageDelay = 50

/** How long the lock of other tabs is waited for, in milliseconds. */
const lockWait = 5_000

/**
 * Renews the tokens, once however many ask. If the service refuses, the calls that brought a waiter wait from
 * that very moment, so that a listener that releases the wait releases them too.
 */
export function refresh(client: Client, waiter: Waiter | undefined): Promise<Refreshed> {
  const { epoch } = client.state
  let flight = client.refreshing
  if (flight?.epoch !== epoch) {
    const joined: Waiter[] = []
    const result = renew(client, epoch, joined).finally(() => {
      if (client.refreshing?.result === result) client.refreshing = undefined
    })
    flight = client.refreshing = { epoch, joined, result }
  }
  if (waiter) flight.joined.push(waiter)
  return flight.result
}

async function renew(client: Client, epoch: number, joined: readonly Waiter[]): Promise<Refreshed> {
  // What another tab renews while this one waits for the lock counts as renewed.
  const former = client.session
  const result = await client.platform.lock(recordKey(client, 'session'), lockWait, () =>
    fetchTokens(client, epoch, former),
  )
  // The session changed hands meanwhile: whatever came is thrown away, and nothing is written.
  if (client.state.epoch !== epoch) throw failure('notSignedIn')
  if (result.outcome === 'refused') {
    dispatch(client, {
      type: 'refused',
      epoch,
      waiters: joined.filter(({ abandoned }) => !abandoned?.aborted).map(({ id }) => id),
      details: { username: client.session?.username ?? '', cause: result.cause },
    })
  }
  return result
}

async function fetchTokens(client: Client, epoch: number, former: Session | undefined): Promise<Refreshed> {
  const session = client.session
  if (!session?.tokens || !former || client.state.epoch !== epoch) throw failure('notSignedIn')
  const found = await lookAgain(client, former)
  if (found === null) {
    signedOutElsewhere(client, epoch)
    throw failure('notSignedIn')
  }
  if (found && remaining(client, found) > leewayOf(client, found, session.provider)) {
    return commit(client, epoch, session, found)
  }
  const tokens = found ?? session.tokens
  const refreshToken = tokens.refreshToken?.tokenString
  if (!refreshToken) return { outcome: 'refused', cause: failure('expiredRefreshToken') }
  try {
    const result = await requestTokens(client, session, refreshToken)
    if (typeof result.AccessToken !== 'string')
      throw failure('network', 'an answer without tokens', { retryable: true })
    return await commit(client, epoch, session, receiveTokens(client, result, refreshToken))
  } catch (error) {
    if (!isAWSMobileClientError(error) || !refusals.test(error.serviceName ?? '')) throw error
    if ((error.statusCode ?? 0) >= 500) throw error
    // Perhaps another tab had the token rotated in the meantime: then ours was refused, but not the session. It
    // may be about to store what it got.
    await new Promise<void>(resolve => client.platform.clock.after(storageDelay, resolve))
    const rotated = await lookAgain(client, { ...session, tokens })
    if (rotated) return commit(client, epoch, session, rotated)
    return { outcome: 'refused', cause: error }
  }
}

/** What another tab may have stored since, with the clock that it was judged by; `null` when it signed out. */
async function lookAgain(client: Client, session: Session): Promise<Tokens | null | undefined> {
  if (!client.stored) return undefined
  const kept = await readKept(client)
  if (!kept) return kept
  const tokens = newerTokens(kept, session)
  if (tokens) client.clockOffset = kept.clockOffset
  return tokens
}

async function commit(client: Client, epoch: number, session: Session, tokens: Tokens): Promise<Refreshed> {
  if (client.state.epoch === epoch) {
    const leeway = leewayOf(client, tokens, session.provider)
    client.session = { ...session, tokens, leeway }
    // A rotated token is stored before anybody is answered.
    if (await storeSession(client, true)) signedOutElsewhere(client, epoch)
  }
  return { outcome: 'renewed', tokens }
}

function signedOutElsewhere(client: Client, epoch: number): void {
  if (client.state.epoch === epoch) dispatch(client, { type: 'signedOut', elsewhere: true, details: {} })
}

async function requestTokens(
  client: Client,
  session: Session,
  refreshToken: string,
): Promise<AuthenticationResultType> {
  const { tokens, provider } = session
  if (provider === 'hostedUI') {
    const { hostedUI } = client.features
    if (!hostedUI) throw failure('invalidConfiguration', 'The session needs the feature hostedUI')
    return hostedUI.refresh(client, session, refreshToken)
  }
  const { clientId = '', clientSecret } = client.configuration?.userPool ?? {}
  const asked = request(client, 'userPool', 'GetTokensFromRefreshToken', {
    ClientId: clientId,
    RefreshToken: refreshToken,
    ClientSecret: clientSecret,
    // A pool that tracks devices renews tokens only for the device that they were given to.
    DeviceKey: tokens?.accessToken.claims?.device_key,
  })
  const { refreshTokenAuth } = client.features
  const { AuthenticationResult = {} } = await (refreshTokenAuth
    ? asked.catch(error => refreshTokenAuth(client, session, refreshToken, error))
    : asked)
  return AuthenticationResult
}

/** Reads tokens as they arrive, and the service's clock by when they were issued. */
export function receiveTokens(
  client: Client,
  result: AuthenticationResultType,
  formerRefreshToken?: string,
): Tokens {
  const now = client.platform.clock.now()
  const tokens = readTokens(
    {
      accessToken: result.AccessToken ?? '',
      idToken: result.IdToken,
      refreshToken: result.RefreshToken ?? formerRefreshToken,
    },
    now + (result.ExpiresIn ?? 3600) * 1000,
  )
  const issued = issuedAt(tokens)
  if (issued) client.clockOffset = issued * 1000 - now
  return tokens
}

const issuedAt = ({ accessToken, idToken }: Tokens) => accessToken.claims?.iat ?? idToken?.claims?.iat

/** How long before their end these tokens are renewed, in milliseconds. */
export function leewayOf(client: Client, tokens: Tokens, provider: Session['provider']): number {
  const issued = issuedAt(tokens)
  const since = issued ? issued * 1000 : serviceNow(client)
  return scaledLeeway(leeways[provider], tokens.expiration.getTime() - since)
}
