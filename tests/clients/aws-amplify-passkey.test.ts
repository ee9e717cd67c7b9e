import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createFlowPool } from './flow-pools.ts'

/** What the page puts on its window: Amplify, as an app bundles it. */
declare const amplify: {
  readonly Amplify: typeof import('aws-amplify')['Amplify']
} & typeof import('aws-amplify/auth')

let latchkey: LatchkeyProcess
let browser: Browser
let site: Server
let address: string

beforeAll(async () => {
  const bundle = await build({
    stdin: {
      contents: `import { Amplify } from 'aws-amplify'
        import * as auth from 'aws-amplify/auth'
        window.amplify = { Amplify, ...auth }`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const script = bundle.outputFiles[0]!.text
  site = createServer((request, response) => {
    const wanted = request.url === '/amplify.js'
    response.setHeader('content-type', wanted ? 'text/javascript' : 'text/html')
    response.end(wanted ? script : '<!doctype html><script type="module" src="/amplify.js"></script>')
  })
  await new Promise<void>(resolve => site.listen(0, 'localhost', resolve))
  address = `http://localhost:${(site.address() as AddressInfo).port}`
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
}, 60_000)

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await new Promise(resolve => site.close(resolve))
})

it('Amplify in Chromium makes a passkey, signs in with it, lists and deletes it', async () => {
  const pool = await createFlowPool(
    latchkey.url,
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    { WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' } },
  )
  const person = await createPerson(latchkey.url, pool.userPoolId)
  const page = await browser.newPage()
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(address)
  await page.waitForFunction(() => 'amplify' in window)
  const outcome = await page.evaluate(
    async ({ userPoolId, userPoolClientId, userPoolEndpoint, username, password }) => {
      amplify.Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } })
      await amplify.signIn({ username, password })
      await amplify.associateWebAuthnCredential()
      const { credentials } = await amplify.listWebAuthnCredentials()
      await amplify.signOut()
      const { isSignedIn, nextStep } = await amplify.signIn({
        username,
        options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' },
      })
      const { username: signedInAs } = await amplify.getCurrentUser()
      await amplify.deleteWebAuthnCredential({ credentialId: credentials[0]?.credentialId ?? '' })
      const after = await amplify.listWebAuthnCredentials()
      return {
        relyingPartyId: credentials[0]?.relyingPartyId,
        isSignedIn,
        step: nextStep.signInStep,
        signedInAs,
        left: after.credentials.length,
      }
    },
    {
      userPoolId: pool.userPoolId,
      userPoolClientId: pool.clientId,
      userPoolEndpoint: latchkey.url,
      username: person.username,
      password: person.password,
    },
  )
  expect(outcome).toEqual({
    relyingPartyId: 'localhost',
    isSignedIn: true,
    step: 'DONE',
    signedInAs: person.username,
    left: 0,
  })
}, 60_000)
