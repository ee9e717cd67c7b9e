/**
 * A lane in which one goes at a time. Units that lost more than once are tried again here: they no longer lose
 * against each other, so a crowd on one row settles instead of using up its tries.
 */
export class Lane {
  /** Settles when everybody who came so far has gone. */
  #free: Promise<unknown> = Promise.resolve()

  /**
   * Runs work when those who came before have ended, however they ended.
   *
   * @param patience milliseconds to wait for one's turn
   * @returns what the work gave, or `undefined` when its turn did not come in time; then it never runs
   */
  async run<T>(work: () => Promise<T>, patience: number): Promise<T | undefined> {
    const before = this.#free
    let leave: (() => void) | undefined
    const gone = new Promise<void>(resolve => {
      leave = resolve
    })
    this.#free = before.then(() => gone)
    try {
      return (await isOver(before, patience)) ? await work() : undefined
    } finally {
      leave?.()
    }
  }
}

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
