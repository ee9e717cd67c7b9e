import { isObject } from '../encoding/json.ts'
import { secureAddress } from './address.ts'
import type { ConfigurationRefusal, ConfigurationSource } from './configuration.ts'

export type Reader = ReturnType<typeof reader>

/** Reads by dotted keys, and notes what is wrong, once for each key. */
export function reader(root: ConfigurationSource) {
  const problems = new Map<string, string>()
  const note = (key: string, expected: string, unlessOthers = false) => {
    if (!unlessOthers || !problems.size) problems.set(key, expected)
    return undefined
  }
  const at = (key: string): unknown => {
    let value: unknown = root
    let walked = ''
    for (const step of key.split('.')) {
      if (!isObject(value)) return note(walked, 'an object')
      value = value[step]
      if (value === undefined) return undefined
      walked += walked ? `.${step}` : step
    }
    return value
  }
  const text = (key: string, pattern = /./, expected = 'a text', required = false): string | undefined => {
    const value = at(key)
    if (typeof value === 'string' && pattern.test(value)) return value
    return value === undefined && !required ? undefined : note(key, expected)
  }
  const flag = (key: string): boolean | undefined => {
    const value = at(key)
    return value === undefined || typeof value === 'boolean' ? value : note(key, 'true or false')
  }
  const address = (key: string): string | undefined => {
    const written = text(key)
    return (
      written && (secureAddress(written) ?? note(key, 'a host, an https URL, or an http URL of loopback'))
    )
  }
  return { problems, note, at, text, flag, address }
}

/** What is wrong, as a list and as a text. */
export function refused(found: ReadonlyMap<string, string>): ConfigurationRefusal {
  const problems = [...found].map(([key, expected]) => ({ key, expected }))
  const message = problems.map(({ key, expected }) => `${key}: expected ${expected}`).join('; ')
  return { outcome: 'refused', problems, message }
}
