import type { Device, MFAPreference, Passkey, UserSession } from '@latchkey/client'
import type { MfaKind } from '../screens/parts.ts'
import type { QrPicture } from '../screens/screen.ts'
import type { ErrorTextId } from '../texts/texts.ts'
import type { AccountTexts } from './account-texts.ts'

/** What is known of the signed-in person. */
export interface AccountData {
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
  /** Absent where the pool has no second steps. */
  readonly mfa?: MFAPreference | undefined
  /** The second steps that the pool has; absent where nobody tells. */
  readonly secondFactors?: readonly MfaKind[] | undefined
  /** Absent where the pool takes none. */
  readonly passkeys?: readonly Passkey[] | undefined
  readonly devices: readonly Device[]
  /** The id of this device, where it is known to the service. */
  readonly thisDevice?: string | undefined
  /** Where the person is signed in; absent where the service does not tell. */
  readonly sessions?: readonly UserSession[] | undefined
  /** Names of providers whose accounts are linked. */
  readonly providers: readonly string[]
}

/** The one part that is open for change. */
export type AccountPanel =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'confirm'; readonly name: 'email' | 'phone_number'; readonly destination?: string }
  | { readonly kind: 'password' }
  | { readonly kind: 'totp'; readonly secret: string; readonly uri: string; readonly qr?: QrPicture }
  | { readonly kind: 'delete' }

/** What the account element shows. */
export interface AccountState {
  /** Absent until it is known; `signedOut` says that there is nobody. */
  readonly data?: AccountData | undefined
  readonly signedOut: boolean
  readonly panel?: AccountPanel | undefined
  readonly busy: boolean
  readonly error?: ErrorTextId | undefined
  readonly fieldErrors: Readonly<Record<string, ErrorTextId>>
  readonly notice?:
    | 'saved'
    | 'codeSent'
    | (keyof AccountTexts & ('passwordChanged' | 'sessionEnded'))
    | undefined
  /** Counts what was told, so that the same words said again are heard again. */
  readonly told: number
}

export const initialAccountState: AccountState = { signedOut: false, busy: false, fieldErrors: {}, told: 0 }

export type AccountEvent =
  | { readonly type: 'loaded'; readonly data: AccountData }
  | { readonly type: 'left'; readonly error?: ErrorTextId }
  | {
      readonly type: 'opened'
      readonly panel: AccountPanel | undefined
      readonly notice?: AccountState['notice']
    }
  | { readonly type: 'sent' }
  | { readonly type: 'done'; readonly notice?: AccountState['notice'] }
  | {
      readonly type: 'refused'
      readonly error?: ErrorTextId
      readonly fieldErrors?: AccountState['fieldErrors']
    }

/** The next state; the only place where it changes. */
export function reduceAccount(state: AccountState, event: AccountEvent): AccountState {
  const quiet = { ...state, error: undefined, notice: undefined, fieldErrors: {}, told: state.told + 1 }
  switch (event.type) {
    case 'loaded':
      return { ...state, data: event.data, signedOut: false }
    case 'left':
      return { ...initialAccountState, signedOut: true, error: event.error, told: state.told + 1 }
    case 'opened':
      return { ...quiet, busy: false, panel: event.panel, notice: event.notice }
    case 'sent':
      return { ...state, busy: true }
    case 'done':
      return { ...quiet, busy: false, panel: undefined, notice: event.notice }
    case 'refused':
      return { ...quiet, busy: false, error: event.error, fieldErrors: event.fieldErrors ?? {} }
  }
}
