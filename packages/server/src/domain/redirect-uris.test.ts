import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRedirects, isRegisteredRedirect } from './redirect-uris.ts'

const registered = ['https://app.example.com/back', 'http://localhost:3000/back?a=b', 'photos://back']

describe('a redirect address', () => {
  it('is one of those registered and no other, whatever is put before, into or after it', () => {
    const piece = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' })
    fc.assert(
      fc.property(
        fc.constantFrom('https://app.example.com/back', 'photos://back'),
        fc.nat(40),
        piece,
        (address, at, more) => {
          const changed = address.slice(0, at) + more + address.slice(at)
          expect(isRegisteredRedirect(registered, changed)).toBe(registered.includes(changed))
        },
      ),
    )
  })

  it('of this machine may have any port, and nothing else that differs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), fc.webPath(), (port, path) => {
        expect(isRegisteredRedirect(registered, `http://localhost:${port}/back?a=b`)).toBe(true)
        expect(isRegisteredRedirect(registered, `http://127.0.0.1:${port}/back?a=b`)).toBe(false)
        expect(isRegisteredRedirect(registered, `https://localhost:${port}/back?a=b`)).toBe(false)
        expect(isRegisteredRedirect(registered, `http://localhost:${port}${path}`)).toBe(false)
      }),
    )
  })

  it('is none where none is registered', () => {
    expect(isRegisteredRedirect(undefined, 'https://app.example.com/back')).toBe(false)
    expect(isRegisteredRedirect([], 'http://localhost/')).toBe(false)
  })

  it.each([
    'https://a.example/',
    'http://localhost:1/x',
    'http://[::1]/',
    'http://a.localhost/',
    'my-app:/back',
  ])('%s can be registered', address => expect(() => checkRedirects('CallbackURLs', [address])).not.toThrow())

  it.each(['https://a.example/#x', 'JavaScript:alert(1)', 'data:,x', '/back', 'https://a.example/\\x'])(
    '%s cannot',
    address => expect(() => checkRedirects('CallbackURLs', [address])).toThrow('cannot be used'),
  )

  it('no address over plain HTTP is, but on this machine', () => {
    expect(() => checkRedirects('CallbackURLs', ['http://a.example/'])).toThrow(
      'http://a.example/ cannot use the HTTP protocol.',
    )
  })
})
