import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { listen } from '../listen.ts'
import type { FunctionOptions } from '../ports/local-functions.ts'
import { answerSrp } from '../testing/srp-sign-in.ts'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>
afterEach(() => test.close())

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

/** A trigger's event, as far as these tests look at it. */
interface Event {
  triggerSource: string
  userName: string
  callerContext: Record<string, string>
  request: Record<string, never> & { session: { challengeName: string; challengeResult: boolean }[] }
  response: Record<string, unknown>
}

/** A server whose pool has the given triggers, under their own names. */
async function withTriggers(
  triggers: Record<string, (event: Event) => unknown>,
  client: Parameters<typeof createTestPool>[2] = {},
) {
  test = await startTestServer({ functions: triggers as unknown as FunctionOptions })
  const LambdaConfig = Object.fromEntries(Object.keys(triggers).map(name => [name, arn(name)]))
  ids = await createTestPool(test, { LambdaConfig }, client)
}

const answering = (response: Record<string, unknown>) => (event: Event) => ({ ...event, response })

const signUp = (Username = 'ada') =>
  test.userPools('SignUp', {
    ClientId: ids.clientId,
    Username,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
  })

describe('PreSignUp', () => {
  it('confirms a user and verifies the address', async () => {
    const confirmed: string[] = []
    await withTriggers({
      PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }),
      PostConfirmation: event => {
        confirmed.push(`${event.triggerSource} ${event.userName}`)
        return event
      },
    })
    expect((await signUp()).UserConfirmed).toBe(true)
    expect(confirmed).toEqual(['PostConfirmation_ConfirmSignUp ada'])
    expect((await signInPerson(test, ids.clientId, 'ada')).accessToken).not.toBe('')
  })

  it('refuses with its own words, and nobody is made', async () => {
    await withTriggers({
      PreSignUp: () => {
        throw new Error('Not you')
      },
    })
    await expect(signUp()).rejects.toEqual({
      __type: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Not you.',
    })
    await expect(
      test.userPools('AdminGetUser', { UserPoolId: ids.userPoolId, Username: 'ada' }),
    ).rejects.toMatchObject({ __type: 'UserNotFoundException' })
  })

  it.each([[undefined], ['text'], [{}], [{ response: { autoConfirmUser: 'yes' } }]])(
    'that answers %j is called invalid',
    async answer => {
      await withTriggers({ PreSignUp: () => answer })
      await expect(signUp()).rejects.toEqual({
        __type: 'InvalidLambdaResponseException',
        message: 'Unrecognizable lambda output',
      })
    },
  )

  it('that is nowhere to be found is unexpected', async () => {
    test = await startTestServer()
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: arn('nowhere') } })
    await expect(signUp()).rejects.toMatchObject({ __type: 'UnexpectedLambdaException' })
  })
})

describe('a module', () => {
  const modules = mkdtempSync(join(tmpdir(), 'latchkey-triggers-'))
  const write = (name: string, source: string) => {
    const path = join(modules, name)
    writeFileSync(path, source)
    return path
  }
  afterAll(() => rmSync(modules, { recursive: true, force: true }))

  it('runs in a worker, and one that ends it or hangs takes nothing with it', async () => {
    const path = write(
      'pre-sign-up.mjs',
      `export const handler = async event => {
        if (event.userName === 'exits') process.exit(1)
        event.response.autoConfirmUser = event.userName === 'ada'
        return event
      }`,
    )
    test = await startTestServer({ functions: { PreSignUp: path } })
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: arn('PreSignUp') } })
    expect((await signUp('ada')).UserConfirmed).toBe(true)
    await expect(signUp('exits')).rejects.toMatchObject({ __type: 'UnexpectedLambdaException' })
    expect((await signUp('bob')).UserConfirmed).toBe(false)
  })

  it('takes nothing with it, whatever it answers or does: ten megabytes, no event, another event, a loop, its own server', async () => {
    const path = write(
      'hostile.mjs',
      `const answers = {
        huge: event => ({ ...event, response: { junk: 'x'.repeat(10_000_000) } }),
        nothing: () => undefined,
        list: () => [1, 2],
        cyclic: event => { event.self = event; return event },
        mutates: event => ({ ...event, userName: 'eve', userPoolId: 'us-east-1_other0000', request: {}, response: { autoConfirmUser: true, autoVerifyEmail: true } }),
        throws: () => { throw new Error('not you') },
        pollutes: event => JSON.parse(JSON.stringify({ ...event, response: {} }).replace('"response":{}', '"response":{"__proto__":{"autoConfirmUser":true}}')),
      }
      export const handler = async event => answers[event.userName](event)`,
    )
    test = await startTestServer({ functions: { PreSignUp: path } })
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: arn('PreSignUp') } })
    const outcomes: Record<string, string> = {}
    for (const name of ['huge', 'nothing', 'list', 'cyclic', 'mutates', 'throws', 'pollutes']) {
      outcomes[name] = await signUp(name).then(
        answer => `confirmed: ${answer.UserConfirmed}`,
        (error: { __type: string; message: string }) => error.__type,
      )
    }
    expect(outcomes).toEqual({
      huge: 'UnexpectedLambdaException',
      nothing: 'InvalidLambdaResponseException',
      list: 'InvalidLambdaResponseException',
      cyclic: 'UserLambdaValidationException',
      mutates: 'confirmed: true',
      throws: 'UserLambdaValidationException',
      pollutes: 'confirmed: false',
    })
    const { Users = [] } = await test.userPools('ListUsers', { UserPoolId: ids.userPoolId })
    // Nobody but those whose trigger answered is there, under the names that they chose.
    expect(Users?.map(({ Username }) => Username).sort()).toEqual(['mutates', 'pollutes'])
    expect(Reflect.get({}, 'autoConfirmUser')).toBeUndefined()
  })

  it('may call the server that waits for it, and one that never ends is ended after five seconds', async () => {
    const path = write(
      'calls.mjs',
      `export const handler = async event => {
        if (event.userName === 'hangs') for (;;);
        const response = await fetch(event.request.clientMetadata.url + '/_latchkey/health')
        event.response.autoConfirmUser = response.ok
        return event
      }`,
    )
    test = await startTestServer({ functions: { PreSignUp: path } })
    const listening = await listen(test.server, { port: 0 })
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: arn('PreSignUp') } })
    const signUpWith = (Username: string) =>
      test.userPools('SignUp', {
        ClientId: ids.clientId,
        Username,
        Password: password,
        ClientMetadata: { url: listening.url },
      })
    expect((await signUpWith('ada')).UserConfirmed).toBe(true)
    const began = performance.now()
    await expect(signUpWith('hangs')).rejects.toMatchObject({
      __type: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed: The function took too long.',
    })
    expect(performance.now() - began).toBeGreaterThan(4900)
    expect((await signUpWith('bob')).UserConfirmed).toBe(true)
    await listening.close()
  }, 15_000)
})

describe('the event of an administrator’s call', () => {
  it('says that no client is concerned', async () => {
    const callers: unknown[] = []
    await withTriggers({
      PreSignUp: event => {
        callers.push(event.triggerSource, event.callerContext)
        return event
      },
    })
    await test.userPools('AdminCreateUser', { UserPoolId: ids.userPoolId, Username: 'ada' })
    expect(callers).toEqual([
      'PreSignUp_AdminCreateUser',
      { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'CLIENT_ID_NOT_APPLICABLE' },
    ])
  })
})

describe('CustomMessage', () => {
  it('writes the message around the code', async () => {
    await withTriggers({
      CustomMessage: event => ({
        ...event,
        response: {
          emailSubject: 'Hello',
          emailMessage: `For ${event.userName}: ${event.request['codeParameter']}`,
        },
      }),
    })
    await signUp()
    const { subject, body, code } = await test.newestMessage('ada@example.com')
    expect([subject, body]).toEqual(['Hello', `For ada: ${code}`])
  })

  it('that forgets the code gets the usual text', async () => {
    await withTriggers({ CustomMessage: answering({ emailMessage: 'No code here' }) })
    await signUp()
    const { body, code } = await test.newestMessage('ada@example.com')
    expect(body).toBe(`Your confirmation code is ${code}`)
  })
})

describe('PreAuthentication and PostAuthentication', () => {
  it('keep a person out before, and hear of a sign-in after', async () => {
    const heard: string[] = []
    await withTriggers({
      PreAuthentication: event => {
        if (event.userName === 'eve') throw new Error('Not today')
        return event
      },
      PostAuthentication: event => {
        heard.push(event.userName)
        return event
      },
    })
    await signUpPerson(test, ids.clientId, 'ada')
    await signUpPerson(test, ids.clientId, 'eve')
    await signInPerson(test, ids.clientId, 'ada')
    await expect(signInPerson(test, ids.clientId, 'eve')).rejects.toMatchObject({
      message: 'PreAuthentication failed with error Not today.',
    })
    expect(heard).toEqual(['ada'])
  })
})

describe('PreTokenGeneration', () => {
  const tokens = async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { idToken, accessToken } = await signInPerson(test, ids.clientId, 'ada')
    return { id: decodeJwt(idToken), access: decodeJwt(accessToken) }
  }

  it('version 1 adds, changes and takes away claims of the id token, but not whose it is', async () => {
    await withTriggers({
      PreTokenGeneration: answering({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { plan: 'gold', sub: 'somebody else', iss: 'elsewhere' },
          claimsToSuppress: ['email', 'aud'],
          groupOverrideDetails: { groupsToOverride: ['friends'] },
        },
      }),
    })
    const { id, access } = await tokens()
    expect(id).toMatchObject({ plan: 'gold', aud: ids.clientId, 'cognito:groups': ['friends'] })
    expect(id['email']).toBeUndefined()
    expect(id.sub).toBe(access.sub)
    expect(id.iss).toBe(`http://latchkey.test/${ids.userPoolId}`)
    expect(access['plan']).toBeUndefined()
  })

  it('version 2 reaches the access token and its scopes', async () => {
    test = await startTestServer({
      functions: {
        tokens: (event: unknown) => ({
          ...(event as object),
          response: {
            claimsAndScopeOverrideDetails: {
              idTokenGeneration: { claimsToAddOrOverride: { plan: { tier: 2 } } },
              accessTokenGeneration: {
                claimsToAddOrOverride: { tenant: 'a' },
                scopesToAdd: ['shop/read'],
              },
            },
          },
        }),
      },
    })
    ids = await createTestPool(test, {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: arn('tokens') } },
    })
    const { id, access } = await tokens()
    expect(id['plan']).toEqual({ tier: 2 })
    expect(access).toMatchObject({ tenant: 'a', scope: 'aws.cognito.signin.user.admin shop/read' })
  })
})

describe('CUSTOM_AUTH', () => {
  const triggers = {
    DefineAuthChallenge: (event: Event) => {
      const rounds = event.request.session
      const last = rounds.at(-1)
      if (last?.challengeName === 'SRP_A')
        return { ...event, response: { challengeName: 'PASSWORD_VERIFIER' } }
      if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) {
        return { ...event, response: { issueTokens: true } }
      }
      if (rounds.length >= 4) return { ...event, response: { failAuthentication: true } }
      return { ...event, response: { challengeName: 'CUSTOM_CHALLENGE' } }
    },
    CreateAuthChallenge: answering({
      publicChallengeParameters: { question: 'colour' },
      privateChallengeParameters: { answer: 'blue' },
      challengeMetadata: 'COLOUR',
    }),
    VerifyAuthChallengeResponse: (event: Event) => {
      const { privateChallengeParameters, challengeAnswer } = event.request as unknown as {
        privateChallengeParameters: Record<string, string>
        challengeAnswer: string
      }
      return {
        ...event,
        response: { answerCorrect: challengeAnswer === privateChallengeParameters['answer'] },
      }
    },
  }
  const begin = (more: Record<string, string> = {}) =>
    test.userPools('InitiateAuth', {
      ClientId: ids.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: 'ada', ...more },
    })
  const answer = (Session: string | undefined, ANSWER: string) =>
    test.userPools('RespondToAuthChallenge', {
      ClientId: ids.clientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session,
      ChallengeResponses: { USERNAME: 'ada', ANSWER },
    })
  const client = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH' as const, 'ALLOW_USER_SRP_AUTH' as const] }

  it('asks until the answer is right, and shows only what is public', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const first = await begin()
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'ada', question: 'colour' },
    })
    expect(JSON.stringify(first)).not.toContain('blue')
    const second = await answer(first.Session, 'red')
    expect(second.ChallengeName).toBe('CUSTOM_CHALLENGE')
    await expect(answer(first.Session, 'blue')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    expect((await answer(second.Session, 'blue')).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('goes on for a name that the pool does not know as for others, and never ends in tokens', async () => {
    const told = new Set<unknown>()
    const listening = Object.entries(triggers).map(([name, handler]) => {
      const listen = (event: Event) => {
        told.add(event.request['userNotFound'])
        return typeof handler === 'function' ? handler(event) : event
      }
      return [name, listen]
    })
    await withTriggers(Object.fromEntries(listening), client)
    const begun = await test.userPools('InitiateAuth', {
      ClientId: ids.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: 'nobody' },
    })
    expect(begun).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'nobody' },
    })
    const answer = (USERNAME: string, ANSWER: string, Session = begun.Session) =>
      test.userPools('RespondToAuthChallenge', {
        ClientId: ids.clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME, ANSWER },
      })
    await expect(answer('somebody', 'wrong')).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
    const again = await answer('nobody', 'wrong')
    expect(again.ChallengeName).toBe('CUSTOM_CHALLENGE')
    await expect(answer('nobody', 'wrong')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    await expect(answer('nobody', 'blue', again.Session)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    expect(told).toEqual(new Set([true]))
  })

  it('remembers as much as the triggers keep to themselves', async () => {
    const answer5k = 'b'.repeat(5000)
    const CreateAuthChallenge = answering({ privateChallengeParameters: { answer: answer5k } })
    await withTriggers({ ...triggers, CreateAuthChallenge }, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const first = await begin()
    const second = await answer(first.Session, 'red')
    expect((await answer(second.Session, answer5k)).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('fails when the triggers say so', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    let Session = (await begin()).Session
    for (let round = 0; round < 3; round++) Session = (await answer(Session, 'red')).Session
    await expect(answer(Session, 'red')).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('can begin with the password, proven by SRP', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const proof = await answerSrp(test, ids, 'ada', password, undefined, {
      AuthFlow: 'CUSTOM_AUTH',
      CHALLENGE_NAME: 'SRP_A',
    })
    const next = await test.userPools('RespondToAuthChallenge', proof.request)
    expect(next.ChallengeName).toBe('CUSTOM_CHALLENGE')
    expect((await answer(next.Session, 'blue')).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('says so where the pool has no triggers', async () => {
    await withTriggers({}, client)
    await expect(begin()).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('UserMigration', () => {
  it('brings over who has forgotten the password, without one', async () => {
    const sources: string[] = []
    const confirmed: unknown[] = []
    await withTriggers({
      UserMigration: event => {
        sources.push(event.triggerSource)
        return {
          ...event,
          response: {
            userAttributes: { email: 'old@example.com', email_verified: 'true' },
            messageAction: 'SUPPRESS',
          },
        }
      },
      PostConfirmation: event => {
        confirmed.push(event.triggerSource, event.request['userAttributes'])
        return event
      },
    })
    const who = { ClientId: ids.clientId, Username: 'old' }
    await test.userPools('ForgotPassword', who)
    expect(sources).toEqual(['UserMigration_ForgotPassword'])
    const { code } = await test.newestMessage('old@example.com')
    await test.userPools('ConfirmForgotPassword', { ...who, ConfirmationCode: code, Password: password })
    expect(confirmed).toEqual([
      'PostConfirmation_ConfirmForgotPassword',
      expect.objectContaining({ 'cognito:user_status': 'CONFIRMED', email_verified: 'true' }),
    ])
    expect((await signInPerson(test, ids.clientId, 'old')).accessToken).not.toBe('')
  })

  it('brings a user over with the password that was typed', async () => {
    let calls = 0
    await withTriggers({
      UserMigration: event => {
        calls += 1
        const { password: typed } = event.request as unknown as { password: string }
        if (event.userName !== 'old-ada' || typed !== 'Old-Horse-1!') throw new Error('Bad password')
        return {
          ...event,
          response: {
            userAttributes: { email: 'ada@example.com', email_verified: 'true' },
            finalUserStatus: 'CONFIRMED',
            messageAction: 'SUPPRESS',
          },
        }
      },
    })
    await expect(signInPerson(test, ids.clientId, 'old-ada', 'Wrong-Horse-1!')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    })
    const { idToken } = await signInPerson(test, ids.clientId, 'old-ada', 'Old-Horse-1!')
    expect(decodeJwt(idToken)).toMatchObject({ email: 'ada@example.com', email_verified: true })
    await signInPerson(test, ids.clientId, 'old-ada', 'Old-Horse-1!')
    expect(calls).toBe(2)
  })
})
