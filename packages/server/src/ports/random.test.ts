import { expect, it } from 'vitest'
import { pooledRandom } from './random.ts'

it('hands no bytes out twice, whatever the lengths', () => {
  const random = pooledRandom()
  const seen = new Set<string>()
  for (let call = 0; call < 5000; call++) {
    const length = 12 + (call % 40)
    const bytes = random(length)
    expect(bytes).toHaveLength(length)
    seen.add(bytes.subarray(0, 12).toString('hex'))
  }
  expect(seen.size).toBe(5000)
  expect(random(20_000)).toHaveLength(20_000)
})

it('gives each piece memory of its own', () => {
  const random = pooledRandom()
  expect(random(16).buffer.byteLength).toBe(16)
  expect(random(32).buffer.byteLength).toBe(32)
})
