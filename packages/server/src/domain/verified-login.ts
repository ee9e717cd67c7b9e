import type { Environment } from '../environment.ts'
import type { IdentityLogin } from '../store/units/identity-state.ts'
import type { IdentityPool } from './identity-pool.ts'

/** A login whose token proved what it says. */
export interface VerifiedLogin extends IdentityLogin {
  /** What an OpenID token says about it in `amr`, beside the provider. */
  readonly amr: string
  /** The keys under which a role mapping may name this login, the first one preferred. */
  readonly roleMappingKeys: readonly string[]
  readonly claims: Readonly<Record<string, unknown>>
  /** The roles that the token itself opens, where the provider has such: SAML's. */
  readonly roles?: readonly string[]
}

/** A provider that an identity pool trusts. */
export interface TrustedProvider {
  /** Its one name. */
  readonly name: string
  /** @throws ServiceError `NotAuthorizedException` for a token that does not prove the login */
  verify(token: string): Promise<VerifiedLogin>
}

/** One kind of login provider. */
export interface LoginProviders {
  /** The provider that a key of `Logins` names, if it is of this kind and the identity pool trusts it. */
  find(environment: Environment, pool: IdentityPool, key: string): TrustedProvider | undefined
}
