import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { invokeTrigger } from './triggers.ts'
import type { UserPool } from './user-pool.ts'

/** What a provider has said of somebody, before it is mapped. */
export interface InboundAttributes {
  readonly tokenResponse?: Readonly<Record<string, unknown>>
  readonly idToken?: Readonly<Record<string, unknown>>
  readonly userInfo?: Readonly<Record<string, unknown>>
  readonly samlResponse?: Readonly<Record<string, unknown>>
}

interface Inbound {
  readonly pool: UserPool
  readonly clientId: string
  readonly username: string
  readonly providerName: string
  readonly providerType: string
  readonly attributes: InboundAttributes
}

/**
 * Lets the InboundFederation trigger change what a provider has said.
 *
 * @returns the attributes that take the place of the provider's; `undefined` when they stay
 * @throws ServiceError as triggers do
 */
export async function runInboundFederation(
  environment: Environment,
  { pool, clientId, username, providerName, providerType, attributes }: Inbound,
): Promise<Record<string, string> | undefined> {
  const arn = pool.configuration.LambdaConfig?.InboundFederation?.LambdaArn
  if (!arn) return undefined
  const response = await invokeTrigger(
    environment,
    'InboundFederation',
    arn,
    { pool, clientId, username, attributes: {} },
    {
      source: 'InboundFederation_ExternalProvider',
      request: { providerName, providerType, attributes },
      response: { userAttributesToMap: {} },
    },
  )
  const given = response['userAttributesToMap'] ?? {}
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw errors.invalidLambdaResponse()
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)])
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}
