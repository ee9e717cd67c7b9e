import { parseRole } from '../../credentials/role.ts'
import { type RoleSession, roleId } from '../../credentials/temporary-credentials.ts'
import type { Environment } from '../../environment.ts'
import type { SignedRequest } from '../../sigv4/request.ts'
import type { RefusalReason } from '../../sigv4/verify.ts'
import { verifySignedRequest } from '../../verify-request.ts'
import { StsError } from './sts-response.ts'
import type { XmlElements } from './xml.ts'

const refusals: Readonly<Record<RefusalReason, { readonly status: 400 | 403; readonly name: string }>> = {
  missing: { status: 403, name: 'MissingAuthenticationToken' },
  incomplete: { status: 400, name: 'IncompleteSignature' },
  unknownKey: { status: 403, name: 'InvalidClientTokenId' },
  expiredToken: { status: 403, name: 'ExpiredToken' },
  mismatch: { status: 403, name: 'SignatureDoesNotMatch' },
}

/** @throws StsError when the request is not signed with credentials of this server */
function authenticate(environment: Environment, request: SignedRequest): RoleSession {
  const verification = verifySignedRequest(environment, request, { service: 'sts', presigned: true })
  if (verification.kind === 'verified') return verification.principal
  const { status, name } = refusals[verification.reason]
  throw new StsError(status, name, verification.message)
}

/** GetCallerIdentity: whom the credentials that signed the request stand for. */
export function getCallerIdentity(environment: Environment, request: SignedRequest): XmlElements {
  const { roleArn, sessionName } = authenticate(environment, request)
  return {
    Arn: assumedRoleArn(roleArn, sessionName),
    UserId: `${roleId(environment, roleArn)}:${sessionName}`,
    Account: parseRole(roleArn)?.accountId ?? environment.accountId,
  }
}

/** The ARN of a session of a role: the role's path is left out. */
export function assumedRoleArn(roleArn: string, sessionName: string): string {
  const role = parseRole(roleArn)
  return `arn:${role?.partition ?? 'aws'}:sts::${role?.accountId ?? ''}:assumed-role/${role?.name ?? roleArn}/${sessionName}`
}
