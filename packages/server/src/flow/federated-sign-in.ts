import { alterUser } from '../domain/alter-user.ts'
import { checkAttributes, flagValue, mergeAttributes } from '../domain/attributes.ts'
import { findProviderUser } from '../domain/find-provider-user.ts'
import { type InboundAttributes, runInboundFederation } from '../domain/inbound-federation.ts'
import { identitiesOf, withIdentities } from '../domain/linked-identities.ts'
import { creationConflict } from '../domain/new-user.ts'
import { runPostConfirmation } from '../domain/post-confirmation.ts'
import { runPreSignUp } from '../domain/pre-sign-up.ts'
import { newResource } from '../domain/resource.ts'
import { recordOf, type User } from '../domain/user.ts'
import { schemaOf, type UserPool } from '../domain/user-pool.ts'
import { type Environment, uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { addGroupMember } from '../store/units/groups.ts'
import { createResource } from '../store/units/pool-resources.ts'
import { createUser } from '../store/units/users.ts'
import { runPostAuthentication, runPreAuthentication } from './authentication-triggers.ts'
import { type SignInContext, senderOf } from './sign-in.ts'

/** Somebody whom an identity provider has vouched for. */
export interface FederatedIdentity {
  readonly providerName: string
  readonly providerType: string
  /** The issuer of an OpenID Connect provider. */
  readonly issuer: string | null
  readonly subject: string
  /** Under the provider's names. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** The pool's names by the provider's, as the provider was configured. */
  readonly mapping: Readonly<Record<string, string>>
  /** For the InboundFederation trigger. */
  readonly inbound: InboundAttributes
}

/**
 * Signs in whom a provider vouches for: the user that the identity was linked to, or came to be by, or a new one.
 * An e-mail address never leads to a user: whoever says it at a provider need not own it.
 *
 * @throws ServiceError
 */
export async function signInFederated(context: SignInContext, identity: FederatedIdentity): Promise<User> {
  const { environment, pool, client } = context
  const { providerName, providerType, subject } = identity
  const username = `${providerName}_${subject}`
  const replaced = await runInboundFederation(environment, {
    pool,
    clientId: client.id,
    username,
    providerName,
    providerType,
    attributes: identity.inbound,
  })
  const attributes = mapAttributes(pool, identity.mapping, replaced ?? identity.attributes)
  const known = await findUserOf(environment, pool, identity)
  if (known) return await signInKnown(context, known, attributes)
  const sender = senderOf(context)
  await runPreSignUp(environment, sender, 'PreSignUp_ExternalProvider', { username, attributes })
  // The trigger may have linked the identity to a user that was there.
  const linked = await findUserOf(environment, pool, identity)
  if (linked) return await signInKnown(context, linked, attributes)
  const user = await createFederatedUser(environment, pool, identity, username, attributes)
  await runPostConfirmation(environment, sender, 'PostConfirmation_ConfirmSignUp', user)
  return user
}

function findUserOf(
  { engine }: Environment,
  pool: UserPool,
  { providerName, subject }: FederatedIdentity,
): Promise<User | undefined> {
  return engine.read(() => findProviderUser(pool, { providerName, subject }))
}

/** The provider's attributes under the pool's names: those that are mapped, as text. */
function mapAttributes(
  pool: UserPool,
  mapping: Readonly<Record<string, string>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const schema = schemaOf(pool)
  const mapped: Record<string, string> = {}
  for (const [name, from] of Object.entries(mapping)) {
    const value = Object.hasOwn(given, from) ? given[from] : undefined
    if (name === 'username' || name === 'sub' || !schema.has(name)) continue
    if (value === undefined || value === null || value === '') continue
    mapped[name] = typeof value === 'object' ? JSON.stringify(value) : flagValue(name, String(value))
  }
  // An address is verified only where the provider says so and its word is mapped.
  for (const address of ['email', 'phone_number']) {
    if (mapped[address] !== undefined) mapped[`${address}_verified`] ??= 'false'
  }
  return mapped
}

async function signInKnown(
  context: SignInContext,
  user: User,
  attributes: Readonly<Record<string, string>>,
): Promise<User> {
  const { environment, pool } = context
  if (!user.enabled) throw errors.userIsDisabled()
  await runPreAuthentication(context, user, user.username)
  const changed = await alterUser(environment, pool, user.sub, current => {
    checkAttributes(pool, attributes, current.attributes)
    return { attributes: mergeAttributes(current.attributes, attributes) }
  })
  await runPostAuthentication(context, changed, false)
  return changed
}

async function createFederatedUser(
  environment: Environment,
  pool: UserPool,
  { providerName, providerType, issuer, subject }: FederatedIdentity,
  username: string,
  attributes: Readonly<Record<string, string>>,
): Promise<User> {
  const missing = [...schemaOf(pool)]
    .filter(([name, { Required }]) => Required && name !== 'sub' && !attributes[name])
    .map(([name]) => name)
  if (missing.length > 0) throw errors.invalidParameter(`attributes required: [${missing.join(', ')}]`)
  checkAttributes(pool, attributes)
  const now = environment.now()
  const identity = {
    userId: subject,
    providerName,
    providerType,
    issuer,
    primary: true,
    dateCreated: now,
  }
  const user: User = {
    poolId: pool.id,
    sub: uuid(environment.random),
    username,
    status: 'EXTERNAL_PROVIDER',
    enabled: true,
    attributes: withIdentities(attributes, [...identitiesOf(attributes), identity]),
    password: '',
    passwordSetAt: now,
    settings: {},
    createdAt: now,
    modifiedAt: now,
  }
  const group = `${pool.id}_${providerName}`
  const description = { Description: `Autogenerated group for users who sign in using ${providerName}` }
  const groupRow = newResource(pool.id, 'group', group, description, now)
  try {
    await environment.engine.write(function* () {
      yield* createUser(recordOf(pool, user))
      yield* createResource(groupRow)
      yield* addGroupMember(pool.id, group, user.sub)
    })
  } catch (error) {
    throw creationConflict(pool, error)
  }
  return user
}
