import {
  type AWSMobileClient,
  isAWSMobileClientError,
  type SignInResult,
  type UserStateListener,
} from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import type { ProviderButton } from '../screens/parts.ts'
import type { Intent, Screen, ScreenOf } from '../screens/screen.ts'
import { deliveryOf, screenOfChallenge } from './challenge-screen.ts'
import { failureEvent } from './failures.ts'
import { type FlowEvent, type FlowState, initialFlowState, reduceFlow } from './state.ts'
import { type KeptStep, keepStep, keptStep } from './step-memory.ts'
import { attributesFrom, codeFrom, type Fields, wrongFields } from './validate.ts'

/** What a flow tells whoever shows it. */
export type FlowNews =
  | { readonly type: 'signed-in'; readonly username: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'unknown-challenge'; readonly challenge: string }
  | { readonly type: 'failed'; readonly error: unknown }

export interface FlowOptions {
  readonly client: AWSMobileClient
  readonly describe: (client: AWSMobileClient) => Promise<SignInDescription>
  /** Signs in with another provider; resolves once that is done, or never where the page is left for it. */
  readonly signInWith: (client: AWSMobileClient, provider: ProviderButton) => Promise<unknown>
  readonly news?: (news: FlowNews) => void
  /** What an authenticator app shows beside the name. */
  readonly issuer?: string | undefined
  readonly canSignUp?: boolean | undefined
  /** Whether to ask people with an unproved address to prove it once they are signed in. */
  readonly verifyAttributes?: boolean | undefined
}

/**
 * Sign-in as a state and the answers to it, without any markup: what the elements and `showSignIn` draw, and what an
 * app with markup of its own can draw instead.
 */
export interface SignInFlow {
  readonly state: FlowState
  /** @returns ends it */
  subscribe(listener: (state: FlowState) => void): () => void
  /** Finds out where things stand and shows the first screen. */
  start(): Promise<void>
  /** Stops listening to the client. */
  end(): void
  /** Takes an answer; while one is on its way others are passed over. Never rejects. */
  send(intent: Intent, fields?: Fields): Promise<void>
}

/** What is remembered from screen to screen: in memory only, and no longer than it is needed. */
interface Memory {
  username: string
  /** For signing in after the account is confirmed. */
  password?: string | undefined
  /** The first factor that was chosen and still needs a password. */
  chosen?: 'PASSWORD' | 'PASSWORD_SRP' | undefined
}

export function createSignInFlow(options: FlowOptions): SignInFlow {
  const { client, news } = options
  const listeners = new Set<(state: FlowState) => void>()
  const memory: Memory = { username: '' }
  let state = initialFlowState
  let description: SignInDescription | undefined

  const dispatch = (event: FlowEvent) => {
    state = reduceFlow(state, event)
    for (const listener of listeners) listener(state)
  }
  const keptKey = () => `latchkey.step.${client.client.configuration?.userPool?.clientId ?? ''}`

  async function described(): Promise<SignInDescription> {
    return (description ??= await options.describe(client))
  }

  function show(screen: Screen): void {
    const kept = screen.kind === 'confirm-sign-up' || screen.kind === 'reset-password'
    keepStep(keptKey(), kept ? (screen satisfies KeptStep) : undefined)
    dispatch({ type: 'shown', screen })
    if (screen.kind === 'unknown-challenge') news?.({ type: screen.kind, challenge: screen.challenge })
  }

  async function entrance(told: Pick<Screen, 'error' | 'notice'> = {}): Promise<void> {
    const { names, providers, canResetPassword, firstFactors, signUp } = await described()
    const passkeys = firstFactors.includes('WEB_AUTHN') && typeof PublicKeyCredential === 'function'
    memory.password = undefined
    memory.chosen = undefined
    show({
      kind: firstFactors.some(factor => !factor.startsWith('PASSWORD')) ? 'identify' : 'sign-in',
      names,
      providers,
      canResetPassword,
      canSignUp: signUp !== undefined && options.canSignUp !== false,
      passkeys,
      username: memory.username,
      ...told,
    })
  }

  async function finish(): Promise<void> {
    const { username } = memory
    memory.password = undefined
    if (options.verifyAttributes !== false) {
      const open = await unprovedAddresses(client)
      if (open.length > 0) return show({ kind: 'verify-attribute', options: open })
    }
    show({ kind: 'signed-in', username })
    news?.({ type: 'signed-in', username })
  }

  /** Goes on to whatever the service asks next. */
  async function advance(result: SignInResult): Promise<void> {
    const { signInState } = result
    const { username } = memory
    if (signInState === 'signedIn') return finish()
    if (signInState === 'passwordResetRequired') return sendResetCode(username, 'passwordResetRequired')
    if (signInState === 'confirmSignUp') {
      const { codeDeliveryDetails } = await client.resendSignUpCode({ username })
      return confirmSignUp(codeDeliveryDetails)
    }
    const screen = screenOfChallenge(result, username, await described())
    // One kind to set up is no choice.
    if (screen.kind === 'choose-mfa-set-up' && screen.options.length < 2) {
      return setUpMfa(screen.options[0] ?? 'SOFTWARE_TOKEN_MFA')
    }
    show(screen)
  }

  function confirmSignUp(details: SignInResult['codeDetails']): void {
    const delivery = deliveryOf(details)
    show({ kind: 'confirm-sign-up', username: memory.username, ...(delivery && { delivery }) })
  }

  async function sendResetCode(username: string, error?: 'passwordResetRequired'): Promise<void> {
    const { codeDeliveryDetails } = await client.forgotPassword({ username })
    const { passwordRules } = await described()
    const delivery = deliveryOf(codeDeliveryDetails)
    show({
      kind: 'reset-password',
      username,
      passwordRules,
      ...(delivery && { delivery }),
      ...(error && { error }),
    })
  }

  async function setUpMfa(kind: string): Promise<void> {
    const { username } = memory
    if (kind === 'EMAIL_OTP') return show({ kind: 'set-up-address', username, medium: 'email' })
    if (kind === 'SMS_MFA') return show({ kind: 'set-up-address', username, medium: 'sms' })
    const issuer = options.issuer
    const { secret, uri } = await client.setUpTOTP(issuer === undefined ? {} : { issuer })
    const screen: ScreenOf<'set-up-totp'> = { kind: 'set-up-totp', username, secret, uri }
    show(screen)
    const { qrPicture } = await import('../print/qr.ts')
    dispatch({ type: 'completed', screen: { ...screen, qr: qrPicture(uri) } })
  }

  async function signIn(input: Parameters<AWSMobileClient['signIn']>[0]): Promise<void> {
    memory.username = input.username
    memory.password = input.password
    return advance(await client.signIn(input))
  }

  async function signUp(fields: Fields): Promise<void> {
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
    if (signUpConfirmationState === 'unconfirmed') return confirmSignUp(codeDeliveryDetails)
    return signInAfterConfirmation()
  }

  /** With the password that was just typed, or with the service's word for it; else the person signs in. */
  async function signInAfterConfirmation(): Promise<void> {
    const { username, password } = memory
    if (password !== undefined) return signIn({ username, password })
    if (!client.client.confirmed) return entrance({ notice: 'signedUp' })
    return advance(await client.autoSignIn())
  }

  async function submit(screen: Screen, fields: Fields): Promise<void> {
    const username = fields['username']?.trim() ?? ''
    switch (screen.kind) {
      case 'sign-in':
        return signIn({ username, password: fields['password'] ?? '' })
      case 'identify':
        return signIn({ username, authFlow: 'USER_AUTH' })
      case 'password': {
        const { chosen } = memory
        const password = fields['password'] ?? ''
        return advance(
          await client.confirmSignIn(
            chosen ? { challengeResponse: chosen, password } : { challengeResponse: password },
          ),
        )
      }
      case 'sign-up':
        return signUp(fields)
      case 'confirm-sign-up':
        memory.username = screen.username
        await client.confirmSignUp({ username: screen.username, confirmationCode: codeFrom(fields) })
        return signInAfterConfirmation()
      case 'forgot-password':
        memory.username = username
        return sendResetCode(username)
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
      case 'code':
      case 'set-up-totp':
        return advance(await client.confirmSignIn({ challengeResponse: codeFrom(fields) }))
      case 'set-up-address':
        return advance(
          await client.confirmSignIn({ challengeResponse: Object.values(attributesFrom(fields))[0] ?? '' }),
        )
      case 'custom-challenge':
        return advance(await client.confirmSignIn({ challengeResponse: customAnswer(screen, fields) }))
      case 'passkey':
        return signIn({
          username: screen.username,
          authFlow: 'USER_AUTH',
          preferredChallenge: 'WEB_AUTHN',
        })
      case 'confirm-attribute':
        await client.confirmVerifyUserAttribute({ attributeName: screen.attribute, code: codeFrom(fields) })
        return finish()
      case 'error':
        return start()
      default:
        return
    }
  }

  async function choose(screen: Screen, choice: string): Promise<void> {
    switch (screen.kind) {
      case 'choose-mfa-set-up':
        return setUpMfa(choice)
      case 'verify-attribute':
        return sendAttributeCode(choice as 'email')
      case 'choose-challenge':
        if (choice === 'PASSWORD' || choice === 'PASSWORD_SRP') {
          memory.chosen = choice
          const { canResetPassword } = await described()
          return show({ kind: 'password', username: screen.username, canResetPassword })
        }
    }
    return advance(await client.confirmSignIn({ challengeResponse: choice }))
  }

  async function sendAttributeCode(attribute: 'email' | 'phone_number'): Promise<void> {
    const delivery = deliveryOf(await client.verifyUserAttribute({ attributeName: attribute }))
    show({ kind: 'confirm-attribute', attribute, ...(delivery && { delivery }) })
  }

  async function resend(screen: Screen): Promise<void> {
    if (screen.kind === 'confirm-sign-up') await client.resendSignUpCode({ username: screen.username })
    else if (screen.kind === 'reset-password') await client.forgotPassword({ username: screen.username })
    else if (screen.kind === 'confirm-attribute') {
      await client.verifyUserAttribute({ attributeName: screen.attribute })
    }
    dispatch({ type: 'noticed', notice: 'codeSent' })
  }

  async function act(intent: Intent, fields: Fields): Promise<void> {
    const { screen } = state
    const [verb, name = ''] = split(intent)
    const typed = fields['username']?.trim()
    switch (verb) {
      case 'submit':
        return submit(screen, fields)
      case 'choose':
        return choose(screen, name)
      case 'provider': {
        const { providers } = await described()
        const provider = providers.find(button => button.name === name)
        if (!provider) return
        await options.signInWith(client, provider)
        if (client.isSignedIn) return finish()
        return dispatch({ type: 'calmed' })
      }
      case 'sign-in':
        return entrance()
      case 'sign-up': {
        const { signUp, passwordRules, providers } = await described()
        if (!signUp) return
        const { names, attributes, passwordRequired } = signUp
        return show({
          kind: 'sign-up',
          names,
          attributes,
          providers,
          ...(passwordRequired && { passwordRules }),
        })
      }
      case 'forgot-password': {
        const { names } = await described()
        if (typed) memory.username = typed
        return show({ kind: 'forgot-password', names, username: memory.username })
      }
      case 'passkey':
        if (!typed) return dispatch({ type: 'fieldsRefused', fieldErrors: { username: 'required' } })
        return signIn({ username: typed, authFlow: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' })
      case 'choose-another':
        return signIn({ username: memory.username, authFlow: 'USER_AUTH' })
      case 'resend':
        return resend(screen)
      case 'skip':
        show({ kind: 'signed-in', username: memory.username })
        return news?.({ type: 'signed-in', username: memory.username })
      case 'cancel':
        dispatch({ type: 'calmed' })
        return news?.({ type: 'cancelled' })
      default:
        return
    }
  }

  /** A refused answer: told on its screen, or at the entrance when the service has closed the attempt. */
  async function refused(error: unknown): Promise<void> {
    const { screen } = state
    news?.({ type: 'failed', error })
    const challenge = challengeScreens.includes(screen.kind)
    if (challenge && isAWSMobileClientError(error, 'notAuthorized') && !(await client.resumeSignIn())) {
      return entrance({ error: screen.kind === 'password' ? 'wrongCredentials' : 'sessionExpired' })
    }
    dispatch(failureEvent(screen, error))
  }

  /** What happens elsewhere, in another tab or in the app itself, shows here as well. */
  const followed: UserStateListener = userState => {
    const inside = ['signed-in', 'verify-attribute', 'confirm-attribute'].includes(state.screen.kind)
    if (state.busy || state.screen.kind === 'checking') return
    if (userState === 'signedIn' && !inside) {
      memory.username = client.usernameTyped ?? client.username ?? ''
      void finish().catch(refused)
    } else if (inside && userState !== 'signedIn') {
      const lost = userState.endsWith('Invalid')
      void entrance(lost ? { error: 'sessionExpired' } : {}).catch(refused)
    }
  }

  async function start(): Promise<void> {
    client.addUserStateListener(followed)
    try {
      await client.initialize()
      if (client.isSignedIn) {
        memory.username = client.usernameTyped ?? client.username ?? ''
        return show({ kind: 'signed-in', username: memory.username })
      }
      const challenge = await client.resumeSignIn()
      if (challenge) {
        memory.username =
          challenge.parameters['USERNAME'] ?? client.client.challenge?.flow.usernameTyped ?? ''
        return await advance(challenge)
      }
      const step = keptStep(keptKey())
      if (!step) return await entrance()
      memory.username = step.username
      show(step)
    } catch (error) {
      news?.({ type: 'failed', error })
      const event = failureEvent(state.screen, error)
      show({ kind: 'error', canRetry: true, ...(event.type === 'refused' && { error: event.error }) })
    }
  }

  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    end: () => client.removeUserStateListener(followed),
    async send(intent, fields = {}) {
      if (state.busy) return
      if (intent === 'submit') {
        const fieldErrors = wrongFields(state.screen, fields)
        if (Object.keys(fieldErrors).length > 0) return dispatch({ type: 'fieldsRefused', fieldErrors })
      }
      dispatch({ type: 'sent' })
      await act(intent, fields).catch(refused)
    },
  }
}

/** The screens that answer an open challenge of the service. */
const challengeScreens: readonly string[] = [
  'code',
  'select-mfa',
  'choose-mfa-set-up',
  'set-up-totp',
  'set-up-address',
  'new-password',
  'choose-challenge',
  'custom-challenge',
  'password',
]

function split(intent: Intent): [verb: string, name?: string] {
  const colon = intent.indexOf(':')
  return colon < 0 ? [intent] : [intent.slice(0, colon), intent.slice(colon + 1)]
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

/** Addresses in the token that nobody has proved to be the person's. */
async function unprovedAddresses(client: AWSMobileClient): Promise<('email' | 'phone_number')[]> {
  const claims: Readonly<Record<string, unknown>> = await client
    .getTokens({ whenSignedOut: 'reject' })
    .then(({ idToken }) => idToken?.claims ?? {})
    // Somebody signed in without a user pool has no tokens, and nothing to prove to it.
    .catch(() => ({}))
  const open = (['email', 'phone_number'] as const).filter(
    name => claims[name] !== undefined && claims[`${name}_verified`] === false,
  )
  // One proved address is enough to get back in with.
  const proved = claims['email_verified'] === true || claims['phone_number_verified'] === true
  return proved ? [] : open
}
