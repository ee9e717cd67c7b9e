import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let ResourceArn: string

beforeEach(async () => {
  test = await startTestServer()
  const { userPoolId } = await createTestPool(test, { UserPoolTags: { team: 'a' } })
  const { UserPool } = await test.userPools('DescribeUserPool', { UserPoolId: userPoolId })
  ResourceArn = UserPool?.Arn ?? ''
})
afterEach(() => test.close())

const tags = async () => (await test.userPools('ListTagsForResource', { ResourceArn })).Tags

it('a tag is set, replaced and taken away by the ARN of its pool', async () => {
  await test.userPools('TagResource', { ResourceArn, Tags: { stage: 'test', team: 'b' } })
  expect(await tags()).toEqual({ stage: 'test', team: 'b' })
  await test.userPools('UntagResource', { ResourceArn, TagKeys: ['stage', 'unknown'] })
  expect(await tags()).toEqual({ team: 'b' })
})

it('a pool has at most fifty tags', async () => {
  const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, '']))
  await expect(test.userPools('TagResource', { ResourceArn, Tags })).rejects.toMatchObject({
    __type: 'InvalidParameterException',
  })
  expect(await tags()).toEqual({ team: 'a' })
})

it.each([
  ['another account', (arn: string) => arn.replace('000000000000', '111111111111')],
  ['another pool', (arn: string) => `${arn}x`],
])('the ARN of %s names nothing', async (_, change) => {
  const unknown = { ResourceArn: change(ResourceArn) }
  for (const call of [
    test.userPools('ListTagsForResource', unknown),
    test.userPools('TagResource', { ...unknown, Tags: {} }),
    test.userPools('UntagResource', { ...unknown, TagKeys: [] }),
  ]) {
    await expect(call).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  }
})
