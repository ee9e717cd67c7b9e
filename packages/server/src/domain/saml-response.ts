import type { SAML } from '@node-saml/node-saml'
import type { SamlMetadata } from './saml-metadata.ts'

/** What the signed part of a SAML response says. */
export interface SamlAssertion {
  readonly id: string
  readonly issuer: string
  readonly nameId: string
  readonly sessionIndex: string | undefined
  /** By name: a text, or a list of several. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** Milliseconds; not a number where the assertion names no end. */
  readonly notOnOrAfter: number
  readonly confirmation: {
    /** Whether who brings it needs no other proof. */
    readonly isBearer: boolean
    /** For which address it was made. */
    readonly recipient: string | undefined
    /** Which request it answers. */
    readonly inResponseTo: string | undefined
    /** Milliseconds; not a number where it names no end. */
    readonly notOnOrAfter: number
  }
}

/** As `xml2js` reads XML: attributes under `$`, children as lists. */
interface XmlNode {
  readonly $?: Readonly<Record<string, string>>
  readonly [child: string]: unknown
}

/**
 * Opens a SAML response: signature, audience and times by the library, the issuer by the metadata. The confirmation
 * is the caller's to judge; it is read from what the signature covers.
 *
 * @param response base64
 * @throws Error of the library, or of here, when it does not hold
 */
export async function openSamlResponse(
  saml: SAML,
  metadata: SamlMetadata,
  response: string,
): Promise<SamlAssertion> {
  // A document type is where entities come from: no response needs one.
  if (/<!DOCTYPE|<!ENTITY/i.test(Buffer.from(response, 'base64').toString('utf8'))) {
    throw new Error('The response has a document type.')
  }
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response })
  const assertion = (profile?.getAssertion?.() as { Assertion?: XmlNode } | undefined)?.Assertion
  const id = assertion?.$?.['ID']
  if (!profile?.nameID || !assertion || !id) throw new Error('The response says nothing of anybody.')
  if (profile.issuer !== metadata.entityId) throw new Error('The assertion is of another issuer.')
  const confirmation = child(child(assertion, 'Subject'), 'SubjectConfirmation')
  const data = child(confirmation, 'SubjectConfirmationData')?.$ ?? {}
  return {
    id,
    issuer: profile.issuer,
    nameId: profile.nameID,
    sessionIndex: profile.sessionIndex,
    attributes: { ...(Reflect.get(profile, 'attributes') as Record<string, unknown> | undefined) },
    notOnOrAfter: Date.parse(child(assertion, 'Conditions')?.$?.['NotOnOrAfter'] ?? ''),
    confirmation: {
      isBearer: confirmation?.$?.['Method'] === 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
      recipient: data['Recipient'],
      inResponseTo: data['InResponseTo'],
      notOnOrAfter: Date.parse(data['NotOnOrAfter'] ?? ''),
    },
  }
}

function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  const found = node?.[name]
  return Array.isArray(found) ? (found[0] as XmlNode) : undefined
}
