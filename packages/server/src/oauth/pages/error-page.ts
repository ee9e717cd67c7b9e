import type { PageError } from '../oauth-error.ts'
import type { Visit } from '../visit.ts'
import { printHosted } from './print.ts'

/** The page for what nobody may be redirected with. It shows the code alone: nothing that came with the request. */
export function printError(visit: Visit, error: PageError): Promise<Response> {
  return printHosted(visit, {
    screen: {
      kind: 'error',
      canRetry: false,
      error: error.code === 'expired' ? 'sessionExpired' : 'unknown',
      detail: error.code,
    },
    path: '/error',
    status: error.status,
  })
}

/** `/error?error=…`, as Cognito's domain has it. */
export function showError(visit: Visit): Promise<Response> {
  const code = visit.query.get('error') ?? ''
  return printHosted(visit, {
    screen: {
      kind: 'error',
      canRetry: false,
      error: 'unknown',
      ...(/^[a-z_]{1,40}$/.test(code) ? { detail: code } : {}),
    },
    path: '/error',
    status: 400,
  })
}
