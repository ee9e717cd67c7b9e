/**
 * A lane in which one goes at a time. Units that lost more than once are tried again here: they no longer lose
 * against each other, so a crowd on one row settles instead of using up its tries.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    // Whether it went well is the caller's business; the next one only waits for its end.
    this.#last = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
}
