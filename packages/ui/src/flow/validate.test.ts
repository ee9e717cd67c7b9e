import { describe, expect, it } from 'vitest'
import type { Screen } from '../screens/screen.ts'
import { attributesFrom, codeFrom, wrongFields } from './validate.ts'

const passwordRules = { minimumLength: 8, uppercase: true, lowercase: true, number: true, symbol: true }
const signUp: Screen = {
  kind: 'sign-up',
  names: ['email'],
  providers: [],
  passwordRules,
  attributes: [
    { name: 'name', required: true },
    { name: 'phone_number', required: false },
  ],
}

describe('an answer', () => {
  it('is told what is missing, field by field', () => {
    expect(wrongFields(signUp, {})).toEqual({
      username: 'required',
      password: 'required',
      'userAttributes.name': 'required',
    })
  })

  it('is told what has not the right form', () => {
    expect(
      wrongFields(signUp, {
        username: 'ada',
        password: 'weak',
        'userAttributes.name': 'Ada',
        'userAttributes.phone_number': 'none',
        'userAttributes.phone_number.country': 'GB',
      }),
    ).toEqual({
      username: 'invalidEmail',
      password: 'invalidPassword',
      'userAttributes.phone_number': 'invalidPhoneNumber',
    })
  })

  it.each([
    ['Correct-Horse-7', true],
    ['Correct horse 7', true],
    ['Correct7horse', false],
    ['correct-horse-7', false],
    ['CORRECT-HORSE-7', false],
    ['Correct-Horse', false],
    ['C-h7', false],
  ])('with the password %s stands: %s', (password, stands) => {
    const wrong = wrongFields(
      { kind: 'new-password', username: 'ada', attributes: [], passwordRules },
      { new_password: password },
    )
    expect(wrong).toEqual(stands ? {} : { new_password: 'invalidPassword' })
  })

  it('gives attributes as the service takes them, and a code as it was meant', () => {
    expect(
      attributesFrom({
        username: 'ada',
        'userAttributes.name': ' Ada ',
        'userAttributes.nickname': '',
        'userAttributes.phone_number': '020 7946 0958',
        'userAttributes.phone_number.country': 'GB',
      }),
    ).toEqual({ name: 'Ada', phone_number: '+442079460958' })
    expect(codeFrom({ code: ' 123 456 ' })).toBe('123456')
  })
})
