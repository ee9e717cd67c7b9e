import { afterEach, describe, expect, it } from 'vitest'
import { answerSrp } from '../testing/srp-sign-in.ts'
import { type createTestPool, password, signUpPerson, type TestServer } from '../testing/test-server.ts'
import { answering, startTriggerServer, type TriggerEvent } from '../testing/trigger-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>
afterEach(() => test.close())

const withTriggers = async (...given: Parameters<typeof startTriggerServer>) => {
  ;({ test, ids } = await startTriggerServer(...given))
}

describe('CUSTOM_AUTH', () => {
  const triggers = {
    DefineAuthChallenge: (event: TriggerEvent) => {
      const rounds = event.request.session
      const last = rounds.at(-1)
      if (last?.challengeName === 'SRP_A')
        return { ...event, response: { challengeName: 'PASSWORD_VERIFIER' } }
      if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) {
        return { ...event, response: { issueTokens: true } }
      }
      if (rounds.length >= 4) return { ...event, response: { failAuthentication: true } }
      return { ...event, response: { challengeName: 'CUSTOM_CHALLENGE' } }
    },
    CreateAuthChallenge: answering({
      publicChallengeParameters: { question: 'colour' },
      privateChallengeParameters: { answer: 'blue' },
      challengeMetadata: 'COLOUR',
    }),
    VerifyAuthChallengeResponse: (event: TriggerEvent) => {
      const { privateChallengeParameters, challengeAnswer } = event.request as unknown as {
        privateChallengeParameters: Record<string, string>
        challengeAnswer: string
      }
      return {
        ...event,
        response: { answerCorrect: challengeAnswer === privateChallengeParameters['answer'] },
      }
    },
  }
  const begin = (more: Record<string, string> = {}) =>
    test.userPools('InitiateAuth', {
      ClientId: ids.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: 'ada', ...more },
    })
  const answer = (Session: string | undefined, ANSWER: string) =>
    test.userPools('RespondToAuthChallenge', {
      ClientId: ids.clientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session,
      ChallengeResponses: { USERNAME: 'ada', ANSWER },
    })
  const client = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH' as const, 'ALLOW_USER_SRP_AUTH' as const] }

  it('asks until the answer is right, and shows only what is public', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const first = await begin()
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'ada', question: 'colour' },
    })
    expect(JSON.stringify(first)).not.toContain('blue')
    const second = await answer(first.Session, 'red')
    expect(second.ChallengeName).toBe('CUSTOM_CHALLENGE')
    await expect(answer(first.Session, 'blue')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    expect((await answer(second.Session, 'blue')).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('goes on for a name that the pool does not know as for others, and never ends in tokens', async () => {
    const told = new Set<unknown>()
    const listening = Object.entries(triggers).map(([name, handler]) => {
      const listen = (event: TriggerEvent) => {
        told.add(event.request['userNotFound'])
        return typeof handler === 'function' ? handler(event) : event
      }
      return [name, listen]
    })
    await withTriggers(Object.fromEntries(listening), client)
    const begun = await test.userPools('InitiateAuth', {
      ClientId: ids.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: 'nobody' },
    })
    expect(begun).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'nobody' },
    })
    const answer = (USERNAME: string, ANSWER: string, Session = begun.Session) =>
      test.userPools('RespondToAuthChallenge', {
        ClientId: ids.clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME, ANSWER },
      })
    await expect(answer('somebody', 'wrong')).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
    const again = await answer('nobody', 'wrong')
    expect(again.ChallengeName).toBe('CUSTOM_CHALLENGE')
    await expect(answer('nobody', 'wrong')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    await expect(answer('nobody', 'blue', again.Session)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    expect(told).toEqual(new Set([true]))
  })

  it('remembers as much as the triggers keep to themselves', async () => {
    const answer5k = 'b'.repeat(5000)
    const CreateAuthChallenge = answering({ privateChallengeParameters: { answer: answer5k } })
    await withTriggers({ ...triggers, CreateAuthChallenge }, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const first = await begin()
    const second = await answer(first.Session, 'red')
    expect((await answer(second.Session, answer5k)).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('fails when the triggers say so', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    let Session = (await begin()).Session
    for (let round = 0; round < 3; round++) Session = (await answer(Session, 'red')).Session
    await expect(answer(Session, 'red')).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('can begin with the password, proven by SRP', async () => {
    await withTriggers(triggers, client)
    await signUpPerson(test, ids.clientId, 'ada')
    const proof = await answerSrp(test, ids, 'ada', password, undefined, {
      AuthFlow: 'CUSTOM_AUTH',
      CHALLENGE_NAME: 'SRP_A',
    })
    const next = await test.userPools('RespondToAuthChallenge', proof.request)
    expect(next.ChallengeName).toBe('CUSTOM_CHALLENGE')
    expect((await answer(next.Session, 'blue')).AuthenticationResult?.IdToken).toBeDefined()
  })

  it('says so where the pool has no triggers', async () => {
    await withTriggers({}, client)
    await expect(begin()).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})
