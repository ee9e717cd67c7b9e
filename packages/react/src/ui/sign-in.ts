'use client'
import type { SignInUIOptions } from '@latchkey/client'
import type { LatchkeySignIn } from '@latchkey/ui'
import '@latchkey/ui'
import { createElement, type ReactNode } from 'react'
import { useElement } from './use-element.ts'

export interface SignInProps {
  /** Look and ways out. */
  readonly options?: SignInUIOptions | undefined
  /** A BCP 47 tag; the page's language when absent. */
  readonly language?: string | undefined
  readonly onSignedIn?: ((username: string) => void) | undefined
  readonly onCancelled?: (() => void) | undefined
  readonly onError?: ((error: unknown) => void) | undefined
}

const none: SignInUIOptions = {}

/** The whole of sign-in, sign-up and recovery where it stands: `<latchkey-sign-in>` with the provider's client. */
export function SignIn({
  options = none,
  language,
  onSignedIn,
  onCancelled,
  onError,
}: SignInProps): ReactNode {
  const ref = useElement<LatchkeySignIn>(
    { options },
    {
      'latchkey-signed-in': ({ detail }) => onSignedIn?.(detail.username),
      'latchkey-cancelled': () => onCancelled?.(),
      'latchkey-error': ({ detail }) => onError?.(detail.error),
    },
  )
  return createElement('latchkey-sign-in', { ref, language })
}
