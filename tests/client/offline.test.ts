/** The offline entry over real HTTP: signatures that the server checks, and Apollo Client on top. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client/core'
import { AWSMobileClient } from '@latchkey/client'
import { authorizedFetch, createOffline, offlineLink } from '@latchkey/client/offline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools, region } from '../harness/pools.ts'
import { configurationOf } from './path.ts'

let latchkey: LatchkeyProcess
let pools: Pools

beforeAll(async () => {
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
})
afterAll(() => latchkey.stop())

async function signedIn() {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const client = new AWSMobileClient({ configuration: configurationOf(latchkey.url, pools) })
  await client.signIn({ username, password })
  return { client: client.client, username }
}

test('requests signed with SigV4 are whom they say they are, to a server that checks', async () => {
  const { client } = await signedIn()
  const call = authorizedFetch(client, {
    origins: [latchkey.url],
    authorization: { kind: 'iam', service: 'sts', region },
  })
  const response = await call(`${latchkey.url}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('assumed-role/member/')
})

/** A GraphQL service with one list, which can be switched off. */
function notesService() {
  const notes: string[] = []
  const done = new Map<string, string>()
  let server: Server | undefined
  const start = (port = 0) =>
    new Promise<string>(resolve => {
      server = createServer((request, response) => {
        let text = ''
        request.on('data', part => {
          text += part
        })
        request.on('end', () => {
          const { query, variables } = JSON.parse(text) as { query: string; variables: { text?: string } }
          const key = String(request.headers['idempotency-key'])
          if (query.startsWith('mutation') && !done.has(key)) {
            notes.push(variables.text ?? '')
            done.set(key, notes.at(-1) ?? '')
          }
          response.setHeader('content-type', 'application/json')
          const answer = query.startsWith('mutation') ? { add: done.get(key) } : { notes }
          response.end(JSON.stringify({ data: request.headers.authorization ? answer : null }))
        })
      }).listen(port, 'localhost', () =>
        resolve(`http://localhost:${(server!.address() as AddressInfo).port}`),
      )
    })
  const stop = () =>
    new Promise<void>(resolve => {
      server?.close(() => resolve())
      server?.closeAllConnections()
    })
  return { notes, start, stop }
}

test('Apollo Client reads from the cache and writes when the service is back, once each and in order', async () => {
  const { client } = await signedIn()
  const service = notesService()
  const url = await service.start()
  const offline = createOffline(client, { origins: [url], authorization: { kind: 'accessToken' } })
  const apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: offlineLink(HttpLink, { uri: `${url}/graphql`, offline }),
    defaultOptions: { query: { fetchPolicy: 'network-only' } },
  })
  const list = () => apollo.query({ query: gql`{ notes }` }).then(({ data }) => data.notes as string[])
  const add = (text: string) =>
    apollo.mutate({ mutation: gql`mutation ($text: String!) { add(text: $text) }`, variables: { text } })
  await add('first')
  expect(await list()).toEqual(['first'])
  await service.stop()
  expect(await list()).toEqual(['first'])
  const written = Promise.all([add('second'), add('third')])
  await expect.poll(() => offline.pending().then(({ length }) => length)).toBe(2)
  await service.start(Number(new URL(url).port))
  await offline.replay()
  expect((await written).map(({ data }) => data.add)).toEqual(['second', 'third'])
  expect(service.notes).toEqual(['first', 'second', 'third'])
  offline.close()
  await service.stop()
})
