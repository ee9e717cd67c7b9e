import type { FederatedIdentity } from '../../flow/federated-sign-in.ts'
import { spend } from '../../store/units/sessions.ts'
import { OAuthError } from '../oauth-error.ts'
import type { Visit } from '../visit.ts'
import { assertionConsumer, type SamlProvider } from './saml.ts'

/** What a verified assertion says. */
export interface VerifiedAssertion {
  readonly identity: FederatedIdentity
  readonly nameId: string
  readonly sessionIndex: string | undefined
}

/** As `xml2js` reads XML: attributes under `$`, text under `_`, children as lists. */
interface XmlNode {
  readonly $?: Readonly<Record<string, string>>
  readonly [child: string]: unknown
}

const refused = (cause?: unknown) =>
  new OAuthError('invalid_request', 'The SAML response does not hold.', { cause })

/** How far the provider's clock may be from ours. */
const skewMilliseconds = 60_000

/** How long the use of an assertion is remembered that names no end of its own, in milliseconds. */
const rememberedMilliseconds = 24 * 3_600_000

/**
 * Verifies a SAML response: signature, issuer, audience and times by the library; then, in the part that the
 * signature covers, the recipient, the request that it answers, and that it is used once.
 *
 * @param requestId the request that must be answered; none for a sign-in that the provider began
 * @throws OAuthError `invalid_request`, and nothing of what came
 */
export async function verifyAssertion(
  visit: Visit,
  { provider, metadata, saml }: SamlProvider,
  response: string,
  requestId: string | undefined,
): Promise<VerifiedAssertion> {
  refuseDocumentType(response)
  const { profile } = await saml()
    .validatePostResponseAsync({ SAMLResponse: response })
    .catch((cause: unknown) => {
      throw refused(cause)
    })
  if (!profile?.nameID || profile.issuer !== metadata.entityId) throw refused()
  const assertion = (profile.getAssertion?.() as { Assertion?: XmlNode } | undefined)?.Assertion
  if (!assertion) throw refused()
  requireConfirmation(visit, assertion, requestId)
  await spendAssertion(visit, provider.name, assertion)
  const attributes = { ...attributesOf(profile), NameID: profile.nameID }
  return {
    nameId: profile.nameID,
    sessionIndex: profile.sessionIndex,
    identity: {
      providerName: provider.name,
      providerType: 'SAML',
      issuer: profile.issuer,
      subject: profile.nameID,
      attributes,
      mapping: provider.mapping,
      inbound: { samlResponse: attributes },
    },
  }
}

/** A document type is where entities come from: no response needs one. */
function refuseDocumentType(response: string): void {
  const xml = Buffer.from(response, 'base64').toString('utf8')
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw refused()
}

function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  const found = node?.[name]
  return Array.isArray(found) ? (found[0] as XmlNode) : undefined
}

/** The bearer confirmation: made for this address, and for this request or for none. */
function requireConfirmation(visit: Visit, assertion: XmlNode, requestId: string | undefined): void {
  const confirmation = child(child(assertion, 'Subject'), 'SubjectConfirmation')
  const data = child(confirmation, 'SubjectConfirmationData')?.$ ?? {}
  const isBearer = confirmation?.$?.['Method'] === 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
  const isOurs = data['Recipient'] === assertionConsumer(visit)
  const isInTime = visit.environment.now() - skewMilliseconds < Date.parse(data['NotOnOrAfter'] ?? '')
  if (!isBearer || !isOurs || !isInTime || data['InResponseTo'] !== requestId) throw refused()
}

async function spendAssertion(
  { environment, pool }: Visit,
  providerName: string,
  assertion: XmlNode,
): Promise<void> {
  const id = assertion.$?.['ID']
  if (!id) throw refused()
  const until = Date.parse(child(assertion, 'Conditions')?.$?.['NotOnOrAfter'] ?? '')
  const expiresAt = Number.isNaN(until) ? environment.now() + rememberedMilliseconds : until + 120_000
  const isFresh = await environment.engine.write(() =>
    spend(pool.id, `saml ${providerName} ${id}`, expiresAt),
  )
  if (!isFresh) throw refused()
}

/** The attributes of the statement, by their names; several values as a list in text. */
function attributesOf(profile: object): Record<string, unknown> {
  const given = Reflect.get(profile, 'attributes') as Record<string, unknown> | undefined
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.map(String).join(', ')}]` : value,
    ]),
  )
}
