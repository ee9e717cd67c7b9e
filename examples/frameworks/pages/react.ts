/** React: components with the client of the provider above them. */
import { AWSMobileClientProvider, SignedIn, SignedOut } from '@latchkey/react'
import { Account, SignIn, SignOut } from '@latchkey/react/ui'
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { client, configure } from './client.ts'

await configure()
createRoot(document.body.appendChild(document.createElement('div'))).render(
  h(
    AWSMobileClientProvider,
    { client },
    h(SignedOut, null, h(SignIn)),
    h(SignedIn, null, h(Account), h(SignOut)),
  ),
)
