'use client'
import type { ReactNode } from 'react'
import { useUserState } from './use-user-state.ts'

export interface SignedInProps {
  readonly children?: ReactNode
}

/** Shows its children to who is signed in. */
export function SignedIn({ children }: SignedInProps): ReactNode {
  return useUserState().userState === 'signedIn' ? children : null
}

/** Shows its children to who is not signed in, or has to sign in again; to nobody as long as that is not known. */
export function SignedOut({ children }: SignedInProps): ReactNode {
  const { userState } = useUserState()
  return userState === 'signedIn' || userState === 'unknown' ? null : children
}
