import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

/** How a provider misbehaves; each member takes the place of what an honest one would do. */
export interface Crookedness {
  /** Changes of the id token's claims. */
  readonly claims?: JWTPayload
  /** How the id token is signed. */
  readonly signed?: 'rightly' | 'by another key' | 'with the public key as secret' | 'not at all'
  readonly keyId?: string
  readonly userInfo?: Record<string, unknown>
  readonly tokenStatus?: number
  /** The paths that never answer, or answer so. */
  readonly hangs?: string
  readonly redirects?: string
}

/**
 * A provider that misbehaves on demand: a mock, since honest ones cannot be had to. It gives a code to whoever asks.
 */
export async function startCrookedProvider(now: () => number) {
  const honest = await generateKeyPair('RS256', { extractable: true })
  const other = await generateKeyPair('RS256')
  let keyId = 'first'
  let keys = honest
  let crooked: Crookedness = {}
  let nonce = ''
  const asked: string[] = []
  const http = createServer()
  await new Promise<void>(resolve => http.listen(0, 'localhost', resolve))
  const issuer = `http://localhost:${(http.address() as AddressInfo).port}`

  async function idToken(): Promise<string> {
    const seconds = Math.floor(now() / 1000)
    const claims = {
      iss: issuer,
      aud: 'pool',
      sub: 'somebody',
      nonce,
      iat: seconds,
      exp: seconds + 300,
      ...crooked.claims,
    }
    const kid = crooked.keyId ?? keyId
    switch (crooked.signed) {
      case 'not at all':
        return new UnsecuredJWT(claims).encode()
      case 'by another key':
        return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(other.privateKey)
      case 'with the public key as secret': {
        const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)))
        return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(secret)
      }
      default:
        return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(keys.privateKey)
    }
  }

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const path = new URL(request.url ?? '', issuer).pathname
    asked.push(path)
    switch (path) {
      case '/.well-known/openid-configuration':
        return [
          200,
          {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/userinfo`,
            jwks_uri: `${issuer}/jwks`,
          },
        ]
      case '/jwks':
        return [
          200,
          { keys: [{ ...(await exportJWK(keys.publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }] },
        ]
      case '/token':
        return [
          crooked.tokenStatus ?? 200,
          crooked.tokenStatus
            ? { error: 'invalid_grant', error_description: '<script>alert(1)</script>' }
            : { access_token: 'opaque', token_type: 'Bearer', id_token: await idToken() },
        ]
      case '/userinfo':
        return [200, crooked.userInfo ?? { sub: 'somebody', email: 'somebody@example.com' }]
      default:
        return [404, {}]
    }
  }

  http.on('request', async (request, response) => {
    if (crooked.hangs && request.url === crooked.hangs) return
    if (crooked.redirects && request.url === crooked.redirects) {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
      return
    }
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })

  return {
    issuer,
    /** The paths that were asked for. */
    asked,
    behave(how: Crookedness) {
      crooked = how
      asked.length = 0
    },
    async rotateKeys() {
      keys = await generateKeyPair('RS256', { extractable: true })
      keyId = `key-${keyId.length}`
    },
    /** What an honest browser would bring back from the authorization endpoint. */
    comeBack(away: URL, changes: Record<string, string> = {}): URL {
      nonce = away.searchParams.get('nonce') ?? ''
      const back = new URL(away.searchParams.get('redirect_uri') ?? '')
      const state = away.searchParams.get('state') ?? ''
      back.search = new URLSearchParams({ code: 'a-code', state, ...changes }).toString()
      return back
    },
    close: () =>
      new Promise<void>(resolve => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
