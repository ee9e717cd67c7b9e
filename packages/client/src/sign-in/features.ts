import type { ChallengeName, Configuration, HostedUISettings, ParseOptions } from '@latchkey/protocol'
import type { SrpKeyPair } from '@latchkey/protocol/srp'
import type { AuthenticationResultType, InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import type { Login } from '../credentials/logins.ts'
import type { HostedUIOptions, HostedUIResult } from '../hosted-ui/types.ts'
import type { HostedUIWindow } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import type { Session } from '../session/session.ts'
import type { Ask, WaitOptions } from '../session/waits.ts'
import type { SignOutOptions } from '../sign-out/options.ts'
import type { RequestContext } from '../transport/context.ts'
import type { ConfirmSignInInput, SignInFlow } from './types.ts'

/** A challenge on its way to an answer. */
export interface AskedStep {
  readonly name: ChallengeName
  readonly session: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly flow: SignInFlow
  /** What the step before has begun. */
  readonly keyPair: SrpKeyPair | undefined
  /** The person's answer; absent as long as the person has not been asked. */
  readonly input?: ConfirmSignInInput
}

/** What goes to the service for an answer. */
export interface AnsweredStep {
  readonly responses: Readonly<Record<string, string>>
  /** The session to answer in, where it is no longer the challenge's. */
  readonly session?: string | undefined
  /** A password that the next step proves, with the pair that this one began. */
  readonly keyPair?: SrpKeyPair
  readonly password?: string
}

/** Answers a challenge; nothing leaves it to the person, or to the one way in which texts are sent. */
export type Answer = (client: Client, step: AskedStep) => Promise<AnsweredStep | undefined>

/** What tells the service which device this is. */
export interface DeviceParameters {
  readonly DEVICE_KEY?: string
}

/** What a client remembers of the device that it runs on. */
export interface DeviceMemory {
  parameters(client: Client, username: string): Promise<DeviceParameters>
  /** Begins a sign-in as this device; one that the service no longer knows is forgotten, and is no device. */
  begin<Value>(
    client: Client,
    attempt: number,
    username: string,
    begin: (device: DeviceParameters) => Promise<Value>,
  ): Promise<Value>
  /** Confirms the device that the service has just given a key. It never throws. */
  confirm(client: Client, flow: SignInFlow, result: AuthenticationResultType): Promise<void>
}

/** Keeps an open challenge, and the session of a confirmed sign-up, over a reload of the page. */
export interface ChallengeMemory {
  /** Keeps what is open now. */
  keep(client: Client): void
  /** Opens it again. */
  restore(client: Client): Promise<void>
}

/** The hosted UI: what begins a session there, and what it needs later. */
export interface HostedUI {
  /** @param window opened at once, while the click counts; `undefined` where there is no browser */
  show(client: Client, options: HostedUIOptions, window: HostedUIWindow | undefined): Promise<HostedUIResult>
  handleAuthResponse(client: Client, url?: string): Promise<HostedUIResult | undefined>
  refresh(client: Client, session: Session, refreshToken: string): Promise<AuthenticationResultType>
  /** Opens the window of the sign-out page at once, while the click counts, if one is wanted. */
  signOutWindow(client: Client, options: SignOutOptions): HostedUIWindow | undefined
  /** Ends the session at the provider, with or without its page, and here. */
  signOut(client: Client, session: Session, window: HostedUIWindow | undefined): Promise<void>
  /** Takes the answer that the page came back with, if it did. */
  resume(client: Client): void
}

/** Parts of sign-in that not every app needs; what is not given is not in the bundle. */
export interface Features {
  readonly answers?: Partial<Record<ChallengeName, Answer>>
  readonly devices?: DeviceMemory
  readonly challenges?: ChallengeMemory
  readonly hostedUI?: HostedUI
  /** What the option of the same name switches on. It takes the place of `client.plan`. */
  readonly autoRefresh?: (client: Client) => Promise<void>
  /** Asks the identity pool with a login that the person has brought from elsewhere, by `federatedSignIn`. */
  readonly federation?: <Value>(
    client: Client,
    options: WaitOptions,
    abandoned: AbortSignal | undefined,
    ask: (login: Login) => Promise<Value>,
  ) => Promise<Value>
  /** What the option of the same name of a call needs. */
  readonly whenOffline?: <Value>(client: Client, ask: Ask<Value>) => Ask<Value>
  /** Proves the secret of an app client that has one. */
  readonly secretHash?: (client: Client, username: string) => Promise<{ readonly SECRET_HASH?: string }>
  /** Renews tokens where the service does not know `GetTokensFromRefreshToken`. */
  readonly refreshTokenAuth?: (
    client: Client,
    session: Session,
    refreshToken: string,
    error: unknown,
  ) => Promise<InitiateAuthResponse>
  /** Follows what other tabs do with the same session: sign-in, sign-out, renewed tokens. */
  readonly tabs?: (client: Client) => void
  /** What goes along with a user pool's request, such as the endpoint of its analytics. It never throws. */
  readonly requestContext?: (
    client: Client,
    operation: string,
    input: object,
  ) => Promise<RequestContext | undefined> | undefined
  /** Makes a configuration of a document; without it the client takes a configuration alone. */
  readonly readConfiguration?: (
    source: unknown,
    options: ParseOptions,
  ) => Configuration | Promise<Configuration>
  /** The same for the settings of the hosted UI, when they are first needed. */
  readonly readHostedUI?: (
    configuration: Configuration,
    options: ParseOptions,
  ) => HostedUISettings | Promise<HostedUISettings>
}
