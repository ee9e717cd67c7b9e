import type { UserType } from '@latchkey/protocol/user-pools'
import { html } from 'hono/html'
import { type ConsoleAnswer, type ConsolePage, type ConsoleVisit, consolePath } from '../console-visit.ts'
import { definitions, field, type Markup, nextPage, table, time } from '../markup.ts'
import { statusPill } from './user-status.ts'

const perPage = 25

/** What users are found by, and how it is called. */
const searches = {
  email: 'E-mail',
  username: 'User name',
  name: 'Name',
  phone_number: 'Phone number',
} as const

/** The users of a pool, those whose address or name begins as one says. */
export const usersPage: ConsolePage = visit => showUsers(visit)

/** The page, with what went wrong. */
export async function showUsers(visit: ConsoleVisit, refused: object = {}): Promise<ConsoleAnswer> {
  const { operations, query } = visit
  const UserPoolId = visit.param('poolId')
  const { UserPool } = await operations.userPools('DescribeUserPool', { UserPoolId })
  const by = Object.keys(searches).find(name => name === query.get('by')) ?? 'email'
  const text = query.get('q') ?? ''
  const after = query.get('after')
  const { Users = [], PaginationToken } = await operations.userPools('ListUsers', {
    UserPoolId,
    Limit: perPage,
    ...(text ? { Filter: `${by} ^= "${text.replace(/["\\]/g, '\\$&')}"` } : {}),
    ...(after ? { PaginationToken: after } : {}),
  })
  const base = `${consolePath}/pools/${UserPoolId}`
  return {
    kind: 'page',
    title: UserPool?.Name ?? UserPoolId,
    body: html`<h1>${UserPool?.Name}</h1>
<p data-console="lead"><code>${UserPoolId}</code></p>
<section data-console="section" aria-labelledby="users"><h2 id="users">Users</h2>
${searchForm(base, by, text)}
${usersTable(base, Users, text)}
${nextPage(base, text ? { by, q: text } : {}, PaginationToken)}
</section>
<section data-console="section" aria-labelledby="pool"><h2 id="pool">Pool</h2>
${definitions([
  ['Users, about', UserPool?.EstimatedNumberOfUsers ?? 0],
  ['Made', time(UserPool?.CreationDate)],
  ['Second factor', UserPool?.MfaConfiguration ?? 'OFF'],
])}
<p data-console="row"><a data-lk="step" href="${base}/clients">App clients</a></p></section>`,
    ...refused,
  }
}

function searchForm(base: string, by: string, text: string): Markup {
  const options = Object.entries(searches).map(
    ([name, label]) => html`<option value="${name}"${name === by ? html` selected` : ''}>${label}</option>`,
  )
  return html`<form method="get" action="${base}" data-console="search" role="search" aria-label="Users">
<div data-lk="field"><label data-lk="label" for="field-by">Search in</label><select data-lk="input" id="field-by" name="by">${options}</select></div>
${field('Begins with', 'q', { type: 'search', value: text })}
<button data-lk="action">Search</button>
<a data-lk="action" data-kind="primary" href="${base}/new-user">Create a user</a></form>`
}

function usersTable(base: string, users: readonly UserType[], text: string): Markup {
  const rows = users.map(user => {
    const attribute = (name: string) => user.Attributes?.find(({ Name }) => Name === name)?.Value
    return [
      html`<a href="${base}/users/${attribute('sub')}">${user.Username}</a>`,
      attribute('email') ?? attribute('phone_number') ?? '–',
      attribute('name') ?? '–',
      statusPill(user),
      time(user.UserCreateDate),
    ]
  })
  const empty = text ? 'Nobody is found.' : 'There is nobody here yet.'
  return table('Users', ['User name', 'Address', 'Name', 'Status', 'Made'], rows, empty)
}
