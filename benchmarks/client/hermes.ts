/** SRP exchanges in Hermes, React Native's engine, without a native module: prints milliseconds by name as JSON. */
import './hermes-globals.js'
import { pureSrpEngine } from '@latchkey/client/react-native'
import { exchangeOfAmplify, exchangeOfIdentityJs, exchangeOfLatchkey } from './srp-exchanges.ts'

declare function print(text: string): void

const B = Array.from({ length: 96 }, (_, index) => (0x9e3779b9 * (index + 1)).toString(16).slice(0, 8)).join(
  '',
)
const salt = '0123456789abcdef0123456789abcdef'

const runs = {
  latchkey: [9, () => exchangeOfLatchkey(pureSrpEngine, crypto.getRandomValues(new Uint8Array(32)), B, salt)],
  // Some 17 seconds each.
  'aws-amplify': [1, () => exchangeOfAmplify(B, salt)],
  'amazon-cognito-identity-js': [1, () => exchangeOfIdentityJs(B, salt)],
} as const

async function measure() {
  const fastest: Record<string, number> = {}
  for (const [name, [rounds, exchange]] of Object.entries(runs)) {
    for (let round = 0; round < rounds; round++) {
      const began = Date.now()
      await exchange()
      fastest[name] = Math.min(fastest[name] ?? Number.POSITIVE_INFINITY, Date.now() - began)
    }
  }
  return fastest
}

measure().then(
  fastest => print(JSON.stringify(fastest)),
  error => print(`failed: ${error?.stack ?? error}`),
)
