import { html } from 'hono/html'
import { type ConsolePage, consolePath } from '../console-visit.ts'
import { nextPage, table, time } from '../markup.ts'

const perPage = 60

/** The user pools. */
export const userPoolsPage: ConsolePage = async ({ operations, query }) => {
  const after = query.get('after')
  const { UserPools = [], NextToken } = await operations.userPools('ListUserPools', {
    MaxResults: perPage,
    ...(after ? { NextToken: after } : {}),
  })
  const rows = UserPools.map(({ Id, Name, CreationDate }) => [
    html`<a href="${consolePath}/pools/${Id}">${Name}</a>`,
    html`<code>${Id}</code>`,
    time(CreationDate),
  ])
  return {
    kind: 'page',
    title: 'User pools',
    body: html`<h1>User pools</h1><p data-console="lead">Everybody who can sign in, pool by pool.</p>
<section data-console="section" aria-label="User pools">${table('User pools', ['Name', 'Id', 'Made'], rows, 'There is no user pool yet.')}
${nextPage(consolePath, {}, NextToken)}</section>`,
  }
}
