import type { AWSMobileClient, SignInResult } from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import type { Screen } from '../screens/screen.ts'
import type { FlowOptions } from './options.ts'
import type { FlowEvent } from './state.ts'

/** What is remembered from screen to screen: in memory only, and no longer than it is needed. */
export interface FlowMemory {
  username: string
  /** For signing in after the account is confirmed. */
  password?: string | undefined
  /** The first factor that was chosen and still needs a password. */
  chosen?: 'PASSWORD' | 'PASSWORD_SRP' | undefined
}

/** What the steps of a flow work with. */
export interface FlowParts {
  readonly client: AWSMobileClient
  readonly options: FlowOptions
  readonly memory: FlowMemory
  readonly dispatch: (event: FlowEvent) => void
  readonly described: () => Promise<SignInDescription>
  readonly show: (screen: Screen) => Promise<void>
  readonly entrance: (told?: Pick<Screen, 'error' | 'notice'>) => Promise<void>
  readonly signIn: (input: Parameters<AWSMobileClient['signIn']>[0]) => Promise<void>
  /** Goes on to whatever the service asks next. */
  readonly advance: (result: SignInResult) => Promise<void>
  readonly finish: () => Promise<void>
}
