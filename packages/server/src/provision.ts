import { createPoolClient, createPoolWithId } from './domain/create-pool.ts'
import { isCustomDomain } from './domain/domains.ts'
import { fixedIdTag } from './domain/fixed-id.ts'
import type { ResourceKind } from './domain/resource.ts'
import { poolOf } from './domain/user-pool.ts'
import { type Environment, uuid } from './environment.ts'
import { ServiceError } from './errors.ts'
import { identityPoolOperations } from './operations/identity-pools/index.ts'
import { createIdentityProvider } from './operations/user-pools/create-identity-provider.ts'
import { createResourceServer } from './operations/user-pools/create-resource-server.ts'
import { createUserPoolDomain } from './operations/user-pools/create-user-pool-domain.ts'
import type { Provision, ProvisionedIdentityPool, ProvisionedUserPool } from './options.ts'
import { readClient } from './store/units/clients.ts'
import { readResource } from './store/units/pool-resources.ts'
import { readPool } from './store/units/pools.ts'

/** Makes what the configuration names and is not there yet; what is there is left as it is. */
export async function provision(environment: Environment, wanted: Provision): Promise<void> {
  for (const pool of wanted.userPools ?? []) await provisionUserPool(environment, pool)
  for (const pool of wanted.identityPools ?? []) await provisionIdentityPool(environment, pool)
}

async function provisionUserPool(environment: Environment, wanted: ProvisionedUserPool): Promise<void> {
  const { engine } = environment
  const existing = await engine.read(() => readPool(wanted.id))
  const pool = existing
    ? poolOf(existing)
    : await createPoolWithId(environment, wanted.id, wanted.configuration)
  await provisionResources(environment, pool.id, wanted)
  for (const client of wanted.clients ?? []) {
    if (await engine.read(() => readClient(pool.id, client.id))) continue
    await createPoolClient(environment, pool, client.id, client.secret, client.configuration)
  }
}

/** What belongs to a pool beside its clients: each is made where its name is not there yet. */
async function provisionResources(
  environment: Environment,
  poolId: string,
  { domains = [], identityProviders = [], resourceServers = [] }: ProvisionedUserPool,
): Promise<void> {
  const call = { environment, requestId: uuid(environment.random) }
  const isThere = (kind: ResourceKind, id: string) =>
    environment.engine.read(() => readResource(poolId, kind, id))
  const named = { UserPoolId: poolId }
  for (const Domain of domains) {
    if (await isThere('domain', Domain)) continue
    // Whoever ends TLS before the server has the certificate of a custom domain.
    const custom = isCustomDomain(Domain)
      ? { CustomDomainConfig: { CertificateArn: outsideCertificate } }
      : {}
    await createUserPoolDomain(call, { ...named, Domain, ...custom })
  }
  for (const provider of identityProviders) {
    if (await isThere('identity-provider', provider.ProviderName)) continue
    await createIdentityProvider(call, { ...named, ...provider })
  }
  for (const server of resourceServers) {
    if (await isThere('resource-server', server.Identifier)) continue
    await createResourceServer(call, { ...named, ...server })
  }
}

const outsideCertificate = 'arn:aws:acm:us-east-1:000000000000:certificate/outside'

async function provisionIdentityPool(
  environment: Environment,
  wanted: ProvisionedIdentityPool,
): Promise<void> {
  const call = { environment, requestId: uuid(environment.random) }
  const { CreateIdentityPool, DescribeIdentityPool, SetIdentityPoolRoles } = identityPoolOperations
  try {
    await DescribeIdentityPool(call, { IdentityPoolId: wanted.id })
    return
  } catch (error) {
    if (!(error instanceof ServiceError && error.name === 'ResourceNotFoundException')) throw error
  }
  const tags = { ...wanted.configuration.IdentityPoolTags, [fixedIdTag]: wanted.id }
  await CreateIdentityPool(call, { ...wanted.configuration, IdentityPoolTags: tags })
  if (!wanted.roles) return
  const roles = Object.entries(wanted.roles).filter(entry => entry[1] !== undefined)
  await SetIdentityPoolRoles(call, { IdentityPoolId: wanted.id, Roles: Object.fromEntries(roles) })
}
