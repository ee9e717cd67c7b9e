import {
  changeDevice,
  type Device,
  deviceGroupKey,
  deviceNotFound,
  findDevice,
  openDeviceVerifier,
  tracksDevices,
} from '../domain/devices.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import type { User } from '../domain/user.ts'
import { sessionLifetime } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { challenge } from './challenge.ts'
import { judgeCode } from './judge-code.ts'
import { requireParameter } from './parameters.ts'
import { proofOf, resume } from './resume.ts'
import { openState, type Progress, sealState } from './sealed-state.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'
import { answerPublicValue, parsePublicValue, type ServerHalf, verifyClaim } from './srp.ts'

const firstStep = 'DEVICE_SRP_AUTH'
const secondStep = 'DEVICE_PASSWORD_VERIFIER'

/** The confirmed device that the client said it is, which must prove that, where there is one. */
export async function deviceForSignIn(
  { environment, pool, admin }: SignInContext,
  user: User,
  deviceKey: string | undefined,
): Promise<Device | undefined> {
  // Administrators' flows track no devices.
  if (admin || !deviceKey || !tracksDevices(pool)) return undefined
  const device = await environment.engine.read(() => findDevice(pool.id, user.sub, deviceKey))
  return device?.verifier ? device : undefined
}

/**
 * Refuses a device key that the pool does not know, as Amazon does: clients then drop it and begin again.
 *
 * @throws ServiceError `ResourceNotFoundException`
 */
export async function requireKnownDevice(
  { environment, pool }: SignInContext,
  user: User | undefined,
  deviceKey: string | undefined,
): Promise<void> {
  if (!user || !deviceKey || !tracksDevices(pool)) return
  const device = await environment.engine.read(() => findDevice(pool.id, user.sub, deviceKey))
  if (!device) throw deviceNotFound()
}

/** Asks the device to prove itself. */
export function askDevice(
  context: SignInContext,
  user: User,
  device: Device,
  progress: Progress,
): Promise<StepResult> {
  const parameters = { USERNAME: user.username, DEVICE_KEY: device.key }
  return challenge(context, firstStep, user, progress, parameters, { deviceKey: device.key })
}

interface DeviceBlock extends ServerHalf {
  readonly deviceKey: string
}

async function deviceOfStep({ environment, pool }: SignInContext, user: User, key: string | undefined) {
  const device = key ? await environment.engine.read(() => findDevice(pool.id, user.sub, key)) : undefined
  const { records } = await environment.keys.secrets(pool.id)
  const record = device && openDeviceVerifier(records, pool.id, user.sub, device)
  if (!device || !record) throw errors.incorrectUsernameOrPassword()
  return { device, record }
}

/** DEVICE_SRP_AUTH: SRP_A of the device in, the server's half out. */
export const answerDeviceSrp: Answer = async (context, responses, session) => {
  const { environment, pool, client } = context
  const A = parsePublicValue(requireParameter(responses, 'SRP_A'))
  if (A === undefined) throw errors.invalidParameter('SRP_A is not a hexadecimal number between 1 and N.')
  const { user, state } = await resume(context, firstStep, responses, session)
  const { device, record } = await deviceOfStep(context, user, state.data?.['deviceKey'])
  const { B, half } = answerPublicValue(A, record.verifier, environment.random)
  const block: DeviceBlock = { ...half, deviceKey: device.key }
  const lifetime = sessionLifetime(client)
  const secretBlock = await sealState(environment, 'secret block', pool, client, lifetime, block)
  return await challenge(
    context,
    secondStep,
    user,
    state.progress,
    {
      SALT: record.salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: B,
      USERNAME: user.username,
      DEVICE_KEY: device.key,
    },
    { deviceKey: device.key },
  )
}

/** DEVICE_PASSWORD_VERIFIER: a remembered device takes the place of the second factor where the pool says so. */
export const answerDeviceVerifier: Answer = async (context, responses, session) => {
  const { environment, pool, client } = context
  const sealed = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const signature = requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE')
  const timestamp = requireParameter(responses, 'TIMESTAMP')
  await checkSecretHash(environment, client, [responses['USERNAME'] ?? ''], responses['SECRET_HASH'])
  const base64 = sealed.replaceAll('-', '+').replaceAll('_', '/')
  const block = await openState<DeviceBlock>(environment, 'secret block', pool, client, base64)
  const resumed = await resume(context, secondStep, responses, session)
  const { user, state } = resumed
  if (state.data?.['deviceKey'] !== block.deviceKey) throw errors.invalidSession()
  const { device, record } = await deviceOfStep(context, user, block.deviceKey)
  const { records } = await environment.keys.secrets(pool.id)
  const isRight = verifyClaim(block, record.verifier, {
    group: deviceGroupKey(records, user.sub),
    userId: device.key,
    secretBlock: Buffer.from(base64, 'base64'),
    timestamp,
    signature: Buffer.from(signature, 'base64'),
  })
  const now = environment.now()
  await judgeCode(context, resumed, isRight, errors.incorrectUsernameOrPassword, () =>
    changeDevice(pool.id, user.sub, device.key, now, () => ({ lastAuthenticatedAt: now })),
  )
  const isEnough = device.remembered && pool.configuration.DeviceConfiguration?.ChallengeRequiredOnNewDevice
  const progress: Progress = {
    ...state.progress,
    deviceKey: device.key,
    deviceProven: true,
    ...(isEnough ? { secondFactor: true } : {}),
  }
  return { kind: 'proven', user, progress, spent: proofOf(state) }
}
