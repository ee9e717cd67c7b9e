import { describe, expect, it } from 'vitest'
import { isInScope } from './scopes.ts'

const attributes = ['email', 'email_verified', 'phone_number', 'name', 'custom:team']

describe('the scopes of OpenID Connect', () => {
  it.each([
    [['openid'], attributes],
    [
      ['openid', 'email'],
      ['email', 'email_verified'],
    ],
    [['openid', 'phone'], ['phone_number']],
    [
      ['openid', 'profile'],
      ['name', 'custom:team'],
    ],
    [
      ['openid', 'profile', 'email'],
      ['email', 'email_verified', 'name', 'custom:team'],
    ],
    [['openid', 'aws.cognito.signin.user.admin', 'photos/read'], attributes],
    [['aws.cognito.signin.user.admin'], []],
    [['email'], []],
  ])('%j open %j', (granted, opened) => {
    expect(attributes.filter(attribute => isInScope(granted, attribute))).toEqual(opened)
  })
})
