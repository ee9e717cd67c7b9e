import { expect, it } from 'vitest'
import { testEnvironment } from '../testing/environment.ts'
import { openIdentityProvider, sealDetails } from './identity-providers.ts'
import { newResource } from './resource.ts'

it("keeps a provider's secret unreadable at rest, and for its own name and pool alone", async () => {
  const { environment } = await testEnvironment()
  const sealedDetails = await sealDetails(environment, 'pool', 'Google', { client_secret: 'hidden' })
  expect(Buffer.from(sealedDetails, 'base64').toString('latin1')).not.toContain('hidden')
  const row = (name: string) => newResource('pool', 'identity-provider', name, { sealedDetails }, 0)
  const opened = await openIdentityProvider(environment, 'pool', row('Google'))
  expect(opened.ProviderDetails).toEqual({ client_secret: 'hidden' })
  expect(opened).not.toHaveProperty('sealedDetails')
  await expect(openIdentityProvider(environment, 'pool', row('Company'))).rejects.toThrow()
  await environment.engine.close()
})
