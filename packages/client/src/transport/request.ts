import { parseObject } from '@latchkey/protocol'
import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { serviceError, unexpectedAnswer } from './answer.ts'
import { fetchText, heedDate } from './fetch-text.ts'
import { withRetries } from './retries.ts'

type Services = { userPool: UserPoolOperations; identityPool: IdentityPoolOperations }

const targets = {
  userPool: 'AWSCognitoIdentityProviderService',
  identityPool: 'AWSCognitoIdentityService',
} as const

/** A lost answer to one of these does no harm when the request is sent again; a code would be sent twice. */
const repeatable = /^(InitiateAuth|Get(?!UserAttributeVerificationCode)|List|RevokeToken|GlobalSignOut)/

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
  const endpoint = client.configuration?.[service]?.endpoint
  if (!endpoint) {
    throw new AWSMobileClientError(
      service === 'userPool' ? 'userPoolNotConfigured' : 'cognitoIdentityPoolNotConfigured',
    )
  }
  const target = `${targets[service]}.${operation}`
  const context = await client.features.requestContext?.(client, operation, input as object)
  const answer = await withRetries(
    client,
    deadline => send(client, endpoint, target, { ...(input as object), ...context }, deadline),
    repeatable.test(operation),
    options.tries,
  )
  return answer as never
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
  return !text && contentType?.includes('amz-json') ? {} : parseObject(text)
}
