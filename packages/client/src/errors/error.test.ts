import { userPoolErrorStatus } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { kindOf, serviceError } from '../transport/answer.ts'
import { AWSMobileClientError, isAWSMobileClientError } from './error.ts'

test.each([
  ['MFAMethodNotFoundException', 'mfaMethodNotFound'],
  ['SoftwareTokenMFANotFoundException', 'softwareTokenMFANotFound'],
  ['UsernameExistsException', 'usernameExists'],
  ['InvalidOAuthFlowException', 'invalidOAuthFlow'],
  ['EnableSoftwareTokenMFAException', 'unknown'],
  ['__proto__', 'unknown'],
])('%s is of kind %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})

test('all 25 kinds that are named as the service names them are reached (docs#6633, amplify-js#4112, amplify-swift#4089)', () => {
  const kinds = new Set(Object.keys(userPoolErrorStatus).map(kindOf))
  kinds.delete('unknown')
  expect(kinds.size).toBe(25)
})

test.each([
  ['NotAuthorizedException:', undefined, 'notAuthorized'],
  [null, { __type: 'com.amazonaws.cognito#CodeMismatchException' }, 'codeMismatch'],
  ['InvalidParameterException:http://internal.amazon.com/coral/', {}, 'invalidParameter'],
  ['com.amazonaws.cognito#CodeMismatchException:http://internal.amazon.com/coral/', {}, 'codeMismatch'],
  [null, { message: 'no name' }, 'network'],
  [null, undefined, 'network'],
] as const)('header %j and body %j mean %s', (header, body, kind) => {
  expect(serviceError(400, header, body)).toMatchObject({ kind, statusCode: 400 })
})

test('the brand is known across copies of the package, and tells kinds apart', () => {
  const error = new AWSMobileClientError('network')
  const copy = { kind: 'network', [Symbol.for('@latchkey/client.AWSMobileClientError')]: true }
  expect(isAWSMobileClientError(error)).toBe(true)
  expect(isAWSMobileClientError(copy, 'network')).toBe(true)
  expect(isAWSMobileClientError(error, 'timeout')).toBe(false)
  expect(isAWSMobileClientError(new Error('network'))).toBe(false)
  expect(isAWSMobileClientError(undefined)).toBe(false)
})
