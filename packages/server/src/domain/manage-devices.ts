import type { Environment } from '../environment.ts'
import { deleteResource } from '../store/units/pool-resources.ts'
import {
  changeDevice,
  describeDevice,
  deviceId,
  deviceKind,
  deviceNotFound,
  findDevice,
  listDevices,
} from './devices.ts'
import type { User } from './user.ts'

/** A user's device as GetDevice shows it. @throws ServiceError `ResourceNotFoundException` */
export async function readDevice(environment: Environment, user: User, key: string) {
  const device = await environment.engine.read(() => findDevice(user.poolId, user.sub, key))
  if (!device) throw deviceNotFound()
  return { Device: describeDevice(environment, user, device) }
}

/** A page of a user's devices, and the key to go on after. */
export async function pageOfDevices(environment: Environment, user: User, after: string, limit: number) {
  const listed = await environment.engine.read(() => listDevices(user.poolId, user.sub, after, limit + 1))
  const devices = listed.slice(0, limit)
  return {
    devices: devices.map(device => describeDevice(environment, user, device)),
    next: listed.length > limit ? devices.at(-1)?.key : undefined,
  }
}

/** Forgets a device: it must be confirmed anew, and its refresh tokens die. */
export async function forgetDevice({ engine }: Environment, user: User, key: string): Promise<void> {
  const deleted = await engine.write(() => deleteResource(user.poolId, deviceKind, deviceId(user.sub, key)))
  if (!deleted) throw deviceNotFound()
}

/** Says whether a device is remembered. */
export async function rememberDevice(
  { engine, now }: Environment,
  user: User,
  key: string,
  remembered: boolean,
): Promise<void> {
  const changed = await engine.write(() =>
    changeDevice(user.poolId, user.sub, key, now(), () => ({ remembered })),
  )
  if (!changed) throw deviceNotFound()
}
