import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The policy under which everything has to work. */
export const contentSecurityPolicy = (connect: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${connect}`,
    "require-trusted-types-for 'script'",
  ].join('; ')

/** A site with the drop-in UI in it, as an app would bundle it. */
export interface Site {
  /** A secure context for the browser: `localhost`. */
  readonly address: string
  close(): Promise<void>
}

/** What a page has around the element. */
export interface PageParts {
  readonly body: string
  readonly head?: string
  readonly attributes?: string
}

/**
 * Serves pages with the drop-in UI on a free port, under the strict policy.
 *
 * @param service the address that the page may speak to
 * @param pages by path
 * @param scripts that the pages may load besides, by path
 */
export async function startSite(
  service: string,
  pages: Readonly<Record<string, PageParts>>,
  scripts: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page', 'main.ts')],
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['latchkey-source'],
    write: false,
  })
  const files = new Map([
    ...outputFiles.map(file => [file.path, file.text] as const),
    ...Object.entries(scripts),
  ])
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const script = files.get(pathname)
    const page = pages[pathname]
    response.setHeader('content-security-policy', contentSecurityPolicy(service))
    response.setHeader('cache-control', 'no-store')
    if (script !== undefined) {
      response.setHeader('content-type', 'text/javascript').end(script)
      return
    }
    if (pathname.endsWith('.css') && page) {
      response.setHeader('content-type', 'text/css').end(page.body)
      return
    }
    if (!page) {
      response.writeHead(404).end()
      return
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><html ${page.attributes ?? 'lang="en"'}><head><title>Photos</title>${page.head ?? ''}` +
        `<script type="module" src="/main.js"></script></head><body>${page.body}</body></html>`,
    )
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
