const digits = 25

/**
 * A session's id as the operations of sessions show it: `tkn` and 25 letters and digits (SessionDescriptionType),
 * which are the UUID that tokens carry as `origin_jti`, to the base of 36.
 */
export function shownSessionId(sessionId: string): string {
  const number = BigInt(`0x${sessionId.replaceAll('-', '')}`)
  return `tkn${number.toString(36).padStart(digits, '0')}`
}

/** The UUID of a shown id, or `undefined` for a text that is no such id. */
export function parseSessionId(shown: string): string | undefined {
  if (!/^tkn[0-9a-z]{25}$/.test(shown)) return undefined
  let number = 0n
  for (const digit of shown.slice(3)) number = number * 36n + BigInt(Number.parseInt(digit, 36))
  if (number >= 1n << 128n) return undefined
  const text = number.toString(16).padStart(32, '0')
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
