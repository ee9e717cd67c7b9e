import { AWSMobileClient, memoryStorage } from '@latchkey/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kindOf } from '../client/app.ts'
import { type AuthorizationServer, password, startAuthorizationServer } from './authorization-server.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

/** Our client at our server, with somebody between them who changes what comes back. */

const callback = 'http://127.0.0.1/callback'
let server: AuthorizationServer
let poolId: string
let clientId: string
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  await server.createPerson(poolId)
  ;({ id: clientId } = await server.createClient(poolId, { CallbackURLs: [callback] }))
})
afterAll(() => server.close())

/** Signs in on the hosted pages; whatever comes back is changed on the way. */
async function signIn(change: (answer: URL) => void) {
  const redeemed: string[] = []
  const client = new AWSMobileClient({
    configuration: {
      Auth: {
        Default: {
          OAuth: {
            AppClientId: clientId,
            Issuer: `${server.url}/${poolId}`,
            SignInRedirectURI: callback,
            Scopes: ['openid', 'email'],
          },
        },
      },
    },
    storage: memoryStorage(),
    fetch: (input, init) => {
      if (String(input).endsWith('/oauth2/token')) redeemed.push(String(input))
      return fetch(input, init)
    },
    browser: () => ({
      async show({ url }) {
        const browser = new ScriptlessBrowser(server.url)
        const answer = (await browser.open(url)) ?? (await browser.submit({ username: 'ada', password }))
        if (!answer) throw new Error(`The sign-in stopped at ${browser.url}.`)
        change(answer)
        return answer.href
      },
      close: () => undefined,
    }),
  })
  const outcome = await client
    .showSignIn({ hostedUIOptions: {} })
    .then(({ userState }) => userState as string)
    .catch(kindOf)
  return { outcome, redeemed }
}

describe('an answer of the hosted pages', () => {
  it('is taken as it comes', async () => {
    const { outcome, redeemed } = await signIn(() => undefined)
    expect([outcome, redeemed.length]).toEqual(['signedIn', 1])
  })

  it.each([
    ['another issuer', (answer: URL) => answer.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (answer: URL) => answer.searchParams.delete('iss')],
    ['another state', (answer: URL) => answer.searchParams.set('state', 'x'.repeat(43))],
    ['two codes', (answer: URL) => answer.searchParams.append('code', 'another')],
  ])('with %s is refused by the client before any code is redeemed', async (_, change) => {
    const { outcome, redeemed } = await signIn(change)
    expect([outcome, redeemed]).toEqual(['securityFailed', []])
  })
})
