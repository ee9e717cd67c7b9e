import type { MFAType } from '@latchkey/client'
import type { ComponentChildren } from 'preact'
import type { Screen } from '../screens/screen.ts'
import { directionOf } from '../texts/direction.ts'
import { attributeFields, attributeLabel } from '../views/attribute-fields.ts'
import { el, fill, type Piece, region } from '../views/element.ts'
import { codeField, knownUsername, passwordField, resendButton } from '../views/fields.ts'
import { alertIcon, tickIcon } from '../views/icons.ts'
import { totpSecret } from '../views/set-up-totp.ts'
import { type AccountContext, badge, button, day, type Kind, row, section } from './account-parts.ts'
import { devices, sessions } from './account-places.ts'
import type { AccountData, AccountState } from './account-state.ts'

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
      dir: directionOf(context.language),
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
  const own = notice === 'passwordChanged' || notice === 'sessionEnded'
  const said = own ? accountTexts[notice] : texts.notices[notice]
  return region('notice', 'div', { key: told }, tickIcon(), el('p', {}, said))
}

function sections(data: AccountData, state: AccountState, context: AccountContext): Piece[] {
  const { accountTexts } = context
  const found = [
    section(accountTexts.profile, undefined, ...profile(data, state, context)),
    section(context.texts.password, undefined, password(data, state, context)),
    secondSteps(data).length > 0 &&
      section(accountTexts.twoStep, accountTexts.twoStepLead, ...twoStep(data, state, context)),
    data.passkeys && section(accountTexts.passkeys, accountTexts.passkeysLead, ...passkeys(data, context)),
    data.devices.length > 0 &&
      section(accountTexts.devices, accountTexts.devicesLead, ...devices(data, context)),
    data.sessions && section(accountTexts.sessions, accountTexts.sessionsLead, ...sessions(data, context)),
    data.providers.length > 0 &&
      section(accountTexts.providers, undefined, ...data.providers.map(name => row(name, ''))),
    section(accountTexts.deleteAccount, accountTexts.deleteLead, deletion(state, context)),
  ]
  return found.filter((piece): piece is Piece => Boolean(piece))
}

/** The form of the open part. */
function panel(
  { accountTexts }: AccountContext,
  { key, save, kind = 'primary', aside }: { key: string; save: string; kind?: Kind; aside?: Piece },
  ...fields: ComponentChildren[]
): Piece {
  return region(
    'form',
    'form',
    // Another part is another form: nothing that was typed goes over.
    { key, method: 'post', novalidate: true, 'data-form': 'answer' },
    ...fields,
    region(
      'row-actions',
      'div',
      {},
      button('submit', save, undefined, kind),
      button('close', accountTexts.cancel),
      // After the button that counts: the return key presses a form's first.
      aside,
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
      return panel(context, { key: name, save: accountTexts.save }, ...fields)
    }
    if (open?.kind === 'confirm' && open.name === name) {
      const sent = open.destination
        ? fill(texts.codeSentTo, { destination: `\u2068${open.destination}\u2069` })
        : texts.enterCode
      const lead = region('hint', 'p', {}, sent)
      const parts = { key: `confirm ${name}`, save: texts.confirm, aside: resendButton(context) }
      return panel(context, parts, lead, codeField(told(state), context))
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

function password(data: AccountData, state: AccountState, context: AccountContext): Piece {
  const { accountTexts, texts, passwordRules } = context
  if (state.panel?.kind !== 'password') {
    return row(texts.password, '••••••••', button('password', accountTexts.change, texts.password))
  }
  return panel(
    context,
    { key: 'password', save: accountTexts.changePassword },
    knownUsername(context, data.username),
    passwordField(told(state), context, { name: 'password', label: accountTexts.currentPassword }),
    passwordField(told(state), context, {
      name: 'new_password',
      label: texts.passwordNew,
      rules: passwordRules ?? { minimumLength: 8 },
    }),
  )
}

const factorNames = { totp: 'SOFTWARE_TOKEN_MFA', sms: 'SMS_MFA', email: 'EMAIL_OTP' } as const

/** What the person can turn on, where that is known, and what is on. */
function secondSteps({ mfa, secondFactors }: AccountData): MFAType[] {
  const all: readonly MFAType[] = mfa ? ['totp', 'sms', 'email'] : []
  return all.filter(
    kind => mfa?.enabled.includes(kind) || (secondFactors?.includes(factorNames[kind]) ?? true),
  )
}

function twoStep(data: AccountData, state: AccountState, context: AccountContext): Piece[] {
  const { mfa, attributes } = data
  const { accountTexts, texts } = context
  const { panel: open } = state
  const names: Record<MFAType, string> = { totp: texts.byTotp, sms: texts.bySms, email: texts.byEmail }
  const ready: Record<MFAType, boolean> = {
    totp: true,
    sms: attributes['phone_number'] !== undefined,
    email: attributes['email'] !== undefined,
  }
  return secondSteps(data).map(kind => {
    const on = mfa?.enabled.includes(kind) ?? false
    const first = mfa?.preferred === kind
    if (kind === 'totp' && open?.kind === 'totp') {
      const field = codeField(told(state), context)
      const hint = region('hint', 'p', {}, texts.setUpTotpScan)
      return panel(context, { key: 'totp', save: texts.confirm }, hint, totpSecret(open, context), field)
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

function deletion({ panel: open }: AccountState, context: AccountContext): Piece {
  const { accountTexts } = context
  if (open?.kind === 'delete')
    return panel(context, { key: 'delete', save: accountTexts.deleteForGood, kind: 'danger' })
  return region(
    'row',
    'form',
    { method: 'post', novalidate: true },
    button('delete', accountTexts.deleteAccount, undefined, 'danger'),
  )
}
