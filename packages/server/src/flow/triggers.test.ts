import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { listen } from '../listen.ts'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'
import { answering, functionArn, startTriggerServer } from '../testing/trigger-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>
afterEach(() => test.close())

const withTriggers = async (...given: Parameters<typeof startTriggerServer>) => {
  ;({ test, ids } = await startTriggerServer(...given))
}

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
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: functionArn('nowhere') } })
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
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: functionArn('PreSignUp') } })
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
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: functionArn('PreSignUp') } })
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
    ids = await createTestPool(test, { LambdaConfig: { PreSignUp: functionArn('PreSignUp') } })
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
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: functionArn('tokens') } },
    })
    const { id, access } = await tokens()
    expect(id['plan']).toEqual({ tier: 2 })
    expect(access).toMatchObject({ tenant: 'a', scope: 'aws.cognito.signin.user.admin shop/read' })
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
