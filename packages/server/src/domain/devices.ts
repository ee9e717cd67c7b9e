import { bytesOf, integerOf } from '@latchkey/protocol/srp/node'
import type { AttributeType, DeviceType } from '@latchkey/protocol/user-pools'
import { type Environment, uuid } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import { keyedHash, type SealKey, seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import type { Unit } from '../store/unit.ts'
import { changeResource, createResource, listResources, readResource } from '../store/units/pool-resources.ts'
import type { PasswordRecord } from './password.ts'
import { regionOf } from './region.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** What is kept of a device. */
export interface DeviceBody {
  readonly name: string
  readonly remembered: boolean
  /** Salt and verifier of the device's own password, sealed; empty until the device is confirmed. */
  readonly verifier: string
  /** Milliseconds. */
  readonly lastAuthenticatedAt: number
}

export interface Device extends DeviceBody {
  readonly key: string
  readonly createdAt: number
  readonly modifiedAt: number
}

const kind = 'device'
const idOf = (sub: string, key: string) => `${sub}/${key}`

export function deviceOf(row: PoolResourceRow): Device {
  return {
    ...(JSON.parse(row.body) as DeviceBody),
    key: row.id.slice(row.id.indexOf('/') + 1),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}

/** Whether a pool tracks devices at all. */
export function tracksDevices({ configuration }: UserPool): boolean {
  return configuration.DeviceConfiguration !== undefined
}

export interface NewDevice {
  readonly DeviceKey: string
  readonly DeviceGroupKey: string
}

/**
 * A key for a device that the pool does not know; nothing is stored before the device confirms it.
 *
 * @param secret the pool's key for records
 */
export function newDevice({ random }: Environment, pool: UserPool, secret: SealKey, sub: string): NewDevice {
  return { DeviceKey: `${regionOf(pool.id)}_${uuid(random)}`, DeviceGroupKey: deviceGroupKey(secret, sub) }
}

/** The group of a user's devices: SRP hashes it, but no call brings it back, so it follows from the user. */
export function deviceGroupKey(secret: SealKey, sub: string): string {
  const text = keyedHash(secret, `device group ${sub}`)
    .toString('base64')
    .replace(/[^a-zA-Z0-9]/g, '')
  return `-${text.slice(0, 8)}`
}

export function* findDevice(poolId: string, sub: string, key: string): Unit<Device | undefined> {
  const row = yield* readResource(poolId, kind, idOf(sub, key))
  return row && deviceOf(row)
}

export function* listDevices(poolId: string, sub: string, after: string, limit: number): Unit<Device[]> {
  const start = after === '' ? '' : idOf(sub, after)
  return (yield* listResources(poolId, kind, { after: start, limit }, `${sub}/`)).map(deviceOf)
}

export function* changeDevice(
  poolId: string,
  sub: string,
  key: string,
  now: number,
  change: (device: Device) => Partial<DeviceBody>,
): Unit<Device | undefined> {
  const row = yield* changeResource(poolId, kind, idOf(sub, key), now, stored => {
    const { key: _key, createdAt: _created, modifiedAt: _modified, ...body } = deviceOf(stored)
    return JSON.stringify({ ...body, ...change(deviceOf(stored)) })
  })
  return row && deviceOf(row)
}

/** Stores a confirmed device; refuses a key that is confirmed already. */
export function* createDevice(
  poolId: string,
  sub: string,
  key: string,
  body: DeviceBody,
  now: number,
): Unit<void> {
  const row = {
    pool_id: poolId,
    kind,
    id: idOf(sub, key),
    body: JSON.stringify(body),
    created_at: now,
    modified_at: now,
  }
  if (!(yield* createResource(row))) {
    throw new ServiceError('DeviceKeyExistsException', 'Device already exists.')
  }
}

export const deviceKind = kind
export const deviceId = idOf

export const deviceNotFound = () => new ServiceError('ResourceNotFoundException', 'Device does not exist.')

const saltLength = 16
const contextOf = (poolId: string, sub: string, key: string) => `device ${poolId} ${sub} ${key}`

/**
 * Seals what ConfirmDevice brings.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function sealDeviceVerifier(
  secret: SealKey,
  random: Environment['random'],
  owner: { readonly poolId: string; readonly sub: string; readonly key: string },
  {
    PasswordVerifier,
    Salt,
  }: { readonly PasswordVerifier?: string | undefined; readonly Salt?: string | undefined },
): string {
  const verifier = Buffer.from(PasswordVerifier ?? '', 'base64')
  const salt = Buffer.from(Salt ?? '', 'base64')
  if (verifier.length === 0 || salt.length === 0 || verifier.length > 400 || salt.length > 64) {
    throw errors.invalidParameter('DeviceSecretVerifierConfig must have PasswordVerifier and Salt in base64.')
  }
  const saltBytes = bytesOf(integerOf(salt))
  const padded = Buffer.concat([Buffer.alloc(Math.max(0, saltLength - saltBytes.length)), saltBytes])
  const value = Buffer.concat([padded.subarray(-saltLength), verifier])
  return seal(secret, contextOf(owner.poolId, owner.sub, owner.key), value, random(sealNonceLength)).toString(
    'base64',
  )
}

export function openDeviceVerifier(
  secret: SealKey,
  poolId: string,
  sub: string,
  device: Device,
): PasswordRecord | undefined {
  if (device.verifier === '') return undefined
  const value = unseal(secret, contextOf(poolId, sub, device.key), Buffer.from(device.verifier, 'base64'))
  if (!value) throw new Error('A device record cannot be opened with the key of its pool.')
  return { salt: integerOf(value.subarray(0, saltLength)), verifier: integerOf(value.subarray(saltLength)) }
}

/** A device as the operations describe one. Addresses and SDKs are not recorded: there is no `last_ip_used`, no `dev:device_sdk`. */
export function describeDevice({ accountId }: Environment, user: User, device: Device): DeviceType {
  const owner = `${user.username}.${user.poolId}`
  const arn = `arn:aws:cognito-idp:${regionOf(user.poolId)}:${accountId}:owner/${owner}/device/${device.key}`
  const attributes: AttributeType[] = [
    { Name: 'device_status', Value: 'valid' },
    ...(device.name ? [{ Name: 'device_name', Value: device.name }] : []),
    { Name: 'dev:device_arn', Value: arn },
    { Name: 'dev:device_owner', Value: owner },
    { Name: 'dev:device_remembered_status', Value: device.remembered ? 'remembered' : 'not_remembered' },
  ]
  return {
    DeviceKey: device.key,
    DeviceAttributes: attributes,
    DeviceCreateDate: device.createdAt / 1000,
    DeviceLastModifiedDate: device.modifiedAt / 1000,
    DeviceLastAuthenticatedDate: device.lastAuthenticatedAt / 1000,
  }
}
