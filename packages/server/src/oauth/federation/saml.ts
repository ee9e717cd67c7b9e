import type { SAML } from '@node-saml/node-saml'
import type { SamlMetadata } from '../../domain/saml-metadata.ts'
import type { AuthorizationRequest } from '../authorization-request.ts'
import { redirect } from '../responses.ts'
import { keep } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import { browserMark, type FederationRequest } from './federation.ts'
import type { Provider } from './provider.ts'

/** Where SAML responses arrive. */
export const assertionConsumer = ({ base }: Visit): string => `${base}/saml2/idpresponse`

/** What the pool is called as a service provider. */
export const serviceProvider = ({ pool }: Visit): string => `urn:amazon:cognito:sp:${pool.id}`

/** A provider with what its metadata says. */
export interface SamlProvider {
  readonly provider: Provider
  readonly metadata: SamlMetadata
  /** Speaks the protocol; `requestId` becomes the id of a request. */
  readonly saml: (requestId?: string) => SAML
}

/**
 * Reads a SAML provider's metadata, from its details or from its address.
 *
 * @throws ServiceError `InvalidParameterException`
 * @throws UpstreamError
 */
export async function openSamlProvider(visit: Visit, provider: Provider): Promise<SamlProvider> {
  const { environment, pool } = visit
  const { details } = provider
  const xml = details['MetadataFile'] ?? (await environment.documents.text(details['MetadataURL'] ?? ''))
  // Loaded at first need: most pools have no such provider, and a server starts sooner without.
  const [{ SAML }, { parseSamlMetadata }] = await Promise.all([
    import('@node-saml/node-saml'),
    import('../../domain/saml-metadata.ts'),
  ])
  const metadata = parseSamlMetadata(xml)
  const { privateKey } = await environment.keys.signingKey(pool.id, 'saml')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signs = details['RequestSigningAlgorithm'] === 'rsa-sha256'
  const decrypts = details['EncryptedResponses'] === 'true'
  return {
    provider,
    metadata,
    saml: requestId =>
      new SAML({
        callbackUrl: assertionConsumer(visit),
        logoutCallbackUrl: `${visit.base}/saml2/logout`,
        issuer: serviceProvider(visit),
        audience: serviceProvider(visit),
        idpIssuer: metadata.entityId,
        idpCert: [...metadata.certificates],
        entryPoint: metadata.signInUrl,
        ...(metadata.signOutUrl ? { logoutUrl: metadata.signOutUrl } : {}),
        // Either the response or the assertion is signed: what is read is what a signature covers.
        wantAssertionsSigned: false,
        wantAuthnResponseSigned: false,
        signatureAlgorithm: 'sha256',
        digestAlgorithm: 'sha256',
        disableRequestedAuthnContext: true,
        identifierFormat: null,
        acceptedClockSkewMs: 60_000,
        ...(signs ? { privateKey: pem } : {}),
        ...(decrypts ? { decryptionPvk: pem } : {}),
        ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
      }),
  }
}

/** Sends the browser to a SAML provider with a request, signed where the provider was configured so. */
export async function goToSamlProvider(
  visit: Visit,
  request: AuthorizationRequest,
  provider: Provider,
): Promise<Response> {
  const { environment, pool } = visit
  const opened = await openSamlProvider(visit, provider)
  const requestId = `_${Buffer.from(environment.random(20)).toString('hex')}`
  const { mark, cookies } = browserMark(visit)
  const kept: FederationRequest = {
    provider: provider.name,
    query: request.parameters.toString(),
    browser: mark,
    requestId,
  }
  const relayState = await keep(environment, pool.id, 'federation', kept)
  const address = await opened.saml(requestId).getAuthorizeUrlAsync(relayState, undefined, {})
  return redirect(address, visit.method, cookies)
}
