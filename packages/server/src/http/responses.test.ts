import { expect, it } from 'vitest'
import { ServiceError } from '../errors.ts'
import { StoreError } from '../store/store-error.ts'
import { refusalOf } from './responses.ts'

it.each([
  [new ServiceError('NotAuthorizedException', 'No'), 400, []],
  [new StoreError('databaseUnavailable', 'Away'), 503, [expect.any(StoreError)]],
  [new TypeError('A defect'), 500, [expect.any(TypeError)]],
])('%s is answered with status %i, and only what is unexpected is reported', (error, status, reported) => {
  const reports: unknown[] = []
  const response = refusalOf(error, 'id', 0, report => reports.push(report))
  expect(response.status).toBe(status)
  expect(reports).toEqual(reported)
  const { message } = JSON.parse(response.body) as { message: string }
  expect(message).not.toMatch(/defect|Away/)
})

it('a long message is whole in the body, and short in the header, which clients bound', () => {
  const text = 'ä long message '.repeat(2000)
  const response = refusalOf(new ServiceError('InvalidParameterException', text), 'id', 0, () => {})
  expect(response.headers['x-amzn-errormessage']?.length).toBeLessThanOrEqual(1024)
  expect(JSON.parse(response.body)).toMatchObject({ message: text })
})
