import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { selfSignedCertificate } from '../../keys/self-signed-certificate.ts'
import { simulatorPath } from '../../ports/provider-endpoints.ts'
import { escapeHtml as escapeXml } from './page.ts'
import type { SimulatedPerson } from './person.ts'

interface Ports {
  readonly issuer: () => string
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}

export interface SamlResponseOptions {
  readonly recipient: string
  readonly audience: string
  readonly inResponseTo?: string
  /** Values of AWS's `Role` attribute. */
  readonly roles: readonly string[]
  /** Milliseconds. */
  readonly lifetime: number
}

const day = 86_400_000

/** The SAML provider that the simulator plays: its key is made at first need, and gone with the process. */
export class SimulatedSaml {
  readonly #ports: Ports
  #key: { readonly privateKey: KeyObject; readonly certificate: string } | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  get #entityId(): string {
    return `${this.#ports.issuer()}${simulatorPath}/saml/metadata`
  }

  /** SAML 2.0 Metadata. */
  metadata(): string {
    const { certificate } = this.#keyPair()
    const signOn = `${this.#ports.issuer()}${simulatorPath}/saml/sso`
    return `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escapeXml(this.#entityId)}">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escapeXml(signOn)}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`
  }

  /** A response with a signed assertion about a person: base64. */
  async response(person: SimulatedPerson, options: SamlResponseOptions): Promise<string> {
    const { now } = this.#ports
    const { recipient, audience, inResponseTo, roles, lifetime } = options
    const instant = (offset: number) => new Date(now() + offset).toISOString()
    const answers = inResponseTo === undefined ? '' : ` InResponseTo="${escapeXml(inResponseTo)}"`
    const id = `_${this.#identifier()}`
    const attribute = (name: string, ...values: readonly string[]) =>
      values.length === 0
        ? ''
        : `<saml:Attribute Name="${escapeXml(name)}">${values
            .map(value => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`)
            .join('')}</saml:Attribute>`
    const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${instant(0)}"><saml:Issuer>${escapeXml(this.#entityId)}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escapeXml(person.subject)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${instant(lifetime)}" Recipient="${escapeXml(recipient)}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${instant(-60_000)}" NotOnOrAfter="${instant(lifetime)}"><saml:AudienceRestriction><saml:Audience>${escapeXml(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${instant(0)}" SessionIndex="${id}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attribute('email', person.email)}${attribute('name', person.name)}${attribute('https://aws.amazon.com/SAML/Attributes/Role', ...roles)}</saml:AttributeStatement></saml:Assertion>`
    const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${this.#identifier()}" Version="2.0" IssueInstant="${instant(0)}" Destination="${escapeXml(recipient)}"${answers}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escapeXml(this.#entityId)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`
    return Buffer.from(await this.#sign(response)).toString('base64')
  }

  async #sign(xml: string): Promise<string> {
    // Loaded at first need: a server starts sooner without.
    const { SignedXml } = await import('xml-crypto')
    const assertion = "//*[local-name(.)='Assertion']"
    const signed = new SignedXml({
      privateKey: this.#keyPair().privateKey.export({ type: 'pkcs8', format: 'pem' }),
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    })
    signed.addReference({
      xpath: assertion,
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
      ],
    })
    // The schema has the signature behind the issuer.
    signed.computeSignature(xml, {
      location: { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' },
    })
    return signed.getSignedXml()
  }

  #keyPair() {
    if (!this.#key) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const from = this.#ports.now() - day
      const der = selfSignedCertificate(
        privateKey,
        'Latchkey simulator',
        this.#ports.random(16),
        from,
        from + 3650 * day,
      )
      this.#key = { privateKey, certificate: der.toString('base64') }
    }
    return this.#key
  }

  #identifier(): string {
    return Buffer.from(this.#ports.random(16)).toString('hex')
  }
}

/** What a request of the HTTP-Redirect binding asks for; `undefined` for what is none. */
export function readSamlRequest(
  text: string,
): { readonly id: string; readonly issuer: string; readonly consumer: string } | undefined {
  let xml: string
  try {
    xml = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: 65_536 }).toString('utf8')
  } catch {
    // Not deflated: no request.
    return undefined
  }
  const id = /<(?:\w+:)?AuthnRequest[^>]* ID="([^"]+)"/.exec(xml)?.[1]
  const consumer = /AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1]
  const issuer = /<(?:\w+:)?Issuer[^>]*>([^<]+)</.exec(xml)?.[1]
  return id && consumer && issuer ? { id, issuer, consumer } : undefined
}
