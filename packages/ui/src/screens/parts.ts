/** What screens are made of. Everything here is data that survives JSON. */

import type { ErrorTextId, NoticeId } from '../texts/texts.ts'

/** How people name themselves when they sign in. */
export type NameKind = 'username' | 'email' | 'phone_number'

/** The pool's rules for passwords; a member that is absent asks for nothing. */
export interface PasswordRules {
  readonly minimumLength: number
  readonly uppercase?: boolean
  readonly lowercase?: boolean
  readonly number?: boolean
  readonly symbol?: boolean
}

/** An identity provider's button. */
export interface ProviderButton {
  /** The name that the pool or the configuration file gives it; the button's answer is `provider:NAME`. */
  readonly name: string
  readonly kind: 'Google' | 'Facebook' | 'SignInWithApple' | 'LoginWithAmazon' | 'OIDC' | 'SAML'
  /** What the button calls it; its name when absent. */
  readonly label?: string
}

/** One attribute that a form asks for, by the pool's schema. */
export interface AttributeField {
  /** Such as `email` or `custom:team`. */
  readonly name: string
  readonly required: boolean
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'url' | 'number'
  /** For attributes of the pool's own; standard ones have a text in every language. */
  readonly label?: string
  readonly minimumLength?: number
  readonly maximumLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** Where a code went. */
export interface Delivery {
  readonly medium: 'email' | 'sms' | 'unknown'
  /** Masked, such as `a***@e***`. */
  readonly destination?: string
}

/** A way to prove who one is a second time. */
export type MfaKind = 'SMS_MFA' | 'EMAIL_OTP' | 'SOFTWARE_TOKEN_MFA'

/** A way to begin a sign-in. */
export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'

/** An account that this browser knows. */
export interface KnownAccount {
  /** The button's answer is `account:ID`. */
  readonly id: string
  readonly name: string
  /** Such as the e-mail address. */
  readonly detail?: string
}

/** One field of a form that a pool's own challenge describes. */
export interface ChallengeField {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'number' | 'email' | 'tel' | 'date' | 'password' | 'choice'
  /** For `choice`. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly required?: boolean
}

/** What every screen may say besides what it asks. */
export interface Told {
  /** What went wrong with the last answer. */
  readonly error?: ErrorTextId
  /** What is wrong with single fields, by the field's name. */
  readonly fieldErrors?: Readonly<Record<string, ErrorTextId>>
  /** Something that went well, such as a code that was sent again. */
  readonly notice?: NoticeId
  /** What was typed last time, by field name: never a password or a code. */
  readonly values?: Readonly<Record<string, string>>
}
