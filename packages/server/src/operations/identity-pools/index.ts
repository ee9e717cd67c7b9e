import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import { createIdentityPool } from './create-identity-pool.ts'
import { deleteIdentities } from './delete-identities.ts'
import { deleteIdentityPool } from './delete-identity-pool.ts'
import { describeIdentity } from './describe-identity.ts'
import { describeIdentityPool } from './describe-identity-pool.ts'
import { getCredentialsForIdentity } from './get-credentials-for-identity.ts'
import { getId } from './get-id.ts'
import { getIdentityPoolRoles } from './get-identity-pool-roles.ts'
import { getOpenIdToken } from './get-open-id-token.ts'
import { listIdentities } from './list-identities.ts'
import { listIdentityPools } from './list-identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'
import { setIdentityPoolRoles } from './set-identity-pool-roles.ts'
import { unlinkIdentity } from './unlink-identity.ts'
import { updateIdentityPool } from './update-identity-pool.ts'

/** The operations of `AWSCognitoIdentityService` that there are, by name. */
export const identityPoolOperations = {
  CreateIdentityPool: createIdentityPool,
  DeleteIdentities: deleteIdentities,
  DeleteIdentityPool: deleteIdentityPool,
  DescribeIdentity: describeIdentity,
  DescribeIdentityPool: describeIdentityPool,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetIdentityPoolRoles: getIdentityPoolRoles,
  GetOpenIdToken: getOpenIdToken,
  ListIdentities: listIdentities,
  ListIdentityPools: listIdentityPools,
  SetIdentityPoolRoles: setIdentityPoolRoles,
  UnlinkIdentity: unlinkIdentity,
  UpdateIdentityPool: updateIdentityPool,
} satisfies { readonly [Name in keyof IdentityPoolOperations]?: IdentityPoolOperation<Name> }
