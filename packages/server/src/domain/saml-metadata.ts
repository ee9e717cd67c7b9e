import { DOMParser } from '@xmldom/xmldom'
import { errors } from '../errors.ts'

/** What a SAML provider says of itself (SAML 2.0 Metadata), as far as a sign-in needs it. */
export interface SamlMetadata {
  readonly entityId: string
  /** Where requests go by redirect. */
  readonly signInUrl: string
  readonly signOutUrl: string | undefined
  /** Base64 of DER. */
  readonly certificates: readonly string[]
}

const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata'
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

const unusable = (reason: string) => errors.invalidParameter(`The SAML metadata cannot be used: ${reason}.`)

/**
 * Reads metadata. A document type is refused: it is where entities are defined.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function parseSamlMetadata(xml: string): SamlMetadata {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw unusable('it has a document type')
  const document = new DOMParser({
    errorHandler: {
      warning: () => {},
      error: message => {
        throw unusable(String(message).split('\n')[0] ?? 'it is not XML')
      },
      fatalError: message => {
        throw unusable(String(message).split('\n')[0] ?? 'it is not XML')
      },
    },
  }).parseFromString(xml, 'text/xml')
  const [entity] = elements(document, metadataNamespace, 'EntityDescriptor')
  const [role] = entity ? elements(entity, metadataNamespace, 'IDPSSODescriptor') : []
  if (!entity || !role) throw unusable('it describes no identity provider')
  const certificates = elements(role, metadataNamespace, 'KeyDescriptor')
    .filter(descriptor => descriptor.getAttribute('use') !== 'encryption')
    .flatMap(descriptor => elements(descriptor, signatureNamespace, 'X509Certificate'))
    .map(element => (element.textContent ?? '').replace(/\s/g, ''))
    .filter(certificate => certificate !== '')
  const entityId = entity.getAttribute('entityID') ?? ''
  const signInUrl = addressOf(role, 'SingleSignOnService')
  if (!entityId) throw unusable('it names no entity')
  if (!signInUrl) throw unusable('it has no SingleSignOnService that takes redirects')
  if (certificates.length === 0) throw unusable('it has no certificate')
  return { entityId, signInUrl, signOutUrl: addressOf(role, 'SingleLogoutService'), certificates }
}

function elements(parent: Document | Element, namespace: string, name: string): Element[] {
  return [...Array.from(parent.getElementsByTagNameNS(namespace, name))]
}

function addressOf(role: Element, service: string): string | undefined {
  const found = elements(role, metadataNamespace, service).find(
    element => element.getAttribute('Binding') === redirectBinding,
  )
  const address = found?.getAttribute('Location') ?? ''
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '') ? address : undefined
}
