import {
  type AWSMobileClient,
  isAWSMobileClientError,
  type SignInResult,
  type UserStateListener,
} from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import { isConfigured } from '../description/is-configured.ts'
import type { Intent, Screen } from '../screens/screen.ts'
import type { ErrorTextId } from '../texts/texts.ts'
import { codeFrom } from './code-from.ts'
import { codeScreen } from './code-screen.ts'
import type { Fields } from './fields.ts'
import type { FlowMemory, FlowParts } from './flow-parts.ts'
import type { FlowOptions } from './options.ts'
import { type FlowEvent, type FlowState, initialFlowState, reduceFlow } from './state.ts'
import { type KeptStep, keepStep, keptStep } from './step-memory.ts'
import { toldOf } from './told-of.ts'
import { unprovedAddresses } from './unproved-addresses.ts'

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

export function createSignInFlow(options: FlowOptions): SignInFlow {
  const { client, news } = options
  const listeners = new Set<(state: FlowState) => void>()
  const memory: FlowMemory = { username: '' }
  let state = initialFlowState
  let description: SignInDescription | undefined
  let sending = false
  let unconfigured = false

  const dispatch = (event: FlowEvent) => {
    state = reduceFlow(state, event)
    for (const listener of listeners) listener(state)
  }
  /** Whether the service has ended what the person was signed in with. */
  const isLost = () => client.currentUserState.endsWith('Invalid')
  const ended = (lost = isLost()) => (lost ? ({ error: 'sessionExpired' } as const) : {})
  const keptKey = () => `latchkey.step.${client.client.configuration?.userPool?.clientId ?? ''}`

  const parts: FlowParts = {
    client,
    options,
    memory,
    dispatch,
    described,
    show,
    entrance,
    signIn,
    advance,
    finish,
  }

  async function described(): Promise<SignInDescription> {
    return (description ??= await options.describe(client))
  }

  async function show(screen: Screen): Promise<void> {
    await options.load?.(screen)
    const { username } = memory
    const kept: KeptStep | undefined =
      screen.kind === 'confirm-sign-up' || screen.kind === 'reset-password'
        ? screen
        : challengeScreens.includes(screen.kind)
          ? { kind: 'challenge', username }
          : undefined
    keepStep(keptKey(), kept)
    dispatch({ type: 'shown', screen })
    if (screen.kind === 'unknown-challenge') news?.({ type: screen.kind, challenge: screen.challenge })
  }

  async function entrance(told: Pick<Screen, 'error' | 'notice'> = {}): Promise<void> {
    const { names, providers, canResetPassword, firstFactors, signUp } = await described()
    const passkeys = firstFactors.includes('WEB_AUTHN') && typeof PublicKeyCredential === 'function'
    memory.password = undefined
    memory.chosen = undefined
    giveUp()
    await show({
      kind:
        firstFactors.every(factor => factor.startsWith('PASSWORD')) && firstFactors.length > 0
          ? 'sign-in'
          : 'identify',
      names,
      providers,
      canResetPassword,
      canSignUp: signUp !== undefined && options.canSignUp !== false,
      passkeys,
      username: memory.username,
      ...told,
    })
    // A third of the arithmetic is done while the password is typed.
    client.prepareSignIn().catch((error: unknown) => news?.({ type: 'failed', error }))
  }

  /** Who begins anew is done with the open challenge: a reload of the page does not bring it back. */
  function giveUp(): void {
    const { client: held } = client
    if (!held.challenge) return
    held.challenge = undefined
    held.features.challenges?.keep(held)
  }

  async function finish(): Promise<void> {
    const { username } = memory
    memory.password = undefined
    if (options.verifyAttributes !== false) {
      const open = await unprovedAddresses(client)
      if (open.length > 0) return show({ kind: 'verify-attribute', options: open })
    }
    await show({ kind: 'signed-in', username })
    news?.({ type: 'signed-in', username })
  }

  /** Goes on to whatever the service asks next. */
  async function advance(result: SignInResult): Promise<void> {
    const { signInState } = result
    const { username } = memory
    if (signInState === 'signedIn') return finish()
    const code = codeScreen(result, username)
    return code ? show(code) : (await more()).advanceFurther(parts, result)
  }

  async function signIn(input: Parameters<AWSMobileClient['signIn']>[0]): Promise<void> {
    memory.username = input.username
    memory.password = input.password
    return advance(await client.signIn(input))
  }

  async function submit(screen: Screen, fields: Fields): Promise<void> {
    const username = fields['username']?.trim() ?? ''
    const password = fields['password'] ?? ''
    switch (screen.kind) {
      case 'sign-in':
        return signIn({ username, password })
      case 'identify': {
        const { firstFactors } = await described()
        return signIn({ username, authFlow: firstFactors.length > 0 ? 'USER_AUTH' : 'CUSTOM_AUTH' })
      }
      case 'password': {
        const { chosen } = memory
        const answer = chosen ? { challengeResponse: chosen, password } : { challengeResponse: password }
        return advance(await client.confirmSignIn(answer))
      }
      case 'code':
        return advance(await client.confirmSignIn({ challengeResponse: codeFrom(fields) }))
      case 'error':
        return start()
      default:
        return (await more()).submitFurther(parts, screen, fields)
    }
  }

  async function act(intent: Intent, fields: Fields): Promise<void> {
    const { screen } = state
    const [verb, name = ''] = split(intent)
    const typed = fields['username']?.trim()
    switch (verb) {
      case 'submit':
        return submit(screen, fields)
      case 'choose':
        return (await more()).choose(parts, screen, name)
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
      case 'sign-up':
        return (await more()).openSignUp(parts)
      case 'forgot-password': {
        const { names } = await described()
        if (typed) memory.username = typed
        giveUp()
        return show({ kind: 'forgot-password', names, username: memory.username })
      }
      case 'passkey':
        if (!typed) return dispatch({ type: 'fieldsRefused', fieldErrors: { username: 'required' } })
        return signIn({ username: typed, authFlow: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' })
      case 'choose-another':
        return signIn({ username: memory.username, authFlow: 'USER_AUTH' })
      case 'resend':
        return (await more()).resend(parts, screen)
      case 'skip':
        await show({ kind: 'signed-in', username: memory.username })
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
    dispatch(await toldOf(screen, error))
  }

  /** What happens elsewhere, in another tab or in the app itself, shows here as well. */
  const followed: UserStateListener = userState => {
    if (unconfigured) {
      unconfigured = false
      void start()
      return
    }
    const inside = ['signed-in', 'verify-attribute', 'confirm-attribute'].includes(state.screen.kind)
    if (sending || state.screen.kind === 'checking') return
    if (userState === 'signedIn' && !inside) {
      memory.username = client.usernameTyped ?? client.username ?? ''
      void finish().catch(refused)
    } else if (inside && userState !== 'signedIn') void entrance(ended()).catch(refused)
  }

  async function start(): Promise<void> {
    client.addUserStateListener(followed)
    try {
      if (!(await isConfigured(client))) {
        // The app gives the configuration later: the change of state that follows begins this anew.
        unconfigured = true
        return
      }
      if (client.isSignedIn) {
        memory.username = client.usernameTyped ?? client.username ?? ''
        if (!isLost()) return await show({ kind: 'signed-in', username: memory.username })
      }
      const challenge = await client.resumeSignIn()
      if (challenge) {
        memory.username =
          challenge.parameters['USERNAME'] ?? client.client.challenge?.flow.usernameTyped ?? ''
        return await advance(challenge)
      }
      const step = keptStep(keptKey())
      if (step) memory.username = step.username
      // A challenge that the client no longer knows of was open for too long.
      if (!step || step.kind === 'challenge') return await entrance(ended(isLost() || step !== undefined))
      await show(step)
    } catch (error) {
      news?.({ type: 'failed', error })
      const event = await toldOf(state.screen, error)
      await show({ kind: 'error', canRetry: true, ...(event.type === 'refused' && { error: event.error }) })
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
      if (sending) return
      sending = true
      try {
        const fieldErrors = intent === 'submit' ? await wrong(state.screen, fields) : {}
        if (Object.keys(fieldErrors).length > 0) return dispatch({ type: 'fieldsRefused', fieldErrors })
        dispatch({ type: 'sent' })
        await act(intent, fields)
      } catch (error) {
        await refused(error)
      } finally {
        sending = false
      }
    },
  }
}

/** The steps that not every sign-in takes: fetched when the first of them is. */
const more = () => import('./more-steps.ts')

const required: Partial<Readonly<Record<Screen['kind'], readonly string[]>>> = {
  'sign-in': ['username', 'password'],
  identify: ['username'],
  password: ['password'],
  code: ['code'],
}

/** What is wrong with an answer before it is sent, by field name. */
async function wrong(screen: Screen, fields: Fields): Promise<Readonly<Record<string, ErrorTextId>>> {
  const needed = required[screen.kind]
  if (!needed) return (await more()).wrongFields(screen, fields)
  const missing = needed.filter(name => !fields[name]?.trim())
  return Object.fromEntries(missing.map(name => [name, 'required']))
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
