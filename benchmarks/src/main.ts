/**
 * Measures Latchkey beside cognito-local in one run and prints tables in Markdown.
 *
 *     npm run benchmark -- [--users 100,1000,10000] [--seconds 2] [--only-processor]
 *     npm run benchmark -- --scale 1000,100000,1000000
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureCommandBuilt } from '../../scripts/installation.js'
import { cognitoLocal, latchkey } from './contenders.ts'
import { measureSideBySide } from './measure.ts'
import { measureProcessor } from './measure-processor.ts'
import { measureScale, scaleLines } from './scale.ts'
import { processorLines, tableLines } from './table.ts'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100,1000,10000' },
    seconds: { type: 'string', default: '2' },
    'only-processor': { type: 'boolean', default: false },
    scale: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const print = (lines: readonly string[]) => console.log(`${lines.join('\n')}\n`)

ensureCommandBuilt()
print([`${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}`])
if (values.scale !== undefined) {
  const sizes = values.scale.split(',').map(Number)
  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    print(scaleLines(await measureScale(engine, sizes, seconds * 2)))
  }
} else {
  print(processorLines(await measureProcessor(seconds * 2)))
}

if (values.scale === undefined && !values['only-processor']) {
  for (const users of values.users.split(',').map(Number)) {
    const [ours, theirs] = await measureSideBySide([latchkey, cognitoLocal], users, seconds)
    print(tableLines(users, ours, theirs))
  }
}
