'use client'
import type { AWSCredentials, AWSMobileClient } from '@latchkey/client'
import { type Renewed, useRenewed } from './use-renewed.ts'

const source = {
  current: (client: AWSMobileClient) => client.currentAWSCredentials,
  fetch: (client: AWSMobileClient, signal: AbortSignal) =>
    client.getAWSCredentials({ signal, whenSignedOut: 'reject' }),
  expiration: ({ expiration }: AWSCredentials) => expiration,
}

/** AWS credentials of the person, or of a guest where guests are let in, renewed as long as the component is there. */
export function useAWSCredentials(): Renewed<AWSCredentials> {
  return useRenewed(source, true)
}
