import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import type { ServerOptions } from '@latchkey/server'
import { createServer, type InboxMessage, listen } from '@latchkey/server'

type PoolInput = UserPoolOperations['CreateUserPool']['input']
type ClientInput = UserPoolOperations['CreateUserPoolClient']['input']

/** What tests do at a server, wherever it runs. */
export function administrationOf(url: string) {
  async function userPools<Name extends keyof UserPoolOperations>(
    name: Name,
    input: UserPoolOperations[Name]['input'],
  ): Promise<UserPoolOperations[Name]['output']> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261107/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
        'x-amz-date': '20261107T080905Z',
      },
      body: JSON.stringify(input),
    })
    const text = await response.text()
    const body = text === '' ? {} : JSON.parse(text)
    if (!response.ok) throw body
    return body
  }

  return {
    url,
    userPools,
    /** A pool that verifies e-mail, with Ada in it. */
    async createPool(input: Partial<PoolInput> = {}): Promise<string> {
      const { UserPool } = await userPools('CreateUserPool', {
        PoolName: 'people',
        AutoVerifiedAttributes: ['email'],
        ...input,
      })
      return UserPool?.Id ?? ''
    },
    /** A client of the code flow. */
    async createClient(userPoolId: string, input: Partial<ClientInput> = {}) {
      const { UserPoolClient } = await userPools('CreateUserPoolClient', {
        UserPoolId: userPoolId,
        ClientName: 'Photos',
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
        CallbackURLs: [callback],
        LogoutURLs: ['https://app.example.com/bye'],
        SupportedIdentityProviders: ['COGNITO'],
        PreventUserExistenceErrors: 'ENABLED',
        ...input,
      })
      return { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' }
    },
    /** Somebody whose password stands and whose address is verified. */
    async createPerson(userPoolId: string, username = 'ada', attributes: Record<string, string> = {}) {
      const email = username.includes('@') ? username : `${username}@example.com`
      const all = { email, email_verified: 'true', ...attributes }
      const named = { UserPoolId: userPoolId, Username: username }
      const { User } = await userPools('AdminCreateUser', {
        ...named,
        MessageAction: 'SUPPRESS',
        UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
      })
      await userPools('AdminSetUserPassword', { ...named, Password: password, Permanent: true })
      return { username, email, sub: User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '' }
    },
    async newestCode(to: string): Promise<string> {
      const response = await fetch(`${url}/_latchkey/inbox?to=${encodeURIComponent(to)}`)
      const newest = ((await response.json()) as InboxMessage[]).at(-1)
      if (!newest) throw new Error(`Nothing was sent to ${to}.`)
      return newest.code
    },
  }
}

/** A server in this process, behind a real address, on a clock that the test moves. */
export async function startAuthorizationServer(options: ServerOptions = {}, port = 0) {
  const clock = { now: Date.now() }
  const server = await createServer({ local: true, now: () => clock.now, ...options })
  const { url, close } = await listen(server, { port })
  return {
    ...administrationOf(url),
    clock,
    /** Answers a request without a network, so that it can name any host. */
    answer: (request: Request) => server.fetch(request),
    async close() {
      await close()
      await server.close()
    },
  }
}

export type AuthorizationServer = Awaited<ReturnType<typeof startAuthorizationServer>>

export const callback = 'https://app.example.com/callback'
export const password = 'Correct-Horse-7'
