import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pinnedNode, root } from '../../scripts/installation.js'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createUserPool } from '../harness/pools.ts'
import { signInBySrp } from '../harness/srp-exchange.ts'
import { send } from '../harness/wire.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-backup-'))
let running: LatchkeyProcess | undefined

afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function latchkey(...words: string[]) {
  const command = join(root, 'packages/cli/dist/latchkey.mjs')
  const { status, stdout, stderr } = spawnSync(pinnedNode, [command, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

it('a backup of a running server, restored elsewhere with its root key, lets people in and old sessions not', async () => {
  const [data, other, file] = ['data', 'other', 'backup.sqlite'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  running = await startLatchkey(['--data', data])
  const pool = await createUserPool(running.url)
  const person = await createPerson(running.url, pool.userPoolId)
  const signedIn = await signInBySrp({ url: running.url, ...pool }, person.username, person.password)
  const { RefreshToken } = signedIn.body['AuthenticationResult'] as { RefreshToken: string }

  expect(latchkey('backup', file, '--data', data)).toMatchObject({ status: 0, stderr: '' })
  expect(latchkey('backup', file, '--data', data)).toMatchObject({
    status: 1,
    stderr: `latchkey: ${file} is there already. Choose another name.\n`,
  })
  expect(latchkey('restore', file, '--data', data, '--replace')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('in use by another Latchkey process'),
  })
  await running.stop()

  expect(latchkey('restore', file, '--data', other)).toMatchObject({ status: 0, stderr: '' })
  cpSync(join(data, 'keys'), join(other, 'keys'), { recursive: true })
  running = await startLatchkey(['--data', other])
  const { url } = running
  const again = await signInBySrp({ url, ...pool }, person.username, person.password)
  expect(again.status).toBe(200)
  const refreshed = await send(url, 'InitiateAuth', {
    ClientId: pool.clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  })
  expect(refreshed.body.message).toBe('Refresh Token has been revoked')
})
