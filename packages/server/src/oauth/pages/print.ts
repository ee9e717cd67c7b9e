import { loadTexts, type PrintOptions, printPage, type Screen } from '@latchkey/ui/views'
import type { UserPoolClient } from '../../domain/user-pool.ts'
import { outcomeHeader } from '../responses.ts'
import type { Visit } from '../visit.ts'
import { lookOf } from './branding.ts'
import { csrfField } from './csrf.ts'
import { languageOf } from './language.ts'

interface PrintedPage {
  readonly screen: Screen
  /** The page's own path, to which its forms are posted. */
  readonly path: string
  readonly links?: PrintOptions['links']
  /** Absent where nobody can tell which application it is for. */
  readonly client?: UserPoolClient
  /** Where a form may lead in the end, beside this host. */
  readonly returnsTo?: string
  readonly status?: number
  readonly cookies?: readonly string[]
  /** The name of the refusal that the page tells of. */
  readonly outcome?: string
}

/** Prints a hosted page, with everything that protects it. */
export async function printHosted(visit: Visit, page: PrintedPage): Promise<Response> {
  const { pool, prefix, query } = visit
  const csrf = await csrfField(visit)
  const language = languageOf(visit)
  const search = query.size > 0 ? `?${query}` : ''
  const look = page.client && (await lookOf(visit, page.client))
  const html = printPage(page.screen, {
    action: `${prefix}${page.path}${search}`,
    hidden: { _csrf: csrf.token },
    links: page.links ?? {},
    stylesheet: `${prefix}/assets/hosted.css`,
    script: `${prefix}/assets/hosted.js`,
    title: page.client?.name ?? pool.name,
    language,
    texts: await loadTexts(language),
    ...(look?.css ? { moreStylesheets: [`${prefix}/assets/custom.css?client_id=${page.client?.id}`] } : {}),
    ...(look?.logo ? { logo: { address: look.logo, text: page.client?.name ?? pool.name } } : {}),
    ...(look?.icon ? { icon: look.icon } : {}),
  })
  const headers = new Headers({
    ...pageHeaders(visit, page.returnsTo),
    ...(page.outcome ? outcomeHeader(page.outcome) : {}),
  })
  for (const cookie of [...csrf.cookies, ...(page.cookies ?? [])]) headers.append('set-cookie', cookie)
  return new Response(html, { status: page.status ?? 200, headers })
}

/**
 * What protects a printed page: nothing inline, nothing from elsewhere, in no frame, kept by nobody.
 *
 * @param returnsTo where a form may lead in the end, beside this host
 */
export function pageHeaders({ secure }: Pick<Visit, 'secure'>, returnsTo?: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${formTargets(returnsTo).join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    pragma: 'no-cache',
    'permissions-policy': 'publickey-credentials-get=(self)',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/**
 * Browsers hold the whole chain of redirects after a form to `form-action`, and an application may redirect on from
 * its callback, over HTTPS to wherever it likes; so may a form that leads to an identity provider.
 */
function formTargets(returnsTo: string | undefined): readonly string[] {
  const url = returnsTo === undefined ? null : URL.parse(returnsTo)
  if (!url) return ["'self'"]
  if (url.protocol === 'https:') return ["'self'", 'https:']
  return ["'self'", 'https:', url.protocol === 'http:' ? url.origin : url.protocol]
}
