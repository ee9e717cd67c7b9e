import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSessionId, shownSessionId } from './session-id.ts'

it('shows every UUID as 28 characters that lead back to it', () => {
  fc.assert(
    fc.property(fc.uuid(), id => {
      expect(shownSessionId(id)).toMatch(/^tkn[a-z0-9]{25}$/)
      expect(parseSessionId(shownSessionId(id))).toBe(id)
    }),
  )
})

it.each([['tkn'], ['sso0000000000000000000000000'], [`tkn${'z'.repeat(25)}`]])('%s is no session', shown => {
  expect(parseSessionId(shown)).toBeUndefined()
})
