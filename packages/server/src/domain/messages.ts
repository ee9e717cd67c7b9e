import type { UserPool } from './user-pool.ts'

export interface MessageText {
  readonly subject: string
  readonly body: string
}

interface Parameters {
  readonly code: string
  readonly username: string
}

const defaults: Record<string, MessageText> = {
  'sign-up': { subject: 'Your verification code', body: 'Your confirmation code is {####}' },
  'forgot-password': { subject: 'Your password reset code', body: 'Your password reset code is {####}' },
  authentication: { subject: 'Your sign-in code', body: 'Your authentication code is {####}' },
  verify: { subject: 'Your verification code', body: 'Your verification code is {####}' },
  invitation: {
    subject: 'Your temporary password',
    body: 'Your username is {username} and your temporary password is {####}',
  },
}

/** A message's text: the pool's own template where it has one with a place for the code, else ours. */
export function messageFor(
  pool: UserPool,
  purpose: string,
  medium: 'EMAIL' | 'SMS',
  { code, username }: Parameters,
): MessageText {
  const fallback = defaults[purpose] ?? defaults['verify']!
  const own = ownTemplate(pool, purpose, medium)
  const body = own.body?.includes('{####}') ? own.body : fallback.body
  // Replaced by functions: a `$&` in a name must not be taken for a pattern.
  const fill = (text: string) =>
    text.replaceAll('{####}', () => code).replaceAll('{username}', () => username)
  return { subject: fill(own.subject ?? fallback.subject), body: fill(body) }
}

interface Template {
  readonly subject?: string | undefined
  readonly body?: string | undefined
}

function ownTemplate(pool: UserPool, purpose: string, medium: 'EMAIL' | 'SMS'): Template {
  switch (purpose) {
    case 'invitation':
      return invitation(pool, medium)
    case 'authentication':
      return authentication(pool, medium)
    default:
      return verification(pool, medium)
  }
}

function authentication({ configuration }: UserPool, medium: 'EMAIL' | 'SMS'): Template {
  const { EmailMfaConfiguration: email, SmsMfaConfiguration: sms } = configuration
  return medium === 'EMAIL'
    ? { subject: email?.Subject, body: email?.Message }
    : { body: sms?.SmsAuthenticationMessage ?? configuration.SmsAuthenticationMessage }
}

function verification({ configuration }: UserPool, medium: 'EMAIL' | 'SMS'): Template {
  const template = configuration.VerificationMessageTemplate ?? {}
  return medium === 'EMAIL'
    ? {
        subject: template.EmailSubject ?? configuration.EmailVerificationSubject,
        body: template.EmailMessage ?? configuration.EmailVerificationMessage,
      }
    : { body: template.SmsMessage ?? configuration.SmsVerificationMessage }
}

function invitation({ configuration }: UserPool, medium: 'EMAIL' | 'SMS'): Template {
  const template = configuration.AdminCreateUserConfig?.InviteMessageTemplate ?? {}
  return medium === 'EMAIL'
    ? { subject: template.EmailSubject, body: template.EmailMessage }
    : { body: template.SMSMessage }
}
