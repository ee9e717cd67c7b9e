import { userPoolsModel } from '@latchkey/protocol/model'
import { describe, expect, it } from 'vitest'
import { checkInput } from './check-input.ts'

const check = (structure: string, input: unknown) => checkInput(userPoolsModel, structure, input)

describe('checkInput', () => {
  it('keeps what the model knows and leaves unknown members and nulls out', () => {
    const input = { ClientId: 'abc', Username: 'ada', Password: null, Unknown: 1 }
    expect(check('SignUpRequest', input)).toEqual({ ClientId: 'abc', Username: 'ada' })
  })

  it('names a missing required member', () => {
    expect(() => check('SignUpRequest', { ClientId: 'abc' })).toThrow(
      expect.objectContaining({
        name: 'InvalidParameterException',
        message:
          "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null",
      }),
    )
  })

  it('reports all violations at once', () => {
    const input = { ClientId: 'not a client', Username: 'x'.repeat(129), ConfirmationCode: '1' }
    expect(() => check('ConfirmSignUpRequest', input)).toThrow(
      expect.objectContaining({
        message:
          "2 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+; Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
      }),
    )
  })

  it.each([
    [
      'DescribeUserPoolRequest',
      { UserPoolId: 'here' },
      "Value 'here' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    [
      'ListUserPoolsRequest',
      { MaxResults: 61 },
      "Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
    [
      'ListUserPoolsRequest',
      {},
      "Value null at 'maxResults' failed to satisfy constraint: Member must not be null",
    ],
    [
      'CreateUserPoolClientRequest',
      { UserPoolId: 'a_1', ClientName: 'web', AllowedOAuthFlows: ['token', 'code'] },
      "Value '[token, code]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [code, implicit, client_credentials]]",
    ],
  ])('repeats the value that it refuses in %s', (structure, input, message) => {
    expect(() => check(structure, input)).toThrow(
      expect.objectContaining({ message: `1 validation error detected: ${message}` }),
    )
  })

  it.each([
    ['SignUpRequest', { ClientId: 'abc', Username: 'ada', Password: ' secret ' }],
    ['ConfirmSignUpRequest', { ClientId: 'abc', Username: 'ada', ConfirmationCode: 'sec ret' }],
    ['GetUserRequest', { AccessToken: 'sec ret' }],
    [
      'RespondToAuthChallengeRequest',
      { ClientId: 'abc', ChallengeName: 'PASSWORD', ChallengeResponses: { PASSWORD: 's'.repeat(131073) } },
    ],
  ])('repeats nothing secret of %s', (structure, input) => {
    const error: unknown = (() => {
      try {
        return check(structure, input)
      } catch (refusal) {
        return refusal
      }
    })()
    expect(error).toMatchObject({ name: 'InvalidParameterException' })
    expect((error as Error).message).not.toMatch(/sec|sss/)
  })

  it('takes a password with spaces inside, and none around', () => {
    const withPassword = (Password: string) => () =>
      check('SignUpRequest', { ClientId: 'abc', Username: 'ada', Password })
    expect(withPassword('correct horse')()).toMatchObject({ Password: 'correct horse' })
    expect(withPassword('x')()).toMatchObject({ Password: 'x' })
    expect(withPassword('correct horse ')).toThrow(/'password' failed to satisfy constraint/)
  })

  it.each([
    ['a number for text', { ClientId: 7, Username: 'ada' }],
    ['a list for an object', []],
    ['text for a list', { ClientId: 'abc', Username: 'ada', UserAttributes: 'email' }],
    ['null for the whole input', null],
  ])('refuses %s as SerializationException', (_, input) => {
    expect(() => check('SignUpRequest', input)).toThrow(
      expect.objectContaining({ name: 'SerializationException' }),
    )
  })

  it.each([
    ['a member', { ClientId: 'abc', Username: 'a\0da' }, 'username'],
    [
      'a value in a map',
      { ClientId: 'abc', Username: 'ada', ClientMetadata: { a: '\0' } },
      'clientMetadata.a.member',
    ],
    [
      'a key of a map',
      { ClientId: 'abc', Username: 'ada', ClientMetadata: { '\0': 'a' } },
      'clientMetadata.key',
    ],
  ])('refuses the character U+0000 in %s, which one of the engines could not store', (_, input, path) => {
    expect(() => check('SignUpRequest', input)).toThrow(
      expect.objectContaining({
        name: 'InvalidParameterException',
        message: expect.stringContaining(
          `Value at '${path}' failed to satisfy constraint: Member must not contain U+0000`,
        ),
      }),
    )
  })

  it('takes prototype names in a map as plain data', () => {
    const input = JSON.parse(
      '{"ClientId":"a","Username":"b","ClientMetadata":{"__proto__":"x","constructor":"y"}}',
    )
    const { ClientMetadata } = check('SignUpRequest', input) as { ClientMetadata: Record<string, string> }
    expect(Object.entries(ClientMetadata)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(Object.getPrototypeOf(ClientMetadata)).toBeNull()
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
