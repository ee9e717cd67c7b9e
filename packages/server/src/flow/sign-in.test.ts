import { createHmac } from 'node:crypto'
import { N } from '@latchkey/protocol/srp'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerSrp, signInBySrp } from '../testing/srp-sign-in.ts'
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

beforeEach(async () => {
  test = await startTestServer()
  ids = await createTestPool(test)
})
afterEach(() => test.close())

const wrong = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const exceeded = { __type: 'NotAuthorizedException', message: 'Password attempts exceeded' }

describe('USER_SRP_AUTH', () => {
  it('signs a person in who proves the password, with tokens that say who it is', async () => {
    const { sub, email } = await signUpPerson(test, ids.clientId, 'ada')
    const { AuthenticationResult } = await signInBySrp(test, ids, 'ada', password)
    const now = Math.floor(test.clock.now / 1000)
    const id = decodeJwt(AuthenticationResult?.IdToken ?? '')
    const access = decodeJwt(AuthenticationResult?.AccessToken ?? '')
    expect(id).toMatchObject({
      sub,
      email,
      email_verified: true,
      iss: `http://latchkey.test/${ids.userPoolId}`,
      aud: ids.clientId,
      'cognito:username': 'ada',
      token_use: 'id',
      auth_time: now,
      iat: now,
      exp: now + 3600,
    })
    expect(access).toMatchObject({
      sub,
      username: 'ada',
      client_id: ids.clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      origin_jti: id['origin_jti'],
    })
    expect(access.aud).toBeUndefined()
    expect(decodeProtectedHeader(AuthenticationResult?.IdToken ?? '')).toEqual({
      alg: 'RS256',
      kid: expect.stringMatching(/^.{44}$/),
    })
    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' })
  })

  it('answers with the real user name where an alias was typed', async () => {
    const aliased = await createTestPool(test, { AliasAttributes: ['email'] })
    await test.userPools('SignUp', {
      ClientId: aliased.clientId,
      Username: 'grace',
      Password: password,
      UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }],
    })
    const { code } = await test.newestMessage('grace@example.com')
    await expect(signInPerson(test, aliased.clientId, 'grace@example.com')).rejects.toEqual(wrong)
    await test.userPools('ConfirmSignUp', {
      ClientId: aliased.clientId,
      Username: 'grace',
      ConfirmationCode: code,
    })
    const { challenge, request } = await answerSrp(test, aliased, 'Grace@Example.com', password)
    expect(challenge['USER_ID_FOR_SRP']).toBe('grace')
    expect((await test.userPools('RespondToAuthChallenge', request)).AuthenticationResult).toBeDefined()
  })

  it('takes no address for a name that nobody verified', async () => {
    const aliased = await createTestPool(test, { AliasAttributes: ['email'] })
    await test.userPools('AdminCreateUser', {
      UserPoolId: aliased.userPoolId,
      Username: 'grace',
      TemporaryPassword: password,
      UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }],
    })
    await expect(signInPerson(test, aliased.clientId, 'grace@example.com')).rejects.toEqual(wrong)
    expect((await signInPerson(test, aliased.clientId, 'grace')).ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
  })

  it('refuses a wrong password', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    await expect(signInBySrp(test, ids, 'ada', 'Wrong-Horse-7')).rejects.toEqual(wrong)
  })

  it('answers an unknown user as it does a wrong password, and the same in every run', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const known = await answerSrp(test, ids, 'ada', 'Wrong-Horse-7')
    const unknown = await answerSrp(test, ids, 'eve', 'Wrong-Horse-7')
    const again = await answerSrp(test, ids, 'eve', 'Wrong-Horse-7')
    expect(Object.keys(unknown.challenge)).toEqual(Object.keys(known.challenge))
    expect(unknown.challenge['SALT']).toBe(again.challenge['SALT'])
    expect(unknown.challenge['USER_ID_FOR_SRP']).toBe(again.challenge['USER_ID_FOR_SRP'])
    const lengths = [known, unknown].map(({ challenge }) => challenge['SECRET_BLOCK']?.length ?? 0)
    expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 0))).toBeLessThanOrEqual(16)
    await expect(test.userPools('RespondToAuthChallenge', unknown.request)).rejects.toEqual(wrong)
  })

  it('takes each secret block once', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { request } = await answerSrp(test, ids, 'ada', password)
    await test.userPools('RespondToAuthChallenge', request)
    await expect(test.userPools('RespondToAuthChallenge', request)).rejects.toEqual(wrong)
  })

  it('takes a secret block once even when it comes twenty times at the same moment', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { request } = await answerSrp(test, ids, 'ada', password)
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => test.userPools('RespondToAuthChallenge', request)),
    )
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
  })

  it('refuses a secret block that is forged, old, or of another client', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { request } = await answerSrp(test, ids, 'ada', password)
    const block = request.ChallengeResponses?.['PASSWORD_CLAIM_SECRET_BLOCK'] ?? ''
    const forged = `${block.slice(0, 40)}${block[40] === 'A' ? 'B' : 'A'}${block.slice(41)}`
    const withBlock = (value: string) => ({
      ...request,
      ChallengeResponses: { ...request.ChallengeResponses, PASSWORD_CLAIM_SECRET_BLOCK: value },
    })
    await expect(test.userPools('RespondToAuthChallenge', withBlock(forged))).rejects.toEqual(wrong)
    const other = await createTestPool(test)
    const { UserPoolClient: neighbour } = await test.userPools('CreateUserPoolClient', {
      UserPoolId: ids.userPoolId,
      ClientName: 'neighbour',
    })
    for (const ClientId of [other.clientId, neighbour?.ClientId ?? '']) {
      await expect(test.userPools('RespondToAuthChallenge', { ...request, ClientId })).rejects.toEqual(wrong)
    }
    test.clock.now += 3 * 60_000 + 1
    await expect(test.userPools('RespondToAuthChallenge', request)).rejects.toEqual(wrong)
  })

  it.each([
    ['0', '0'],
    ['1', '1'],
    ['N − 1', (N - 1n).toString(16)],
    ['N', N.toString(16)],
    ['2N', (2n * N).toString(16)],
    ['ten kilobytes', 'f'.repeat(10_240)],
    ['a negative number', '-2'],
    ['no number', 'xyz'],
  ])('refuses A = %s before any computation', async (_, SRP_A) => {
    await expect(
      test.userPools('InitiateAuth', {
        ClientId: ids.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'ada', SRP_A },
      }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('the lock-out', () => {
  it('judges five passwords, then refuses the right one as well until the lock is over', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    for (let failure = 0; failure < 5; failure++) {
      await expect(signInPerson(test, ids.clientId, 'ada', 'Wrong-Horse-7')).rejects.toEqual(wrong)
    }
    await expect(signInPerson(test, ids.clientId, 'ada')).rejects.toEqual(exceeded)
    test.clock.now += 1000
    expect((await signInPerson(test, ids.clientId, 'ada')).accessToken).not.toBe('')
    await expect(signInPerson(test, ids.clientId, 'ada', 'Wrong-Horse-7')).rejects.toEqual(wrong)
  })

  it('judges at most five of a hundred tries at once, under any spelling of the name', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const spellings = ['ada', 'ADA', 'Ada', 'aDa']
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        signInPerson(test, ids.clientId, spellings[index % 4] ?? '', `Wrong-Horse-${index}`),
      ),
    )
    const texts = answers.map(answer => (answer.status === 'rejected' ? answer.reason.message : 'signed in'))
    expect(texts.filter(text => text === wrong.message)).toHaveLength(5)
    expect(texts.filter(text => text === exceeded.message)).toHaveLength(95)
  })

  it('locks a name that nobody has, so that it tells nothing', async () => {
    for (let failure = 0; failure < 5; failure++) {
      await expect(signInPerson(test, ids.clientId, 'nobody')).rejects.toEqual(wrong)
    }
    await expect(signInPerson(test, ids.clientId, 'NOBODY')).rejects.toEqual(exceeded)
  })
})

describe('who has proven the password', () => {
  it('is still kept out while not confirmed, disabled, or in need of a reset', async () => {
    await test.userPools('SignUp', { ClientId: ids.clientId, Username: 'ada', Password: password })
    await expect(signInPerson(test, ids.clientId, 'ada')).rejects.toEqual({
      __type: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    })
    await test.userPools('AdminConfirmSignUp', { UserPoolId: ids.userPoolId, Username: 'ada' })
    await test.userPools('AdminDisableUser', { UserPoolId: ids.userPoolId, Username: 'ada' })
    await expect(signInPerson(test, ids.clientId, 'ada')).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'User is disabled.',
    })
    await expect(signInPerson(test, ids.clientId, 'ada', 'Wrong-Horse-7')).rejects.toEqual(wrong)
  })
})

describe('NEW_PASSWORD_REQUIRED', () => {
  const invite = (attributes: { Name: string; Value: string }[] = []) =>
    test.userPools('AdminCreateUser', {
      UserPoolId: ids.userPoolId,
      Username: 'ada',
      TemporaryPassword: 'Temporary-1!',
      UserAttributes: attributes,
      MessageAction: 'SUPPRESS',
    })
  const answer = (session: string | undefined, responses: Record<string, string>) =>
    test.userPools('RespondToAuthChallenge', {
      ClientId: ids.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: { USERNAME: 'ada', ...responses },
    })

  it('replaces the temporary password and signs in', async () => {
    await invite([{ Name: 'email', Value: 'ada@example.com' }])
    const begun = await signInPerson(test, ids.clientId, 'ada', 'Temporary-1!')
    expect(begun).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'ada',
        requiredAttributes: '[]',
        userAttributes: '{"email":"ada@example.com"}',
      },
    })
    const answered = await answer(begun.Session, { NEW_PASSWORD: password, 'userAttributes.name': 'Ada' })
    expect(decodeJwt(answered.AuthenticationResult?.IdToken ?? '')).toMatchObject({ name: 'Ada' })
    expect((await signInPerson(test, ids.clientId, 'ada')).accessToken).not.toBe('')
  })

  it('leaves the session usable after a password that breaks the policy, and takes it once after that', async () => {
    await invite()
    const { Session } = await signInPerson(test, ids.clientId, 'ada', 'Temporary-1!')
    await expect(answer(Session, { NEW_PASSWORD: 'short' })).rejects.toMatchObject({
      __type: 'InvalidPasswordException',
    })
    await answer(Session, { NEW_PASSWORD: password })
    await expect(answer(Session, { NEW_PASSWORD: 'Another-Horse-8' })).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid session for the user, session can only be used once.',
    })
  })

  it('refuses a session that is garbage or too old', async () => {
    await invite()
    const { Session } = await signInPerson(test, ids.clientId, 'ada', 'Temporary-1!')
    await expect(answer('A'.repeat(60), { NEW_PASSWORD: password })).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    test.clock.now += 3 * 60_000 + 1
    await expect(answer(Session, { NEW_PASSWORD: password })).rejects.toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    })
  })

  it('refuses a temporary password that is too old', async () => {
    await invite()
    test.clock.now += 7 * 86_400_000 + 1
    await expect(signInPerson(test, ids.clientId, 'ada', 'Temporary-1!')).rejects.toMatchObject({
      message: 'Temporary password has expired and must be reset by an administrator.',
    })
  })
})

describe('a client with a secret', () => {
  it('needs SECRET_HASH, and the right one', async () => {
    const secretive = await createTestPool(test, {}, { GenerateSecret: true })
    const { clientId, clientSecret = '' } = secretive
    const hash = (name: string) =>
      createHmac('sha256', clientSecret)
        .update(name + clientId)
        .digest('base64')
    const begin = (SECRET_HASH: Record<string, string>) =>
      test.userPools('InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: password, ...SECRET_HASH },
      })
    await test.userPools('SignUp', {
      ClientId: clientId,
      Username: 'ada',
      Password: password,
      SecretHash: hash('ada'),
    })
    await test.userPools('AdminConfirmSignUp', { UserPoolId: secretive.userPoolId, Username: 'ada' })
    await expect(begin({})).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
    })
    await expect(begin({ SECRET_HASH: hash('eve') })).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: `Unable to verify secret hash for client ${clientId}`,
    })
    const { AuthenticationResult } = await begin({ SECRET_HASH: hash('ada') })
    const refresh = (SECRET_HASH: string) =>
      test.userPools('InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '', SECRET_HASH },
      })
    expect((await refresh(hash('ada'))).AuthenticationResult?.IdToken).toBeDefined()
    // As the iOS SDK sends it.
    expect((await refresh(clientSecret)).AuthenticationResult?.IdToken).toBeDefined()
    await expect(refresh(hash('eve'))).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  })
})

describe('ExplicitAuthFlows', () => {
  it.each([
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.'],
    ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN_AUTH is not enabled for the client.'],
  ] as const)('keeps a client from %s that does not name it', async (AuthFlow, message) => {
    const { clientId } = await createTestPool(test, {}, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] })
    await expect(test.userPools('InitiateAuth', { ClientId: clientId, AuthFlow })).rejects.toEqual({
      __type: 'InvalidParameterException',
      message,
    })
  })
})
