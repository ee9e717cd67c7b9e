interface TrustedPolicy {
  createScriptURL(address: string): string
}

/** The part of Trusted Types that is needed, where a browser has it (W3C Trusted Types, section 2.2). */
interface TrustedFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): TrustedPolicy
}

let policy: TrustedPolicy | undefined
const loading = new Map<string, Promise<void>>()

/**
 * Loads a provider's own script, once. A page under Trusted Types has to allow the policy `latchkey`, and a page with
 * a `script-src` the provider's host.
 */
export function loadScript(address: string): Promise<void> {
  let loaded = loading.get(address)
  if (!loaded) {
    loaded = new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.addEventListener('load', () => resolve())
      script.addEventListener('error', () => {
        loading.delete(address)
        script.remove()
        reject(new Error(`${address} could not be loaded`))
      })
      script.async = true
      script.src = trusted(address)
      document.head.append(script)
    })
    loading.set(address, loaded)
  }
  return loaded
}

function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedFactory }
  if (!trustedTypes) return address
  policy ??= trustedTypes.createPolicy('latchkey', { createScriptURL: same => same })
  return policy.createScriptURL(address)
}
