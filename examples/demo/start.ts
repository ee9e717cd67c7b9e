/**
 * The demo: Latchkey's server and a page beside it behind one address. `npm start`, optionally with `-- --port 0`,
 * `--in-memory`, `--no-open`.
 */
import { spawn } from 'node:child_process'
import { parseArgs, styleText } from 'node:util'
import { createServer, listen } from '@latchkey/server'
import { readyMade } from '../../packages/cli/src/start/ready-made.ts'
import { awsConfiguration } from './configuration.ts'
import { createPage } from './page.ts'

const began = performance.now()
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9229' },
    data: { type: 'string', default: '.latchkey/demo' },
    'in-memory': { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  },
})

const provision = readyMade('us-east-1')
const { userPoolId, clientId, identityPoolId } = provision.ids
let address = ''
const [server, page] = await Promise.all([
  createServer({
    storage: values['in-memory'] ? { kind: 'memory' } : { kind: 'directory', path: values.data },
    region: provision.region,
    local: true,
    provision,
  }),
  createPage(() => awsConfiguration(provision, address)),
])

/** The page first, then everything that Cognito would answer. */
const both = { ...server, fetch: async (request: Request) => page(request) ?? server.fetch(request) }

const listening = await listenNear(Number(values.port))
address = listening.url

console.log(`
  ${styleText('bold', 'Latchkey')} is ready at ${styleText(['bold', 'cyan'], address)}  ${styleText('dim', `after ${((performance.now() - began) / 1000).toFixed(1)} s`)}

  ${styleText('dim', 'User pool      ')}${userPoolId}
  ${styleText('dim', 'App client     ')}${clientId}
  ${styleText('dim', 'Identity pool  ')}${identityPoolId}
  ${styleText('dim', 'Data           ')}${values['in-memory'] ? 'in memory' : values.data}

  ${styleText('dim', 'Ctrl-C ends it.')}
`)
if (process.stdout.isTTY && !values['no-open'] && !process.env['CI']) openBrowser(address)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    listening
      .close()
      .then(() => server.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        console.error(error)
        process.exit(1)
      })
  })
}

/** Listens on the port that was asked for, or on any free one when that is taken. */
async function listenNear(port: number): ReturnType<typeof listen> {
  try {
    return await listen(both, { host: '127.0.0.1', port })
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken) throw error
    console.log(`  Port ${port} is taken, so another is used.`)
    return listen(both, { host: '127.0.0.1', port: 0 })
  }
}

/** Asks the system to show an address; a system that cannot has printed it already. */
function openBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => console.log(styleText('dim', '  (No browser could be opened here.)')))
    .unref()
}
