import { people } from './person.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, character => entities[character] ?? '')

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 24rem; margin: 0 auto; padding: 3rem 1rem }
h1 { font-size: 1.25rem; margin: 0 0 .25rem }
p { opacity: .75; margin: 0 0 1.5rem }
form { display: grid; gap: .5rem }
button, input { font: inherit; padding: .625rem .875rem; border-radius: .5rem; border: 1px solid light-dark(#c9cdd4, #4a4e57); text-align: start }
button { cursor: pointer; background: light-dark(#f4f5f7, #26292f) }
hr { width: 100%; border: 0; border-top: 1px solid light-dark(#e2e5e9, #3a3d44); margin: .5rem 0 }
strong { color: light-dark(#9a3412, #fdba74) }`

/** The page on which somebody chooses who to be. It says what it is: nobody should take it for the provider's. */
export function choosePersonPage(provider: string, hidden: Readonly<Record<string, string>>): Response {
  const fields = Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('')
  const buttons = people
    .map(
      ({ email, name }) =>
        `<button name="email" value="${escapeHtml(email)}">${escapeHtml(name)} · ${escapeHtml(email)}</button>`,
    )
    .join('')
  return htmlPage(
    `${provider} simulator`,
    `<p><strong>Not ${escapeHtml(provider)}.</strong> A simulator of this local server: nothing leaves this machine.</p>
<form method="post">${fields}${buttons}<hr>
<input type="email" name="other" placeholder="somebody@example.com" aria-label="E-mail of somebody else">
<button name="email" value="">Go on as somebody else</button>
<button name="email" value="cancel">Cancel</button></form>`,
  )
}

/** A form that brings an answer to its receiver by `POST`, as SAML and Apple do. */
export function postPage(action: string, fields: Readonly<Record<string, string>>): Response {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('')
  return htmlPage(
    'Back to the app',
    `<form method="post" action="${escapeHtml(action)}">${inputs}<button autofocus>Go on</button></form>`,
  )
}

export function refusalPage(message: string): Response {
  return htmlPage('The simulator cannot go on', `<p>${escapeHtml(message)}</p>`, 400)
}

function htmlPage(title: string, content: string, status = 200): Response {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style><h1>${escapeHtml(title)}</h1>${content}</html>`
  return new Response(html, { status, headers })
}
