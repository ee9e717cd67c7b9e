import { issueTemporaryCredentials } from '../../credentials/temporary-credentials.ts'
import { accessIdentity, type IdentityAccess, poolOfIdentity } from '../../domain/identity-access.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import { chooseRole } from '../../domain/identity-role.ts'
import { issueIdentityToken } from '../../domain/identity-token.ts'
import type { Environment } from '../../environment.ts'
import { type ExternalCredentials, ExternalStsError } from '../../ports/external-sts.ts'
import type { IdentityPoolOperation } from './load.ts'

const sessionName = 'CognitoIdentityCredentials'
const seconds = 3600

/** GetCredentialsForIdentity: the enhanced flow, credentials for one hour. */
export const getCredentialsForIdentity: IdentityPoolOperation<'GetCredentialsForIdentity'> = async (
  { environment },
  input,
) => {
  const pool = await poolOfIdentity(environment, input.IdentityId)
  const access = await accessIdentity(environment, pool, input.IdentityId, input.Logins)
  const roleArn = chooseRole(pool.roles, access.logins, input.CustomRoleArn)
  const credentials = environment.externalSts
    ? await obtainElsewhere(environment, environment.externalSts, pool.id, access, roleArn)
    : issueTemporaryCredentials(environment, {
        roleArn,
        sessionName,
        identityPoolId: pool.id,
        identityId: access.identityId,
      })
  return {
    IdentityId: access.identityId,
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiresAt / 1000,
    },
  }
}

/** Exchanges the identity's own OpenID token at an STS that trusts this server. */
async function obtainElsewhere(
  environment: Environment,
  externalSts: NonNullable<Environment['externalSts']>,
  poolId: string,
  access: IdentityAccess,
  roleArn: string,
): Promise<ExternalCredentials> {
  const token = await issueIdentityToken(environment, poolId, access)
  try {
    return await externalSts({ roleArn, sessionName, token, seconds })
  } catch (cause) {
    if (!(cause instanceof ExternalStsError)) throw cause
    // That the STS is away says nothing about the person: NotAuthorizedException would sign them out.
    const refusal = cause.kind === 'refused' ? identityErrors.noRoles() : identityErrors.stsTrouble()
    throw Object.assign(refusal, { cause })
  }
}
