import { type JWTPayload, errors as joseErrors, jwtVerify } from 'jose'
import { issueTemporaryCredentials, roleId } from '../../credentials/temporary-credentials.ts'
import { identityIssuer } from '../../domain/identity-issuer.ts'
import { identitySigningKey } from '../../domain/identity-keys.ts'
import { type IdentityPool, identityPoolOf } from '../../domain/identity-pool.ts'
import type { Environment } from '../../environment.ts'
import type { SignedRequest } from '../../sigv4/request.ts'
import { readIdentityPool } from '../../store/units/identity-pools.ts'
import { assumedRoleArn } from './get-caller-identity.ts'
import { StsError } from './sts-response.ts'
import type { XmlElements } from './xml.ts'

const provider = 'cognito-identity.amazonaws.com'

/**
 * AssumeRoleWithWebIdentity: the second half of the basic (classic) flow, for tokens of GetOpenIdToken. There are
 * no trust policies here: a role may be assumed when SetIdentityPoolRoles gave it to the token's identity pool,
 * for guests or for members as `amr` says. A session policy (`Policy`, `PolicyArns`) is refused, since nothing
 * here would enforce it.
 */
export async function assumeRoleWithWebIdentity(
  environment: Environment,
  _: SignedRequest,
  parameters: URLSearchParams,
): Promise<XmlElements> {
  const { roleArn, sessionName, token, seconds } = readParameters(parameters)
  const claims = await verifyToken(environment, token)
  const identityPoolId = String(claims.aud)
  const row = await environment.engine.read(() => readIdentityPool(identityPoolId))
  const pool = row && identityPoolOf(row)
  if (!pool?.configuration.AllowClassicFlow || !mayAssume(pool, claims['amr'], roleArn)) {
    throw new StsError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  }
  const identityId = claims.sub ?? ''
  const issued = issueTemporaryCredentials(
    environment,
    { roleArn, sessionName, identityPoolId, identityId },
    seconds * 1000,
  )
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiresAt).toISOString().replace('.000Z', 'Z'),
    },
    SubjectFromWebIdentityToken: identityId,
    AssumedRoleUser: {
      AssumedRoleId: `${roleId(environment, roleArn)}:${sessionName}`,
      Arn: assumedRoleArn(roleArn, sessionName),
    },
    Provider: provider,
    Audience: identityPoolId,
  }
}

function readParameters(parameters: URLSearchParams) {
  const required = (name: string, form: RegExp) => {
    const value = parameters.get(name)
    if (value !== null && form.test(value)) return value
    throw new StsError(
      400,
      'ValidationError',
      value === null
        ? `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`
        : `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${form.source}`,
    )
  }
  const seconds = Number(parameters.get('DurationSeconds') ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw new StsError(400, 'ValidationError', 'DurationSeconds must be between 900 and 43200.')
  }
  if ([...parameters.keys()].some(name => name === 'Policy' || name.startsWith('PolicyArns'))) {
    throw new StsError(400, 'ValidationError', 'Session policies are not supported.')
  }
  return {
    roleArn: required('RoleArn', /^.{20,2048}$/),
    sessionName: required('RoleSessionName', /^[\w+=,.@-]{2,64}$/),
    token: required('WebIdentityToken', /^.{4,20000}$/s),
    seconds,
  }
}

async function verifyToken(environment: Environment, token: string): Promise<JWTPayload> {
  const { publicJwk } = await identitySigningKey(environment)
  try {
    const { payload } = await jwtVerify(token, publicJwk, {
      algorithms: ['RS256'],
      issuer: identityIssuer,
      requiredClaims: ['sub', 'aud', 'exp'],
      currentDate: new Date(environment.now()),
    })
    return payload
  } catch (cause) {
    if (cause instanceof joseErrors.JWTExpired) {
      throw new StsError(400, 'ExpiredTokenException', 'Token expired', { cause })
    }
    if (!(cause instanceof joseErrors.JOSEError)) throw cause
    throw new StsError(400, 'InvalidIdentityToken', "Couldn't verify the web identity token.", { cause })
  }
}

/**
 * What a trust policy on `amr` would decide. Roles of a role mapping are for some members, not for every one,
 * and a token does not tell which: they come by the enhanced flow alone.
 */
function mayAssume({ roles: { roles } }: IdentityPool, amr: unknown, roleArn: string): boolean {
  const isMember = Array.isArray(amr) && amr.includes('authenticated')
  return roleArn === roles[isMember ? 'authenticated' : 'unauthenticated']
}
