import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { createTestPool, startTestServer } from '../../testing/test-server.ts'

it('GetSigningCertificate gives each pool one certificate of its own', async () => {
  const test = await startTestServer()
  const get = async (UserPoolId: string) =>
    (await test.userPools('GetSigningCertificate', { UserPoolId })).Certificate ?? ''
  const first = (await createTestPool(test)).userPoolId
  const second = (await createTestPool(test)).userPoolId
  const [certificate, same] = await Promise.all([get(first), get(first)])
  expect(same).toBe(certificate)
  expect(new X509Certificate(Buffer.from(certificate, 'base64')).subject).toBe(`CN=${first}`)
  expect(await get(second)).not.toBe(certificate)
  await test.close()
})
