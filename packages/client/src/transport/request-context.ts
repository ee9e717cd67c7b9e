import { toBase64Url } from '@latchkey/protocol'
import type { Client } from '../session/client.ts'
import { namespaceOf } from '../session/records.ts'
import { singleFlight } from '../session/single-flight.ts'
import type { RequestContext } from './context.ts'

/** Requests of somebody who is not signed in yet: the seven that take both. */
const takers =
  /^((Confirm)?SignUp|ResendConfirmationCode|InitiateAuth|RespondToAuthChallenge|(Confirm)?ForgotPassword)$/

/** As much of those requests as says who it is. */
interface Named {
  readonly Username?: string
  readonly AuthParameters?: Readonly<Record<string, string>>
  readonly ChallengeResponses?: Readonly<Record<string, string>>
}

/**
 * The endpoint of Pinpoint's analytics, where `PinpointAppId` is configured, and what threat protection knows of the
 * device, where the app has the option `userContextData`. It never throws.
 */
export async function requestContext(
  client: Client,
  operation: string,
  input: object,
): Promise<RequestContext | undefined> {
  // The service does without what cannot be had.
  return contextOf(client, operation, input).catch(error => void client.platform.report(error))
}

async function contextOf(
  client: Client,
  operation: string,
  input: object,
): Promise<RequestContext | undefined> {
  const { userPool } = client.configuration ?? {}
  if (!userPool || !takers.test(operation)) return undefined
  const { Username, AuthParameters, ChallengeResponses }: Named = input
  const username = Username ?? AuthParameters?.USERNAME ?? ChallengeResponses?.USERNAME ?? ''
  const { userContextData } = client.options
  const AnalyticsEndpointId = userPool.pinpointAppId && (await endpointId(client))
  const EncodedData = await userContextData?.(username, userPool.poolId, userPool.clientId)
  return {
    ...(AnalyticsEndpointId && { AnalyticsMetadata: { AnalyticsEndpointId } }),
    ...(EncodedData && { UserContextData: { EncodedData } }),
  }
}

/** A random name of this installation, the same for everybody who signs in here: it outlives sign-outs. */
function endpointId(client: Client): Promise<string> {
  return singleFlight(client, 'analytics', async () => {
    const key = `${namespaceOf(client)}.analytics`
    const known = await client.storage?.get(key)
    if (known) return known
    const made = toBase64Url(client.platform.random(16))
    await client.storage?.set(key, made)
    return made
  })
}
