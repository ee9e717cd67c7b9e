import { errors } from '../errors.ts'
import { checkRedirects } from './redirect-uris.ts'
import { type ClientConfiguration, schemaOf, type UserPool } from './user-pool.ts'

const minute = 60_000
const day = 86_400_000
const units = { seconds: 1000, minutes: minute, hours: 60 * minute, days: day } as const

/** @throws ServiceError `InvalidParameterException` */
export function checkClientConfiguration(pool: UserPool, configuration: ClientConfiguration): void {
  const flows: readonly string[] = configuration.ExplicitAuthFlows ?? []
  if (flows.some(flow => flow.startsWith('ALLOW_')) && flows.some(flow => !flow.startsWith('ALLOW_'))) {
    throw errors.invalidParameter(
      'ExplicitAuthFlows: names with and without the prefix ALLOW_ cannot be mixed.',
    )
  }
  if (
    configuration.RefreshTokenRotation?.Feature === 'ENABLED' &&
    flows.includes('ALLOW_REFRESH_TOKEN_AUTH')
  ) {
    throw errors.invalidParameter(
      'ALLOW_REFRESH_TOKEN_AUTH cannot be used while refresh token rotation is enabled.',
    )
  }
  checkRedirects('CallbackURLs', configuration.CallbackURLs)
  checkRedirects('LogoutURLs', configuration.LogoutURLs)
  const { DefaultRedirectURI } = configuration
  if (DefaultRedirectURI && !configuration.CallbackURLs?.includes(DefaultRedirectURI)) {
    throw errors.invalidParameter('DefaultRedirectURI must be among the CallbackURLs.')
  }
  const { TokenValidityUnits = {} } = configuration
  checkLifetime(
    'AccessTokenValidity',
    configuration.AccessTokenValidity,
    TokenValidityUnits.AccessToken ?? 'hours',
    5 * minute,
    day,
  )
  checkLifetime(
    'IdTokenValidity',
    configuration.IdTokenValidity,
    TokenValidityUnits.IdToken ?? 'hours',
    5 * minute,
    day,
  )
  checkLifetime(
    'RefreshTokenValidity',
    configuration.RefreshTokenValidity || undefined,
    TokenValidityUnits.RefreshToken ?? 'days',
    60 * minute,
    3650 * day,
  )
  const schema = schemaOf(pool)
  for (const name of [...(configuration.ReadAttributes ?? []), ...(configuration.WriteAttributes ?? [])]) {
    if (!schema.has(name)) {
      throw errors.invalidParameter(`Invalid attributes specified while creating a client: ${name}`)
    }
  }
}

function checkLifetime(
  name: string,
  value: number | undefined,
  unit: keyof typeof units,
  least: number,
  most: number,
): void {
  if (value === undefined) return
  const lifetime = value * units[unit]
  if (lifetime < least || lifetime > most) {
    throw errors.invalidParameter(
      `Invalid range for token validity: ${name} must be from ${least / minute} minutes to ${most / day} days.`,
    )
  }
}
