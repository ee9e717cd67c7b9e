/** Plain HTML: the elements stand in the page. */
import '@latchkey/ui'
import { client, configure } from './client.ts'

document.body.insertAdjacentElement('beforeend', document.createElement('latchkey-sign-in'))
const account = document.createElement('latchkey-account')
account.hidden = true
document.body.append(account, document.createElement('latchkey-sign-out'))

const show = () => {
  account.hidden = !client.isSignedIn
  document.querySelector<HTMLElement>('latchkey-sign-in')!.hidden = client.isSignedIn
}
client.addUserStateListener(show)
await configure()
show()
