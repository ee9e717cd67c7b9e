import type { ProviderButton, Screen } from '@latchkey/ui/views'
import { providersOf, usesDirectory } from '../../domain/client-providers.ts'
import { allowedFirstFactors } from '../../domain/first-factors.ts'
import type { IdentityProviderBody } from '../../domain/identity-providers.ts'
import { resourceOf } from '../../domain/resource.ts'
import { triggerArn } from '../../domain/triggers.ts'
import type { UserPoolClient } from '../../domain/user-pool.ts'
import { isFlowEnabled } from '../../flow/enabled-flows.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import type { Visit } from '../visit.ts'
import type { PageVisit } from './page.ts'
import { signInNames } from './schema-fields.ts'

/** How a client's people begin: with name and password, with the name and then a choice, or by the pool's triggers. */
export type Entrance = 'password' | 'choice' | 'custom'

/** Which it is, by what pool and client allow. */
export function entranceOf({
  visit,
  request,
}: {
  readonly visit: Pick<Visit, 'pool'>
  readonly request: Pick<PageVisit['request'], 'client'>
}): Entrance {
  const { pool } = visit
  const { client } = request
  const byPassword = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'].some(flow => isFlowEnabled(client, flow))
  const named = client.configuration.ExplicitAuthFlows?.length
  if (
    triggerArn(pool, 'DefineAuthChallenge') &&
    named &&
    isFlowEnabled(client, 'CUSTOM_AUTH') &&
    !byPassword
  ) {
    return 'custom'
  }
  const isChoice =
    isFlowEnabled(client, 'USER_AUTH') && allowedFirstFactors(pool).some(factor => factor !== 'PASSWORD')
  return isChoice ? 'choice' : 'password'
}

/** The identity providers of a client, as buttons. */
export async function providerButtons(
  { environment, pool }: Pick<Visit, 'environment' | 'pool'>,
  client: UserPoolClient,
): Promise<readonly ProviderButton[]> {
  const supported = providersOf(client)
  if (supported.length === 0) return []
  const rows = await environment.engine.read(() =>
    listResources(pool.id, 'identity-provider', { after: '', limit: 1000 }),
  )
  // In the client's order.
  return supported.flatMap(name => {
    const row = rows.find(({ id }) => id === name)
    return row ? [{ name, kind: resourceOf<IdentityProviderBody>(row).body.ProviderType }] : []
  })
}

/** The first screen. */
export async function entranceScreen(
  page: PageVisit,
  told: Pick<Screen, 'error' | 'notice' | 'values'> = {},
): Promise<Screen> {
  const { visit, request } = page
  const { pool } = visit
  const entrance = entranceOf(page)
  if (!usesDirectory(request.client)) {
    return {
      kind: 'sign-in',
      names: [],
      providers: await providerButtons(visit, request.client),
      canSignUp: false,
      canResetPassword: false,
      passkeys: false,
      ...told,
    }
  }
  return {
    kind: entrance === 'password' ? 'sign-in' : 'identify',
    names: signInNames(pool),
    providers: await providerButtons(visit, request.client),
    canSignUp: !pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly,
    canResetPassword: entrance !== 'custom',
    passkeys: entrance === 'choice' && allowedFirstFactors(pool).includes('WEB_AUTHN'),
    ...(request.loginHint ? { username: request.loginHint } : {}),
    ...told,
  }
}
