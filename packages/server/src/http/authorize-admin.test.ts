import { afterEach, beforeEach, expect, it } from 'vitest'
import { issueTemporaryCredentials } from '../credentials/temporary-credentials.ts'
import type { Environment } from '../environment.ts'
import type { SignedRequest } from '../sigv4/request.ts'
import { testEnvironment } from '../testing/environment.ts'
import { type SigningKeys, signRequest } from '../testing/sign-request.ts'
import { authorizeAdmin } from './authorize-admin.ts'

const adminKey = { accessKeyId: 'AKIAADMINADMINADMINA', secretAccessKey: 'of the administrator' }

let environment: Environment
let clock: { now: number }

beforeEach(async () => {
  ;({ environment, clock } = await testEnvironment())
})

afterEach(() => environment.engine.close())

const sign = (
  keys: SigningKeys,
  service = 'cognito-idp',
  target = 'AWSCognitoIdentityProviderService.ListUsers',
) =>
  signRequest(keys, {
    url: 'http://127.0.0.1:9229/',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: '{}',
    service,
    now: clock.now,
  })

function unsigned(request: SignedRequest): SignedRequest {
  const headers = new Headers(request.headers)
  headers.delete('authorization')
  return { ...request, headers }
}

const guarded = (request: SignedRequest) =>
  authorizeAdmin({ environment, adminKeys: [adminKey], local: false }, request)
const open = (request: SignedRequest) => authorizeAdmin({ environment, adminKeys: [], local: true }, request)

it('lets an administrator pass, with the signing name of either service', async () => {
  await expect(guarded(await sign(adminKey))).resolves.toBeUndefined()
  const identity = await sign(adminKey, 'cognito-identity', 'AWSCognitoIdentityService.ListIdentityPools')
  await expect(guarded(identity)).resolves.toBeUndefined()
})

it('verifies signatures in local mode too once there are admin keys', async () => {
  const forged = await sign({ ...adminKey, secretAccessKey: 'guessed' })
  await expect(
    authorizeAdmin({ environment, adminKeys: [adminKey], local: true }, forged),
  ).rejects.toMatchObject({ name: 'InvalidSignatureException' })
})

it('accepts in local mode whatever is signed, and only that', async () => {
  const request = await sign({ accessKeyId: 'anybody', secretAccessKey: 'anything' })
  await expect(open(request)).resolves.toBe('us-east-1')
  await expect(open(unsigned(request))).rejects.toMatchObject({
    name: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  })
  const headers = new Headers(request.headers)
  headers.set('authorization', 'Bearer abc')
  await expect(open({ ...request, headers })).rejects.toMatchObject({ name: 'IncompleteSignatureException' })
})

it('refuses an unsigned call, an unknown key, a guessed secret and a wrong scope', async () => {
  const refusals: [SignedRequest, string][] = [
    [unsigned(await sign(adminKey)), 'MissingAuthenticationTokenException'],
    [await sign({ ...adminKey, accessKeyId: 'AKIAOTHER' }), 'UnrecognizedClientException'],
    [await sign({ ...adminKey, sessionToken: 'any' }), 'UnrecognizedClientException'],
    [await sign({ ...adminKey, secretAccessKey: 'guessed' }), 'InvalidSignatureException'],
    [await sign(adminKey, 'cognito-identity'), 'InvalidSignatureException'],
  ]
  for (const [request, name] of refusals) await expect(guarded(request)).rejects.toMatchObject({ name })
  const late = await sign(adminKey)
  clock.now += 301_000
  await expect(guarded(late)).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringMatching(/^Signature expired: 20261107T080905Z is now earlier than /),
  })
})

it('takes no administrative call of a stranger’s page for one’s own, where any signature will do', async () => {
  const from = async (origin: string) => {
    const request = await sign(adminKey)
    const headers = new Headers(request.headers)
    headers.set('origin', origin)
    return open({ ...request, headers })
  }
  await expect(from('http://localhost:5173')).resolves.toBe('us-east-1')
  for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
    await expect(from(origin)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  }
})

it('denies everything to the credentials of an identity pool', async () => {
  const keys = issueTemporaryCredentials(environment, {
    roleArn: 'arn:aws:iam::123456789012:role/member',
    sessionName: 'CognitoIdentityCredentials',
    identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
    identityId: 'us-east-1:11111111-0000-4000-8000-000000000000',
  })
  await expect(guarded(await sign(keys))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'The role arn:aws:iam::123456789012:role/member is not authorized to perform: ListUsers',
  })
  clock.now = keys.expiresAt
  await expect(guarded(await sign(keys))).rejects.toMatchObject({ name: 'ExpiredTokenException' })
})
