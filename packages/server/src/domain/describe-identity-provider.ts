import type { IdentityProviderType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { openIdentityProvider } from './identity-providers.ts'
import { signingCertificate } from './signing-certificate.ts'

type Details = Readonly<Record<string, string>>

/** What Amazon adds to the details of each type when it describes a provider (CreateIdentityProvider). */
const addedDetails: Readonly<Record<string, (given: Details) => Details>> = {
  Facebook: ({ api_version: version = 'v17.0' }) => ({
    attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
    attributes_url_add_attributes: 'true',
    authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
    token_request_method: 'GET',
    token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
  }),
  Google: () => ({
    attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
    attributes_url_add_attributes: 'true',
    authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
    oidc_issuer: 'https://accounts.google.com',
    token_request_method: 'POST',
    token_url: 'https://www.googleapis.com/oauth2/v4/token',
  }),
  LoginWithAmazon: () => ({
    attributes_url: 'https://api.amazon.com/user/profile',
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://www.amazon.com/ap/oa',
    token_request_method: 'POST',
    token_url: 'https://api.amazon.com/auth/o2/token',
  }),
  SignInWithApple: () => ({
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://appleid.apple.com/auth/authorize',
    oidc_issuer: 'https://appleid.apple.com',
    token_request_method: 'POST',
    token_url: 'https://appleid.apple.com/auth/token',
  }),
  OIDC: () => ({ attributes_url_add_attributes: 'false' }),
}

/** The claim that the user name comes from, which is fixed for each type. */
const subjects: Readonly<Record<string, string>> = {
  Facebook: 'id',
  Google: 'sub',
  LoginWithAmazon: 'user_id',
  SignInWithApple: 'sub',
  OIDC: 'sub',
}

/** A provider as the operations describe one: what it was given, with what follows from its type. */
export async function describeIdentityProvider(
  environment: Environment,
  poolId: string,
  row: PoolResourceRow,
): Promise<IdentityProviderType> {
  const opened = await openIdentityProvider(environment, poolId, row)
  const { ProviderType: type = '', ProviderDetails: details = {} } = opened
  const username = subjects[type]
  return {
    IdpIdentifiers: [],
    ...opened,
    ProviderDetails: {
      ...addedDetails[type]?.(details),
      ...details,
      ...(type === 'SAML' ? await samlDetails(environment, poolId, details) : {}),
    },
    ...(username === undefined ? {} : { AttributeMapping: { username, ...opened.AttributeMapping } }),
  }
}

/** What a SAML provider's metadata say, where they were given as text, and for which key it encrypts. */
async function samlDetails(environment: Environment, poolId: string, details: Details): Promise<Details> {
  const { parseSamlMetadata } = await import('./saml-metadata.ts')
  const addresses = (): Details => {
    if (details['MetadataFile'] === undefined) return {}
    try {
      const { signInUrl, signOutUrl } = parseSamlMetadata(details['MetadataFile'])
      return {
        SSORedirectBindingURI: signInUrl,
        ...(signOutUrl === undefined ? {} : { SLORedirectBindingURI: signOutUrl }),
      }
    } catch (error) {
      // Metadata that cannot be used are refused when somebody signs in by them.
      if (error instanceof ServiceError) return {}
      throw error
    }
  }
  return {
    ...addresses(),
    ...(details['EncryptedResponses'] === 'true'
      ? { ActiveEncryptionCertificate: await signingCertificate(environment, poolId) }
      : {}),
  }
}
