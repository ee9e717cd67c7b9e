import { parseRole } from '../../credentials/role.ts'
import {
  type RoleSession,
  resolveTemporaryCredentials,
  roleId,
} from '../../credentials/temporary-credentials.ts'
import type { Environment } from '../../environment.ts'
import { presentedInHeader } from '../../sigv4/presented.ts'
import { type RefusalReason, verifySignature } from '../../sigv4/verify.ts'
import type { StsRequest } from './sts-request.ts'
import { StsError } from './sts-response.ts'
import type { XmlElements } from './xml.ts'

const refusals: Readonly<Record<RefusalReason, { readonly status: 400 | 403; readonly name: string }>> = {
  missing: { status: 403, name: 'MissingAuthenticationToken' },
  incomplete: { status: 400, name: 'IncompleteSignature' },
  unknownKey: { status: 403, name: 'InvalidClientTokenId' },
  expiredToken: { status: 403, name: 'ExpiredToken' },
  mismatch: { status: 403, name: 'SignatureDoesNotMatch' },
}

type Caller =
  | { readonly kind: 'administrator'; readonly accessKeyId: string }
  | { readonly kind: 'session'; readonly session: RoleSession }

/** @throws StsError when the request is signed neither with credentials of this server nor with an admin key */
function authenticate(environment: Environment, request: StsRequest): Caller {
  const presentation = presentedInHeader(request)
  const isOpen = request.local === true && request.adminKeys.length === 0
  const presented = isOpen && presentation.kind === 'present' ? presentation.presented : undefined
  // Credentials of an identity (`ASIA…`) are verified there as well: they say whose they are.
  if (presented && presented.sessionToken === undefined && !presented.accessKeyId.startsWith('ASIA')) {
    return { kind: 'administrator', accessKeyId: presented.accessKeyId }
  }
  const verification = verifySignature<Caller>(request, {
    now: environment.now(),
    region: presented?.scope.region ?? environment.region,
    service: 'sts',
    presigned: true,
    resolve: (accessKeyId, sessionToken) => {
      const adminKey = request.adminKeys.find(key => key.accessKeyId === accessKeyId)
      if (adminKey && sessionToken === undefined) {
        const { secretAccessKey: secret } = adminKey
        return { kind: 'known', secret, principal: { kind: 'administrator', accessKeyId } }
      }
      const resolution = resolveTemporaryCredentials(environment, accessKeyId, sessionToken)
      return resolution.kind === 'known'
        ? { ...resolution, principal: { kind: 'session', session: resolution.principal } }
        : resolution
    },
  })
  if (verification.kind === 'verified') return verification.principal
  const { status, name } = refusals[verification.reason]
  throw new StsError(status, name, verification.message)
}

/** GetCallerIdentity: whom the credentials that signed the request stand for. */
export function getCallerIdentity(environment: Environment, request: StsRequest): XmlElements {
  const caller = authenticate(environment, request)
  if (caller.kind === 'administrator') {
    const { accountId } = environment
    return {
      Arn: `arn:aws:iam::${accountId}:user/${caller.accessKeyId}`,
      UserId: `AIDA${roleId(environment, caller.accessKeyId).slice(4)}`,
      Account: accountId,
    }
  }
  const { roleArn, sessionName } = caller.session
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
