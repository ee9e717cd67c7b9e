import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failure } from '../../errors/failure.ts'
import type { HostedUIBrowser } from '../platform.ts'

export interface LoopbackOptions {
  /** Shows an address to the person; the system's browser when absent. */
  readonly open?: ((url: string) => void | Promise<void>) | undefined
  /** What the person reads when it is done, as HTML. */
  readonly page?: string
}

const defaultPage =
  '<!doctype html><meta charset="utf-8"><title>Done</title><p>You can close this window and go back to the app.'

/**
 * The system's browser, and a port of this machine that it comes back to (RFC 8252 section 7.3). A redirect address
 * without a port gets any that is free.
 */
export function loopbackBrowser({
  open = openInBrowser,
  page = defaultPage,
}: LoopbackOptions = {}): HostedUIBrowser {
  return () => {
    let answered: (url: string) => void = () => {}
    const answer = new Promise<string>(resolve => (answered = resolve))
    let wanted = new URL('http://localhost')
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', wanted)
      const expected = url.pathname === wanted.pathname
      response.writeHead(expected ? 200 : 404, { 'content-type': 'text/html', connection: 'close' })
      response.end(expected ? page : '')
      if (expected) answered(url.href)
    })
    return {
      async prepare(redirectURI) {
        wanted = new URL(redirectURI)
        const { hostname, protocol } = wanted
        if (protocol !== 'http:') {
          throw failure(
            'invalidConfiguration',
            'Auth.Default.OAuth: expected an http address of loopback to come back to',
          )
        }
        await new Promise<void>((resolve, reject) => {
          server.once('error', cause => reject(failure('errorLoadingPage', 'The port is taken', { cause })))
          server.listen(Number(wanted.port || 0), hostname.replace(/^\[|\]$/g, ''), resolve)
        })
        if (wanted.port) return redirectURI
        wanted.port = String((server.address() as AddressInfo).port)
        return wanted.href
      },
      async show({ url }) {
        await open(url)
        return answer
      },
      close() {
        server.close()
        server.closeAllConnections()
      },
    }
  }
}

function openInBrowser(url: string): Promise<void> {
  const [program, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  return new Promise((resolve, reject) => {
    const child = spawn(program ?? '', [...before, url], { detached: true, stdio: 'ignore' })
    child.once('error', cause => reject(failure('errorLoadingPage', 'No browser was found', { cause })))
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
