import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

let test: TestServer
beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

const hour = 3_600_000

async function signedIn(client: Parameters<typeof createTestPool>[2] = {}) {
  const ids = await createTestPool(test, {}, client)
  await signUpPerson(test, ids.clientId, 'ada')
  return { ...ids, ...(await signInPerson(test, ids.clientId, 'ada')) }
}

const refresh = (ClientId: string, RefreshToken: string) =>
  test.userPools('GetTokensFromRefreshToken', { ClientId, RefreshToken })

const oldRefresh = (ClientId: string, REFRESH_TOKEN: string) =>
  test.userPools('InitiateAuth', {
    ClientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN },
  })

describe('a refresh without rotation', () => {
  it('gives new tokens of the same family, and no new refresh token', async () => {
    const { clientId, refreshToken, idToken } = await signedIn()
    test.clock.now += hour
    for (const way of [refresh, oldRefresh]) {
      const { AuthenticationResult } = await way(clientId, refreshToken)
      expect(AuthenticationResult?.RefreshToken).toBeUndefined()
      const before = decodeJwt(idToken)
      const after = decodeJwt(AuthenticationResult?.IdToken ?? '')
      expect(after).toMatchObject({
        sub: before.sub,
        origin_jti: before['origin_jti'],
        auth_time: before['auth_time'],
        iat: (before.iat ?? 0) + 3600,
      })
      expect(after.jti).not.toBe(before.jti)
    }
  })

  it.each([
    ['garbage', 'garbage', 'Invalid Refresh Token'],
    ['an access token', 'accessToken', 'Invalid Refresh Token'],
  ])('refuses %s', async (_, which, message) => {
    const session = await signedIn()
    const token = which === 'accessToken' ? session.accessToken : which
    await expect(refresh(session.clientId, token)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message,
    })
  })

  it('refuses the token of another client', async () => {
    const { refreshToken } = await signedIn()
    const other = await createTestPool(test)
    await expect(refresh(other.clientId, refreshToken)).rejects.toMatchObject({
      message: 'Invalid Refresh Token',
    })
  })

  it('refuses it after its lifetime, after revocation, and for a disabled or deleted user', async () => {
    const { userPoolId, clientId, refreshToken } = await signedIn()
    const user = { UserPoolId: userPoolId, Username: 'ada' }
    await test.userPools('AdminDisableUser', user)
    await expect(refresh(clientId, refreshToken)).rejects.toMatchObject({ message: 'User is disabled.' })
    await test.userPools('AdminEnableUser', user)
    test.clock.now += 30 * 24 * hour + 1
    await expect(refresh(clientId, refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has expired',
    })
    const again = await signInPerson(test, clientId, 'ada')
    await test.userPools('RevokeToken', { ClientId: clientId, Token: again.refreshToken })
    await expect(refresh(clientId, again.refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    const last = await signInPerson(test, clientId, 'ada')
    await test.userPools('AdminDeleteUser', user)
    await expect(refresh(clientId, last.refreshToken)).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
  })
})

describe('a refresh with rotation', () => {
  const rotation = (RetryGracePeriodSeconds: number) => ({
    RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds },
  })

  it('replaces the refresh token, whose successor keeps the family and its end', async () => {
    const { clientId, refreshToken, idToken } = await signedIn(rotation(0))
    test.clock.now += 29 * 24 * hour
    const { AuthenticationResult } = await refresh(clientId, refreshToken)
    const successor = AuthenticationResult?.RefreshToken ?? ''
    expect(successor).not.toBe(refreshToken)
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')['origin_jti']).toBe(
      decodeJwt(idToken)['origin_jti'],
    )
    test.clock.now += 24 * hour + 1
    await expect(refresh(clientId, successor)).rejects.toMatchObject({ message: 'Refresh Token has expired' })
  })

  it('cannot be asked for by REFRESH_TOKEN_AUTH', async () => {
    const { clientId, refreshToken } = await signedIn(rotation(10))
    await expect(oldRefresh(clientId, refreshToken)).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })

  it('gives fifty calls at once the same successor within the grace time', async () => {
    const { clientId, refreshToken } = await signedIn(rotation(30))
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(clientId, refreshToken)))
    const successors = new Set(answers.map(answer => answer.AuthenticationResult?.RefreshToken))
    expect(successors.size).toBe(1)
    test.clock.now += 30_000
    const repeated = await refresh(clientId, refreshToken)
    expect(successors.has(repeated.AuthenticationResult?.RefreshToken)).toBe(true)
  })

  it('kills the whole family when a used token comes back after the grace time', async () => {
    const { clientId, refreshToken, accessToken } = await signedIn(rotation(5))
    const { AuthenticationResult } = await refresh(clientId, refreshToken)
    test.clock.now += 5001
    await expect(refresh(clientId, refreshToken)).rejects.toMatchObject({
      __type: 'RefreshTokenReuseException',
    })
    await expect(refresh(clientId, AuthenticationResult?.RefreshToken ?? '')).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    await expect(test.userPools('GetUser', { AccessToken: accessToken })).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
  })

  it('lets one of fifty calls at once through where there is no grace time', async () => {
    const { clientId, refreshToken } = await signedIn(rotation(0))
    let clock = test.clock.now
    // Time passes between any two calls, as it does in life.
    Object.defineProperty(test.clock, 'now', { get: () => clock++, set: value => (clock = value) })
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () => refresh(clientId, refreshToken)),
    )
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the end of a session', () => {
  it('RevokeToken ends one session, and its access token at once', async () => {
    const { clientId, refreshToken, accessToken } = await signedIn()
    const other = await signInPerson(test, clientId, 'ada')
    await test.userPools('RevokeToken', { ClientId: clientId, Token: refreshToken })
    await test.userPools('RevokeToken', { ClientId: clientId, Token: 'unknown' })
    await expect(test.userPools('GetUser', { AccessToken: accessToken })).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
    expect((await test.userPools('GetUser', { AccessToken: other.accessToken })).Username).toBe('ada')
  })

  it('RevokeToken refuses an access token, and a client without revocation', async () => {
    const { clientId, accessToken } = await signedIn()
    await expect(
      test.userPools('RevokeToken', { ClientId: clientId, Token: accessToken }),
    ).rejects.toMatchObject({
      __type: 'UnsupportedTokenTypeException',
    })
    const without = await signedIn({ EnableTokenRevocation: false })
    expect(decodeJwt(without.accessToken)['origin_jti']).toBeUndefined()
    await expect(
      test.userPools('RevokeToken', { ClientId: without.clientId, Token: without.refreshToken }),
    ).rejects.toMatchObject({ __type: 'UnsupportedOperationException' })
  })

  it.each(['GlobalSignOut', 'AdminUserGlobalSignOut'] as const)('%s ends every session', async operation => {
    const { userPoolId, clientId, accessToken } = await signedIn()
    const other = await signInPerson(test, clientId, 'ada')
    if (operation === 'GlobalSignOut') await test.userPools(operation, { AccessToken: accessToken })
    else await test.userPools(operation, { UserPoolId: userPoolId, Username: 'ada' })
    for (const token of [accessToken, other.accessToken]) {
      await expect(test.userPools('GetUser', { AccessToken: token })).rejects.toMatchObject({
        message: 'Access Token has been revoked',
      })
    }
    await expect(refresh(clientId, other.refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    expect((await signInPerson(test, clientId, 'ada')).accessToken).not.toBe('')
  })
})

describe('an access token', () => {
  it('is refused after its time, as garbage, as an id token, and without its signature', async () => {
    const { accessToken, idToken } = await signedIn()
    const refusal = (AccessToken: string) => test.userPools('GetUser', { AccessToken }).catch(error => error)
    const invalid = { __type: 'NotAuthorizedException', message: 'Invalid Access Token' }
    expect(await refusal('garbage')).toEqual(invalid)
    expect(await refusal(idToken)).toEqual(invalid)
    const [, payload] = accessToken.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await refusal(`${none}.${payload}.`)).toEqual(invalid)
    expect(await refusal(`${accessToken.slice(0, -8)}AAAAAAAA`)).toEqual(invalid)
    test.clock.now += hour
    expect(await refusal(accessToken)).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Access Token has expired',
    })
  })
})
