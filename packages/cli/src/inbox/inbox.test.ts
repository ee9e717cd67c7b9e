import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { format, type InboxMessage, inbox } from './inbox.ts'

const message: InboxMessage = {
  to: 'ada@example.com',
  medium: 'EMAIL',
  at: '2026-11-21T10:00:00.000Z',
  code: '123456',
  subject: 'Your verification code',
  body: 'Your code is 123456.',
}
const url = 'http://127.0.0.1:9229'

/** Looks at what one answer after another holds, until there is none left. */
async function linesFor(
  answers: (InboxMessage[] | Response)[],
  options: { follow?: boolean; to?: string } = {},
) {
  const lines: string[] = []
  const asked: string[] = []
  await inbox(
    { url, ...options },
    {
      fetch: async address => {
        asked.push(address.href)
        const answer = answers.shift()
        if (!answer) throw new TypeError('fetch failed')
        return answer instanceof Response ? answer : Response.json(answer)
      },
      print: line => lines.push(stripVTControlCharacters(line)),
      pause: async () => answers.length > 0,
    },
  )
  return { lines, asked }
}

describe('latchkey inbox', () => {
  it('prints each message with its time, address, code and subject', async () => {
    const { lines } = await linesFor([[message]])
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d\d:\d\d:00 {2}email {2}ada@example\.com {2}123456 {2}Your verification code$/,
      ),
    ])
  })

  it('asks for one address only when one is given', async () => {
    const { asked } = await linesFor([[message]], { to: '+15550100' })
    expect(asked).toEqual([`${url}/_latchkey/inbox?to=%2B15550100`])
  })

  it('says that the inbox is empty, but not while it follows', async () => {
    expect((await linesFor([[]])).lines).toEqual(['The inbox is empty.'])
    expect((await linesFor([[]], { follow: true })).lines).toEqual([])
  })

  it('prints what is new when it follows, and begins anew after a reset', async () => {
    const second = { ...message, code: '222222' }
    const third = { ...message, code: '333333' }
    const { lines } = await linesFor([[message], [message, second], [third]], { follow: true })
    expect(lines.map(line => /\d{6}/.exec(line)?.[0])).toEqual(['123456', '222222', '333333'])
  })

  it('tells of a server that is not there, and of one without an inbox', async () => {
    await expect(linesFor([])).rejects.toThrow('no server answers at http://127.0.0.1:9229')
    await expect(linesFor([new Response('', { status: 404 })])).rejects.toThrow('only a local server has one')
  })

  it('lets no message move the cursor or break the line', () => {
    const hostile = { ...message, subject: '\u001b[2J\u001b]0;title\u0007one\r\ntwo\u0000' }
    expect(stripVTControlCharacters(format(hostile))).toMatch(/one two\s*$/)
    expect(format({ ...hostile, to: '\u001b[31mada' })).not.toContain('\u001b[31mada')
  })
})
