/** The page of the tests: an app with the drop-in UI, configured by its address. */
import '@latchkey/ui'
import { AWSMobileClient } from '@latchkey/client'

const parameters = new URLSearchParams(location.search)
const client = new AWSMobileClient({
  configuration: JSON.parse(parameters.get('configuration') ?? '{}'),
})

const events: { type: string; detail: unknown }[] = []
for (const type of [
  'signed-in',
  'cancelled',
  'screen',
  'unknown-challenge',
  'error',
  'signed-out',
  'deleted',
]) {
  document.addEventListener(`latchkey-${type}`, event => {
    const { detail } = event as CustomEvent<{ error?: { kind?: string } } | null>
    events.push({ type, detail: detail?.error ? { kind: detail.error.kind } : detail })
  })
}

const reports: string[] = []
document.addEventListener('securitypolicyviolation', event => {
  reports.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
})

Object.assign(globalThis, { client, events, reports })

for (const element of document.querySelectorAll('latchkey-sign-in, latchkey-sign-out, latchkey-account')) {
  Object.assign(element, { client })
}
document.documentElement.dataset['ready'] = 'true'
