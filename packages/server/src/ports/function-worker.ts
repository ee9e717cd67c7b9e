import { Worker } from 'node:worker_threads'
import { FunctionError } from './functions.ts'

/** What runs inside the worker: it loads the module once and answers one call after the other. */
const program = `
import { parentPort, workerData } from 'node:worker_threads'
const loading = import(workerData)
parentPort.on('message', async ({ id, event }) => {
  try {
    const module = await loading
    const handler = module.handler ?? module.default?.handler ?? module.default
    if (typeof handler !== 'function') throw new Error('The module exports no handler.')
    const value = await new Promise((resolve, reject) => {
      const result = handler(event, {}, (error, answer) => (error ? reject(error) : resolve(answer)))
      if (handler.length < 3 || typeof result?.then === 'function') Promise.resolve(result).then(resolve, reject)
    })
    // As Lambda: what goes out is JSON, and no more than 6 MB of it.
    const text = JSON.stringify(value) ?? 'null'
    if (text.length > 6_291_556) parentPort.postMessage({ id, tooLarge: true })
    else parentPort.postMessage({ id, text })
  } catch (error) {
    parentPort.postMessage({ id, message: error instanceof Error ? error.message : String(error) })
  }
})
`

/** What the worker sends: an answer as JSON, or why there is none. */
interface WorkerAnswer {
  readonly id: number
  readonly text?: string
  readonly message?: string
  readonly tooLarge?: boolean
}

interface Pending {
  resolve(value: unknown): void
  reject(error: FunctionError): void
}

/** A module with a handler, in a thread of its own, so that one that hangs or exits takes nothing with it. */
export class FunctionWorker {
  readonly #module: string
  #worker: Worker | undefined
  #pending = new Map<number, Pending>()
  #calls = 0

  /** @param module the module's URL */
  constructor(module: string) {
    this.#module = module
  }

  invoke(event: object, milliseconds: number): Promise<unknown> {
    const id = this.#calls++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(new FunctionError('failed', 'The function took too long.'))
      }, milliseconds)
      const settle = () => {
        clearTimeout(timer)
        this.#pending.delete(id)
      }
      this.#pending.set(id, {
        resolve: value => {
          settle()
          resolve(value)
        },
        reject: error => {
          settle()
          reject(error)
        },
      })
      this.#running().postMessage({ id, event })
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), {
      workerData: this.#module,
      env: process.env,
    })
    worker.unref()
    worker.on('message', ({ id, text, message, tooLarge }: WorkerAnswer) => {
      const pending = this.#pending.get(id)
      if (text !== undefined) pending?.resolve(JSON.parse(text))
      else if (tooLarge)
        pending?.reject(new FunctionError('failed', 'The function’s answer is larger than 6 MB.'))
      else pending?.reject(new FunctionError('threw', message ?? ''))
    })
    const gone = (cause?: unknown) => {
      if (this.#worker === worker) this.#end(new FunctionError('failed', 'The function ended.', { cause }))
    }
    worker.on('error', gone)
    worker.on('exit', () => gone())
    this.#worker = worker
    return worker
  }

  /** Gives the thread up; the next call gets a new one. */
  #end(error: FunctionError): void {
    const worker = this.#worker
    this.#worker = undefined
    for (const pending of [...this.#pending.values()]) pending.reject(error)
    void worker?.terminate()
  }
}
