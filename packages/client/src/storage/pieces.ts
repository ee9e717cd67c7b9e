import type { KeyValueStorage } from './storage.ts'

/** A place that holds small values under simple names, and may not know what it holds. */
export interface SmallStore {
  get(name: string): Promise<string | null | undefined>
  set(name: string, value: string): Promise<unknown>
  delete(name: string): Promise<unknown>
}

/**
 * Keeps long values in a store of short ones, piece by piece, and a list of what is there. The first piece says how
 * many there are and is written last, so that a value is there in whole or not at all.
 *
 * @param limit how many characters a value of the store may have
 * @param encode makes a name that the store takes
 */
export function inPieces(
  store: SmallStore,
  limit: number,
  encode: (name: string) => string,
): KeyValueStorage {
  const room = limit - 32
  const index = encode('latchkey.index')
  let writing: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(job: () => Promise<Value>): Promise<Value> => {
    const turn = writing.then(job, job)
    writing = turn
    return turn
  }
  const names = async (): Promise<string[]> => ((await read(index)) ?? '').split('\n').filter(Boolean)

  async function read(name: string): Promise<string | undefined> {
    const [, mark = '', count = '', first = ''] =
      /^(\w+):(\d+):(.*)$/s.exec((await store.get(name)) ?? '') ?? []
    if (!count) return undefined
    const rest = Array.from({ length: Number(count) - 1 }, (_, piece) =>
      store.get(pieceOf(name, mark, piece + 1)),
    )
    const pieces = [first, ...(await Promise.all(rest))]
    return pieces.every(piece => typeof piece === 'string') ? pieces.join('') : undefined
  }

  /** Two writings of a value take turns with two sets of names, so that one is whole while the other is written. */
  const pieceOf = (name: string, mark: string, piece: number) => `${name}_${mark}${piece}`

  async function remove(name: string, former: string): Promise<void> {
    const [, mark = '', count = '0'] = /^(\w+):(\d+):/.exec(former) ?? []
    for (let piece = 1; piece < Number(count); piece++) await store.delete(pieceOf(name, mark, piece))
  }

  async function write(name: string, value: string): Promise<void> {
    const former = (await store.get(name)) ?? ''
    const mark = former.startsWith('a') ? 'b' : 'a'
    const pieces = value.match(new RegExp(`[\\s\\S]{1,${room}}`, 'g')) ?? ['']
    for (let piece = 1; piece < pieces.length; piece++) {
      await store.set(pieceOf(name, mark, piece), pieces[piece] ?? '')
    }
    await store.set(name, `${mark}:${pieces.length}:${pieces[0]}`)
    await remove(name, former)
  }

  return {
    get: key => inTurn(() => read(encode(key))),
    set: (key, value) =>
      inTurn(async () => {
        const known = await names()
        if (!known.includes(key)) await write(index, [...known, key].join('\n'))
        await write(encode(key), value)
      }),
    delete: key =>
      inTurn(async () => {
        const name = encode(key)
        const former = (await store.get(name)) ?? ''
        await store.delete(name)
        await remove(name, former)
        const known = await names()
        if (known.includes(key)) await write(index, known.filter(other => other !== key).join('\n'))
      }),
    list: prefix => inTurn(async () => (await names()).filter(key => key.startsWith(prefix))),
  }
}
