import { randomFillSync } from 'node:crypto'

const poolLength = 8192

/**
 * Random bytes from the system's generator, drawn in large portions: a sign-in needs six small ones, and each call
 * into the generator costs more than its bytes. Bytes are handed out once and wiped from the pool.
 */
export function pooledRandom(): (length: number) => Buffer {
  const pool = Buffer.alloc(poolLength)
  let offset = poolLength
  return length => {
    if (length > poolLength) return randomFillSync(Buffer.alloc(length))
    if (offset + length > poolLength) {
      randomFillSync(pool)
      offset = 0
    }
    // A copy with memory of its own: `Buffer.from` would take it from the memory that all small buffers share.
    const bytes = Buffer.from(new Uint8Array(pool.subarray(offset, offset + length)).buffer)
    pool.fill(0, offset, offset + length)
    offset += length
    return bytes
  }
}
