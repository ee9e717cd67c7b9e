import { describe, expect, test } from 'vitest'
import { serviceAnswer } from '../testing/fake-service.ts'
import { signedInWorld } from '../testing/set-up.ts'
import { listSessions, revokeSession } from './sessions.ts'

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )

/** A service with pages of three sessions, which ends those that it is told to. */
async function manySessions(count: number) {
  const made = await signedInWorld()
  const ids = Array.from({ length: count }, (_, index) => `s${index}`)
  made.service.answer('ListUserSessions', ({ NextToken }) => {
    const from = ids.indexOf(String(NextToken ?? '')) + 1
    const page = ids.slice(from, from + 3)
    return {
      Sessions: page.map(SessionId => ({ SessionId })),
      ...(from + 3 < ids.length && { NextToken: page.at(-1) }),
    }
  })
  made.service.answer('RevokeUserSession', ({ SessionId }) => {
    const at = ids.indexOf(String(SessionId))
    if (at < 0) return serviceAnswer('ResourceNotFoundException')
    ids.splice(at, 1)
    return {}
  })
  return made
}

describe('sessions', () => {
  test('are told with the person’s own marked, and dates as dates', async () => {
    const { client, service } = await signedInWorld()
    service.answer('ListUserSessions', () => ({
      Sessions: [
        {
          SessionId: 's0',
          IsCurrentSession: true,
          SessionType: 'TOKEN',
          ClientId: 'client1',
          CreateDate: 1.5,
          LastActiveDate: 2,
          LastIPAddress: '192.0.2.1',
          DeviceType: 'browser',
        },
        {},
      ],
    }))
    expect(await listSessions(client)).toEqual({
      sessions: [
        {
          sessionId: 's0',
          current: true,
          sessionType: 'TOKEN',
          clientId: 'client1',
          createDate: new Date(1_500),
          lastActiveDate: new Date(2_000),
          lastIPAddress: '192.0.2.1',
          deviceType: 'browser',
        },
        { sessionId: '', current: false },
      ],
      paginationToken: undefined,
    })
    expect(service.requests.at(-1)?.input).toEqual({
      AccessToken: client.session?.tokens?.accessToken.tokenString,
    })
  })

  test.each([
    [undefined, [3, 3, 1]],
    [1, [1, 1, 1, 1, 1, 1, 1]],
    [2, [2, 1, 2, 1, 1]],
    [3, [3, 3, 1]],
    [60, [3, 3, 1]],
  ])('with limit %s come in pages, each session once', async (limit, lengths) => {
    const { client } = await manySessions(7)
    const pages: string[][] = []
    let paginationToken: string | undefined
    do {
      const page = await listSessions(client, {
        ...(limit && { limit }),
        ...(paginationToken && { paginationToken }),
      })
      pages.push(page.sessions.map(({ sessionId }) => sessionId))
      paginationToken = page.paginationToken
    } while (paginationToken)
    expect(pages.map(page => page.length)).toEqual(lengths)
    expect(pages.flat()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6'])
  })

  test('are all reached although those on the pages before have been ended', async () => {
    const { client } = await manySessions(3)
    const { sessions, paginationToken = '' } = await listSessions(client, { limit: 1 })
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['s0'])
    await revokeSession(client, { sessionId: 's0' })
    const next = await listSessions(client, { limit: 2, paginationToken })
    expect(next.sessions.map(({ sessionId }) => sessionId)).toEqual(['s1', 's2'])
    expect(next.paginationToken).toBeUndefined()
  })

  test.each([0, -1, Number.NaN])('cannot come %d at a time', async limit => {
    const { client, service } = await manySessions(1)
    expect(await kindOf(listSessions(client, { limit }))).toBe('invalidParameter')
    expect(service.requests).toEqual([])
  })

  test('that have ended by themselves are resourceNotFound', async () => {
    const { client } = await manySessions(1)
    expect(await kindOf(revokeSession(client, { sessionId: 'gone' }))).toBe('resourceNotFound')
  })
})
