import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { confirmationDomain, confirmationLink, confirmsByLink } from './confirmation-link.ts'
import {
  codeParameter,
  linkMessageText,
  type MessageKind,
  messageText,
  type Template,
  usernameParameter,
} from './messages.ts'
import { invokeTrigger, runTrigger, triggerAttributes } from './triggers.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** Whose call it is that sends a message. */
export interface Sender {
  readonly pool: UserPool
  /** Empty for an administrator's call. */
  readonly clientId: string
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined
}

export interface OutgoingMessage {
  readonly user: User
  readonly kind: MessageKind
  readonly medium: 'EMAIL' | 'SMS'
  readonly to: string
  readonly code: string
  /** The name to show in an invitation. Default: the user name. */
  readonly shownName?: string
}

/**
 * Sends a message: by the pool's own sender where it has one, else with the text of its CustomMessage trigger, of
 * its configuration, or ours.
 *
 * @throws ServiceError `CodeDeliveryFailureException`; what triggers throw
 */
export async function sendMessage(
  environment: Environment,
  sender: Sender,
  message: OutgoingMessage,
): Promise<void> {
  if (await sentByCustomSender(environment, sender, message)) return
  const { user, kind, medium, to, code } = message
  const parameters = { code, username: message.shownName ?? user.username }
  const custom = await customTemplate(environment, sender, message)
  const link = await linkOf(environment, sender, message)
  const text =
    link === undefined
      ? messageText(sender.pool, kind, medium, parameters, custom)
      : { ...linkMessageText(sender.pool, { code, link }, custom), link }
  try {
    await environment.delivery.deliver({ to, medium, code, userPoolId: sender.pool.id, ...text })
  } catch (cause) {
    throw errors.deliveryFailed(cause)
  }
}

/** The link of a mail that confirms a new user, where the pool wants one. */
async function linkOf(
  environment: Environment,
  { pool, clientId }: Sender,
  { user, kind, medium, code }: OutgoingMessage,
): Promise<string | undefined> {
  const isConfirmation = medium === 'EMAIL' && (kind === 'SignUp' || kind === 'ResendCode')
  if (!isConfirmation || !confirmsByLink(pool)) return undefined
  const base = await confirmationDomain(environment, pool)
  return confirmationLink(base, { clientId, username: user.username, code })
}

function subjectOf({ pool, clientId }: Sender, user: User) {
  return { pool, clientId, username: user.username, attributes: triggerAttributes(user) }
}

async function sentByCustomSender(
  environment: Environment,
  sender: Sender,
  { user, kind, medium, code }: OutgoingMessage,
): Promise<boolean> {
  const { CustomEmailSender, CustomSMSSender } = sender.pool.configuration.LambdaConfig ?? {}
  const [name, own] =
    medium === 'EMAIL'
      ? (['CustomEmailSender', CustomEmailSender] as const)
      : (['CustomSMSSender', CustomSMSSender] as const)
  if (!own) return false
  await invokeTrigger(environment, name, own.LambdaArn, subjectOf(sender, user), {
    source: `${name}_${kind}`,
    request: {
      type: medium === 'EMAIL' ? 'customEmailSenderRequestV1' : 'customSMSSenderRequestV1',
      code,
      clientMetadata: sender.clientMetadata ?? {},
    },
    response: {},
  })
  return true
}

async function customTemplate(
  environment: Environment,
  sender: Sender,
  { user, kind, medium }: OutgoingMessage,
): Promise<Template> {
  const response = await runTrigger(environment, 'CustomMessage', subjectOf(sender, user), {
    source: `CustomMessage_${kind}`,
    request: {
      codeParameter,
      linkParameter: '{##Click Here##}',
      usernameParameter: kind === 'AdminCreateUser' ? usernameParameter : null,
      clientMetadata: sender.clientMetadata ?? {},
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  })
  const text = (member: string) => {
    const value = response?.[member]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return medium === 'EMAIL'
    ? { subject: text('emailSubject'), body: text('emailMessage') }
    : { body: text('smsMessage') }
}
