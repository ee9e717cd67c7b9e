import { create, find } from './elements.ts'

interface Message {
  readonly to: string
  readonly medium: string
  readonly at: string | number
  readonly code?: string
  readonly subject?: string
}

const pauseBetweenLooks = 600

/**
 * Shows what the local server sent instead of mail, newest first, as it comes.
 *
 * @param take what happens with a code that the person picks
 */
export function watchInbox(take: (code: string) => void): void {
  const list = find('#inbox', HTMLOListElement)
  let known: number | undefined
  const look = async () => {
    const messages = document.visibilityState === 'visible' ? await read() : undefined
    if (messages && messages.length !== known) {
      const arrived = known === undefined ? 0 : Math.max(0, messages.length - known)
      known = messages.length
      const items = messages.map(message => itemOf(message, take)).reverse()
      for (const item of items.slice(0, arrived)) item.classList.add('new')
      list.replaceChildren(...items.slice(0, 20))
    }
    setTimeout(() => void look(), pauseBetweenLooks)
  }
  void look()
}

/** All messages, or nothing while the server cannot be reached: the next look tries again. */
async function read(): Promise<readonly Message[] | undefined> {
  const response = await fetch('/_latchkey/inbox', { headers: { accept: 'application/json' } }).catch(
    () => undefined,
  )
  return response?.ok ? ((await response.json()) as Message[]) : undefined
}

function itemOf({ to, at, code, subject }: Message, take: (code: string) => void): HTMLElement {
  const time = create('time', '', new Date(at).toLocaleTimeString())
  const item = create('li', '', create('div', 'row', create('span', '', to), time))
  if (subject) item.append(create('small', '', subject))
  if (code) {
    const button = create('button', '', 'Use it')
    button.addEventListener('click', () => take(code))
    item.append(create('div', 'row', create('b', '', code), button))
  }
  return item
}
