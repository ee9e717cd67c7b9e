// @ts-nocheck: the bare engine has no types.
/** An app of the published package, as Metro bundles it for React Native; the service is a stub of three answers. */
import './react-native-globals.js'
import { AWSMobileClient } from '@latchkey/client'
import { expoSecureStore, pureSrpEngine } from '@latchkey/client/react-native'

const kept = new Map()
/** A mock of `expo-secure-store`, which needs a device. */
const secureStore = {
  getItemAsync: async key => kept.get(key) ?? null,
  setItemAsync: async (key, value) => void kept.set(key, value),
  deleteItemAsync: async key => void kept.delete(key),
}

const token = `e30.${btoa(JSON.stringify({ username: 'ada', exp: 4102444800 })).replace(/=/g, '')}.AA`
const answers = {
  InitiateAuth: {
    AuthenticationResult: { AccessToken: token, IdToken: token, RefreshToken: 'r', ExpiresIn: 3600 },
  },
  GetUser: { Username: 'ada', UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }] },
}

const options = {
  configuration: { CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } } },
  storage: expoSecureStore(secureStore),
  srp: pureSrpEngine,
  random: length => new Uint8Array(length),
  fetch: async (_url, request) => {
    const answer = answers[request.headers['X-Amz-Target'].split('.')[1]]
    return { status: 200, headers: new Headers({}), text: async () => JSON.stringify(answer) }
  },
}

async function walk() {
  const client = new AWSMobileClient(options)
  const { signInState } = await client.signIn({
    username: 'ada',
    password: 'p',
    authFlow: 'USER_PASSWORD_AUTH',
  })
  // A part that is loaded later.
  const attributes = await client.getUserAttributes()
  const stored = [...kept.values()].some(text => text.includes('ada'))
  const relaunched = await new AWSMobileClient(options).initialize()
  await client.signOut({ invalidateTokens: false })
  return {
    signInState,
    attributes,
    stored,
    relaunched: relaunched.userState,
    left: [...kept.values()].some(text => text.includes('ada')),
  }
}

walk().then(
  seen => print(JSON.stringify(seen)),
  error => print(`failed: ${error?.stack ?? error} ${error?.cause?.stack ?? ''}`),
)
