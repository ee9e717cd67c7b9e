import { enhancementScript, stylesheet } from '@latchkey/ui/views'

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
