/** An app in Node with a keychain: it signs a person in, or says who is. Told by one argument of JSON. */
import { AWSMobileClient } from '@latchkey/client'
import { keychainStorage } from '@latchkey/client/storage'

const { configuration, directory, keyring, username, password } = JSON.parse(process.argv[2] ?? '')
/** @type {string[]} */
const troubles = []
const storage = keychainStorage({
  directory,
  service: 'shop',
  load: () => import(keyring),
  report: error => troubles.push(String(error)),
})
const client = new AWSMobileClient({ configuration, storage })
if (username) await client.signIn({ username, password })
const outcome = await client.initialize().then(
  ({ userState }) => userState,
  error => error.kind,
)
console.log(JSON.stringify({ outcome, username: client.username, troubles }))
