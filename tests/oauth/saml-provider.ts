import { generateKeyPairSync, randomBytes } from 'node:crypto'
import * as samlify from 'samlify'
import { selfSignedCertificate } from '../../packages/server/src/keys/self-signed-certificate.ts'

samlify.setSchemaValidator({ validate: async () => 'not validated here' })

/** What an assertion says; every member has an honest default. */
export interface AssertionParts {
  /** XML, so that a test can put comments in. */
  readonly nameId?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly issuer?: string
  readonly audience?: string
  readonly recipient?: string
  readonly inResponseTo?: string | undefined
  /** Milliseconds. */
  readonly notOnOrAfter?: number
  /** Milliseconds; as `notOnOrAfter` when absent. */
  readonly confirmedUntil?: number
  readonly id?: string
  readonly signed?: 'assertion' | 'response'
  readonly encrypted?: boolean
}

interface ServiceProvider {
  readonly entityId: string
  readonly consumer: string
  /** Base64 of DER. */
  readonly certificate: string
  /** Where the provider's own page is. */
  readonly signInUrl?: string
}

const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

/** A SAML identity provider: `samlify` reads the requests and signs the responses. */
export function samlProvider({
  entityId,
  consumer,
  certificate,
  signInUrl = 'https://idp.example/sign-in',
}: ServiceProvider) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const now = Date.now()
  const own = selfSignedCertificate(
    privateKey,
    'idp',
    randomBytes(16),
    now - 60_000,
    now + 86_400_000,
  ).toString('base64')
  const issuer = 'https://idp.example/metadata'
  const settings = (encrypted: boolean) =>
    samlify.IdentityProvider({
      entityID: issuer,
      signingCert: own,
      privateKey: pem,
      isAssertionEncrypted: encrypted,
      singleSignOnService: [{ Binding: redirect, Location: signInUrl }],
      singleLogoutService: [{ Binding: redirect, Location: 'https://idp.example/sign-out' }],
      wantAuthnRequestsSigned: false,
      requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    })
  const sp = (signed: 'assertion' | 'response', requestsSigned = false) =>
    samlify.ServiceProvider({
      entityID: entityId,
      signingCert: certificate,
      encryptCert: certificate,
      authnRequestsSigned: requestsSigned,
      wantAssertionsSigned: signed === 'assertion',
      wantMessageSigned: signed === 'response',
      assertionConsumerService: [{ Binding: post, Location: consumer }],
    })

  return {
    issuer,
    metadata: settings(false).getMetadata(),

    /** Reads a request as it came by redirect; where it is signed, by the service provider's certificate. */
    async readRequest(address: URL): Promise<{ readonly id: string; readonly relayState: string }> {
      const query = Object.fromEntries(address.searchParams)
      const isSigned = address.searchParams.has('Signature')
      const idp = samlify.IdentityProvider({
        entityID: issuer,
        signingCert: own,
        privateKey: pem,
        wantAuthnRequestsSigned: isSigned,
        singleSignOnService: [{ Binding: redirect, Location: signInUrl }],
        singleLogoutService: [{ Binding: redirect, Location: 'https://idp.example/sign-out' }],
      })
      const octetString = address.search.slice(1).replace(/&Signature=.*$/, '')
      const parsed = await idp.parseLoginRequest(sp('assertion', isSigned), 'redirect', {
        query,
        octetString,
      })
      return { id: String(parsed.extract.request?.id), relayState: query['RelayState'] ?? '' }
    },

    /** The address by which the provider asks that somebody be signed out, signed unless it is told otherwise. */
    askForLogout(nameId: string, at: string, isSigned = true): URL {
      const idp = samlify.IdentityProvider({
        entityID: issuer,
        signingCert: own,
        privateKey: pem,
        singleSignOnService: [{ Binding: redirect, Location: signInUrl }],
        singleLogoutService: [{ Binding: redirect, Location: 'https://idp.example/sign-out' }],
        requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        messageSigningOrder: 'sign-then-encrypt',
      })
      const receiver = samlify.ServiceProvider({
        entityID: entityId,
        signingCert: certificate,
        wantLogoutRequestSigned: isSigned,
        assertionConsumerService: [{ Binding: post, Location: consumer }],
        singleLogoutService: [{ Binding: redirect, Location: at }],
      })
      const { context } = idp.createLogoutRequest(
        receiver,
        'redirect',
        { logoutNameID: nameId },
        'relay-state',
      )
      return new URL(context)
    },

    /** A response in base64. */
    async respond(parts: AssertionParts): Promise<string> {
      const { signed = 'assertion', encrypted = false } = parts
      const answer = await settings(encrypted).createLoginResponse(
        sp(signed),
        {} as never,
        'post',
        {},
        () => ({
          id: parts.id ?? `_${randomBytes(16).toString('hex')}`,
          context: responseXml(parts, { issuer, audience: entityId, consumer }),
        }),
      )
      return answer.context
    },
  }
}

function responseXml(
  parts: AssertionParts,
  honest: { readonly issuer: string; readonly audience: string; readonly consumer: string },
): string {
  const {
    nameId = 'somebody',
    attributes = {},
    issuer = honest.issuer,
    audience = honest.audience,
    recipient = honest.consumer,
    inResponseTo,
    notOnOrAfter = Date.now() + 300_000,
    id = `_${randomBytes(16).toString('hex')}`,
  } = parts
  const now = new Date().toISOString()
  const end = new Date(notOnOrAfter).toISOString()
  const confirmedUntil = new Date(parts.confirmedUntil ?? notOnOrAfter).toISOString()
  const answers = inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`
  const statement = Object.entries(attributes)
    .map(
      ([name, value]) =>
        `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`,
    )
    .join('')
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${randomBytes(16).toString('hex')}" Version="2.0" IssueInstant="${now}" Destination="${recipient}"${answers}><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${now}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${confirmedUntil}" Recipient="${recipient}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${now}" NotOnOrAfter="${end}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now}" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${statement ? `<saml:AttributeStatement>${statement}</saml:AttributeStatement>` : ''}</saml:Assertion></samlp:Response>`
}
