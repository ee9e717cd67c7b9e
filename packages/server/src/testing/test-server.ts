import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import type { ServerOptions } from '../options.ts'
import type { InboxMessage } from '../ports/delivery.ts'
import { createServer } from '../server.ts'

/** A whole server in memory, called over its own HTTP interface, on a clock that the test moves. */
export async function startTestServer(options: ServerOptions = {}) {
  const clock = { now: Date.UTC(2026, 10, 7, 8, 9, 5) }
  const server = await createServer({
    local: true,
    now: () => clock.now,
    issuer: 'http://latchkey.test',
    ...options,
  })

  const send = async (target: string, body: string, headers: Record<string, string> = {}) => {
    const response = await server.fetch(
      new Request('http://localhost/', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': target,
          // Local mode takes any signed call for an administrator's.
          authorization:
            'AWS4-HMAC-SHA256 Credential=test/20261107/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
          'x-amz-date': '20261107T080905Z',
          ...headers,
        },
        body,
      }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }

  return {
    clock,
    server,
    send,
    /** Calls an operation of user pools; a refusal is thrown. */
    async userPools<Name extends keyof UserPoolOperations>(
      name: Name,
      input: UserPoolOperations[Name]['input'],
    ): Promise<UserPoolOperations[Name]['output']> {
      const { status, body } = await send(`AWSCognitoIdentityProviderService.${name}`, JSON.stringify(input))
      if (status !== 200) throw body
      return body
    },
    /** Calls an operation of identity pools; a refusal is thrown. */
    async identityPools<Name extends keyof IdentityPoolOperations>(
      name: Name,
      input: IdentityPoolOperations[Name]['input'],
    ): Promise<IdentityPoolOperations[Name]['output']> {
      const { status, body } = await send(`AWSCognitoIdentityService.${name}`, JSON.stringify(input))
      if (status !== 200) throw body
      return body
    },
    /** The newest message to an address. */
    async newestMessage(to: string): Promise<InboxMessage> {
      const url = `http://localhost/_latchkey/inbox?to=${encodeURIComponent(to)}`
      const messages = (await (await server.fetch(new Request(url))).json()) as InboxMessage[]
      const newest = messages.at(-1)
      if (!newest) throw new Error(`Nothing was sent to ${to}.`)
      return newest
    },
    close: () => server.close(),
  }
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>

/** A pool that verifies e-mail, with a client for SRP and passwords. */
export async function createTestPool(
  test: TestServer,
  pool: Partial<UserPoolOperations['CreateUserPool']['input']> = {},
  client: Partial<UserPoolOperations['CreateUserPoolClient']['input']> = {},
) {
  const created = await test.userPools('CreateUserPool', {
    PoolName: 'people',
    AutoVerifiedAttributes: ['email'],
    ...pool,
  })
  const userPoolId = created.UserPool?.Id ?? ''
  const { UserPoolClient } = await test.userPools('CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      ...(client.RefreshTokenRotation ? [] : (['ALLOW_REFRESH_TOKEN_AUTH'] as const)),
    ],
    PreventUserExistenceErrors: 'ENABLED',
    ...client,
  })
  return { userPoolId, clientId: UserPoolClient?.ClientId ?? '', clientSecret: UserPoolClient?.ClientSecret }
}

export const password = 'Correct-Horse-7'

/** Signs a person up and confirms with the code from the inbox. */
export async function signUpPerson(test: TestServer, clientId: string, username: string) {
  const email = username.includes('@') ? username : `${username}@example.com`
  const signedUp = await test.userPools('SignUp', {
    ClientId: clientId,
    Username: username,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  })
  const { code } = await test.newestMessage(email)
  await test.userPools('ConfirmSignUp', { ClientId: clientId, Username: username, ConfirmationCode: code })
  return { sub: signedUp.UserSub, email }
}

/** Signs in with a password. */
export async function signInPerson(test: TestServer, clientId: string, username: string, secret = password) {
  const answer = await test.userPools('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: secret },
  })
  return {
    ...answer,
    accessToken: answer.AuthenticationResult?.AccessToken ?? '',
    idToken: answer.AuthenticationResult?.IdToken ?? '',
    refreshToken: answer.AuthenticationResult?.RefreshToken ?? '',
  }
}
