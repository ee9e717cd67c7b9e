/**
 * A lane in which one goes at a time. Units that lost more than once are tried again here: they no longer lose
 * against each other, so a crowd on one row settles instead of using up its tries.
 */
export class Lane {
  /** Settles when everybody who came so far has gone. */
  #free: Promise<unknown> = Promise.resolve()
  /** Settles when nobody needs the road for itself any more. */
  #clear: Promise<unknown> | undefined

  /** Those who are not in the lane wait here while somebody in it needs the road for itself. */
  async giveWay(): Promise<void> {
    while (this.#clear) await this.#clear
  }

  /**
   * Runs work when those who came before have ended, however they ended.
   *
   * @param patience milliseconds to wait for one's turn
   * @param alone whether those outside the lane give way meanwhile
   * @returns what the work gave, or `undefined` when its turn did not come in time; then it never runs
   */
  async run<T>(work: () => Promise<T>, patience: number, alone = false): Promise<T | undefined> {
    const before = this.#free
    let leave: (() => void) | undefined
    const gone = new Promise<void>(resolve => {
      leave = resolve
    })
    this.#free = before.then(() => gone)
    try {
      if (!(await isOver(before, patience))) return undefined
      const done = work()
      if (alone) this.#clear = done.then(noMatter, noMatter)
      try {
        return await done
      } finally {
        if (alone) this.#clear = undefined
      }
    } finally {
      leave?.()
    }
  }
}

const noMatter = () => undefined

async function isOver(event: Promise<unknown>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), patience)
  })
  const inTime = event.then(() => true)
  try {
    return await Promise.race([inTime, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
