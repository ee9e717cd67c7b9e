/** A small app of hooks, printed by the server and taken over in the browser. */
import {
  SignedIn,
  SignedOut,
  useAWSCredentials,
  useAWSMobileClient,
  useTokens,
  useUserState,
} from '@latchkey/react'

export function App() {
  return (
    <main>
      <SignedIn>
        <Welcome />
      </SignedIn>
      <SignedOut>
        <p id="stranger">Please sign in.</p>
      </SignedOut>
    </main>
  )
}

function Welcome() {
  const client = useAWSMobileClient()
  const { username } = useUserState()
  const tokens = useTokens()
  const credentials = useAWSCredentials()
  return (
    <>
      <p id="name">{username}</p>
      <p id="sub">{tokens.status === 'ready' ? String(tokens.value.idToken?.claims?.sub) : tokens.status}</p>
      <p id="key">{credentials.status === 'ready' ? credentials.value.accessKeyId : credentials.status}</p>
      <button type="button" onClick={() => void client.signOut()}>
        Sign out
      </button>
    </>
  )
}
