import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { limited, type WaitOptions } from '../session/limits.ts'
import { storeIdentity } from '../session/records.ts'
import { singleFlight } from '../session/single-flight.ts'
import { request } from '../transport/request.ts'
import { currentLogins, isGuest, type Logins } from './login.ts'

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
  return limited(client, options, async abandoned => {
    const { logins, epoch } = await currentLogins(client, options, abandoned)
    return fetchIdentityId(client, epoch, logins).catch(error => refuseGuest(error, logins))
  })
}

/** To a guest, the identity pool's refusal means that it lets no guests in. */
export function refuseGuest(error: unknown, logins: Logins): never {
  if (!isGuest(logins) || !isAWSMobileClientError(error, 'notAuthorized')) throw error
  const { message, serviceName, statusCode } = error
  throw failure('guestAccessNotAllowed', message, { cause: error, serviceName, statusCode })
}

/** Asks for the identity id, once however many ask. */
export function fetchIdentityId(client: Client, epoch: number, logins: Logins): Promise<string> {
  return singleFlight(client, `identity:${epoch}`, async () => {
    const { IdentityId } = await request(client, 'identityPool', 'GetId', {
      IdentityPoolId: client.configuration?.identityPool?.poolId ?? '',
      Logins: isGuest(logins) ? undefined : logins,
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
