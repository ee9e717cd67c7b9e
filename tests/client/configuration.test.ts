import { AWSMobileClient } from '@latchkey/client'
import { createServer, type LatchkeyServer, type Listening, listen } from '@latchkey/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../harness/people.ts'
import { createApp, credentials } from './app.ts'

let server: LatchkeyServer
let listening: Listening

beforeAll(async () => {
  server = await createServer({ local: true })
  listening = await listen(server, { port: 0 })
})

afterAll(async () => {
  await listening.close()
  await server.close()
})

test('an app that was configured for Amplify 6 signs in as it is', async () => {
  const { userPoolId, clientId } = await createApp(listening.url)
  const person = await createPerson(listening.url, userPoolId)
  const client = new AWSMobileClient({
    configuration: {
      Auth: {
        Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: listening.url },
      },
    },
  })
  expect((await client.signIn(credentials(person))).signInState).toBe('signedIn')
})

test('what is wrong in amplify_outputs.json is told by its own key', async () => {
  const client = new AWSMobileClient({
    configuration: { version: '1.4', auth: { user_pool_id: 'us-east-1', user_pool_client_id: 'client1' } },
  })
  await expect(client.initialize()).rejects.toMatchObject({
    kind: 'invalidConfiguration',
    message: 'auth.user_pool_id: expected REGION_ID',
  })
})
