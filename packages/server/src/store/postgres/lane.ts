/**
 * A road with a lane in which one goes at a time. Units that lost more than once are tried again in the lane: they no
 * longer lose against each other, so a crowd on one row settles instead of using up its tries. One that loses there as
 * well gets the road for itself.
 */
export class Lane {
  /** Settles when everybody who came to the lane so far has gone. */
  #free: Promise<unknown> = Promise.resolve()
  /** Settles when the road is open again; absent while it is. */
  #closed: Promise<unknown> | undefined
  #onTheRoad = 0
  /** Called when the last one has left the road. */
  #emptied: (() => void) | undefined

  /** Runs work on the road, once it is open. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed
    this.#onTheRoad += 1
    try {
      return await work()
    } finally {
      this.#onTheRoad -= 1
      if (this.#onTheRoad === 0) this.#emptied?.()
    }
  }

  /**
   * Runs work in the lane when those who came before have ended, however they ended.
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

  /**
   * Runs work of the lane with the road closed, when those on it have left.
   *
   * @param patience milliseconds to wait for them; after that it runs beside them
   */
  async alone<T>(work: () => Promise<T>, patience: number): Promise<T> {
    let open: (() => void) | undefined
    this.#closed = new Promise<void>(resolve => {
      open = resolve
    })
    try {
      if (this.#onTheRoad > 0) {
        const emptied = new Promise<void>(resolve => {
          this.#emptied = resolve
        })
        await isOver(emptied, patience)
      }
      return await work()
    } finally {
      this.#emptied = undefined
      this.#closed = undefined
      open?.()
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
