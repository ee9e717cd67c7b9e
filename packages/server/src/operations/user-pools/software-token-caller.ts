import { authenticateBearer } from '../../domain/access-token.ts'
import type { MfaType, User } from '../../domain/user.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import type { Environment } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { mfaSetupStep } from '../../flow/mfa-setup.ts'
import { clientOfSession, resumeSession } from '../../flow/resume.ts'
import type { SignInState } from '../../flow/sealed-state.ts'
import type { SignInContext } from '../../flow/sign-in.ts'
import { loadClient } from './load.ts'

/** Who sets an authenticator app up. */
export type SoftwareTokenCaller =
  | { readonly kind: 'signedIn'; readonly pool: UserPool; readonly user: User }
  | {
      readonly kind: 'signingIn'
      readonly pool: UserPool
      readonly user: User
      readonly context: SignInContext
      readonly state: SignInState
      readonly types: readonly MfaType[]
    }

/** The caller by an access token, or by the session of an MFA_SETUP challenge. */
export async function softwareTokenCaller(
  environment: Environment,
  {
    AccessToken,
    Session,
  }: { readonly AccessToken?: string | undefined; readonly Session?: string | undefined },
): Promise<SoftwareTokenCaller> {
  if (AccessToken) {
    const { pool, user } = await authenticateBearer(environment, AccessToken)
    return { kind: 'signedIn', pool, user }
  }
  if (!Session) throw errors.invalidParameter('Either AccessToken or Session must be given.')
  const clientId = clientOfSession(Session)
  if (!clientId) throw errors.invalidSession()
  const { pool, client } = await loadClient(environment, clientId)
  const context = { environment, pool, client, admin: false }
  const { user, state } = await resumeSession(context, Session, mfaSetupStep)
  const types = JSON.parse(state.data?.['types'] ?? '[]') as MfaType[]
  return { kind: 'signingIn', pool, user, context, state, types }
}
