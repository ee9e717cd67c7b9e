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
import { getOpenIdTokenForDeveloperIdentity } from './get-open-id-token-for-developer-identity.ts'
import { getPrincipalTagAttributeMap } from './get-principal-tag-attribute-map.ts'
import { listIdentities } from './list-identities.ts'
import { listIdentityPools } from './list-identity-pools.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import type { IdentityPoolOperation } from './load.ts'
import { lookupDeveloperIdentity } from './lookup-developer-identity.ts'
import { mergeDeveloperIdentities } from './merge-developer-identities.ts'
import { setIdentityPoolRoles } from './set-identity-pool-roles.ts'
import { setPrincipalTagAttributeMap } from './set-principal-tag-attribute-map.ts'
import { tagResource } from './tag-resource.ts'
import { unlinkDeveloperIdentity } from './unlink-developer-identity.ts'
import { unlinkIdentity } from './unlink-identity.ts'
import { untagResource } from './untag-resource.ts'
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
  GetOpenIdTokenForDeveloperIdentity: getOpenIdTokenForDeveloperIdentity,
  GetPrincipalTagAttributeMap: getPrincipalTagAttributeMap,
  ListIdentities: listIdentities,
  ListIdentityPools: listIdentityPools,
  ListTagsForResource: listTagsForResource,
  LookupDeveloperIdentity: lookupDeveloperIdentity,
  MergeDeveloperIdentities: mergeDeveloperIdentities,
  SetIdentityPoolRoles: setIdentityPoolRoles,
  SetPrincipalTagAttributeMap: setPrincipalTagAttributeMap,
  TagResource: tagResource,
  UnlinkDeveloperIdentity: unlinkDeveloperIdentity,
  UnlinkIdentity: unlinkIdentity,
  UntagResource: untagResource,
  UpdateIdentityPool: updateIdentityPool,
} satisfies { readonly [Name in keyof IdentityPoolOperations]?: IdentityPoolOperation<Name> }
