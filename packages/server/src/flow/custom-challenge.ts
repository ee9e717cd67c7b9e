import { findUserByName } from '../domain/find-user.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { runTrigger, triggerArn, triggerAttributes } from '../domain/triggers.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { runPreAuthentication } from './authentication-triggers.ts'
import { challenge } from './challenge.ts'
import { requireParameter } from './parameters.ts'
import { beginCustomSrp } from './password-verifier.ts'
import { proofOf, resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import type { Answer, Beginning, SignInContext, StepResult } from './sign-in.ts'

const step = 'CUSTOM_CHALLENGE'

/** A round of a custom sign-in, as its triggers are told of it. */
export interface CustomRound {
  readonly challengeName: string
  readonly challengeResult: boolean
  readonly challengeMetadata?: string
}

/** A sign-in whose triggers never come to an end is refused after so many rounds. */
const mostRounds = 20

/** CUSTOM_AUTH: the triggers decide, or the password is proven first (`CHALLENGE_NAME` = `SRP_A`). */
export const beginCustom: Beginning = async (context, parameters) => {
  const { environment, pool, client } = context
  if (!triggerArn(pool, 'DefineAuthChallenge')) {
    throw errors.invalidParameter('Custom auth lambda trigger is not configured for the user pool.')
  }
  const name = requireParameter(parameters, 'USERNAME')
  await checkSecretHash(environment, client, [name], parameters['SECRET_HASH'])
  const user = await findUserByName(environment, pool, name)
  const withSrp = parameters['CHALLENGE_NAME'] === 'SRP_A'
  if (withSrp && !user) return await beginCustomSrp(context, parameters)
  if (!user) throw hidesUsers(client) ? errors.incorrectUsernameOrPassword() : errors.userNotFound()
  await runPreAuthentication(context, user, name)
  if (!withSrp) return await nextRound(context, user, {}, [])
  const rounds = [{ challengeName: 'SRP_A', challengeResult: true }]
  return await nextRound(context, user, {}, rounds, () => beginCustomSrp(context, parameters))
}

/**
 * Asks DefineAuthChallenge what comes next, after the rounds so far.
 *
 * @param verifyPassword begins the proof of the password, where it may come next
 */
export async function nextRound(
  context: SignInContext,
  user: User,
  progress: Progress,
  rounds: readonly CustomRound[],
  verifyPassword?: () => Promise<StepResult>,
): Promise<StepResult> {
  const { environment, pool, client, clientMetadata } = context
  if (rounds.length > mostRounds) throw errors.incorrectUsernameOrPassword()
  const subject = { pool, clientId: client.id, username: user.username, attributes: triggerAttributes(user) }
  const decision = await runTrigger(environment, 'DefineAuthChallenge', subject, {
    source: 'DefineAuthChallenge_Authentication',
    request: { session: rounds, clientMetadata: clientMetadata ?? {} },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  })
  if (decision?.['failAuthentication'] === true) throw errors.incorrectUsernameOrPassword()
  const done = { ...progress, custom: true, secondFactor: true }
  if (decision?.['issueTokens'] === true) return { kind: 'proven', user, progress: done }
  const challengeName = decision?.['challengeName']
  if (challengeName === 'PASSWORD_VERIFIER' && verifyPassword) return await verifyPassword()
  if (challengeName !== step) throw errors.invalidLambdaResponse()
  const created = await runTrigger(environment, 'CreateAuthChallenge', subject, {
    source: 'CreateAuthChallenge_Authentication',
    request: { challengeName, session: rounds, clientMetadata: clientMetadata ?? {} },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  })
  const metadata = created?.['challengeMetadata']
  return await challenge(
    context,
    step,
    user,
    progress,
    { USERNAME: user.username, ...texts(created?.['publicChallengeParameters']) },
    {
      rounds: JSON.stringify(rounds),
      secrets: JSON.stringify(texts(created?.['privateChallengeParameters'])),
      ...(typeof metadata === 'string' ? { metadata } : {}),
    },
  )
}

/** Trigger answers are maps of text; what else stands there is written as text. */
function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]))
}

/** CUSTOM_CHALLENGE: VerifyAuthChallengeResponse judges the answer, then DefineAuthChallenge goes on. */
export const answerCustom: Answer = async (context, responses, session) => {
  const { environment, pool, client, clientMetadata } = context
  const given = requireParameter(responses, 'ANSWER')
  const { state, user } = await resume(context, step, responses, session)
  const data = state.data ?? {}
  const rounds = JSON.parse(data['rounds'] ?? '[]') as CustomRound[]
  const proof = proofOf(state)
  const fresh = await environment.engine.write(() => spend(pool.id, proof.id, proof.expiresAt))
  if (!fresh) throw proof.reused()
  const response = await runTrigger(
    environment,
    'VerifyAuthChallengeResponse',
    { pool, clientId: client.id, username: user.username, attributes: triggerAttributes(user) },
    {
      source: 'VerifyAuthChallengeResponse_Authentication',
      request: {
        privateChallengeParameters: JSON.parse(data['secrets'] ?? '{}'),
        challengeAnswer: given,
        clientMetadata: clientMetadata ?? {},
      },
      response: { answerCorrect: null },
    },
  )
  const round: CustomRound = {
    challengeName: step,
    challengeResult: response?.['answerCorrect'] === true,
    ...(data['metadata'] === undefined ? {} : { challengeMetadata: data['metadata'] }),
  }
  return await nextRound(context, user, state.progress, [...rounds, round])
}
