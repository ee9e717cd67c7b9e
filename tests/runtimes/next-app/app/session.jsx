// @ts-nocheck: its types come with Next.js, which is installed when the test runs.
'use client'
import { AWSMobileClient } from '@latchkey/client'
import { documentCookies, memoryStorage } from '@latchkey/client/storage'
import {
  AWSMobileClientProvider,
  SignedIn,
  SignedOut,
  useAWSMobileClient,
  useTokens,
  useUserState,
} from '@latchkey/react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'

export function Session({ configuration, initial }) {
  // A client component is rendered on the server too, where there is no document.
  const [client] = useState(() => {
    const storage = typeof document === 'object' ? documentCookies() : memoryStorage()
    return new AWSMobileClient({ configuration, storage })
  })
  return (
    <AWSMobileClientProvider client={client} initial={initial}>
      <SignedIn>
        <Welcome />
      </SignedIn>
      <SignedOut>
        <SignIn />
      </SignedOut>
    </AWSMobileClientProvider>
  )
}

function Welcome() {
  const client = useAWSMobileClient()
  const { username } = useUserState()
  const tokens = useTokens()
  const router = useRouter()
  const [outcome, setOutcome] = useState('')
  const renew = () => {
    client.getTokens({ forceRefresh: true }).then(
      () => setOutcome('renewed'),
      error => setOutcome(error.kind),
    )
  }
  const leave = async () => {
    await client.signOut()
    router.refresh()
  }
  return (
    <>
      <p id="name">{username}</p>
      <p id="token">{tokens.status === 'ready' ? tokens.value.accessToken.tokenString : tokens.status}</p>
      <p id="outcome">{outcome}</p>
      <button type="button" id="renew" onClick={renew}>
        Renew
      </button>
      <button type="button" id="leave" onClick={leave}>
        Sign out
      </button>
    </>
  )
}

function SignIn() {
  const client = useAWSMobileClient()
  const router = useRouter()
  const [trouble, setTrouble] = useState('')
  const enter = async form => {
    try {
      await client.signIn({ username: form.get('username'), password: form.get('password') })
      router.refresh()
    } catch (error) {
      setTrouble(error.kind)
    }
  }
  return (
    <form action={enter}>
      <input name="username" aria-label="User name" />
      <input name="password" type="password" aria-label="Password" />
      <button type="submit">Sign in</button>
      <p role="alert">{trouble}</p>
    </form>
  )
}
