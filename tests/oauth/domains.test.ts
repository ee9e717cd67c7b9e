import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, callback, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

let server: AuthorizationServer
let app: RelyingParty
beforeAll(async () => {
  server = await startAuthorizationServer({ issuer: 'https://auth.example.com' })
  const poolId = await server.createPool()
  await server.userPools('CreateUserPoolDomain', { UserPoolId: poolId, Domain: 'people' })
  await server.userPools('CreateUserPoolDomain', {
    UserPoolId: poolId,
    Domain: 'login.photos.example',
    CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/x' },
  })
  app = new RelyingParty(server, poolId, await server.createClient(poolId))
})
afterAll(() => server.close())

const ask = (address: string) => server.answer(new Request(address))
const screenOf = async (response: Response) => /data-screen="([^"]*)"/.exec(await response.text())?.[1]

describe('the domain of a pool', () => {
  it.each([
    ['its id in the path', () => `https://auth.example.com/${app.poolId}`],
    ['its prefix in the path', () => 'https://auth.example.com/people'],
    ['its prefix before the server’s host', () => 'https://people.auth.example.com'],
    ['its prefix on this machine', () => 'http://people.localhost:9229'],
    ['its prefix before Amazon’s host', () => 'https://people.auth.us-east-1.amazoncognito.com'],
    [
      'its prefix before Amazon’s host in another region',
      () => 'https://people.auth.eu-west-1.amazoncognito.com',
    ],
    ['its own host', () => 'https://login.photos.example'],
    ['the client alone', () => 'https://auth.example.com'],
  ])('is found by %s', async (_, base) => {
    const authorize = await ask(`${base()}/oauth2/authorize?${app.parameters()}`)
    expect(authorize.status).toBe(302)
    const login = new URL(authorize.headers.get('location') ?? '', base())
    expect(login.pathname.endsWith('/login')).toBe(true)
    const page = await ask(login.href)
    expect(page.status).toBe(200)
    const html = await page.clone().text()
    expect(await screenOf(page)).toBe('sign-in')
    const stylesheet = /<link rel="stylesheet" href="([^"]*)"/.exec(html)?.[1] ?? ''
    const style = await ask(new URL(stylesheet, base()).href)
    expect(style.headers.get('content-type')).toContain('text/css')
  })

  it('answers the well-known documents on a host of its own, with its own addresses and the pool’s issuer', async () => {
    const response = await ask('https://login.photos.example/.well-known/openid-configuration')
    expect(await response.json()).toMatchObject({
      issuer: `https://auth.example.com/${app.poolId}`,
      authorization_endpoint: 'https://login.photos.example/oauth2/authorize',
      token_endpoint: 'https://login.photos.example/oauth2/token',
      jwks_uri: `https://auth.example.com/${app.poolId}/.well-known/jwks.json`,
    })
    const keys = await ask('https://login.photos.example/.well-known/jwks.json')
    expect((await keys.json())['keys']).toHaveLength(2)
  })

  it.each([
    'https://strangers.auth.example.com',
    'https://people.evil.example',
    'https://xlogin.photos.example',
    'https://auth.example.com/strangers',
  ])('is not %s', async base => {
    const parameters = app.parameters({ client_id: 'nobody' })
    expect((await ask(`${base}/oauth2/authorize?${parameters}`)).status).toBe(404)
    expect((await ask(`${base}/.well-known/openid-configuration`)).status).toBe(404)
  })

  it('is found by a client that authenticates by Basic alone', async () => {
    const { id, secret } = await server.createClient(app.poolId, { GenerateSecret: true })
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    const answer = await server.answer(
      new Request('https://auth.example.com/oauth2/token', {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ grant_type: 'authorization_code', code: 'unknown' }),
      }),
    )
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' })
  })

  it('is gone once it is deleted', async () => {
    const poolId = await server.createPool()
    await server.userPools('CreateUserPoolDomain', { UserPoolId: poolId, Domain: 'passing' })
    const client = await server.createClient(poolId)
    const query = new RelyingParty(server, poolId, client).parameters()
    expect((await ask(`https://auth.example.com/passing/login?${query}`)).status).toBe(200)
    await server.userPools('DeleteUserPoolDomain', { UserPoolId: poolId, Domain: 'passing' })
    expect((await ask(`https://auth.example.com/passing/login?${query}`)).status).toBe(404)
  })
})

describe('aws-amplify’s signInWithRedirect, request by request', () => {
  it('is led through authorize, token and logout at the domain', async () => {
    const domain = 'https://people.auth.us-east-1.amazoncognito.com'
    const authorize = new URLSearchParams({
      redirect_uri: callback,
      response_type: 'code',
      client_id: app.client.id,
      identity_provider: 'COGNITO',
      scope: 'phone email openid profile aws.cognito.signin.user.admin',
      state: 'Jq2LfaKvjcNIlGIvTAsuDeIsoQYzoq4X',
      code_challenge: app.challenge,
      code_challenge_method: 'S256',
    })
    const first = await ask(`${domain}/oauth2/authorize?${authorize}`)
    expect(first.headers.get('location')).toBe(`/login?${authorize}`)
    const token = await server.answer(
      new Request(`${domain}/oauth2/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: `grant_type=authorization_code&code=unknown&client_id=${app.client.id}&redirect_uri=${encodeURIComponent(callback)}&code_verifier=${app.verifier}`,
      }),
    )
    expect(token.headers.get('access-control-allow-origin')).toBe('*')
    expect(await token.json()).toMatchObject({ error: 'invalid_grant' })
    const logout = new URLSearchParams({
      client_id: app.client.id,
      logout_uri: 'https://app.example.com/bye',
    })
    const left = await ask(`${domain}/logout?${logout}`)
    expect([left.status, left.headers.get('location')]).toEqual([302, 'https://app.example.com/bye'])
  })
})
