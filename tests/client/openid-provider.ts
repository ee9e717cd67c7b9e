/** A stranger's OpenID provider (panva's `oidc-provider`), and a person's browser that signs in at it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type ClientMetadata } from 'oidc-provider'

export interface OpenIDProvider {
  readonly issuer: string
  readonly clientId: string
  /** The grants that its token endpoint was asked for. */
  readonly grants: string[]
  /** Everything given out is no longer good. */
  revokeAll(): void
  close(): Promise<void>
}

/**
 * Starts a provider whose access tokens are opaque, and whose refresh tokens rotate.
 *
 * @param redirectURIs where its one public client may come back to
 */
export async function startOpenIDProvider(client: Partial<ClientMetadata>): Promise<OpenIDProvider> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const clientId = 'shop'
  const grants: string[] = []
  let revoked = false
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        ...client,
      },
    ],
    cookies: { keys: ['only-for-tests'] },
    clientBasedCORS: () => true,
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    features: { revocation: { enabled: true } },
    ttl: {
      AccessToken: 600,
      IdToken: 600,
      RefreshToken: 86_400,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 600,
    },
    findAccount: async (_, accountId) =>
      revoked ? undefined : { accountId, claims: async () => ({ sub: accountId }) },
  })
  provider.on('grant.success', ({ oidc }) => grants.push(String(oidc.params?.grant_type)))
  server.on('request', provider.callback())
  return {
    issuer,
    clientId,
    grants,
    revokeAll: () => {
      revoked = true
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A browser without a window: it keeps cookies, follows redirects and fills in the provider's two forms. */
export function textBrowser(login: string) {
  const cookies = new Map<string, string>()
  const visited: URL[] = []
  return {
    visited,
    async open(address: string): Promise<void> {
      let url = address
      let form: URLSearchParams | undefined
      for (let page = 0; page < 20; page++) {
        visited.push(new URL(url))
        const response = await fetch(url, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; ') },
          ...(form && { method: 'POST', body: form }),
        })
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
          cookies.set(name, value)
        }
        const next = response.headers.get('location')
        const text = await response.text()
        const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1]
        if (!next && !action) return
        form = next
          ? undefined
          : new URLSearchParams(
              text.includes('name="login"')
                ? { prompt: 'login', login, password: 'p' }
                : { prompt: 'consent' },
            )
        url = new URL(next ?? action ?? '', url).href
      }
      throw new Error(`The browser goes round in circles at ${url}`)
    },
  }
}
