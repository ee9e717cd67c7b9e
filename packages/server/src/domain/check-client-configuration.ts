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
  checkLifetimes(configuration)
  const schema = schemaOf(pool)
  for (const name of [...(configuration.ReadAttributes ?? []), ...(configuration.WriteAttributes ?? [])]) {
    if (!schema.has(name)) {
      throw errors.invalidParameter(`Invalid attributes specified while creating a client: ${name}`)
    }
  }
}

function checkLifetimes({
  AccessTokenValidity: access,
  IdTokenValidity: id,
  RefreshTokenValidity: refresh,
  TokenValidityUnits = {},
}: ClientConfiguration): void {
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = TokenValidityUnits
  // Zero stands for the default of 30 days, in any unit.
  const longest = refresh ? refresh * units[RefreshToken] : 30 * day
  checkLifetime('RefreshTokenValidity', longest, 60 * minute, 3650 * day)
  // No token outlives the refresh token that it came with.
  const most = Math.min(longest, day)
  if (access) checkLifetime('AccessTokenValidity', access * units[AccessToken], 5 * minute, most)
  if (id) checkLifetime('IdTokenValidity', id * units[IdToken], 5 * minute, most)
}

/** @param lifetime in milliseconds, as are the bounds */
function checkLifetime(name: string, lifetime: number, least: number, most: number): void {
  if (lifetime < least || lifetime > most) {
    throw errors.invalidParameter(
      `Invalid range for token validity: ${name} must be from ${least / minute} to ${most / minute} minutes.`,
    )
  }
}
