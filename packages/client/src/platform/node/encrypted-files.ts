import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyValueStorage } from '../../storage/storage.ts'

export interface EncryptedFilesOptions {
  /** Where the files are; it is made where it is missing, for its owner alone. */
  readonly directory: string
  /** 32 bytes; without them a key is made and kept beside the files, readable by their owner alone. */
  readonly key?: (() => Promise<Uint8Array>) | undefined
}

const version = 1
const [nonceLength, tagLength, keyLength] = [12, 16, 32]

/**
 * Keeps each value in a file of its own, encrypted with AES-256-GCM and bound to its name. A file is replaced as a
 * whole, after it has reached the disk: who pulls the plug finds the former value or the new one.
 */
export function encryptedFiles({ directory, key: given }: EncryptedFilesOptions): KeyValueStorage {
  let loading: Promise<Uint8Array> | undefined
  const key = () => {
    loading ??= mkdir(directory, { recursive: true, mode: 0o700 }).then(given ?? (() => keyFile(directory)))
    loading.catch(() => (loading = undefined))
    return loading
  }
  const fileOf = (name: string) =>
    join(directory, `${createHash('sha256').update(name).digest('hex')}.sealed`)

  async function read(file: string): Promise<readonly [name: string, value: string] | undefined> {
    const content = await readFile(file).catch(unlessMissing)
    if (!content) return undefined
    // A later version's value is not this one's to read.
    if (content[0] !== version) return ['', '']
    const nonce = content.subarray(1, 1 + nonceLength)
    const decipher = createDecipheriv('aes-256-gcm', await key(), nonce)
    decipher.setAuthTag(content.subarray(1 + nonceLength, 1 + nonceLength + tagLength))
    const plain = Buffer.concat([
      decipher.update(content.subarray(1 + nonceLength + tagLength)),
      decipher.final(),
    ])
    const [name, value] = JSON.parse(plain.toString('utf8')) as [string, string]
    return [name, value]
  }

  return {
    async get(name) {
      const found = await read(fileOf(name))
      if (found && found[0] !== name && found[0] !== '') throw new Error('A file holds another name’s value')
      return found?.[1]
    },

    async set(name, value) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', await key(), nonce)
      const sealed = Buffer.concat([cipher.update(JSON.stringify([name, value]), 'utf8'), cipher.final()])
      const content = Buffer.concat([Uint8Array.of(version), nonce, cipher.getAuthTag(), sealed])
      await replace(fileOf(name), content)
    },

    delete: name => rm(fileOf(name), { force: true }),

    async list(prefix) {
      const files = (await readdir(directory).catch(unlessMissing)) ?? []
      const found = await Promise.all(
        files.filter(file => file.endsWith('.sealed')).map(file => read(join(directory, file))),
      )
      return found.flatMap(entry =>
        entry && entry[0] !== '' && entry[0].startsWith(prefix) ? [entry[0]] : [],
      )
    },
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

async function replace(file: string, content: Uint8Array): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
    await handle.close()
    await rename(draft, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(draft, { force: true })
    throw error
  }
}

/** The key beside the files, made by whoever comes first. */
async function keyFile(directory: string): Promise<Uint8Array> {
  const file = join(directory, 'key')
  const known = await readFile(file).catch(unlessMissing)
  if (known?.length === keyLength) return known
  const draft = join(directory, `key.${randomBytes(6).toString('hex')}`)
  const handle = await open(draft, 'wx', 0o600)
  await handle.writeFile(randomBytes(keyLength))
  await handle.sync()
  await handle.close()
  // A link, unlike a renaming, leaves alone what another process has put there.
  const { link } = await import('node:fs/promises')
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return readFile(file)
}
