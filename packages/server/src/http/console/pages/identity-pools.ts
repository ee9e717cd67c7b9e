import { html } from 'hono/html'
import { type ConsolePage, consolePath } from '../console-visit.ts'
import { nextPage, settings, table, time } from '../markup.ts'

/** The identity pools. */
export const identityPoolsPage: ConsolePage = async ({ operations, query }) => {
  const after = query.get('after')
  const { IdentityPools = [], NextToken } = await operations.identityPools('ListIdentityPools', {
    MaxResults: 60,
    ...(after ? { NextToken: after } : {}),
  })
  const base = `${consolePath}/identity-pools`
  const rows = IdentityPools.map(({ IdentityPoolId, IdentityPoolName }) => [
    html`<a href="${base}/${IdentityPoolId}">${IdentityPoolName}</a>`,
    html`<code>${IdentityPoolId}</code>`,
  ])
  return {
    kind: 'page',
    title: 'Identity pools',
    body: html`<h1>Identity pools</h1><p data-console="lead">Who gets credentials, and for which roles.</p>
<section data-console="section" aria-label="Identity pools">${table('Identity pools', ['Name', 'Id'], rows, 'There is no identity pool yet.')}
${nextPage(base, {}, NextToken)}</section>`,
  }
}

/** One identity pool with its identities. */
export const identityPoolPage: ConsolePage = async ({ operations, query, param }) => {
  const IdentityPoolId = param('identityPoolId')
  const { SupportedLoginProviders = {}, ...pool } = await operations.identityPools('DescribeIdentityPool', {
    IdentityPoolId,
  })
  const { Roles, RoleMappings } = await operations.identityPools('GetIdentityPoolRoles', { IdentityPoolId })
  const after = query.get('after')
  const { Identities = [], NextToken } = await operations.identityPools('ListIdentities', {
    IdentityPoolId,
    MaxResults: 25,
    ...(after ? { NextToken: after } : {}),
  })
  const rows = Identities.map(({ IdentityId, Logins, CreationDate, LastModifiedDate }) => [
    html`<code>${IdentityId}</code>`,
    Logins?.join(', ') || 'guest',
    time(CreationDate),
    time(LastModifiedDate),
  ])
  // Twitter's app is told with its secret behind it, so of the apps only the providers are shown.
  const shown = {
    ...pool,
    Roles,
    RoleMappings,
    SupportedLoginProviders: Object.keys(SupportedLoginProviders),
  }
  return {
    kind: 'page',
    title: pool.IdentityPoolName,
    body: html`<h1>${pool.IdentityPoolName}</h1><p data-console="lead"><code>${IdentityPoolId}</code></p>
<section data-console="section" aria-labelledby="identities"><h2 id="identities">Identities</h2>
${table('Identities', ['Id', 'Logins', 'Made', 'Changed'], rows, 'There is no identity yet.')}
${nextPage(`${consolePath}/identity-pools/${IdentityPoolId}`, {}, NextToken)}</section>
<section data-console="section" aria-labelledby="settings"><h2 id="settings">Settings</h2>${settings(shown)}</section>`,
  }
}
