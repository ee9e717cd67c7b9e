import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import { developerProvider } from '../federation/identity-provider.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { limited } from '../session/limits.ts'
import { storeIdentity } from '../session/records.ts'
import { singleFlight } from '../session/single-flight.ts'
import type { WaitOptions } from '../session/waits.ts'
import { request } from '../transport/request.ts'
import { isGuest } from './login.ts'
import type { Login } from './logins.ts'
import { withLogin } from './with-login.ts'

/**
 * The identity pool's id of this person or guest: the one at hand, else a new one.
 *
 * @throws AWSMobileClientError `cognitoIdentityPoolNotConfigured`; `guestAccessNotAllowed`; whatever `getTokens`
 *   throws
 */
export async function getIdentityId(client: Client, options: WaitOptions = {}): Promise<string> {
  const { identityPool } = await ready(client)
  if (!identityPool) throw failure('cognitoIdentityPoolNotConfigured')
  if (client.identityId) return client.identityId
  return limited(client, options, abandoned =>
    withLogin(client, options, abandoned, login =>
      fetchIdentityId(client, login).catch(error => refuseGuest(error, login)),
    ),
  )
}

/** To a guest, the identity pool's refusal means that it lets no guests in. */
export function refuseGuest(error: unknown, { logins }: Login): never {
  if (!isGuest(logins) || !isAWSMobileClientError(error, 'notAuthorized')) throw error
  const { message, serviceName, statusCode } = error
  throw failure('guestAccessNotAllowed', message, { cause: error, serviceName, statusCode })
}

/** Asks for the identity id, once however many ask. A login is refused here, or nowhere. */
export function fetchIdentityId(client: Client, login: Login): Promise<string> {
  const { logins, epoch, key } = login
  return singleFlight(client, `identity:${key}`, async () => {
    // Who the developer's back end vouches for has an identity already: there is nothing to ask for.
    if (developerProvider in logins && client.identityId) return client.identityId
    const { IdentityId } = await request(client, 'identityPool', 'GetId', {
      IdentityPoolId: client.configuration?.identityPool?.poolId ?? '',
      Logins: isGuest(logins) ? undefined : logins,
    }).catch(error => {
      if (isAWSMobileClientError(error, 'notAuthorized')) login.refused?.(error)
      throw error
    })
    if (typeof IdentityId !== 'string')
      throw failure('network', 'an answer without identity', { retryable: true })
    if (client.state.epoch === epoch) keepIdentityId(client, IdentityId)
    return IdentityId
  })
}

/** Keeps the identity over restarts, so that it need not be asked for again. */
export function keepIdentityId(client: Client, identityId: string): void {
  if (client.identityId === identityId) return
  client.identityId = identityId
  void storeIdentity(client)
}
