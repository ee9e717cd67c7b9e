import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string

beforeEach(async () => {
  test = await startTestServer()
  UserPoolId = (await createTestPool(test)).userPoolId
})
afterEach(() => test.close())

const Identifier = 'https://photos.example.com'
const read = { ScopeName: 'read', ScopeDescription: 'looks at photos' }
const create = (identifier = Identifier, Scopes = [read]) =>
  test.userPools('CreateResourceServer', { UserPoolId, Identifier: identifier, Name: 'Photos', Scopes })

it('a resource server shows what it was given, until it is updated or deleted', async () => {
  const created = await create()
  expect(created.ResourceServer).toEqual({ UserPoolId, Identifier, Name: 'Photos', Scopes: [read] })
  expect(await test.userPools('DescribeResourceServer', { UserPoolId, Identifier })).toEqual(created)
  const updated = await test.userPools('UpdateResourceServer', { UserPoolId, Identifier, Name: 'Pictures' })
  expect(updated.ResourceServer).toEqual({ UserPoolId, Identifier, Name: 'Pictures', Scopes: [] })
  await test.userPools('DeleteResourceServer', { UserPoolId, Identifier })
  for (const operation of ['DescribeResourceServer', 'DeleteResourceServer'] as const) {
    await expect(test.userPools(operation, { UserPoolId, Identifier })).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
      message: `Resource server ${Identifier} does not exist.`,
    })
  }
})

it('an identifier and a scope are named once', async () => {
  await create()
  await expect(create()).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  await expect(create('other', [read, read])).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})

it('resource servers are listed, page by page', async () => {
  for (const identifier of ['a', 'b', 'c']) await create(identifier)
  const first = await test.userPools('ListResourceServers', { UserPoolId, MaxResults: 2 })
  expect(first.ResourceServers?.map(server => server.Identifier)).toEqual(['a', 'b'])
  const { NextToken } = first
  const second = await test.userPools('ListResourceServers', { UserPoolId, MaxResults: 2, NextToken })
  expect(second.ResourceServers?.map(server => server.Identifier)).toEqual(['c'])
  expect(second.NextToken).toBeUndefined()
})
