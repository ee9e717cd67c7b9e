import { expect, it } from 'vitest'
import { describeFromConfiguration } from './from-configuration.ts'

it('reads what Amplify’s tools write', () => {
  const described = describeFromConfiguration({
    Auth: {
      Default: {
        usernameAttributes: ['EMAIL'],
        signupAttributes: ['EMAIL', 'GIVEN_NAME'],
        passwordProtectionSettings: {
          passwordPolicyMinLength: 12,
          passwordPolicyCharacters: ['REQUIRES_LOWERCASE', 'REQUIRES_NUMBERS'],
        },
      },
    },
  })
  expect(described).toMatchObject({
    names: ['email'],
    signUp: { names: ['email'], attributes: [{ name: 'given_name', required: true }] },
    passwordRules: { minimumLength: 12, lowercase: true, number: true, uppercase: false, symbol: false },
    providers: [],
  })
})

it('asks for name, e-mail and password where the file says nothing', () => {
  expect(describeFromConfiguration({})).toMatchObject({
    names: ['username'],
    signUp: { names: ['username'], attributes: [{ name: 'email', required: true }] },
    passwordRules: { minimumLength: 8, symbol: true },
    firstFactors: ['PASSWORD'],
  })
})

it('shows buttons for the providers whose keys are there', () => {
  const { providers } = describeFromConfiguration({
    FacebookSignIn: { AppId: '1', Permissions: 'public_profile' },
    GoogleSignIn: { 'ClientId-WebApp': 'x.apps.googleusercontent.com', Permissions: 'email' },
    AppleSignIn: { Permissions: 'name,email' },
  })
  expect(providers.map(({ kind }) => kind)).toEqual(['SignInWithApple', 'Facebook', 'Google'])
  const { providers: none } = describeFromConfiguration({ GoogleSignIn: { 'ClientId-iOS': 'only' } })
  expect(none).toEqual([])
})
