import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { listDomains } from '../store/units/domains.ts'
import { isCustomDomain } from './domains.ts'
import type { UserPool } from './user-pool.ts'

/** Whether people confirm by a link in the mail, and not by typing a code (`DefaultEmailOption`). */
export function confirmsByLink({ configuration }: UserPool): boolean {
  return (
    configuration.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK' &&
    // Its function is given the code, and sends what it likes.
    configuration.LambdaConfig?.CustomEmailSender === undefined
  )
}

/**
 * Where the pool's domain answers: one's own before a prefix, which is a path of the server.
 *
 * @throws ServiceError `InvalidParameterException` for a pool without a domain
 */
export async function confirmationDomain(environment: Environment, pool: UserPool): Promise<string> {
  const domains = await environment.engine.read(() => listDomains(pool.id))
  const domain = domains.find(isCustomDomain) ?? domains[0]
  if (domain === undefined) throw errors.noDomain()
  const base = environment.issuer()
  return isCustomDomain(domain) ? `${new URL(base).protocol}//${domain}` : `${base}/${domain}`
}

/** The link that confirms a new user: `/confirmUser` of the pool's domain, with Cognito's parameters. */
export function confirmationLink(
  base: string,
  {
    clientId,
    username,
    code,
  }: { readonly clientId: string; readonly username: string; readonly code: string },
): string {
  const parameters = new URLSearchParams({
    client_id: clientId,
    user_name: username,
    confirmation_code: code,
  })
  return `${base}/confirmUser?${parameters}`
}
