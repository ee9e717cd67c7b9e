// @ts-nocheck: the bare engine has no types.
/** What the peers want of their surroundings in React Native. The random numbers are good enough to be multiplied. */
globalThis.window = globalThis
globalThis.self = globalThis
globalThis.global = globalThis
globalThis.crypto = {
  getRandomValues(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.random() * 256
    return array
  },
}
// Amplify mentions them when it is loaded; its arithmetic has no use for them.
globalThis.URL = class {}
globalThis.URLSearchParams = class {}
globalThis.navigator = {}
globalThis.performance = Date
