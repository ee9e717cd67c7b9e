import { html } from 'hono/html'
import { type ConsolePage, consolePath } from '../console-visit.ts'

/** The inbox of local mode, newest first, kept up to date while it is open. */
export const inboxPage: ConsolePage = async ({ inbox }) => {
  if (!inbox)
    return { kind: 'page', title: 'Not found', body: html`<h1>There is no inbox here</h1>`, status: 404 }
  const messages = inbox.messages().slice(-100).reverse()
  return {
    kind: 'page',
    title: 'Inbox',
    live: true,
    body: html`<h1>Inbox</h1><p data-console="lead">Mail and SMS of this local server, newest first. <a data-lk="step" href="${consolePath}/inbox">Refresh</a></p>
<div role="log" aria-label="Messages">${
      messages.length === 0
        ? html`<p data-console="empty">Nothing yet.</p>`
        : messages.map(
            ({ to, at, subject, body, code }) =>
              html`<article data-console="section"><p data-console="lead">${to} · <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p><h2>${subject}</h2><p data-console="text">${body}</p>${code ? html`<code data-console="inbox-code">${code}</code>` : ''}</article>`,
          )
    }</div>`,
  }
}
