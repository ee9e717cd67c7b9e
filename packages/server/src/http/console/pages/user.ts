import { html } from 'hono/html'
import { type ConsoleAnswer, type ConsolePage, type ConsoleVisit, consolePath } from '../console-visit.ts'
import { definitions, type Markup, nextPage, table, time } from '../markup.ts'
import { type KnownUser, knownUser } from './known-user.ts'
import { actionButton, userActionForms } from './user-forms.ts'
import { statusPill } from './user-status.ts'

/** One user: what is known, where signed in, and what can be done. */
export const userPage: ConsolePage = visit => showUser(visit)

/** The page, with what went wrong. */
export async function showUser(visit: ConsoleVisit, refused: object = {}): Promise<ConsoleAnswer> {
  const user = await knownUser(visit)
  const { described, attributes, username } = user
  const shown = attributes.get('name') ?? attributes.get('email') ?? username
  const parts = [groupsSection, sessionsSection, devicesSection, eventsSection]
  const sections = await Promise.all(parts.map(part => part(visit, user)))
  return {
    kind: 'page',
    title: shown,
    body: html`<h1>${shown}</h1>
<p data-console="lead">${statusPill(described)} In <a data-lk="step" href="${consolePath}/pools/${user.poolId}">${user.poolId}</a></p>
<div data-console="columns"><div>
<section data-console="section" aria-labelledby="attributes"><h2 id="attributes">Attributes</h2>
${definitions([
  ['User name', username],
  ...attributes,
  ['Status', described.UserStatus],
  ['Second factors', described.UserMFASettingList?.join(', ') ?? 'none'],
  ['Made', time(described.UserCreateDate)],
  ['Changed', time(described.UserLastModifiedDate)],
])}</section>
${sections}
</div><div>${userActionForms(visit, user)}</div></div>`,
    ...refused,
  }
}

async function groupsSection(visit: ConsoleVisit, { poolId, username }: KnownUser): Promise<Markup> {
  const { operations, formField } = visit
  const { Groups = [] } = await operations.userPools('AdminListGroupsForUser', {
    UserPoolId: poolId,
    Username: username,
    Limit: 60,
  })
  const { Groups: all = [] } = await operations.userPools('ListGroups', { UserPoolId: poolId, Limit: 60 })
  const others = all.filter(({ GroupName }) => !Groups.some(group => group.GroupName === GroupName))
  const rows = Groups.map(({ GroupName, Description }) => [
    GroupName,
    Description ?? '–',
    actionButton(formField, 'remove-group', 'Remove', { group: GroupName ?? '' }, GroupName),
  ])
  return html`<section data-console="section" aria-labelledby="groups"><h2 id="groups">Groups</h2>
${table('Groups', ['Group', 'Description', 'Action'], rows, 'In no group.')}
${
  others.length > 0
    ? html`<form method="post" data-console="search">${formField}<div data-lk="field"><label data-lk="label" for="field-group">Group</label><select data-lk="input" id="field-group" name="group">${others.map(({ GroupName }) => html`<option>${GroupName}</option>`)}</select></div><button data-lk="action" name="action" value="add-group">Add to the group</button></form>`
    : ''
}</section>`
}

async function sessionsSection(visit: ConsoleVisit, user: KnownUser): Promise<Markup> {
  const after = visit.query.get('sessionsAfter')
  const { Sessions = [], NextToken } = await visit.operations.userPools('AdminListUserSessions', {
    UserPoolId: user.poolId,
    Username: user.username,
    ...(after ? { NextToken: after } : {}),
  })
  const rows = Sessions.map(session => [
    time(session.CreateDate),
    session.SessionType === 'SSO' ? 'Browser' : 'App',
    html`<code>${session.ClientId ?? '–'}</code>`,
    actionButton(visit.formField, 'end-session', 'End', { session: session.SessionId ?? '' }, 'session'),
  ])
  return html`<section data-console="section" aria-labelledby="sessions"><h2 id="sessions">Sessions</h2>
${table('Sessions', ['Since', 'Kind', 'Client', 'Action'], rows, 'Signed in nowhere.')}
${nextPage(userAddress(user), {}, NextToken, 'sessionsAfter')}</section>`
}

async function devicesSection(visit: ConsoleVisit, user: KnownUser): Promise<Markup> {
  const after = visit.query.get('devicesAfter')
  const { Devices = [], PaginationToken } = await visit.operations.userPools('AdminListDevices', {
    UserPoolId: user.poolId,
    Username: user.username,
    Limit: 20,
    ...(after ? { PaginationToken: after } : {}),
  })
  const rows = Devices.map(({ DeviceKey, DeviceAttributes, DeviceLastAuthenticatedDate }) => {
    const name = DeviceAttributes?.find(({ Name }) => Name === 'device_name')?.Value
    return [
      name ?? html`<code>${DeviceKey}</code>`,
      time(DeviceLastAuthenticatedDate),
      actionButton(visit.formField, 'forget-device', 'Forget', { device: DeviceKey ?? '' }, name ?? 'device'),
    ]
  })
  return html`<section data-console="section" aria-labelledby="devices"><h2 id="devices">Devices</h2>
${table('Devices', ['Device', 'Last used', 'Action'], rows, 'No device is known.')}
${nextPage(userAddress(user), {}, PaginationToken, 'devicesAfter')}</section>`
}

async function eventsSection(visit: ConsoleVisit, user: KnownUser): Promise<Markup> {
  const after = visit.query.get('eventsAfter')
  const { AuthEvents = [], NextToken } = await visit.operations.userPools('AdminListUserAuthEvents', {
    UserPoolId: user.poolId,
    Username: user.username,
    MaxResults: 20,
    ...(after ? { NextToken: after } : {}),
  })
  const rows = AuthEvents.map(event => [
    time(event.CreationDate),
    event.EventType,
    event.EventResponse,
    event.EventFeedback?.FeedbackValue ?? '–',
    html`<code>${event.EventId}</code>`,
  ])
  return html`<section data-console="section" aria-labelledby="events"><h2 id="events">Sign-in log</h2>
${table('Sign-in log', ['When', 'What', 'Outcome', 'Feedback', 'Event'], rows, 'Never signed in.')}
${nextPage(userAddress(user), {}, NextToken, 'eventsAfter')}</section>`
}

/** The address of a user's page. */
export function userAddress({ poolId, sub }: KnownUser): string {
  return `${consolePath}/pools/${poolId}/users/${sub}`
}
