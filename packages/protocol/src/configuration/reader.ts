import type { ConfigurationProblem } from './configuration.ts'

/** Reads one block of a configuration and notes what is wrong in it, each problem with its full key. */
export interface BlockReader {
  /** A text, or `undefined` where there is none. */
  text(key: string, pattern?: RegExp, expected?: string): string | undefined
  /** A text that has to be there; empty once the problem is noted. */
  required(key: string, pattern: RegExp, expected: string): string
  /** An address: a full URL (`http:` for loopback alone) or a bare host, which means `https:`. */
  address(key: string): string | undefined
  flag(key: string): boolean | undefined
}

/** A JSON object, and nothing else. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The block at a dotted path.
 *
 * @returns `undefined` where there is none; a problem is noted where something else stands on the way
 */
export function blockAt(
  source: unknown,
  path: string,
  problems: ConfigurationProblem[],
): BlockReader | undefined {
  let block = source
  let walked = ''
  for (const step of path.split('.')) {
    block = (block as Record<string, unknown>)[step]
    walked += walked ? `.${step}` : step
    if (block === undefined) return undefined
    if (!isObject(block)) {
      problems.push({ key: walked, expected: 'an object' })
      return undefined
    }
  }
  return reader(block as Record<string, unknown>, path, problems)
}

function reader(block: Record<string, unknown>, path: string, problems: ConfigurationProblem[]): BlockReader {
  const note = (key: string, expected: string) => void problems.push({ key: `${path}.${key}`, expected })
  const text: BlockReader['text'] = (key, pattern = /./, expected = 'a text') => {
    const value = block[key]
    if (value === undefined) return undefined
    if (typeof value === 'string' && pattern.test(value)) return value
    note(key, expected)
    return ''
  }
  return {
    text,
    required(key, pattern, expected) {
      const value = text(key, pattern, expected)
      if (value === undefined) note(key, expected)
      return value ?? ''
    },
    address(key) {
      const value = text(key)
      const address = value && secureAddress(value)
      if (value && !address) note(key, 'a host, an https URL, or an http URL of a loopback address')
      return address
    },
    flag(key) {
      const value = block[key]
      if (value === undefined || typeof value === 'boolean') return value
      note(key, 'true or false')
      return undefined
    },
  }
}

/** Makes a URL of an address, or nothing where the address would send secrets in the clear. */
export function secureAddress(address: string): string | undefined {
  const written = /^\w+:\/\//.test(address) ? address : `https://${address}`
  if (!URL.canParse(written)) return undefined
  const { protocol, hostname, href } = new URL(written)
  const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return protocol === 'https:' || (protocol === 'http:' && loopback) ? href : undefined
}
