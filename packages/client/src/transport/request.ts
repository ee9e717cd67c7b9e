import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { serviceError, unexpectedAnswer } from './answer.ts'
import { fetchText, heedDate } from './fetch-text.ts'

type Services = { userPool: UserPoolOperations; identityPool: IdentityPoolOperations }

const targets = {
  userPool: 'AWSCognitoIdentityProviderService',
  identityPool: 'AWSCognitoIdentityService',
} as const

/** A lost answer to one of these does no harm when the request is sent again; a code would be sent twice. */
const repeatable = /^(InitiateAuth|Get(?!UserAttributeVerificationCode)|List|RevokeToken|GlobalSignOut)/

/** How often a request is sent before its error is the caller's. */
const tries = 3
const pause = { first: 100, longest: 2_000 } as const

/**
 * Sends one operation by JSON 1.1 and reads the answer: the only place where a service's or a network's error
 * becomes an `AWSMobileClientError`. Network failures, 5xx and throttling are tried again with growing pauses,
 * within a total time.
 *
 * @throws AWSMobileClientError by the service's error name, or `network`, `timeout`, `throttled`
 */
export async function request<
  Service extends keyof Services,
  Operation extends keyof Services[Service] & string,
>(
  client: Client,
  service: Service,
  operation: Operation,
  input: Services[Service][Operation] extends { input: infer Input } ? Input : never,
  options: { readonly tries?: number } = {},
): Promise<Services[Service][Operation] extends { output: infer Output } ? Output : never> {
  const { clock, random } = client.platform
  const endpoint = client.configuration?.[service]?.endpoint
  if (!endpoint) {
    throw new AWSMobileClientError(
      service === 'userPool' ? 'userPoolNotConfigured' : 'cognitoIdentityPoolNotConfigured',
    )
  }
  const deadline = clock.now() + (client.options.timeouts?.total ?? 25_000)
  for (let attempt = 1; ; attempt++) {
    const answer = await send(client, endpoint, `${targets[service]}.${operation}`, input, deadline)
    if (!(answer instanceof AWSMobileClientError)) return answer as never
    const lost = answer.kind === 'network' || answer.kind === 'timeout'
    // Up to twice the pause, evenly spread, so that many clients do not come back at once.
    const rest = Math.min(pause.first * 2 ** attempt, pause.longest) * (random(1)[0]! / 255)
    if (
      !answer.retryable ||
      attempt >= (options.tries ?? tries) ||
      (lost && !repeatable.test(operation)) ||
      clock.now() + rest >= deadline
    ) {
      throw answer
    }
    await new Promise<void>(resolve => clock.after(rest, resolve))
  }
}

async function send(
  client: Client,
  endpoint: string,
  target: string,
  input: unknown,
  deadline: number,
): Promise<unknown> {
  const { userAgent } = client.configuration ?? {}
  const answer = await fetchText(
    client,
    endpoint,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': target,
        'Cache-Control': 'no-store',
        ...(userAgent && { 'X-Amz-User-Agent': userAgent }),
      },
      body: JSON.stringify(input),
    },
    target,
    deadline,
  )
  if (answer instanceof AWSMobileClientError) return answer
  const { status, text, headers } = answer
  const body = readObject(text, headers.get('content-type'))
  if (status >= 400) return serviceError(status, headers.get('x-amzn-errortype'), body)
  if (status !== 200 || !body) return unexpectedAnswer(status)
  heedDate(client, answer)
  return body
}

/** A JSON object, or nothing: a captive portal's page is not an answer. Operations without output send no body. */
function readObject(text: string, contentType: string | null): Record<string, unknown> | undefined {
  if (!text) return contentType?.includes('amz-json') ? {} : undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
