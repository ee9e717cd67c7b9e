import type { Credentials } from '@latchkey/protocol/identity-pools'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import { developerProvider } from '../federation/identity-provider.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { ready } from '../session/initialize.ts'
import { limited } from '../session/limits.ts'
import { awaitsSignIn } from '../session/machine.ts'
import { remaining } from '../session/service-time.ts'
import { leeways, scaledLeeway } from '../session/session.ts'
import { singleFlight } from '../session/single-flight.ts'
import type { WaitOptions } from '../session/waits.ts'
import { request } from '../transport/request.ts'
import { fetchIdentityId, keepIdentityId, refuseGuest } from './identity.ts'
import { isGuest } from './login.ts'
import type { Login } from './logins.ts'
import type { AWSCredentials } from './types.ts'
import { withLogin } from './with-login.ts'

export interface GetAWSCredentialsOptions extends WaitOptions {
  /** Fetches new credentials even if those at hand are good for a while. */
  readonly forceRefresh?: boolean
}

/** The AWS credentials in memory, if they need no renewal. */
export function freshCredentials(client: Client): AWSCredentials | undefined {
  const { credentials } = client
  return credentials && remaining(client, credentials.value) > credentials.leeway
    ? credentials.value
    : undefined
}

/**
 * Temporary AWS credentials: the signed-in person's, or a guest's where nobody is signed in and the identity
 * pool lets guests in. They are fetched once, however many ask, and again when they are about to end. With a
 * refused session the call waits as `getTokens` does.
 *
 * @throws AWSMobileClientError `cognitoIdentityPoolNotConfigured`; `guestAccessNotAllowed`; whatever `getTokens`
 *   throws; `notAuthorized` and the like from the identity pool, which leave the person signed in
 */
export async function getAWSCredentials(
  client: Client,
  options: GetAWSCredentialsOptions = {},
): Promise<AWSCredentials> {
  const { identityPool } = await ready(client)
  if (!identityPool) throw failure('cognitoIdentityPoolNotConfigured')
  return limited(client, options, abandoned => {
    const { epoch } = client.state
    return search(client, options, abandoned).catch(error => {
      // About to end is not ended: better than an error while the network is away.
      const { credentials, state } = client
      const usable =
        credentials && !options.forceRefresh && state.epoch === epoch && !awaitsSignIn(state.standing)
      if (
        usable &&
        remaining(client, credentials.value) > 0 &&
        isAWSMobileClientError(error) &&
        error.retryable
      ) {
        return credentials.value
      }
      throw error
    })
  })
}

async function search(
  client: Client,
  options: GetAWSCredentialsOptions,
  abandoned: AbortSignal | undefined,
): Promise<AWSCredentials> {
  const former = client.credentials
  for (;;) {
    const { standing } = client.state
    // A refused session has no credentials to give, however fresh: the person has to sign in again.
    const usable = !options.forceRefresh && !awaitsSignIn(standing)
    const fresh = usable ? freshCredentials(client) : undefined
    if (fresh) return fresh
    const found = await withLogin(client, options, abandoned, login => {
      // A call that waited may find what ended its wait.
      const unwanted = options.forceRefresh && client.credentials === former
      const found = unwanted ? undefined : freshCredentials(client)
      return found ? Promise.resolve(found) : fetchCredentials(client, login)
    })
    if (found) return found
    // The person changed on the way: a guest's call goes on as the person's, a person's is over.
    if (standing.provider !== 'none') throw failure('notSignedIn')
  }
}

/**
 * Fetches credentials, once however many ask.
 *
 * @returns `undefined` when the person changed meanwhile
 */
export function fetchCredentials(client: Client, login: Login): Promise<AWSCredentials | undefined> {
  return singleFlight(client, `credentials:${login.key}`, () => fetchOnce(client, login))
}

async function fetchOnce(client: Client, login: Login): Promise<AWSCredentials | undefined> {
  const { epoch, logins } = login
  const answer = await requestCredentials(client, login).catch(error => refuseGuest(error, login))
  if (client.state.epoch !== epoch) return undefined
  const { AccessKeyId, SecretKey, SessionToken, Expiration = 0 } = answer.Credentials ?? {}
  if (!AccessKeyId || !SecretKey || !SessionToken || !answer.IdentityId) {
    throw failure('network', 'an answer without credentials', { retryable: true })
  }
  // The service may have merged two identities: the one that it names is the one that lives on.
  keepIdentityId(client, answer.IdentityId)
  const value: AWSCredentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretKey,
    sessionToken: SessionToken,
    expiration: new Date(Expiration * 1000),
    identityId: answer.IdentityId,
  }
  client.credentials = { value, leeway: scaledLeeway(leeways.credentials, remaining(client, value)) }
  if (isGuest(logins)) dispatch(client, { type: 'guestObtained', epoch })
  return value
}

interface CredentialsAnswer {
  readonly IdentityId?: string | undefined
  readonly Credentials?: Credentials | undefined
}

/** A stored identity may be disabled or another person's by now: then the service is asked for the right one. */
async function requestCredentials(client: Client, login: Login): Promise<CredentialsAnswer> {
  const { logins, customRoleARN } = login
  const ask = (IdentityId: string) =>
    request(client, 'identityPool', 'GetCredentialsForIdentity', {
      IdentityId,
      Logins: isGuest(logins) ? undefined : logins,
      CustomRoleArn: customRoleARN,
    })
  const known = client.identityId
  const identityId = known ?? (await fetchIdentityId(client, login))
  try {
    return await ask(identityId)
  } catch (error) {
    const refused = isAWSMobileClientError(error, 'notAuthorized')
    if (refused && developerProvider in logins) login.refused?.(error)
    else if (known && (refused || isAWSMobileClientError(error, 'resourceNotFound'))) {
      return ask(await fetchIdentityId(client, login))
    }
    throw error
  }
}
