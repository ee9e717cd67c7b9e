import { expect, it } from 'vitest'

it('is imported on a server without harm, and says what cannot be done there', async () => {
  expect(typeof document).toBe('undefined')
  await import('./index.ts')
  const { AWSMobileClient } = await import('@latchkey/client')
  const client = new AWSMobileClient()
  await expect(client.showSignIn()).rejects.toMatchObject({ kind: 'invalidState' })
})
