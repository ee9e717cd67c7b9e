import type { AWSMobileClient } from '@latchkey/client'
import { create, find } from './elements.ts'

/** Shows the present state in the header, and below it each change as the listener hears of it, newest first. */
export function watchState(client: AWSMobileClient): void {
  const list = find('#history', HTMLOListElement)
  const output = find('#state', HTMLOutputElement)
  const tell = (state: string) => {
    output.textContent = state
    output.dataset['state'] = state
  }
  client.addUserStateListener(state => {
    tell(state)
    const time = create('time', '', new Date().toLocaleTimeString())
    list.prepend(create('li', '', create('div', 'row', create('code', '', state), time)))
  })
  tell(client.currentUserState)
}
