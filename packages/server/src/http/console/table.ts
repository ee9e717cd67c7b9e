import type { ConsolePage } from './console-visit.ts'
import { clientPage, clientsPage } from './pages/clients.ts'
import { deleteUserPage } from './pages/delete-user.ts'
import { identityPoolPage, identityPoolsPage } from './pages/identity-pools.ts'
import { inboxPage } from './pages/inbox.ts'
import { createUser, newUserPage } from './pages/new-user.ts'
import { decodeToken, tokensPage } from './pages/tokens.ts'
import { userPage } from './pages/user.ts'
import { actOnUser, deleteUser } from './pages/user-actions.ts'
import { userPoolsPage } from './pages/user-pools.ts'
import { usersPage } from './pages/users.ts'

/** Every page of the console by its path, with what is posted to it. */
export const consolePages: Readonly<
  Record<string, { readonly GET: ConsolePage; readonly POST?: ConsolePage }>
> = {
  '/': { GET: userPoolsPage },
  '/pools/:poolId': { GET: usersPage },
  '/pools/:poolId/new-user': { GET: newUserPage, POST: createUser },
  '/pools/:poolId/users/:sub': { GET: userPage, POST: actOnUser },
  '/pools/:poolId/users/:sub/delete': { GET: deleteUserPage, POST: deleteUser },
  '/pools/:poolId/clients': { GET: clientsPage },
  '/pools/:poolId/clients/:clientId': { GET: clientPage },
  '/identity-pools': { GET: identityPoolsPage },
  '/identity-pools/:identityPoolId': { GET: identityPoolPage },
  '/inbox': { GET: inboxPage },
  '/tokens': { GET: tokensPage, POST: decodeToken },
}
