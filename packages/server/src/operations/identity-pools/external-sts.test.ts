import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

/** A mock of an STS that is not ours: none can be had here. */
let test: TestServer
let answer: { status: number; xml: string } | 'away'
let forms: URLSearchParams[]
let close: () => void

beforeEach(async () => {
  forms = []
  answer = { status: 200, xml: '' }
  const sts = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    forms.push(new URLSearchParams(text))
    if (answer === 'away') response.destroy()
    else response.writeHead(answer.status).end(answer.xml)
  })
  await new Promise<void>(resolve => sts.listen(0, '127.0.0.1', resolve))
  close = () => sts.close()
  const endpoint = `http://127.0.0.1:${(sts.address() as AddressInfo).port}/`
  test = await startTestServer({ externalSts: { endpoint } })
})
afterEach(async () => {
  await test.close()
  close()
})

async function credentials() {
  const { IdentityPoolId = '' } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'guests',
    AllowUnauthenticatedIdentities: true,
  })
  const roleArn = 'arn:aws:iam::123456789012:role/guest'
  await test.identityPools('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated: roleArn } })
  const { IdentityId = '' } = await test.identityPools('GetId', { IdentityPoolId })
  const answered = await test.identityPools('GetCredentialsForIdentity', { IdentityId })
  return { IdentityPoolId, IdentityId, Credentials: answered.Credentials }
}

it('credentials of an external STS are handed on, for a token that it can verify', async () => {
  answer = {
    status: 200,
    xml: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>STORE</AccessKeyId><SecretAccessKey>a/b+c</SecretAccessKey><SessionToken>dG9rZW4=&#61;</SessionToken>
<Expiration>2026-11-07T09:09:05Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  }
  const { IdentityPoolId, IdentityId, Credentials } = await credentials()
  expect(Credentials).toEqual({
    AccessKeyId: 'STORE',
    SecretKey: 'a/b+c',
    SessionToken: 'dG9rZW4==',
    Expiration: Date.UTC(2026, 10, 7, 9, 9, 5) / 1000,
  })
  const [form] = forms
  expect(Object.fromEntries(form ?? [])).toMatchObject({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: 'arn:aws:iam::123456789012:role/guest',
    RoleSessionName: 'CognitoIdentityCredentials',
    DurationSeconds: '3600',
  })
  const keys = createRemoteJWKSet(new URL('http://localhost/.well-known/jwks_uri'), {
    [customFetch]: async (url: string) => await test.server.fetch(new Request(url)),
  })
  const { payload } = await jwtVerify(form?.get('WebIdentityToken') ?? '', keys, {
    audience: IdentityPoolId,
    currentDate: new Date(test.clock.now),
  })
  expect(payload.sub).toBe(IdentityId)
})

it('a refusal is a matter of the pool’s configuration, and an STS that is away never signs anyone out', async () => {
  answer = { status: 403, xml: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' }
  await expect(credentials()).rejects.toMatchObject({ __type: 'InvalidIdentityPoolConfigurationException' })
  for (const trouble of [
    'away',
    { status: 503, xml: '' },
    { status: 200, xml: '<html>portal</html>' },
  ] as const) {
    answer = trouble
    await expect(credentials()).rejects.toMatchObject({ __type: 'ExternalServiceException' })
  }
})
