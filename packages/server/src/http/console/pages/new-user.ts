import { html } from 'hono/html'
import { type ConsoleAnswer, type ConsolePage, type ConsoleVisit, consolePath } from '../console-visit.ts'
import { checkbox, field } from '../markup.ts'
import { refusedBy } from '../refused.ts'

/** The form for a new user. */
export const newUserPage: ConsolePage = visit => showNewUser(visit)

async function showNewUser(visit: ConsoleVisit, refused: object = {}): Promise<ConsoleAnswer> {
  const { form, formField, operations } = visit
  const UserPoolId = visit.param('poolId')
  const { UserPool } = await operations.userPools('DescribeUserPool', { UserPoolId })
  const value = (name: string) => form.get(name) ?? ''
  const isNew = form.size === 0
  return {
    kind: 'page',
    title: 'Create a user',
    body: html`<h1>Create a user</h1><p data-console="lead">In <a data-lk="step" href="${consolePath}/pools/${UserPoolId}">${UserPool?.Name}</a></p>
<section data-console="section" aria-label="New user"><form method="post" data-console="stack">${formField}
${field('User name', 'username', {
  value: value('username'),
  required: true,
  hint: UserPool?.UsernameAttributes?.length
    ? 'In this pool it is the e-mail address or the phone number.'
    : 'Nobody can change it later.',
})}
${field('E-mail', 'email', { type: 'email', value: value('email') })}
${field('Phone number', 'phone_number', { type: 'tel', value: value('phone_number'), hint: 'With the country, as +15555550100.' })}
${field('Name', 'name', { value: value('name') })}
${checkbox('The e-mail address is verified', 'email_verified', isNew || form.has('email_verified'))}
${checkbox('The phone number is verified', 'phone_number_verified', form.has('phone_number_verified'))}
${field('Temporary password', 'password', {
  type: 'password',
  autocomplete: 'new-password',
  hint: 'One is made up when it is empty. It must be changed at the first sign-in.',
})}
${checkbox('Send an invitation with the temporary password', 'invite', isNew || form.has('invite'))}
<div data-console="row"><button data-lk="action" data-kind="primary">Create</button></div></form></section>`,
    ...refused,
  }
}

/** Creates the user. */
export const createUser: ConsolePage = async visit => {
  const { form, operations } = visit
  const UserPoolId = visit.param('poolId')
  const attributes = ['email', 'phone_number', 'name'].flatMap(name => {
    const value = form.get(name)?.trim()
    if (!value) return []
    const verified = form.has(`${name}_verified`) ? [{ Name: `${name}_verified`, Value: 'true' }] : []
    return [{ Name: name, Value: value }, ...verified]
  })
  const password = form.get('password')
  try {
    const { User } = await operations.userPools('AdminCreateUser', {
      UserPoolId,
      Username: form.get('username')?.trim() ?? '',
      UserAttributes: attributes,
      ...(password ? { TemporaryPassword: password } : {}),
      ...(form.has('invite') ? { DesiredDeliveryMediums: [mediumOf(form)] } : { MessageAction: 'SUPPRESS' }),
    })
    const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? ''
    return { kind: 'redirect', to: `/pools/${UserPoolId}/users/${sub}?done=created` }
  } catch (error) {
    return await showNewUser(visit, refusedBy(error))
  }
}

/** The invitation goes by SMS to who has a phone and no address. */
function mediumOf(form: URLSearchParams): 'EMAIL' | 'SMS' {
  const hasAddress = Boolean(form.get('email')) || form.get('username')?.includes('@')
  return hasAddress ? 'EMAIL' : 'SMS'
}
