import { html } from 'hono/html'
import { type ConsolePage, consolePath } from '../console-visit.ts'
import { nextPage, settings, table } from '../markup.ts'

/** The app clients of a pool. */
export const clientsPage: ConsolePage = async ({ operations, query, param }) => {
  const UserPoolId = param('poolId')
  const after = query.get('after')
  const { UserPoolClients = [], NextToken } = await operations.userPools('ListUserPoolClients', {
    UserPoolId,
    MaxResults: 60,
    ...(after ? { NextToken: after } : {}),
  })
  const base = `${consolePath}/pools/${UserPoolId}/clients`
  const rows = UserPoolClients.map(({ ClientId, ClientName }) => [
    html`<a href="${base}/${encodeURIComponent(ClientId ?? '')}">${ClientName}</a>`,
    html`<code>${ClientId}</code>`,
  ])
  return {
    kind: 'page',
    title: 'App clients',
    body: html`<h1>App clients</h1><p data-console="lead">Of <a data-lk="step" href="${consolePath}/pools/${UserPoolId}">${UserPoolId}</a></p>
<section data-console="section" aria-label="App clients">${table('App clients', ['Name', 'Id'], rows, 'There is no app client yet.')}
${nextPage(base, {}, NextToken)}</section>`,
  }
}

/** The settings of one app client. Its secret is told by DescribeUserPoolClient alone. */
export const clientPage: ConsolePage = async ({ operations, param }) => {
  const UserPoolId = param('poolId')
  const { UserPoolClient } = await operations.userPools('DescribeUserPoolClient', {
    UserPoolId,
    ClientId: param('clientId'),
  })
  const { ClientSecret, CreationDate, LastModifiedDate, ...shown } = UserPoolClient ?? {}
  const dates = { CreationDate, LastModifiedDate }
  const iso = Object.entries(dates).map(([name, at]) => [name, new Date((at ?? 0) * 1000).toISOString()])
  return {
    kind: 'page',
    title: UserPoolClient?.ClientName ?? 'App client',
    body: html`<h1>${UserPoolClient?.ClientName}</h1><p data-console="lead">One of the <a data-lk="step" href="${consolePath}/pools/${UserPoolId}/clients">app clients of ${UserPoolId}</a></p>
<section data-console="section" aria-labelledby="settings"><h2 id="settings">Settings</h2>
${settings({ ...shown, ...Object.fromEntries(iso), ClientSecret: ClientSecret === undefined ? 'none' : 'set, and not shown here' })}</section>`,
  }
}
