import { errors } from '../errors.ts'

/** A loopback address over plain HTTP, cut around its port (RFC 8252, 7.3). */
const loopback = /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?((?:[/?].*)?)$/

/** What no address of an application may be: these run in the page, or read from the machine. */
const forbiddenSchemes: readonly string[] = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'filesystem:',
]

/**
 * Whether an address is among the registered ones: as a text, character by character, since every reading of an
 * address is a way around it (RFC 9700, 4.1.3). Of a loopback address only the port may be another.
 */
export function isRegisteredRedirect(registered: readonly string[] | undefined, given: string): boolean {
  if (registered?.includes(given)) return true
  const [, origin, rest] = loopback.exec(given) ?? []
  if (origin === undefined) return false
  return (registered ?? []).some(address => {
    const [, registeredOrigin, registeredRest] = loopback.exec(address) ?? []
    return registeredOrigin === origin && registeredRest === rest
  })
}

/**
 * Checks the addresses that a client registers: absolute, without a fragment, over HTTPS, or over HTTP on this
 * machine, or with a scheme of the application's own.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkRedirects(member: string, addresses: readonly string[] | undefined): void {
  for (const address of addresses ?? []) {
    const url = URL.parse(address)
    const plain =
      url?.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(url.hostname)
    if (plain) throw errors.invalidParameter(`${address} cannot use the HTTP protocol.`)
    if (!url || /[#\\\s]/.test(address) || forbiddenSchemes.includes(url.protocol)) {
      throw errors.invalidParameter(`${member}: ${address} cannot be used as a redirect address.`)
    }
  }
}
