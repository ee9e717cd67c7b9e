import type { ErrorTextId } from '@latchkey/ui/views'
import { secretHashFor } from '../../domain/secret-hash.ts'
import { confirmSignUp } from '../../operations/user-pools/confirm-sign-up.ts'
import { requireClient } from '../authorization-request.ts'
import { parameter, type Visit } from '../visit.ts'
import { checkedInput } from './checked-input.ts'
import { errorTextOf } from './error-texts.ts'
import { printHosted } from './print.ts'

/** Whether a visit to `/confirmUser` comes from the link in a mail (`CONFIRM_WITH_LINK`). */
export function isConfirmationLink({ query }: Visit): boolean {
  return query.has('confirmation_code')
}

/** Confirms who pressed the link, and says so, or why not. It leads nowhere: it names no address to return to. */
export async function confirmByLink(visit: Visit): Promise<Response> {
  const { environment, query } = visit
  const client = await requireClient(visit, query)
  const page = { path: '/confirmUser', client }
  const username = parameter(query, 'user_name') ?? ''
  try {
    const input = checkedInput('ConfirmSignUp', {
      ClientId: client.id,
      Username: username,
      ConfirmationCode: parameter(query, 'confirmation_code') ?? '',
      SecretHash: await secretHashFor(environment, client, username),
    })
    if (environment.admitsUser && !environment.admitsUser(input)) {
      return await printHosted(visit, refused('limitExceeded', 'TooManyRequestsException'))
    }
    await confirmSignUp({ environment, requestId: '' }, input)
    return await printHosted(visit, { ...page, screen: { kind: 'signed-up' } })
  } catch (error) {
    const told = errorTextOf(error)
    // Somebody who is not there, or has been confirmed already, looks like a code that is used up.
    const hides = told === 'userNotFound' || told === 'notAuthorized'
    return await printHosted(visit, refused(hides ? 'expiredCode' : told, (error as Error).name))
  }

  function refused(error: ErrorTextId, outcome: string) {
    return { ...page, screen: { kind: 'error' as const, canRetry: false, error }, status: 400, outcome }
  }
}
