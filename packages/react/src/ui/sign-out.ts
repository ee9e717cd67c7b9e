'use client'
import type { LatchkeySignOut } from '@latchkey/ui'
import '@latchkey/ui'
import { createElement, type ReactNode } from 'react'
import { useElement } from './use-element.ts'

export interface SignOutProps {
  /** Whether all of the person's sessions end. */
  readonly everywhere?: boolean | undefined
  readonly onSignedOut?: (() => void) | undefined
  readonly onError?: ((error: unknown) => void) | undefined
}

/** A button that signs out, seen while somebody is signed in: `<latchkey-sign-out>` with the provider's client. */
export function SignOut({ everywhere, onSignedOut, onError }: SignOutProps): ReactNode {
  const ref = useElement<LatchkeySignOut>(
    {},
    {
      'latchkey-signed-out': () => onSignedOut?.(),
      'latchkey-error': ({ detail }) => onError?.(detail.error),
    },
  )
  return createElement('latchkey-sign-out', { ref, everywhere: everywhere ? '' : undefined })
}
