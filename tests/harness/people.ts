import { randomBytes } from 'node:crypto'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { administrate } from './pools.ts'

/** A person as a test knows one. */
export interface Person {
  readonly username: string
  readonly password: string
  readonly email: string
}

/** A person whom no other test knows. */
export function somebody(): Person {
  const username = `ada-${randomBytes(6).toString('hex')}`
  return { username, password: 'Correct-Horse-7', email: `${username}@example.com` }
}

/** A person who is already in a pool, with a password that stands. */
export async function createPerson(url: string, userPoolId: string): Promise<Person> {
  const person = somebody()
  const client = administrate(url)
  const named = { UserPoolId: userPoolId, Username: person.username }
  await client.send(
    new AdminCreateUserCommand({
      ...named,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: person.email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  )
  await client.send(new AdminSetUserPasswordCommand({ ...named, Password: person.password, Permanent: true }))
  return person
}
