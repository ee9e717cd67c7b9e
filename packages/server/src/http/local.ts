import type { Environment } from '../environment.ts'
import type { Inbox } from '../ports/delivery.ts'
import { deleteEverything } from '../store/units/housekeeping.ts'
import { inboxPage } from './inbox-page.ts'
import { namesThisMachine } from './this-machine.ts'

/**
 * Whether a request names this machine as its host. A page elsewhere that had its own name point here (DNS
 * rebinding) does not, and must not read the inbox.
 */
export function isForThisMachine(request: Request): boolean {
  return namesThisMachine(request.headers.get('host') ?? new URL(request.url).host)
}

/** The inbox: JSON for programs, a page for a person. */
export function answerInbox(request: Request, inbox: Inbox): Response {
  if (request.headers.get('accept')?.includes('text/html')) {
    return new Response(inboxPage, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
      },
    })
  }
  const to = new URL(request.url).searchParams.get('to') ?? undefined
  return Response.json(inbox.messages(to), { headers: { 'cache-control': 'no-store' } })
}

/** Empties everything: pools, users, identities, keys and the inbox. */
export async function resetEverything(environment: Environment, inbox: Inbox): Promise<void> {
  const pools = await environment.engine.write(() => deleteEverything())
  for (const poolId of pools) environment.keys.forget(poolId)
  inbox.clear()
}
