import type { SignInResult } from '@latchkey/client'
import type { Delivery } from '../screens/parts.ts'

/** Where a code went, for a screen. */
export function deliveryOf(details: SignInResult['codeDetails']): Delivery | undefined {
  if (!details) return undefined
  const { deliveryMedium: medium, destination } = details
  return { medium, ...(destination !== undefined && { destination }) }
}
