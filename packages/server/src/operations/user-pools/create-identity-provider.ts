import { checkProviderDetails, checkProviderName } from '../../domain/check-provider-details.ts'
import { describeIdentityProvider } from '../../domain/describe-identity-provider.ts'
import {
  checkAttributeMapping,
  checkIdentifiers,
  moveIdentifiers,
  sealDetails,
} from '../../domain/identity-providers.ts'
import { newResource } from '../../domain/resource.ts'
import { ServiceError } from '../../errors.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** CreateIdentityProvider. */
export const createIdentityProvider: UserPoolOperation<'CreateIdentityProvider'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, ProviderName, ProviderDetails, ...members } = input
  checkProviderName(input.ProviderType, ProviderName)
  checkProviderDetails(input.ProviderType, ProviderDetails)
  checkAttributeMapping(pool, input.AttributeMapping)
  const identifiers = checkIdentifiers(input.IdpIdentifiers)
  const sealedDetails = await sealDetails(environment, pool.id, ProviderName, ProviderDetails)
  const now = environment.now()
  const row = newResource(pool.id, 'identity-provider', ProviderName, { ...members, sealedDetails }, now)
  await environment.engine.write(function* () {
    if (!(yield* createResource(row))) {
      throw new ServiceError(
        'DuplicateProviderException',
        `${ProviderName} already exists in user pool ${pool.id}`,
      )
    }
    yield* moveIdentifiers(pool.id, ProviderName, [], identifiers, now)
  })
  return { IdentityProvider: await describeIdentityProvider(environment, pool.id, row) }
}
