import { html } from 'hono/html'
import { type ConsoleVisit, consolePath } from '../console-visit.ts'
import { field, type Markup } from '../markup.ts'
import type { KnownUser } from './known-user.ts'

/**
 * A button that does one thing, as a form of its own.
 *
 * @param of what it is done to, for who hears the button and does not see where it stands
 */
export function actionButton(
  formField: Markup,
  action: string,
  label: string,
  fields: Readonly<Record<string, string>> = {},
  of?: string,
): Markup {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const name = of === undefined ? '' : html` aria-label="${label}: ${of}"`
  return html`<form method="post" data-console="row">${formField}${hidden}<button data-lk="action" name="action" value="${action}"${name}>${label}</button></form>`
}

/** What can be done to a user as a whole. */
export function userActionForms({ formField }: ConsoleVisit, { poolId, sub, described }: KnownUser): Markup {
  const { Enabled, UserStatus } = described
  const button = (action: string, label: string) => actionButton(formField, action, label)
  return html`<section data-console="section" aria-labelledby="actions"><h2 id="actions">Actions</h2><div data-console="stack">
${UserStatus === 'UNCONFIRMED' ? button('confirm', 'Confirm') : ''}
${Enabled === false ? button('enable', 'Enable') : button('disable', 'Disable')}
${button('sign-out', 'Sign out everywhere')}
${UserStatus === 'EXTERNAL_PROVIDER' ? '' : button('reset-password', 'Reset the password')}
<p data-console="row"><a data-lk="action" data-kind="danger" href="${consolePath}/pools/${poolId}/users/${sub}/delete">Delete …</a></p></div></section>
${
  UserStatus === 'EXTERNAL_PROVIDER'
    ? ''
    : html`<section data-console="section" aria-labelledby="password"><h2 id="password">Temporary password</h2><form method="post" data-console="stack">${formField}
${field('Temporary password', 'password', { type: 'password', autocomplete: 'new-password', required: true, hint: 'It must be changed at the next sign-in.' })}
<div data-console="row"><button data-lk="action" name="action" value="set-password">Set</button></div></form></section>`
}`
}
