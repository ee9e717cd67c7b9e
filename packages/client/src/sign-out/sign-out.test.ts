import { describe, expect, test } from 'vitest'
import { getUserAttributes, updateUserAttributes } from '../account/attributes.ts'
import { deleteUser } from '../account/delete-user.ts'
import { connectionLost, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { signOut } from './sign-out.ts'

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const lost = () => {
  throw connectionLost
}

describe('signing out', () => {
  test('forgets everything at once, then has the refresh token revoked', async () => {
    const { client, service, options, told } = await signedInWorld()
    const release = service.hold('RevokeToken')
    const done = signOut(client)
    await settled()
    expect(client.state.standing.userState).toBe('signedOut')
    expect(client.session).toBeUndefined()
    expect(await options.storage?.list('')).toEqual([])
    release()
    await done
    expect(service.requests.map(({ operation }) => operation)).toEqual(['RevokeToken'])
    expect(told).toEqual(['signedOut'])
  })

  test('works offline, with one try (supabase-js#2501)', async () => {
    const { client, service } = await signedInWorld()
    service.answer('RevokeToken', lost)
    expect(await kindOf(signOut(client))).toBe('resolved')
    expect(service.count('RevokeToken')).toBe(1)
  })

  test('invalidateTokens: false is local alone', async () => {
    const { client, service } = await signedInWorld()
    await signOut(client, { invalidateTokens: false })
    expect(service.requests).toEqual([])
  })

  test('everywhere tells the service first', async () => {
    const { client, service } = await signedInWorld()
    await signOut(client, { signOutGlobally: true })
    expect(service.requests.map(({ operation }) => operation)).toEqual(['GlobalSignOut'])
    expect(client.state.standing.userState).toBe('signedOut')
  })

  test('everywhere, offline, rejects with network and changes nothing', async () => {
    const { client, service, told } = await signedInWorld()
    service.answer('GlobalSignOut', lost)
    expect(await kindOf(signOut(client, { signOutGlobally: true }))).toBe('network')
    expect(told).toEqual([])
    expect(await kindOf(getTokens(client))).toBe('resolved')
  })
})

describe('deleting the account', () => {
  test('signs out', async () => {
    const { client, told, service } = await signedInWorld()
    await deleteUser(client)
    expect(told).toEqual(['signedOut'])
    expect(service.count('DeleteUser')).toBe(1)
  })

  test('leaves the person signed in when the service refuses', async () => {
    const { client, service, told } = await signedInWorld()
    service.answer('DeleteUser', () => serviceAnswer('NotAuthorizedException'))
    expect(await kindOf(deleteUser(client))).toBe('notAuthorized')
    expect(told).toEqual([])
  })
})

describe('attributes', () => {
  test('are texts by name', async () => {
    const { client } = await signedInWorld()
    expect(await getUserAttributes(client)).toEqual({ email: 'ada@example.com' })
  })

  test('that changed bring new tokens at the next call, or the old ones while offline', async () => {
    const { client, service } = await signedInWorld()
    const before = await getTokens(client)
    expect(await updateUserAttributes(client, { name: 'Ada' })).toEqual([])
    const recover = service.answer('GetTokensFromRefreshToken', lost)
    expect(await getTokens(client)).toBe(before)
    recover()
    expect((await getTokens(client)).idToken).not.toEqual(before.idToken)
    service.requests.length = 0
    await getTokens(client)
    expect(service.requests).toEqual([])
  })
})
