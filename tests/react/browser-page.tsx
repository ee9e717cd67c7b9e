/** What runs in the browser: the printed page, taken over. */
import { AWSMobileClient } from '@latchkey/client'
import { documentCookies } from '@latchkey/client/storage'
import { AWSMobileClientProvider, type Standing } from '@latchkey/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { App } from './app.tsx'

declare global {
  interface Window {
    given: { configuration: object; initial: Standing }
    client: AWSMobileClient
    complaints: string[]
  }
}

const { configuration, initial } = window.given
window.client = new AWSMobileClient({ configuration, storage: documentCookies() })
window.complaints = []
hydrateRoot(
  document.querySelector('#root') as HTMLElement,
  <StrictMode>
    <AWSMobileClientProvider client={window.client} initial={initial}>
      <App />
    </AWSMobileClientProvider>
  </StrictMode>,
  { onRecoverableError: error => window.complaints.push(String(error)) },
)
