import { styleText } from 'node:util'
import type { StorageOptions } from '@latchkey/server'
import type { ReadyMade } from './ready-made.ts'

/** What a started server tells the person who started it. */
export interface Greeting {
  readonly url: string
  readonly storage: StorageOptions
  readonly local: boolean
  readonly provision: ReadyMade | undefined
}

/** The text that `latchkey start` prints once it is ready. */
export function greeting({ url, local, provision, storage }: Greeting): string {
  const rows: [string, string][] = [['Data', placeOf(storage)]]
  if (provision) {
    rows.push(
      ['User pool', provision.ids.userPoolId],
      ['App client', provision.ids.clientId],
      ['Identity pool', provision.ids.identityPoolId],
      ['OpenID issuer', `${url}/${provision.ids.userPoolId}`],
    )
  }
  rows.push(['Console', `${url}/_latchkey/console`])
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
function placeOf(storage: StorageOptions): string {
  switch (storage.kind) {
    case 'memory':
      return 'in memory, gone when it ends'
    case 'directory':
      return storage.path
    case 'postgres': {
      const { host, pathname } = new URL(storage.url)
      return `PostgreSQL at ${host}${pathname}`
    }
  }
}
