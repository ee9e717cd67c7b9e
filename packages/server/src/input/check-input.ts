import type { MemberModel, ServiceModel, TypeModel } from '@latchkey/protocol/model'
import { ServiceError } from '../errors.ts'

/** What a value in a request violated, with the path that Amazon's message names it by. */
interface Violation {
  readonly path: string
  /** The value as the message repeats it; absent for what must not be repeated. */
  readonly shown?: string | undefined
  readonly constraint: string
}

/** A code is not marked as sensitive in the model, but belongs in no message either. */
const alsoSensitive = new Set(['ConfirmationCodeType'])

/** User pools and identity pools call it by different names. */
export type ViolationName = 'InvalidParameterException' | 'ValidationException'

/** JSON values nested deeper than this are refused before anything else looks at them. */
const maximumDepth = 32

/**
 * Checks an operation's input against the service model and copies what the model knows: unknown members are
 * left out, `null` is absent, maps have no prototype. All violations are reported at once, in the form of
 * Amazon's message.
 *
 * @param violationName what the service calls a violated limit, pattern or enumeration, or a missing required member
 * @throws ServiceError `SerializationException` for a wrong JSON type, and by the given name
 */
export function checkInput(
  model: ServiceModel,
  structure: string,
  input: unknown,
  violationName: ViolationName = 'InvalidParameterException',
): Record<string, unknown> {
  const violations: Violation[] = []
  const checked = checkStructure({ model, violations }, structure, input, '', 0)
  if (violations.length > 0) {
    const list = violations.map(
      ({ path, shown, constraint }) =>
        `Value ${shown === undefined ? '' : `${shown} `}at '${path}' failed to satisfy constraint: ${constraint}`,
    )
    throw new ServiceError(
      violationName,
      `${list.length} validation error${list.length === 1 ? '' : 's'} detected: ${list.join('; ')}`,
    )
  }
  return checked
}

interface Check {
  readonly model: ServiceModel
  readonly violations: Violation[]
}

function wrongType(expected: string, path: string, value: unknown): ServiceError {
  const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`
  return new ServiceError(
    'SerializationException',
    `Expected ${expected} at '${path || 'the top level'}', but found ${found}.`,
  )
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

function checkStructure(
  check: Check,
  name: string,
  input: unknown,
  path: string,
  depth: number,
): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw wrongType('an object', path, input)
  }
  if (depth > maximumDepth) throw wrongType('less nesting', path, input)
  const members: Readonly<Record<string, MemberModel>> = check.model.structures[name] ?? {}
  const output: Record<string, unknown> = {}
  for (const [member, { is, required }] of Object.entries(members)) {
    const value = Object.hasOwn(input, member) ? (input as Record<string, unknown>)[member] : undefined
    const memberPath = path ? `${path}.${lowerFirst(member)}` : lowerFirst(member)
    if (value !== undefined && value !== null) {
      output[member] = checkValue(check, is, value, memberPath, depth + 1)
    } else if (required) {
      const shown = isSensitive(check, is) ? undefined : 'null'
      check.violations.push({ path: memberPath, shown, constraint: 'Member must not be null' })
    }
  }
  return output
}

function isSensitive({ model }: Check, typeName: string): boolean {
  const type = model.types[typeName]
  return alsoSensitive.has(typeName) || (type !== undefined && 'sensitive' in type && type.sensitive === true)
}

/** Checks a value; what it violates repeats the value only where it is neither secret nor inside of a map. */
function checkValue(check: Check, typeName: string, value: unknown, path: string, depth: number): unknown {
  const { violations } = check
  const before = violations.length
  const checked = checkByType(check, typeName, value, path, depth)
  const isPlain = typeof value === 'string' || typeof value === 'number'
  if (violations.length === before || !isPlain || isSensitive(check, typeName)) return checked
  const shown = `'${value}'`
  violations.push(...violations.splice(before).map(violation => ({ ...violation, shown })))
  return checked
}

function checkByType(check: Check, typeName: string, value: unknown, path: string, depth: number): unknown {
  if (check.model.structures[typeName]) return checkStructure(check, typeName, value, path, depth)
  const type = check.model.types[typeName]
  if (!type) throw new TypeError(`The model has no type ${typeName}.`)
  switch (type.type) {
    case 'string':
      if (typeof value !== 'string') throw wrongType('a string', path, value)
      checkLength(check, type, value.length, path)
      checkCharacters(check, value, path)
      if (type.pattern !== undefined && !patternOf(type.pattern).test(value)) {
        const constraint = `Member must satisfy regular expression pattern: ${type.pattern.replace(/^\^|\$$/g, '')}`
        check.violations.push({ path, constraint })
      }
      return value
    case 'enum':
      if (typeof value !== 'string') throw wrongType('a string', path, value)
      if (!type.values.includes(value)) {
        const constraint = `Member must satisfy enum value set: [${type.values.join(', ')}]`
        check.violations.push({ path, constraint })
      }
      return value
    case 'integer':
    case 'long':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType('a number', path, value)
      checkRange(check, type, value, path)
      return Math.trunc(value)
    case 'double':
    case 'timestamp':
      if (typeof value !== 'number') throw wrongType('a number', path, value)
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType('a boolean', path, value)
      return value
    case 'blob':
      if (typeof value !== 'string') throw wrongType('base64 text', path, value)
      checkLength(check, type, Buffer.byteLength(value, 'base64'), path)
      return value
    case 'list':
      if (!Array.isArray(value)) throw wrongType('a list', path, value)
      checkLength(check, type, value.length, path)
      return checkList(check, type.of, value, path, depth)
    case 'map':
      return checkMap(check, type, value, path, depth)
    case 'document':
      return value
  }
}

/** A violation of a list of plain values names the list, as Amazon's messages do. */
function checkList(check: Check, of: string, values: readonly unknown[], path: string, depth: number) {
  if (!check.model.types[of]) {
    return values.map((value, index) =>
      checkValue(check, of, value, `${path}.${index + 1}.member`, depth + 1),
    )
  }
  const { violations } = check
  const before = violations.length
  const checked = values.map(value => checkByType(check, of, value, path, depth + 1))
  if (violations.length === before) return checked
  const constraints = new Set(violations.splice(before).map(({ constraint }) => constraint))
  violations.push({
    path,
    shown: isSensitive(check, of) ? undefined : `'[${values.join(', ')}]'`,
    constraint: `Member must satisfy constraint: [${[...constraints].join(', ')}]`,
  })
  return checked
}

function checkMap(
  check: Check,
  type: Extract<TypeModel, { type: 'map' }>,
  value: unknown,
  path: string,
  depth: number,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType('an object', path, value)
  }
  const entries = Object.entries(value).filter(([, element]) => element !== null)
  checkLength(check, type, entries.length, path)
  const output: Record<string, unknown> = Object.create(null)
  for (const [key, element] of entries) {
    checkByType(check, type.key, key, `${path}.key`, depth + 1)
    output[key] = checkByType(check, type.value, element, `${path}.${key}.member`, depth + 1)
  }
  return output
}

/** PostgreSQL cannot store U+0000 in text, so it is refused here for every engine. */
function checkCharacters(check: Check, value: string, path: string): void {
  if (value.includes('\0')) check.violations.push({ path, constraint: 'Member must not contain U+0000' })
}

function checkLength(
  check: Check,
  { min, max }: { readonly min?: number; readonly max?: number },
  length: number,
  path: string,
): void {
  if (min !== undefined && length < min) {
    check.violations.push({ path, constraint: `Member must have length greater than or equal to ${min}` })
  }
  if (max !== undefined && length > max) {
    check.violations.push({ path, constraint: `Member must have length less than or equal to ${max}` })
  }
}

function checkRange(
  check: Check,
  { min, max }: { readonly min?: number; readonly max?: number },
  value: number,
  path: string,
): void {
  if (min !== undefined && value < min) {
    check.violations.push({ path, constraint: `Member must have value greater than or equal to ${min}` })
  }
  if (max !== undefined && value > max) {
    check.violations.push({ path, constraint: `Member must have value less than or equal to ${max}` })
  }
}

const patterns = new Map<string, RegExp>()

function patternOf(pattern: string): RegExp {
  let expression = patterns.get(pattern)
  if (!expression) {
    expression = new RegExp(pattern, 'u')
    patterns.set(pattern, expression)
  }
  return expression
}
