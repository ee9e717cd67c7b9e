import { grantAuthorization } from '../authorization-response.ts'
import { toPage } from '../authorize.ts'
import { chooseBrowserSession, sessionsForClient } from '../browser-session.ts'
import type { Page } from './page.ts'

/** `/selectAccount`: who of those signed in in this browser it shall be. */
export const selectAccountPage: Page = {
  path: '/selectAccount',
  async show({ visit, request }) {
    const sessions = await sessionsForClient(visit, request.client)
    if (sessions.length === 0) return toPage(visit, '/login', request)
    return {
      kind: 'account-chooser',
      accounts: sessions.map(({ user }) => ({
        id: user.sub,
        name: user.attributes['name'] ?? user.attributes['email'] ?? user.username,
        ...(user.attributes['name'] && user.attributes['email'] ? { detail: user.attributes['email'] } : {}),
      })),
    }
  },
  async submit({ visit, request }, intent) {
    if (!intent.startsWith('account:')) return undefined
    const sub = intent.slice('account:'.length)
    const chosen = (await sessionsForClient(visit, request.client)).find(session => session.user.sub === sub)
    const { maxAge } = request
    const isFresh =
      chosen && (maxAge === undefined || visit.environment.now() - chosen.authenticatedAt <= maxAge * 1000)
    if (!chosen || !isFresh) return toPage(visit, '/login', request)
    return await grantAuthorization(visit, request, chosen, [await chooseBrowserSession(visit, chosen)])
  },
}
