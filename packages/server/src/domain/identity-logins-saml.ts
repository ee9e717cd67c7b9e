import type { Environment } from '../environment.ts'
import type { SamlProviderOptions } from '../ports/login-providers.ts'
import { identityErrors } from './identity-errors.ts'
import { openSamlResponse, type SamlAssertion } from './saml-response.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

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
  const assertion = await openSamlResponse(saml, metadata, response).catch((cause: unknown) => {
    throw Object.assign(identityErrors.tokenUnverified(), { cause })
  })
  requireConfirmation(environment, assertion)
  const { nameId, issuer, attributes } = assertion
  const claims = { ...attributes, NameID: nameId, iss: issuer }
  return {
    provider: arn,
    subject: nameId,
    amr: `${arn}:${nameId}`,
    roleMappingKeys: [arn],
    claims,
    roles: rolesFor(claims, arn),
  }
}

/** The bearer confirmation: made for AWS, and not over. */
function requireConfirmation({ now }: Environment, { confirmation }: SamlAssertion): void {
  const { isBearer, recipient, notOnOrAfter: end } = confirmation
  if (!isBearer || recipient !== samlRecipient || Number.isNaN(end)) throw identityErrors.tokenUnverified()
  if (now() >= end) throw identityErrors.tokenExpired(Math.floor(now() / 1000), Math.floor(end / 1000))
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
