import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Entry } from './ledger.ts'
import type { Target } from './mixed-load.ts'

/** What the server says now that contradicts what it acknowledged before; empty when nothing was lost. */
export async function contradictions(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, clientId: ClientId }: Target,
  entry: Entry,
): Promise<string[]> {
  const { username: Username } = entry
  const found: string[] = []
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username })).catch(nameOf)
  if (typeof user === 'string') {
    if (user !== 'UserNotFoundException') return [`${Username}: ${user}`]
    return entry.presence === 'present' ? [`${Username} was lost`] : []
  }
  if (entry.presence === 'absent') return [`${Username} came back`]
  if (entry.confirmed === 'yes' && user.UserStatus !== 'CONFIRMED')
    found.push(`${Username} is unconfirmed again`)
  if (user.UserStatus === 'CONFIRMED') {
    const tries = await Promise.all(
      entry.passwords.map(PASSWORD =>
        client
          .send(
            new InitiateAuthCommand({
              ClientId,
              AuthFlow: 'USER_PASSWORD_AUTH',
              AuthParameters: { USERNAME: Username, PASSWORD },
            }),
          )
          .catch(nameOf),
      ),
    )
    const working = tries.filter(each => typeof each !== 'string')
    if (working.length !== 1) found.push(`${Username}: ${working.length} of its passwords work`)
  }
  for (const token of [...entry.live, ...entry.revoked]) {
    const works = typeof (await refresh(client, ClientId, token)) !== 'string'
    if (works !== entry.live.includes(token)) found.push(`${Username}: a token ${works ? 'revived' : 'died'}`)
  }
  return found
}

function refresh(client: CognitoIdentityProviderClient, ClientId: string, REFRESH_TOKEN: string) {
  const AuthParameters = { REFRESH_TOKEN }
  return client
    .send(new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }))
    .catch(nameOf)
}

/** The name of a refusal; anything that the service did not say is a defect of the test's surroundings. */
function nameOf(error: unknown): string {
  if (error instanceof Error && '$fault' in error) return error.name
  throw error
}
