import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import { type NewDevice, newDevice, tracksDevices } from '../domain/devices.ts'
import { firstRefreshToken, refreshTokenText } from '../domain/refresh-tokens.ts'
import { holdSessionLimit } from '../domain/session-configuration.ts'
import { issueTokens, selfServiceScope } from '../domain/tokens.ts'
import type { User } from '../domain/user.ts'
import { tokenLifetimes } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import type { SessionRow } from '../store/schema.ts'
import { openFreshSession, type SeenUser } from '../store/units/fresh-session.ts'
import { runPostAuthentication } from './authentication-triggers.ts'
import { clearTries, locked } from './judge-password.ts'
import type { Progress } from './sealed-state.ts'
import type { Proven, SignInContext } from './sign-in.ts'

/**
 * Opens the session and issues its tokens; the proof is spent in the same write, and the tries are settled.
 *
 * @returns `changed` when a user who is only remembered may be another by now; then nothing has happened
 */
export async function finish(
  context: SignInContext,
  proven: Proven,
): Promise<AuthenticationResultType | 'changed'> {
  const { user, progress, spent, tries, confirm } = proven
  const { environment, pool, client, clientMetadata } = context
  const now = environment.now()
  const fresh = await deviceFor(context, user, progress)
  const deviceKey = fresh?.DeviceKey ?? (tracksDevices(pool) ? progress.deviceKey : undefined)
  const session = {
    // A session that is named after its proof is what spends it.
    id: spent?.id ?? uuid(environment.random),
    scope: selfServiceScope,
    authenticatedAt: now,
    ...(deviceKey ? { deviceKey } : {}),
  }
  const { refreshTokens } = await environment.keys.secrets(pool.id)
  const refreshToken = refreshTokenText(refreshTokens, pool, { sessionId: session.id, generation: 1 })
  const lifetimes = tokenLifetimes(client)
  const refreshExpiresAt = now + lifetimes.refresh
  const row: SessionRow = {
    pool_id: pool.id,
    session_id: session.id,
    sub: user.sub,
    client_id: client.id,
    scope: session.scope,
    authenticated_at: now,
    expires_at: refreshExpiresAt + Math.max(lifetimes.access, lifetimes.id),
    revoked_at: 0,
    device_key: deviceKey ?? '',
    origin: '',
    ...firstRefreshToken(refreshExpiresAt),
  }
  const seen = confirm && seenUser(user)
  const isPlain = pool.sessionLimit === 0 && (seen !== undefined || !confirm)
  const isOpen =
    isPlain && (await environment.engine.writeOne(() => openFreshSession(row, tries ?? '', seen)))
  if (!isOpen && confirm) return 'changed'
  if (!isOpen) await openSettled(context, row, proven)
  const source = progress.newPassword
    ? 'TokenGeneration_NewPasswordChallenge'
    : 'TokenGeneration_Authentication'
  const issue = { pool, client, user, session, source, clientMetadata, refreshToken } as const
  const result = await issueTokens(environment, issue)
  await runPostAuthentication(context, user, fresh !== undefined)
  return fresh ? { ...result, NewDeviceMetadata: fresh } : result
}

function seenUser({ version, groupCount }: User): SeenUser | undefined {
  return version === undefined || groupCount === undefined ? undefined : { version, groupCount }
}

/**
 * The longer way to a session: earlier tries are looked at and forgotten, and a limit of sessions is held.
 *
 * @throws ServiceError `NotAuthorizedException` for somebody who is locked out, and what the proof is refused with
 */
async function openSettled(
  context: SignInContext,
  row: SessionRow,
  { user, spent, tries }: Proven,
): Promise<void> {
  const { environment, pool } = context
  await environment.engine.write(function* () {
    if (tries && !(yield* clearTries(context, tries))) throw locked(context, user.sub)
    if (!(yield* openFreshSession(row, ''))) {
      throw spent?.reused() ?? new Error('A new session has the id of another one.')
    }
    yield* holdSessionLimit(pool, user.sub, row.authenticated_at)
  })
}

/** A key for the device at hand, where the pool tracks devices and the client said of none that it is it. */
async function deviceFor(
  { environment, pool, admin }: SignInContext,
  user: User,
  { deviceKey }: Progress,
): Promise<NewDevice | undefined> {
  if (!tracksDevices(pool) || admin || deviceKey) return undefined
  const { records } = await environment.keys.secrets(pool.id)
  return newDevice(environment, pool, records, user.sub)
}
