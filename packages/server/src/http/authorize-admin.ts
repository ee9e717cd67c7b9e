import { type RoleSession, resolveTemporaryCredentials } from '../credentials/temporary-credentials.ts'
import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import type { AdminKey } from '../options.ts'
import { presentedInHeader } from '../sigv4/presented.ts'
import type { SignedRequest } from '../sigv4/request.ts'
import { type KeyResolution, type RefusalReason, verifySignature } from '../sigv4/verify.ts'
import { isFromThisMachine } from './this-machine.ts'

/** Who may call the operations that Amazon asks a signature for. */
export interface AdminAuthorization {
  readonly environment: Environment
  readonly adminKeys: readonly AdminKey[]
  /** One's own machine: without admin keys, whatever is signed at all is an administrator's call. */
  readonly local: boolean
}

type Caller = { readonly kind: 'administrator' } | { readonly kind: 'session'; readonly session: RoleSession }

const refusalNames: Readonly<Record<RefusalReason, string>> = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  unknownKey: 'UnrecognizedClientException',
  expiredToken: 'ExpiredTokenException',
  mismatch: 'InvalidSignatureException',
}

/**
 * Lets an administrator's call pass.
 *
 * @returns the region that it was signed for, where every region will do
 * @throws ServiceError `MissingAuthenticationTokenException`, `IncompleteSignatureException`,
 *   `UnrecognizedClientException`, `ExpiredTokenException`, `InvalidSignatureException`,
 *   `AccessDeniedException` for credentials of an identity pool
 */
export async function authorizeAdmin(
  { environment, adminKeys, local }: AdminAuthorization,
  request: SignedRequest,
): Promise<string | undefined> {
  if (local && adminKeys.length === 0) {
    const presentation = presentedInHeader(request)
    if (presentation.kind === 'absent') {
      throw new ServiceError(refusalNames.missing, 'Missing Authentication Token')
    }
    if (presentation.kind === 'malformed') {
      throw new ServiceError(refusalNames.incomplete, presentation.message)
    }
    // Where any signature will do, a page of a stranger's in the same browser could make one.
    if (!isFromThisMachine(request.headers)) {
      throw new ServiceError(
        'AccessDeniedException',
        'Only pages of this machine may administer a local server.',
      )
    }
    const { region } = presentation.presented.scope
    return /^[a-z0-9-]{1,40}$/.test(region) ? region : undefined
  }
  const target = request.headers.get('x-amz-target') ?? ''
  const verification = verifySignature<Caller>(request, {
    now: environment.now(),
    region: environment.region,
    service: target.startsWith('AWSCognitoIdentityService.') ? 'cognito-identity' : 'cognito-idp',
    resolve: (accessKeyId, sessionToken) => resolveCaller(environment, adminKeys, accessKeyId, sessionToken),
  })
  if (verification.kind === 'refused') {
    throw new ServiceError(refusalNames[verification.reason], verification.message)
  }
  const { principal } = verification
  if (principal.kind === 'session') {
    const action = target.slice(target.indexOf('.') + 1)
    throw new ServiceError(
      'AccessDeniedException',
      `The role ${principal.session.roleArn} is not authorized to perform: ${action}`,
    )
  }
  return undefined
}

function resolveCaller(
  environment: Environment,
  adminKeys: readonly AdminKey[],
  accessKeyId: string,
  sessionToken: string | undefined,
): KeyResolution<Caller> {
  const adminKey = adminKeys.find(key => key.accessKeyId === accessKeyId)
  if (adminKey && sessionToken === undefined) {
    return { kind: 'known', secret: adminKey.secretAccessKey, principal: { kind: 'administrator' } }
  }
  const resolution = resolveTemporaryCredentials(environment, accessKeyId, sessionToken)
  return resolution.kind === 'known'
    ? { ...resolution, principal: { kind: 'session', session: resolution.principal } }
    : resolution
}
