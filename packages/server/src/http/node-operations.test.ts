import { request } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Listening, listen } from '../listen.ts'
import type { ServerOptions } from '../options.ts'
import { createTestPool, startTestServer, type TestServer } from '../testing/test-server.ts'

const service = 'AWSCognitoIdentityProviderService'

let test: TestServer
let listening: Listening
async function start(options: ServerOptions = {}) {
  test = await startTestServer(options)
  listening = await listen(test.server, { port: 0 })
}
beforeEach(() => start())
afterEach(async () => {
  await listening.close()
  await test.close()
})

const call = (operation: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(listening.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${service}.${operation}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

it.each([
  ['an answer', true, 200],
  ['a refusal', false, 400],
])('%s is the same by the short way as by the long one', async (_, isKnown, status) => {
  const { clientId } = await createTestPool(test, { AutoVerifiedAttributes: [] })
  const input = (Username: string) => ({
    ClientId: isKnown ? clientId : 'nobody',
    Username,
    Password: 'Correct-horse-9',
  })
  const short = await call('SignUp', input('ada'))
  const long = await test.send(`${service}.SignUp`, JSON.stringify(input('eve')))
  expect([short.status, long.status]).toEqual([status, status])
  for (const [name, value] of long.headers) {
    if (name !== 'x-amzn-requestid') expect([name, short.headers.get(name)]).toEqual([name, value])
  }
  const plain = (body: Record<string, unknown>) => ({ ...body, UserSub: typeof body['UserSub'] })
  expect(plain((await short.json()) as Record<string, unknown>)).toEqual(plain(long.body))
})

it('an operation that must be signed is not answered without a signature', async () => {
  const answer = await call('ListUserPools', { MaxResults: 1 })
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { __type: 'MissingAuthenticationTokenException' },
  ])
})

it('an address that asks too much is refused, and none of its requests is read', async () => {
  await listening.close()
  await test.close()
  await start({ rateLimits: { requestsPerAddress: { count: 2, seconds: 10 } } })
  const outcomes = []
  for (let time = 0; time < 3; time++)
    outcomes.push((await call('SignUp', {})).headers.get('x-amzn-errortype'))
  expect(outcomes).toEqual([
    'InvalidParameterException:',
    'InvalidParameterException:',
    'TooManyRequestsException:',
  ])
})

it('a sender that goes away in the middle of its body leaves nothing behind, and others are answered', async () => {
  const halfway = request(listening.url, {
    method: 'POST',
    headers: { 'x-amz-target': `${service}.SignUp`, 'content-length': '1000' },
  })
  const gone = new Promise(resolve => halfway.on('error', resolve))
  halfway.write('{"ClientId":')
  await vi.waitFor(() => expect(halfway.socket?.bytesWritten).toBeGreaterThan(0))
  halfway.destroy(new Error('gone'))
  await gone
  expect((await call('SignUp', {})).status).toBe(400)
})

it('whoever puts another fetch around the server’s sees every request', async () => {
  const seen: string[] = []
  const around = await listen(
    {
      fetch: incoming => {
        seen.push(incoming.headers.get('x-amz-target') ?? '')
        return test.server.fetch(incoming)
      },
      reachableAt: () => {},
    },
    { port: 0 },
  )
  await fetch(around.url, { method: 'POST', headers: { 'x-amz-target': `${service}.SignUp` }, body: '{}' })
  await around.close()
  expect(seen).toEqual([`${service}.SignUp`])
})
