import type { MFAType } from '@latchkey/client'
import type { ComponentChildren } from 'preact'
import type { PasswordRules } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'
import { attributeFields, attributeLabel } from '../views/attribute-fields.ts'
import type { ViewContext } from '../views/context.ts'
import { el, fill, type Piece, region } from '../views/element.ts'
import { codeField, knownUsername, passwordField } from '../views/fields.ts'
import { alertIcon, tickIcon } from '../views/icons.ts'
import { totpSecret } from '../views/set-up-totp.ts'
import type { AccountData, AccountState } from './account-state.ts'
import type { AccountTexts } from './account-texts.ts'

/** What the account is drawn with. */
export interface AccountContext extends ViewContext {
  readonly accountTexts: AccountTexts
  readonly passwordRules: PasswordRules | undefined
}

type Kind = 'primary' | 'danger' | 'plain'

/** Draws the account: what is known of it, and the one part that is open for change. */
export function accountView(state: AccountState, context: AccountContext): Piece {
  const { accountTexts, idPrefix, texts } = context
  const { data } = state
  return region(
    'card',
    'section',
    {
      'data-screen': 'account',
      'aria-labelledby': `${idPrefix}-heading`,
      'aria-busy': state.busy || !(data || state.signedOut) ? 'true' : undefined,
      lang: context.language,
    },
    region('heading', 'h1', { id: `${idPrefix}-heading`, tabindex: -1 }, accountTexts.title),
    data && region('lead', 'p', {}, data.username),
    region('message', 'div', { role: 'status', 'aria-live': 'polite' }, message(state, context)),
    state.signedOut && region('lead', 'p', {}, accountTexts.notSignedIn),
    !data && !state.signedOut && region('spinner', 'div', { 'aria-label': texts.checking, role: 'img' }),
    data && region('body', 'div', {}, ...sections(data, state, context)),
  )
}

function message(
  { error, notice, fieldErrors, told }: AccountState,
  { texts, accountTexts }: AccountContext,
): ComponentChildren {
  const [wrong] = Object.values(fieldErrors)
  if (wrong) return region('heard', 'p', { key: told }, texts.errors[wrong])
  if (error) return region('error', 'div', { key: told }, alertIcon(), el('p', {}, texts.errors[error]))
  if (!notice) return undefined
  const said = notice === 'passwordChanged' ? accountTexts.passwordChanged : texts.notices[notice]
  return region('notice', 'div', { key: told }, tickIcon(), el('p', {}, said))
}

function sections(data: AccountData, state: AccountState, context: AccountContext): Piece[] {
  const { accountTexts } = context
  const found = [
    section(accountTexts.profile, undefined, ...profile(data, state, context)),
    section(context.texts.password, undefined, password(data, state, context)),
    data.mfa && section(accountTexts.twoStep, accountTexts.twoStepLead, ...twoStep(data, state, context)),
    data.passkeys && section(accountTexts.passkeys, accountTexts.passkeysLead, ...passkeys(data, context)),
    data.devices.length > 0 &&
      section(accountTexts.devices, accountTexts.devicesLead, ...devices(data, context)),
    data.providers.length > 0 &&
      section(accountTexts.providers, undefined, ...data.providers.map(name => row(name, ''))),
    section(accountTexts.deleteAccount, accountTexts.deleteLead, deletion(state, context)),
  ]
  return found.filter((piece): piece is Piece => Boolean(piece))
}

function section(title: string, lead: string | undefined, ...rows: ComponentChildren[]): Piece {
  return region(
    'group',
    'section',
    {},
    region('group-title', 'h2', {}, title),
    lead !== undefined && region('hint', 'p', {}, lead),
    ...rows,
  )
}

/** A line of the account: what it is, how it stands, what can be done. */
function row(name: string, value: ComponentChildren, ...actions: ComponentChildren[]): Piece {
  return region(
    'row',
    'form',
    { method: 'post', novalidate: true },
    region('row-text', 'div', {}, el('strong', {}, name), value !== '' && el('span', {}, value)),
    actions.some(Boolean) && region('row-actions', 'div', {}, ...actions),
  )
}

function button(intent: string, label: string, of?: string, kind: Kind = 'plain'): Piece {
  return region(
    'action',
    'button',
    {
      type: 'submit',
      name: 'intent',
      value: intent,
      'data-kind': kind,
      // Many buttons read the same: who hears them is told what each is about.
      'aria-label': of === undefined ? undefined : `${label}: ${of}`,
    },
    label,
  )
}

/** The form of the open part. */
function panel(
  { accountTexts }: AccountContext,
  save: string,
  kind: Kind,
  ...fields: ComponentChildren[]
): Piece {
  return region(
    'form',
    'form',
    { method: 'post', novalidate: true, 'data-form': 'answer' },
    ...fields,
    region(
      'row-actions',
      'div',
      {},
      button('submit', save, undefined, kind),
      button('close', accountTexts.cancel),
    ),
  )
}

/** What fields read of a screen: the answers that were refused. */
const told = ({ fieldErrors }: AccountState, values: Readonly<Record<string, string>> = {}): Screen => ({
  kind: 'checking',
  fieldErrors,
  values,
})

const hidden = /^(sub|identities|cognito:.*|.*_verified|updated_at)$/

function profile(data: AccountData, state: AccountState, context: AccountContext): ComponentChildren[] {
  const { accountTexts, texts } = context
  const names = Object.keys(data.attributes).filter(name => !hidden.test(name))
  for (const name of ['email', 'name']) if (!names.includes(name)) names.push(name)
  return names.map(name => {
    const open = state.panel
    const label = attributeLabel(texts, { name })
    const value = data.attributes[name] ?? ''
    if (open?.kind === 'attribute' && open.name === name) {
      const fields = attributeFields(
        told(state, { [`userAttributes.${name}`]: value }),
        { ...context, country: context.country },
        [{ name, required: true }],
      )
      return panel(context, accountTexts.save, 'primary', ...fields)
    }
    if (open?.kind === 'confirm' && open.name === name) {
      const sent = open.destination
        ? fill(texts.codeSentTo, { destination: `\u2068${open.destination}\u2069` })
        : texts.enterCode
      const lead = region('hint', 'p', {}, sent)
      return panel(context, texts.confirm, 'primary', lead, codeField(told(state), context))
    }
    const provable = (name === 'email' || name === 'phone_number') && value !== ''
    const proved = data.attributes[`${name}_verified`] === 'true'
    const mark = provable && badge(proved ? accountTexts.confirmed : accountTexts.unconfirmed, proved)
    return row(
      label,
      [value || region('muted', 'span', {}, accountTexts.none), mark],
      provable && !proved && button(`confirm:${name}`, texts.confirm, label),
      button(`edit:${name}`, accountTexts.change, label),
    )
  })
}

function badge(text: string, good: boolean): Piece {
  return region('badge', 'span', { 'data-good': good ? 'true' : 'false' }, text)
}

function password(data: AccountData, state: AccountState, context: AccountContext): Piece {
  const { accountTexts, texts, passwordRules } = context
  if (state.panel?.kind !== 'password') {
    return row(texts.password, '••••••••', button('password', accountTexts.change, texts.password))
  }
  return panel(
    context,
    accountTexts.changePassword,
    'primary',
    knownUsername(context, data.username),
    passwordField(told(state), context, { name: 'password', label: accountTexts.currentPassword }),
    passwordField(told(state), context, {
      name: 'new_password',
      label: texts.passwordNew,
      rules: passwordRules ?? { minimumLength: 8 },
    }),
  )
}

function twoStep({ mfa, attributes }: AccountData, state: AccountState, context: AccountContext): Piece[] {
  const { accountTexts, texts } = context
  const { panel: open } = state
  const names: Record<MFAType, string> = { totp: texts.byTotp, sms: texts.bySms, email: texts.byEmail }
  const ready: Record<MFAType, boolean> = {
    totp: true,
    sms: attributes['phone_number'] !== undefined,
    email: attributes['email'] !== undefined,
  }
  return (['totp', 'sms', 'email'] as const).map(kind => {
    const on = mfa?.enabled.includes(kind) ?? false
    const first = mfa?.preferred === kind
    if (kind === 'totp' && open?.kind === 'totp') {
      const field = codeField(told(state), context)
      const hint = region('hint', 'p', {}, texts.setUpTotpScan)
      return panel(context, texts.confirm, 'primary', hint, totpSecret(open, context), field)
    }
    const name = names[kind]
    const start =
      kind === 'totp'
        ? button('totp', accountTexts.setUp, name)
        : button(`mfa-on:${kind}`, accountTexts.turnOn, name)
    return row(
      name,
      badge(first ? accountTexts.first : on ? accountTexts.on : accountTexts.off, on),
      on && !first && button(`mfa-first:${kind}`, accountTexts.prefer, name),
      on ? button(`mfa-off:${kind}`, accountTexts.turnOff, name) : ready[kind] && start,
    )
  })
}

/** A day, as people of the language write it. */
const day = (date: Date, { language }: AccountContext) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(date)

function passkeys({ passkeys = [] }: AccountData, context: AccountContext): Piece[] {
  const { accountTexts, texts } = context
  return [
    ...passkeys.map(({ credentialId, friendlyName = texts.byPasskey, createdAt }) =>
      row(
        friendlyName,
        fill(accountTexts.added, { date: day(createdAt, context) }),
        button(`passkey-remove:${credentialId}`, accountTexts.remove, friendlyName),
      ),
    ),
    region(
      'row',
      'form',
      { method: 'post', novalidate: true },
      button('passkey-add', accountTexts.addPasskey),
    ),
  ]
}

function devices({ devices, thisDevice }: AccountData, context: AccountContext): Piece[] {
  const { accountTexts } = context
  return devices.map(({ deviceId, attributes, lastAuthenticatedDate }) => {
    const name = attributes['device_name'] ?? deviceId
    const remembered = attributes['dev:device_remembered_status'] ?? attributes['device_status']
    const isRemembered = remembered === 'remembered' || remembered === 'valid'
    return row(
      name,
      [
        lastAuthenticatedDate && fill(accountTexts.lastUsed, { date: day(lastAuthenticatedDate, context) }),
        deviceId === thisDevice && badge(accountTexts.thisDevice, true),
      ],
      isRemembered
        ? button(`device-not-remember:${deviceId}`, accountTexts.notRemember, name)
        : button(`device-remember:${deviceId}`, accountTexts.remember, name),
      button(`device-remove:${deviceId}`, accountTexts.remove, name),
    )
  })
}

function deletion({ panel: open }: AccountState, context: AccountContext): Piece {
  const { accountTexts } = context
  if (open?.kind === 'delete') return panel(context, accountTexts.deleteForGood, 'danger')
  return region(
    'row',
    'form',
    { method: 'post', novalidate: true },
    button('delete', accountTexts.deleteAccount, undefined, 'danger'),
  )
}
