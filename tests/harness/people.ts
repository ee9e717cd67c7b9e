import { randomBytes } from 'node:crypto'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
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

/** A person who is already in a pool, with a password that stands and a proven address. */
export function createPerson(url: string, userPoolId: string): Promise<Person> {
  return create(url, userPoolId, ({ email }) => [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ])
}

/** A person whose address the pool does not know. */
export function createPersonWithoutAddress(url: string, userPoolId: string): Promise<Person> {
  return create(url, userPoolId, () => [])
}

async function create(
  url: string,
  userPoolId: string,
  attributesOf: (person: Person) => AttributeType[],
): Promise<Person> {
  const person = somebody()
  const client = administrate(url)
  const named = { UserPoolId: userPoolId, Username: person.username }
  await client.send(
    new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS', UserAttributes: attributesOf(person) }),
  )
  await client.send(new AdminSetUserPasswordCommand({ ...named, Password: person.password, Permanent: true }))
  return person
}
