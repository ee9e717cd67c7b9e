import { failure } from './errors/failure.ts'

type More = typeof import('./more.ts')

/**
 * A function of `more.ts`, which is loaded when it is first called.
 *
 * @throws AWSMobileClientError `network` when it cannot be loaded now
 */
export function later<Name extends keyof More>(name: Name): More[Name] {
  const call = async (...input: never[]) => {
    const more = await import('./more.ts').catch(cause => {
      throw failure('network', 'A part of the client could not be loaded', { cause, retryable: true })
    })
    return (more[name] as (...input: never[]) => unknown)(...input)
  }
  return call as unknown as More[Name]
}
