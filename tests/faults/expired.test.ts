import { createServer, type LatchkeyServer } from '@latchkey/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const userPoolId = 'us-east-1_Expired01'
const clientId = 'expiryclient'
const url = 'http://localhost:9229'
const username = 'ada'
const password = 'Correct-Horse-7'
const email = 'ada@example.com'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let server: LatchkeyServer
let now: number

beforeEach(async () => {
  now = Date.UTC(2026, 10, 21, 9)
  server = await createServer({
    local: true,
    now: () => now,
    provision: {
      userPools: [
        {
          id: userPoolId,
          configuration: { PoolName: 'expiry', AutoVerifiedAttributes: ['email'] },
          clients: [
            {
              id: clientId,
              configuration: {
                ClientName: 'expiry',
                ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
                PreventUserExistenceErrors: 'ENABLED',
              },
            },
          ],
        },
      ],
    },
  })
})

afterEach(() => server.close())

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await server.fetch(
    new Request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        // A local server wants an administrator's call to be signed, by whomever.
        'x-amz-date': '20261121T090000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=AKIATEST/20261121/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      },
      body: JSON.stringify(input),
    }),
  )
  const text = await response.text()
  return text === '' ? {} : JSON.parse(text)
}

async function newestCode(): Promise<string> {
  const response = await server.fetch(new Request(`${url}/_latchkey/inbox?to=${email}`))
  return ((await response.json()) as { code: string }[]).at(-1)!.code
}

const signUp = () =>
  call('SignUp', {
    ClientId: clientId,
    Username: username,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  })
const confirm = (ConfirmationCode: string) =>
  call('ConfirmSignUp', { ClientId: clientId, Username: username, ConfirmationCode })
const signIn = (PASSWORD = password) =>
  call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  })

const expiredCode = {
  __type: 'ExpiredCodeException',
  message: 'Invalid code provided, please request a code again.',
}

describe('what was good once', () => {
  it('a confirmation code works for a day and not a moment longer', async () => {
    await signUp()
    const code = await newestCode()
    now += day + 1000
    expect(await confirm(code)).toMatchObject(expiredCode)
    await call('ResendConfirmationCode', { ClientId: clientId, Username: username })
    now += day - minute
    expect(await confirm(await newestCode())).not.toHaveProperty('__type')
  })

  it('a code for a new password works for an hour and not a moment longer', async () => {
    await signUp()
    await confirm(await newestCode())
    const change = (ConfirmationCode: string) =>
      call('ConfirmForgotPassword', {
        ClientId: clientId,
        Username: username,
        Password: 'Battery-Staple-8',
        ConfirmationCode,
      })
    await call('ForgotPassword', { ClientId: clientId, Username: username })
    const code = await newestCode()
    now += hour + 1000
    expect(await change(code)).toMatchObject(expiredCode)
    expect(await signIn()).toHaveProperty('AuthenticationResult')
    await call('ForgotPassword', { ClientId: clientId, Username: username })
    now += hour - minute
    expect(await change(await newestCode())).not.toHaveProperty('__type')
    expect(await signIn('Battery-Staple-8')).toHaveProperty('AuthenticationResult')
  })

  it('the session of a challenge works for three minutes', async () => {
    const created = await call('AdminCreateUser', {
      UserPoolId: userPoolId,
      Username: username,
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
    })
    expect(created).not.toHaveProperty('__type')
    const answer = (Session: unknown) =>
      call('RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD: 'Battery-Staple-8' },
      })
    const { Session } = await signIn()
    now += 3 * minute + 1000
    expect(await answer(Session)).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    })
    const again = await signIn()
    now += 3 * minute - 1000
    expect(await answer(again['Session'])).toHaveProperty('AuthenticationResult')
  })

  it('an access token works for an hour, a refresh token for thirty days', async () => {
    await signUp()
    await confirm(await newestCode())
    const { AuthenticationResult } = await signIn()
    const { AccessToken, RefreshToken } = AuthenticationResult as Record<string, string>
    const refresh = () =>
      call('InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      })
    now += hour + 1000
    expect(await call('GetUser', { AccessToken })).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Access Token has expired',
    })
    now += 30 * day - 2 * hour
    expect(await refresh()).toHaveProperty('AuthenticationResult')
    now += 2 * hour
    expect(await refresh()).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Refresh Token has expired',
    })
  })
})
