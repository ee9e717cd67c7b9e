import { type Environment, randomText } from '../environment.ts'
import { deriveKey, keyedHash, seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { KeyResolution } from '../sigv4/verify.ts'

/** Whom temporary credentials stand for: an identity of an identity pool in a role. */
export interface RoleSession {
  readonly roleArn: string
  readonly sessionName: string
  readonly identityPoolId: string
  readonly identityId: string
}

export interface TemporaryCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

interface SessionClaims extends RoleSession {
  readonly accessKeyId: string
  readonly expiresAt: number
}

type Issuer = Pick<Environment, 'serverSecret' | 'random' | 'now'>

const hour = 3_600_000
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const context = 'session token'

/**
 * Issues temporary credentials, of which nothing is stored: the secret is derived from the access key id, and
 * the session token carries the rest, sealed. So any node that has the server's secret can verify them.
 *
 * @param lifetime milliseconds; at most one hour in the enhanced flow
 */
export function issueTemporaryCredentials(
  { serverSecret, random, now }: Issuer,
  session: RoleSession,
  lifetime: number = hour,
): TemporaryCredentials {
  const accessKeyId = `ASIA${randomText(random, base32, 16)}`
  // Clients read whole seconds: a credential must not outlive what they were told.
  const expiresAt = Math.floor((now() + lifetime) / 1000) * 1000
  const claims: SessionClaims = { ...session, accessKeyId, expiresAt }
  const sealed = seal(
    deriveKey(serverSecret, 'session tokens'),
    context,
    Buffer.from(JSON.stringify(claims)),
    random(sealNonceLength),
  )
  return {
    accessKeyId,
    secretAccessKey: secretOf(serverSecret, accessKeyId),
    sessionToken: sealed.toString('base64'),
    expiresAt,
  }
}

/** The secret and the principal of an access key with its session token. */
export function resolveTemporaryCredentials(
  { serverSecret, now }: Pick<Environment, 'serverSecret' | 'now'>,
  accessKeyId: string,
  sessionToken: string | undefined,
): KeyResolution<RoleSession> {
  if (sessionToken === undefined) return { kind: 'unknown' }
  const opened = unseal(
    deriveKey(serverSecret, 'session tokens'),
    context,
    Buffer.from(sessionToken, 'base64'),
  )
  if (!opened) return { kind: 'unknown' }
  const claims = JSON.parse(opened.toString('utf8')) as SessionClaims
  if (claims.accessKeyId !== accessKeyId) return { kind: 'unknown' }
  if (now() >= claims.expiresAt) return { kind: 'expired' }
  const { roleArn, sessionName, identityPoolId, identityId } = claims
  return {
    kind: 'known',
    secret: secretOf(serverSecret, accessKeyId),
    principal: { roleArn, sessionName, identityPoolId, identityId },
  }
}

/** 40 characters, as Amazon's secrets have. */
function secretOf(serverSecret: Uint8Array, accessKeyId: string): string {
  return keyedHash(deriveKey(serverSecret, 'secret access keys'), accessKeyId)
    .subarray(0, 30)
    .toString('base64')
}

/** The unique id of a role (`AROA` and 17 characters): the same for the same ARN on one server. */
export function roleId({ serverSecret }: Pick<Environment, 'serverSecret'>, roleArn: string): string {
  const digest = keyedHash(deriveKey(serverSecret, 'role ids'), roleArn)
  return `AROA${[...digest.subarray(0, 17)].map(byte => base32[byte % 32]).join('')}`
}
