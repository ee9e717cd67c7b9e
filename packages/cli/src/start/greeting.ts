import { styleText } from 'node:util'
import type { ReadyMade } from './ready-made.ts'

/** What a started server tells the person who started it. */
export interface Greeting {
  readonly url: string
  readonly data: string
  readonly inMemory?: boolean
  readonly database?: string
  readonly local: boolean
  readonly provision: ReadyMade | undefined
}

/** The text that `latchkey start` prints once it is ready. */
export function greeting({ url, local, provision, ...kept }: Greeting): string {
  const rows: [string, string][] = [['Data', placeOf(kept)]]
  if (provision) {
    rows.push(
      ['User pool', provision.ids.userPoolId],
      ['App client', provision.ids.clientId],
      ['Identity pool', provision.ids.identityPoolId],
    )
  }
  if (local) {
    rows.push(['Inbox', `${url}/_latchkey/inbox`], ['Admin keys', 'any: only this machine can reach it'])
  }
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  return [
    '',
    `  ${styleText('bold', 'Latchkey')} is ready at ${styleText(['bold', 'cyan'], url)}`,
    '',
    ...rows.map(([name, value]) => `  ${styleText('dim', name.padEnd(width))}${value}`),
    '',
    ...(provision
      ? [
          styleText('dim', '  Try it from another terminal:'),
          `  aws cognito-idp sign-up --no-sign-request --endpoint-url ${url} --region ${provision.region} \\`,
          `    --client-id ${provision.ids.clientId} --username ada --password 'Correct-Horse-7' \\`,
          '    --user-attributes Name=email,Value=ada@example.com',
          `  npx latchkey inbox --follow --url ${url}`,
          '',
        ]
      : []),
  ].join('\n')
}

/** Where data is kept, without the user and the password of a database. */
function placeOf({ data, inMemory, database }: Pick<Greeting, 'data' | 'inMemory' | 'database'>): string {
  if (database !== undefined) {
    const { host, pathname } = new URL(database)
    return `PostgreSQL at ${host}${pathname}`
  }
  return inMemory ? 'in memory, gone when it ends' : data
}
