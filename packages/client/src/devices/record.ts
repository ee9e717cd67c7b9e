import { isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { namespaceOf, parseRecord } from '../session/records.ts'
import { isCurrent } from '../sign-in/attempt.ts'
import type { DeviceMemory } from '../sign-in/features.ts'

/** What this device is to the service, for one person. */
export interface DeviceRecord {
  readonly version: 1
  readonly key: string
  readonly groupKey: string
  /** Random; the service has only its verifier. */
  readonly password: string
}

const keyOf = (client: Client, username: string) => `${namespaceOf(client)}.device.${username.toLowerCase()}`

/** The device that this person has here. A storage that fails knows of none. */
export async function readDevice(client: Client, username: string): Promise<DeviceRecord | undefined> {
  try {
    return parseRecord<DeviceRecord>((await client.storage?.get(keyOf(client, username))) ?? '')
  } catch (error) {
    client.platform.report(error)
    return undefined
  }
}

/** Keeps a device under each of the person's names, or forgets it. Rejects when the storage does. */
export async function writeDevice(
  client: Client,
  usernames: Iterable<string>,
  device: DeviceRecord | undefined,
): Promise<void> {
  for (const username of new Set(usernames)) {
    const key = keyOf(client, username)
    await (device ? client.storage?.set(key, JSON.stringify(device)) : client.storage?.delete(key))
  }
}

/** What a sign-in has to know of the device that it is on. */
export const rememberedDevice: Pick<DeviceMemory, 'parameters' | 'begin'> = {
  async parameters(client, username) {
    const device = await readDevice(client, username)
    return device ? { DEVICE_KEY: device.key } : {}
  },
  async begin(client, attempt, username, begin) {
    try {
      return await begin(await rememberedDevice.parameters(client, username))
    } catch (error) {
      const forgotten = isAWSMobileClientError(error) && /^Device does not exist/.test(error.message)
      if (!forgotten || !isCurrent(client, attempt)) throw error
      await writeDevice(client, [username], undefined).catch(client.platform.report)
      return begin({})
    }
  },
}
