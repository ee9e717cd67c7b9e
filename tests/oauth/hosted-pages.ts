import { afterAll, beforeAll, expect } from 'vitest'
import { type AuthorizationServer, callback, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import type { ScriptlessBrowser } from './scriptless-browser.ts'

/** The hosted pages as a person without scripts meets them. */

interface Event {
  readonly request: {
    readonly session: readonly { readonly challengeResult: boolean }[]
    readonly challengeAnswer?: string
    readonly privateChallengeParameters?: { readonly answer?: string }
  }
  readonly response: object
}

/** The ARN by which a pool names one of the functions. */
export const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
/** A challenge of a pool's own, and a function that confirms who signs up. */
const functions = {
  define: (event: Event) => {
    const { session } = event.request
    const done = session.at(-1)?.challengeResult === true
    const failed = session.length > 2 && !done
    return {
      ...event,
      response: {
        challengeName: done || failed ? null : 'CUSTOM_CHALLENGE',
        issueTokens: done,
        failAuthentication: failed,
      },
    }
  },
  create: (event: Event) => ({
    ...event,
    response: {
      publicChallengeParameters: {
        title: 'A riddle <b>',
        fields: JSON.stringify([{ name: 'riddle', label: 'What has keys but no locks?' }]),
      },
      privateChallengeParameters: { answer: 'piano' },
    },
  }),
  confirm: (event: Event) => ({ ...event, response: { autoConfirmUser: true } }),
  verify: (event: Event) => ({
    ...event,
    response: {
      answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters?.answer,
    },
  }),
}

type PoolInput = Parameters<AuthorizationServer['createPool']>[0]
type ClientInput = Parameters<AuthorizationServer['createClient']>[1]

/** A server for the tests of a file; `start` makes a pool, an application of it and a browser. */
export function hostedPages() {
  let server: AuthorizationServer
  beforeAll(async () => {
    server = await startAuthorizationServer({ functions: functions as never })
  })
  afterAll(() => server.close())
  return {
    get server() {
      return server
    },
    async start(pool: PoolInput = {}, client: ClientInput = {}) {
      const poolId = await server.createPool(pool)
      const app = new RelyingParty(server, poolId, await server.createClient(poolId, client))
      return { poolId, app, browser: app.browser() }
    },
  }
}

/** Whether the browser came back to the application with a code that is good. */
export async function expectSignedIn(app: RelyingParty, back: URL | undefined, browser: ScriptlessBrowser) {
  if (!back) throw new Error(`${browser.screen} came up: ${browser.html}`)
  expect(`${back.origin}${back.pathname}`).toBe(callback)
  expect((await app.redeem(back.searchParams.get('code') ?? '')).status).toBe(200)
}

/** What the page says in its status: what went wrong or well. */
export const told = (browser: ScriptlessBrowser) =>
  />([^<]+)</.exec(/role="status"[^>]*>([\s\S]*?)<\/div>/.exec(browser.html)?.[0] ?? '')?.[1] ?? ''

/** The page says this in its status, and nowhere besides. */
export function expectToldOnce(browser: ScriptlessBrowser, text: string) {
  expect(told(browser)).toBe(text)
  expect(browser.html.split(text)).toHaveLength(2)
}
