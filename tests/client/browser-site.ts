import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A site whose one page has the client in it, as an app would bundle it. */
export interface BrowserSite {
  /** A secure context for the browser: `localhost`. */
  readonly address: string
  close(): Promise<void>
}

/** Bundles the client from its source and serves it on a free port. */
export async function startBrowserSite(): Promise<BrowserSite> {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, 'browser-page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['latchkey-source'],
    write: false,
  })
  const script = bundle.outputFiles[0]!.text
  const server = createServer((request, response) => {
    const wanted = request.url === '/client.js'
    response.setHeader('content-type', wanted ? 'text/javascript' : 'text/html')
    response.end(wanted ? script : '<!doctype html><script type="module" src="/client.js"></script>')
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
