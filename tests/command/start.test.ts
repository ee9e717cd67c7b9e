import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { root } from '../../scripts/installation.js'
import { startLatchkey } from '../harness/latchkey-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command as a clone has it, with the Node of whoever runs the tests; that may be an old one. */
function latchkey(...words: string[]) {
  const node = process.env['npm_node_execpath'] ?? process.execPath
  const child = spawn(node, [join(root, 'packages/cli/bin/latchkey.js'), ...words])
  children.push(child)
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', text => (output += text))
  child.stderr.setEncoding('utf8').on('data', text => (errors += text))
  return {
    child,
    output: () => output,
    ended: new Promise<{ code: number | null; output: string; errors: string }>(resolve =>
      child.on('close', code => resolve({ code, output, errors })),
    ),
  }
}

/** Waits until a running command has printed what is expected. */
async function printed(output: () => string, expected: RegExp): Promise<string> {
  await expect.poll(output, { timeout: 20_000 }).toMatch(expected)
  return output()
}

describe('latchkey start --json', () => {
  it('prints exactly one line, with the address and the process that answers there', async () => {
    const { output, child, ended } = latchkey('start', '--in-memory', '--port', '0', '--json')
    const line = JSON.parse(await printed(output, /\n/))
    expect(line).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: expect.any(Number),
    })
    expect((await fetch(`${line.url}/_latchkey/health`)).status).toBe(200)
    expect(() => process.kill(line.pid, 0)).not.toThrow()

    child.kill('SIGTERM')
    const { code, output: all, errors } = await ended
    expect({ code, errors, lines: all.trim().split('\n').length }).toEqual({ code: 0, errors: '', lines: 1 })
    await expect(fetch(`${line.url}/_latchkey/health`)).rejects.toThrow('fetch failed')
  })

  it('ends the server when the process that was started is killed outright', async () => {
    const { output, child } = latchkey('start', '--in-memory', '--port', '0', '--json')
    const { url } = JSON.parse(await printed(output, /\n/))
    child.kill('SIGKILL')
    await expect
      .poll(
        () =>
          fetch(`${url}/_latchkey/health`).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 10_000 },
      )
      .toBe('gone')
  })
})

describe('latchkey start', () => {
  it('greets a person with an address, ready-made pools and the inbox', async () => {
    const { output, child, ended } = latchkey('start', '--in-memory', '--port', '0')
    const text = await printed(output, /latchkey inbox/)
    expect(text).toMatch(/Latchkey is ready at http:\/\/127\.0\.0\.1:\d+/)
    expect(text).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+\/_latchkey\/console/)
    expect(text).toMatch(/User pool +us-east-1_\w+/)
    expect(text).toMatch(/Identity pool +us-east-1:[0-9a-f-]{36}/)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })

  it('says that a port is taken', async () => {
    const first = await startLatchkey()
    const { port } = new URL(first.url)
    const { code, errors } = await latchkey('start', '--in-memory', '--port', port).ended
    await first.stop()
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `latchkey: port ${port} of 127.0.0.1 is taken. Give another with --port; 0 takes any free one.\n`,
    })
  })

  it('says that a data directory is in use', async () => {
    const first = await startLatchkey(['--data', folder])
    const { code, errors } = await latchkey('start', '--data', folder, '--port', '0').ended
    await first.stop()
    expect(code).toBe(1)
    expect(errors).toMatch(/^latchkey: The data directory is in use by another Latchkey process.*\n$/)
  })

  it('refuses an address that others can reach while nobody is named who may administer', async () => {
    const { code, errors } = await latchkey('start', '--in-memory', '--host', '0.0.0.0', '--port', '0').ended
    expect(code).toBe(1)
    expect(errors).toContain('Give --admin-key ID:SECRET')
  })

  it('says what is wrong with a word, and where to read more', async () => {
    const { code, errors } = await latchkey('start', '--port', 'http').ended
    expect(code).toBe(1)
    expect(errors).toContain('Expected 0 to 65535.')
    expect(errors).toContain('--help')
  })
})

describe('latchkey inbox', () => {
  it('says that no server answers', async () => {
    const { code, errors } = await latchkey('inbox', '--url', 'http://127.0.0.1:1').ended
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'latchkey: no server answers at http://127.0.0.1:1. Is latchkey start running?\n',
    })
  })
})
