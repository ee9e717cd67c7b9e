import { isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { oauthError } from './errors.ts'
import { exchange } from './exchange.ts'
import { keepPending, takePending } from './pending.ts'
import { hostedProvider } from './provider.ts'
import type { HostedUIResult } from './types.ts'

const known = new WeakMap<Client, Map<string, Promise<HostedUIResult | undefined>>>()

/** The answer that a page was loaded with: its address loses it, once it is taken. */
const pages = new WeakMap<Client, { readonly url: string; epoch?: number }>()

/**
 * Takes the address that the hosted UI came back with. The same answer given twice is taken once, and a network that
 * fails leaves it to be given again.
 *
 * @param url when absent, the page's own address: the one that it was loaded with, until the person signs in or out anew
 * @returns `undefined` where it is no answer to a sign-in of this client, or one that was taken long ago
 * @throws AWSMobileClientError what `showSignIn` throws of an answer
 */
export async function handleAuthResponse(
  client: Client,
  url: string | undefined = pageAnswer(client),
): Promise<HostedUIResult | undefined> {
  const state = url === undefined ? undefined : stateOf(url)
  if (url === undefined || !state) return undefined
  const answers = known.get(client) ?? new Map<string, Promise<HostedUIResult | undefined>>()
  known.set(client, answers)
  const answer = answers.get(state) ?? handle(client, url, state)
  answers.set(state, answer)
  const page: { readonly url: string; epoch?: number } = { url }
  if (url === pageAddress()) pages.set(client, page)
  answer
    .catch(error => {
      if (isAWSMobileClientError(error) && error.retryable) answers.delete(state)
    })
    .finally(() => {
      page.epoch = client.state.epoch
    })
  return answer
}

async function handle(client: Client, url: string, state: string): Promise<HostedUIResult | undefined> {
  await ready(client)
  const pending = await takePending(client, state)
  if (!pending) return undefined
  try {
    const provider = await hostedProvider(client).catch(error => {
      throw oauthError(error)
    })
    return await exchange(client, provider, pending, url)
  } catch (error) {
    if (isAWSMobileClientError(error) && error.retryable)
      await keepPending(client, pending).catch(client.platform.report)
    throw error
  }
}

/** The state of an answer; nothing where the address is none. */
function stateOf(url: string): string | undefined {
  try {
    const { searchParams } = new URL(url)
    const answers = searchParams.has('code') || searchParams.has('error')
    return answers ? (searchParams.get('state') ?? undefined) : undefined
  } catch {
    return undefined
  }
}

function pageAnswer(client: Client): string | undefined {
  const page = pages.get(client)
  return page && (page.epoch ?? client.state.epoch) === client.state.epoch ? page.url : pageAddress()
}

function pageAddress(): string | undefined {
  return typeof location === 'object' ? location.href : undefined
}
