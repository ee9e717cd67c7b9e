import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface User {
  readonly Attributes: readonly { readonly Name: string; readonly Value: string }[]
}

/**
 * Adds users to the file in which cognito-local keeps a pool, each a copy of the first one that it wrote itself:
 * it writes the whole file for every sign-up, so that ten thousand would take a quarter of an hour.
 */
export function addUsersToFile(folder: string, userPoolId: string, usernames: readonly string[]): void {
  const path = join(folder, '.cognito', 'db', `${userPoolId}.json`)
  const pool = JSON.parse(readFileSync(path, 'utf8')) as { Users: Record<string, User> }
  const [model] = Object.values(pool.Users)
  if (!model) throw new Error('There is no user to copy.')
  for (const email of usernames) {
    const sub = randomUUID()
    const values: Record<string, string> = { sub, email }
    const Attributes = model.Attributes.map(({ Name, Value }) => ({ Name, Value: values[Name] ?? Value }))
    pool.Users[sub] = { ...model, Attributes, Username: sub } as User
  }
  writeFileSync(path, JSON.stringify(pool, undefined, 2))
}
