import type { UserPool } from './user-pool.ts'

/** Why a message is sent, by the names of the CustomMessage trigger. */
export type MessageKind =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication'
  | 'AdminCreateUser'

export interface MessageText {
  readonly subject: string
  readonly body: string
}

/** A text whose places are not filled yet; a missing part is the default's. */
export interface Template {
  readonly subject?: string | undefined
  readonly body?: string | undefined
}

/** Where the code goes in a text. */
export const codeParameter = '{####}'
export const usernameParameter = '{username}'

/** Where the link goes in a text, with the words that are to be pressed. */
const linkParameter = /\{##([^{}]+?)##\}/g

const verificationText = { subject: 'Your verification code', body: 'Your verification code is {####}' }
const confirmationText = { subject: 'Your verification code', body: 'Your confirmation code is {####}' }
const defaults: Readonly<Record<MessageKind, MessageText>> = {
  SignUp: confirmationText,
  ResendCode: confirmationText,
  ForgotPassword: { subject: 'Your password reset code', body: 'Your password reset code is {####}' },
  UpdateUserAttribute: verificationText,
  VerifyUserAttribute: verificationText,
  Authentication: { subject: 'Your sign-in code', body: 'Your authentication code is {####}' },
  AdminCreateUser: {
    subject: 'Your temporary password',
    body: 'Your username is {username} and your temporary password is {####}',
  },
}

const linkText = {
  subject: 'Your verification link',
  body: 'Please click the link below to verify your email address. {##Verify Email##}',
}

/**
 * The text of a mail with a link: the first of the given templates and the pool's own that has a place for it, else
 * ours. As at Cognito the text is markup, and the link an anchor in it.
 *
 * @param custom what the CustomMessage trigger answered
 */
export function linkMessageText(
  { configuration }: UserPool,
  parameters: { readonly code: string; readonly link: string },
  custom: Template = {},
): MessageText {
  const template = configuration.VerificationMessageTemplate ?? {}
  const hasLink = (text: string | undefined) => text !== undefined && text.search(linkParameter) >= 0
  const body = [custom.body, template.EmailMessageByLink].find(hasLink) ?? linkText.body
  return {
    subject: custom.subject || template.EmailSubjectByLink || linkText.subject,
    body: body
      .replaceAll(linkParameter, (_, words: string) => `<a href="${parameters.link}">${words}</a>`)
      .replaceAll(codeParameter, () => parameters.code),
  }
}

/**
 * A message's text: the first of the given templates and the pool's own that has a place for the code, else ours.
 *
 * @param custom what the CustomMessage trigger answered
 */
export function messageText(
  pool: UserPool,
  kind: MessageKind,
  medium: 'EMAIL' | 'SMS',
  parameters: { readonly code: string; readonly username: string },
  custom: Template = {},
): MessageText {
  const own = ownTemplate(pool, kind, medium)
  const fallback = defaults[kind]
  const body = [custom.body, own.body].find(text => text?.includes(codeParameter)) ?? fallback.body
  const subject = custom.subject || own.subject || fallback.subject
  // Replaced by functions: a `$&` in a name must not be taken for a pattern.
  const fill = (text: string) =>
    text
      .replaceAll(codeParameter, () => parameters.code)
      .replaceAll(usernameParameter, () => parameters.username)
  return { subject: fill(subject), body: fill(body) }
}

function ownTemplate({ configuration }: UserPool, kind: MessageKind, medium: 'EMAIL' | 'SMS'): Template {
  const isMail = medium === 'EMAIL'
  switch (kind) {
    case 'AdminCreateUser': {
      const template = configuration.AdminCreateUserConfig?.InviteMessageTemplate ?? {}
      return isMail
        ? { subject: template.EmailSubject, body: template.EmailMessage }
        : { body: template.SMSMessage }
    }
    case 'Authentication': {
      const { EmailMfaConfiguration: email, SmsMfaConfiguration: sms } = configuration
      return isMail
        ? { subject: email?.Subject, body: email?.Message }
        : { body: sms?.SmsAuthenticationMessage ?? configuration.SmsAuthenticationMessage }
    }
    default: {
      const template = configuration.VerificationMessageTemplate ?? {}
      return isMail
        ? {
            subject: template.EmailSubject ?? configuration.EmailVerificationSubject,
            body: template.EmailMessage ?? configuration.EmailVerificationMessage,
          }
        : { body: template.SmsMessage ?? configuration.SmsVerificationMessage }
    }
  }
}
