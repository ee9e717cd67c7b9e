import { checkDomain, isCustomDomain } from '../../domain/domains.ts'
import { newResource } from '../../domain/resource.ts'
import { errors } from '../../errors.ts'
import { claimDomain, listDomains } from '../../store/units/domains.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** CreateUserPoolDomain: a pool has one prefix and one custom domain at most. */
export const createUserPoolDomain: UserPoolOperation<'CreateUserPoolDomain'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, Domain, ...given } = input
  checkDomain(Domain, given.CustomDomainConfig)
  const body = { ...given, ManagedLoginVersion: given.ManagedLoginVersion ?? 1 }
  const row = newResource(pool.id, 'domain', Domain, body, environment.now())
  await environment.engine.write(function* () {
    const others = yield* listDomains(pool.id)
    if (others.some(other => isCustomDomain(other) === isCustomDomain(Domain))) {
      throw errors.invalidParameter(`User pool ${pool.id} already has a domain configured.`)
    }
    if (!(yield* claimDomain(Domain, pool.id))) {
      throw errors.invalidParameter('Domain already associated with another user pool.')
    }
    yield* createResource(row)
  })
  return {
    ManagedLoginVersion: body.ManagedLoginVersion,
    ...(given.CustomDomainConfig ? { CloudFrontDomain: Domain } : {}),
    ...(given.Routing ? { Routing: given.Routing } : {}),
  }
}
