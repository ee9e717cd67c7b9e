import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

const insecure = { [oauth.allowInsecureRequests]: true }

const trigger = 'arn:aws:lambda:us-east-1:000000000000:function:colour'
/** Adds a scope and a claim, and tries to be somebody else. */
const colour = (event: { triggerSource: string; request: { clientMetadata: { team: string } } }) => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: { team: event.request.clientMetadata.team, sub: 'root' },
        scopesToAdd: ['more'],
      },
    },
  },
})

let server: AuthorizationServer
let poolId: string
let as: oauth.AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer({ functions: { colour: colour as never } })
  poolId = await server.createPool()
  await server.createPerson(poolId)
  await server.userPools('CreateResourceServer', {
    UserPoolId: poolId,
    Identifier: 'https://photos.example.com',
    Name: 'Photos',
    Scopes: [
      { ScopeName: 'read', ScopeDescription: 'See' },
      { ScopeName: 'write', ScopeDescription: 'Change' },
    ],
  })
  const issuer = new URL(`${server.url}/${poolId}`)
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
})
afterAll(() => server.close())

describe('oauth4webapi', () => {
  it('completes code and PKCE with the issuer’s mark in the answer, userinfo, refresh and revocation', async () => {
    const { id } = await server.createClient(poolId)
    const client: oauth.Client = { client_id: id }
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const address = new URL(as.authorization_endpoint ?? '')
    address.search = new URLSearchParams({
      client_id: id,
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid email',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }).toString()
    const browser = new ScriptlessBrowser(server.url)
    await browser.open(address.href)
    const back = await browser.submit({ username: 'ada', password })

    expect(as.authorization_response_iss_parameter_supported).toBe(true)
    const parameters = oauth.validateAuthResponse(as, client, back ?? new URL(callback), state)
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      callback,
      verifier,
      insecure,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(as, response, insecure)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    const info = await oauth.processUserInfoResponse(
      as,
      client,
      claims?.sub ?? '',
      await oauth.userInfoRequest(as, client, tokens.access_token, insecure),
    )
    expect(info.email).toBe('ada@example.com')

    const refreshed = await oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, oauth.None(), tokens.refresh_token ?? '', insecure),
    )
    expect(refreshed.access_token).not.toBe(tokens.access_token)
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, oauth.None(), tokens.refresh_token ?? '', insecure),
    )
    const again = await oauth.refreshTokenGrantRequest(
      as,
      client,
      oauth.None(),
      tokens.refresh_token ?? '',
      insecure,
    )
    await expect(oauth.processRefreshTokenResponse(as, client, again)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})

describe('client credentials', () => {
  const machine = () =>
    server.createClient(poolId, {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['https://photos.example.com/read', 'https://photos.example.com/write'],
      CallbackURLs: undefined,
    })

  async function tokenFor(parameters: Record<string, string>) {
    const { id, secret } = await machine()
    const client: oauth.Client = { client_id: id }
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      oauth.ClientSecretBasic(secret),
      parameters,
      insecure,
    )
    return { id, tokens: await oauth.processClientCredentialsResponse(as, client, response) }
  }

  it('give an access token of the client’s scopes, or of those asked for', async () => {
    const all = await tokenFor({})
    expect(decodeJwt(all.tokens.access_token)).toMatchObject({
      sub: all.id,
      client_id: all.id,
      token_use: 'access',
      version: 2,
      scope: 'https://photos.example.com/read https://photos.example.com/write',
    })
    expect(all.tokens).not.toHaveProperty('refresh_token')
    const some = await tokenFor({ scope: 'https://photos.example.com/read' })
    expect(decodeJwt(some.tokens.access_token)['scope']).toBe('https://photos.example.com/read')
  })

  it('give a token for one resource server (RFC 8707)', async () => {
    const { tokens } = await tokenFor({ resource: 'https://photos.example.com' })
    expect(decodeJwt(tokens.access_token).aud).toBe('https://photos.example.com')
    await expect(tokenFor({ resource: 'https://other.example.com' })).rejects.toMatchObject({
      error: 'invalid_target',
    })
  })

  it('are changed by a PreTokenGeneration trigger of version 3, and of no other', async () => {
    for (const [LambdaVersion, scope] of [
      ['V3_0', 'https://photos.example.com/read more'],
      ['V2_0', 'https://photos.example.com/read'],
    ] as const) {
      const pool = await server.createPool({
        LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion, LambdaArn: trigger } },
      })
      await server.userPools('CreateResourceServer', {
        UserPoolId: pool,
        Identifier: 'https://photos.example.com',
        Name: 'Photos',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'See' }],
      })
      const client = await server.createClient(pool, {
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['https://photos.example.com/read'],
        CallbackURLs: undefined,
      })
      const app = new RelyingParty(server, pool, client)
      const { body } = await app.token({
        grant_type: 'client_credentials',
        aws_client_metadata: JSON.stringify({ team: 'blue' }),
      })
      const claims = decodeJwt(body['access_token'] ?? '')
      expect(claims['scope']).toBe(scope)
      expect(claims['team']).toBe(LambdaVersion === 'V3_0' ? 'blue' : undefined)
      expect(claims.sub).toBe(client.id)
      const refused = await app.token({ grant_type: 'client_credentials', aws_client_metadata: '[1]' })
      expect(refused.body['error']).toBe('invalid_request')
    }
  })

  it.each(['openid', 'https://photos.example.com/delete', 'photos/read'])(
    'refuse the scope %s',
    async scope => {
      await expect(tokenFor({ scope })).rejects.toMatchObject({ error: 'invalid_scope' })
    },
  )
})

describe('a custom scope of a person', () => {
  it('is in the access token, with the resource as its audience, also after a refresh', async () => {
    const client = await server.createClient(poolId, {
      AllowedOAuthScopes: ['openid', 'https://photos.example.com/read'],
    })
    const app = new RelyingParty(server, poolId, client)
    const code = await app.code({
      scope: 'openid https://photos.example.com/read',
      resource: 'https://photos.example.com',
    })
    const { body } = await app.redeem(code)
    const refreshed = await app.token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] })
    for (const tokens of [body, refreshed.body]) {
      expect(decodeJwt(tokens['access_token'] ?? '')).toMatchObject({
        aud: 'https://photos.example.com',
        scope: 'openid https://photos.example.com/read',
        username: 'ada',
      })
    }
    const back = await app.authorize({ resource: 'https://other.example.com' })
    expect(back.searchParams.get('error')).toBe('invalid_target')
  })
})
