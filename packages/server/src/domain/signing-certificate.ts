import type { Environment } from '../environment.ts'
import { selfSignedCertificate } from '../keys/self-signed-certificate.ts'
import { createResource, readResource } from '../store/units/pool-resources.ts'
import { newResource, resourceOf } from './resource.ts'

const tenYears = 3653 * 86_400_000

/** The certificate of the key that signs a pool's SAML requests, made at first need: base64 of DER. */
export async function signingCertificate(environment: Environment, poolId: string): Promise<string> {
  const { engine, keys, now, random } = environment
  const read = () => engine.read(() => readResource(poolId, 'signing-certificate', 'saml'))
  const known = await read()
  if (known) return resourceOf<string>(known).body
  const { privateKey } = await keys.signingKey(poolId, 'saml')
  const from = now()
  const certificate = selfSignedCertificate(privateKey, poolId, random(16), from, from + tenYears)
  const made = newResource(poolId, 'signing-certificate', 'saml', certificate.toString('base64'), from)
  await engine.write(() => createResource(made))
  // Another call may have been faster.
  return resourceOf<string>((await read()) ?? made).body
}
