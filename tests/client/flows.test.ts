import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { type ClientOptions, memoryStorage, webStorage } from '@latchkey/client'
import { allFeatures } from '@latchkey/client/functions'
import { createServer, type LatchkeyServer, type Listening, listen } from '@latchkey/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { type App, clientOf as clientAt, createApp, credentials, emailMFA, kindOf } from './app.ts'

let server: LatchkeyServer
let listening: Listening
let url: string

interface CustomEvent {
  request: {
    session: { challengeName: string; challengeResult: boolean }[]
    privateChallengeParameters?: Record<string, string>
    challengeAnswer?: string
  }
  response: Record<string, unknown>
}

beforeAll(async () => {
  server = await createServer({
    local: true,
    functions: {
      Define: (event: CustomEvent) => {
        const last = event.request.session.at(-1)
        const passed = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult
        const afterSrp = last?.challengeName === 'SRP_A'
        event.response = passed
          ? { issueTokens: true, failAuthentication: false }
          : {
              issueTokens: false,
              failAuthentication: false,
              challengeName: afterSrp ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE',
            }
        return event
      },
      Create: (event: CustomEvent) => {
        event.response = {
          publicChallengeParameters: { question: 'the colour of the sky' },
          privateChallengeParameters: { answer: 'blue' },
        }
        return event
      },
      Verify: (event: CustomEvent) => {
        const { privateChallengeParameters, challengeAnswer } = event.request
        event.response = { answerCorrect: challengeAnswer === privateChallengeParameters?.['answer'] }
        return event
      },
    } as never,
  })
  listening = await listen(server, { port: 0 })
  url = listening.url
})

afterAll(async () => {
  await listening.close()
  await server.close()
})

const app = (...settings: Parameters<typeof createApp> extends [string, ...infer Rest] ? Rest : never) =>
  createApp(url, ...settings)
const clientOf = (pool: App, more?: ClientOptions, auth?: object) => clientAt(url, pool, more, auth)

describe('second factors', () => {
  test('a code by e-mail: wrong once, then right', async () => {
    const pool = await app({}, { MfaConfiguration: 'ON', EmailMfaConfiguration: emailMFA })
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(pool)
    const asked = await client.signIn(credentials(person))
    expect(asked).toMatchObject({
      signInState: 'emailMFA',
      challenge: 'EMAIL_OTP',
      codeDetails: { deliveryMedium: 'email', destination: 'a***@e***' },
    })
    expect(await client.confirmSignIn({ challengeResponse: '000000' }).catch(kindOf)).toBe('codeMismatch')
    const challengeResponse = await codeSentTo(url, person.email)
    expect((await client.confirmSignIn({ challengeResponse })).signInState).toBe('signedIn')
  })
})

describe('a challenge', () => {
  test('goes on after the program was started again, and not after its time', async () => {
    const pool = await app({}, { MfaConfiguration: 'ON', EmailMfaConfiguration: emailMFA })
    const person = await createPerson(url, pool.userPoolId)
    const tab = new Map<string, string>()
    const area = {
      get length() {
        return tab.size
      },
      key: (index: number) => [...tab.keys()][index] ?? null,
      getItem: (key: string) => tab.get(key) ?? null,
      setItem: (key: string, value: string) => void tab.set(key, value),
      removeItem: (key: string) => void tab.delete(key),
    }
    const restarted = (more: ClientOptions = {}) =>
      clientOf(pool, { features: allFeatures(webStorage(area), undefined), ...more })
    const asked = await restarted().signIn(credentials(person))
    expect([...tab.values()].join()).not.toContain(person.password)

    const later = restarted({
      clock: {
        now: () => Date.now() + 4 * 60_000,
        after: (wait, run) => {
          const timer = setTimeout(run, wait)
          return () => clearTimeout(timer)
        },
      },
    })
    expect(await later.resumeSignIn()).toBeUndefined()

    const client = restarted()
    expect(await client.resumeSignIn()).toEqual(asked)
    const challengeResponse = await codeSentTo(url, person.email)
    expect((await client.confirmSignIn({ challengeResponse })).signInState).toBe('signedIn')
    expect(tab.size).toBe(0)
  })
})

describe('custom challenges', () => {
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
  const triggers = {
    LambdaConfig: {
      DefineAuthChallenge: arn('Define'),
      CreateAuthChallenge: arn('Create'),
      VerifyAuthChallengeResponse: arn('Verify'),
    },
  }

  test('without a password, by the configuration', async () => {
    const pool = await app(triggers)
    const { username } = await createPerson(url, pool.userPoolId)
    const client = clientOf(pool, {}, { authenticationFlowType: 'CUSTOM_AUTH' })
    const asked = await client.signIn({ username })
    expect(asked).toMatchObject({
      signInState: 'customChallenge',
      parameters: { question: 'the colour of the sky' },
    })
    expect((await client.confirmSignIn({ challengeResponse: 'blue' })).signInState).toBe('signedIn')
  })

  test('after a password that SRP has proved, by the call', async () => {
    const pool = await app(triggers)
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(pool)
    const wrong = { username: person.username, password: 'Wrong-Horse-7', authFlow: 'CUSTOM_AUTH' } as const
    expect(await client.signIn(wrong).catch(kindOf)).toBe('notAuthorized')
    const asked = await client.signIn({ ...credentials(person), authFlow: 'CUSTOM_AUTH' })
    expect(asked.signInState).toBe('customChallenge')
    expect((await client.confirmSignIn({ challengeResponse: 'blue' })).signInState).toBe('signedIn')
  })
})

describe('USER_AUTH', () => {
  const factors = {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
  } satisfies Partial<CreateUserPoolCommandInput>

  test('offers a choice: a password, proved or sent, or a code', async () => {
    const pool = await app(factors)
    const person = await createPerson(url, pool.userPoolId)
    for (const challengeResponse of ['PASSWORD', 'PASSWORD_SRP']) {
      const client = clientOf(pool, {}, { authenticationFlowType: 'USER_AUTH' })
      const asked = await client.signIn({ username: person.username })
      expect(asked.signInState).toBe('selectChallenge')
      expect(asked.availableChallenges).toContain(challengeResponse)
      const { signInState } = await client.confirmSignIn({ challengeResponse, password: person.password })
      expect(signInState).toBe('signedIn')
    }
    const client = clientOf(pool)
    await client.signIn({ username: person.username, authFlow: 'USER_AUTH' })
    expect((await client.confirmSignIn({ challengeResponse: 'EMAIL_OTP' })).signInState).toBe('emailOTP')
    const challengeResponse = await codeSentTo(url, person.email)
    expect((await client.confirmSignIn({ challengeResponse })).signInState).toBe('signedIn')
  })

  test('goes straight to what is preferred', async () => {
    const pool = await app(factors)
    const person = await createPerson(url, pool.userPoolId)
    const preferring = async (preferredChallenge: 'PASSWORD' | 'PASSWORD_SRP', password?: string) => {
      const client = clientOf(pool)
      const input = { username: person.username, authFlow: 'USER_AUTH', preferredChallenge } as const
      const asked = await client.signIn({ ...input, ...(password && { password }) })
      if (asked.signInState === 'signedIn') return 'at once'
      expect(asked.signInState).toBe('password')
      return (await client.confirmSignIn({ challengeResponse: person.password })).signInState
    }
    expect(await preferring('PASSWORD', person.password)).toBe('at once')
    expect(await preferring('PASSWORD_SRP', person.password)).toBe('at once')
    expect(await preferring('PASSWORD')).toBe('signedIn')
    expect(await preferring('PASSWORD_SRP')).toBe('signedIn')
  })

  test('signs in whoever has just confirmed an account, once', async () => {
    const pool = await app(factors)
    const { username, email } = somebody()
    const client = clientOf(pool)
    await client.signUp({ username, userAttributes: { email } })
    await client.confirmSignUp({ username, confirmationCode: await codeSentTo(url, email) })
    expect((await client.autoSignIn()).signInState).toBe('signedIn')
    expect(client.username).toBe(username)
    await client.signOut()
    expect(await client.autoSignIn().catch(kindOf)).toBe('invalidState')
  })

  test('signs in with the confirmation itself, where the app asks for it', async () => {
    const pool = await app(factors)
    const { username, email } = somebody()
    const client = clientOf(pool)
    await client.signUp({ username, userAttributes: { email } })
    const confirmationCode = await codeSentTo(url, email)
    const { signIn } = await client.confirmSignUp({ username, confirmationCode, autoSignIn: true })
    expect(signIn?.signInState).toBe('signedIn')
    expect(client.currentUserState).toBe('signedIn')
  })
})

describe('a device', () => {
  const tracked = (ChallengeRequiredOnNewDevice: boolean) => ({
    DeviceConfiguration: { ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt: true },
  })

  test('is confirmed without a word, renews tokens, and once remembered takes the place of the code (amplify-js#11651, amplify-js#14135)', async () => {
    const pool = await app(tracked(true), { MfaConfiguration: 'ON', EmailMfaConfiguration: emailMFA })
    const person = await createPerson(url, pool.userPoolId)
    const storage = memoryStorage()
    const client = clientOf(pool, { storage })
    await client.signIn(credentials(person))
    await client.confirmSignIn({ challengeResponse: await codeSentTo(url, person.email) })
    expect((await client.getTokens({ forceRefresh: true })).accessToken.claims?.device_key).toBeDefined()
    const { deviceId } = await client.deviceOperations.get()
    expect((await client.deviceOperations.list()).devices.map(device => device.deviceId)).toEqual([deviceId])
    await client.deviceOperations.updateStatus({ remembered: true })
    await client.signOut()
    expect((await client.signIn(credentials(person))).signInState).toBe('signedIn')
    expect((await client.deviceOperations.get()).deviceId).toBe(deviceId)
    await client.signOut()

    const elsewhere = clientOf(pool)
    expect((await elsewhere.signIn(credentials(person))).signInState).toBe('emailMFA')
  })

  test('that the pool has forgotten is made anew, in one sign-in', async () => {
    const pool = await app(tracked(false))
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(pool, { storage: memoryStorage() })
    await client.signIn(credentials(person))
    const { deviceId } = await client.deviceOperations.get()
    await client.signOut()
    const elsewhere = clientOf(pool)
    await elsewhere.signIn(credentials(person))
    await elsewhere.deviceOperations.forget({ deviceId })
    expect((await client.signIn(credentials(person))).signInState).toBe('signedIn')
    expect((await client.deviceOperations.get()).deviceId).not.toBe(deviceId)
  })

  test('that has no key says so (amplify-flutter#4536)', async () => {
    const pool = await app()
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(pool)
    await client.signIn(credentials(person))
    expect(await client.deviceOperations.forget().catch(kindOf)).toBe('deviceNotRemembered')
    const update = client.deviceOperations.updateStatus({ remembered: true })
    expect(await update.catch(kindOf)).toBe('deviceNotRemembered')
  })
})

describe('sessions', () => {
  test('are listed and ended one by one, but not the one that asks', async () => {
    const pool = await app()
    const person = await createPerson(url, pool.userPoolId)
    const [laptop, phone] = [clientOf(pool), clientOf(pool)]
    await phone.signIn(credentials(person))
    await laptop.signIn(credentials(person))

    const { sessions } = await laptop.sessions.list()
    expect(sessions.map(({ current, clientId }) => [current, clientId]).sort()).toEqual([
      [false, pool.clientId],
      [true, pool.clientId],
    ])
    const first = await laptop.sessions.list({ limit: 1 })
    const second = await laptop.sessions.list({ limit: 1, paginationToken: first.paginationToken ?? '' })
    expect([...first.sessions, ...second.sessions]).toEqual(sessions)
    expect(second.paginationToken).toBeUndefined()

    const idOf = (own: boolean) => sessions.find(({ current }) => current === own)?.sessionId ?? ''
    expect(await laptop.sessions.revoke({ sessionId: idOf(true) }).catch(kindOf)).toBe('invalidParameter')
    await laptop.sessions.revoke({ sessionId: idOf(false) })
    expect(await laptop.sessions.revoke({ sessionId: idOf(false) }).catch(kindOf)).toBe('resourceNotFound')
    expect((await laptop.sessions.list()).sessions.map(({ current }) => current)).toEqual([true])

    const told: string[] = []
    phone.addUserStateListener(state => told.push(state))
    // The phone learns of it when it next renews its tokens.
    expect(await phone.getTokens({ forceRefresh: true, whenSignedOut: 'reject' }).catch(kindOf)).toBe(
      'notSignedIn',
    )
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
    expect((await laptop.getTokens({ forceRefresh: true })).accessToken.claims?.username).toBe(
      laptop.username,
    )
  })
})
