import type { DeviceType } from '@latchkey/protocol/user-pools'
import { accessTokenField } from '../account/access-token.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'
import { readDevice, writeDevice } from './record.ts'

/** A device as the user pool knows it. */
export interface Device {
  readonly deviceId: string
  /** Such as `device_name`, `device_status`, `last_ip_used`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly createDate: Date | undefined
  readonly lastModifiedDate: Date | undefined
  readonly lastAuthenticatedDate: Date | undefined
}

export interface DeviceList {
  readonly devices: readonly Device[]
  /** Gets the next page; absent on the last. */
  readonly paginationToken: string | undefined
}

const date = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(seconds * 1000))

function read(device: DeviceType = {}): Device {
  return {
    deviceId: device.DeviceKey ?? '',
    attributes: Object.fromEntries(
      (device.DeviceAttributes ?? []).map(({ Name, Value = '' }) => [Name, Value]),
    ),
    createDate: date(device.DeviceCreateDate),
    lastModifiedDate: date(device.DeviceLastModifiedDate),
    lastAuthenticatedDate: date(device.DeviceLastAuthenticatedDate),
  }
}

/** The given device, or this one. */
async function target(client: Client, deviceId: string | undefined) {
  const caller = await accessTokenField(client)
  const claimed = client.session?.tokens?.accessToken.claims?.device_key
  const DeviceKey = deviceId ?? claimed ?? (await readDevice(client, client.session?.username ?? ''))?.key
  if (!DeviceKey) throw failure('deviceNotRemembered')
  return { ...caller, DeviceKey }
}

/**
 * One of the signed-in person's devices (`GetDevice`); this one when no id is given.
 *
 * @throws AWSMobileClientError `deviceNotRemembered` when this device has no key; `resourceNotFound`
 */
export async function getDevice(
  client: Client,
  { deviceId }: { readonly deviceId?: string } = {},
): Promise<Device> {
  const { Device } = await request(client, 'userPool', 'GetDevice', await target(client, deviceId))
  return read(Device)
}

/**
 * The signed-in person's devices (`ListDevices`).
 *
 * @param options.limit how many on a page, at most 60
 */
export async function listDevices(
  client: Client,
  options: { readonly limit?: number; readonly paginationToken?: string } = {},
): Promise<DeviceList> {
  const answer = await request(client, 'userPool', 'ListDevices', {
    ...(await accessTokenField(client)),
    Limit: options.limit,
    PaginationToken: options.paginationToken,
  })
  return { devices: (answer.Devices ?? []).map(read), paginationToken: answer.PaginationToken }
}

/**
 * Whether a device is remembered, and so may stand in for a second factor (`UpdateDeviceStatus`).
 *
 * @throws AWSMobileClientError `deviceNotRemembered` when this device has no key
 */
export async function updateDeviceStatus(
  client: Client,
  { deviceId, remembered }: { readonly deviceId?: string; readonly remembered: boolean },
): Promise<void> {
  await request(client, 'userPool', 'UpdateDeviceStatus', {
    ...(await target(client, deviceId)),
    DeviceRememberedStatus: remembered ? 'remembered' : 'not_remembered',
  })
}

/**
 * Takes a device off the list, and with it its session (`ForgetDevice`).
 *
 * @throws AWSMobileClientError `deviceNotRemembered` when this device has no key
 */
export async function forgetDevice(
  client: Client,
  { deviceId }: { readonly deviceId?: string } = {},
): Promise<void> {
  const named = await target(client, deviceId)
  await request(client, 'userPool', 'ForgetDevice', named)
  const { username = '', usernameTyped = username } = client.session ?? {}
  if ((await readDevice(client, username))?.key !== named.DeviceKey) return
  await writeDevice(client, [username, usernameTyped], undefined).catch(client.platform.report)
}
