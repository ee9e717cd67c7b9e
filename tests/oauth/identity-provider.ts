import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

type SecretBy = 'client_secret_post' | 'client_secret_basic'

/**
 * A stranger's OpenID provider: panva's `oidc-provider`. Its one client is `pool`.
 *
 * @param secretBy the one way in which it takes secrets
 */
export async function startIdentityProvider(
  redirectUris: readonly string[],
  secretBy: SecretBy = 'client_secret_post',
) {
  const http = createServer()
  await new Promise<void>(resolve => http.listen(0, 'localhost', resolve))
  const issuer = `http://localhost:${(http.address() as AddressInfo).port}`
  /** What the provider tells of its people, by subject. */
  const people = new Map<string, Record<string, unknown>>()
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'pool',
        client_secret: 'secret-of-the-pool',
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: secretBy,
      },
    ],
    clientAuthMethods: [secretBy],
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    scopes: ['openid', 'email', 'profile'],
    pkce: { required: () => true },
    findAccount: async (_, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...people.get(accountId) }),
    }),
  })
  http.on('request', provider.callback())
  return {
    issuer,
    people,
    close: () =>
      new Promise<void>(resolve => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

/**
 * Goes through a provider's forms as somebody, and gives the address that leads away from the provider.
 *
 * @param login the subject
 */
export async function passProvider(start: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let page = 0; page < 20; page += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const text = await response.text()
    const next = response.headers.get('location') ?? /<form[^>]* action="([^"]+)"/.exec(text)?.[1]
    if (!next) throw new Error(`The provider stopped at ${url}: ${text}`)
    form = response.headers.has('location')
      ? undefined
      : new URLSearchParams(
          text.includes('name="login"') ? { prompt: 'login', login, password: 'p' } : { prompt: 'consent' },
        )
    url = new URL(next, url)
    if (url.origin !== start.origin) return url
  }
  throw new Error(`The provider goes round in circles at ${url}`)
}
