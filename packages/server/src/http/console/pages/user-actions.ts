import type { ConsolePage, ConsoleVisit } from '../console-visit.ts'
import { refusedBy } from '../refused.ts'
import { type KnownUser, knownUser } from './known-user.ts'
import { showUser } from './user.ts'

interface UserAction {
  /** What the page says afterwards, by its name. */
  readonly done: string
  readonly run: (
    visit: ConsoleVisit,
    named: { readonly UserPoolId: string; readonly Username: string },
  ) => Promise<unknown>
}

/** What the buttons of a user's page do: each is one of Cognito's operations. */
const actions: Readonly<Record<string, UserAction>> = {
  confirm: {
    done: 'confirmed',
    run: ({ operations }, named) => operations.userPools('AdminConfirmSignUp', named),
  },
  disable: {
    done: 'disabled',
    run: ({ operations }, named) => operations.userPools('AdminDisableUser', named),
  },
  enable: {
    done: 'enabled',
    run: ({ operations }, named) => operations.userPools('AdminEnableUser', named),
  },
  'sign-out': {
    done: 'signed-out',
    run: ({ operations }, named) => operations.userPools('AdminUserGlobalSignOut', named),
  },
  'reset-password': {
    done: 'reset',
    run: ({ operations }, named) => operations.userPools('AdminResetUserPassword', named),
  },
  'set-password': {
    done: 'password-set',
    run: ({ operations, form }, named) =>
      operations.userPools('AdminSetUserPassword', {
        ...named,
        Password: form.get('password') ?? '',
        Permanent: false,
      }),
  },
  'add-group': {
    done: 'group-added',
    run: ({ operations, form }, named) =>
      operations.userPools('AdminAddUserToGroup', { ...named, GroupName: form.get('group') ?? '' }),
  },
  'remove-group': {
    done: 'group-removed',
    run: ({ operations, form }, named) =>
      operations.userPools('AdminRemoveUserFromGroup', { ...named, GroupName: form.get('group') ?? '' }),
  },
  'end-session': {
    done: 'session-ended',
    run: ({ operations, form }, named) =>
      operations.userPools('AdminRevokeUserSession', { ...named, SessionId: form.get('session') ?? '' }),
  },
  'forget-device': {
    done: 'device-forgotten',
    run: ({ operations, form }, named) =>
      operations.userPools('AdminForgetDevice', { ...named, DeviceKey: form.get('device') ?? '' }),
  },
}

const namedBy = ({ poolId, username }: KnownUser) => ({ UserPoolId: poolId, Username: username })

/** Does what a button of a user's page says. */
export const actOnUser: ConsolePage = async visit => {
  const name = visit.form.get('action') ?? ''
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) return await showUser(visit, { error: 'There is no such action.', status: 400 })
  const user = await knownUser(visit)
  try {
    await action.run(visit, namedBy(user))
  } catch (error) {
    return await showUser(visit, refusedBy(error))
  }
  return { kind: 'redirect', to: `/pools/${user.poolId}/users/${user.sub}?done=${action.done}` }
}

/** Deletes a user, once it was asked twice. */
export const deleteUser: ConsolePage = async visit => {
  const user = await knownUser(visit)
  await visit.operations.userPools('AdminDeleteUser', namedBy(user))
  return { kind: 'redirect', to: `/pools/${user.poolId}?done=deleted` }
}
