import { toBase64 } from '../encoding/base64.ts'
import { type SrpIdentity, srpPrivateKey } from './client.ts'
import { fromBytes, pad } from './encoding.ts'
import type { SrpEngine } from './engine.ts'
import { g } from './group.ts'

/** `DeviceSecretVerifierConfig` of `ConfirmDevice`. */
export interface DeviceVerifier {
  readonly PasswordVerifier: string
  readonly Salt: string
}

/**
 * What the service keeps of a device's password: base64 of pad(g^x) and of pad(salt).
 *
 * @param device the device's group key, key and random password
 * @param randomSalt 16 random bytes
 */
export async function createDeviceVerifier(
  engine: SrpEngine,
  device: { readonly groupKey: string; readonly key: string; readonly password: string },
  randomSalt: Uint8Array,
): Promise<DeviceVerifier> {
  const salt = fromBytes(randomSalt)
  const x = await srpPrivateKey(engine, deviceIdentity(device), salt)
  return { PasswordVerifier: toBase64(pad(await engine.power(g, x))), Salt: toBase64(pad(salt)) }
}

/** A device as SRP sees it. */
export function deviceIdentity(device: {
  readonly groupKey: string
  readonly key: string
  readonly password: string
}): SrpIdentity {
  return { poolName: device.groupKey, userId: device.key, password: device.password }
}
