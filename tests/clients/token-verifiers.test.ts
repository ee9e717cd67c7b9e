import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person } from '../harness/people.ts'
import { createPools, type Pools, region } from '../harness/pools.ts'

interface SignedIn {
  readonly latchkey: LatchkeyProcess
  readonly pools: Pools
  readonly person: Person
  readonly idToken: string
  readonly accessToken: string
}

/** A server with a person who has just signed in. */
async function signedIn(args: readonly string[]): Promise<SignedIn> {
  const latchkey = await startLatchkey(['--in-memory', ...args])
  const pools = await createPools(latchkey.url)
  const person = await createPerson(latchkey.url, pools.userPoolId)
  const client = new CognitoIdentityProviderClient({ endpoint: latchkey.url, region })
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId: pools.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    }),
  )
  const { IdToken, AccessToken } = AuthenticationResult!
  return { latchkey, pools, person, idToken: IdToken!, accessToken: AccessToken! }
}

/** aws-jwt-verify fetches over https only; a local server speaks http. */
const fetcher = {
  fetch: async (uri: string): Promise<ArrayBuffer> => (await fetch(uri)).arrayBuffer(),
}

describe('tokens of a server that is its own issuer', () => {
  let here: SignedIn
  let issuer: string

  beforeAll(async () => {
    here = await signedIn([])
    issuer = `${here.latchkey.url}/${here.pools.userPoolId}`
  })

  afterAll(() => here.latchkey.stop())

  it('verify with jose, found through the discovery document', async () => {
    const discovered = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      issuer: string
      jwks_uri: string
    }
    expect(discovered.issuer).toBe(issuer)
    const keys = createRemoteJWKSet(new URL(discovered.jwks_uri))
    const { payload } = await jwtVerify(here.idToken, keys, { issuer, audience: here.pools.clientId })
    expect(payload).toMatchObject({ token_use: 'id', email: here.person.email })
    const access = await jwtVerify(here.accessToken, keys, { issuer })
    expect(access.payload).toMatchObject({ token_use: 'access', client_id: here.pools.clientId })
  })

  it('verify with aws-jwt-verify, and only as the kind of token that they are', async () => {
    const verifier = JwtVerifier.create(
      { issuer, audience: here.pools.clientId, jwksUri: `${issuer}/.well-known/jwks.json` },
      { jwksCache: new SimpleJwksCache({ fetcher }) },
    )
    expect(await verifier.verify(here.idToken)).toMatchObject({ email: here.person.email })
    await expect(verifier.verify(here.accessToken)).rejects.toThrow('Audience')
  })

  it('are refused by jose once a single character has changed', async () => {
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
    const [header, payload, signature] = here.idToken.split('.') as [string, string, string]
    const changed = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
    await expect(jwtVerify(`${header}.${payload}.${changed}`, keys)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
  })
})

describe("tokens of a server that stands in for Amazon's", () => {
  let there: SignedIn

  beforeAll(async () => {
    there = await signedIn(['--issuer', `https://cognito-idp.${region}.amazonaws.com`])
  })

  afterAll(() => there.latchkey.stop())

  it('verify with the CognitoJwtVerifier of an unchanged backend', async () => {
    const { userPoolId, clientId } = there.pools
    const jwks = `${there.latchkey.url}/${userPoolId}/.well-known/jwks.json`
    for (const [tokenUse, token] of [
      ['id', there.idToken],
      ['access', there.accessToken],
    ] as const) {
      const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse })
      verifier.cacheJwks(await (await fetch(jwks)).json())
      expect(await verifier.verify(token)).toMatchObject({
        token_use: tokenUse,
        iss: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      })
      await expect(verifier.verify(tokenUse === 'id' ? there.accessToken : there.idToken)).rejects.toThrow()
    }
  })
})
