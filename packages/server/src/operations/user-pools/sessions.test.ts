import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let ClientId: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test)
  UserPoolId = ids.userPoolId
  ClientId = ids.clientId
  await signUpPerson(test, ClientId, 'ada')
})
afterEach(() => test.close())

const signIn = async () => {
  test.clock.now += 1000
  return await signInPerson(test, ClientId, 'ada')
}
const ada = () => ({ UserPoolId, Username: 'ada' })

describe('the limit of sessions', () => {
  const track = (MaxPerUser: number) =>
    test.userPools('SetUserPoolSessionConfiguration', {
      UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser },
    })
  const works = async (AccessToken: string) =>
    test.userPools('GetUser', { AccessToken }).then(
      () => true,
      () => false,
    )

  it('ends the oldest with each sign-in that goes over it', async () => {
    await track(2)
    const tokens = [await signIn(), await signIn(), await signIn()].map(({ accessToken }) => accessToken)
    expect(await Promise.all(tokens.map(works))).toEqual([false, true, true])
  })

  it('counts those that live alone, and another user’s not', async () => {
    await track(2)
    await signUpPerson(test, ClientId, 'grace')
    const grace = await signInPerson(test, ClientId, 'grace')
    const first = await signIn()
    const second = await signIn()
    await test.userPools('RevokeToken', { ClientId, Token: second.refreshToken })
    await signIn()
    expect(await works(first.accessToken)).toBe(true)
    expect(await works(grace.accessToken)).toBe(true)
  })

  it('holds after it was lowered, and not while tracking is off', async () => {
    const tokens = []
    for (let count = 0; count < 4; count++) tokens.push((await signIn()).accessToken)
    expect(await Promise.all(tokens.map(works))).toEqual([true, true, true, true])
    await track(1)
    const newest = await signIn()
    expect(await Promise.all(tokens.map(works))).toEqual([false, false, false, false])
    expect(await works(newest.accessToken)).toBe(true)
  })
})

describe('sessions', () => {
  it('are listed newest first, the caller’s own among them', async () => {
    await signIn()
    const { accessToken } = await signIn()
    const { Sessions } = await test.userPools('ListUserSessions', { AccessToken: accessToken })
    expect(Sessions).toMatchObject([
      { SessionType: 'TOKEN', ClientId, CreateDate: test.clock.now / 1000, IsCurrentSession: true },
      { CreateDate: test.clock.now / 1000 - 1, IsCurrentSession: false },
    ])
    for (const { SessionId } of Sessions ?? []) expect(SessionId).toMatch(/^tkn[a-z0-9]{25}$/)
    const listed = await test.userPools('AdminListUserSessions', ada())
    expect(listed.Sessions?.map(session => session.IsCurrentSession)).toEqual([false, false])
  })

  it('are ended one by one, but not the one that asks', async () => {
    const other = await signIn()
    const { accessToken: AccessToken } = await signIn()
    const { Sessions = [] } = await test.userPools('ListUserSessions', { AccessToken })
    const [own, old] = (Sessions ?? []).map(session => session.SessionId ?? '')
    await expect(
      test.userPools('RevokeUserSession', { AccessToken, SessionId: own ?? '' }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    await test.userPools('RevokeUserSession', { AccessToken, SessionId: old ?? '' })
    await expect(test.userPools('GetUser', { AccessToken: other.accessToken })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
    expect((await test.userPools('GetUser', { AccessToken })).Username).toBe('ada')
    await test.userPools('AdminRevokeUserSession', { ...ada(), SessionId: own ?? '' })
    expect((await test.userPools('AdminListUserSessions', ada())).Sessions).toEqual([])
    await expect(
      test.userPools('AdminRevokeUserSession', { ...ada(), SessionId: own ?? '' }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  it('of somebody else cannot be ended', async () => {
    await signIn()
    const { Sessions } = await test.userPools('AdminListUserSessions', ada())
    const SessionId = Sessions?.[0]?.SessionId ?? ''
    await signUpPerson(test, ClientId, 'eve')
    const { accessToken: AccessToken } = await signInPerson(test, ClientId, 'eve')
    await expect(test.userPools('RevokeUserSession', { AccessToken, SessionId })).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
    expect((await test.userPools('AdminListUserSessions', ada())).Sessions).toHaveLength(1)
  })

  it('are given page by page', async () => {
    for (let index = 0; index < 61; index++) await signIn()
    const first = await test.userPools('AdminListUserSessions', ada())
    expect(first.Sessions).toHaveLength(60)
    const second = await test.userPools('AdminListUserSessions', { ...ada(), NextToken: first.NextToken })
    expect(second.Sessions).toHaveLength(1)
    expect(second.NextToken).toBeUndefined()
  })
})

describe('sign-in events', () => {
  it('are listed with what an administrator says of them', async () => {
    await signIn()
    await signIn()
    const list = () => test.userPools('AdminListUserAuthEvents', { ...ada(), MaxResults: 1 })
    const [newest] = (await list()).AuthEvents ?? []
    expect(newest).toMatchObject({ EventType: 'SignIn', EventResponse: 'Pass' })
    const EventId = newest?.EventId ?? ''
    await test.userPools('AdminUpdateAuthEventFeedback', { ...ada(), EventId, FeedbackValue: 'Invalid' })
    expect((await list()).AuthEvents?.[0]?.EventFeedback).toEqual({
      FeedbackValue: 'Invalid',
      Provider: 'Admin',
      FeedbackDate: test.clock.now / 1000,
    })
    const { NextToken } = await list()
    const second = await test.userPools('AdminListUserAuthEvents', { ...ada(), MaxResults: 1, NextToken })
    expect(second.AuthEvents?.[0]?.EventId).not.toBe(EventId)
    await expect(
      test.userPools('AdminUpdateAuthEventFeedback', {
        ...ada(),
        EventId: 'unknown',
        FeedbackValue: 'Valid',
      }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  it('take no feedback by a token, as none is given out', async () => {
    await expect(
      test.userPools('UpdateAuthEventFeedback', {
        ...ada(),
        EventId: 'event',
        FeedbackToken: 'token',
        FeedbackValue: 'Valid',
      }),
    ).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  })
})
