import type {
  CreateIdentityPoolInput,
  IdentityPool as IdentityPoolDescription,
  RoleMapping,
} from '@latchkey/protocol/identity-pools'
import type { IdentityPoolRow } from '../store/schema.ts'
import { identityErrors } from './identity-errors.ts'

/** The members of CreateIdentityPool and UpdateIdentityPool, without the name. */
export type IdentityPoolConfiguration = Omit<CreateIdentityPoolInput, 'IdentityPoolName'>

/** What SetIdentityPoolRoles was given. */
export interface IdentityPoolRoles {
  readonly roles: Readonly<Record<string, string>>
  /** By the provider, as the caller named it. */
  readonly mappings: Readonly<Record<string, RoleMapping>>
  /** What SetPrincipalTagAttributeMap was given, by the provider. */
  readonly principalTags?: Readonly<Record<string, PrincipalTagMap>>
}

/** Which claims of a provider's tokens become session tags. */
export interface PrincipalTagMap {
  readonly UseDefaults: boolean
  readonly PrincipalTags: Readonly<Record<string, string>>
}

export interface IdentityPool {
  readonly id: string
  readonly name: string
  readonly configuration: IdentityPoolConfiguration
  readonly roles: IdentityPoolRoles
}

export function identityPoolOf(row: IdentityPoolRow): IdentityPool {
  return {
    id: row.identity_pool_id,
    name: row.name,
    configuration: JSON.parse(row.configuration) as IdentityPoolConfiguration,
    roles: JSON.parse(row.roles) as IdentityPoolRoles,
  }
}

/** @throws ServiceError `InvalidParameterException` for a user pool that is not named whole */
export function checkIdentityPool({ CognitoIdentityProviders = [] }: IdentityPoolConfiguration): void {
  if (CognitoIdentityProviders.some(({ ProviderName, ClientId }) => !ProviderName || !ClientId)) {
    throw identityErrors.invalidParameter('Invalid Cognito Identity Provider')
  }
}

/** An identity pool as the operations describe one: all that was given, with defaults where Amazon shows them. */
export function describeIdentityPool({ id, name, configuration }: IdentityPool): IdentityPoolDescription {
  const { CognitoIdentityProviders, ...others } = configuration
  return {
    ...others,
    IdentityPoolId: id,
    IdentityPoolName: name,
    AllowClassicFlow: configuration.AllowClassicFlow ?? false,
    ...(CognitoIdentityProviders
      ? {
          CognitoIdentityProviders: CognitoIdentityProviders.map(provider => ({
            ...provider,
            ServerSideTokenCheck: provider.ServerSideTokenCheck ?? false,
          })),
        }
      : {}),
    IdentityPoolTags: configuration.IdentityPoolTags ?? {},
  }
}
