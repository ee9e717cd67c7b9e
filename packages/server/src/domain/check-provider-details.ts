import type { CreateIdentityProviderRequest } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'

export type ProviderType = CreateIdentityProviderRequest['ProviderType']

const ofSocialProviders = ['client_id', 'client_secret', 'authorize_scopes'] as const

/** What the details of each type of provider must hold: all of one of the lists (CreateIdentityProvider). */
const requiredDetails: Readonly<Record<ProviderType, readonly (readonly string[])[]>> = {
  Facebook: [ofSocialProviders],
  Google: [ofSocialProviders],
  LoginWithAmazon: [ofSocialProviders],
  SignInWithApple: [['client_id', 'team_id', 'key_id', 'authorize_scopes']],
  OIDC: [
    ['client_id', 'attributes_request_method', 'authorize_scopes', 'oidc_issuer'],
    [
      'client_id',
      'attributes_request_method',
      'authorize_scopes',
      'authorize_url',
      'token_url',
      'attributes_url',
      'jwks_uri',
    ],
  ],
  SAML: [['MetadataURL'], ['MetadataFile']],
}

const urlDetails = ['oidc_issuer', 'authorize_url', 'token_url', 'attributes_url', 'jwks_uri', 'MetadataURL']

/** The names that the pool's own directory and the social providers have. */
const fixedNames: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']

/** @throws ServiceError `InvalidParameterException` for a detail that is missing or no address */
export function checkProviderDetails(type: ProviderType, details: Readonly<Record<string, string>>): void {
  const missing = requiredDetails[type].map(list => list.filter(name => !details[name]))
  if (!missing.some(list => list.length === 0)) {
    if (requiredDetails[type].includes(ofSocialProviders)) {
      throw errors.invalidParameter(
        'client_id, client_secret and authorize_scopes are all required idp details',
      )
    }
    throw errors.invalidParameter(
      `The provider details of ${type} lack ${missing.map(list => list.join(', ')).join(' or ')}.`,
    )
  }
  for (const name of urlDetails) {
    const address = details[name]
    if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
      throw errors.invalidParameter(`The provider detail ${name} is not an address.`)
    }
  }
}

/**
 * Social providers are called as their type is; others must not be called so, nor as the pool itself.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkProviderName(type: ProviderType, name: string): void {
  const social = fixedNames.includes(type)
  if (social ? name !== type : fixedNames.includes(name) || name.toUpperCase() === 'COGNITO') {
    throw errors.invalidParameter(`Provider ${name} cannot be of type ${type}.`)
  }
}
