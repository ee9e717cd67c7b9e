import type { Profile } from '@node-saml/node-saml'
import type { Environment } from '../environment.ts'
import type { SamlProviderOptions } from '../ports/login-providers.ts'
import { identityErrors } from './identity-errors.ts'
import type { LoginProviders, VerifiedLogin } from './identity-logins.ts'

/** Whom AWS's providers make their assertions for, and where they send them. */
export const samlAudience = 'urn:amazon:webservices'
export const samlRecipient = 'https://signin.aws.amazon.com/saml'

const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role'
const arnForm = /^arn:[\w-]+:iam::\d{12}:saml-provider\/([\w.-]+)$/

/**
 * SAML providers, named by the ARN that IAM gives them at Amazon. What IAM would hold, their metadata, is an option of
 * the server. The assertion may come more than once: GetId and GetCredentialsForIdentity both need it.
 */
export const samlLogins: LoginProviders = {
  find(environment, pool, key) {
    const name = arnForm.exec(key)?.[1]
    const isTrusted = name !== undefined && pool.configuration.SamlProviderARNs?.includes(key)
    const settings = isTrusted ? environment.loginProviders.samlProvider(name) : undefined
    return settings && { name: key, verify: token => verifyResponse(environment, key, settings, token) }
  },
}

async function verifyResponse(
  environment: Environment,
  arn: string,
  { metadata: xml }: SamlProviderOptions,
  response: string,
): Promise<VerifiedLogin> {
  // A document type is where entities come from: no response needs one.
  if (/<!DOCTYPE|<!ENTITY/i.test(Buffer.from(response, 'base64').toString('utf8'))) {
    throw identityErrors.tokenUnverified()
  }
  // Loaded at first need: most servers have no such provider.
  const [{ SAML }, { parseSamlMetadata }] = await Promise.all([
    import('@node-saml/node-saml'),
    import('./saml-metadata.ts'),
  ])
  const metadata = parseSamlMetadata(xml)
  const saml = new SAML({
    callbackUrl: samlRecipient,
    issuer: samlAudience,
    audience: samlAudience,
    idpIssuer: metadata.entityId,
    idpCert: [...metadata.certificates],
    // Either the response or the assertion is signed: what is read is what a signature covers.
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: 60_000,
  })
  const { profile } = await saml
    .validatePostResponseAsync({ SAMLResponse: response })
    .catch((cause: unknown) => {
      throw Object.assign(identityErrors.tokenUnverified(), { cause })
    })
  if (!profile?.nameID || profile.issuer !== metadata.entityId) throw identityErrors.tokenUnverified()
  requireConfirmation(environment, profile)
  const claims = { ...attributesOf(profile), NameID: profile.nameID, iss: profile.issuer }
  return {
    provider: arn,
    subject: profile.nameID,
    amr: `${arn}:${profile.nameID}`,
    roleMappingKeys: [arn],
    claims,
    roles: rolesFor(claims, arn),
  }
}

/** As `xml2js` reads XML: attributes under `$`, children as lists. */
interface XmlNode {
  readonly $?: Readonly<Record<string, string>>
  readonly [child: string]: unknown
}

function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  const found = node?.[name]
  return Array.isArray(found) ? (found[0] as XmlNode) : undefined
}

/** The bearer confirmation, in the part that the signature covers: made for AWS, and not over. */
function requireConfirmation({ now }: Environment, profile: Profile): void {
  const assertion = (profile.getAssertion?.() as { Assertion?: XmlNode } | undefined)?.Assertion
  const confirmation = child(child(assertion, 'Subject'), 'SubjectConfirmation')
  const data = child(confirmation, 'SubjectConfirmationData')?.$ ?? {}
  const end = Date.parse(data['NotOnOrAfter'] ?? '')
  const isBearer = confirmation?.$?.['Method'] === 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
  if (!isBearer || data['Recipient'] !== samlRecipient || Number.isNaN(end)) {
    throw identityErrors.tokenUnverified()
  }
  if (now() >= end) throw identityErrors.tokenExpired(Math.floor(now() / 1000), Math.floor(end / 1000))
}

function attributesOf(profile: Profile): Record<string, unknown> {
  return { ...(Reflect.get(profile, 'attributes') as Record<string, unknown> | undefined) }
}

/** The roles of the assertion's `Role` attribute: pairs of a role and this provider, in either order. */
function rolesFor(claims: Readonly<Record<string, unknown>>, provider: string): string[] {
  return [claims[roleAttribute] ?? []].flat().flatMap(pair => {
    const arns = String(pair)
      .split(',')
      .map(arn => arn.trim())
    const role = arns.find(arn => /:role\//.test(arn))
    return role !== undefined && arns.includes(provider) ? [role] : []
  })
}
