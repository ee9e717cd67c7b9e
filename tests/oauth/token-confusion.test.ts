import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

let server: AuthorizationServer
let app: RelyingParty
let tokens: { access: string; id: string }
/** A stranger's server, at which nobody should ask for keys. */
const asked: string[] = []
const stranger = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.writeHead(404).end()
})
beforeAll(async () => {
  server = await startAuthorizationServer()
  const poolId = await server.createPool()
  await server.createPerson(poolId)
  app = new RelyingParty(server, poolId, await server.createClient(poolId))
  const { body } = await app.redeem(await app.code({ scope: 'openid aws.cognito.signin.user.admin' }))
  tokens = { access: body['access_token'] ?? '', id: body['id_token'] ?? '' }
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await server.close()
  stranger.close()
})

/** Every way in which a token is taken. */
async function refusals(token: string) {
  const info = await app.userInfo(token)
  const api = await server.userPools('GetUser', { AccessToken: token }).then(
    () => 'accepted',
    error => error.__type,
  )
  const hint = await app.browser().open(app.address({ prompt: 'none', id_token_hint: token }))
  return [info.status, api, hint?.searchParams.get('error')]
}
const all = [401, 'NotAuthorizedException', 'invalid_request']

const url = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/keys`
const forged = async (header: Record<string, unknown>, claims: Record<string, unknown> = {}) => {
  const { privateKey } = await generateKeyPair('RS256')
  return await new SignJWT({ ...decodeJwt(tokens.access), ...claims })
    .setProtectedHeader({ alg: 'RS256', ...header })
    .sign(privateKey)
}
const ownKid = () => decodeProtectedHeader(tokens.access).kid ?? ''

describe('a token', () => {
  it('is taken as what it is', async () => {
    expect((await app.userInfo(tokens.access)).status).toBe(200)
    expect(await server.userPools('GetUser', { AccessToken: tokens.access })).toMatchObject({
      Username: 'ada',
    })
  })

  it.each([
    ['without a signature', async () => new UnsecuredJWT(decodeJwt(tokens.access)).encode()],
    [
      'with the public key as a secret',
      async () => {
        const { keys } = (await (await fetch(`${app.issuer}/.well-known/jwks.json`)).json()) as {
          keys: { kid: string }[]
        }
        const key = keys.find(({ kid }) => kid === ownKid())
        const secret = new TextEncoder().encode(JSON.stringify(key))
        const claims = decodeJwt(tokens.access)
        return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: ownKid() }).sign(secret)
      },
    ],
    ['of another key under our key’s id', () => forged({ kid: ownKid() })],
    ['of an unknown key', () => forged({ kid: 'unknown' })],
    ['without a key id', () => forged({})],
    ['with a path as its key id', () => forged({ kid: '../../../../dev/null' })],
    ['with a query as its key id', () => forged({ kid: "x' OR '1'='1" })],
    ['that names where its key is (jku)', () => forged({ kid: ownKid(), jku: url() })],
    ['that names where its key is (x5u)', () => forged({ kid: ownKid(), x5u: url() })],
    [
      'that brings its own key (jwk)',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
        const jwk = await exportJWK(publicKey)
        const claims = decodeJwt(tokens.access)
        return await new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: ownKid(), jwk: jwk as never })
          .sign(privateKey)
      },
    ],
    ['of an issuer that is a stranger', () => forged({ kid: ownKid() }, { iss: url() })],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = tokens.access.split('.')
        const claims = { ...decodeJwt(tokens.access), username: 'root' }
        return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
      },
    ],
    ['that is no token', async () => 'a.b.c'],
  ])('%s is refused', async (_, make) => {
    expect(await refusals(await make())).toEqual(all)
    expect(asked).toEqual([])
  })

  it('for one use is not taken for another', async () => {
    expect((await app.userInfo(tokens.id)).status).toBe(401)
    await expect(server.userPools('GetUser', { AccessToken: tokens.id })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    const hint = await app.browser().open(app.address({ prompt: 'none', id_token_hint: tokens.access }))
    expect(hint?.searchParams.get('error')).toBe('invalid_request')
  })

  it('of another pool, or of a client alone, is refused', async () => {
    const other = await server.createPool()
    await server.createPerson(other)
    const elsewhere = new RelyingParty(server, other, await server.createClient(other))
    const { body } = await elsewhere.redeem(await elsewhere.code())
    expect((await app.userInfo(body['access_token'] ?? '')).status).toBe(401)
    const hint = await app
      .browser()
      .open(app.address({ prompt: 'none', id_token_hint: body['id_token'] ?? '' }))
    expect(hint?.searchParams.get('error')).toBe('invalid_request')

    const machine = await server.createClient(app.poolId, {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      CallbackURLs: undefined,
    })
    const client = new RelyingParty(server, app.poolId, machine)
    const granted = await client.token({ grant_type: 'client_credentials' })
    expect((await app.userInfo(granted.body['access_token'] ?? '')).status).toBe(401)
  })

  it('that has expired is refused, and is as good as ever for a hint', async () => {
    server.clock.now += 3_600_001
    expect((await app.userInfo(tokens.access)).status).toBe(401)
    const hint = await app.browser().open(app.address({ prompt: 'none', id_token_hint: tokens.id }))
    expect(hint?.searchParams.get('error')).toBe('login_required')
  })
})
