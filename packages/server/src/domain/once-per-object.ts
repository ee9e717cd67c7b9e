/**
 * Remembers what a function made of an object, as long as the object is there. The store gives the same row again until
 * it changes, and the same pool is asked for its schema several times in one request.
 */
export function oncePerObject<Input extends object, Output>(
  make: (input: Input) => Output,
): (input: Input) => Output {
  const made = new WeakMap<Input, Output>()
  return input => {
    const known = made.get(input)
    if (known !== undefined) return known
    const output = make(input)
    made.set(input, output)
    return output
  }
}

const read = new Map<string, unknown>()
const mostTexts = 1000

/**
 * Reads JSON that several callers will share: nobody can change it for the others. The same text is read once, as
 * long as it is not the oldest of a thousand.
 */
export function frozenJson(text: string): unknown {
  const known = read.get(text)
  if (known !== undefined) return known
  const value: unknown = JSON.parse(text, (_, member: unknown) => Object.freeze(member))
  if (read.size >= mostTexts) {
    for (const oldest of read.keys()) {
      read.delete(oldest)
      break
    }
  }
  read.set(text, value)
  return value
}
