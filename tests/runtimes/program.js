/**
 * One app for every runtime: it walks from sign-in to sign-out and prints what it met. What it is told comes as
 * JSON in its one argument.
 */
import { AWSMobileClient } from '@latchkey/client'
import { memoryStorage } from '@latchkey/client/storage'

const { configuration, username, password } = JSON.parse(process.argv[2] ?? '')
const storage = memoryStorage()
const client = new AWSMobileClient({ configuration, storage })
/** @type {string[]} */
const states = []
client.addUserStateListener(state => states.push(state))
await client.initialize()
const { signInState } = await client.signIn({ username, password })
const first = await client.getTokens()
const renewed = await client.getTokens({ forceRefresh: true })
const credentials = await client.getAWSCredentials()
await client.updateUserAttributes({ name: 'Ada' })
const { name } = await client.getUserAttributes()
const subject = first.idToken?.claims?.sub === client.userSub
const wrong = await client
  .changePassword({ currentPassword: 'Wrong-Horse-7', proposedPassword: 'Other-Horse-9' })
  .catch(error => error.kind)
// As after a relaunch of the app.
const again = new AWSMobileClient({ configuration, storage })
const { userState } = await again.initialize()
await client.signOut()
console.log(
  JSON.stringify({
    signInState,
    subject,
    renewed: renewed.accessToken.tokenString !== first.accessToken.tokenString,
    accessKeyId: credentials.accessKeyId,
    identityId: credentials.identityId,
    name,
    wrong,
    relaunched: userState,
    states,
  }),
)
