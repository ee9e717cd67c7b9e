import { html } from 'hono/html'
import { field, type Markup } from '../markup.ts'

/** The form for an administrator's access key. */
export function signInBody(formField: Markup): Markup {
  return html`<div data-console="narrow"><section data-console="section" aria-label="Sign in"><h1>Sign in</h1>
<p data-console="lead">With one of the server's admin keys.</p>
<form method="post" data-console="stack">${formField}
${field('Access key id', 'accessKeyId', { autocomplete: 'username', required: true })}
${field('Secret access key', 'secretAccessKey', { type: 'password', autocomplete: 'current-password', required: true })}
<div data-console="row"><button data-lk="action" data-kind="primary">Sign in</button></div></form></section></div>`
}
