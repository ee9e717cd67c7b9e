import type { Engine, Query, Unit } from '@latchkey/server/conformance'

/** PostgreSQL itself raises a serialization failure here. */
const failure: Query = {
  statement: {
    compile: () => ({
      sql: `DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = 'serialization_failure'; END $$`,
      bind: () => [],
    }),
  },
  parameters: {},
}

/** Lets every transaction fail once: at its very end, when all of its statements have run, or in the place of its only one. */
export function withSerializationFailures(engine: Engine): Engine {
  function failingOnce<T>(unit: () => Unit<T>): () => Unit<T> {
    let runs = 0
    return function* () {
      const value = yield* unit()
      runs += 1
      if (runs === 1) yield failure
      return value
    }
  }
  function failingFirst<T>(unit: () => Unit<T>): () => Unit<T> {
    let runs = 0
    return function* () {
      runs += 1
      if (runs === 1) yield failure
      return yield* unit()
    }
  }
  return {
    read: unit => engine.read(unit),
    write: unit => engine.write(failingOnce(unit)),
    writeOne: unit => engine.writeOne(failingFirst(unit)),
    close: () => engine.close(),
  }
}
