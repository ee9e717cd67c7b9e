import type { JWTPayload } from 'jose'
import type { Environment } from '../environment.ts'
import { invokeTrigger, triggerAttributes } from './triggers.ts'
import type { User } from './user.ts'
import type { UserPool, UserPoolClient } from './user-pool.ts'

/** Why tokens are issued. */
export type TokenSource =
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_RefreshTokens'

/** A group as tokens know it. */
export interface TokenGroups {
  /** By precedence, the strongest first. */
  readonly names: readonly string[]
  readonly roles: readonly string[]
  readonly preferredRole: string | undefined
}

/** The claims of both tokens before they are signed. */
export interface TokenClaims {
  readonly id: JWTPayload
  readonly access: JWTPayload
}

interface Subject {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined
}

/** What no trigger may change: claims that say who issued the token, to whom and when. */
const untouchable = new Set(
  'acr amr at_hash aud auth_time azp client_id cognito:username device_key event_id exp iat identities iss jti nbf nonce origin_jti sub token_use username version'.split(
    ' ',
  ),
)
const isReserved = (claim: string) => untouchable.has(claim) || /^(cognito|aws|dev):/.test(claim)

interface Overrides {
  readonly claimsToAddOrOverride?: Record<string, unknown>
  readonly claimsToSuppress?: string[]
  readonly scopesToAdd?: string[]
  readonly scopesToSuppress?: string[]
}

interface GroupOverride {
  readonly groupsToOverride?: string[]
  readonly iamRolesToOverride?: string[]
  readonly preferredRole?: string
}

/**
 * Lets the PreTokenGeneration trigger change the claims: version 1 those of the id token, versions 2 and 3 those
 * of both tokens and the scopes.
 *
 * @throws ServiceError as triggers do
 */
export async function overrideClaims(
  environment: Environment,
  { pool, client, user, clientMetadata }: Subject,
  source: TokenSource,
  groups: TokenGroups,
  claims: TokenClaims,
): Promise<TokenClaims> {
  const { PreTokenGeneration, PreTokenGenerationConfig } = pool.configuration.LambdaConfig ?? {}
  const arn = PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration
  if (!arn) return claims
  const version = { V1_0: '1', V2_0: '2', V3_0: '3' }[PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0']
  const member = version === '1' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails'
  const scopes = String(claims.access['scope'] ?? '').split(' ')
  const response = await invokeTrigger(
    environment,
    'PreTokenGeneration',
    arn,
    { pool, clientId: client.id, username: user.username, attributes: triggerAttributes(user) },
    {
      source,
      version,
      request: {
        groupConfiguration: {
          groupsToOverride: groups.names,
          iamRolesToOverride: groups.roles,
          preferredRole: groups.preferredRole ?? null,
        },
        ...(version === '1' ? {} : { scopes }),
        clientMetadata: clientMetadata ?? {},
      },
      response: { [member]: null },
    },
  )
  const details = (response[member] ?? {}) as Record<string, unknown>
  const group = (details['groupOverrideDetails'] ?? {}) as GroupOverride
  const idOverrides = (version === '1' ? details : (details['idTokenGeneration'] ?? {})) as Overrides
  const accessOverrides = (version === '1' ? {} : (details['accessTokenGeneration'] ?? {})) as Overrides
  return {
    id: applied(withGroups(claims.id, group, true), idOverrides),
    access: applied(
      { ...withGroups(claims.access, group, false), scope: overriddenScope(scopes, accessOverrides) },
      accessOverrides,
    ),
  }
}

/**
 * Lets a PreTokenGeneration trigger of version 3 change the access token of a client that stands for no user; earlier
 * versions do not hear of it.
 *
 * @throws ServiceError as triggers do
 */
export async function overrideClientClaims(
  environment: Environment,
  pool: UserPool,
  client: UserPoolClient,
  claims: JWTPayload,
  clientMetadata: Readonly<Record<string, string>> = {},
): Promise<JWTPayload> {
  const { PreTokenGenerationConfig } = pool.configuration.LambdaConfig ?? {}
  if (PreTokenGenerationConfig?.LambdaVersion !== 'V3_0') return claims
  const scopes = String(claims['scope'] ?? '').split(' ')
  const response = await invokeTrigger(
    environment,
    'PreTokenGeneration',
    PreTokenGenerationConfig.LambdaArn,
    { pool, clientId: client.id, username: client.id, attributes: {} },
    {
      source: 'TokenGeneration_ClientCredentials',
      version: '3',
      request: { scopes, clientMetadata },
      response: { claimsAndScopeOverrideDetails: null },
    },
  )
  const details = (response['claimsAndScopeOverrideDetails'] ?? {}) as Record<string, unknown>
  const overrides = (details['accessTokenGeneration'] ?? {}) as Overrides
  return applied({ ...claims, scope: overriddenScope(scopes, overrides) }, overrides)
}

function overriddenScope(
  scopes: readonly string[],
  { scopesToAdd = [], scopesToSuppress = [] }: Overrides,
): string {
  const granted = new Set([...scopes, ...scopesToAdd])
  for (const scope of scopesToSuppress) granted.delete(scope)
  return [...granted].join(' ')
}

function withGroups(claims: JWTPayload, override: GroupOverride, roles: boolean): JWTPayload {
  const changed = { ...claims }
  if (override.groupsToOverride) changed['cognito:groups'] = override.groupsToOverride
  if (roles && override.iamRolesToOverride) changed['cognito:roles'] = override.iamRolesToOverride
  if (roles && override.preferredRole) changed['cognito:preferred_role'] = override.preferredRole
  return changed
}

function applied(claims: JWTPayload, { claimsToAddOrOverride, claimsToSuppress }: Overrides): JWTPayload {
  const changed = { ...claims }
  for (const [claim, value] of Object.entries(claimsToAddOrOverride ?? {})) {
    if (!isReserved(claim)) changed[claim] = value
  }
  for (const claim of claimsToSuppress ?? []) {
    if (!isReserved(claim)) delete changed[claim]
  }
  return changed
}
