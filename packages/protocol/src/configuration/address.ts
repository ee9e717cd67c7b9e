/**
 * Makes a URL of an address: a full URL, or a bare host, which means `https:`. Reads what it needs by hand,
 * because React Native's `URL` does not.
 *
 * @returns `undefined` where it would send secrets in the clear: `http:` is for loopback addresses alone
 */
export function secureAddress(address: string): string | undefined {
  const parts = /^(?:(https?):\/\/)?(\[[\da-f:]+\]|[\w.-]+)(:\d+)?(\/[^?#\s]*)?$/i.exec(address)
  if (!parts) return undefined
  const [, scheme = 'https', host = '', port = '', path = '/'] = parts
  const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(host)
  return scheme === 'https' || loopback ? `${scheme}://${host}${port}${path}` : undefined
}
