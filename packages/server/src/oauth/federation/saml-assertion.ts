import { openSamlResponse, type SamlAssertion } from '../../domain/saml-response.ts'
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

const refused = (cause: unknown) =>
  new OAuthError('invalid_request', 'The SAML response does not hold.', { cause })

/** How far the provider's clock may be from ours. */
const skewMilliseconds = 60_000

/** How long the use of an assertion is remembered that names no end of its own, in milliseconds. */
const rememberedMilliseconds = 24 * 3_600_000

/**
 * Verifies a SAML response: signature, issuer, audience and times; then, in the part that the signature covers, the
 * recipient, the request that it answers, and that it is used once.
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
  const assertion = await openSamlResponse(saml(), metadata, response).catch((cause: unknown) => {
    throw refused(cause)
  })
  requireConfirmation(visit, assertion, requestId)
  await spendAssertion(visit, provider.name, assertion)
  const { nameId, sessionIndex, issuer } = assertion
  const attributes = { ...attributesOf(assertion), NameID: nameId }
  return {
    nameId,
    sessionIndex,
    identity: {
      providerName: provider.name,
      providerType: 'SAML',
      issuer,
      subject: nameId,
      attributes,
      mapping: provider.mapping,
      inbound: { samlResponse: attributes },
    },
  }
}

/** The bearer confirmation: made for this address, not over, and for this request or for none. */
function requireConfirmation(
  visit: Visit,
  { confirmation }: SamlAssertion,
  requestId: string | undefined,
): void {
  const { isBearer, recipient, inResponseTo, notOnOrAfter } = confirmation
  const isInTime = visit.environment.now() - skewMilliseconds < notOnOrAfter
  const isOurs = recipient === assertionConsumer(visit) && inResponseTo === requestId
  if (!isBearer || !isOurs || !isInTime) {
    throw refused(new Error('The confirmation is for another address or request, or is over.'))
  }
}

async function spendAssertion(
  { environment, pool }: Visit,
  providerName: string,
  { id, notOnOrAfter }: SamlAssertion,
): Promise<void> {
  const until = Number.isNaN(notOnOrAfter) ? environment.now() + rememberedMilliseconds : notOnOrAfter
  const isFresh = await environment.engine.write(() =>
    spend(pool.id, `saml ${providerName} ${id}`, until + 2 * skewMilliseconds),
  )
  if (!isFresh) throw refused(new Error('The assertion was used before.'))
}

/** The attributes of the statement, by their names; several values as a list in text. */
function attributesOf({ attributes }: SamlAssertion): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.map(String).join(', ')}]` : value,
    ]),
  )
}
