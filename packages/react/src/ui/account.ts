'use client'
import type { LatchkeyAccount } from '@latchkey/ui'
import '@latchkey/ui'
import { createElement, type ReactNode } from 'react'
import { useElement } from './use-element.ts'

export interface AccountProps {
  /** A BCP 47 tag; the page's language when absent. */
  readonly language?: string | undefined
  readonly onChanged?: (() => void) | undefined
  readonly onDeleted?: (() => void) | undefined
  readonly onError?: ((error: unknown) => void) | undefined
}

/** The signed-in person's account: `<latchkey-account>` with the provider's client. */
export function Account({ language, onChanged, onDeleted, onError }: AccountProps): ReactNode {
  const ref = useElement<LatchkeyAccount>(
    {},
    {
      'latchkey-changed': () => onChanged?.(),
      'latchkey-deleted': () => onDeleted?.(),
      'latchkey-error': ({ detail }) => onError?.(detail.error),
    },
  )
  return createElement('latchkey-account', { ref, language })
}
