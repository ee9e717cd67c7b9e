import { describe, expect, it } from 'vitest'
import { importsIn } from './imports.ts'
import { violationOf } from './violations.ts'

describe('imports between packages', () => {
  it.each([
    ['packages/client/src/a.ts', '@latchkey/protocol'],
    ['packages/client/src/a.ts', '@latchkey/protocol/srp'],
    ['packages/ui/src/a.ts', '@latchkey/client'],
    ['packages/react/src/a.ts', '@latchkey/ui'],
    ['packages/server/src/a.ts', '@latchkey/protocol/srp/node'],
    ['packages/server/src/http/a.ts', '@latchkey/ui/views'],
    ['packages/cli/src/a.ts', '@latchkey/server'],
    ['packages/server/src/a.ts', 'hono'],
    ['tests/clients/a.ts', '@latchkey/server'],
  ])('%s may import %s', (file, specifier) => {
    expect(violationOf({ file, specifier })).toBeUndefined()
  })

  it.each([
    ['packages/protocol/src/a.ts', '@latchkey/client'],
    ['packages/client/src/a.ts', '@latchkey/server'],
    ['packages/client/src/a.ts', '@latchkey/ui'],
    ['packages/server/src/a.ts', '@latchkey/client'],
    ['packages/server/src/a.ts', '@latchkey/ui'],
    ['packages/server/src/a.ts', 'latchkey'],
    ['packages/cli/src/a.ts', '@latchkey/client'],
    ['packages/client/src/a.ts', '../../protocol/src/index.ts'],
    ['packages/client/src/session/a.ts', 'node:crypto'],
    ['packages/unheard-of/src/a.ts', '@latchkey/protocol'],
  ])('%s may not import %s', (file, specifier) => {
    expect(violationOf({ file, specifier })).toBeTypeOf('string')
  })

  it('lets a platform file of the client use what its platform has', () => {
    const file = 'packages/client/src/platform/node.ts'
    expect(violationOf({ file, specifier: 'node:crypto' })).toBeUndefined()
  })
})

describe('imports between the layers of the server', () => {
  it.each([
    ['http/router.ts', '../operations/sign-up.ts'],
    ['operations/user-pools/sign-up.ts', '../../store/unit.ts'],
    ['flow/srp.ts', '../domain/password.ts'],
    ['domain/user.ts', '../ports/clock.ts'],
    ['keys/pool-keys.ts', '../store/unit.ts'],
    ['server.ts', './http/router.ts'],
  ])('%s may import %s', (from, specifier) => {
    expect(violationOf({ file: `packages/server/src/${from}`, specifier })).toBeUndefined()
  })

  it.each([
    ['store/unit.ts', '../domain/user.ts'],
    ['domain/user.ts', '../flow/srp.ts'],
    ['flow/srp.ts', '../operations/sign-up.ts'],
    ['operations/user-pools/sign-up.ts', '../../http/router.ts'],
    ['ports/clock.ts', '../operations/sign-up.ts'],
  ])('%s may not import %s', (from, specifier) => {
    expect(violationOf({ file: `packages/server/src/${from}`, specifier })).toBeTypeOf('string')
  })
})

describe('imports in a text', () => {
  it('are found in every form that TypeScript has', () => {
    const text = [
      "import a from 'a'",
      "import type { B } from 'b'",
      "export * from 'c'",
      "const d = await import('d')",
      "type E = import('e').E",
      "// import f from 'f'",
    ].join('\n')
    expect(importsIn('x.ts', text).map(({ specifier }) => specifier)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
