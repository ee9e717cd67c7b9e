import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>

beforeEach(async () => {
  test = await startTestServer()
  ids = await createTestPool(test)
})
afterEach(() => test.close())

const signUp = (Username: string, attributes: Record<string, string> = {}, ClientId = ids.clientId) =>
  test.userPools('SignUp', {
    ClientId,
    Username,
    Password: password,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
const confirm = (Username: string, ConfirmationCode: string, ClientId = ids.clientId) =>
  test.userPools('ConfirmSignUp', { ClientId, Username, ConfirmationCode })

describe('SignUp', () => {
  it('makes an unconfirmed user and sends a code to the masked address', async () => {
    const answer = await signUp('ada', { email: 'ada@example.com', name: 'Ada' })
    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
    const message = await test.newestMessage('ada@example.com')
    expect(message).toMatchObject({ medium: 'EMAIL', code: expect.stringMatching(/^\d{6}$/) })
    expect(message.body).toContain(message.code)
    const user = await test.userPools('AdminGetUser', { UserPoolId: ids.userPoolId, Username: 'ADA' })
    expect(user).toMatchObject({ Username: 'ada', UserStatus: 'UNCONFIRMED', Enabled: true })
  })

  it('refuses a name that is taken, however it is spelled', async () => {
    await signUp('ada')
    await expect(signUp('ADA')).rejects.toEqual({
      __type: 'UsernameExistsException',
      message: 'User already exists',
    })
  })

  it('makes one user of twenty sign-ups at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => signUp('ada')))
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
  })

  it.each([
    ['short', 'Password not long enough'],
    ['correct-horse-7', 'Password must have uppercase characters'],
    ['CORRECT-HORSE-7', 'Password must have lowercase characters'],
    ['Correct-Horse', 'Password must have numeric characters'],
    ['CorrectHorse7', 'Password must have symbol characters'],
  ])('refuses the password %s: %s', async (Password, reason) => {
    await expect(
      test.userPools('SignUp', { ClientId: ids.clientId, Username: 'ada', Password }),
    ).rejects.toEqual({
      __type: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${reason}`,
    })
  })

  it.each([
    [{ email: 'no address' }, 'Invalid email address format.'],
    [{ phone_number: '0123' }, 'Invalid phone number format.'],
    [
      { shoe: '38' },
      'Attributes did not conform to the schema: shoe: Attribute does not exist in the schema.\n',
    ],
  ])('refuses the attributes %j', async (attributes, message) => {
    await expect(signUp('ada', attributes as never)).rejects.toEqual({
      __type: 'InvalidParameterException',
      message,
    })
  })

  it('lets nobody say of an address that it is verified', async () => {
    await expect(signUp('ada', { email: 'ada@example.com', email_verified: 'true' })).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
  })

  it('asks for the attributes that the pool requires', async () => {
    const strict = await createTestPool(test, { Schema: [{ Name: 'email', Required: true }] })
    await expect(signUp('ada', {}, strict.clientId)).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'Attributes did not conform to the schema: email: The attribute is required\n',
    })
  })

  it('keeps what the pool requires', async () => {
    const strict = await createTestPool(test, { Schema: [{ Name: 'email', Required: true }] })
    await signUp('ada', { email: 'ada@example.com' }, strict.clientId)
    const ada = { UserPoolId: strict.userPoolId, Username: 'ada' }
    const refusal = {
      __type: 'InvalidParameterException',
      message: 'user.email: Required attribute cannot be deleted.',
    }
    await expect(
      test.userPools('AdminDeleteUserAttributes', { ...ada, UserAttributeNames: ['email'] }),
    ).rejects.toEqual(refusal)
    const UserAttributes = [{ Name: 'email', Value: '' }]
    await expect(test.userPools('AdminUpdateUserAttributes', { ...ada, UserAttributes })).rejects.toEqual(
      refusal,
    )
  })

  it('names all attributes that do not conform, each in a line', async () => {
    const Schema = [
      { Name: 'email', Required: true },
      { Name: 'shoe', AttributeDataType: 'Number' as const },
    ]
    const strict = await createTestPool(test, { Schema })
    await expect(signUp('ada', { 'custom:shoe': 'big', hat: 'round' }, strict.clientId)).rejects.toEqual({
      __type: 'InvalidParameterException',
      message:
        'Attributes did not conform to the schema: custom:shoe: A number was expected\nhat: Attribute does not exist in the schema.\nemail: The attribute is required\n',
    })
  })

  it('is closed where only administrators make users', async () => {
    const closed = await createTestPool(test, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    await expect(signUp('ada', {}, closed.clientId)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    })
  })

  it('takes an e-mail address for the name where the pool says so, and gives the user a real name', async () => {
    const byEmail = await createTestPool(test, { UsernameAttributes: ['email'] })
    const { UserSub } = await signUp('Ada@Example.com', {}, byEmail.clientId)
    const user = await test.userPools('AdminGetUser', {
      UserPoolId: byEmail.userPoolId,
      Username: 'ada@example.com',
    })
    expect(user.Username).toBe(UserSub)
    await expect(signUp('ada', {}, byEmail.clientId)).rejects.toMatchObject({
      message: 'Username should be an email.',
    })
    await expect(signUp('ada@example.com', {}, byEmail.clientId)).rejects.toEqual({
      __type: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    })
  })
})

describe('ConfirmSignUp', () => {
  it('confirms and verifies the address; a second time is refused', async () => {
    await signUp('ada', { email: 'ada@example.com' })
    const { code } = await test.newestMessage('ada@example.com')
    await confirm('ada', code)
    const user = await test.userPools('AdminGetUser', { UserPoolId: ids.userPoolId, Username: 'ada' })
    expect(user.UserStatus).toBe('CONFIRMED')
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
    await expect(confirm('ada', code)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    })
  })

  it('refuses a wrong code, then any after five wrong ones, and an old one', async () => {
    await signUp('ada', { email: 'ada@example.com' })
    const { code } = await test.newestMessage('ada@example.com')
    const other = code === '000000' ? '111111' : '000000'
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(confirm('ada', other)).rejects.toEqual({
        __type: 'CodeMismatchException',
        message: 'Invalid verification code provided, please try again.',
      })
    }
    await expect(confirm('ada', code)).rejects.toEqual({
      __type: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    })
    test.clock.now += 3_600_000
    await confirm('ada', code)
    await signUp('bob', { email: 'bob@example.com' })
    const late = await test.newestMessage('bob@example.com')
    test.clock.now += 24 * 3_600_000 + 1
    await expect(confirm('bob', late.code)).rejects.toEqual({
      __type: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    })
  })

  it('lets only one of two people have an address as alias: who confirms first', async () => {
    const aliased = await createTestPool(test, { AliasAttributes: ['email'] })
    await signUp('ada', { email: 'shared@example.com' }, aliased.clientId)
    const first = await test.newestMessage('shared@example.com')
    await signUp('bob', { email: 'shared@example.com' }, aliased.clientId)
    const second = await test.newestMessage('shared@example.com')
    await confirm('ada', first.code, aliased.clientId)
    await expect(confirm('bob', second.code, aliased.clientId)).rejects.toEqual({
      __type: 'AliasExistsException',
      message: 'An account with the email already exists.',
    })
  })

  it('is answered for an unknown name as if the code were old', async () => {
    await expect(confirm('nobody', '123456')).rejects.toMatchObject({ __type: 'ExpiredCodeException' })
  })
})

describe('ResendConfirmationCode', () => {
  it('sends another code, and the first dies', async () => {
    await signUp('ada', { email: 'ada@example.com' })
    const first = await test.newestMessage('ada@example.com')
    let second = first
    // A new code is the same as the old one once in a million times.
    while (second.code === first.code) {
      await test.userPools('ResendConfirmationCode', { ClientId: ids.clientId, Username: 'ada' })
      second = await test.newestMessage('ada@example.com')
    }
    await expect(confirm('ada', first.code)).rejects.toMatchObject({ __type: 'CodeMismatchException' })
    await confirm('ada', second.code)
    await expect(
      test.userPools('ResendConfirmationCode', { ClientId: ids.clientId, Username: 'ada' }),
    ).rejects.toEqual({ __type: 'InvalidParameterException', message: 'User is already confirmed.' })
  })

  it('seems to send a code to a name that nobody has', async () => {
    const answer = await test.userPools('ResendConfirmationCode', {
      ClientId: ids.clientId,
      Username: 'eve@example.com',
    })
    expect(answer.CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'e***@e***',
    })
  })
})

describe('a forgotten password', () => {
  const forgot = (Username: string) => test.userPools('ForgotPassword', { ClientId: ids.clientId, Username })
  const reset = (Username: string, ConfirmationCode: string, Password: string) =>
    test.userPools('ConfirmForgotPassword', { ClientId: ids.clientId, Username, ConfirmationCode, Password })

  it('is replaced with the code that was sent', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    await forgot('ada')
    const { code } = await test.newestMessage('ada@example.com')
    await expect(reset('ada', code, 'weak')).rejects.toMatchObject({ __type: 'InvalidPasswordException' })
    await reset('ada', code, 'Another-Horse-8')
    await expect(signInPerson(test, ids.clientId, 'ada')).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    expect((await signInPerson(test, ids.clientId, 'ada', 'Another-Horse-8')).accessToken).not.toBe('')
    await expect(reset('ada', code, 'Third-Horse-9')).rejects.toMatchObject({
      __type: 'ExpiredCodeException',
    })
  })

  it('is answered alike for who exists and who does not', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    expect(await forgot('ada')).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
    expect(await forgot('eve')).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'e***@e***' },
    })
    await expect(reset('eve', '123456', password)).rejects.toMatchObject({ __type: 'CodeMismatchException' })
  })

  it('says so when existence is no secret', async () => {
    const open = await createTestPool(test, {}, { PreventUserExistenceErrors: 'LEGACY' })
    await expect(
      test.userPools('ForgotPassword', { ClientId: open.clientId, Username: 'eve' }),
    ).rejects.toEqual({
      __type: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
    })
    await signUp('ada', {}, open.clientId)
    await expect(
      test.userPools('ForgotPassword', { ClientId: open.clientId, Username: 'ada' }),
    ).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    })
  })
})

describe('a signed-in person', () => {
  it('changes the password with the old one', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      test.userPools('ChangePassword', { AccessToken: accessToken, PreviousPassword, ProposedPassword })
    await expect(change('Wrong-Horse-7', 'Another-Horse-8')).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await change(password, 'Another-Horse-8')
    expect((await signInPerson(test, ids.clientId, 'ada', 'Another-Horse-8')).accessToken).not.toBe('')
  })

  it('changes and verifies an address', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    const updated = await test.userPools('UpdateUserAttributes', {
      AccessToken: accessToken,
      UserAttributes: [
        { Name: 'email', Value: 'new@example.com' },
        { Name: 'name', Value: 'Ada' },
      ],
    })
    expect(updated.CodeDeliveryDetailsList).toHaveLength(1)
    const before = await test.userPools('GetUser', { AccessToken: accessToken })
    expect(before.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' })
    const { code } = await test.newestMessage('new@example.com')
    await test.userPools('VerifyUserAttribute', {
      AccessToken: accessToken,
      AttributeName: 'email',
      Code: code,
    })
    const after = await test.userPools('GetUser', { AccessToken: accessToken })
    expect(after.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: 'new@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'name', Value: 'Ada' },
      ]),
    )
  })

  it('keeps the old address until the new one is verified, where the pool asks for that', async () => {
    const careful = await createTestPool(test, {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    await signUpPerson(test, careful.clientId, 'ada')
    const { accessToken } = await signInPerson(test, careful.clientId, 'ada')
    await test.userPools('UpdateUserAttributes', {
      AccessToken: accessToken,
      UserAttributes: [{ Name: 'email', Value: 'new@example.com' }],
    })
    const emailOf = async () =>
      (await test.userPools('GetUser', { AccessToken: accessToken })).UserAttributes?.find(
        attribute => attribute.Name === 'email',
      )?.Value
    expect(await emailOf()).toBe('ada@example.com')
    const { code } = await test.newestMessage('new@example.com')
    await test.userPools('VerifyUserAttribute', {
      AccessToken: accessToken,
      AttributeName: 'email',
      Code: code,
    })
    expect(await emailOf()).toBe('new@example.com')
  })

  it('reads and writes only what the client may', async () => {
    const narrow = await createTestPool(
      test,
      {},
      { ReadAttributes: ['email'], WriteAttributes: ['email', 'name'] },
    )
    await signUpPerson(test, narrow.clientId, 'ada')
    const { accessToken } = await signInPerson(test, narrow.clientId, 'ada')
    const update = (Name: string, Value: string) =>
      test.userPools('UpdateUserAttributes', { AccessToken: accessToken, UserAttributes: [{ Name, Value }] })
    await update('name', 'Ada')
    await expect(update('nickname', 'A')).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
    const { UserAttributes } = await test.userPools('GetUser', { AccessToken: accessToken })
    expect(UserAttributes?.map(attribute => attribute.Name)).toEqual(['sub', 'email'])
  })

  it('deletes the account, and can then be signed up anew', async () => {
    const { sub } = await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    await test.userPools('DeleteUser', { AccessToken: accessToken })
    await expect(test.userPools('GetUser', { AccessToken: accessToken })).rejects.toMatchObject({
      __type: 'UserNotFoundException',
    })
    expect((await signUp('ada')).UserSub).not.toBe(sub)
  })
})
