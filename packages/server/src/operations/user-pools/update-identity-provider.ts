import { checkProviderDetails } from '../../domain/check-provider-details.ts'
import { describeIdentityProvider } from '../../domain/describe-identity-provider.ts'
import {
  checkAttributeMapping,
  checkIdentifiers,
  type IdentityProviderBody,
  identityProviderNotFound,
  moveIdentifiers,
  sealDetails,
} from '../../domain/identity-providers.ts'
import { resourceOf } from '../../domain/resource.ts'
import { changeResource, readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateIdentityProvider: what is not given stays. */
export const updateIdentityProvider: UserPoolOperation<'UpdateIdentityProvider'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, ProviderName: name, ProviderDetails, ...changes } = input
  checkAttributeMapping(pool, changes.AttributeMapping)
  const sealed = ProviderDetails && {
    sealedDetails: await sealDetails(environment, pool.id, name, ProviderDetails),
  }
  const identifiers = changes.IdpIdentifiers && checkIdentifiers(changes.IdpIdentifiers)
  const now = environment.now()
  const row = await environment.engine.write(function* () {
    const stored = yield* readResource(pool.id, 'identity-provider', name)
    if (!stored) return undefined
    const { body } = resourceOf<IdentityProviderBody>(stored)
    if (ProviderDetails) checkProviderDetails(body.ProviderType, ProviderDetails)
    if (identifiers) yield* moveIdentifiers(pool.id, name, body.IdpIdentifiers ?? [], identifiers, now)
    return yield* changeResource(pool.id, 'identity-provider', name, now, () =>
      JSON.stringify({ ...body, ...changes, ...sealed }),
    )
  })
  if (!row) throw identityProviderNotFound(name)
  return { IdentityProvider: await describeIdentityProvider(environment, pool.id, row) }
}
