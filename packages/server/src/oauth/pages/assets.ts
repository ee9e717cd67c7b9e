import { enhancementScript, stylesheet } from '@latchkey/ui/views'
import type { Visit } from '../visit.ts'
import { lookOf } from './branding.ts'

const headers = { 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' }

/** `/assets/hosted.css` */
export async function hostedStylesheet(): Promise<Response> {
  return new Response(stylesheet, { headers: { ...headers, 'content-type': 'text/css; charset=utf-8' } })
}

/** `/assets/hosted.js` */
export async function hostedScript(): Promise<Response> {
  return new Response(enhancementScript, {
    headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' },
  })
}

/** `/assets/custom.css?client_id=…`: a client's look, which may change at any time. */
export async function customStylesheet(visit: Visit): Promise<Response> {
  const { css } = await lookOf(visit, { id: visit.query.get('client_id') ?? '' })
  return new Response(css, {
    headers: { ...headers, 'cache-control': 'no-cache', 'content-type': 'text/css; charset=utf-8' },
  })
}
