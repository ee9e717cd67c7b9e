import { poolNameOf } from '@latchkey/protocol/srp'
import { findUserByName } from '../domain/find-user.ts'
import { decoyPassword, openPassword, type PasswordRecord } from '../domain/password.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import type { User } from '../domain/user.ts'
import { foldName, hidesUsers, sessionLifetime } from '../domain/user-pool.ts'
import { errors, ServiceError } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import { runPreAuthentication } from './authentication-triggers.ts'
import { begunSignIns, type Found } from './begun-sign-ins.ts'
import { requireKnownDevice } from './device-srp.ts'
import { judgePassword, settleTries } from './judge-password.ts'
import { requireParameter } from './parameters.ts'
import { openState, sealState } from './sealed-state.ts'
import type { Answer, Beginning, SignInContext } from './sign-in.ts'
import { answerPublicValue, parsePublicValue, type ServerHalf, verifyClaim } from './srp.ts'

/** What the secret block carries from the first step to the second, so that the first needs no write. */
interface SecretBlock extends ServerHalf {
  /** The name as typed. */
  readonly name: string
  /** The `USER_ID_FOR_SRP`. */
  readonly userId: string
  /** The device that the client said it is. */
  readonly deviceKey?: string
  /** Whether a custom sign-in begins with it. */
  readonly custom?: boolean
}

/** The name under which an unknown user answers: as real users of the pool have it. */
export async function decoyName(context: SignInContext, typed: string): Promise<string> {
  const { decoys: key } = await context.environment.keys.secrets(context.pool.id)
  if (!context.pool.configuration.UsernameAttributes?.length) return typed
  const hash = keyedHash(key, `sub ${foldName(context.pool, typed)}`).toString('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

async function passwordRecord(
  { environment, pool }: SignInContext,
  user: User | undefined,
  name: string,
): Promise<PasswordRecord> {
  const { records, decoys } = await environment.keys.secrets(pool.id)
  const own = user && openPassword(records, user)
  return own ?? decoyPassword(decoys, records, foldName(pool, name))
}

/** USER_SRP_AUTH: SRP_A in, PASSWORD_VERIFIER out. An unknown user is answered as a known one would be. */
export const beginSrp: Beginning = (context, parameters) => askVerifier(context, parameters, false)

/** The password's part of CUSTOM_AUTH: its triggers go on after the proof. */
export const beginCustomSrp: Beginning = (context, parameters) => askVerifier(context, parameters, true)

async function askVerifier(
  context: SignInContext,
  parameters: Parameters<Beginning>[1],
  custom: boolean,
): ReturnType<Beginning> {
  const { environment, pool, client } = context
  const name = requireParameter(parameters, 'USERNAME')
  const A = parsePublicValue(requireParameter(parameters, 'SRP_A'))
  if (A === undefined) throw errors.invalidParameter('SRP_A is not a hexadecimal number between 1 and N.')
  await checkSecretHash(environment, client, [name], parameters['SECRET_HASH'])
  const user = await findUserByName(environment, pool, name)
  if (!user && !hidesUsers(client)) throw errors.userNotFound()
  // A custom sign-in has asked already.
  if (!custom) await runPreAuthentication(context, user, name)
  const record = await passwordRecord(context, user, name)
  const userId = user?.username ?? (await decoyName(context, name))
  const { B, half } = answerPublicValue(A, record.verifier, environment.random)
  const isPlain = !custom && !parameters['DEVICE_KEY']
  if (isPlain) begunSignIns(environment).remember(half.u, { user, record })
  const block: SecretBlock = {
    ...half,
    name,
    userId,
    ...(custom ? { custom } : {}),
    ...(parameters['DEVICE_KEY'] ? { deviceKey: parameters['DEVICE_KEY'] } : {}),
  }
  const secretBlock = await sealState(
    environment,
    'secret block',
    pool,
    client,
    sessionLifetime(client),
    block,
  )
  return {
    kind: 'challenge',
    name: 'PASSWORD_VERIFIER',
    parameters: {
      SALT: record.salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: B,
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  }
}

/** The secret block of an answer; one that is not ours is refused like a wrong password. */
async function openBlock({ environment, pool, client }: SignInContext, sealed: string) {
  try {
    const base64 = sealed.replaceAll('-', '+').replaceAll('_', '/')
    return await openState<SecretBlock>(environment, 'secret block', pool, client, base64)
  } catch (error) {
    if (error instanceof ServiceError) throw errors.incorrectUsernameOrPassword()
    throw error
  }
}

/** PASSWORD_VERIFIER: the proof that the client knows the password. Each secret block works once. */
export const answerPasswordVerifier: Answer = async (context, responses) => {
  const { environment, pool, client } = context
  const username = requireParameter(responses, 'USERNAME')
  const sealed = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const signature = requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE')
  const timestamp = requireParameter(responses, 'TIMESTAMP')
  await checkSecretHash(environment, client, [username], responses['SECRET_HASH'])
  const block = await openBlock(context, sealed)
  const names = [block.name, block.userId].map(name => foldName(pool, name))
  if (!names.includes(foldName(pool, username))) throw errors.incorrectUsernameOrPassword()
  const deviceKey = responses['DEVICE_KEY'] ?? block.deviceKey
  const proof = { id: block.id, expiresAt: block.expiresAt, reused: errors.incorrectUsernameOrPassword }
  const proveAs = async ({ user, record }: Found) => {
    const isRight = verifyClaim(block, record.verifier, {
      group: poolNameOf(pool.id),
      userId: block.userId,
      secretBlock: Buffer.from(sealed, 'base64'),
      timestamp,
      signature: Buffer.from(signature, 'base64'),
    })
    const known = user !== undefined && user.password !== '' && isRight
    const tries = await judgePassword(context, user, block.name, known, proof)
    // The verdict was "right", which it never is without a user.
    if (deviceKey) await settleTries(context, user!, tries)
    await requireKnownDevice(context, user, deviceKey)
    return {
      kind: 'proven',
      user: user!,
      tries,
      progress: {
        ...(block.custom ? { custom: false } : {}),
        ...(deviceKey ? { deviceKey } : {}),
      },
      spent: proof,
    } as const
  }
  const find = async (): Promise<Found> => {
    const user = await findUserByName(environment, pool, block.userId)
    return { user, record: await passwordRecord(context, user, block.name) }
  }
  const begun = deviceKey || block.custom ? undefined : begunSignIns(environment).take(block.u)
  if (!begun) return await proveAs(await find())
  const proven = await proveAs(begun)
  return {
    ...proven,
    confirm: async () => {
      const found = await find()
      const { user } = found
      const isSame = user?.sub === proven.user.sub && user.version === proven.user.version
      return isSame ? { ...proven, user } : await proveAs(found)
    },
  }
}
