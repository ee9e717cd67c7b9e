import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signRequest } from '../testing/sign-request.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

let test: TestServer
beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

const supported = {
  'accounts.google.com': 'google-web.example;google-ios.example',
  'appleid.apple.com': 'com.example.app',
  'graph.facebook.com': '1234567890',
  'www.amazon.com': 'amzn1.application.abc',
  'api.twitter.com': 'consumer-key;secret',
}

async function poolTrusting(logins: Readonly<Record<string, string>>) {
  const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'social',
    AllowUnauthenticatedIdentities: true,
    SupportedLoginProviders: logins,
  })
  const role = 'arn:aws:iam::123456789012:role/member'
  await test.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId: IdentityPoolId ?? '',
    Roles: { authenticated: role, unauthenticated: role },
  })
  return IdentityPoolId ?? ''
}

async function simulatorToken(input: Record<string, unknown>) {
  const response = await test.server.fetch(
    new Request('http://localhost/_latchkey/simulator/tokens', {
      method: 'POST',
      body: JSON.stringify(input),
    }),
  )
  expect(response.status).toBe(200)
  return (await response.json()) as { token: string; subject: string }
}

const providers = [
  ['google', 'accounts.google.com', 'google-ios.example'],
  ['apple', 'appleid.apple.com', 'com.example.app'],
  ['facebook', 'graph.facebook.com', '1234567890'],
  ['amazon', 'www.amazon.com', 'amzn1.application.abc'],
  ['twitter', 'api.twitter.com', 'consumer-key'],
] as const

describe.each(providers)('a login by %s', (provider, key, clientId) => {
  it('gives the same person the same identity, and another person another', async () => {
    const IdentityPoolId = await poolTrusting(supported)
    const idOf = async (email: string) => {
      const { token } = await simulatorToken({ provider, clientId, email })
      return (
        (await test.identityPools('GetId', { IdentityPoolId, Logins: { [key]: token } })).IdentityId ?? ''
      )
    }
    const ada = await idOf('ada@example.com')
    expect(await idOf('ada@example.com')).toBe(ada)
    expect(await idOf('grace@example.com')).not.toBe(ada)

    const { token } = await simulatorToken({ provider, clientId, email: 'ada@example.com' })
    const { Credentials } = await test.identityPools('GetCredentialsForIdentity', {
      IdentityId: ada,
      Logins: { [key]: token },
    })
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/)
    const described = await test.identityPools('DescribeIdentity', { IdentityId: ada })
    expect(described.Logins).toEqual([key])
  })

  it('is refused with a token for another app, an expired one and a made-up one', async () => {
    const IdentityPoolId = await poolTrusting(supported)
    const refusalOf = (token: string) =>
      test.identityPools('GetId', { IdentityPoolId, Logins: { [key]: token } }).then(
        () => 'accepted',
        (error: { __type: string; message: string }) => `${error.__type}: ${error.message}`,
      )
    const foreign = await simulatorToken({ provider, clientId: 'somebody-else' })
    expect(await refusalOf(foreign.token)).toMatch(
      /^NotAuthorizedException: Invalid login token\.( Incorrect token audience\.)?$/,
    )
    const short = await simulatorToken({ provider, clientId, lifetime: 60 })
    expect(await refusalOf(short.token)).toBe('accepted')
    test.clock.now += 61_000
    expect(await refusalOf(short.token)).toMatch(/^NotAuthorizedException: Invalid login token\./)
    const changed = provider === 'twitter' ? `x${short.token}` : `${short.token.slice(0, -4)}AAAA`
    if (provider !== 'twitter') {
      expect(await refusalOf(changed)).toMatch(/^NotAuthorizedException: Invalid login token\./)
    }
    expect(await refusalOf('simulator-made-up;secret')).toMatch(
      /^NotAuthorizedException: Invalid login token\./,
    )
  })

  it('is refused where the identity pool does not trust the provider', async () => {
    const IdentityPoolId = await poolTrusting({ 'other.example': 'x' })
    const { token } = await simulatorToken({ provider, clientId })
    await expect(
      test.identityPools('GetId', { IdentityPoolId, Logins: { [key]: token } }),
    ).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    })
  })
})

describe('the simulator', () => {
  it('says that an id token of one provider is not of another', async () => {
    const IdentityPoolId = await poolTrusting({ ...supported, 'appleid.apple.com': 'google-ios.example' })
    const { token } = await simulatorToken({ provider: 'google', clientId: 'google-ios.example' })
    await expect(
      test.identityPools('GetId', { IdentityPoolId, Logins: { 'appleid.apple.com': token } }),
    ).rejects.toMatchObject({ message: "Invalid login token. Issuer doesn't match providerName" })
  })

  it('is not there on a server that is not local', async () => {
    const guarded = await startTestServer({
      local: false,
      adminKeys: [{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }],
    })
    for (const path of ['tokens', 'google/jwks', 'google/.well-known/openid-configuration']) {
      const url = `http://localhost/_latchkey/simulator/${path}`
      expect(
        (await guarded.server.fetch(new Request(url, { method: path === 'tokens' ? 'POST' : 'GET' }))).status,
      ).toBe(404)
    }
    await guarded.close()
  })

  it('is for this machine alone, and sends nobody elsewhere', async () => {
    const statusOf = async (host: string, redirectUri: string) => {
      const url = new URL(`http://${host}/_latchkey/simulator/google/authorize?client_id=a`)
      url.searchParams.set('redirect_uri', redirectUri)
      return (await test.server.fetch(new Request(url))).status
    }
    expect(await statusOf('localhost', 'http://localhost:3000/')).toBe(200)
    expect(await statusOf('evil.example', 'http://localhost:3000/')).toBe(403)
    expect(await statusOf('localhost', 'https://evil.example/')).toBe(400)
  })
})

describe('a login by any OpenID Connect provider', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>
  beforeEach(async () => {
    provider = await startProvider()
    await test.close()
    test = await startTestServer({
      loginProviders: {
        openIdConnect: {
          'dev-x.auth0.example': { issuer: provider.issuer, clientIds: ['auth0-client', 'auth0-native'] },
        },
      },
    })
  })
  afterEach(() => provider.close())

  const arn = 'arn:aws:iam::123456789012:oidc-provider/dev-x.auth0.example'

  async function identityPool(arns = [arn]) {
    const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
      IdentityPoolName: 'auth0',
      AllowUnauthenticatedIdentities: false,
      OpenIdConnectProviderARNs: arns,
    })
    return IdentityPoolId ?? ''
  }

  const getId = (IdentityPoolId: string, token: string) =>
    test.identityPools('GetId', { IdentityPoolId, Logins: { 'dev-x.auth0.example': token } })

  const claims = () => ({
    iss: provider.issuer,
    aud: 'auth0-client',
    sub: 'auth0|1',
    exp: test.clock.now / 1000 + 600,
  })

  it('is verified by its discovery document and its keys', async () => {
    const pool = await identityPool()
    const { IdentityId } = await getId(pool, await provider.sign(claims()))
    expect(IdentityId).toMatch(/^us-east-1:/)
    const refusals: [JWTPayload, string][] = [
      [
        { ...claims(), iss: 'https://evil.example' },
        "Invalid login token. Issuer doesn't match providerName",
      ],
      [{ ...claims(), aud: 'other' }, 'Invalid login token. Incorrect token audience.'],
      [
        { ...claims(), aud: ['auth0-client', 'other'], azp: 'other' },
        'Invalid login token. Incorrect token audience.',
      ],
      [
        { ...claims(), exp: test.clock.now / 1000 - 1 },
        `Invalid login token. Token expired: ${test.clock.now / 1000} >= ${test.clock.now / 1000 - 1}`,
      ],
    ]
    for (const [payload, message] of refusals) {
      await expect(getId(pool, await provider.sign(payload))).rejects.toMatchObject({
        __type: 'NotAuthorizedException',
        message,
      })
    }
    await expect(getId(pool, await provider.sign(claims(), 'stranger'))).rejects.toMatchObject({
      message: "Invalid login token. Couldn't verify signed token.",
    })
    await expect(getId(await identityPool([]), await provider.sign(claims()))).rejects.toMatchObject({
      message: 'Token is not from a supported provider of this identity pool.',
    })
  })

  it('is refused unsigned, or signed with the public key as a secret', async () => {
    const pool = await identityPool()
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const none = `${encode({ alg: 'none' })}.${encode(claims())}.`
    const secret = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(Buffer.from(JSON.stringify(provider.publicKey)))
    for (const token of [none, secret]) {
      await expect(getId(pool, token)).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
    }
  })

  it('follows a rotation of keys, and asks for them once in thirty seconds whatever key ids come', async () => {
    const pool = await identityPool()
    await getId(pool, await provider.sign(claims()))
    expect(provider.asked('/jwks')).toBe(1)
    await provider.rotate('second')
    test.clock.now += 30_000
    await getId(pool, await provider.sign(claims()))
    expect(provider.asked('/jwks')).toBe(2)
    for (let count = 0; count < 20; count++) {
      const token = await provider.sign(claims(), `made-up-${count}`)
      await expect(getId(pool, token)).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
    }
    expect(provider.asked('/jwks')).toBe(2)
    expect(provider.asked('/.well-known/openid-configuration')).toBe(1)
  })

  it('is never refused as such while the provider is away', async () => {
    const pool = await identityPool()
    const token = await provider.sign(claims())
    provider.fail(true)
    await expect(getId(pool, token)).rejects.toMatchObject({
      __type: 'ExternalServiceException',
      message: 'The provider of the login could not be asked.',
    })
    provider.fail(false)
    const { IdentityId } = await getId(pool, token)
    // What was known goes on being so, although it would be due.
    provider.fail(true)
    test.clock.now += 3_600_000
    expect(await getId(pool, await provider.sign(claims()))).toEqual({ IdentityId })
  })
})

describe('a login by a SAML provider', () => {
  const arn = 'arn:aws:iam::123456789012:saml-provider/simulator'
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
  let IdentityPoolId: string

  beforeEach(async () => {
    // The library that verifies assertions has no clock but the system's.
    await test.close()
    test = await startTestServer({ now: Date.now })
    const created = await test.identityPools('CreateIdentityPool', {
      IdentityPoolName: 'saml',
      AllowUnauthenticatedIdentities: false,
      SamlProviderARNs: [arn],
    })
    IdentityPoolId = created.IdentityPoolId ?? ''
    await test.identityPools('SetIdentityPoolRoles', {
      IdentityPoolId,
      Roles: { authenticated: role('member') },
    })
  })

  const assertion = async (input: object = {}) =>
    (await simulatorToken({ provider: 'saml', clientId: 'aws', email: 'ada@example.com', ...input })).token
  const getId = (token: string) => test.identityPools('GetId', { IdentityPoolId, Logins: { [arn]: token } })
  const roleOf = async (token: string, CustomRoleArn?: string) => {
    const { IdentityId = '' } = await getId(token)
    const answered = await test.identityPools('GetCredentialsForIdentity', {
      IdentityId,
      Logins: { [arn]: token },
      ...(CustomRoleArn ? { CustomRoleArn } : {}),
    })
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = answered.Credentials ?? {}
    const signed = await signRequest(
      { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
      { url: 'https://api.example.com/', service: 'execute-api', now: Date.now() },
    )
    const verified = await test.server.verifyRequest(signed, { service: 'execute-api' })
    return verified.kind === 'verified' ? verified.principal.roleArn : verified.message
  }

  it('gives the person of the NameID an identity, as often as the assertion comes', async () => {
    const first = await assertion()
    const { IdentityId } = await getId(first)
    expect(await getId(first)).toEqual({ IdentityId })
    expect(await getId(await assertion())).toEqual({ IdentityId })
    expect(await getId(await assertion({ email: 'grace@example.com' }))).not.toEqual({ IdentityId })
    expect(await roleOf(first)).toBe(role('member'))
  })

  it('opens the role of the assertion, and of several the one that the caller names', async () => {
    const one = await assertion({ roles: [`${role('editor')},${arn}`] })
    expect(await roleOf(one)).toBe(role('editor'))
    const foreign = await assertion({ roles: [`${role('editor')},arn:aws:iam::1:saml-provider/other`] })
    expect(await roleOf(foreign)).toBe(role('member'))
    const several = await assertion({ roles: [`${role('editor')},${arn}`, `${arn},${role('owner')}`] })
    expect(await roleOf(several, role('owner'))).toBe(role('owner'))
    await expect(roleOf(several)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    await expect(roleOf(several, role('king'))).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  })

  it('is refused for another audience or recipient, over time, changed, unsigned, and with a document type', async () => {
    const edit = async (change: (xml: string) => string) =>
      Buffer.from(change(Buffer.from(await assertion(), 'base64').toString())).toString('base64')
    const tokens = [
      await assertion({ audience: 'urn:other' }),
      await assertion({ recipient: 'https://other.example/saml' }),
      await assertion({ lifetime: -120 }),
      await edit(xml => xml.replace('>ada@example.com<', '>eve@example.com<')),
      await edit(xml => xml.replace(/<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/, '')),
      await edit(xml => `<!DOCTYPE r [<!ENTITY e "x">]>${xml}`),
      // A second assertion, unsigned, beside the signed one (signature wrapping).
      await edit(xml =>
        xml.replace(/(<saml:Assertion [\s\S]*<\/saml:Assertion>)/, found => {
          const forged = found
            .replace(/<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/, '')
            .replace(/ID="_[0-9a-f]+"/, 'ID="_forged"')
            .replace(/(<saml:NameID[^>]*>)[^<]*/, '$1eve')
          return forged + found
        }),
      ),
      Buffer.from('not xml').toString('base64'),
      '',
    ]
    for (const token of tokens) {
      await expect(getId(token)).rejects.toMatchObject({
        __type: token === '' ? 'ValidationException' : 'NotAuthorizedException',
      })
    }
  })
})

/** An OpenID Connect provider in this process: its discovery document and its keys. */
async function startProvider() {
  let failing = false
  let keyId = 'first'
  let pair = await generateKeyPair('RS256')
  const stranger = await generateKeyPair('RS256')
  const counts = new Map<string, number>()
  const server: Server = createServer(async ({ url = '' }, response) => {
    counts.set(url, (counts.get(url) ?? 0) + 1)
    if (failing) {
      response.writeHead(503).end('away')
      return
    }
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/jwks` },
      '/jwks': { keys: [jwk] },
    }
    response.end(JSON.stringify(documents[url]))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    publicKey: await exportJWK(pair.publicKey),
    asked: (path: string) => counts.get(path) ?? 0,
    fail(value: boolean) {
      failing = value
    },
    async rotate(name: string) {
      keyId = name
      pair = await generateKeyPair('RS256')
    },
    /** @param kid default: the provider's key; any other is a stranger's */
    sign: (payload: JWTPayload, kid?: string) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? keyId })
        .sign(kid === undefined ? pair.privateKey : stranger.privateKey),
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
