import { issueTemporaryCredentials } from '../../credentials/temporary-credentials.ts'
import { accessIdentity, poolOfIdentity } from '../../domain/identity-access.ts'
import { chooseRole } from '../../domain/identity-role.ts'
import type { IdentityPoolOperation } from './load.ts'

/** GetCredentialsForIdentity: the enhanced flow, credentials for one hour. */
export const getCredentialsForIdentity: IdentityPoolOperation<'GetCredentialsForIdentity'> = async (
  { environment },
  input,
) => {
  const pool = await poolOfIdentity(environment, input.IdentityId)
  const { identityId, logins } = await accessIdentity(environment, pool, input.IdentityId, input.Logins)
  const credentials = issueTemporaryCredentials(environment, {
    roleArn: chooseRole(pool.roles, logins, input.CustomRoleArn),
    sessionName: 'CognitoIdentityCredentials',
    identityPoolId: pool.id,
    identityId,
  })
  return {
    IdentityId: identityId,
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiresAt / 1000,
    },
  }
}
