import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A picture as it was sent. */
export interface StoredObject {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** Objects by key. */
export interface ObjectStore {
  get(key: string): StoredObject | undefined
  put(key: string, object: StoredObject): void
  delete(key: string): void
  /** The keys that begin so, in order. */
  list(prefix: string): readonly string[]
}

/** Keeps objects as long as the process lives. */
export function memoryObjects(): ObjectStore {
  const objects = new Map<string, StoredObject>()
  return {
    get: key => objects.get(key),
    put: (key, object) => objects.set(key, object),
    delete: key => objects.delete(key),
    list: prefix => [...objects.keys()].filter(key => key.startsWith(prefix)).sort(),
  }
}

/** Keeps each object in a file of a folder, its type in the first line. */
export function folderObjects(folder: string): ObjectStore {
  mkdirSync(folder, { recursive: true })
  // One flat name, so that no key leads out of the folder.
  const fileOf = (key: string) => join(folder, encodeURIComponent(key))
  return {
    get(key) {
      try {
        const file = readFileSync(fileOf(key))
        const end = file.indexOf(10)
        return { type: file.subarray(0, end).toString(), body: new Uint8Array(file.subarray(end + 1)) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    put: (key, { type, body }) => writeFileSync(fileOf(key), Buffer.concat([Buffer.from(`${type}\n`), body])),
    delete: key => rmSync(fileOf(key), { force: true }),
    list: prefix =>
      readdirSync(folder)
        .map(decodeURIComponent)
        .filter(key => key.startsWith(prefix))
        .sort(),
  }
}
