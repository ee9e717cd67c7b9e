import { createHash } from 'node:crypto'

let counter = 0

/** Bytes that look random and are the same in every run. */
export function fixedRandom(length: number): Uint8Array {
  const blocks: Buffer[] = []
  while (blocks.length * 32 < length) {
    counter += 1
    blocks.push(createHash('sha256').update(`fixed random ${counter}`).digest())
  }
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
}
