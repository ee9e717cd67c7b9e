/** An identity at a provider that is a user's: an element of the `identities` attribute and claim. */
export interface LinkedIdentity {
  /** The subject at the provider. */
  readonly userId: string
  readonly providerName: string
  readonly providerType: string
  readonly issuer: string | null
  /** Whether the user came to be by it, and was not linked to it later. */
  readonly primary: boolean
  /** Milliseconds. */
  readonly dateCreated: number
}

/** How many identities may be linked to a user (AdminLinkProviderForUser). */
export const linksPerUser = 5

type Attributes = Readonly<Record<string, string>>

/** The identities of a user. */
export function identitiesOf(attributes: Attributes): LinkedIdentity[] {
  return attributes['identities'] ? (JSON.parse(attributes['identities']) as LinkedIdentity[]) : []
}

/** A user's attributes with other identities. */
export function withIdentities(
  { identities: _, ...attributes }: Attributes,
  identities: readonly LinkedIdentity[],
): Attributes {
  return identities.length > 0 ? { ...attributes, identities: JSON.stringify(identities) } : attributes
}

/** The `identities` claim of an id token: flags and times as text, as Cognito has them. */
export function identitiesClaim(attributes: Attributes): Record<string, string | null>[] {
  return identitiesOf(attributes).map(({ primary, dateCreated, ...identity }) => ({
    ...identity,
    primary: String(primary),
    dateCreated: String(dateCreated),
  }))
}

/** The kind of the name under which a user is found by an identity, which so belongs to one user of a pool. */
export function identityNameKind(providerName: string): string {
  return `identity ${providerName}`
}
