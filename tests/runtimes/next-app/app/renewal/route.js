// @ts-nocheck: its types come with Next.js, which is installed when the test runs.
/** A route handler may set cookies: here the server renews the tokens, and the browser goes on with the new ones. */
import { AWSMobileClient } from '@latchkey/client'
import { cookieStorage } from '@latchkey/client/storage'
import { cookies } from 'next/headers'

export async function POST() {
  const jar = await cookies()
  const storage = cookieStorage(
    {
      getAll: () => jar.getAll(),
      setAll: all => {
        for (const { name, value, options } of all) jar.set(name, value, options)
      },
    },
    // What only tests have: a site without TLS.
    { secure: false },
  )
  const configuration = JSON.parse(process.env.LATCHKEY_CONFIGURATION)
  const client = new AWSMobileClient({ configuration, storage })
  const { accessToken } = await client.getTokens({ forceRefresh: true, whenSignedOut: 'reject' })
  return Response.json({ accessToken: accessToken.tokenString })
}
