import { html } from 'hono/html'
import type { ConsolePage } from '../console-visit.ts'
import { knownUser } from './known-user.ts'
import { userAddress } from './user.ts'

/** Asks once more before a user is gone. */
export const deleteUserPage: ConsolePage = async visit => {
  const user = await knownUser(visit)
  const shown = user.attributes.get('email') ?? user.username
  return {
    kind: 'page',
    title: 'Delete a user',
    body: html`<h1>Delete this user?</h1><p data-console="lead">${shown}</p>
<section data-console="section" aria-label="Delete"><p>The account, its sessions and its devices are gone at once and cannot be brought back.</p>
<form method="post" data-console="row">${visit.formField}<button data-lk="action" data-kind="danger">Delete for good</button><a data-lk="action" href="${userAddress(user)}">Keep</a></form></section>`,
  }
}
