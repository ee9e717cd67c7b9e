import { checkDomain, type DomainBody } from '../../domain/domains.ts'
import { resourceOf } from '../../domain/resource.ts'
import { errors } from '../../errors.ts'
import { changeResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateUserPoolDomain: what is not given stays. */
export const updateUserPoolDomain: UserPoolOperation<'UpdateUserPoolDomain'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, Domain, ...changes } = input
  const row = await environment.engine.write(() =>
    changeResource(pool.id, 'domain', Domain, environment.now(), stored => {
      const body = { ...resourceOf<DomainBody>(stored).body, ...changes }
      checkDomain(Domain, body.CustomDomainConfig)
      return JSON.stringify(body)
    }),
  )
  if (!row) throw errors.invalidParameter('No such domain or user pool exists.')
  const { body } = resourceOf<DomainBody>(row)
  return {
    ManagedLoginVersion: body.ManagedLoginVersion,
    ...(body.CustomDomainConfig ? { CloudFrontDomain: Domain } : {}),
    ...(body.Routing ? { Routing: body.Routing } : {}),
  }
}
