import { expect, expectTypeOf, test } from 'vitest'
import type { RespondToAuthChallengeRequest } from '../generated/user-pools.ts'
import { answerMemberOf, type ChallengeName } from './challenges.ts'

test('the union names exactly the challenges of the service model', () => {
  expectTypeOf<ChallengeName>().toEqualTypeOf<
    Exclude<RespondToAuthChallengeRequest['ChallengeName'], undefined>
  >()
})

test.each([
  ['SMS_MFA', 'SMS_MFA_CODE'],
  ['SOFTWARE_TOKEN_MFA', 'SOFTWARE_TOKEN_MFA_CODE'],
  ['EMAIL_OTP', 'EMAIL_OTP_CODE'],
  ['SMS_OTP', 'SMS_OTP_CODE'],
  ['NEW_PASSWORD_REQUIRED', 'NEW_PASSWORD'],
  ['WEB_AUTHN', 'CREDENTIAL'],
  ['CUSTOM_CHALLENGE', 'ANSWER'],
  ['SELECT_MFA_TYPE', 'ANSWER'],
  ['SELECT_CHALLENGE', 'ANSWER'],
] as const)('the answer to %s travels as %s', (name, member) => {
  expect(answerMemberOf(name)).toBe(member)
})
