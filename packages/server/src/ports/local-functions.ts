import { pathToFileURL } from 'node:url'
import { FunctionWorker } from './function-worker.ts'
import { FunctionError, type Functions, type TriggerHandler, triggerMilliseconds } from './functions.ts'

/** Functions by name: handlers in code, or paths of modules that export `handler`. */
export type FunctionOptions = Readonly<Record<string, TriggerHandler | string>>

/**
 * Runs handlers in this process and modules each in a worker of its own.
 *
 * @param others who runs the functions that have no name here
 */
export function localFunctions(
  options: FunctionOptions,
  milliseconds: number = triggerMilliseconds,
  others?: Functions,
): Functions {
  const workers = new Map<string, FunctionWorker>()
  return {
    async invoke(arn, event) {
      const name = functionName(arn)
      const named = Object.hasOwn(options, name) ? options[name] : undefined
      if (named === undefined) {
        if (others) return await others.invoke(arn, event)
        throw new FunctionError('missing', `There is no function ${name}.`)
      }
      if (typeof named === 'function') return await runHere(named, event, milliseconds)
      const worker = workers.get(name) ?? new FunctionWorker(pathToFileURL(named).href)
      workers.set(name, worker)
      return await worker.invoke(event, milliseconds)
    },
    async close() {
      await Promise.all([...workers.values()].map(worker => worker.close()))
      await others?.close()
    },
  }
}

/** The name in an ARN, `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]`. */
function functionName(arn: string): string {
  return arn.split(':')[6] ?? arn
}

/** The handler gets a copy: what it does to the event stays with it until it is given back. */
async function runHere(handler: TriggerHandler, event: object, milliseconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FunctionError('failed', 'The function took too long.')), milliseconds)
  })
  try {
    const running = Promise.resolve().then(() => handler(structuredClone(event), {}))
    return await Promise.race([running, late])
  } catch (cause) {
    if (cause instanceof FunctionError) throw cause
    throw new FunctionError('threw', cause instanceof Error ? cause.message : String(cause), { cause })
  } finally {
    clearTimeout(timer)
  }
}
