import { readFileSync } from 'node:fs'
import { build } from 'esbuild'

const folder = new URL('page/', import.meta.url)

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Trusted Types would suit the sign-in; the AWS SDK reads S3's XML by a parser that they forbid.
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** Answers the requests that are for the page; others are left to whoever asks. */
export type Page = (request: Request) => Response | undefined

/**
 * Builds the page's script from its sources and serves it with the page.
 *
 * @param configuration what the page's client is configured with, once the address is known
 */
export async function createPage(configuration: () => object): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [new URL('main.ts', folder).pathname, new URL('provider.ts', folder).pathname],
    outdir: '/demo',
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['latchkey-source'],
    logLevel: 'warning',
  })
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]))
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

  return request => {
    if (request.method !== 'GET') return undefined
    const answer = (type: string, body: string) =>
      new Response(body, { headers: { ...headers, 'content-type': `${type}; charset=utf-8` } })
    const { pathname } = new URL(request.url)
    const script = scripts.get(pathname)
    if (script !== undefined) return answer('text/javascript', script)
    switch (pathname) {
      case '/':
        return answer('text/html', read('index.html'))
      case '/demo/style.css':
        return answer('text/css', read('style.css'))
      case '/demo/provider':
        return answer(
          'text/html',
          '<!doctype html><title>Back</title><script type="module" src="/demo/provider.js"></script>',
        )
      case '/demo/awsconfiguration.json':
        return answer('application/json', JSON.stringify(configuration()))
      default:
        return undefined
    }
  }
}
