import type { SignInResult } from '@latchkey/client'
import type { Screen, ScreenOf } from '../screens/screen.ts'
import { screenOfChallenge } from './challenge-screen.ts'
import { deliveryOf } from './delivery-of.ts'
import type { Fields } from './fields.ts'
import type { FlowParts } from './flow-parts.ts'
import { attributesFrom, codeFrom, wrongFields } from './validate.ts'

export { wrongFields }

/** Goes on to whatever the service asks next, when that is more than a code. */
export async function advanceFurther(parts: FlowParts, result: SignInResult): Promise<void> {
  const { client, memory, described, show } = parts
  const { username } = memory
  if (result.signInState === 'passwordResetRequired') {
    return sendResetCode(parts, username, 'passwordResetRequired')
  }
  if (result.signInState === 'confirmSignUp') {
    const { codeDeliveryDetails } = await client.resendSignUpCode({ username })
    return confirmSignUp(parts, codeDeliveryDetails)
  }
  const screen = screenOfChallenge(result, username, await described())
  // One kind to set up is no choice.
  if (screen.kind === 'choose-mfa-set-up' && screen.options.length < 2) {
    return setUpMfa(parts, screen.options[0] ?? 'SOFTWARE_TOKEN_MFA')
  }
  return show(screen)
}

/** Answers the screens that are not the first ones. */
export async function submitFurther(parts: FlowParts, screen: Screen, fields: Fields): Promise<void> {
  const { client, memory, advance, entrance, finish, signIn } = parts
  const username = fields['username']?.trim() ?? ''
  switch (screen.kind) {
    case 'sign-up':
      return signUp(parts, fields)
    case 'confirm-sign-up':
      memory.username = screen.username
      await client.confirmSignUp({ username: screen.username, confirmationCode: codeFrom(fields) })
      return signInAfterConfirmation(parts)
    case 'forgot-password':
      memory.username = username
      return sendResetCode(parts, username)
    case 'reset-password':
      memory.username = screen.username
      await client.confirmForgotPassword({
        username: screen.username,
        newPassword: fields['new_password'] ?? '',
        confirmationCode: codeFrom(fields),
      })
      return entrance({ notice: 'passwordChanged' })
    case 'new-password':
      return advance(
        await client.confirmSignIn({
          challengeResponse: fields['new_password'] ?? '',
          userAttributes: attributesFrom(fields),
        }),
      )
    case 'set-up-totp':
      return advance(await client.confirmSignIn({ challengeResponse: codeFrom(fields) }))
    case 'set-up-address':
      return advance(
        await client.confirmSignIn({ challengeResponse: Object.values(attributesFrom(fields))[0] ?? '' }),
      )
    case 'custom-challenge':
      return advance(await client.confirmSignIn({ challengeResponse: customAnswer(screen, fields) }))
    case 'passkey':
      return signIn({ username: screen.username, authFlow: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' })
    case 'confirm-attribute':
      await client.confirmVerifyUserAttribute({ attributeName: screen.attribute, code: codeFrom(fields) })
      return finish()
    default:
      return
  }
}

/** Takes one of the options of a screen. */
export async function choose(parts: FlowParts, screen: Screen, choice: string): Promise<void> {
  const { client, memory, described, show, advance } = parts
  switch (screen.kind) {
    case 'choose-mfa-set-up':
      return setUpMfa(parts, choice)
    case 'verify-attribute':
      return sendAttributeCode(parts, choice as 'email')
    case 'choose-challenge':
      if (choice === 'PASSWORD' || choice === 'PASSWORD_SRP') {
        memory.chosen = choice
        const { canResetPassword } = await described()
        return show({ kind: 'password', username: screen.username, canResetPassword })
      }
  }
  return advance(await client.confirmSignIn({ challengeResponse: choice }))
}

/** Opens the form of a new account. */
export async function openSignUp({ described, show }: FlowParts): Promise<void> {
  const { signUp, passwordRules, providers } = await described()
  if (!signUp) return
  const { names, attributes, passwordRequired } = signUp
  return show({ kind: 'sign-up', names, attributes, providers, ...(passwordRequired && { passwordRules }) })
}

/** Sends another code for the screen. */
export async function resend({ client, dispatch }: FlowParts, screen: Screen): Promise<void> {
  if (screen.kind === 'confirm-sign-up') await client.resendSignUpCode({ username: screen.username })
  else if (screen.kind === 'reset-password') await client.forgotPassword({ username: screen.username })
  else if (screen.kind === 'confirm-attribute') {
    await client.verifyUserAttribute({ attributeName: screen.attribute })
  }
  dispatch({ type: 'noticed', notice: 'codeSent' })
}

async function signUp(parts: FlowParts, fields: Fields): Promise<void> {
  const { client, memory, described } = parts
  const username = fields['username']?.trim() ?? ''
  const { signUp } = await described()
  const userAttributes = attributesFrom(fields)
  const password = fields['password']
  Object.assign(memory, { username, password })
  const { signUpConfirmationState, codeDeliveryDetails } = await client.signUp({
    username,
    ...(password !== undefined && { password }),
    userAttributes: { ...nameAttribute(username, signUp?.names ?? []), ...userAttributes },
  })
  if (signUpConfirmationState === 'unconfirmed') return confirmSignUp(parts, codeDeliveryDetails)
  return signInAfterConfirmation(parts)
}

function confirmSignUp({ memory, show }: FlowParts, details: SignInResult['codeDetails']): Promise<void> {
  const delivery = deliveryOf(details)
  return show({ kind: 'confirm-sign-up', username: memory.username, ...(delivery && { delivery }) })
}

/** With the password that was just typed, or with the service's word for it; else the person signs in. */
async function signInAfterConfirmation(parts: FlowParts): Promise<void> {
  const { client, memory, signIn, entrance, advance } = parts
  const { username, password } = memory
  if (password !== undefined) return signIn({ username, password })
  if (!client.client.confirmed) return entrance({ notice: 'signedUp' })
  return advance(await client.autoSignIn())
}

async function sendResetCode(
  { client, described, show }: FlowParts,
  username: string,
  error?: 'passwordResetRequired',
): Promise<void> {
  const { codeDeliveryDetails } = await client.forgotPassword({ username })
  const { passwordRules } = await described()
  const delivery = deliveryOf(codeDeliveryDetails)
  return show({
    kind: 'reset-password',
    username,
    passwordRules,
    ...(delivery && { delivery }),
    ...(error && { error }),
  })
}

async function setUpMfa({ client, memory, options, show, dispatch }: FlowParts, kind: string): Promise<void> {
  const { username } = memory
  if (kind === 'EMAIL_OTP') return show({ kind: 'set-up-address', username, medium: 'email' })
  if (kind === 'SMS_MFA') return show({ kind: 'set-up-address', username, medium: 'sms' })
  const { issuer } = options
  const { secret, uri } = await client.setUpTOTP(issuer === undefined ? {} : { issuer })
  const screen: ScreenOf<'set-up-totp'> = { kind: 'set-up-totp', username, secret, uri }
  await show(screen)
  const { qrPicture } = await import('../print/qr.ts')
  dispatch({ type: 'completed', screen: { ...screen, qr: qrPicture(uri) } })
}

async function sendAttributeCode(
  { client, show }: FlowParts,
  attribute: 'email' | 'phone_number',
): Promise<void> {
  const delivery = deliveryOf(await client.verifyUserAttribute({ attributeName: attribute }))
  return show({ kind: 'confirm-attribute', attribute, ...(delivery && { delivery }) })
}

/** Where the name is an address, it is an attribute as well. */
function nameAttribute(username: string, names: readonly string[]): Record<string, string> {
  if (names.includes('username')) return {}
  const name = username.includes('@') ? 'email' : 'phone_number'
  return names.includes(name) ? { [name]: username } : {}
}

function customAnswer({ fields: described }: ScreenOf<'custom-challenge'>, fields: Fields): string {
  if (described.length === 0) return fields['answer'] ?? ''
  const [first] = described
  if (described.length === 1) return fields[first?.name ?? ''] ?? ''
  return JSON.stringify(Object.fromEntries(described.map(({ name }) => [name, fields[name] ?? ''])))
}
