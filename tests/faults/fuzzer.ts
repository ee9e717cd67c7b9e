import type { MemberModel, ServiceModel } from '@latchkey/protocol/model'

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function repeatable(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const deep = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`

const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202eevil',
  'e\u0301',
  '\u212a',
  'ﬃ',
  '👩‍👩‍👧‍👦',
  '\r\nSet-Cookie: a=b',
  '\r\nBcc: everyone@example.com',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '"; DROP TABLE users; --',
  '%00%0d%0a',
  '../../etc/passwd',
  '$' + '{7*7}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e400',
  '=cmd()',
  'arn:aws:lambda:us-east-1:000000000000:function:none',
  'us-east-1_aaaaaaaaa',
  'us-east-1:00000000-0000-4000-8000-000000000000',
  'AAAA====',
  '{"a":',
  'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
  'a'.repeat(129),
  'a'.repeat(2049),
  'ß'.repeat(4097),
  'a'.repeat(70_000),
  '0'.repeat(3000),
  'f'.repeat(1024),
]

const hostileNumbers = [-1, 0, 1, -0, 0.5, 61, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308]

const strangeValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  'text',
  [],
  [[]],
  {},
  { length: 1e9 },
  { toString: 'a', valueOf: 1 },
  [null],
  Array.from({ length: 2000 }, (_, index) => index),
  JSON.parse(deep(20, '{"a":', '}')),
  JSON.parse(deep(60, '[', ']')),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
]

const hostileBodies = (body: string): (string | Uint8Array)[] => [
  body.slice(0, -1),
  `${body}${body}`,
  `\ufeff${body}`,
  body.replace('{', '{"__proto__":{"polluted":true},'),
  body.replace('{', '{"ClientId":1,"ClientId":2,'),
  deep(10_000, '{"a":', '}'),
  deep(10_000, '[', ']'),
  '"text"',
  '1',
  'null',
  '[]',
  '',
  Uint8Array.of(0xff, 0xfe, 0x7b, 0x7d),
  Uint8Array.of(0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d),
]

/** One hostile request. */
export interface HostileRequest {
  readonly target: string
  readonly body: string | Uint8Array
}

/** Makes hostile requests for every operation of a service: well-formed ones with something strange in them. */
export class Fuzzer {
  readonly #service: string
  readonly #model: ServiceModel
  readonly #random: () => number
  readonly #known: Readonly<Record<string, string>>
  readonly operations: readonly string[]

  /** @param known values for members by their names, such as an id of a pool that is there */
  constructor(
    service: string,
    model: ServiceModel,
    random: () => number,
    known: Readonly<Record<string, string>>,
  ) {
    this.#service = service
    this.#model = model
    this.#random = random
    this.#known = known
    this.operations = Object.keys(model.operations)
  }

  next(operation: string): HostileRequest {
    const target = `${this.#service}.${operation}`
    const input = this.#structure(this.#model.operations[operation]?.input ?? '', 0)
    this.#spoil(input)
    const body = JSON.stringify(input)
    if (this.#random() < 0.1) return { target, body: this.#pick(hostileBodies(body)) }
    return { target, body }
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!
  }

  /** Puts something strange into one place, or into a few. */
  #spoil(input: Record<string, unknown>): void {
    const places: [Record<string, unknown>, string][] = []
    const collect = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return
      for (const name of Object.keys(value)) {
        places.push([value as Record<string, unknown>, name])
        collect((value as Record<string, unknown>)[name])
      }
    }
    collect(input)
    const count = 1 + Math.floor(this.#random() * 2)
    for (let spoiled = 0; spoiled < count; spoiled++) {
      if (places.length === 0 || this.#random() < 0.05) {
        input[this.#pick(hostileTexts)] = this.#pick(strangeValues)
        continue
      }
      const [holder, name] = this.#pick(places)
      const old = holder[name]
      const kind = this.#random()
      if (kind < 0.1) delete holder[name]
      else if (kind < 0.4) holder[name] = this.#pick(strangeValues)
      else if (typeof old === 'number') holder[name] = this.#pick(hostileNumbers)
      else holder[name] = this.#pick(hostileTexts)
    }
  }

  #structure(name: string, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    for (const [member, model] of Object.entries(this.#model.structures[name] ?? {})) {
      if (!model.required && (depth > 3 || this.#random() < 0.6)) continue
      value[member] = this.#known[member] ?? this.#member(member, model, depth)
    }
    return value
  }

  #member(name: string, { is }: Pick<MemberModel, 'is'>, depth: number): unknown {
    const type = this.#model.types[is]
    if (!type) return this.#structure(is, depth + 1)
    switch (type.type) {
      case 'string':
        return this.#text(name, type.min ?? 1)
      case 'integer':
      case 'long':
        return Math.max(type.min ?? 1, Math.min(type.max ?? 10, 5))
      case 'enum':
        return this.#pick(type.values)
      case 'boolean':
        return this.#random() < 0.5
      case 'list':
        return depth > 4 ? [] : [this.#member(name, { is: type.of }, depth + 1)]
      case 'map':
        return depth > 4
          ? {}
          : { [this.#text('key', 1)]: this.#member('value', { is: type.value }, depth + 1) }
      case 'blob':
        return 'AAAA'
      case 'timestamp':
        return 1_700_000_000
      case 'double':
        return 0.5
      case 'document':
        return { a: 1 }
    }
  }

  #text(name: string, minimum: number): string {
    if (/Arn$/i.test(name)) return 'arn:aws:iam::000000000000:role/any'
    if (/URL|Uri|Link/i.test(name)) return 'https://example.com/'
    return `fuzz${Math.floor(this.#random() * 50)}`.padEnd(minimum, 'x')
  }
}
