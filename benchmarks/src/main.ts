/**
 * Measures Latchkey beside cognito-local in one run and prints tables in Markdown.
 *
 *     npm run benchmark -- [--users 100,1000,10000] [--seconds 4] [--only-processor]
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureCommandBuilt } from '../../scripts/installation.js'
import { cognitoLocal, latchkey } from './contenders.ts'
import { measure, measureProcessor } from './measure.ts'
import { tableLines } from './table.ts'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100,1000,10000' },
    seconds: { type: 'string', default: '4' },
    'only-processor': { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)

ensureCommandBuilt()
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}\n`)

const { srpSignIns, rotatingRefreshes } = await measureProcessor(seconds)
console.log('| per second of server processor time | Latchkey |')
console.log('| --- | ---: |')
console.log(`| SRP sign-ins | ${Math.round(srpSignIns)} |`)
console.log(`| rotating refreshes | ${Math.round(rotatingRefreshes)} |\n`)

if (!values['only-processor']) {
  for (const users of values.users.split(',').map(Number)) {
    const ours = await measure(latchkey, users, seconds)
    const theirs = await measure(cognitoLocal, users, seconds)
    console.log(`${tableLines(users, ours, theirs).join('\n')}\n`)
  }
}
