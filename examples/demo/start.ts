/**
 * The demo: a photo app, its pictures and Latchkey's server behind one address. `npm start`, optionally with `-- --port 0`,
 * `--in-memory`, `--no-open`.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { createServer, listen } from '@latchkey/server'
import { awsConfiguration } from './configuration.ts'
import { freePortNear } from './free-port.ts'
import { createObjectEndpoint } from './objects/endpoint.ts'
import { putPublicPictures } from './objects/public-pictures.ts'
import { folderObjects, memoryObjects } from './objects/store.ts'
import { createPage } from './page.ts'
import { demoProvision } from './provision.ts'

const began = performance.now()
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9229' },
    data: { type: 'string', default: '.latchkey/photos' },
    'in-memory': { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  },
})

const port = await freePortNear(Number(values.port))
const address = `http://127.0.0.1:${port}`
const provision = demoProvision(address)
const { userPoolId, clientId, identityPoolId } = provision.ids
const [server, page] = await Promise.all([
  createServer({
    storage: values['in-memory'] ? { kind: 'memory' } : { kind: 'directory', path: values.data },
    region: provision.region,
    local: true,
    provision,
  }),
  createPage(() => awsConfiguration(provision, address)),
])

const objects = values['in-memory'] ? memoryObjects() : folderObjects(join(values.data, 'objects'))
putPublicPictures(objects)
const answerObjects = createObjectEndpoint(server, objects)

/** The page first, then its pictures, then everything that Cognito would answer. */
const all = {
  ...server,
  fetch: async (request: Request) =>
    page(request) ?? (await answerObjects(request)) ?? (await server.fetch(request)),
}
const listening = await listen(all, { host: '127.0.0.1', port })

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

/** Asks the system to show an address; a system that cannot has printed it already. */
function openBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => console.log(styleText('dim', '  (No browser could be opened here.)')))
    .unref()
}
