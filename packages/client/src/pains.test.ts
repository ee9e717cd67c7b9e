/** What people complained of elsewhere, where no other test keeps it already; `docs/client-pains.md` has the list. */
import { expect, test } from 'vitest'
import { getAWSCredentials } from './credentials/get-credentials.ts'
import { handleAuthResponse, hostedUI, showHostedUI } from './hosted-ui/index.ts'
import { initialize } from './session/initialize.ts'
import { addUserStateListener } from './session/listeners.ts'
import type { Tokens } from './session/session.ts'
import { username } from './session/standing.ts'
import { challengeMemory } from './sign-in/keep-challenge.ts'
import { signIn } from './sign-in/sign-in.ts'
import { autoSignIn } from './sign-up/auto-sign-in.ts'
import { confirmSignUp } from './sign-up/sign-up.ts'
import { type Cookie, cookieStorage, serializeCookie } from './storage/cookies.ts'
import { memoryStorage } from './storage/memory.ts'
import { connectionLost, fakeConfiguration } from './testing/fake-service.ts'
import { settled, signedInWorld, world } from './testing/set-up.ts'
import { getTokens } from './tokens/get-tokens.ts'

const ada = { username: 'ada', password: 'Passw0rd!' }

/** The service's answer that brings these tokens. */
const answerOf = (tokens: Tokens) => () => ({
  AuthenticationResult: {
    AccessToken: tokens.accessToken.tokenString,
    IdToken: tokens.idToken?.tokenString,
    RefreshToken: 'refresh-1-ada',
    ExpiresIn: 3600,
  },
})

test('a thousand calls while the service is away cost three requests, and the access token is kept to its end (supabase-js#2145)', async () => {
  const { client, service, clock } = await signedInWorld()
  const { accessToken } = await getTokens(client)
  clock.advance(3_600_000 - 60_000)
  service.answer('GetTokensFromRefreshToken', () => {
    throw connectionLost
  })
  const all = await Promise.all(Array.from({ length: 1_000 }, () => getTokens(client)))
  expect(new Set(all.map(tokens => tokens.accessToken.tokenString))).toEqual(
    new Set([accessToken.tokenString]),
  )
  expect(service.count('GetTokensFromRefreshToken')).toBe(3)
})

test('who asks for tokens asks for no AWS credentials (amplify-js#14373)', async () => {
  const { client, service } = await signedInWorld()
  await getTokens(client, { forceRefresh: true })
  expect(service.requests.map(({ operation }) => operation)).toEqual(['GetTokensFromRefreshToken'])
})

test('a relaunch asks for no identity again (amplify-js#13565, #13608)', async () => {
  const { client, service, relaunch } = await signedInWorld()
  await getAWSCredentials(client)
  await client.writing
  service.requests.length = 0
  await getAWSCredentials(relaunch())
  expect(service.requests.map(({ operation }) => operation)).toEqual(['GetCredentialsForIdentity'])
})

test('a listener may call the client and wait for it, in the middle of a renewal too (auth-js#762)', async () => {
  const { client, service, clock } = await signedInWorld()
  const heard: unknown[] = []
  addUserStateListener(client, async state => {
    if (state !== 'signedIn') return
    heard.push((await getTokens(client)).accessToken.claims?.username)
    heard.push((await getAWSCredentials(client)).identityId)
  })
  service.refreshTokens.clear()
  clock.advance(3_600_000)
  const waiting = getTokens(client)
  await settled()
  await signIn(client, ada)
  await waiting
  await settled()
  expect(heard).toEqual(['ada', 'us-east-1:aaaa'])
})

/** The cookies of a request and its response. */
function cookiesOf(given: Record<string, string> = {}) {
  const cookies = new Map(Object.entries(given))
  const sent: string[] = []
  return {
    cookies,
    sent,
    getAll: (): Cookie[] => [...cookies].map(([name, value]) => ({ name, value })),
    setAll(changes: readonly (Cookie & { options: object })[]) {
      for (const cookie of changes) {
        cookies.set(cookie.name, cookie.value)
        sent.push(serializeCookie(cookie))
      }
    },
  }
}

test('a server’s renewal goes out with its response as cookies (amplify-js#13498, #14118, #7106)', async () => {
  const first = cookiesOf()
  const { client, clock, service, options } = await signedInWorld({ storage: cookieStorage(first) })
  await client.writing
  clock.advance(3_600_000)
  const request = cookiesOf(Object.fromEntries(first.cookies))
  const { relaunch } = world({ clock, fetch: service.fetch, configuration: options.configuration })
  const renewed = await getTokens(relaunch({ storage: cookieStorage(request) }))
  expect(request.sent.length).toBeGreaterThan(0)
  const next = relaunch({ storage: cookieStorage(cookiesOf(Object.fromEntries(request.cookies))) })
  expect((await getTokens(next)).accessToken.tokenString).toBe(renewed.accessToken.tokenString)
})

test('cookies may be httpOnly: then the server alone has the tokens (amplify-js#3224)', async () => {
  const jar = cookiesOf()
  const { client } = await signedInWorld({
    storage: cookieStorage(jar, { httpOnly: true, sameSite: 'strict' }),
  })
  await client.writing
  expect(jar.sent.every(cookie => /; SameSite=strict; Secure; HttpOnly$/.test(cookie))).toBe(true)
})

test('what the app gave the hosted UI comes back with an error as well (amplify-js#14853)', async () => {
  let url = ''
  const OAuth = { WebDomain: 'shop.example', AppClientId: 'c', SignInRedirectURI: 'https://shop.example/' }
  const { client } = world({
    configuration: { ...fakeConfiguration, Auth: { Default: { OAuth } } },
    features: { hostedUI },
    browser: () => ({
      leaves: true,
      show: async page => {
        url = page.url
        return undefined
      },
      close: () => {},
    }),
  })
  await showHostedUI(client, { customState: 'cart 7' }).catch(() => undefined)
  const state = new URL(url).searchParams.get('state')
  const answer = handleAuthResponse(client, `https://shop.example/?error=server_error&state=${state}`)
  await expect(answer).rejects.toMatchObject({ kind: 'badRequest', customState: 'cart 7' })
})

test('a sign-in after a confirmed sign-up survives a reload, once (amplify-js#10225, #13666)', async () => {
  const tab = memoryStorage()
  const { client, service, relaunch } = world({ features: { challenges: challengeMemory(tab) } })
  service.answer('ConfirmSignUp', () => ({ Session: 'confirmed' }))
  await confirmSignUp(client, { username: 'ada', confirmationCode: '1' })
  service.answer('InitiateAuth', answerOf(await signedInWorld().then(made => getTokens(made.client))))
  await settled()
  const again = relaunch()
  expect((await autoSignIn(again)).signInState).toBe('signedIn')
  expect(service.requests.at(-1)?.input).toMatchObject({ AuthFlow: 'USER_AUTH', Session: 'confirmed' })
  await settled()
  expect(await autoSignIn(relaunch({ storage: memoryStorage() })).catch(error => error.kind)).toBe(
    'invalidState',
  )
})

test('the user name is the service’s, and what was typed is told apart (aws-sdk-ios#3194)', async () => {
  const { client, service, relaunch } = world()
  service.answer('InitiateAuth', answerOf(await signedInWorld().then(made => getTokens(made.client))))
  await signIn(client, { username: 'ada@example.com', password: 'Passw0rd!', authFlow: 'USER_PASSWORD_AUTH' })
  expect([username(client), client.session?.usernameTyped]).toEqual(['ada', 'ada@example.com'])
  await client.writing
  const again = relaunch()
  expect(await initialize(again)).toMatchObject({ details: { username: 'ada' } })
  expect(again.session?.usernameTyped).toBe('ada@example.com')
})
