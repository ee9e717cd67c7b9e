import { fromBase64Url, toBase64Url } from '@latchkey/protocol'
import type { KeyValueStorage } from './storage.ts'

export interface Cookie {
  readonly name: string
  readonly value: string
}

/** How cookies are set; `maxAge` in seconds, 0 takes the cookie away. */
export interface CookieOptions {
  readonly domain?: string | undefined
  readonly path?: string | undefined
  readonly maxAge?: number | undefined
  readonly secure?: boolean | undefined
  readonly sameSite?: 'lax' | 'strict' | 'none' | undefined
  readonly httpOnly?: boolean | undefined
}

/** A request's and a response's cookies, whatever framework they are in. */
export interface CookieJar {
  getAll(): readonly Cookie[] | Promise<readonly Cookie[]>
  /** Sets them all at once. */
  setAll(cookies: readonly (Cookie & { readonly options: CookieOptions })[]): void | Promise<void>
}

/** How many characters a cookie's value may have: browsers take 4,096 with name and attributes. */
const room = 3_500

/** A year; browsers keep cookies for no longer than 400 days. */
const longest = 365 * 86_400

const nameOf = (key: string, piece: number) => `${encodeURIComponent(key)}.${piece}`

/**
 * The text in base64url: some frameworks read cookies as they are and others, Next.js among them, undo escapes first,
 * cookie by cookie, and leave out those in which an escape is cut in two. A dot goes in front; what a hyphen stands
 * before was written with escapes, as long as that was done here.
 */
const encode = (value: string) => `.${toBase64Url(new TextEncoder().encode(value))}`

function decode(text: string): string | undefined {
  try {
    if (text.startsWith('-')) return decodeURIComponent(text.slice(1))
    const bytes = fromBase64Url(text.slice(1))
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Keeps the session in cookies, so that a server can render for the person who is signed in. Long values go into
 * several cookies, which are set in one go.
 *
 * @param options attributes of every cookie; `Secure`, `SameSite=Lax`, the whole site and a year when absent
 */
export function cookieStorage(jar: CookieJar, options: CookieOptions = {}): KeyValueStorage {
  const attributes: CookieOptions = { path: '/', secure: true, sameSite: 'lax', maxAge: longest, ...options }
  const read = async () => new Map((await jar.getAll()).map(({ name, value }) => [name, value]))
  const removal = (name: string) => ({ name, value: '', options: { ...attributes, maxAge: 0 } })
  /** The first cookie says how many there are: with one of them missing there is no value. */
  const countIn = (cookies: ReadonlyMap<string, string>, key: string) =>
    Number(/^(\d+)[-.]/.exec(cookies.get(nameOf(key, 0)) ?? '')?.[1] ?? 0)

  return {
    async get(key) {
      const cookies = await read()
      const count = countIn(cookies, key)
      const pieces = Array.from({ length: count }, (_, piece) => cookies.get(nameOf(key, piece)))
      if (!count || pieces.includes(undefined)) return undefined
      return decode(pieces.join('').replace(/^\d+/, ''))
    },

    async set(key, value) {
      const former = countIn(await read(), key)
      const text = encode(value)
      const count = Math.ceil((text.length + 4) / room)
      const whole = `${count}${text}`
      const pieces = Array.from({ length: count }, (_, piece) => ({
        name: nameOf(key, piece),
        value: whole.slice(piece * room, (piece + 1) * room),
        options: attributes,
      }))
      const rest = Array.from({ length: Math.max(former - count, 0) }, (_, piece) =>
        removal(nameOf(key, count + piece)),
      )
      await jar.setAll([...pieces, ...rest])
    },

    async delete(key) {
      const count = countIn(await read(), key)
      if (count) await jar.setAll(Array.from({ length: count }, (_, piece) => removal(nameOf(key, piece))))
    },

    async list(prefix) {
      const keys = [...(await read()).keys()].filter(name => name.endsWith('.0'))
      return keys.map(name => decodeSafely(name.slice(0, -2))).filter(key => key.startsWith(prefix))
    },
  }
}

function decodeSafely(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return ''
  }
}

/**
 * The page's own cookies; with `domain` those of all its subdomains.
 *
 * @example new AWSMobileClient({ storage: documentCookies({ domain: 'example.com' }) })
 */
export function documentCookies(options: CookieOptions = {}): KeyValueStorage {
  const jar: CookieJar = {
    getAll: () => parseCookies(document.cookie),
    setAll: cookies => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and wants TLS
      for (const cookie of cookies) document.cookie = serializeCookie(cookie)
      for (const { name, value } of cookies) {
        const kept = parseCookies(document.cookie).some(found => found.name === name)
        if (value && !kept) throw new Error('The browser did not take the cookie')
      }
    },
  }
  // What only loopback and tests have: a page without TLS, where a Secure cookie may not stick.
  return cookieStorage(jar, { secure: location.protocol === 'https:', ...options })
}

/** Reads a `Cookie` header, or `document.cookie`. */
export function parseCookies(header: string): Cookie[] {
  return header.split(/;\s*/).flatMap(pair => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [{ name: pair.slice(0, equals), value: pair.slice(equals + 1) }] : []
  })
}

/** Writes a `Set-Cookie` header (RFC 6265 section 4.1). */
export function serializeCookie({
  name,
  value,
  options,
}: Cookie & { readonly options: CookieOptions }): string {
  const { domain, path, maxAge, secure, sameSite, httpOnly } = options
  return [
    `${name}=${value}`,
    domain && `Domain=${domain}`,
    path && `Path=${path}`,
    maxAge !== undefined && `Max-Age=${maxAge}`,
    sameSite && `SameSite=${sameSite}`,
    secure && 'Secure',
    httpOnly && 'HttpOnly',
  ]
    .filter(Boolean)
    .join('; ')
}
