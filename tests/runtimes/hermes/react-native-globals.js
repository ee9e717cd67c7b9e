// @ts-nocheck: the bare engine has no types.
/**
 * What React Native puts around Hermes and the client uses, as small as will do: a stand-in, since React Native itself
 * wants a device. Hashes and random numbers are not among it.
 */
globalThis.console ??= { log: print, error: print, warn: print }
globalThis.queueMicrotask ??= callback => void Promise.resolve().then(callback)
Symbol.asyncIterator ??= Symbol('Symbol.asyncIterator')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

globalThis.btoa ??= binary => {
  let text = ''
  for (let at = 0; at < binary.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map(offset => binary.charCodeAt(at + offset))
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    const signs = [18, 12, 6, 0].map(shift => alphabet[(bits >> shift) & 63])
    text += signs
      .slice(0, Math.min(binary.length - at, 3) + 1)
      .join('')
      .padEnd(4, '=')
  }
  return text
}

globalThis.atob ??= base64 => {
  let [binary, bits, length] = ['', 0, 0]
  for (const sign of base64.replace(/=/g, '')) {
    bits = ((bits << 6) | alphabet.indexOf(sign)) & 0xfff
    length += 6
    if (length >= 8) {
      length -= 8
      binary += String.fromCharCode((bits >> length) & 255)
    }
  }
  return binary
}

globalThis.TextEncoder ??= class {
  encode(text) {
    const binary = unescape(encodeURIComponent(text))
    return Uint8Array.from(binary, sign => sign.charCodeAt(0))
  }
}

globalThis.AbortController ??= class {
  constructor() {
    const listeners = new Set()
    this.signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (_type, listener) => listeners.add(listener),
      removeEventListener: (_type, listener) => listeners.delete(listener),
    }
    this.abort = reason => {
      Object.assign(this.signal, { aborted: true, reason })
      for (const listener of listeners) listener()
    }
  }
}

globalThis.Headers ??= class {
  constructor(given) {
    this.given = given
  }
  get(name) {
    return this.given[name] ?? null
  }
}
