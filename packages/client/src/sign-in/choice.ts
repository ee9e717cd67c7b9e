import type { Answer } from './features.ts'
import { takeKeyPair } from './key-pair.ts'

/** The chosen first factor; a password goes along with the choice, or its proof is begun. */
export const answerChoice: Answer = async (client, { input }) => {
  if (!input) return undefined
  const { challengeResponse: ANSWER, password } = input
  if (password === undefined) return undefined
  if (ANSWER !== 'PASSWORD_SRP') return { responses: { ANSWER, PASSWORD: password } }
  const keyPair = await takeKeyPair(client, false)
  return { responses: { ANSWER, SRP_A: keyPair.publicValue.toString(16) }, keyPair, password }
}

/** `PASSWORD_SRP` asks for a password and never sees it. */
export const answerPasswordSrp: Answer = async (client, { input }) => {
  if (!input) return undefined
  const keyPair = await takeKeyPair(client, false)
  return {
    responses: { SRP_A: keyPair.publicValue.toString(16) },
    keyPair,
    password: input.challengeResponse,
  }
}
