import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Lane } from './lane.ts'

describe('a lane', () => {
  it('lets one go at a time, in the order of their coming, and goes on after one that failed', async () => {
    const lane = new Lane()
    const events: string[] = []
    const work = (name: string) =>
      lane.run(async () => {
        events.push(`${name} begins`)
        await pause(5)
        events.push(`${name} ends`)
        if (name === 'a') throw new Error('failed')
        return name
      }, 5000)
    const outcomes = await Promise.allSettled([work('a'), work('b'), work('c')])
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  })

  it('closes the road for one who needs it alone, when those on it have left, and opens it however that ends', async () => {
    const lane = new Lane()
    const events: string[] = []
    const outside = (name: string) =>
      lane.outside(async () => {
        events.push(`${name} begins`)
        await pause(10)
        events.push(`${name} ends`)
      })
    const before = outside('before')
    const alone = lane.run(
      () =>
        lane.alone(async () => {
          events.push('alone')
          await pause(10)
          throw new Error('failed')
        }, 5000),
      5000,
    )
    await pause(1)
    const after = outside('after')
    await expect(alone).rejects.toThrow('failed')
    await Promise.all([before, after])
    expect(events).toEqual(['before begins', 'before ends', 'alone', 'after begins', 'after ends'])
  })

  it('does not wait for ever for those on the road', async () => {
    const lane = new Lane()
    const events: string[] = []
    const slow = lane.outside(async () => {
      await pause(50)
      events.push('slow')
    })
    await lane.alone(async () => events.push('alone'), 5)
    await slow
    expect(events).toEqual(['alone', 'slow'])
  })

  it('never runs one whose turn comes too late, and keeps the turn of those behind it', async () => {
    const lane = new Lane()
    const events: string[] = []
    const slow = lane.run(async () => {
      await pause(60)
      events.push('slow ends')
      return true
    }, 5000)
    const impatient = lane.run(async () => {
      events.push('impatient')
      return true
    }, 10)
    const patient = lane.run(async () => {
      events.push('patient')
      return true
    }, 5000)
    expect(await impatient).toBeUndefined()
    expect(events).toEqual([])
    expect(await Promise.all([slow, patient])).toEqual([true, true])
    expect(events).toEqual(['slow ends', 'patient'])
  })
})
