import { type FirstFactor, languages, type SignInDescription } from '@latchkey/ui/views'
import { allowedFirstFactors, isPasswordless } from '../domain/first-factors.ts'
import { mfaTypesOf } from '../domain/mfa.ts'
import { clientOf, poolOf, type UserPool, type UserPoolClient } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'
import { isFlowEnabled } from '../flow/enabled-flows.ts'
import { readClientAndPool } from '../store/units/clients.ts'
import { lookOf } from './pages/branding.ts'
import { entranceOf, providerButtons } from './pages/entrance.ts'
import { passwordRules, signInNames, signUpAttributes, signUpNames } from './pages/schema-fields.ts'

/**
 * What an app client of a pool lets people do, for the drop-in sign-in: nothing of it is secret, since the hosted
 * pages show it to everybody.
 *
 * @returns undefined when the pool has no such client
 */
export async function describeSignIn(
  environment: Environment,
  poolId: string,
  clientId: string,
): Promise<SignInDescription | undefined> {
  const found = await environment.engine.read(() => readClientAndPool(clientId))
  if (!found || found.client.pool_id !== poolId) return undefined
  const pool = poolOf(found.pool)
  const client = clientOf(found.client)
  return {
    names: signInNames(pool),
    signUp: signUpOf(pool),
    passwordRules: passwordRules(pool),
    canResetPassword: true,
    firstFactors: firstFactors(pool, client),
    providers: await providerButtons({ environment, pool }, client),
    secondFactors: hasSecondFactors(pool) ? mfaTypesOf(pool) : [],
    languages,
    branding: await brandingOf({ environment, pool }, client),
  }
}

const hasSecondFactors = ({ configuration: { MfaConfiguration = 'OFF' } }: UserPool) =>
  MfaConfiguration !== 'OFF'

/**
 * The longest logo that goes along, in characters: the hundred kilobytes that SetUICustomization takes. A form in an
 * app does not wait for a larger one.
 */
const longestLogo = 140_000

/** The look of the client's own pages. */
async function brandingOf(
  place: Parameters<typeof lookOf>[0],
  client: UserPoolClient,
): Promise<NonNullable<SignInDescription['branding']>> {
  const { css, logo } = await lookOf(place, client)
  return {
    name: client.name,
    ...(logo && logo.length <= longestLogo ? { logo } : {}),
    ...(css ? { style: css } : {}),
  }
}

function signUpOf(pool: UserPool): SignInDescription['signUp'] {
  if (pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly) return undefined
  return {
    names: signUpNames(pool),
    attributes: signUpAttributes(pool),
    passwordRequired: !isPasswordless(pool),
  }
}

/** A choice is for clients that know `USER_AUTH`; the others begin with a password, or as the pool's triggers will. */
function firstFactors(pool: UserPool, client: UserPoolClient): readonly FirstFactor[] {
  if (entranceOf({ visit: { pool }, request: { client } }) === 'custom') return []
  const allowed = isFlowEnabled(client, 'USER_AUTH') ? allowedFirstFactors(pool) : ['PASSWORD']
  return [...new Set(allowed as FirstFactor[])]
}
