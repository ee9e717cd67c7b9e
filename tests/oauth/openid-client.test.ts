import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

let server: AuthorizationServer
let poolId: string
let person: { username: string; email: string; sub: string }
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  person = await server.createPerson(poolId)
})
afterAll(() => server.close())

function discover(client: { id: string; secret: string }, authentication: oidc.ClientAuth) {
  const issuer = new URL(`${server.url}/${poolId}`)
  return oidc.discovery(issuer, client.id, { client_secret: client.secret }, authentication, {
    execute: [oidc.allowInsecureRequests],
  })
}

/** Signs Ada in and gives the address that the browser was sent back to. */
async function signIn(address: URL): Promise<URL> {
  const browser = new ScriptlessBrowser(server.url)
  await browser.open(address.href)
  const back = await browser.submit({ username: person.username, password })
  if (!back) throw new Error(`The sign-in stopped at ${browser.url}: ${browser.html}`)
  return back
}

describe.each([
  ['a public client', false, () => oidc.None()],
  ['a client with a secret in the form', true, (secret: string) => oidc.ClientSecretPost(secret)],
  ['a client with a secret by Basic', true, (secret: string) => oidc.ClientSecretBasic(secret)],
])('openid-client as %s', (_, GenerateSecret, authentication) => {
  it('completes code and PKCE, userinfo, refresh, revocation and logout', async () => {
    const client = await server.createClient(poolId, { GenerateSecret })
    const configuration = await discover(client, authentication(client.secret))
    const verifier = oidc.randomPKCECodeVerifier()
    const nonce = oidc.randomNonce()
    const state = oidc.randomState()
    const address = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      state,
    })

    const back = await signIn(address)
    const tokens = await oidc.authorizationCodeGrant(configuration, back, {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    })
    expect(tokens.claims()).toMatchObject({ sub: person.sub, email: person.email, email_verified: true })
    expect(tokens.claims()).toHaveProperty('at_hash')
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      scope: 'openid email profile',
      username: 'ada',
      version: 2,
    })

    expect(await oidc.fetchUserInfo(configuration, tokens.access_token, person.sub)).toEqual({
      sub: person.sub,
      username: 'ada',
      email: person.email,
      email_verified: 'true',
    })

    const refreshed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
    expect(refreshed.claims()).toMatchObject({ sub: person.sub, auth_time: tokens.claims()?.auth_time })

    await oidc.tokenRevocation(configuration, tokens.refresh_token ?? '')
    await expect(oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.fetchUserInfo(configuration, refreshed.access_token, person.sub)).rejects.toMatchObject(
      { cause: [{ parameters: { error: 'invalid_token' } }] },
    )

    const leaving = oidc.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: 'https://app.example.com/bye',
      id_token_hint: tokens.id_token ?? '',
      state: 'left',
    })
    const left = await new ScriptlessBrowser(server.url).open(leaving.href)
    expect(left?.href).toBe('https://app.example.com/bye?state=left')
  })
})
