import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { region } from '../harness/pools.ts'
import { type Entry, noted } from './ledger.ts'

/** The pool under load. */
export interface Target {
  readonly url: string
  readonly userPoolId: string
  readonly clientId: string
}

/** A client that never sends anything twice: a retry would blur what was acknowledged. */
export function clientWithoutRetries(url: string): CognitoIdentityProviderClient {
  const credentials = { accessKeyId: 'AKIALATCHKEYTESTS000', secretAccessKey: 'only-for-tests' }
  return new CognitoIdentityProviderClient({ endpoint: url, region, credentials, maxAttempts: 1 })
}

/** Takes one person through a life of writes, until the server dies or the life is over. */
export async function liveOneLife(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, clientId: ClientId }: Target,
  entry: Entry,
  fate: number,
): Promise<void> {
  const { username: Username } = entry
  const [Password] = entry.passwords as [string]
  const signedUp = await noted(() => client.send(new SignUpCommand({ ClientId, Username, Password })), {
    during: () => (entry.presence = 'unknown'),
    after: () => (entry.presence = 'present'),
  })
  if (!signedUp) return
  const confirmed = await noted(() => client.send(new AdminConfirmSignUpCommand({ UserPoolId, Username })), {
    during: () => (entry.confirmed = 'unknown'),
    after: () => (entry.confirmed = 'yes'),
  })
  if (!confirmed) return
  const changed = `Changed-Horse-${fate}`
  const set = await noted(
    () =>
      client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: changed, Permanent: true }),
      ),
    { during: () => entry.passwords.push(changed), after: () => (entry.passwords = [changed]) },
  )
  if (!set) return
  const token = await signIn(client, ClientId, Username, changed)
  if (token === undefined) return
  entry.live.push(token)
  if (fate % 3 === 0) {
    await noted(() => client.send(new RevokeTokenCommand({ ClientId, Token: token })), {
      during: () => (entry.live = []),
      after: () => entry.revoked.push(token),
    })
  }
  if (fate % 5 === 0) {
    await noted(() => client.send(new AdminDeleteUserCommand({ UserPoolId, Username })), {
      during: () => Object.assign(entry, { presence: 'unknown', live: [] }),
      after: () => (entry.presence = 'absent'),
    })
  }
}

async function signIn(
  client: CognitoIdentityProviderClient,
  ClientId: string,
  USERNAME: string,
  PASSWORD: string,
): Promise<string | undefined> {
  let token: string | undefined
  const AuthParameters = { USERNAME, PASSWORD }
  await noted(
    async () => {
      const { AuthenticationResult } = await client.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
      )
      token = AuthenticationResult!.RefreshToken
    },
    { during: () => undefined, after: () => undefined },
  )
  return token
}
