import type { Answer } from '../sign-in/features.ts'
import { verifySoftwareToken } from './verify-software-token.ts'

/** `MFA_SETUP` takes an e-mail address or phone number, or the first code of the app that `setUpTOTP` set up. */
export const answerMFASetUp: Answer = async (client, { input, session: Session }) => {
  if (!input) return undefined
  const { challengeResponse } = input
  if (challengeResponse.includes('@')) return { responses: { EMAIL: challengeResponse } }
  if (challengeResponse.startsWith('+')) return { responses: { PHONE_NUMBER: challengeResponse } }
  const session = await verifySoftwareToken(client, { Session, UserCode: challengeResponse })
  return { responses: {}, session }
}
