import { html } from 'hono/html'
import { pageHeaders } from '../../oauth/pages/print.ts'
import { outcomeHeader } from '../../oauth/responses.ts'
import { type ConsoleAnswer, consolePath } from './console-visit.ts'
import type { Markup } from './markup.ts'

/** Around the page: who looks at it, and from where. */
export interface Frame {
  readonly secure: boolean
  /** The page's path inside the console. */
  readonly path: string
  readonly inbox: boolean
  /** Whether somebody is signed in and may sign out. */
  readonly canSignOut: boolean
  /** Whether the visitor may go anywhere. */
  readonly admitted: boolean
  readonly formField: Markup
  /** What went well before this page, by its name. */
  readonly done: string | null
  readonly cookies: readonly string[]
}

/** What an action says once it is done; an address only names it, so that no link can make the console say things. */
const doneTexts: Readonly<Record<string, string>> = {
  created: 'The user was created.',
  deleted: 'The user was deleted.',
  disabled: 'The user is disabled and cannot sign in.',
  enabled: 'The user is enabled.',
  confirmed: 'The user is confirmed.',
  reset: 'The password no longer works. A code to set another was sent.',
  'password-set': 'The temporary password is set. It must be changed at the next sign-in.',
  'signed-out': 'The user is signed out everywhere.',
  'session-ended': 'The session is over.',
  'device-forgotten': 'The device is forgotten.',
  'group-added': 'The user is in the group.',
  'group-removed': 'The user is no longer in the group.',
}

/** Prints an answer, with everything that protects it. */
export async function printAnswer(answer: ConsoleAnswer, frame: Frame): Promise<Response> {
  const headers = new Headers(pageHeaders(frame))
  // Nothing opens the console in a window of its own to wait for it.
  headers.set('cross-origin-opener-policy', 'same-origin')
  for (const cookie of frame.cookies) headers.append('set-cookie', cookie)
  if (answer.kind === 'redirect') {
    headers.set('location', `${consolePath}${answer.to}`)
    return new Response(null, { status: 303, headers })
  }
  for (const [name, value] of Object.entries(answer.outcome ? outcomeHeader(answer.outcome) : {})) {
    headers.set(name, value)
  }
  const page = await documentOf(answer, frame)
  return new Response(String(page), { status: answer.status ?? 200, headers })
}

function documentOf(answer: Extract<ConsoleAnswer, { kind: 'page' }>, frame: Frame): Markup {
  const done = frame.done !== null && Object.hasOwn(doneTexts, frame.done) ? doneTexts[frame.done] : undefined
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${answer.error === undefined ? '' : 'Error: '}${answer.title} – Latchkey console</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${consolePath}/assets/console.css">
${answer.live ? html`<script type="module" src="${consolePath}/assets/live.js"></script>` : ''}
</head>
<body data-lk="page"><div data-console="shell">
<header data-console="bar"><p data-console="brand">Latchkey console</p>${frame.admitted ? navigation(frame) : ''}</header>
<main>${answer.error === undefined ? '' : html`<div data-lk="error" role="alert"><p>${answer.error}</p></div>`}${done === undefined || answer.error !== undefined ? '' : html`<div data-lk="notice" role="status"><p>${done}</p></div>`}${answer.body}</main>
</div></body>
</html>
`
}

function navigation({ path, inbox, canSignOut, formField }: Frame): Markup {
  const places: readonly (readonly [string, string])[] = [
    ['', 'User pools'],
    ['/identity-pools', 'Identity pools'],
    ...(inbox ? [['/inbox', 'Inbox'] as const] : []),
    ['/tokens', 'Tokens'],
  ]
  const isHere = (place: string) =>
    place === '' ? path === '/' || path.startsWith('/pools/') : path.startsWith(place)
  return html`<nav aria-label="Console">${places.map(
    ([place, name]) =>
      html`<a data-lk="step" href="${consolePath}${place}"${isHere(place) ? html` aria-current="page"` : ''}>${name}</a>`,
  )}</nav>${
    canSignOut
      ? html`<form method="post" action="${consolePath}/sign-out">${formField}<button data-lk="step">Sign out</button></form>`
      : ''
  }`
}
