import { setTimeout as pause } from 'node:timers/promises'

interface Message {
  readonly to: string
  readonly code?: string
}

/** The newest code that was sent to an address; waits up to five seconds for one. */
export async function codeSentTo(url: string, to: string, { after = 0 } = {}): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const response = await fetch(`${url}/_latchkey/inbox?to=${encodeURIComponent(to)}`)
    const messages = (await response.json()) as Message[]
    const code = messages.length > after ? messages.at(-1)?.code : undefined
    if (code !== undefined) return code
    await pause(100)
  }
  throw new Error(`No code came for ${to}.`)
}
