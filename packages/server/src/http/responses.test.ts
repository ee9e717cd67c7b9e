import { expect, it } from 'vitest'
import { ServiceError } from '../errors.ts'
import { StoreError } from '../store/store-error.ts'
import { refusalOf } from './responses.ts'

it.each([
  [new ServiceError('NotAuthorizedException', 'No'), 400, []],
  [new StoreError('databaseUnavailable', 'Away'), 503, [expect.any(StoreError)]],
  [new TypeError('A defect'), 500, [expect.any(TypeError)]],
])(
  '%s is answered with status %i, and only what is unexpected is reported',
  async (error, status, reported) => {
    const reports: unknown[] = []
    const response = refusalOf(error, 'id', 0, report => reports.push(report))
    expect(response.status).toBe(status)
    expect(reports).toEqual(reported)
    const { message } = (await response.json()) as { message: string }
    expect(message).not.toMatch(/defect|Away/)
  },
)

it('a long message is whole in the body, and short in the header, which clients bound', async () => {
  const text = 'ä long message '.repeat(2000)
  const response = refusalOf(new ServiceError('InvalidParameterException', text), 'id', 0, () => {})
  expect(response.headers.get('x-amzn-errormessage')?.length).toBeLessThanOrEqual(1024)
  expect(await response.json()).toMatchObject({ message: text })
})
