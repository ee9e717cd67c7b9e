// @ts-nocheck: its types come with Next.js, which is installed when the test runs.
/** A server component: whoever the request's cookies say is greeted before any script runs. */
import { AWSMobileClient } from '@latchkey/client'
import { cookieStorage } from '@latchkey/client/storage'
import { standingOf } from '@latchkey/react'
import { cookies } from 'next/headers'
import { Session } from './session.jsx'

export default async function Page() {
  const jar = await cookies()
  const configuration = JSON.parse(process.env.LATCHKEY_CONFIGURATION)
  // While it renders, a server component may read cookies and not set them.
  const storage = cookieStorage({ getAll: () => jar.getAll(), setAll: () => undefined })
  const client = new AWSMobileClient({ configuration, storage })
  await client.initialize()
  const standing = standingOf(client)
  return (
    <main>
      <p id="printed">{standing.username ?? 'nobody'}</p>
      <Session configuration={configuration} initial={standing} />
    </main>
  )
}
