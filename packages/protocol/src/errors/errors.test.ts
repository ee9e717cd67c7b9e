import { expect, test } from 'vitest'
import { identityPoolsModel, userPoolsModel } from '../model/index.ts'
import { identityPoolErrors } from './identity-pools.ts'
import { identityPoolErrorStatus, userPoolErrorStatus } from './names.ts'
import { userPoolErrors } from './user-pools.ts'

test('the table names exactly the errors of the service model', () => {
  expect(Object.keys(userPoolErrorStatus).sort()).toEqual(Object.keys(userPoolsModel.errors).sort())
  expect(Object.keys(identityPoolErrorStatus).sort()).toEqual(Object.keys(identityPoolsModel.errors).sort())
})

test('only the service’s own failures travel with status 500', () => {
  for (const [table, model] of [
    [userPoolErrorStatus, userPoolsModel],
    [identityPoolErrorStatus, identityPoolsModel],
  ] as const) {
    for (const [name, status] of Object.entries(table)) {
      expect([name, status]).toEqual([name, model.errors[name]?.fault === 'server' ? 500 : 400])
    }
  }
})

test('each situation has a text of its own', () => {
  for (const table of [userPoolErrors, identityPoolErrors]) {
    const messages = Object.values(table).map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
  }
})

test.each([
  ['wrongPassword', 'NotAuthorizedException', 'Incorrect username or password.'],
  ['lockedOut', 'NotAuthorizedException', 'Password attempts exceeded'],
  ['wrongCode', 'CodeMismatchException', 'Invalid verification code provided, please try again.'],
  ['codeExpired', 'ExpiredCodeException', 'Invalid code provided, please request a code again.'],
  ['sessionReused', 'NotAuthorizedException', 'Invalid session for the user, session can only be used once.'],
] as const)('%s is the %s that clients match on', (situation, name, message) => {
  expect(userPoolErrors[situation]).toEqual({ name, message })
})
