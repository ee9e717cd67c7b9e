import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import { createIdentityPool } from './create-identity-pool.ts'
import { deleteIdentityPool } from './delete-identity-pool.ts'
import { describeIdentityPool } from './describe-identity-pool.ts'
import { getCredentialsForIdentity } from './get-credentials-for-identity.ts'
import { getId } from './get-id.ts'
import { getIdentityPoolRoles } from './get-identity-pool-roles.ts'
import { getOpenIdToken } from './get-open-id-token.ts'
import { listIdentityPools } from './list-identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'
import { setIdentityPoolRoles } from './set-identity-pool-roles.ts'
import { updateIdentityPool } from './update-identity-pool.ts'

/** The operations of `AWSCognitoIdentityService` that there are, by name. */
export const identityPoolOperations = {
  CreateIdentityPool: createIdentityPool,
  DeleteIdentityPool: deleteIdentityPool,
  DescribeIdentityPool: describeIdentityPool,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetIdentityPoolRoles: getIdentityPoolRoles,
  GetOpenIdToken: getOpenIdToken,
  ListIdentityPools: listIdentityPools,
  SetIdentityPoolRoles: setIdentityPoolRoles,
  UpdateIdentityPool: updateIdentityPool,
} satisfies { readonly [Name in keyof IdentityPoolOperations]?: IdentityPoolOperation<Name> }
