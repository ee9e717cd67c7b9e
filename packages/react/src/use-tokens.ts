'use client'
import type { AWSMobileClient, Tokens } from '@latchkey/client'
import { type Renewed, useRenewed } from './use-renewed.ts'

const source = {
  current: (client: AWSMobileClient) => client.currentTokens,
  fetch: (client: AWSMobileClient, signal: AbortSignal) =>
    client.getTokens({ signal, whenSignedOut: 'reject' }),
  expiration: ({ expiration }: Tokens) => expiration,
}

/** The signed-in person's tokens, renewed as long as the component is there. */
export function useTokens(): Renewed<Tokens> {
  return useRenewed(source, false)
}
