import { type AWSMobileClient, isAWSMobileClientError, type MFAType } from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import { isConfigured } from '../description/is-configured.ts'
import type { Fields } from '../flow/fields.ts'
import { attributesFrom, codeFrom, wrongAttributes, wrongFields } from '../flow/validate.ts'
import { errorTextOfKind } from '../texts/error-texts.ts'
import type { ErrorTextId } from '../texts/texts.ts'
import {
  type AccountData,
  type AccountEvent,
  type AccountState,
  initialAccountState,
  reduceAccount,
} from './account-state.ts'
import { loadAccount } from './load-account.ts'

/** What an account flow tells whoever shows it. */
export type AccountNews =
  | { readonly type: 'deleted' }
  | { readonly type: 'changed' }
  | { readonly type: 'failed'; readonly error: unknown }

export interface AccountFlow {
  readonly state: AccountState
  /** The pool's rules, for the form of a new password. */
  readonly passwordRules: SignInDescription['passwordRules'] | undefined
  subscribe(listener: (state: AccountState) => void): () => void
  start(): Promise<void>
  end(): void
  /** Takes a press of a button, as `verb` or `verb:name`; one at a time. Never rejects. */
  send(intent: string, fields?: Fields): Promise<void>
}

/** The signed-in person's account as a state and what can be done to it, without any markup. */
export function createAccountFlow(
  client: AWSMobileClient,
  describe: (client: AWSMobileClient) => Promise<SignInDescription>,
  news: (news: AccountNews) => void = () => undefined,
  issuer?: string,
): AccountFlow {
  const listeners = new Set<(state: AccountState) => void>()
  let state = initialAccountState
  let description: Promise<SignInDescription> | undefined
  let passwordRules: SignInDescription['passwordRules'] | undefined

  const dispatch = (event: AccountEvent) => {
    state = reduceAccount(state, event)
    for (const listener of listeners) listener(state)
  }

  const described = () => (description ??= describe(client))

  async function load(): Promise<void> {
    // Calls for somebody whose session has ended would wait for the next sign-in.
    if (client.currentUserState.endsWith('Invalid')) {
      return dispatch({ type: 'left', error: 'sessionExpired' })
    }
    if (!client.isSignedIn) return dispatch({ type: 'left' })
    dispatch({ type: 'loaded', data: await read() })
  }

  async function read(): Promise<AccountData> {
    const [data, { secondFactors }] = await Promise.all([loadAccount(client), described()])
    return { ...data, secondFactors }
  }

  async function done(notice?: AccountState['notice']): Promise<void> {
    await load()
    dispatch({ type: 'done', ...(notice && { notice }) })
    news({ type: 'changed' })
  }

  async function sendCode(name: 'email' | 'phone_number', notice?: AccountState['notice']): Promise<void> {
    const details = await client.verifyUserAttribute({ attributeName: name })
    const destination = details?.destination
    const panel = { kind: 'confirm', name, ...(destination !== undefined && { destination }) } as const
    dispatch({ type: 'opened', panel, notice })
  }

  async function setUpTotp(): Promise<void> {
    const set = await client.setUpTOTP(issuer === undefined ? {} : { issuer })
    dispatch({ type: 'opened', panel: { kind: 'totp', ...set } })
    const { qrPicture } = await import('../print/qr.ts')
    if (state.panel?.kind !== 'totp') return
    dispatch({ type: 'opened', panel: { kind: 'totp', ...set, qr: qrPicture(set.uri) } })
  }

  /** One that has ended by itself is what was wanted. */
  async function endSession(sessionId: string): Promise<void> {
    try {
      await client.sessions.revoke({ sessionId })
    } catch (error) {
      if (!isAWSMobileClientError(error, 'resourceNotFound')) throw error
    }
  }

  /** Answers the open panel. */
  async function submit(fields: Fields): Promise<void> {
    const { panel } = state
    switch (panel?.kind) {
      case 'attribute': {
        const values = attributesFrom(fields)
        const pending = await client.updateUserAttributes({ [panel.name]: values[panel.name] ?? '' })
        const asked = pending.find(({ attributeName }) => attributeName === panel.name)
        if (!asked || (panel.name !== 'email' && panel.name !== 'phone_number')) return done('saved')
        const { destination } = asked
        dispatch({ type: 'loaded', data: await read() })
        dispatch({
          type: 'opened',
          panel: { kind: 'confirm', name: panel.name, ...(destination !== undefined && { destination }) },
        })
        return
      }
      case 'confirm':
        await client.confirmVerifyUserAttribute({ attributeName: panel.name, code: codeFrom(fields) })
        return done('saved')
      case 'password':
        await client.changePassword({
          currentPassword: fields['password'] ?? '',
          proposedPassword: fields['new_password'] ?? '',
        })
        return done('passwordChanged')
      case 'totp':
        await client.verifyTOTP({ code: codeFrom(fields) })
        await client.setMFAPreference({ totp: 'preferred' })
        return done('saved')
      case 'delete':
        await client.deleteUser()
        dispatch({ type: 'left' })
        return news({ type: 'deleted' })
      default:
        return
    }
  }

  async function act(intent: string, fields: Fields): Promise<void> {
    const [verb = '', name = ''] = intent.split(/:(.*)/s)
    switch (verb) {
      case 'submit':
        return submit(fields)
      case 'close':
        return dispatch({ type: 'opened', panel: undefined })
      case 'edit':
        return dispatch({ type: 'opened', panel: { kind: 'attribute', name } })
      case 'confirm':
        return sendCode(name as 'email')
      case 'resend':
        if (state.panel?.kind === 'confirm') await sendCode(state.panel.name, 'codeSent')
        return
      case 'password':
        passwordRules ??= (await described()).passwordRules
        return dispatch({ type: 'opened', panel: { kind: 'password' } })
      case 'totp':
        return setUpTotp()
      case 'mfa-on':
        await client.setMFAPreference({ [name as MFAType]: 'enabled' })
        return done('saved')
      case 'mfa-off':
        await client.setMFAPreference({ [name as MFAType]: 'disabled' })
        return done('saved')
      case 'mfa-first':
        await client.setMFAPreference({ [name as MFAType]: 'preferred' })
        return done('saved')
      case 'passkey-add':
        await client.passkeys.register()
        return done('saved')
      case 'passkey-remove':
        await client.passkeys.delete({ credentialId: name })
        return done('saved')
      case 'device-remember':
        await client.deviceOperations.updateStatus({ deviceId: name, remembered: true })
        return done('saved')
      case 'device-not-remember':
        await client.deviceOperations.updateStatus({ deviceId: name, remembered: false })
        return done('saved')
      case 'device-remove':
        await client.deviceOperations.forget({ deviceId: name })
        return done('saved')
      case 'session-end':
        await endSession(name)
        return done('sessionEnded')
      case 'delete':
        return dispatch({ type: 'opened', panel: { kind: 'delete' } })
      default:
        return
    }
  }

  function refused(error: unknown): void {
    news({ type: 'failed', error })
    const text = textOf(error)
    const field = fieldOf(state, text)
    if (field)
      dispatch({ type: 'refused', fieldErrors: { [field]: field === 'password' ? 'wrongPassword' : text } })
    else dispatch({ type: 'refused', error: text })
  }

  const followed = () => void load().catch(refused)
  return {
    get state() {
      return state
    },
    get passwordRules() {
      return passwordRules
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start() {
      client.addUserStateListener(followed)
      await isConfigured(client)
        .then(configured => (configured ? load() : undefined))
        .catch(refused)
    },
    end: () => client.removeUserStateListener(followed),
    async send(intent, fields = {}) {
      if (state.busy) return
      const fieldErrors = intent === 'submit' ? wrongAnswers(state, passwordRules, fields) : {}
      if (Object.keys(fieldErrors).length > 0) return dispatch({ type: 'refused', fieldErrors })
      dispatch({ type: 'sent' })
      await act(intent, fields).catch(refused)
      if (state.busy) dispatch({ type: 'done' })
    },
  }
}

/** What is wrong with an answer before it is sent: the rules of the sign-in's screens. */
function wrongAnswers(
  { panel }: AccountState,
  passwordRules: SignInDescription['passwordRules'] | undefined,
  fields: Fields,
): Record<string, ErrorTextId> {
  switch (panel?.kind) {
    case 'confirm':
    case 'totp':
      return wrongFields({ kind: 'confirm-attribute', attribute: 'email' }, fields)
    case 'password':
      return {
        ...wrongFields({ kind: 'password', username: '', canResetPassword: false }, fields),
        ...(passwordRules &&
          wrongFields({ kind: 'new-password', username: '', attributes: [], passwordRules }, fields)),
      }
    case 'attribute': {
      return wrongAttributes([{ name: panel.name, required: true }], fields)
    }
    default:
      return {}
  }
}

function textOf(error: unknown): ErrorTextId {
  if (!isAWSMobileClientError(error)) return 'unknown'
  if (error.kind === 'network' && navigator.onLine === false) return 'offline'
  if (error.serviceName === 'EnableSoftwareTokenMFAException') return 'codeMismatch'
  if (error.serviceName === 'PasswordHistoryPolicyViolationException') return 'passwordUsedBefore'
  return errorTextOfKind[error.kind]
}

function fieldOf({ panel }: AccountState, text: ErrorTextId): string | undefined {
  if (text === 'codeMismatch' || text === 'expiredCode') return 'code'
  if (panel?.kind !== 'password') return undefined
  if (text === 'invalidPassword' || text === 'passwordUsedBefore') return 'new_password'
  return text === 'notAuthorized' ? 'password' : undefined
}
