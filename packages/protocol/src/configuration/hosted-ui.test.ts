import { describe, expect, test } from 'vitest'
import { parseHostedUI } from './hosted-ui.ts'

const userPool = {
  WebDomain: 'shop.auth.us-east-1.amazoncognito.com',
  AppClientId: 'client1',
  SignInRedirectURI: 'https://shop.example/',
  SignOutRedirectURI: 'https://shop.example/bye',
  Scopes: ['openid', 'email'],
}
const read = (OAuth: unknown, clientId?: string) => {
  const result = parseHostedUI({ Auth: { Default: { OAuth } } }, clientId)
  if (result.outcome === 'refused') throw new Error(result.message)
  return result.hostedUI
}
const keysOf = (OAuth: unknown) => {
  const result = parseHostedUI({ Auth: { Default: { OAuth } } })
  return result.outcome === 'refused'
    ? result.problems.map(({ key }) => key.replace('Auth.Default.OAuth', ''))
    : []
}

describe('Auth.Default.OAuth', () => {
  test('names a user pool’s domain', () => {
    expect(read(userPool)).toMatchObject({
      addresses: { kind: 'userPool', domain: 'https://shop.auth.us-east-1.amazoncognito.com' },
      clientId: 'client1',
      scopes: ['openid', 'email'],
      signInRedirectURIs: ['https://shop.example/'],
    })
  })

  test('may have its domain on loopback, with a path', () => {
    const WebDomain = 'http://localhost:9229/us-east-1_abcDEF123'
    expect(read({ ...userPool, WebDomain }).addresses).toEqual({ kind: 'userPool', domain: WebDomain })
  })

  test('gives the addresses of another provider, as the guides show Auth0, without SignOutRedirectURI', () => {
    const auth0 = {
      AppClientId: 'auth0-client',
      WebDomain: 'shop.auth0.com',
      TokenURI: 'https://shop.auth0.com/oauth/token',
      SignInURI: 'https://shop.auth0.com/authorize',
      SignInRedirectURI: 'com.shop://shop.auth0.com/ios/com.shop/callback',
      SignOutURI: 'https://shop.auth0.com/v2/logout',
      SignOutURIQueryParameters: { client_id: 'auth0-client', returnTo: 'com.shop://bye' },
      Scopes: ['openid', 'email'],
    }
    expect(read(auth0)).toMatchObject({
      addresses: {
        kind: 'given',
        authorize: 'https://shop.auth0.com/authorize',
        token: 'https://shop.auth0.com/oauth/token',
        signOut: 'https://shop.auth0.com/v2/logout',
        issuer: 'https://shop.auth0.com/',
      },
      signOutRedirectURIs: [],
      signOutURIQueryParameters: auth0.SignOutURIQueryParameters,
    })
  })

  test('names an OpenID provider whose addresses are discovered', () => {
    const { WebDomain: _, ...rest } = userPool
    const Issuer = 'https://login.example/realm'
    expect(read({ ...rest, Issuer }).addresses).toEqual({ kind: 'discovered', issuer: Issuer })
  })

  test('falls back on the user pool’s app client, and on openid', () => {
    const { AppClientId: _, Scopes: __, ...rest } = userPool
    expect(read(rest, 'pool-client')).toMatchObject({ clientId: 'pool-client', scopes: ['openid'] })
  })

  test('takes several addresses to come back to, as Amplify lists them', () => {
    const redirects = ['http://localhost:3000/', 'https://shop.example/']
    expect(read({ ...userPool, SignInRedirectURI: redirects }).signInRedirectURIs).toEqual(redirects)
    expect(read({ ...userPool, SignInRedirectURI: redirects.join(',') }).signInRedirectURIs).toEqual(
      redirects,
    )
  })

  test.each([
    [undefined, ['', '.WebDomain', '.AppClientId', '.SignInRedirectURI']],
    [{ ...userPool, WebDomain: 'http://shop.example' }, ['.WebDomain']],
    [{ ...userPool, SignInURI: 'https://a.example/authorize' }, ['.TokenURI']],
    [{ ...userPool, TokenURI: 'https://a.example/token' }, ['.SignInURI']],
    [{ ...userPool, Scopes: [1] }, ['.Scopes']],
    [{ ...userPool, SignInURIQueryParameters: { a: 1 } }, ['.SignInURIQueryParameters']],
    [{ ...userPool, SignInRedirectURI: undefined }, ['.SignInRedirectURI']],
  ])('complains by name: %#', (OAuth, keys) => {
    expect(keysOf(OAuth)).toEqual(keys)
  })
})
