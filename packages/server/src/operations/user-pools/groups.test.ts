import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, signUpPerson, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let clientId: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test)
  UserPoolId = ids.userPoolId
  clientId = ids.clientId
})
afterEach(() => test.close())

const createGroup = (GroupName: string, more: { Precedence?: number; RoleArn?: string } = {}) =>
  test.userPools('CreateGroup', { UserPoolId, GroupName, ...more })
const join = (Username: string, GroupName: string) =>
  test.userPools('AdminAddUserToGroup', { UserPoolId, Username, GroupName })
const groupsOf = async (Username: string) => {
  const { Groups } = await test.userPools('AdminListGroupsForUser', { UserPoolId, Username })
  return (Groups ?? []).map(group => group.GroupName)
}

describe('a group', () => {
  it('shows what it was given, until it is updated or deleted', async () => {
    const RoleArn = 'arn:aws:iam::000000000000:role/editors'
    const { Group } = await test.userPools('CreateGroup', {
      UserPoolId,
      GroupName: 'editors',
      Description: 'who may write',
      Precedence: 0,
      RoleArn,
    })
    expect(Group).toEqual({
      UserPoolId,
      GroupName: 'editors',
      Description: 'who may write',
      Precedence: 0,
      RoleArn,
      CreationDate: test.clock.now / 1000,
      LastModifiedDate: test.clock.now / 1000,
    })
    test.clock.now += 5000
    const updated = await test.userPools('UpdateGroup', { UserPoolId, GroupName: 'editors', Precedence: 3 })
    expect(updated.Group).toEqual({ ...Group, Precedence: 3, LastModifiedDate: test.clock.now / 1000 })
    expect(await test.userPools('GetGroup', { UserPoolId, GroupName: 'editors' })).toEqual(updated)
    await test.userPools('DeleteGroup', { UserPoolId, GroupName: 'editors' })
    await expect(test.userPools('GetGroup', { UserPoolId, GroupName: 'editors' })).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('has a name of its own', async () => {
    await createGroup('editors')
    await expect(createGroup('editors')).rejects.toMatchObject({
      __type: 'GroupExistsException',
      message: 'A group with the name already exists.',
    })
  })

  it('is listed, page by page', async () => {
    for (let index = 0; index < 5; index++) await createGroup(`group${index}`)
    const names: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await test.userPools('ListGroups', { UserPoolId, Limit: 2, NextToken })
      expect(page.Groups?.length).toBeLessThanOrEqual(2)
      names.push(...(page.Groups ?? []).map(group => group.GroupName))
      NextToken = page.NextToken
    } while (NextToken)
    expect(names).toEqual(['group0', 'group1', 'group2', 'group3', 'group4'])
  })
})

describe('the members of a group', () => {
  it('join once, leave, and go with the group', async () => {
    await signUpPerson(test, clientId, 'ada')
    await createGroup('editors')
    await createGroup('readers')
    await join('ada', 'editors')
    await join('ada', 'editors')
    await join('ada', 'readers')
    expect(await groupsOf('ada')).toEqual(['editors', 'readers'])
    await test.userPools('AdminRemoveUserFromGroup', { UserPoolId, Username: 'ada', GroupName: 'readers' })
    expect(await groupsOf('ada')).toEqual(['editors'])
    await test.userPools('DeleteGroup', { UserPoolId, GroupName: 'editors' })
    await createGroup('editors')
    expect(await groupsOf('ada')).toEqual([])
  })

  it('are listed, page by page, and leave when they are deleted', async () => {
    await createGroup('editors')
    for (const Username of ['ada', 'bob', 'eve']) {
      await test.userPools('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' })
      await join(Username, 'editors')
    }
    await test.userPools('AdminDeleteUser', { UserPoolId, Username: 'bob' })
    const first = await test.userPools('ListUsersInGroup', { UserPoolId, GroupName: 'editors', Limit: 1 })
    const second = await test.userPools('ListUsersInGroup', {
      UserPoolId,
      GroupName: 'editors',
      Limit: 1,
      NextToken: first.NextToken,
    })
    expect(second.NextToken).toBeUndefined()
    expect([first.Users?.[0]?.Username, second.Users?.[0]?.Username].sort()).toEqual(['ada', 'eve'])
  })

  it.each(['AdminAddUserToGroup', 'AdminRemoveUserFromGroup'] as const)(
    'are not changed by %s for a group or a user that does not exist',
    async operation => {
      await signUpPerson(test, clientId, 'ada')
      await createGroup('editors')
      await expect(
        test.userPools(operation, { UserPoolId, Username: 'ada', GroupName: 'nobodies' }),
      ).rejects.toMatchObject({ __type: 'ResourceNotFoundException', message: 'Group not found.' })
      await expect(
        test.userPools(operation, { UserPoolId, Username: 'nobody', GroupName: 'editors' }),
      ).rejects.toMatchObject({ __type: 'UserNotFoundException' })
    },
  )

  it('are in at most a hundred groups', async () => {
    await signUpPerson(test, clientId, 'ada')
    for (let index = 0; index <= 100; index++) await createGroup(`group${index}`)
    for (let index = 0; index < 100; index++) await join('ada', `group${index}`)
    await join('ada', 'group0')
    await expect(join('ada', 'group100')).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})
