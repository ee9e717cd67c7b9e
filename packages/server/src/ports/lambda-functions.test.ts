import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../testing/test-server.ts'
import { lambdaFunctions } from './lambda-functions.ts'

const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`

/** A mock of Lambda's Invoke: the real service cannot be had here. */
let lambda: Server
let asked: { path: string; region: string; event: { triggerSource?: string } }[]
let test: TestServer
let endpoint: string

beforeEach(async () => {
  asked = []
  lambda = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const event = JSON.parse(Buffer.concat(chunks).toString())
    const path = decodeURIComponent(request.url ?? '')
    const region =
      /Credential=[^/]+\/\d+\/([^/]+)\/lambda/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    asked.push({ path, region, event })
    const respond = (body: unknown, headers: Record<string, string> = {}, status = 200) =>
      response.writeHead(status, headers).end(JSON.stringify(body))
    if (path.includes(':confirms/')) respond({ ...event, response: { autoConfirmUser: true } })
    else if (path.includes(':throws/')) {
      respond({ errorType: 'Error', errorMessage: 'not today' }, { 'x-amz-function-error': 'Unhandled' })
    } else if (path.includes(':nonsense/')) respond('nonsense')
    else if (path.includes(':missing/')) {
      respond({ message: 'no' }, { 'x-amzn-errortype': 'ResourceNotFoundException' }, 404)
    }
    // Everything else never answers.
  })
  await new Promise<void>(resolve => lambda.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`
  test = await startTestServer({
    functions: { 'in-code': (event: unknown) => event },
    lambda: { endpoint, credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } },
  })
})
afterEach(async () => {
  await test.close()
  lambda.closeAllConnections()
  await new Promise(resolve => lambda.close(resolve))
})

async function signUpWith(name: string) {
  const { clientId } = await createTestPool(test, { LambdaConfig: { PreSignUp: arnOf(name) } })
  return test.userPools('SignUp', {
    ClientId: clientId,
    Username: 'ada',
    Password: 'Correct-Horse-7',
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  })
}

it('a trigger runs at a service that speaks Lambda’s protocol, signed for the region of its ARN', async () => {
  expect((await signUpWith('confirms')).UserConfirmed).toBe(true)
  expect(asked).toMatchObject([
    {
      path: `/2015-03-31/functions/${arnOf('confirms')}/invocations`,
      region: 'eu-west-1',
      event: { triggerSource: 'PreSignUp_SignUp' },
    },
  ])
})

it('a function that has a handler in code stays here', async () => {
  expect((await signUpWith('in-code')).UserConfirmed).toBe(false)
  expect(asked).toEqual([])
})

it.each([
  ['throws', 'UserLambdaValidationException', 'PreSignUp failed with error not today.'],
  ['nonsense', 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
  [
    'missing',
    'UnexpectedLambdaException',
    `PreSignUp invocation failed: There is no function ${arnOf('missing')}.`,
  ],
])('a function that %s is reported as by Amazon, and nobody is signed up', async (name, type, message) => {
  await expect(signUpWith(name)).rejects.toEqual({ __type: type, message })
  expect(asked).toHaveLength(1)
})

it('a function that never answers ends after its time, without being asked again', async () => {
  const functions = lambdaFunctions(
    { endpoint, credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } },
    200,
  )
  await expect(functions.invoke(arnOf('hangs'), {})).rejects.toMatchObject({
    kind: 'failed',
    message: 'The function took too long.',
  })
  expect(asked).toHaveLength(1)
  await functions.close()
})
