import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../testing/test-server.ts'

let test: TestServer
beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

const service = 'AWSCognitoIdentityProviderService'

describe('the JSON interface', () => {
  it('answers with the headers that SDKs read', async () => {
    const { status, headers } = await test.send(`${service}.ListUserPools`, '{"MaxResults":1}')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('date')).toBe('Sat, 07 Nov 2026 08:09:05 GMT')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('names an error in the body and in a header', async () => {
    const { status, headers, body } = await test.send(
      `${service}.DescribeUserPool`,
      '{"UserPoolId":"us-east-1_nowhere00"}',
    )
    expect(status).toBe(400)
    expect(body.__type).toBe('ResourceNotFoundException')
    expect(headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:')
    expect(headers.get('x-amzn-errormessage')).toBe('User pool us-east-1_nowhere00 does not exist.')
  })

  it.each([
    [`${service}.NoSuchOperation`],
    ['NoSuchService.SignUp'],
    [`${service}.constructor`],
    ['__proto__.SignUp'],
    ['SignUp'],
  ])('answers the unknown target %s as Amazon’s framework does', async target => {
    const { status, body } = await test.send(target, '{}')
    expect([status, body]).toEqual([400, { __type: 'UnknownOperationException', message: '' }])
  })

  it('answers a call that names no target as one of an unknown operation, and leaves forms to STS', async () => {
    const post = async (type: string) => {
      const request = { method: 'POST', headers: { 'content-type': type }, body: '{}' }
      return await (await test.server.fetch(new Request('http://localhost/', request))).text()
    }
    expect(JSON.parse(await post('application/x-amz-json-1.1'))).toEqual({
      __type: 'UnknownOperationException',
      message: '',
    })
    expect(await post('application/x-www-form-urlencoded')).toContain('<Code>InvalidAction</Code>')
  })

  it.each([
    ['no JSON', '{'],
    ['a lone surrogate byte', '\ud800'],
    ['no object', '"text"'],
    ['depth', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ])('refuses %s without a fault of its own', async (_, body) => {
    const answer = await test.send(`${service}.SignUp`, body)
    expect(answer.status).toBe(400)
    expect(['SerializationException', 'InvalidParameterException']).toContain(answer.body.__type)
  })

  it('refuses a body that is too large', async () => {
    const answer = await test.send(`${service}.SignUp`, `{"ClientId":"${'a'.repeat(300_000)}"}`)
    expect([answer.status, answer.body.__type]).toEqual([400, 'RequestEntityTooLargeException'])
  })

  it('lets browsers of every origin ask', async () => {
    const response = await test.server.fetch(new Request('http://localhost/', { method: 'OPTIONS' }))
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toContain('x-amz-target')
  })
})

describe('a pool’s documents', () => {
  it('publish the two keys and the issuer', async () => {
    const { userPoolId } = await createTestPool(test)
    const get = async (path: string) => {
      const response = await test.server.fetch(new Request(`http://localhost/${userPoolId}${path}`))
      return (await response.json()) as Record<string, unknown>
    }
    const { keys } = (await get('/.well-known/jwks.json')) as { keys: object[] }
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' })
    }
    expect(await get('/.well-known/openid-configuration')).toMatchObject({
      issuer: `http://latchkey.test/${userPoolId}`,
      jwks_uri: `http://latchkey.test/${userPoolId}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
    })
  })

  it('tell a sign-in form what to ask for', async () => {
    const { userPoolId, clientId } = await createTestPool(test)
    const path = `http://localhost/${userPoolId}/.well-known/latchkey-sign-in`
    const response = await test.server.fetch(new Request(`${path}?client_id=${clientId}`))
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({
      names: ['username'],
      signUp: { names: ['username'], passwordRequired: true },
      firstFactors: ['PASSWORD'],
      providers: [],
      passwordRules: { minimumLength: 8, symbol: true },
    })
    const unknown = await test.server.fetch(new Request(`${path}?client_id=nobody`))
    expect(unknown.status).toBe(404)
  })

  it('are not there for an unknown pool', async () => {
    const url = 'http://localhost/us-east-1_nowhere00/.well-known/jwks.json'
    expect((await test.server.fetch(new Request(url))).status).toBe(404)
  })
})

describe('local mode', () => {
  it('shows the inbox to this machine, and to no page that only points here', async () => {
    const page = await test.server.fetch(
      new Request('http://localhost/_latchkey/inbox', { headers: { accept: 'text/html' } }),
    )
    expect(page.headers.get('content-type')).toContain('text/html')
    const rebound = await test.server.fetch(new Request('http://evil.example/_latchkey/inbox'))
    expect(rebound.status).toBe(403)
  })

  it('is emptied by no page of a stranger’s', async () => {
    const { userPoolId } = await createTestPool(test)
    const reset = (origin: string) =>
      test.server.fetch(
        new Request('http://localhost/_latchkey/reset', { method: 'POST', headers: { origin } }),
      )
    expect((await reset('https://evil.example')).status).toBe(403)
    expect((await test.userPools('DescribeUserPool', { UserPoolId: userPoolId })).UserPool?.Id).toBe(
      userPoolId,
    )
    expect((await reset('http://127.0.0.1:3000')).status).toBe(200)
  })

  it('empties everything on request', async () => {
    const { userPoolId } = await createTestPool(test)
    await test.server.fetch(new Request('http://localhost/_latchkey/reset', { method: 'POST' }))
    await expect(test.userPools('DescribeUserPool', { UserPoolId: userPoolId })).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('is the only mode with inbox and reset; health is always there', async () => {
    const guarded = await startTestServer({
      local: false,
      adminKeys: [{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }],
    })
    const status = async (path: string, method = 'GET') =>
      (await guarded.server.fetch(new Request(`http://localhost/_latchkey/${path}`, { method }))).status
    expect(await status('inbox')).toBe(404)
    expect(await status('reset', 'POST')).toBe(404)
    expect(await status('health')).toBe(200)
    await guarded.close()
  })
})

describe('a server that is not local', () => {
  it('does not start without administrators', async () => {
    await expect(startTestServer({ local: false })).rejects.toThrow(/adminKeys/)
  })
})
