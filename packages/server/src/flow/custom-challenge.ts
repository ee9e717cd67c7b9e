import { findUserByName } from '../domain/find-user.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { runTrigger, type TriggerSubject, triggerArn, triggerAttributes } from '../domain/triggers.ts'
import type { User } from '../domain/user.ts'
import { foldName, hidesUsers } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { runPreAuthentication } from './authentication-triggers.ts'
import { challenge } from './challenge.ts'
import { requireParameter } from './parameters.ts'
import { beginCustomSrp, decoyName } from './password-verifier.ts'
import { openDecoy, proofOf, resume } from './resume.ts'
import type { Progress, SignInState } from './sealed-state.ts'
import type { Answer, Beginning, Parameters, SignInContext, StepResult } from './sign-in.ts'

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
  if (!user && !hidesUsers(client)) throw errors.userNotFound()
  await runPreAuthentication(context, user, name)
  if (!user) return await goOn(context, { name }, {}, [])
  if (!withSrp) return await nextRound(context, user, {}, [])
  const rounds = [{ challengeName: 'SRP_A', challengeResult: true }]
  return await nextRound(context, user, {}, rounds, () => beginCustomSrp(context, parameters))
}

/** Who signs in, or seems to: a name without a user is one that the pool does not know, and does not tell so. */
interface Party {
  readonly user?: User
  readonly name: string
}

/** The party as triggers are told of it. */
function subjectOf({ pool, client }: SignInContext, { user, name }: Party): TriggerSubject {
  return {
    pool,
    clientId: client.id,
    username: user?.username ?? name,
    attributes: user ? triggerAttributes(user) : {},
  }
}

const foundness = ({ user }: Party) => (user ? {} : { userNotFound: true })

/**
 * Asks DefineAuthChallenge what comes next, after the rounds so far.
 *
 * @param verifyPassword begins the proof of the password, where it may come next
 */
export function nextRound(
  context: SignInContext,
  user: User,
  progress: Progress,
  rounds: readonly CustomRound[],
  verifyPassword?: () => Promise<StepResult>,
): Promise<StepResult> {
  return goOn(context, { user, name: user.username }, progress, rounds, verifyPassword)
}

async function goOn(
  context: SignInContext,
  party: Party,
  progress: Progress,
  rounds: readonly CustomRound[],
  verifyPassword?: () => Promise<StepResult>,
): Promise<StepResult> {
  const { environment, clientMetadata } = context
  const { user, name } = party
  if (rounds.length > mostRounds) throw errors.incorrectUsernameOrPassword()
  const subject = subjectOf(context, party)
  const decision = await runTrigger(environment, 'DefineAuthChallenge', subject, {
    source: 'DefineAuthChallenge_Authentication',
    request: { session: rounds, clientMetadata: clientMetadata ?? {}, ...foundness(party) },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  })
  if (decision?.['failAuthentication'] === true) throw errors.incorrectUsernameOrPassword()
  const done = { ...progress, custom: true, secondFactor: true }
  if (decision?.['issueTokens'] === true) {
    // Nobody can be signed in, whatever the triggers say.
    if (!user) throw errors.incorrectUsernameOrPassword()
    return { kind: 'proven', user, progress: done }
  }
  const challengeName = decision?.['challengeName']
  if (challengeName === 'PASSWORD_VERIFIER' && verifyPassword) return await verifyPassword()
  if (challengeName !== step) throw errors.invalidLambdaResponse()
  const created = await runTrigger(environment, 'CreateAuthChallenge', subject, {
    source: 'CreateAuthChallenge_Authentication',
    request: { challengeName, session: rounds, clientMetadata: clientMetadata ?? {}, ...foundness(party) },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  })
  const metadata = created?.['challengeMetadata']
  const USERNAME = user?.username ?? (await decoyName(context, name))
  return await challenge(
    context,
    step,
    user ?? { sub: uuid(environment.random) },
    progress,
    { USERNAME, ...texts(created?.['publicChallengeParameters']) },
    {
      ...(user ? {} : { decoy: 'yes', name }),
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

/** Takes the sign-in up again, of whom there is or of whom there only seems to be. */
async function resumeParty(
  context: SignInContext,
  responses: Parameters,
  session: string | undefined,
): Promise<{ readonly state: SignInState; readonly party: Party }> {
  const { environment, pool, client } = context
  const decoy = await openDecoy(context, step, session)
  if (!decoy) {
    const { state, user } = await resume(context, step, responses, session)
    return { state, party: { user, name: user.username } }
  }
  const username = requireParameter(responses, 'USERNAME')
  await checkSecretHash(environment, client, [username], responses['SECRET_HASH'])
  const name = decoy.data?.['name'] ?? ''
  const names = [name, await decoyName(context, name)].map(known => foldName(pool, known))
  if (!names.includes(foldName(pool, username))) throw errors.invalidSession()
  return { state: decoy, party: { name } }
}

/** CUSTOM_CHALLENGE: VerifyAuthChallengeResponse judges the answer, then DefineAuthChallenge goes on. */
export const answerCustom: Answer = async (context, responses, session) => {
  const { environment, pool, clientMetadata } = context
  const given = requireParameter(responses, 'ANSWER')
  const { state, party } = await resumeParty(context, responses, session)
  const data = state.data ?? {}
  const rounds = JSON.parse(data['rounds'] ?? '[]') as CustomRound[]
  const proof = proofOf(state)
  const fresh = await environment.engine.write(() => spend(pool.id, proof.id, proof.expiresAt))
  if (!fresh) throw proof.reused()
  const response = await runTrigger(environment, 'VerifyAuthChallengeResponse', subjectOf(context, party), {
    source: 'VerifyAuthChallengeResponse_Authentication',
    request: {
      privateChallengeParameters: JSON.parse(data['secrets'] ?? '{}'),
      challengeAnswer: given,
      clientMetadata: clientMetadata ?? {},
      ...foundness(party),
    },
    response: { answerCorrect: null },
  })
  const round: CustomRound = {
    challengeName: step,
    challengeResult: response?.['answerCorrect'] === true,
    ...(data['metadata'] === undefined ? {} : { challengeMetadata: data['metadata'] }),
  }
  return await goOn(context, party, state.progress, [...rounds, round])
}
